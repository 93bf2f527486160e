// Records that count nowhere, by what their matters came to.
#include "work/voided.h"

#include <gtest/gtest.h>

#include <array>

#include "work/acts.h"
#include "work/instances.h"
#include "work/testing.h"

namespace work {
namespace {

class VoidedTest : public testing::WorkTest {
 protected:
  // What the matter of record project/7 came to as a record sees it; "" while it counts.
  std::string status() {
    const std::array<int64_t, 2> asked{7, 8};
    const auto found = voided(store_.db(), "project", asked);
    return found.contains(7) ? std::string(found.at(7).code) : std::string();
  }
  void become(const std::string& state) {
    store_.db().execute("UPDATE work_instance SET state = ? WHERE record_id = 7", {state});
  }
};

TEST_F(VoidedTest, what_runs_or_came_to_an_end_counts) {
  ASSERT_TRUE(review().ok());
  EXPECT_EQ(status(), "");
  for (const char* state : {"completed", "canceled", "withdrawn"}) {
    become(state);
    EXPECT_EQ(status(), "") << state;
  }
}

TEST_F(VoidedTest, what_was_voided_deleted_or_withdrawn_after_its_end_does_not) {
  ASSERT_TRUE(review().ok());
  for (const char* state : {"voided", "deleted", "withdrawn_after"}) {
    become(state);
    EXPECT_EQ(status(), state);
  }
}

TEST_F(VoidedTest, another_matter_that_came_to_a_result_keeps_the_record) {
  ASSERT_TRUE(review().ok());
  become("voided");
  const auto again = [&](const std::string& state) {
    store_.db().execute("DELETE FROM work_instance WHERE id = 4000");
    store_.db().execute(
        "INSERT INTO work_instance (id, process, title_zh, title_en, number, subject, search, "
        "record_type, record_id, starter, withdraw_rule, started_at, state, reason) VALUES (4000, "
        "'p', '', '', '', '', '', 'project', 7, 'wang', '', 0, ?, '')",
        {state});
    return status();
  };

  EXPECT_EQ(again("active"), "");
  EXPECT_EQ(again("completed"), "");
  EXPECT_EQ(again("withdrawn"), "voided");
}

}  // namespace
}  // namespace work
