#include "work/notice_words.h"

#include "work/testing.h"

#include "storage/outbox.h"
#include "work/delivery.h"

namespace work::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class NoticeWordsTest : public WorkTest {
 protected:
  base::Result<void> keep(const std::string& kind, const NoticeWords& words) {
    return as("chen", [&](Context& c) { return keep_words(c.tx, kind, words); });
  }
  base::Result<void> keep_titles(const std::string& zh, const std::string& en) {
    return keep("task", {{zh, en}, {"{text}", "{text}"}});
  }
  Notice newest(const std::string& person) {
    return notices(store_.db(), person, NoticeChoice::All, 1, 0).at(0);
  }
  base::Error refusal_of(const NoticeWords& words, const std::string& kind = "task") {
    const auto kept = keep(kind, words);
    EXPECT_FALSE(kept.ok());
    EXPECT_THAT(kept_words(store_.db()), IsEmpty()) << "what is refused is not kept";
    return kept.ok() ? base::refusal("work.no_task") : kept.error();
  }
  int64_t events_of(const std::string& act) {
    return store_.db()
        .first("SELECT count(*) FROM event WHERE act = ? AND person = 'chen'", {act})
        ->integer(0);
  }
};

TEST_F(NoticeWordsTest, of_a_kind_are_those_of_its_notices) {
  ASSERT_TRUE(keep("task", {{"请办理【{step}】", "Please do \"{step}\""},
                            {"发起人：{starter}\n{by} {at}", "Started by {starter}"}})
                  .ok());

  ASSERT_TRUE(offer("visit", {{"jw:candidates", "person:sun"}}).ok());

  EXPECT_THAT(newest("sun").title.zh, HasSubstr("请办理【"));
  EXPECT_THAT(newest("sun").title.en, HasSubstr("Please do \""));
  EXPECT_THAT(newest("sun").text.zh, HasSubstr("发起人："));
  EXPECT_THAT(newest("sun").text.zh, HasSubstr("系统 2026-"));
}

TEST_F(NoticeWordsTest, leave_the_program_too) {
  ASSERT_TRUE(keep_titles("【经纬】{title}", "[Jingwei] {title}").ok());
  Delivery settings;
  settings.mail = {"smtp://127.0.0.1:25", "", "", "jingwei@example.com"};
  settings.robots = {{"", "研发群", "dingtalk", "https://oapi.example/send?access_token=t", ""}};
  with("chen", [&](Context& c) { set_delivery(c.tx, settings); });
  settings = delivery(store_.db());
  settings.channels["task"] = {"mail", settings.robots.at(0).id};
  with("chen", [&](Context& c) { set_delivery(c.tx, settings); });
  store_.db().execute("UPDATE org_person SET email = 'sun@example.com' WHERE id = 'sun'");

  ASSERT_TRUE(offer("visit", {{"jw:candidates", "person:sun"}}).ok());

  const auto due = storage::messages_due(store_.db(), store_.now, 100);
  ASSERT_THAT(due, SizeIs(2));
  for (const auto& each : due)
    EXPECT_THAT(base::text_or_empty(each.message.body, "title"), HasSubstr("【经纬】待办："));
}

TEST_F(NoticeWordsTest, of_other_kinds_stay_as_they_are) {
  ASSERT_TRUE(keep("urge", {{"{number}", "{number}"}, {}}).ok());

  ASSERT_TRUE(offer("visit", {{"jw:candidates", "person:sun"}}).ok());

  EXPECT_THAT(newest("sun").title.zh, HasSubstr("待办："));
}

TEST_F(NoticeWordsTest, that_name_what_a_notice_does_not_have_give_way) {
  ASSERT_TRUE(
      keep("task", {{"{due} 前：{event}", "{event}"}, {"{due} 前办理\n系统通知", "by {due}"}})
          .ok());

  ASSERT_TRUE(offer("visit", {{"jw:candidates", "person:sun"}}).ok());

  EXPECT_THAT(newest("sun").title.zh, HasSubstr("待办：")) << "the built-in title";
  EXPECT_EQ(newest("sun").title.en, "To do");
  EXPECT_EQ(newest("sun").text.zh, "系统通知") << "the line without a day is left out";
  EXPECT_EQ(newest("sun").text.en, "");
}

