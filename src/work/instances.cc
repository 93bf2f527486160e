#include "work/instances.h"

#include "work/administering.h"

#include <algorithm>

#include "base/text.h"
#include "runtime/called.h"
#include "work/acting_starter.h"
#include "work/called.h"
#include "work/search.h"
#include "work/settings.h"
#include "work/steps/automatic.h"
#include "work/steps/calling_back.h"
#include "work/steps/common.h"
#include "work/steps/copies.h"
#include "work/steps/end_notice.h"

namespace work {
namespace {

constexpr std::string_view columns =
    "SELECT id, process, title_zh, title_en, number, subject, record_type, record_id, starter, "
    "withdraw_rule, started_at, ended_at, state, reason, withdraw_after, verdict, summary, "
    "again_of FROM "
    "work_instance ";

Instance instance_of_row(const storage::Row& row) {
  Instance found;
  found.key = row.integer(0);
  found.process = row.text(1);
  found.title = {row.text(2), row.text(3)};
  found.number = row.text(4);
  found.subject = row.text(5);
  found.record = {row.text(6), row.integer(7)};
  found.starter = row.text(8);
  found.withdraw_rule = row.text(9);
  found.started_at = {row.integer(10)};
  found.ended_at = time_or_nothing(row, 11);
  found.state = row.text(12);
  found.reason = row.text(13);
  found.withdraw_after = row.text(14);
  found.verdict = row.text(15);
  found.summary = base::split(row.text(16), '\n');
  found.again_of = row.integer(17);
  return found;
}

// What the words of a search are looked for in.
std::string search_text(const base::Text& process, const SubjectTitle& title) {
  const std::string summary = base::join(title.summary, " ");
  const std::string all = title.number + " " + title.title + " " + summary + " " + process.zh +
                          " " + process.en + " " + base::pinyin_initials(title.title) + " " +
                          base::pinyin_initials(summary) + " " + base::pinyin_initials(process.zh);
  return base::lower_ascii(all);
}

// Also in what it has called. `person` acts as the starter, who may be another.
bool has_foreign_act(storage::Connection& db, const Instance& instance, std::string_view person) {
  return has_act(db, instance.key, [&](std::string_view other) {
    return other != instance.starter && other != person;
  });
}

bool is_within(const Moment& moment, const Instance& instance) {
  const auto duration = base::parse_duration(instance.withdraw_after);
  return duration && instance.ended_at &&
         moment.now <= base::add(moment.calendar, *instance.ended_at, *duration);
}

// The matter came to its own end. `dissenting` is the element whose dissent ended it at once;
// empty: it came to the end of its model.
void tell_end(Context& context, const Instance& known, const std::string& dissenting) {
  base::JsonObject more{{"state", "completed"}, {"verdict", known.verdict}};
  if (!dissenting.empty()) {
    base::Text title{dissenting, dissenting};
    if (context.hooks.title_of) {
      const base::Text found = context.hooks.title_of(known.process, dissenting, "");
      if (!found.zh.empty()) title = found;
    }
    more["reason"] = "dissent";
    more["text"] = json_of(
        {"“" + title.zh + "”未通过，流程随即结束", "\"" + (title.en.empty() ? title.zh : title.en) +
                                                       "\" did not pass, which ended the matter"});
  }
  const BySystem by_system(context.tx);
  tell_instance(context, known, "completed", std::move(more));
}

}  // namespace

bool may_be_deleted(const Instance& instance) {
  return instance.ended_at && instance.state != "deleted";
}

bool has_passed(const Instance& instance) {
  return instance.verdict == verdict_agreed || instance.verdict == verdict_agreed_by_rule;
}

NewInstance opening(int64_t key, const std::string& process, const engine::RecordRef& record,
                    const std::string& starter, const engine::Properties& properties) {
  const auto said = [&](std::string_view name) {
    const auto found = properties.find(name);
    return found == properties.end() ? std::string() : found->second;
  };
  return {key,
          process,
          record,
          starter,
          said("jw:withdraw"),
          said("jw:withdraw_after"),
          said("jw:copy_at_end")};
}

namespace {

// A matter that waited before it met anybody began with its process.
base::Time beginning_of(Context& context, int64_t instance) {
  for (const storage::Row& row :
       context.tx.db.query("SELECT started_at FROM process_instance WHERE key = ?", {instance}))
    return {row.integer(0)};
  return context.tx.now;
}

// What another matter has called a rule began, whoever acted there last.
void tell_beginning(Context& context, const Instance& known, base::JsonObject how) {
  if (!runtime::caller_of(context.tx.db, known.key))
    return tell_instance(context, known, "started", std::move(how));
  how["called"] = true;
  const BySystem by_system(context.tx);
  tell_instance(context, known, "started", std::move(how));
}

}  // namespace

void open_instance(Context& context, const NewInstance& fresh) {
  if (instance(context.tx.db, fresh.key)) return;
  base::Text title{fresh.process, fresh.process};
  if (context.hooks.title_of) {
    const base::Text known = context.hooks.title_of(fresh.process, "", "");
    if (!known.zh.empty()) title = known;
  }
  SubjectTitle subject;
  if (fresh.record && context.hooks.title_of_record)
    subject = context.hooks.title_of_record(fresh.process, fresh.record);
  const base::Time began = beginning_of(context, fresh.key);
  const std::string rule = fresh.withdraw_rule.empty()
                               ? std::string(name_of(WithdrawRule::BeforeFirstAct))
                               : fresh.withdraw_rule;
  context.tx.db.execute(
      "INSERT INTO work_instance (id, process, title_zh, title_en, number, subject, search, "
      "record_type, record_id, starter, withdraw_rule, started_at, ended_at, state, reason,"
      " withdraw_after, copy_at_end, summary)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, 'active', '', ?, ?, ?)",
      {fresh.key, fresh.process, title.zh, title.en, subject.number, subject.title,
       search_text(title, subject), fresh.record.type, fresh.record.id, fresh.starter, rule,
       began.micros, fresh.withdraw_after, fresh.copy_at_end, base::join(subject.summary, "\n")});
  index_instance(context.tx.db, fresh.key, search_text(title, subject));
  if (!fresh.starter.empty()) add_participant(context.tx, fresh.key, fresh.starter);
  const auto known = instance(context.tx.db, fresh.key);
  base::JsonObject how{{"starter", fresh.starter}};
  if (began < context.tx.now) how["began_at"] = base::print_utc(began);
  tell_beginning(context, *known, std::move(how));
  tell_caller_of_beginning(context, *known);
  copy_matter_at_start(context, *known, fresh.copy_at_start);
}

bool may_start_again(const Instance& instance, std::string_view person) {
  return may_be_deleted(instance) && instance.starter == person;
}

void link_again(Context& context, int64_t fresh, int64_t ended) {
  const auto before = instance(context.tx.db, ended);
  base::ensure(before.has_value(), "a matter is started again from one that is known");
  context.tx.db.execute("UPDATE work_instance SET again_of = ? WHERE id = ?", {ended, fresh});
  tell_instance(context, *before, "started_again", {{"instance", std::to_string(fresh)}});
}

std::vector<int64_t> started_again(storage::Connection& db, int64_t instance) {
  std::vector<int64_t> found;
  for (const storage::Row& row :
       db.query("SELECT id FROM work_instance WHERE again_of = ? ORDER BY id", {instance}))
    found.push_back(row.integer(0));
  return found;
}

namespace {

// Candidates that get a copy, systems that are called back: as jw:copy_at_end and jw:callback.end.
std::vector<std::string> told_at_end(storage::Connection& db, int64_t instance) {
  const auto row =
      db.first("SELECT copy_at_end, callback_at_end FROM work_instance WHERE id = ?", {instance});
  return {row->text(0), row->text(1)};
}

// Of a dissent inside of what the element has called it is told apart, too, what no person wanted.
std::string verdict_of_dissent(storage::Connection& db, int64_t instance,
                               const std::string& element) {
  const auto called = db.first(
      "SELECT w.verdict FROM element_instance e JOIN work_instance w ON w.id = e.called_instance "
      "WHERE e.instance = ? AND e.element_id = ? ORDER BY e.key DESC LIMIT 1",
      {instance, element});
  const std::string verdict = called ? called->text(0) : "";
  const bool is_by_rule = verdict == verdict_disagreed_by_rule || verdict == verdict_timed_out;
  return is_by_rule ? verdict : std::string(verdict_disagreed);
}

void close(Context& context, int64_t key, std::string_view state, std::string_view reason,
           base::JsonObject more) {
  auto known = instance(context.tx.db, key);
  if (!known || known->state != "active") return;
  const bool is_completed = state == "completed";
  // Of what completed the reason is the element that dissented.
  const std::string dissenting(is_completed ? reason : "");
  if (is_completed) reason = {};
  if (!dissenting.empty() && (known->verdict.empty() || has_passed(*known)))
    known->verdict = verdict_of_dissent(context.tx.db, key, dissenting);
  context.tx.db.execute(
      "UPDATE work_instance SET state = ?, reason = ?, verdict = ?, ended_at = ? WHERE id = ?",
      {std::string(state), std::string(reason), known->verdict, context.tx.now.micros, key});
  const std::vector<std::string> told = told_at_end(context.tx.db, key);
  if (is_completed) {
    tell_end(context, *known, dissenting);
    copy_at_end(context, *known, told[0]);
  } else {
    more["state"] = state;
    if (const auto sentence = sentence_of_end(reason)) {
      more["reason"] = reason;
      more["text"] = json_of(*sentence);
    } else if (!reason.empty()) {
      more["text"] = reason;
    }
    tell_instance(context, *known, state, std::move(more));
  }
  known->state = state;
  known->reason = reason;
  known->ended_at = context.tx.now;
  call_back_at_end(context, *known, told[1]);
  tell_starter(context, *known);
  if (context.hooks.signal)
    context.hooks.signal({"instance", std::to_string(key), {known->starter}});
}

void reclose(Context& context, int64_t key, std::string_view state, std::string_view reason,
             base::JsonObject more) {
  const auto known = instance(context.tx.db, key);
  base::ensure(known && known->state != "active", "only an ended instance is closed again");
  context.tx.db.execute("UPDATE work_instance SET state = ?, reason = ? WHERE id = ?",
                        {std::string(state), std::string(reason), key});
  more["state"] = state;
  more["text"] = reason;
  tell_instance(context, *known, state, std::move(more));
  call_back_at_end(context, *instance(context.tx.db, key), told_at_end(context.tx.db, key)[1]);
  if (context.hooks.signal)
    context.hooks.signal({"instance", std::to_string(key), {known->starter}});
}

}  // namespace

void close_instance(Context& context, int64_t key, std::string_view state,
                    std::string_view reason) {
  close(context, key, state, reason, {});
}
void close_by_administrator(Context& context, int64_t key, std::string_view state,
                            std::string_view reason) {
  close(context, key, state, reason, by_administrator());
}

void reclose_instance(Context& context, int64_t key, std::string_view state,
                      std::string_view reason) {
  reclose(context, key, state, reason, {});
}
void reclose_by_administrator(Context& context, int64_t key, std::string_view state,
                              std::string_view reason) {
  reclose(context, key, state, reason, by_administrator());
}

bool may_withdraw(const Moment& moment, const Instance& instance, std::string_view person) {
  if (acting_starter(moment.db, instance) != person) return false;
  if (instance.state == "completed") return is_within(moment, instance);
  if (instance.state != "active") return false;
  if (instance.withdraw_rule == name_of(WithdrawRule::Never)) return false;
  if (instance.withdraw_rule == name_of(WithdrawRule::WhileRunning)) return true;
  return !has_foreign_act(moment.db, instance, person);
}

void retitle(Context& context, const engine::RecordRef& record) {
  for (const Instance& known : instances_of_record(context.tx.db, record)) {
    const SubjectTitle title = context.hooks.title_of_record(known.process, record);
    const bool is_same = known.number == title.number && known.subject == title.title &&
                         known.summary == title.summary;
    if (is_same) continue;
    context.tx.db.execute(
        "UPDATE work_instance SET number = ?, subject = ?, search = ?, summary = ? WHERE id = ?",
        {title.number, title.title, search_text(known.title, title),
         base::join(title.summary, "\n"), known.key});
    index_instance(context.tx.db, known.key, search_text(known.title, title));
  }
}

std::optional<Instance> instance(storage::Connection& db, int64_t key) {
  const auto row = db.first(std::string(columns) + "WHERE id = ?", {key});
  if (!row) return {};
  return instance_of_row(*row);
}

std::vector<Instance> instances_of_record(storage::Connection& db,
                                          const engine::RecordRef& record) {
  std::vector<Instance> found;
  for (const storage::Row& row :
       db.query(std::string(columns) + "WHERE record_type = ? AND record_id = ? ORDER BY id DESC",
                {record.type, record.id})) {
    found.push_back(instance_of_row(row));
  }
  return found;
}

bool takes_part(storage::Connection& db, int64_t instance, std::string_view person) {
  return db
      .first(
          "SELECT 1 FROM work_participant WHERE instance = ? AND person = ? AND NOT EXISTS"
          " (SELECT 1 FROM work_instance WHERE id = ? AND state = 'deleted')",
          {instance, std::string(person), instance})
      .has_value();
}

}  // namespace work
