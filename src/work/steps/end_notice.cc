#include "work/steps/end_notice.h"

#include <algorithm>

#include "org/organisation.h"
#include "runtime/called.h"
#include "work/acting_starter.h"
#include "work/end_notice.h"
#include "work/signers.h"
#include "work/steps/automatic.h"
#include "work/steps/common.h"
#include "work/steps/deciding.h"
#include "work/steps/dispatch.h"

namespace work {
namespace {

constexpr std::string_view terminated = "canceled";
constexpr std::string_view passed = "passed";
constexpr std::string_view rejected = "rejected";

// The latest of what it has called that had an approval.
std::optional<Instance> decided_part(storage::Connection& db, int64_t ended);

// Empty: of such an end nobody is told. What has no approval of its own passes with its parts.
std::string_view kind_of(storage::Connection& db, const Instance& ended) {
  if (ended.state == "canceled") return terminated;
  if (ended.state != "completed") return {};
  if (!ended.verdict.empty()) return has_passed(ended) ? passed : rejected;
  const auto part = decided_part(db, ended.key);
  return part && kind_of(db, *part) == passed ? passed : std::string_view();
}

std::optional<Instance> decided_part(storage::Connection& db, int64_t ended) {
  const auto called = runtime::all_called(db, ended);
  for (auto each = called.rbegin(); each != called.rend(); ++each) {
    if (!runtime::caller_of(db, *each)->is_waited_for) continue;
    auto part = instance(db, *each);
    // What asks nobody itself is known by what it has called.
    if (!part) part = decided_part(db, *each);
    if (!part) continue;
    const auto kind = kind_of(db, *part);
    if (kind == passed || kind == rejected) return part;
  }
  return {};
}

base::Text event_of(const Instance& ended) {
  if (ended.state == "canceled") return {"流程已终止", "Process cancelled"};
  if (ended.verdict == verdict_agreed) return {"已通过", "Passed"};
  if (ended.verdict == verdict_agreed_by_rule) return {"自动通过", "Passed by rule"};
  if (ended.verdict == verdict_disagreed_by_rule) return {"自动拒绝", "Rejected by rule"};
  if (ended.verdict == verdict_timed_out) return {"超时关闭", "Closed when overdue"};
  if (ended.verdict.empty()) return {"已完成", "Done"};
  return {"未通过", "Not passed"};
}

std::string cause_of(int64_t instance, std::string_view kind) {
  return "instance:" + std::to_string(instance) + ":" + std::string(kind);
}

// By a step since the last decision, or by a copy of what has ended.
bool is_told_by_process(Context& context, const Instance& ended, const std::string& person) {
  storage::Connection& db = context.tx.db;
  return db.first("SELECT 1 FROM work_instance WHERE id = ? AND starter_told <> 0", {ended.key}) ||
         db.first("SELECT 1 FROM work_copy WHERE instance = ? AND person = ? AND at = ?",
                  {ended.key, person, context.tx.now.micros});
}

bool is_left_out(storage::Connection& db, const Instance& ended) {
  const auto row = db.first("SELECT end_notice FROM work_instance WHERE id = ?", {ended.key});
  const auto choice = read_end_notice({{"jw:end_notice", row->text(0)}});
  if (!choice || *choice == EndNotice::Every) return false;
  return *choice == EndNotice::Never || ended.verdict.empty() || has_passed(ended);
}

// What a caller of the same person waits for is a part of that.
bool is_part_of_his(storage::Connection& db, int64_t instance, const std::string& person) {
  const auto by = runtime::caller_of(db, instance);
  if (!by || !by->is_waited_for) return false;
  const auto caller = work::instance(db, by->instance);
  return caller ? acting_starter(db, *caller) == person : is_part_of_his(db, by->instance, person);
}

// The refusal of a part that has just ended the whole is told as that of the whole.
void take_back_of_parts(Context& context, int64_t ended, const std::string& person) {
  for (const int64_t called : runtime::all_called(context.tx.db, ended)) {
    take_back_of_parts(context, called, person);
    const auto told =
        context.tx.db.first("SELECT id FROM work_notice WHERE person = ? AND cause = ? AND at = ?",
                            {person, cause_of(called, rejected), context.tx.now.micros});
    if (!told) continue;
    withdraw_mails(context.tx, {told->integer(0)});
    context.tx.db.execute("DELETE FROM work_notice WHERE id = ?", {told->integer(0)});
  }
}

const std::string& in_english(const base::Text& text) {
  return text.en.empty() ? text.zh : text.en;
}

void add(base::Text& text, const std::string& zh, const std::string& en) {
  text.zh += zh;
  text.en += en;
}

void add_reason(base::Text& text, const base::Text& reason) {
  add(text, "（" + reason.zh + "）", " (" + in_english(reason) + ")");
}

// "（林华）" and his words below; of a vote that a rule cast why it did.
void add_voter(Context& context, base::Text& text, const Seat& vote) {
  if (!vote.reason_text.zh.empty()) return add_reason(text, vote.reason_text);
  if (vote.person.empty()) return;
  const base::Text name = org::name_of(context.tx.db, vote.person);
  add(text, "（" + name.zh + "）", " (" + in_english(name) + ")");
  if (!vote.opinion.empty()) add(text, "\n" + vote.opinion, "\n" + vote.opinion);
}

// "林华：超预算", each who was against it.
void add_dissents(Context& context, base::Text& text, const Task& task) {
  for (const Seat& seat : task.seats) {
    const bool is_dissent = seat.at && seat.state == SeatState::Acted && !seat.person.empty() &&
                            seat.outcome != task.settings.agreeing();
    if (!is_dissent) continue;
    const base::Text name = org::name_of(context.tx.db, seat.person);
    const std::string zh = seat.opinion.empty() ? "" : "：" + seat.opinion;
    const std::string en = seat.opinion.empty() ? "" : ": " + seat.opinion;
    add(text, "\n" + name.zh + zh, "\n" + in_english(name) + en);
  }
}

// "部门审批：同意（陈博）", and his opinion below; of a vote how many said what, and who was
// against what did not pass. Whom the step does not tell what was said is told nobody's name.
base::Text decision(Context& context, const Task& task) {
  const base::Text outcome = title_of_outcome(context, task, task.outcome);
  base::Text text{task.title.zh + "：" + outcome.zh,
                  in_english(task.title) + ": " + in_english(outcome)};
  if (!task.reason_text.zh.empty()) {
    add_reason(text, task.reason_text);
    return text;
  }
  if (!task.settings.opinions_for.empty()) return text;
  if (!is_counted(task.settings.rule.policy) || voting_seats(task).size() < 2) {
    add_voter(context, text, last_vote(task));
    return text;
  }
  const Tally tally = count(ballots_of(task), task.settings.agreeing());
  const std::string yes = std::to_string(tally.agree);
  const std::string no = std::to_string(tally.disagree);
  add(text, "（" + yes + " 同意，" + no + " 不同意）", " (" + yes + " for, " + no + " against)");
  if (task.outcome != task.settings.agreeing()) add_dissents(context, text, task);
  return text;
}

// What it came to was decided here, or in what it has called.
base::Text how_it_ended(Context& context, const Instance& ended) {
  if (ended.state == "canceled")
    return sentence_of_end(ended.reason).value_or(base::Text{ended.reason, ended.reason});
  for (const Task& task : decided_approvals(context, ended.key)) {
    const bool is_agreed = task.outcome == task.settings.agreeing();
    if (is_agreed == has_passed(ended)) return decision(context, task);
  }
  const auto part = decided_part(context.tx.db, ended.key);
  return part ? how_it_ended(context, *part) : base::Text();
}

}  // namespace

void tell_starter(Context& context, const Instance& ended) {
  const std::string kind(kind_of(context.tx.db, ended));
  const bool is_by_rule = ended.starter.empty() || ended.starter == "system";
  if (kind.empty() || is_by_rule) return;
  const std::string starter = acting_starter(context.tx.db, ended);
  if (context.tx.actor.person == starter) return;
  const bool is_part = is_part_of_his(context.tx.db, ended.key, starter);
  if (kind == passed && is_part) return;
  // He hears that its caller was moved on.
  if (is_part && ended.reason == "jumped") return;
  if (kind == rejected) take_back_of_parts(context, ended.key, starter);
  if (kind != terminated) {
    if (is_left_out(context.tx.db, ended)) return;
    if (is_told_by_process(context, ended, starter)) return;
  }
  const std::string about =
      ended.number.empty() ? ended.subject : ended.number + " " + ended.subject;
  notify(context, {starter},
         {kind,
          {event_of(ended), {ended.title.zh + " " + about, in_english(ended.title) + " " + about}},
          how_it_ended(context, ended),
          link_of_instance(ended.key),
          cause_of(ended.key, kind)});
}

}  // namespace work