TEST_F(NoticeWordsTest, say_when_a_task_is_due) {
  ASSERT_TRUE(keep_titles("{due} 前办理", "Until {due}").ok());

  ASSERT_TRUE(offer("visit", {{"jw:candidates", "person:sun"}, {"jw:due", "PT8H"}}).ok());

  EXPECT_THAT(newest("sun").title.zh, ::testing::MatchesRegex("2026-..-.. ..:.. 前办理"));
}

TEST_F(NoticeWordsTest, are_refused_with_every_place) {
  const auto error = refusal_of({{"请办理{matter}{stop}", " "}, {"{", "a\n{text}}"}});

  EXPECT_EQ(error.code, "work.bad_notice_words");
  EXPECT_EQ(error.place, "title.zh:12");
  std::vector<std::string> places;
  for (const auto& each : error.missing) places.push_back(each.name);
  EXPECT_THAT(places, ElementsAre("title.zh:12", "title.en", "text.zh:1", "text.en:9"));
  EXPECT_THAT(error.missing.at(0).how.zh, HasSubstr("“{stop}”不是占位符，可用的有 {title}"));
  EXPECT_THAT(error.missing.at(0).label.en, HasSubstr("character 12"));
}

TEST_F(NoticeWordsTest, name_only_what_their_kind_can_say) {
  EXPECT_EQ(refusal_of({{"{step}", "{title}"}, {}}, "canceled").place, "title.zh:1");
  EXPECT_EQ(refusal_of({{"{title}", "{subject}"}, {}}, "letter").place, "title.en:1");
  EXPECT_EQ(refusal_of({{"{title}", "{title}"}, {}}, "rumour").place, "kind");
}

TEST_F(NoticeWordsTest, are_a_title_of_one_line_and_no_novel) {
  EXPECT_EQ(refusal_of({{"一\n二", "x"}, {}}).place, "title.zh");
  EXPECT_EQ(refusal_of({{"x", std::string(201, 'x')}, {}}).place, "title.en");
  EXPECT_EQ(refusal_of({{"x", "x"}, {std::string(2001, 'x'), ""}}).place, "text.zh");
}

TEST_F(NoticeWordsTest, go_back_to_the_built_in_ones) {
  ASSERT_TRUE(keep_titles("甲", "A").ok());
  ASSERT_TRUE(keep_titles("乙", "B").ok());
  EXPECT_EQ(kept_words(store_.db()).at("task").words.title.zh, "乙");
  EXPECT_EQ(kept_words(store_.db()).at("task").person, "chen");

  ASSERT_TRUE(as("chen", [](Context& c) { return drop_words(c.tx, "task"); }).ok());
  ASSERT_TRUE(as("chen", [](Context& c) { return drop_words(c.tx, "task"); }).ok());
  ASSERT_TRUE(offer("visit", {{"jw:candidates", "person:sun"}}).ok());

  EXPECT_THAT(newest("sun").title.zh, HasSubstr("待办："));
  EXPECT_EQ(events_of("notice_words.changed"), 2);
  EXPECT_EQ(events_of("notice_words.dropped"), 1) << "nothing was dropped the second time";
  EXPECT_FALSE(as("chen", [](Context& c) { return drop_words(c.tx, "rumour"); }).ok());
}

TEST_F(NoticeWordsTest, can_be_seen_on_an_example_before_they_hold) {
  for (const auto kind : notice_kinds()) {
    const auto shown = example_of(std::string(kind), built_in_words());
    ASSERT_TRUE(shown.ok()) << kind;
    EXPECT_FALSE(shown->title.zh.empty() || shown->title.en.empty()) << kind;
  }
  const auto shown = example_of("urge", {{"{by}：{subject}", "{by}: {subject}"}, {"", "{due}"}});

  EXPECT_EQ(shown->title.zh, "陈博：上海客户拜访");
  EXPECT_EQ(shown->title.en, "Chen Bo: Visit to a client in Shanghai");
  EXPECT_EQ(shown->text.en, "2026-03-04 18:00");
  EXPECT_FALSE(example_of("urge", {{"{nobody}", "x"}, {}}).ok());
}

}  // namespace
}  // namespace work::testing
