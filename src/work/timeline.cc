#include "work/timeline.h"

#include <algorithm>
#include <array>

#include "storage/event_log.h"
#include "work/instances.h"
#include "work/task.h"

namespace work {
namespace {

struct Words {
  std::string_view act;
  base::Text text;
};

// What each act is called; `{}` stands for the task's or process's title.
const std::vector<Words>& words() {
  static const std::vector<Words> all = {
      {"started", {"发起 {}", "Started {}"}},
      {"set_off", {"触发 {}", "Set off {}"}},
      {"called", {"另行发起 {}，不等其结束", "Started {} beside it, without waiting"}},
      {"called_ended", {"另行发起的 {} 已结束", "{}, started beside it, has ended"}},
      {"started_again", {"以此再次发起 {}", "Started {} again from this"}},
      {"completed", {"办理 {}", "Did {}"}},
      {"voted", {"表决 {}", "Voted on {}"}},
      {"decided", {"{} 已有结果", "Outcome of {}"}},
      {"denied", {"{} 未被接受，须重新办理", "{} was not accepted and is to be done again"}},
      {"change_denied", {"对 {} 的更改未被接受", "A change of {} was not accepted"}},
      {"commented", {"评论 {}", "Commented on {}"}},
      {"opinion_added", {"补充意见 {}", "Added an opinion to {}"}},
      {"copied", {"抄送 {}", "Copied {}"}},
      {"transferred", {"转办 {}", "Transferred {}"}},
      {"returned", {"退回 {}", "Returned {}"}},
      {"urged", {"催办 {}", "Urged {}"}},
      {"claimed", {"签收 {}", "Claimed {}"}},
      {"unclaimed", {"归还 {}", "Gave back {}"}},
      {"canceled", {"{} 已取消", "{} was cancelled"}},
      {"reminded", {"系统提醒 {}", "Reminder of {}"}},
      {"escalated", {"{} 已升级", "{} was escalated"}},
      {"suspended", {"{} 已挂起", "{} was suspended"}},
      {"resumed", {"{} 已恢复", "{} was resumed"}},
      {"due_moved", {"{} 期限重新计算", "The due date of {} was counted again"}},
      {"due_unknown", {"{} 没有期限", "{} has no due date"}},
      {"reassigned", {"{} 的席位重新确定办理人", "A seat of {} found new people"}},
      {"handed_over", {"{} 交接", "{} was handed over"}},
      {"withdrawn", {"撤回 {}", "Withdrew {}"}},
      {"withdrawn_after", {"通过后撤销 {}", "Withdrew {} after it had passed"}},
      {"people_replaced", {"改由他人办理 {}", "Named others for {}"}},
      {"people_added", {"增加办理人 {}", "Named more people for {}"}},
      {"people_restored", {"恢复原办理人 {}", "Restored the people of {}"}},
      {"ended", {"流程结束", "The matter ended"}},
      {"noted", {"补充说明 {}", "Added a note to {}"}},
      {"evaluated", {"评价 {}", "Evaluated {}"}},
      {"voided", {"作废 {}", "Voided {}"}},
      {"deleted", {"删除 {}（审计保留）", "Deleted {}, kept for audit"}},
      {"jumped", {"跳转 {}", "Moved {} to another step"}},
      {"record_kept", {"{}：单据状态未改变", "{}: the record kept its state"}},
      {"jump_refused", {"{} 未能跳转", "{} could not be moved on"}},
      {"auto_passed", {"{} 自动通过", "{} was passed by rule"}},
      {"auto_rejected", {"{} 自动拒绝", "{} was rejected by rule"}},
      {"seat_skipped", {"{} 的席位已跳过", "A seat of {} was passed over"}},
      {"seat_ended", {"{} 的席位随离职结束", "A seat of {} ended with who left"}},
      {"delegated", {"委派 {}", "Asked for an opinion on {}"}},
      {"delegate_returned", {"委派归还 {}", "Gave an opinion on {}"}},
      {"signer_added_before", {"前加签 {}", "Asked others to act before on {}"}},
      {"signer_added_after", {"后加签 {}", "Asked others to act after on {}"}},
      {"signer_added", {"加签 {}", "Asked others to act too on {}"}},
      {"signer_removed", {"减签 {}", "Removed a signer of {}"}},
      {"taken_back", {"拿回 {}", "Took {} back"}},
      {"circulated", {"传阅 {}", "Circulated {}"}},
      {"read_confirmed", {"已阅 {}", "Has read {}"}},
      {"pending", {"等待 {}", "Waiting for {}"}},
  };
  return all;
}

std::string filled(std::string_view pattern, const std::string& title) {
  const size_t at = pattern.find("{}");
  if (at == std::string_view::npos) return std::string(pattern);
  return std::string(pattern.substr(0, at)) + title + std::string(pattern.substr(at + 2));
}

base::Text sentence(std::string_view act, const base::Text& title) {
  const auto found = std::ranges::find(words(), act, &Words::act);
  if (found == words().end()) return {};
  // English titles of steps are clauses of their own: quoted they fit every sentence.
  return {filled(found->text.zh, title.zh),
          filled(found->text.en, "\"" + (title.en.empty() ? title.zh : title.en) + "\"")};
}

base::Text text_of(const base::Json* json) {
  if (!json) return {};
  if (json->is_string()) return {std::string(json->as_string()), std::string(json->as_string())};
  return {base::text_or_empty(*json, "zh"), base::text_or_empty(*json, "en")};
}

std::vector<std::string> ids_of(const base::Json& changes, std::string_view name) {
  std::vector<std::string> ids;
  const base::Json* list = base::find(changes, name);
  if (!list || !list->is_array()) return ids;
  for (const base::Json& id : list->as_array()) ids.emplace_back(id.as_string());
  return ids;
}

bool is_own(std::string_view act) {
  return act.starts_with("task.") || act.starts_with("instance.");
}

bool is_called(const base::Json& changes) {
  const base::Json* called = base::find(changes, "called");
  return called != nullptr && called->is_bool() && called->as_bool();
}

// What a rule starts when somebody acts he has set off, not started, and so has who acted before a
// call; of what each seat does only an
// approval is a vote, signing for something is not.
std::string_view told_as(const TimelineEntry& entry, const base::Json& changes) {
  const bool is_by_rule = base::text_or_empty(changes, "starter") == "system" || is_called(changes);
  if (entry.act == "started" && is_by_rule) return "set_off";
  const auto kind = base::text_or_empty(changes, "kind");
  const bool is_vote = kind.empty() || kind == name_of(TaskKind::Vote);
  if (entry.act == "voted" && !is_vote) return "completed";
  return entry.act;
}

// "流程结束 · 通过"
void add_verdict(base::Text& title, std::string_view verdict) {
  if (verdict.empty()) return;
  static const std::map<std::string_view, base::Text> words = {
      {verdict_agreed, {"通过", "Passed"}},
      {verdict_agreed_by_rule, {"自动通过", "Passed by rule"}},
      {verdict_disagreed, {"未通过", "Not passed"}},
      {verdict_disagreed_by_rule, {"自动拒绝", "Rejected by rule"}},
      {verdict_timed_out, {"超时关闭", "Closed when overdue"}}};
  title.zh += " · " + words.at(verdict).zh;
  title.en += " · " + words.at(verdict).en;
}

// "另行发起的 备案 已结束 · 通过"
void add_status(base::Text& title, const base::Text& status) {
  if (status.zh.empty()) return;
  title.zh += " · " + status.zh;
  title.en += " · " + status.en;
}

// "退回 会签 → 主管审批"
void add_target(base::Text& title, const base::Text& target) {
  if (target.zh.empty()) return;
  title.zh += " → " + target.zh;
  title.en += " → " + (target.en.empty() ? target.zh : target.en);
}

void read_changes(TimelineEntry& entry, const base::Json& changes) {
  const base::Json* step = base::find(changes, "step");
  entry.title =
      sentence(told_as(entry, changes), text_of(step ? step : base::find(changes, "title")));
  if (entry.act == "ended") add_verdict(entry.title, base::text_or_empty(changes, "verdict"));
  if (entry.act == "called_ended") add_status(entry.title, text_of(base::find(changes, "status")));
  add_target(entry.title, text_of(base::find(changes, "target_title")));
  entry.persons = ids_of(changes, "persons");
  entry.seat = text_of(base::find(changes, "seat_title"));
  entry.outcome = base::text_or_empty(changes, "outcome");
  entry.outcome_title = text_of(base::find(changes, "outcome_title"));
  entry.opinion = base::text_or_empty(changes, "opinion");
  // What somebody said is one text; a sentence of the program is in both languages.
  const base::Json* said = base::find(changes, "text");
  if (said && said->is_string()) {
    entry.text = said->as_string();
  } else {
    entry.reason_text = text_of(said);
  }
  entry.reason = base::text_or_empty(changes, "reason");
  entry.element = base::text_or_empty(changes, "element");
  entry.files = ids_of(changes, "files");
  entry.mentions = ids_of(changes, "mentions");
  if (const base::Json* signature = base::find(changes, "signature")) entry.signature = *signature;
  if (const base::Json* seconds = base::find(changes, "seconds"))
    entry.seconds = seconds->as_int64();
}

// A matter that waited before it met anybody is told where it began, by whom it was begun.
void tell_from_its_beginning(TimelineEntry& entry) {
  const auto began = base::parse_time(base::text_or_empty(entry.changes, "began_at"));
  if (!began) return;
  entry.at = *began;
  entry.person =
      is_called(entry.changes) ? "system" : base::text_or_empty(entry.changes, "starter");
  entry.on_behalf_of.clear();
}

TimelineEntry entry_of(const storage::StoredEvent& stored) {
  TimelineEntry entry;
  entry.position = stored.position;
  entry.at = stored.at;
  entry.person = stored.actor.person;
  entry.on_behalf_of = stored.actor.on_behalf_of;
  entry.clause = stored.event.clause;
  entry.changes = stored.event.changes;
  entry.subject_type = stored.event.subject_type;
  entry.subject = stored.event.subject;
  const std::string& act = stored.event.act;
  entry.act = act.substr(act.find('.') + 1);
  if (!is_own(act)) {
    entry.act = act;
    return entry;
  }
  // Whoever acted last has not ended the matter; its end is nobody's act.
  if (act == "instance.completed") {
    entry.act = "ended";
    entry.person = "system";
    entry.on_behalf_of.clear();
  }
  if (entry.act == "started") tell_from_its_beginning(entry);
  read_changes(entry, stored.event.changes);
  if (stored.event.subject_type == "task") entry.task = std::stoll(stored.event.subject);
  return entry;
}

void add_pending(std::vector<TimelineEntry>& entries, const Task& task) {
  if (task.held_by != 0) return;  // nobody has to act on it until the step it waits for is done
  for (const Seat& seat : task.seats) {
    if (seat.state != SeatState::Open && seat.state != SeatState::Waiting) continue;
    TimelineEntry entry;
    entry.act = "pending";
    entry.title = sentence("pending", task.title);
    entry.seat = seat.title;
    for (const Candidate& candidate : seat.candidates) {
      entry.persons.push_back(candidate.person);
      if (!candidate.on_behalf_of.empty())
        entry.standing_in[candidate.person] = candidate.on_behalf_of;
    }
    entry.task = task.key;
    entry.element = task.element;
    if (!task.settings.clauses.empty()) entry.clause = task.settings.clauses.front();
    entries.push_back(std::move(entry));
  }
}

void move_to_its_time(std::vector<TimelineEntry>& entries) {
  const auto last = std::prev(entries.end());
  const auto later =
      std::find_if(entries.begin(), last, [&](const auto& entry) { return entry.at > last->at; });
  std::rotate(later, last, entries.end());
}

std::vector<TimelineEntry> entries_of(std::vector<storage::StoredEvent> events,
                                      const std::vector<Task>& open) {
  std::ranges::sort(events, {}, &storage::StoredEvent::position);
  std::vector<TimelineEntry> entries;
  for (const storage::StoredEvent& stored : events) {
    // What other systems are told repeats what has been said.
    const std::string& act = stored.event.act;
    if (act == "task.created" || act == "instance.created" || act.starts_with("callback."))
      continue;
    entries.push_back(entry_of(stored));
    if (entries.back().act == "started") move_to_its_time(entries);
  }
  for (const Task& task : open) add_pending(entries, task);
  return entries;
}

}  // namespace

std::vector<TimelineEntry> timeline_of_record(storage::Connection& db,
                                              const engine::RecordRef& record) {
  std::vector<Task> open;
  for (const Instance& known : instances_of_record(db, record)) {
    for (Task& task : open_tasks(db, known.key)) open.push_back(std::move(task));
  }
  const std::string id = std::to_string(record.id);
  auto events = storage::events_of_root(db, record.type, id);
  // What was done to a part of another record hangs on that one.
  for (auto& own : storage::events_of_subject(db, record.type, id)) {
    if (own.event.root_type != record.type || own.event.root != id)
      events.push_back(std::move(own));
  }
  return entries_of(std::move(events), open);
}

std::vector<TimelineEntry> timeline_of_instance(storage::Connection& db, int64_t instance) {
  auto events = storage::events_of_subject(db, "instance", std::to_string(instance));
  for (const storage::Row& row :
       db.query("SELECT id FROM work_task WHERE instance = ?", {instance})) {
    for (auto& event : storage::events_of_subject(db, "task", std::to_string(row.integer(0)))) {
      events.push_back(std::move(event));
    }
  }
  return entries_of(std::move(events), open_tasks(db, instance));
}

void hide_blind_votes(storage::Connection& db, std::vector<TimelineEntry>& entries,
                      std::string_view person) {
  for (TimelineEntry& entry : entries) {
    if (entry.act != "voted" || entry.person == person) continue;
    const auto task = find_task(db, entry.task);
    if (task && task->settings.is_blind && task->is_open()) hide_vote(entry);
  }
}

void hide_words(TimelineEntry& entry) {
  entry.opinion.clear();
  entry.text.clear();
  entry.files.clear();
  if (auto* changes = entry.changes.if_object()) {
    for (const auto* said : {"opinion", "text", "files"}) changes->erase(said);
  }
}

void hide_vote(TimelineEntry& entry) {
  hide_words(entry);
  entry.outcome.clear();
  entry.outcome_title = {};
  entry.signature = nullptr;
  entry.changes = nullptr;
}

base::Text title_of_outcome(std::string_view outcome) {
  static const std::array<Outcome, 6> usual = {{{"done", {"完成", "Done"}},
                                                {"agree", {"同意", "Agree"}},
                                                {"disagree", {"不同意", "Disagree"}},
                                                {"confirm", {"确认", "Confirm"}},
                                                {"reject", {"退回", "Reject"}},
                                                {"resubmit", {"重新提交", "Hand in again"}}}};
  const auto found = std::ranges::find(usual, outcome, &Outcome::id);
  if (found != usual.end()) return found->title;
  return {std::string(outcome), std::string(outcome)};
}

}  // namespace work
