// Whose work somebody does, and which records it is about.
#include "work/standing_in.h"

#include <gtest/gtest.h>

#include "work/acts.h"
#include "work/testing.h"

namespace work {
namespace {

class StandingInTest : public testing::WorkTest {
 protected:
  // "holder:type/id", with "until" behind what is done.
  std::vector<std::string> work_of(const std::string& person) {
    std::vector<std::string> rows;
    for (const storage::Row& row :
         store_.db().query("SELECT holder, record_type, record_id, until FROM " +
                               std::string(standing_in_view) + " WHERE person = ?",
                           {person})) {
      rows.push_back(row.text(0) + ":" + row.text(1) + "/" + std::to_string(row.integer(2)) +
                     (row.is_null(3) ? "" : " until"));
    }
    return rows;
  }
};

TEST_F(StandingInTest, a_deputy_does_the_work_of_the_holder_while_it_is_open) {
  deputise("chen", "hu");
  ASSERT_TRUE(review().ok());

  EXPECT_EQ(holders_of_work(store_.db(), "hu"), std::vector<std::string>{"chen"});
  EXPECT_EQ(work_of("hu"), std::vector<std::string>{"chen:project/7"});
  EXPECT_TRUE(holders_of_work(store_.db(), "chen").empty());
}

TEST_F(StandingInTest, who_has_acted_keeps_it_when_the_absence_ends) {
  deputise("chen", "hu");
  const int64_t key = *review();
  ASSERT_EQ(code(act("hu", key, "agree")), "ok");

  with("system", [](Context& c) {
    const auto deputies = org::deputies(c.tx.db, c.tx.now);
    EXPECT_TRUE(org::revoke_deputy(c.tx, deputies.front().key).ok());
    resolve_open_seats(c);
  });

  EXPECT_EQ(work_of("hu"), std::vector<std::string>{"chen:project/7 until"});
}

TEST_F(StandingInTest, who_has_not_acted_keeps_nothing_when_the_absence_ends) {
  deputise("chen", "hu");
  ASSERT_TRUE(review().ok());

  with("system", [](Context& c) {
    const auto deputies = org::deputies(c.tx.db, c.tx.now);
    EXPECT_TRUE(org::revoke_deputy(c.tx, deputies.front().key).ok());
    resolve_open_seats(c);
  });

  EXPECT_TRUE(work_of("hu").empty());
  EXPECT_TRUE(holders_of_work(store_.db(), "hu").empty());
}

}  // namespace
}  // namespace work
