// What older workspaces hold goes over to what is read now.
#include "work/testing.h"

namespace work::testing {
namespace {

class MigrationTest : public ::testing::Test {
 protected:
  void told(int64_t id, const std::string& kind, const std::string& link,
            const std::string& sender = "") {
    store_.db().execute(
        "INSERT INTO work_notice (id, person, kind, title_zh, title_en, text_zh, text_en, link, "
        "cause, at, sender) VALUES (?, 'sun', ?, 't', 't', '', '', ?, ?, ?, ?)",
        {id, kind, link, "once:" + std::to_string(id), id, sender});
  }
  std::string cause_of(int64_t id) {
    return store_.db().first("SELECT cause FROM work_notice WHERE id = ?", {id})->text(0);
  }

  storage::testing::Store store_{migrations().first(8)};
};

TEST_F(MigrationTest, notices_told_again_and_again_become_the_last_of_them) {
  told(1, "task", "/tasks/7");
  for (const int64_t id : {2, 3, 4}) told(id, "remind", "/tasks/7");
  told(5, "remind", "/tasks/8");
  told(6, "overdue", "/tasks/7");
  told(7, "urge", "/tasks/7", "wang");
  told(8, "urge", "/tasks/7", "qian");
  told(9, "overdue", "record/duty_item/1");
  told(10, "overdue", "record/duty_item/1");

  ASSERT_TRUE(store_.database().migrate(migrations()).ok());

  std::map<int64_t, int64_t> times;
  for (const Notice& notice : notices(store_.db(), "sun", NoticeChoice::All, 100, 0))
    times[notice.key] = notice.times;
  const std::map<int64_t, int64_t> expected{{1, 1}, {4, 3}, {5, 1}, {6, 1},
                                            {7, 1}, {8, 1}, {9, 1}, {10, 1}};
  EXPECT_EQ(times, expected);
  EXPECT_EQ(cause_of(4), "task:7:remind");
  EXPECT_EQ(cause_of(6), "task:7:overdue");
  EXPECT_EQ(cause_of(7), "task:7:urge:wang");
  EXPECT_EQ(cause_of(9), "once:9") << "a duty's notice says its day";
}

}  // namespace
}  // namespace work::testing
