// What goes with words in a matter: files, and people named with @.
#include <algorithm>

#include "work/instances.h"
#include "work/testing.h"

namespace work::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class RemarkTest : public WorkTest {
 protected:
  int64_t open() { return *offer("visit", {{"jw:candidates", "position:sales_rep"}}); }
  std::vector<Notice> told(std::string_view person) {
    return notices(store_.db(), person, NoticeChoice::Unread, 20, 0);
  }
  std::vector<TimelineEntry> story() { return timeline_of_record(store_.db(), {"project", 7}); }
};

TEST_F(RemarkTest, who_is_named_in_a_comment_is_told_and_takes_part_from_then_on) {
  const int64_t key = open();
  ASSERT_FALSE(takes_part(store_.db(), task(key).instance, "hu"));

  const Remark remark{"请 @胡图 看看", {}, {"hu", "wang"}};
  ASSERT_EQ(code(as("wang", [&](Context& c) { return comment(c, key, remark); })), "ok");

  EXPECT_TRUE(takes_part(store_.db(), task(key).instance, "hu"));
  const auto notices = told("hu");
  ASSERT_EQ(notices.size(), 1U);
  EXPECT_EQ(notices.front().kind, "mention");
  EXPECT_EQ(notices.front().text.zh, "请 @胡图 看看");
  EXPECT_EQ(notices.front().link, link_of_task(key));
  for (const Notice& notice : told("wang")) EXPECT_NE(notice.kind, "mention") << "his own words";
  const auto entries = story();
  const auto entry = std::ranges::find(entries, "commented", &TimelineEntry::act);
  ASSERT_NE(entry, entries.end());
  EXPECT_THAT(entry->mentions, ElementsAre("hu", "wang"));
}

TEST_F(RemarkTest, each_comment_tells_anew_and_a_mention_outlives_the_task) {
  const int64_t key = open();
  for (const char* words : {"请看", "再请看"}) {
    const Remark remark{words, {}, {"hu"}};
    ASSERT_EQ(code(as("wang", [&](Context& c) { return comment(c, key, remark); })), "ok");
  }

  ASSERT_EQ(code(act("sun", key, "done")), "ok");

  EXPECT_EQ(told("hu").size(), 2U);
}

TEST_F(RemarkTest, whom_the_record_keeps_away_is_not_named_and_nothing_is_said) {
  const int64_t key = open();
  hooks_.may_take_part = [](const engine::RecordRef&,
                            const std::string& person) -> base::Result<void> {
    if (person == "hu") return base::refusal("records.rule_violated");
    return {};
  };

  const auto refused = as("wang", [&](Context& c) {
    return comment(c, key, {"请看", {}, {"qian", "hu"}});
  });

  EXPECT_EQ(code(refused), "records.rule_violated");
  EXPECT_EQ(refused.error().place, "mentions");
  EXPECT_FALSE(takes_part(store_.db(), task(key).instance, "qian"));
  EXPECT_THAT(told("qian"), IsEmpty());
}

TEST_F(RemarkTest, nobody_unknown_is_named) {
  const int64_t key = open();

  const auto refused = as("wang", [&](Context& c) {
    return comment(c, key, {"请看", {}, {"nobody"}});
  });

  EXPECT_EQ(code(refused), "work.unknown_person");
  EXPECT_EQ(refused.error().place, "mentions");
}

TEST_F(RemarkTest, files_stand_with_the_words_and_belong_to_the_matter) {
  const int64_t key = open();
  const int64_t instance = task(key).instance;
  ASSERT_EQ(code(as("wang",
                    [&](Context& c) {
                      return comment(c, key, {"见附件", {"f1"}});
                    })),
            "ok");
  Completion completion;
  completion.outcome = "done";
  completion.files = {"f2"};

  ASSERT_EQ(code(as("sun", [&](Context& c) { return complete(c, key, completion); })), "ok");
  ASSERT_EQ(code(as("sun",
                    [&](Context& c) {
                      return comment_on_instance(c, instance, {"补充", {"f3", "f3"}});
                    })),
            "ok");

  std::vector<std::string> files;
  for (const TimelineEntry& entry : story())
    files.insert(files.end(), entry.files.begin(), entry.files.end());
  EXPECT_THAT(files, ElementsAre("f1", "f2", "f3", "f3"));
  std::vector<std::pair<std::string, int64_t>> kept;
  for (const auto& row :
       store_.db().query("SELECT file, instance FROM work_remark_file ORDER BY file", {}))
    kept.emplace_back(row.text(0), row.integer(1));
  EXPECT_THAT(kept, ElementsAre(std::pair("f1", instance), std::pair("f2", instance),
                                std::pair("f3", instance)));
}

TEST_F(RemarkTest, files_of_a_blind_vote_stay_hidden_as_the_vote_does) {
  const int64_t key = *offer("vote", {{"jw:candidates", "person:lin, person:zhao"},
                                      {"jw:policy", "all"},
                                      {"jw:kind", "vote"},
                                      {"jw:blind", "true"}});
  Completion completion;
  completion.outcome = "agree";
  completion.files = {"f1"};
  ASSERT_EQ(code(as("lin", [&](Context& c) { return complete(c, key, completion); })), "ok");

  const auto seen_by = [&](std::string_view person) {
    auto entries = story();
    hide_blind_votes(store_.db(), entries, person);
    const auto vote = std::ranges::find(entries, "voted", &TimelineEntry::act);
    return vote == entries.end() ? std::vector<std::string>{"no vote"} : vote->files;
  };

  EXPECT_THAT(seen_by("lin"), ElementsAre("f1"));
  EXPECT_THAT(seen_by("zhao"), IsEmpty());
}

}  // namespace
}  // namespace work::testing
