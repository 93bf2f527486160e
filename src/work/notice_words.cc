#include "work/notice_words.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "org/organisation.h"
#include "work/delivery.h"
#include "work/steps/common.h"
#include "work/steps/wording.h"

namespace work {
namespace {

// Those of any notice, then those of a matter, then those of a task.
constexpr std::array<std::string_view, 12> placeholders = {
    "title",   "event",  "matter",  "text",    "by",   "at",
    "process", "number", "subject", "starter", "step", "due"};
constexpr size_t of_any = 6;
constexpr size_t of_matters = 10;

constexpr std::array<std::string_view, 6> task_kinds = {"task",    "urge",     "remind",
                                                        "overdue", "escalate", "vacant"};
constexpr std::array<std::string_view, 2> kinds_without_matter = {"signed", "letter"};

bool is_kind(std::string_view kind) { return std::ranges::count(notice_kinds(), kind) > 0; }

base::Result<void> check(const std::string& kind, const NoticeWords& words) {
  if (!is_kind(kind)) return base::refusal("work.bad_notice_words").at("kind");
  return check_words(words, placeholders_of(kind));
}

base::Text same(const std::string& text) { return {text, text}; }

void add_matter(WordValues& values, Context& context, int64_t key) {
  const auto known = instance(context.tx.db, key);
  if (!known) return;
  values["process"] = known->title;
  values["number"] = same(known->number);
  values["subject"] = same(known->subject);
  values["starter"] = org::name_of(context.tx.db, known->starter);
}

void add_task(WordValues& values, Context& context, int64_t key) {
  const auto task = find_task(context.tx.db, key);
  if (!task) return;
  add_matter(values, context, task->instance);
  values["process"] = task->process_title;
  values["step"] = task->title;
  if (task->due_at) values["due"] = same(print_minute(*task->due_at, context.calendar.zone));
}

// The key that a link ends in; nothing when it leads elsewhere.
std::optional<int64_t> key_behind(std::string_view link, std::string_view before) {
  if (!link.starts_with(before)) return {};
  link.remove_prefix(before.size());
  int64_t key = 0;
  const auto read = std::from_chars(link.data(), link.data() + link.size(), key);
  return read.ec == std::errc() ? std::optional(key) : std::nullopt;
}

WordValues values_of(Context& context, const NewNotice& notice) {
  const bool is_by_rule = context.tx.actor.person == "system";
  WordValues values{{"title", notice.title.whole()},
                    {"event", notice.title.event},
                    {"matter", notice.title.about},
                    {"text", notice.text},
                    {"by", is_by_rule ? base::Text{"系统", "the system"}
                                      : org::name_of(context.tx.db, context.tx.actor.person)},
                    {"at", same(print_minute(context.tx.now, context.calendar.zone))}};
  if (const auto task = key_behind(notice.link, "/tasks/")) add_task(values, context, *task);
  for (const auto* before : {"/instances/", "instance/"}) {
    if (const auto key = key_behind(notice.link, before)) add_matter(values, context, *key);
  }
  return values;
}

std::optional<NoticeWords> kept_words_of(storage::Connection& db, const std::string& kind) {
  const auto row = db.first(
      "SELECT title_zh, title_en, text_zh, text_en FROM work_notice_words WHERE kind = ?", {kind});
  if (!row) return {};
  return NoticeWords{{row->text(0), row->text(1)}, {row->text(2), row->text(3)}};
}

// --- the example

base::Text example_event(std::string_view kind) {
  static const std::map<std::string_view, base::Text> events = {
      {"task", {"待办", "To do"}},
      {"urge", {"催办", "Please act"}},
      {"remind", {"提醒：尚未办理", "Reminder: still to do"}},
      {"overdue", {"已到期", "Due"}},
      {"copy", {"抄送", "Copied to you"}},
      {"circulation", {"传阅", "Please read"}},
      {"mention", {"陈博在评论中提到了您", "Chen Bo mentioned you"}},
      {"escalate", {"升级", "Escalated"}},
      {"vacant", {"席位空缺", "Vacant seat"}},
      {"withdraw", {"已撤回", "Withdrawn"}},
      {"canceled", {"流程已终止", "Process cancelled"}},
      {"voided", {"已作废", "Voided"}},
      {"jumped", {"已跳转到其他环节", "Moved on to another step"}},
      {"suspended", {"已挂起", "Suspended"}},
      {"passed", {"已通过", "Passed"}},
      {"rejected", {"未通过", "Not passed"}},
      {"incident", {"流程停在“付款”，需要处理", "A process is stuck at \"Payment\""}},
      {"message", {"发起人补充说明", "The starter adds a note"}},
      {"signed", {"周先生已签字", "Mr Zhou has signed"}},
      {"letter", {"请签收", "Please acknowledge"}}};
  return events.at(kind);
}

WordValues example_values(std::string_view kind) {
  const base::Text subject{"上海客户拜访", "Visit to a client in Shanghai"};
  const base::Text step{"部门经理审批", "Approval by the head of department"};
  const bool is_of_task = std::ranges::count(task_kinds, kind) > 0;
  const NoticeTitle title{example_event(kind),
                          {(is_of_task ? step.zh + "：" : "") + "BX-202603-0012 " + subject.zh,
                           (is_of_task ? step.en + ": " : "") + "BX-202603-0012 " + subject.en}};
  return {{"title", title.whole()},
          {"event", title.event},
          {"matter", title.about},
          {"text", {"金额：1,280.00 元", "Amount: CNY 1,280.00"}},
          {"by", {"陈博", "Chen Bo"}},
          {"at", same("2026-03-02 09:30")},
          {"process", {"差旅费报销", "Travel expenses"}},
          {"number", same("BX-202603-0012")},
          {"subject", subject},
          {"starter", {"王敏", "Wang Min"}},
          {"step", step},
          {"due", same("2026-03-04 18:00")}};
}

}  // namespace

base::Text NoticeTitle::whole() const {
  if (about.zh.empty()) return event;
  if (event.zh.empty()) return about;
  const auto in_english = [](const base::Text& text) {
    return text.en.empty() ? text.zh : text.en;
  };
  return {event.zh + "：" + about.zh, in_english(event) + ": " + in_english(about)};
}

NoticeWords built_in_words() { return {{"{title}", "{title}"}, {"{text}", "{text}"}}; }

std::span<const std::string_view> placeholders_of(std::string_view kind) {
  const std::span all(placeholders);
  if (std::ranges::count(task_kinds, kind) > 0) return all;
  return all.first(std::ranges::count(kinds_without_matter, kind) > 0 ? of_any : of_matters);
}

std::map<std::string, KeptWords> kept_words(storage::Connection& db) {
  std::map<std::string, KeptWords> found;
  for (const storage::Row& row :
       db.query("SELECT kind, title_zh, title_en, text_zh, text_en, by_person, at FROM "
                "work_notice_words ORDER BY kind")) {
    found[row.text(0)] = {
        {{row.text(1), row.text(2)}, {row.text(3), row.text(4)}}, row.text(5), {row.integer(6)}};
  }
  return found;
}

base::Result<void> keep_words(storage::Tx& tx, const std::string& kind, const NoticeWords& words) {
  if (auto checked = check(kind, words); !checked) return checked;
  const auto& [title, text] = words;
  tx.db.execute(
      "INSERT INTO work_notice_words (kind, title_zh, title_en, text_zh, text_en, by_person, at)"
      " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (kind) DO UPDATE SET title_zh = "
      "excluded.title_zh, title_en = excluded.title_en, text_zh = excluded.text_zh, text_en = "
      "excluded.text_en, by_person = excluded.by_person, at = excluded.at",
      {kind, title.zh, title.en, text.zh, text.en, tx.actor.person, tx.now.micros});
  storage::append_event(tx, {"notice_words.changed", "notice_words", kind, "", "", "",
                             base::JsonObject{{"title", json_of(title)}, {"text", json_of(text)}}});
  return {};
}

base::Result<void> drop_words(storage::Tx& tx, const std::string& kind) {
  if (!is_kind(kind)) return base::refusal("work.bad_notice_words").at("kind");
  if (tx.db.execute("DELETE FROM work_notice_words WHERE kind = ?", {kind}) == 0) return {};
  storage::append_event(
      tx, {"notice_words.dropped", "notice_words", kind, "", "", "", base::JsonObject()});
  return {};
}

base::Result<NoticeWords> example_of(const std::string& kind, const NoticeWords& words) {
  if (auto checked = check(kind, words); !checked) return checked.error();
  return filled(words, example_values(kind));
}

NoticeWords worded(Context& context, const NewNotice& notice) {
  const auto kept = kept_words_of(context.tx.db, notice.kind);
  if (!kept) return {notice.title.whole(), notice.text};
  return filled(*kept, values_of(context, notice));
}

}  // namespace work
