#include "work/status.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/ensure.h"
#include "work/called.h"
#include "work/drafts.h"
#include "work/signers.h"
#include "work/steps/handed_on.h"
#include "work/steps/one_vote.h"

namespace work {
namespace {

Status status(std::string_view code) {
  static const std::array<Status, 35> known = {{
      {"running", {"审批中", "In progress"}},
      {"returned", {"已退回", "Returned"}},
      {"suspended", {"挂起", "Suspended"}},
      {"passed", {"通过", "Passed"}},
      {"auto_passed", {"自动通过", "Passed by rule"}},
      {"rejected", {"未通过", "Not passed"}},
      {"auto_rejected", {"自动拒绝", "Rejected by rule"}},
      {"timed_out", {"超时关闭", "Closed when overdue"}},
      {"done", {"已完成", "Done"}},
      {"withdrawn", {"已撤销", "Withdrawn"}},
      {"withdrawn_after", {"通过后已撤销", "Withdrawn after it passed"}},
      {"terminated", {"终止", "Terminated"}},
      {"voided", {"作废", "Void"}},
      {"deleted", {"已删除（审计保留）", "Deleted (kept for audit)"}},
      {"draft", {"草稿", "Draft"}},
      {"saved", {"暂存", "Saved"}},
      {"overdue", {"超时", "Overdue"}},
      {"open", {"审批中", "Open"}},
      {"vacant", {"空缺", "Vacant"}},
      {"unclaimed", {"待认领", "To be claimed"}},
      {"agreed", {"同意", "Agreed"}},
      {"disagreed", {"不同意", "Disagreed"}},
      {"canceled", {"已取消", "Cancelled"}},
      {"not_started", {"未开始", "Not begun"}},
      {"waiting_signers", {"待审批（等待前加签）", "Waits for signers before it"}},
      {"asking", {"委派中", "Asking for an opinion"}},
      {"replied", {"委派已归还", "Opinion given"}},
      {"transferred", {"已转办", "Transferred"}},
      {"held", {"审批通过中（等待后加签）", "Agreed, signers after it to act"}},
      {"acted", {"已办理", "Done"}},
      {"skipped", {"已跳过", "Passed by rule"}},
      {"left", {"已离职，无需确认", "Left, nothing to confirm"}},
      {"void", {"失效（他人已处理）", "Not needed any more"}},
      {"removed", {"已减签", "Removed"}},
      {"taken_back", {"已拿回", "Taken back"}},
  }};
  const auto found = std::ranges::find(known, code, &Status::code);
  base::ensure(found != known.end(), "a known status");
  return *found;
}

Status of_canceled(std::string_view reason) {
  if (reason == "returned" || reason == "withdrawn" || reason == "removed" ||
      reason == "taken_back")
    return status(reason);
  if (reason == "canceled" || reason == "voided" || reason == "terminated" || reason == "jumped")
    return status("canceled");
  if (reason == same_person || reason == applicant_aside) return status("skipped");
  if (reason == owner_left) return status("left");
  return status("void");
}

Status of_outcome(const Task& task, std::string_view outcome) {
  const bool is_decision =
      task.settings.kind == TaskKind::Approve || task.settings.kind == TaskKind::Vote;
  if (!is_decision) return status("acted");
  return status(outcome == task.settings.agreeing() ? "agreed" : "disagreed");
}

bool has_signer_before(const Task& task, const Seat& seat) {
  return std::ranges::any_of(task.seats, [&](const Seat& other) {
    return other.parent == seat.id && other.relation == Relation::Before &&
           other.state != SeatState::Canceled;
  });
}

Status of_active(storage::Connection& db, const Instance& instance) {
  const auto open = open_tasks(db, instance.key);
  if (is_held_up(db, instance.key)) return status("suspended");
  const bool is_returned = std::ranges::any_of(open, [](const Task& t) { return t.origin != 0; });
  return status(is_returned ? "returned" : "running");
}

}  // namespace

Status status_of(storage::Connection& db, const Instance& instance) {
  if (instance.state == "active") return of_active(db, instance);
  if (instance.state == "canceled") return status("terminated");
  if (instance.state != "completed") return status(instance.state);
  if (instance.verdict.empty()) return status("done");
  static const std::map<std::string_view, std::string_view> ends = {
      {verdict_agreed, "passed"},
      {verdict_agreed_by_rule, "auto_passed"},
      {verdict_disagreed, "rejected"},
      {verdict_disagreed_by_rule, "auto_rejected"},
      {verdict_timed_out, "timed_out"}};
  return status(ends.at(instance.verdict));
}

namespace {

bool is_waiting(const Task& task) {
  return task.is_open() && !task.suspended_at && task.held_by == 0;
}

}  // namespace

Status status_of(const Task& task) {
  if (task.state == TaskState::Canceled) return of_canceled(task.reason);
  if (task.state == TaskState::Done) {
    const Status decided = of_outcome(task, task.outcome);
    return decided.code == "acted" ? status("done") : decided;
  }
  if (task.suspended_at) return status("suspended");
  if (task.held_by != 0) return status("returned");
  const bool is_pool = !is_counted(task.settings.rule.policy) && task.claimed_by.empty() &&
                       task.seats.size() == 1 && task.seats.front().candidates.size() > 1;
  return status(is_pool ? "unclaimed" : "open");
}

bool is_overdue(const Task& task, base::Time now) {
  return is_waiting(task) && task.due_at && *task.due_at <= now;
}

Status status_for(storage::Connection& db, const Task& task, std::string_view person,
                  base::Time now) {
  const bool is_seated = seat_for(task, person) != nullptr;
  const bool has_acted = std::ranges::any_of(
      task.seats, [&](const Seat& seat) { return seat.at && seat.person == person; });
  if (!is_seated && !has_acted) {
    const std::string kind = handed_on(db, task.key, person);
    const bool is_awaited = kind == handed_asking || kind == handed_to_signers;
    if (!kind.empty() && (task.is_open() || !is_awaited)) return status(kind);
  }
  if (is_overdue(task, now)) return status("overdue");
  if (is_waiting(task) && is_seated && task_draft(db, person, task.key)) return status("saved");
  return status_of(task);
}

std::string wecom_code(std::string_view status, CodeOf of) {
  static const std::map<std::string_view, std::string_view> matters = {
      {"running", "1"},     {"returned", "1"},  {"suspended", "1"},  {"passed", "2"},
      {"auto_passed", "2"}, {"done", "2"},      {"rejected", "3"},   {"auto_rejected", "3"},
      {"timed_out", "3"},   {"withdrawn", "4"}, {"terminated", "4"}, {"withdrawn_after", "6"},
      {"voided", "7"},      {"deleted", "7"}};
  static const std::map<std::string_view, std::string_view> tasks = {
      {"open", "1"},        {"unclaimed", "1"}, {"saved", "1"}, {"overdue", "1"},
      {"suspended", "1"},   {"agreed", "2"},    {"done", "2"},  {"disagreed", "3"},
      {"transferred", "4"}, {"returned", "11"}};
  const auto& codes = of == CodeOf::Matter ? matters : tasks;
  const auto found = codes.find(status);
  return found == codes.end() ? std::string() : std::string(found->second);
}

Status draft_status() { return status("draft"); }

bool is_hidden(const Task& task, const Seat& seat, std::string_view person) {
  return task.settings.is_blind && task.is_open() && seat.at && seat.person != person;
}

Status voted_status() { return status("acted"); }

Status status_of(const Task& task, const Seat& seat) {
  switch (seat.state) {
    case SeatState::Canceled: return of_canceled(seat.reason);
    case SeatState::Acted:
      if (!seat.reason.empty()) return status("skipped");
      return is_held(task, seat) ? status("held") : of_outcome(task, seat.outcome);
    case SeatState::Waiting:
      if (task.held_by != 0) return status("returned");
      if (seat.candidates.empty()) return status("vacant");
      return status(has_signer_before(task, seat) ? "waiting_signers" : "not_started");
    case SeatState::Open: break;
  }
  if (seat.candidates.empty()) return status("vacant");
  return status(seat.delegations.empty() ? "open" : "asking");
}

}  // namespace work
