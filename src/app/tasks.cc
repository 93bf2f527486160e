#include "app/tasks.h"

#include "app/inside/act.h"
#include "app/inside/asking.h"
#include "app/inside/at_once.h"
#include "app/inside/beside.h"
#include "app/inside/file_rights.h"
#include "app/inside/metric_json.h"
#include "app/inside/notice_reading.h"
#include "app/inside/opinion_areas.h"
#include "app/inside/queries.h"
#include "app/inside/return_targets.h"
#include "app/inside/startable.h"
#include "app/inside/task_csv.h"
#include "app/inside/words.h"
#include "app/inside/work_json.h"
#include "base/text.h"
#include "work/acts.h"
#include "work/administering.h"
#include "work/drafts.h"
#include "work/next_to_do.h"

namespace app {

namespace {

base::Result<work::Task> visible_task(Look& look, int64_t key) {
  auto task = work::get_task(look.db(), key);
  if (!task) return task;
  const bool may = is_administrator(look.caller()) ||
                   work::is_participant(look.db(), *task, look.caller().person);
  if (!may) return base::refusal("work.no_task").at(std::to_string(key));
  return task;
}

base::Json draft_json(Look& look, const OpenForm& form, const work::Draft& draft) {
  auto typed = typed_since(look.db(), look.types(), form, draft.record_version, draft.values);
  base::JsonObject out{{"values", std::move(typed.values)},
                       {"saved_at", time_json(draft.saved_at)}};
  base::JsonArray both;
  for (const auto& missing : typed.both) both.push_back(missing_json(missing));
  if (!both.empty()) out["both"] = std::move(both);
  if (draft.record_version != 0) out["record_version"] = draft.record_version;
  set_text(out, "outcome", draft.outcome);
  set_text(out, "opinion", draft.opinion);
  return out;
}

// How the step words its acts, in its order; empty: the usual words.
base::Json buttons_json(const work::Task& task) {
  base::JsonArray out;
  for (const auto& act : task.settings.acts) {
    base::JsonObject button{{"act", act.name}, {"needs_reason", act.is_reason_required}};
    set_text(button, "title", act.title);
    out.push_back(std::move(button));
  }
  return out;
}

bool is_signed_anew(const work::Task& task) {
  const auto rule = task.properties.find("jw:resign");
  return rule != task.properties.end() && rule->second == "always";
}

// What the step asks for where the opinion is written; null: nothing of its own.
base::Json prompt_json(Look& look, const work::Task& task) {
  const auto given = task.properties.find("jw:prompt");
  if (given == task.properties.end()) return nullptr;
  const auto* process = look.definitions().process(task.process);
  return text_json(process == nullptr ? base::Text{given->second, given->second}
                                      : process->text(task.element + ".prompt", given->second));
}

void add_choices(Look& look, const work::Task& task, base::JsonObject& out) {
  base::JsonArray outcomes;
  for (const auto& outcome : task.settings.outcomes)
    outcomes.push_back(outcome_json(look, task, outcome.id));
  out["outcomes"] = std::move(outcomes);
  out["opinion"] = work::name_of(task.settings.opinion);
  out["final"] = task.settings.is_final;
  out["needs_signature"] = task.settings.is_signature_required;
  out["signed_anew"] = is_signed_anew(task);
  const auto acts = work::offered_acts(look.db(), task, look.caller().person);
  out["acts"] = base::JsonArray(acts.begin(), acts.end());
  out["return_targets"] = return_targets_json(look, task, acts);
  out["buttons"] = buttons_json(task);
  out["prompt"] = prompt_json(look, task);
  base::JsonArray phrases;
  for (const auto& phrase : look.definitions().phrases_of(task.process, task.element))
    phrases.push_back(text_json(phrase));
  out["phrases"] = std::move(phrases);
}

// What the record of the task belongs to; null when the caller may not read it.
base::Json parent_json(Look& look, const work::Task& task) {
  const auto record = records::find(look.db(), look.types(), record_ref(task.record));
  const auto above = record ? parent_of(look, *record) : std::nullopt;
  const bool is_readable = above && records::may(look.db(), look.types(), look.environment(),
                                                 *above, records::May::Read);
  return is_readable ? look.record(above->ref) : base::Json();
}

base::Json task_detail(Look& look, const work::Task& task, const OpenForm& form) {
  auto out = task_row_json(look, task);
  if (auto parent = parent_json(look, task); !parent.is_null()) out["parent"] = std::move(parent);
  out["form"] =
      form_json(look, form, base::JsonObject{{"task", std::to_string(task.key)}}, task.title);
  add_choices(look, task, out);
  base::JsonArray seats;
  for (const auto& seat : task.seats) seats.push_back(seat_json(look, task, seat));
  out["seats"] = std::move(seats);
  out["timeline"] = task.record.id != 0
                        ? story_json(look, record_ref(task.record))
                        : timeline_json(look, work::timeline_of_instance(look.db(), task.instance));
  if (const auto matter = work::instance(look.db(), task.instance)) {
    if (auto areas = opinion_areas(look, *matter); !areas.empty()) out["areas"] = std::move(areas);
  }
  out["clauses"] = clauses_json(look, task.settings.clauses);
  out["beside"] = beside_json(look, task);
  if (auto comparison = comparison_json(look, task, form); !comparison.is_null())
    out["comparison"] = std::move(comparison);
  if (const auto draft = work::task_draft(look.db(), look.caller().person, task.key))
    out["draft"] = draft_json(look, form, *draft);
  return out;
}

work::Completion completion_of(const base::Json& act) {
  work::Completion completion;
  completion.outcome = base::text_or_empty(act, "outcome");
  completion.opinion = base::text_or_empty(act, "opinion");
  if (const auto* values = base::find(act, "values"); values != nullptr && values->is_object()) {
    completion.values = values->as_object();
  }
  if (const auto* choices = base::find(act, "choices"); choices && choices->is_object())
    completion.choices = choices->as_object();
  if (const auto* signature = base::find(act, "signature");
      signature != nullptr && signature->is_object()) {
    completion.signature = *signature;
  }
  if (const auto version = base::int_or(act, "version", 0); version != 0)
    completion.version = version;
  if (const auto seen = base::int_or(act, "record_version", 0); seen != 0)
    completion.record_version = seen;
  completion.files = texts_of(act, "files");
  return completion;
}

// Words for people, with what goes with them. Its files have been checked.
work::Remark remark_of(const base::Json& request, std::string_view text) {
  return {std::string(text), texts_of(request, "files"), texts_of(request, "mentions")};
}

base::Result<void> save_draft(Act& act, int64_t key, const base::Json& draft) {
  return work::save_task_draft(act.context(), key, completion_of(draft));
}

work::Relation relation_of(std::string_view word) {
  if (word == "after") return work::Relation::After;
  return word == "beside" ? work::Relation::Beside : work::Relation::Before;
}

work::Signers signers_of(std::string_view word) {
  if (word == "any") return work::Signers::Any;
  return word == "one_by_one" ? work::Signers::OneByOne : work::Signers::All;
}

work::AfterReturn strategy_of(std::string_view word) {
  if (word == "back") return work::AfterReturn::Back;
  return word == "again" ? work::AfterReturn::Again : work::AfterReturn::Choose;
}

base::Result<void> add_signers(Act& act, int64_t key, const base::Json& request) {
  const auto relation = word_of(request, "relation", {"before", "after", "beside"});
  if (!relation) return relation.error();
  const auto signers = word_of(request, "signers", {"all", "any", "one_by_one"});
  if (!signers) return signers.error();
  return work::add_signers(act.context(), key,
                           {relation_of(*relation), signers_of(*signers),
                            texts_of(request, "persons"), base::text_or_empty(request, "text")});
}

base::Result<void> return_to(Act& act, int64_t key, const base::Json& request) {
  const auto strategy = word_of(request, "strategy", {"again", "back"});
  if (!strategy) return strategy.error();
  return work::return_to(act.context(), key,
                         {base::text_or_empty(request, "target"), strategy_of(*strategy),
                          base::text_or_empty(request, "text"), texts_of(request, "beside")});
}

// The caller may act on the seat himself; empty: on any.
bool is_of_seat(Act& act, int64_t key, std::string_view seat) {
  const auto task = work::find_task(act.db(), key);
  const auto* own = task ? work::seat_for(*task, act.tx().actor.person) : nullptr;
  return own != nullptr && (seat.empty() || own->id == seat);
}

bool is_by_administrator(Act& act) {
  const auto administrators = act.context().hooks.persons_of_role("administrator");
  return std::ranges::count(administrators, act.tx().actor.person) > 0;
}

// Acts that give a seat to exactly one other person.
base::Result<void> hand(Act& act, int64_t key, std::string_view name, const base::Json& request) {
  const auto persons = texts_of(request, "persons");
  const auto text = base::text_or_empty(request, "text");
  if (persons.size() != 1)
    return base::refusal("request.wrong_type").at("persons").because("exactly one person");
  if (name == "delegate") return work::delegate(act.context(), key, persons.front(), text);
  const auto seat = base::text_or_empty(request, "seat");
  if (!is_of_seat(act, key, seat) && is_by_administrator(act))
    return work::transfer_for(act.context(), key, {seat, persons.front(), text});
  return work::transfer(act.context(), key, persons.front(), text);
}

// Acts on the seats of a task besides deciding.
base::Result<void> seat_people(Act& act, int64_t key, std::string_view name,
                               const base::Json& request) {
  auto& context = act.context();
  const auto text = base::text_or_empty(request, "text");
  if (name == "transfer" || name == "delegate") return hand(act, key, name, request);
  if (name == "reply") return work::reply(context, key, remark_of(request, text));
  if (name == "add_signer") return add_signers(act, key, request);
  if (name == "remove_signer")
    return work::remove_signer(context, key, base::text_or_empty(request, "seat"), text);
  if (name == "return") return return_to(act, key, request);
  if (name == "take_back") return work::take_back(context, key, text);
  return base::refusal("request.wrong_type").at("act");
}

// One act on a task inside its operation; {finished} is answered.
base::Result<void> perform(Act& act, int64_t key, const base::Json& request, bool& is_finished) {
  auto& context = act.context();
  const auto name = base::text_or_empty(request, "act");
  const auto text = base::text_or_empty(request, "text");
  const auto persons = texts_of(request, "persons");
  if (name == "complete") {
    const auto completed = work::complete(context, key, completion_of(request));
    if (!completed) return completed.error();
    is_finished = completed->is_finished;
    return {};
  }
  if (name == "comment") return work::comment(context, key, remark_of(request, text));
  if (name == "opinion") {
    const auto opinion = text.empty() ? base::text_or_empty(request, "opinion") : text;
    return work::add_opinion(context, key, remark_of(request, opinion));
  }
  if (name == "copy") return work::copy(context, key, persons);
  if (name == "circulate") return work::circulate(context, key, persons, text);
  if (name == "confirm_read") return work::confirm_read(context, key, text);
  if (name == "urge") return work::urge(context, key);
  if (name == "claim") return work::claim(context, key);
  if (name == "unclaim") return work::unclaim(context, key);
  if (name == "save_draft") return save_draft(act, key, request);
  return seat_people(act, key, name, request);
}

// Where the step has each act signed anew (jw:resign).
base::Result<void> check_resigned(Act& act, const Caller& caller, int64_t key,
                                  const base::Json& request) {
  if (base::find(request, "signature") == nullptr) return {};
  const auto task = work::get_task(act.db(), key);
  if (!task || !is_signed_anew(*task)) return {};
  return check_fresh_signature(act.db(), caller, request);
}

// A refusal of the task itself names the clause that the task carries out. Whom it does not concern
// learns nothing of it.
base::Error of_task(Act& act, int64_t key, base::Error error) {
  if (!error.clause.empty() || error.code == "work.no_task") return error;
  const auto task = work::get_task(act.db(), key);
  if (!task || task->settings.clauses.empty()) return error;
  return std::move(error).with_clause(task->settings.clauses.front());
}

base::Result<base::Json> act_in_batch(Workspace& workspace, const Caller& caller, int64_t key,
                                      const BatchAct& batch) {
  {
    Look look(workspace.parts(), caller);
    const auto found = visible_task(look, key);
    if (!found) return found.error();
    if (!found->settings.is_batch_allowed) return base::refusal("work.act_not_offered").at("batch");
  }
  // Several at once are as many acts; the key of the call stands for all of them together.
  Caller each = caller;
  if (!each.idempotency_key.empty()) each.idempotency_key += ":" + std::to_string(key);
  base::JsonObject act{{"act", "complete"}, {"outcome", batch.outcome}, {"opinion", batch.opinion}};
  const auto seen = batch.record_versions.find(std::to_string(key));
  if (seen != batch.record_versions.end()) act["record_version"] = seen->second;
  return act_on_task(workspace, each, key, std::move(act));
}

}  // namespace

namespace {

// The beginning of a day, `days` after it.
base::Result<std::optional<base::Time>> day_of(Look& look, std::string_view place,
                                               const std::string& text, int days) {
  if (text.empty()) return std::optional<base::Time>();
  auto date = base::parse_date(text);
  if (!date) return base::refusal("request.wrong_type").at(std::string(place)).because(text);
  date->day += days;
  return std::optional(base::instant_of({*date, 0}, look.environment().zone));
}

base::Result<work::BoxFilter> filter_of(Look& look, work::Box box, const TaskQuery& query) {
  const auto from = day_of(look, "from", query.from, 0);
  if (!from) return from.error();
  const auto to = day_of(look, "to", query.to, 1);
  if (!to) return to.error();
  const auto states = work::states_of(box);
  if (!query.state.empty() && std::ranges::find(states, query.state) == states.end())
    return base::refusal("request.wrong_type")
        .at("state")
        .because(states.empty() ? "none" : base::join({states.begin(), states.end()}, ", "));
  return work::BoxFilter{query.process, query.starter, query.state, *from, *to};
}

base::Result<work::Box> box_named(std::string_view name) {
  const auto box = work::box_of(name);
  if (box) return *box;
  return base::refusal("request.wrong_type")
      .at("box")
      .because("todo, done, started, copied or drafts");
}

struct Asked {
  work::Box box = work::Box::Todo;
  work::BoxQuery query;
};
base::Result<Asked> asked_of(Look& look, const TaskQuery& query) {
  const auto box = box_named(query.box);
  if (!box) return box.error();
  auto filter = filter_of(look, *box, query);
  if (!filter) return filter.error();
  return Asked{*box, {look.caller().person, query.words, look.now(), 20, 0, std::move(*filter)}};
}

}  // namespace

namespace {

base::Json todo_row_json(Look& look, const work::BoxRow& row) {
  auto out = box_row_json(look, row);
  auto offered = at_once(look, row);
  if (offered.outcomes.empty()) return out;
  out.as_object()["at_once"] = std::move(offered.outcomes);
  if (offered.record_version != 0) out.as_object()["record_version"] = offered.record_version;
  return out;
}

}  // namespace

base::Result<base::Json> list_tasks(Workspace& workspace, const Caller& caller,
                                    const TaskQuery& query, const Page& page) {
  Look look(workspace.parts(), caller);
  auto asked = asked_of(look, query);
  if (!asked) return asked.error();
  asked->query.limit = page.size;
  asked->query.offset = page.offset();
  base::JsonArray items;
  const auto shape = asked->box == work::Box::Todo      ? todo_row_json
                     : asked->box == work::Box::Started ? started_row_json
                                                        : box_row_json;
  for (const auto& row : work::list(look.db(), asked->box, asked->query))
    items.push_back(shape(look, row));
  return page_json(std::move(items), work::count(look.db(), asked->box, asked->query), page);
}

base::Result<std::string> export_tasks(Workspace& workspace, const Caller& caller,
                                       const TaskQuery& query, std::string_view language) {
  if (!language.empty() && language != "zh" && language != "en")
    return base::refusal("request.wrong_type").at("language").because("zh or en");
  const Tongue tongue = language == "en" ? Tongue::English : Tongue::Chinese;
  Look look(workspace.parts(), caller);
  auto asked = asked_of(look, query);
  if (!asked) return asked.error();
  asked->query.limit = 500;
  std::string out = "\xef\xbb\xbf" + task_csv_head(asked->box, tongue);
  for (bool is_more = true; is_more; asked->query.offset += asked->query.limit) {
    const auto rows = work::list(look.db(), asked->box, asked->query);
    for (const auto& row : rows) out += task_csv_row(look, row, asked->box, tongue);
    is_more = static_cast<int64_t>(rows.size()) == asked->query.limit;
  }
  return out;
}

base::Result<base::Json> list_task_processes(Workspace& workspace, const Caller& caller,
                                             std::string_view box) {
  Look look(workspace.parts(), caller);
  const auto which = box_named(box);
  if (!which) return which.error();
  base::JsonArray items;
  for (const auto& each : work::processes_in(look.db(), *which, caller.person)) {
    auto item = look.process(each.id).as_object();
    item["count"] = each.count;
    items.push_back(std::move(item));
  }
  return base::Json(base::JsonObject{{"items", std::move(items)}});
}

base::Result<base::Json> count_tasks(Workspace& workspace, const Caller& caller) {
  Look look(workspace.parts(), caller);
  return counts_json(work::counts(look.db(), caller.person, look.now()));
}

namespace {

// Behind the answer: whoever did the step before may not take it back any more where it says so.
void note_task_opened(Parts& parts, const Caller& caller, int64_t key) {
  if (caller.is_observer) return;
  parts.runtime->submit(
      {caller.person, "", caller.door},
      [&parts, caller, key](runtime::Op& op) -> base::Result<base::Json> {
        Act act(parts, op, caller);
        work::note_opened(act.context(), key);
        return base::Json();
      },
      [](base::Result<base::Json>) {});
}

}  // namespace

base::Result<base::Json> task(Workspace& workspace, const Caller& caller, int64_t key) {
  Look look(workspace.parts(), caller);
  const auto found = visible_task(look, key);
  if (!found) return found.error();
  const auto form = form_of_task(look, *found);
  if (!form) return form.error();
  note_copies_read(workspace.parts(), caller, found->instance);
  note_notices_read(workspace.parts(), caller, work::link_of_task(key));
  if (!found->opened_at && work::seat_for(*found, caller.person))
    note_task_opened(workspace.parts(), caller, key);
  return task_detail(look, *found, *form);
}

namespace {

base::Result<void> perform_checked(Parts& parts, runtime::Op& op, const Caller& caller, int64_t key,
                                   const base::Json& request, bool& is_finished) {
  Act act(parts, op, caller);
  if (auto named = check_files(parts, act.db(), caller, request); !named) return named.error();
  if (auto signed_by = check_signature(parts, act.db(), caller, request); !signed_by)
    return signed_by.error();
  if (auto fresh = check_resigned(act, caller, key, request); !fresh) return fresh.error();
  if (auto performed = perform(act, key, request, is_finished); !performed)
    return of_task(act, key, performed.error());
  return {};
}

// What another system says of it, where the step asks one.
base::Result<std::string> ask_about(Parts& parts, const Caller& caller, int64_t key,
                                    const base::Json& request) {
  if (base::text_or_empty(request, "act") != "complete") return std::string();
  return ask_before(parts, caller, {key, request}, [&](runtime::Op& op) {
    bool is_finished = false;
    return perform_checked(parts, op, caller, key, request, is_finished);
  });
}

}  // namespace

base::Result<base::Json> act_on_task(Workspace& workspace, const Caller& caller, int64_t key,
                                     const base::Json& request) {
  auto& parts = workspace.parts();
  const auto unanswered = ask_about(parts, caller, key, request);
  if (!unanswered) return unanswered.error();
  bool is_finished = false;
  const auto done = parts.run(caller, [&](runtime::Op& op) -> base::Result<base::Json> {
    auto performed = perform_checked(parts, op, caller, key, request, is_finished);
    if (!performed) return performed.error();
    note_unanswered(op.tx, key, *unanswered);
    return base::Json(is_finished);
  });
  if (!done) return done.error();

  Look look(parts, caller);
  const auto matter = work::matter_of_task(look.db(), key);
  if (!matter) return base::refusal("work.no_task");
  base::JsonObject out{{"instance", std::to_string(matter->instance)},
                       {"finished", done->is_bool() && done->as_bool()},
                       {"next_persons", next_persons_json(look, matter->instance)}};
  if (auto record = look.record(record_ref(matter->record)); !record.is_null())
    out["record"] = std::move(record);
  if (const auto next = work::next_to_do(look.db(), caller.person, *matter)) {
    out["next_task"] = std::to_string(next->task);
    if (next->is_of_matter) out["next_is_of_matter"] = true;
  }
  return base::Json(std::move(out));
}

base::Result<base::Json> act_on_tasks(Workspace& workspace, const Caller& caller,
                                      const BatchAct& batch) {
  base::JsonArray results;
  for (const std::string& text : batch.tasks) {
    base::JsonObject result{{"task", text}, {"done", true}};
    // What is no key names no task, and keeps none of the others.
    const int64_t key = records::parse_id(text).value_or(0);
    if (auto done = act_in_batch(workspace, caller, key, batch); !done) {
      result["done"] = false;
      result["code"] = done.error().code;
      result["title"] = text_json(done.error().title);
      base::JsonArray missing;
      for (const auto& each : done.error().missing) missing.push_back(missing_json(each));
      if (!missing.empty()) result["missing"] = std::move(missing);
    }
    results.push_back(std::move(result));
  }
  return base::Json(base::JsonObject{{"items", std::move(results)}});
}

base::Result<base::Json> save_task_draft(Workspace& workspace, const Caller& caller, int64_t key,
                                         const base::Json& draft) {
  auto& parts = workspace.parts();
  return parts.run(caller, [&](runtime::Op& op) -> base::Result<base::Json> {
    Act act(parts, op, caller);
    if (auto saved = save_draft(act, key, draft); !saved) return saved.error();
    return base::Json(base::JsonObject{{"saved_at", time_json(act.tx().now)}});
  });
}

base::Result<void> drop_task_draft(Workspace& workspace, const Caller& caller, int64_t key) {
  auto& parts = workspace.parts();
  const auto done = parts.run(caller, [&](runtime::Op& op) -> base::Result<base::Json> {
    Act act(parts, op, caller);
    work::drop_task_draft(act.context(), key);
    return base::Json();
  });
  if (!done) return done.error();
  return {};
}

base::Result<base::Json> workbench(Workspace& workspace, const Caller& caller) {
  Look look(workspace.parts(), caller);
  auto quick = startable(look, NewRecords::Free, "");
  const work::BoxQuery query{caller.person, "", look.now(), 8, 0};
  base::JsonArray todo;
  for (const auto& row : work::list(look.db(), work::Box::Todo, query))
    todo.push_back(box_row_json(look, row));
  base::JsonArray started;
  for (const auto& row : work::list(look.db(), work::Box::Started, query)) {
    if (const auto instance = work::instance(look.db(), row.instance))
      started.push_back(instance_row_json(look, *instance));
  }
  base::JsonArray notices;
  for (const auto& notice :
       work::notices(look.db(), caller.person, work::NoticeChoice::All, 8, 0)) {
    notices.push_back(notice_json(look, notice));
  }
  return base::Json(
      base::JsonObject{{"counts", counts_json(work::counts(look.db(), caller.person, look.now()))},
                       {"todo", std::move(todo)},
                       {"quick_starts", std::move(quick.processes)},
                       {"quick_records", std::move(quick.new_records)},
                       {"started", std::move(started)},
                       {"notices", std::move(notices)},
                       {"metrics", own_metrics_json(look)}});
}

}  // namespace app
