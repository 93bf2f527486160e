// What is copied by rule of a matter that has no step: the copy is of the matter.
#include "work/instances.h"
#include "work/testing.h"

namespace work::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class CopyOfMatterTest : public WorkTest {
 protected:
  void open_matter(std::string at_start, std::string at_end) {
    with("wang", [&](Context& c) {
      NewInstance fresh{1000, "initiation", {"project", 7}, "wang"};
      fresh.copy_at_start = std::move(at_start);
      fresh.copy_at_end = std::move(at_end);
      open_instance(c, fresh);
    });
  }
  void end_matter() {
    with("system", [&](Context& c) { close_instance(c, 1000, "completed", ""); });
  }
  std::vector<BoxRow> copied(const std::string& person) {
    BoxQuery query;
    query.person = person;
    query.now = store_.now;
    return list(store_.db(), Box::Copied, query);
  }
};

TEST_F(CopyOfMatterTest, at_the_end_reaches_box_notice_story_and_right_to_read) {
  open_matter("", "person:lin");
  ASSERT_FALSE(takes_part(store_.db(), 1000, "lin"));

  end_matter();

  const auto rows = copied("lin");
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].task, 0);
  EXPECT_EQ(rows[0].instance, 1000);
  EXPECT_EQ(rows[0].element, "");
  EXPECT_EQ(rows[0].number, "FA-202603-0001");
  EXPECT_EQ(rows[0].state, "completed");
  EXPECT_TRUE(rows[0].is_unread);
  EXPECT_EQ(counts(store_.db(), "lin", store_.now).copied_unread, 1);
  EXPECT_TRUE(takes_part(store_.db(), 1000, "lin"));
  const auto told = notices(store_.db(), "lin", NoticeChoice::Unread, 20, 0);
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].link, "/instances/1000");
  const auto story = timeline_of_instance(store_.db(), 1000);
  const auto entry = std::ranges::find(story, "copied", &TimelineEntry::act);
  ASSERT_NE(entry, story.end());
  EXPECT_EQ(entry->reason, "copy_at_end");
  EXPECT_THAT(entry->persons, ElementsAre("lin"));
  with("lin", [&](Context& c) { read_copies(c, 1000); });
  EXPECT_FALSE(copied("lin")[0].is_unread);
}

TEST_F(CopyOfMatterTest, at_the_start_reaches_them_before_any_step) {
  open_matter("person:zhao, person:hu", "");

  EXPECT_EQ(copied("zhao").size(), 1u);
  EXPECT_EQ(copied("zhao")[0].state, "active");
  EXPECT_EQ(copied("hu").size(), 1u);
  ASSERT_TRUE(offer("approve", {{"jw:kind", "approve"}, {"jw:candidates", "person:lin"}}).ok());
  EXPECT_EQ(copied("zhao").size(), 1u) << "once";
}

TEST_F(CopyOfMatterTest, of_nobody_and_of_a_rule_without_people_is_nothing) {
  open_matter("", "role:nobody");

  end_matter();

  EXPECT_THAT(copied("wang"), IsEmpty());
  for (const auto& entry : timeline_of_instance(store_.db(), 1000)) EXPECT_NE(entry.act, "copied");
}

}  // namespace
}  // namespace work::testing
