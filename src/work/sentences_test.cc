// What happens by rule or by an administrator is told in English as well as in Chinese: in no
// sentence for English pages a Chinese character is left, but for the names of people.
#include "org/calendar.h"
#include "org/organisation.h"
#include "work/administering.h"
#include "work/due_dates.h"
#include "work/status.h"
#include "work/testing.h"

namespace work::testing {
namespace {

// Of the block of common Han characters, in UTF-8.
bool has_han(std::string_view text) {
  for (size_t at = 0; at + 2 < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte >= 0xE4 && byte <= 0xE9) return true;
  }
  return false;
}

class SentenceTest : public WorkTest {
 protected:
  SentenceTest() {
    roles_["administrator"] = {"hu"};
    hooks_.title_of_record = [](const std::string&, const engine::RecordRef&) {
      return SubjectTitle{"FA-1", "Park"};
    };
    hooks_.title_of = [](const std::string& process, const std::string& element,
                         const std::string& outcome) {
      const std::string& id = !outcome.empty() ? outcome : !element.empty() ? element : process;
      return outcome.empty() ? base::Text{"名" + id, id} : base::Text{};
    };
    for (const char* id : {"chen", "lin", "zhao", "wang", "sun", "qian", "hu"})
      store_.db().execute("UPDATE org_person SET name_en = ? WHERE id = ?", {id, id});
  }

  int64_t approval(engine::Properties properties) {
    properties.emplace("jw:kind", "approve");
    properties.emplace("jw:candidates", "person:sun");
    return *offer("approve", properties);
  }
  int64_t due(engine::Properties properties) {
    properties["jw:due"] = "PT1H";
    const int64_t key = approval(properties);
    advance_to(*task(key).due_at);
    return key;
  }

  void expect_english() {
    for (const TimelineEntry& entry : timeline_of_record(store_.db(), {"project", 7})) {
      acts_.insert(entry.act);
      if (!entry.reason.empty()) acts_.insert(entry.reason);
      for (const std::string& text : {entry.title.en, entry.reason_text.en, entry.seat.en,
                                      entry.outcome_title.en, entry.text})
        EXPECT_FALSE(has_han(text)) << entry.act << " " << entry.reason << ": " << text;
      EXPECT_EQ(entry.reason_text.zh.empty(), entry.reason_text.en.empty()) << entry.act;
    }
    for (const int64_t key : task_keys_of_all()) {
      const Task each = task(key);
      EXPECT_FALSE(has_han(each.reason_text.en)) << each.reason_text.en;
      for (const Seat& seat : each.seats) EXPECT_FALSE(has_han(seat.reason_text.en));
    }
  }
  std::vector<int64_t> task_keys_of_all() {
    std::vector<int64_t> keys;
    for (const storage::Row& row : store_.db().query("SELECT id FROM work_task", {}))
      keys.push_back(row.integer(0));
    return keys;
  }
  void expect_told(const std::string& what) { EXPECT_TRUE(acts_.contains(what)) << what; }

