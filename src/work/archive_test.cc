#include "work/archive.h"

#include "work/testing.h"

namespace work::testing {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

class ArchiveTest : public WorkTest {
 protected:
  // Of sun, decided by lin, copied to chen; it ends now.
  void SetUp() override {
    subject_ = {"FA-202603-0001", "智慧园区", {}};
    const auto task = offer("check", {{"jw:candidates", "person:lin"}});
    ASSERT_TRUE(task.ok());
    matter_ = (*find_task(store_.db(), *task)).instance;
    ASSERT_EQ(code(act("lin", *task, "done")), "ok");
    with("system", [&](Context& c) {
      close_instance(c, matter_, "completed", "");
      store_.db().execute(
          "INSERT INTO work_copy (id, instance, task, person, kind, by_person, at) VALUES (1, ?, 0,"
          " 'chen', 'copy', 'lin', 1)",
          {matter_});
    });
    process_ = instance(store_.db(), matter_)->process;
  }
  std::vector<BoxRow> box(Box which, const std::string& person, const std::string& words = "",
                          const std::string& state = "") {
    BoxQuery query{person, words, store_.now};
    query.filter.state = state;
    const auto rows = list(store_.db(), which, query);
    EXPECT_EQ(count(store_.db(), which, query), std::ssize(rows));
    return rows;
  }
  size_t in_boxes(const std::string& words = "", const std::string& state = "") {
    const std::string starter = instance(store_.db(), matter_)->starter;
    return box(Box::Done, "lin", words, state).size() +
           box(Box::Started, starter, words, state).size() +
           box(Box::Copied, "chen", words, state).size();
  }
  void put(const ArchiveRule& rule) {
    with("chen", [&](Context& c) { archive(c.tx, process_, rule); });
  }
  int64_t matter_ = 0;
  std::string process_;
};

TEST_F(ArchiveTest, what_ended_before_leaves_the_boxes_and_is_found_by_words_and_state) {
  ASSERT_EQ(in_boxes(), 3u);
  ASSERT_EQ(in_boxes("", "archived"), 0u);

  put({store_.now});
  EXPECT_EQ(in_boxes(), 3u) << "it ended at that moment, not before it";
  put({store_.now + base::days(1)});

  EXPECT_EQ(in_boxes(), 0u);
  EXPECT_EQ(in_boxes("", "archived"), 3u);
  EXPECT_EQ(in_boxes("智慧园区"), 3u);
  EXPECT_EQ(count_archived(store_.db(), process_, store_.now), 1);
  EXPECT_TRUE(is_archived(archived_at(store_.db(), store_.now), *instance(store_.db(), matter_)));
  EXPECT_EQ(counts(store_.db(), "chen", store_.now).copied_unread, 0);
  EXPECT_EQ(counts(store_.db(), "lin", store_.now).done, 0);
  EXPECT_EQ(archive_of(store_.db(), process_)->person, "chen");

  with("chen", [&](Context& c) { unarchive(c.tx, process_); });
  EXPECT_EQ(in_boxes(), 3u);
  EXPECT_EQ(counts(store_.db(), "chen", store_.now).copied_unread, 1);
}

TEST_F(ArchiveTest, by_days_it_goes_when_they_have_passed) {
  put({{}, 90});

  store_.now = store_.now + base::days(90);
  EXPECT_EQ(in_boxes(), 3u);
  store_.now = store_.now + base::Span{1};
  EXPECT_EQ(in_boxes(), 0u);
  EXPECT_EQ(in_boxes("", "archived"), 3u);
}

TEST_F(ArchiveTest, what_runs_and_other_processes_stay) {
  const auto open = offer("pay", {{"jw:candidates", "person:lin"}});
  ASSERT_TRUE(open.ok());
  const std::string starter = instance(store_.db(), matter_)->starter;
  const auto started = box(Box::Started, starter).size();
  with("chen", [&](Context& c) { archive(c.tx, "another", {store_.now + base::days(1)}); });

  EXPECT_THAT(box(Box::Started, starter), SizeIs(started));
  put({store_.now + base::days(1)});
  EXPECT_THAT(box(Box::Todo, "lin"), SizeIs(1));
  EXPECT_THAT(box(Box::Done, "lin"), IsEmpty());
}

}  // namespace
}  // namespace work::testing