  std::set<std::string> acts_;
};

TEST_F(SentenceTest, of_rules_that_decide_or_ask_others_are_in_english) {
  approval({{"jw:candidates", "role:nobody"}, {"jw:empty", "pass"}});
  approval({{"jw:candidates", "role:nobody"}, {"jw:empty", "reject"}});
  approval({{"jw:candidates", "role:nobody"}});
  approval({{"jw:candidates", "person:wang"}, {"jw:applicant", "skip"}});
  ASSERT_EQ(code(act("sun", approval({}), "agree")), "ok");
  approval({{"jw:duplicates", "first"}});
  const int64_t joint =
      approval({{"jw:candidates", "person:sun, person:lin"}, {"jw:policy", "all"}});
  ASSERT_EQ(code(act("lin", joint, "disagree")), "ok");
  appoint("lin", "purchaser");

  expect_english();

  for (const char* reason : {"nobody_pass", "nobody_reject", "nobody_substitute",
                             "applicant_skipped", "duplicate", "policy_all"})
    expect_told(reason);
}

TEST_F(SentenceTest, of_due_dates_are_in_english) {
  due({{"jw:overdue", "pass"}});
  due({{"jw:overdue", "reject"}});
  due({{"jw:overdue", "close"}});
  due({{"jw:overdue", "transfer person:lin"}});
  due({{"jw:overdue", "escalate"}});
  due({{"jw:overdue", "jump last"}});
  hooks_.may_jump = [](int64_t, const std::string&) -> base::Result<void> {
    return base::refusal("app.jump_past_state");
  };
  roles_["administrator"] = {"hu"};
  due({{"jw:overdue", "jump last"}});
  due({{"jw:remind", "PT1H"}, {"jw:escalate", "PT1H person:chen"}});
  texts_["x"] = "soon";
  const int64_t key = approval({{"jw:due", "= x"}});
  EXPECT_TRUE(task(key).is_open());
  approval({{"jw:due", "P2WD"}});
  with("hu", [&](Context& c) {
    const auto counted = counted_tasks(c);
    calendar_.off.insert(base::local_in(c.tx.now, calendar_.zone).date + 1);
    count_again(c, counted);
  });
  const int64_t moved = approval({{"jw:due", "P2WD"}});
  with("hu", [&](Context& c) {
    const org::CalendarDay day{base::local_in(c.tx.now, calendar_.zone).date + 7, "",
                               org::DayKind::Off, 0};
    EXPECT_TRUE(org::set_year(c.tx, "product", 2026, {day}).ok());
  });
  ASSERT_EQ(code(as("hu",
                    [&](Context& c) {
                      return transfer_for(c, moved, {"", "zhao", "away"});
                    })),
            "ok");

  expect_english();

  for (const char* reason :
       {"overdue_pass", "overdue_reject", "overdue_close", "overdue_transfer", "overdue_escalate",
        "overdue_jump", "overdue_jump_refused", "reminder_due", "escalation_due", "due_unknown",
        "calendar_changed", "people_changed"})
    expect_told(reason);
}

TEST_F(SentenceTest, of_administrators_are_in_english) {
  const int64_t given = approval({});
  const auto by_hu = [&](auto act) { EXPECT_EQ(code(as("hu", act)), "ok"); };
  by_hu([&](Context& c) { return transfer_for(c, given, {"", "lin", "away"}); });
  by_hu([&](Context& c) {
    suspend_by_administrator(c, 1000, "");
    resume_by_administrator(c, 1000, "");
    return base::Result<void>();
  });
  by_hu([&](Context& c) { return jump(c, 1000, "last", "elsewhere"); });
  with("system", [&](Context& c) { cancel_task(c, given, "jumped"); });
  const int64_t other = approval({});
  with("system", [&](Context& c) { cancel_task(c, other, "modified"); });
  const int64_t third = approval({});
  with("system", [&](Context& c) {
    cancel_task(c, third, ended_with_record);
    close_instance(c, 1000, "canceled", ended_with_record);
  });
  by_hu([&](Context& c) { return void_instance(c, 1000, "twice"); });
  by_hu([&](Context& c) { return delete_instance(c, 1000, "twice"); });

  expect_english();

  for (const char* act : {"transferred", "suspended", "resumed", "jumped", "modified",
                          "ended_with_record", "canceled", "voided", "deleted"})
    expect_told(act);
}

TEST_F(SentenceTest, the_outcome_of_who_mends_is_in_english) {
  const auto settings = read_settings({{"jw:outcomes", "resubmit:重新提交, won:中标"}});
  ASSERT_TRUE(settings.ok());
  EXPECT_EQ(settings->outcomes[0].title.en, "Hand in again");
  EXPECT_EQ(settings->outcomes[1].title.en, "中标") << "a word of the model's own";
}

}  // namespace
}  // namespace work::testing
