#include <algorithm>
#include <set>

#include "app/inside/act.h"
#include "app/inside/answering.h"
#include "app/inside/background.h"
#include "app/inside/bound_record.h"
#include "app/inside/closed.h"
#include "app/inside/file_rights.h"
#include "app/inside/instance_acts.h"
#include "app/inside/instance_rights.h"
#include "app/inside/notice_reading.h"
#include "app/inside/opinion_areas.h"
#include "app/inside/opinion_rights.h"
#include "app/inside/paper_record.h"
#include "app/inside/path_ahead.h"
#include "app/inside/starters.h"
#include "app/inside/withdrawal.h"
#include "app/inside/work_json.h"
#include "app/processes.h"
#include "app/waiting.h"
#include "runtime/called.h"
#include "runtime/next_timer.h"
#include "work/acting_starter.h"
#include "work/acts.h"
#include "work/administering.h"
#include "work/archive.h"
#include "work/evaluation.h"
#include "work/handed_in.h"
#include "work/search.h"
#include "work/status.h"
#include "work/task.h"
#include "work/urging.h"

namespace app {

namespace {

constexpr int64_t looked_at_max = 2'000;
constexpr int64_t found_max = 300;
constexpr std::string_view state_archived = "archived";

bool may_see(Look& look, const work::Instance& instance) {
  return may_read_instance(look.parts(), look.db(), look.caller(), instance);
}

// The matter; to an administrator also what runs in the background.
std::optional<work::Instance> instance_for(const Definitions& definitions, storage::Connection& db,
                                           const Caller& caller, int64_t key) {
  auto found = work::instance(db, key);
  if (found || !is_administrator(caller)) return found;
  return background_instance(definitions, db, key);
}

base::Result<work::Instance> visible_instance(Look& look, int64_t key) {
  auto found = instance_for(look.definitions(), look.db(), look.caller(), key);
  if (!found || !may_see(look, *found))
    return base::refusal("app.no_instance").at(std::to_string(key));
  return std::move(*found);
}

// Whether the record of an ended matter can still go where taking it back would lead.
bool can_be_undone(Look& look, const work::Instance& instance) {
  const auto record = records::find(look.db(), look.types(), record_ref(instance.record));
  const auto* process = look.definitions().process(instance.process);
  if (!record || process == nullptr) return instance.record.id == 0;
  const auto& type = *look.types().type(record->ref.type);
  const auto* undoing = transition_of_withdrawal(look.definitions(), instance);
  if (undoing == nullptr || type.is_final(record->state)) return false;
  const auto names_state = [&](const std::vector<std::string>& states) {
    return std::ranges::count(states, record->state) > 0;
  };
  const bool is_from_any = std::ranges::count(undoing->from, "*") > 0;
  return (is_from_any || names_state(undoing->from)) && !names_state(undoing->except);
}

bool has_open_incident(storage::Connection& db, int64_t key) {
  const auto view = runtime::instance(db, key);
  return view && view->state == "active" && view->has_incident;
}

// How the caller urges the matter.
work::Urging urging_of(Parts& parts, storage::Connection& db, const Caller& caller,
                       const work::Instance& instance) {
  work::Urging out;
  const auto* process = parts.definitions->process(instance.process);
  if (process != nullptr && is_owner(*process, caller)) out.by = work::Urging::By::Owner;
  if (!instance.ended_at) out.answering = answering(*parts.definitions->types, db, instance);
  return out;
}

std::vector<std::string> acts_on_background(Look& look, const work::Instance& instance) {
  if (instance.ended_at) return {};
  if (has_open_incident(look.db(), instance.key)) return {"retry", "cancel"};
  return {"cancel"};
}

// It ends with its caller only, which waits for it.
bool is_waited_for(Look& look, const work::Instance& instance) {
  const auto by = runtime::caller_of(look.db(), instance.key);
  return !instance.ended_at && by && by->is_waited_for;
}

std::vector<std::string> all_acts_on(Look& look, const work::Instance& instance) {
  const auto calendar = look.parts().calendar();
  auto acts = work::offered_acts({look.db(), *calendar, look.now()}, instance, look.caller().person,
                                 urging_of(look.parts(), look.db(), look.caller(), instance));
  if (instance.ended_at && !can_be_undone(look, instance)) std::erase(acts, "withdraw");
  if (!is_administrator(look.caller())) return acts;
  if (instance.state == "deleted") return {};
  if (has_open_incident(look.db(), instance.key)) acts.insert(acts.begin(), "retry");
  if (instance.state != "voided") acts.push_back("void");
  if (work::may_be_deleted(instance)) acts.push_back("delete");
  if (instance.ended_at) return acts;
  const auto view = runtime::instance(look.db(), instance.key);
  const bool is_suspended = view && view->is_suspended;
  if (!is_suspended) acts.push_back("jump");
  acts.push_back(is_suspended ? "resume" : "suspend");
  acts.push_back("cancel");
  return acts;
}

std::vector<std::string> acts_on(Look& look, const work::Instance& instance) {
  if (!work::instance(look.db(), instance.key)) return acts_on_background(look, instance);
  auto acts = all_acts_on(look, instance);
  if (is_waited_for(look, instance)) {
    std::erase_if(acts, [](const std::string& act) {
      return act == "withdraw" || act == "void" || act == "cancel";
    });
  }
  return acts;
}

// What matters that were started again name of each other, of those that the caller sees.
base::JsonArray links_json(Look& look, const std::vector<int64_t>& keys) {
  base::JsonArray out;
  for (const int64_t key : keys) {
    const auto other = work::instance(look.db(), key);
    if (!other || !may_see(look, *other)) continue;
    base::JsonObject link{{"key", std::to_string(key)}};
    set_text(link, "number", other->number);
    set_text(link, "subject", other->subject);
    out.push_back(std::move(link));
  }
  return out;
}

void add_again(Look& look, const work::Instance& instance, base::JsonObject& out) {
  const auto* process = look.definitions().process(instance.process);
  out["may_start_again"] = process != nullptr &&
                           may_start(look.parts(), look.db(), *process, look.caller()) &&
                           work::may_start_again(look.db(), instance, look.caller().person) &&
                           closing_json(look, instance.process).is_null();
  if (instance.again_of != 0) {
    auto before = links_json(look, {instance.again_of});
    if (!before.empty()) out["again_of"] = std::move(before.front());
  }
  auto after = links_json(look, work::started_again(look.db(), instance.key));
  if (!after.empty()) out["started_again"] = std::move(after);
}

base::JsonObject called_link_json(Look& look, const work::Instance& other) {
  base::JsonObject link{{"key", std::to_string(other.key)},
                        {"process", look.process(other.process)}};
  const auto status = work::status_of(look.db(), other);
  link["status"] = look.ref(status.code, status.title);
  return link;
}

// The matter above a called one. Processes between that have not met anybody are none.
std::optional<work::Instance> matter_above(storage::Connection& db, int64_t key) {
  for (auto by = runtime::caller_of(db, key); by; by = runtime::caller_of(db, by->instance)) {
    if (auto found = work::instance(db, by->instance)) return found;
  }
  return {};
}

void add_called(Look& look, int64_t caller, base::JsonArray& out) {
  for (const int64_t key : runtime::all_called(look.db(), caller)) {
    const auto other = work::instance(look.db(), key);
    if (!other) {
      add_called(look, key, out);
    } else if (may_see(look, *other)) {
      out.push_back(called_link_json(look, *other));
    }
  }
}

// The matter that called this one, and those that it has called, of those that the caller sees.
void add_calls(Look& look, const work::Instance& instance, base::JsonObject& out) {
  const auto above = matter_above(look.db(), instance.key);
  if (above && may_see(look, *above)) out["called_by"] = called_link_json(look, *above);
  base::JsonArray called;
  add_called(look, instance.key, called);
  if (!called.empty()) out["called"] = std::move(called);
}

base::JsonArray incidents_json(Look& look, int64_t instance) {
  base::JsonArray out;
  for (const auto& incident : runtime::incidents(look.db(), instance)) {
    if (incident.resolved_at) continue;
    base::JsonObject row{
        {"key", std::to_string(incident.key)},
        {"element", incident.element_id},
        {"code", incident.kind},
        {"title", texts_json("流程在此停住，需要处理", "The process is stuck here")},
        {"at", time_json(incident.created_at)}};
    set_text(row, "detail", incident.message);
    out.push_back(std::move(row));
  }
  return out;
}

base::Json detail(Look& look, const work::Instance& instance) {
  auto out = instance_row_json(look, instance);
  out["archived"] = work::is_archived(work::archived_at(look.db(), look.now()), instance);
  add_again(look, instance, out);
  add_calls(look, instance, out);
  out["timeline"] = timeline_json(look, work::timeline_of_instance(look.db(), instance.key));
  if (const auto said = work::evaluation(look.db(), instance.key)) {
    base::JsonObject evaluation{{"score", said->score}, {"at", time_json(said->at)}};
    evaluation["person"] = look.person(said->person);
    set_text(evaluation, "text", said->text);
    out["evaluation"] = std::move(evaluation);
  }
  if (auto areas = opinion_areas(look, instance); !areas.empty()) out["areas"] = std::move(areas);
  const auto acts = acts_on(look, instance);
  out["acts"] = base::JsonArray(acts.begin(), acts.end());
  if (std::ranges::count(acts, "withdraw") > 0) out["withdrawal"] = withdrawal_json(look, instance);
  if (auto incidents = incidents_json(look, instance.key); !incidents.empty())
    out["incidents"] = std::move(incidents);
  const auto ref = record_ref(instance.record);
  out["papers"] = papers_json(look, instance.process, ref.type);
  auto form = form_of_record(look.parts(), look.db(), look.environment(), ref, "");
  if (form) {
    form->permissions = forms::read_only();
    base::JsonObject subject{
        {"record", base::JsonObject{{"type", ref.type}, {"id", std::to_string(ref.id)}}}};
    const auto* type = look.types().type(ref.type);
    out["form"] = form_json(look, *form, std::move(subject), type->title);
  }
  return out;
}

// By a state of the engine, or as people call it (work::status_of). What is deleted shows only to
// who asks for it.
bool has_state(Look& look, const work::Instance& instance, std::string_view state) {
  if (state.empty()) return instance.state != "deleted";
  if (work::status_of(look.db(), instance).code == state) return true;
  if (instance.state == "deleted") return false;
  const auto view = runtime::instance(look.db(), instance.key);
  return view && instance_state(*view, &instance) == base::Json(state);
}

// Newest first; of many, the newest thousands are looked at, of those that a search finds the
// newest hundreds.
std::vector<int64_t> asked_for(Look& look, const InstanceQuery& query) {
  if (!query.words.empty()) return work::find_instances(look.db(), query.words, found_max);
  runtime::InstanceFilter filter;
  filter.limit = looked_at_max;
  if (query.is_mine) filter.starter = look.caller().person;
  std::vector<int64_t> keys;
  for (const auto& view : runtime::instances(look.db(), filter)) keys.push_back(view.key);
  if (!query.is_mine) return keys;
  for (const int64_t key : work::handed_in(look.db(), look.caller().person)) keys.push_back(key);
  for (const int64_t key : work::spoken_for(look.db(), look.caller().person)) keys.push_back(key);
  std::ranges::sort(keys, std::greater());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

bool is_of(Look& look, const work::Instance& instance) {
  const std::string& person = look.caller().person;
  return instance.starter == person || work::acting_starter(look.db(), instance) == person ||
         work::handed_in_by(look.db(), instance.key) == person;
}

std::vector<work::Instance> matching(Look& look, const InstanceQuery& query) {
  const auto archived = work::archived_at(look.db(), look.now());
  const bool is_wanted_archived = query.state == state_archived;
  std::vector<work::Instance> out;
  for (const int64_t key : asked_for(look, query)) {
    auto instance = work::instance(look.db(), key);
    if (!instance || !has_state(look, *instance, is_wanted_archived ? "" : query.state)) continue;
    const bool is_archived = work::is_archived(archived, *instance);
    if (is_wanted_archived ? !is_archived : is_archived && query.words.empty()) continue;
    if (query.is_mine && !is_of(look, *instance)) continue;
    if (!query.is_mine && !may_see(look, *instance)) continue;
    out.push_back(std::move(*instance));
  }
  return out;
}

base::Result<void> administer(Act& act, const Caller& caller, const work::Instance& instance,
                              std::string_view name, std::string_view reason,
                              std::string_view target) {
  if (!is_administrator(caller)) return base::refusal("app.not_allowed").at(std::string(name));
  if (name == "retry") return resolve_all(act.op(), instance.key);
  if (name == "jump") {
    const auto checked = check_jump(act.definitions(), act.db(), instance, target);
    if (!checked) return checked;
    const auto before = open_steps(act.db(), instance.key);
    const auto jumped = work::jump(act.context(), instance.key, target, reason);
    return jumped ? let_go(act, before) : jumped;
  }
  if (name == "void") {
    if (auto done = work::void_instance(act.context(), instance.key, reason); !done) return done;
    return end_record(act, instance.key);
  }
  if (name == "delete") return work::delete_instance(act.context(), instance.key, reason);
  if (name == "cancel") {
    work::tell_cancellation(act.context(), instance.key, reason);
    work::close_by_administrator(act.context(), instance.key, "canceled", reason);
    return cancel_with_record(act, instance.key, std::string(reason));
  }
  auto& engine = act.op().engine;
  if (name == "suspend") {
    if (auto done = engine.suspend_instance(instance.key); !done) return done;
    work::suspend_by_administrator(act.context(), instance.key, reason);
    work::tell_halt(act.context(), instance.key, work::Halt::Suspended, reason);
    return {};
  }
  if (auto done = engine.resume_instance(instance.key); !done) return done;
  work::resume_by_administrator(act.context(), instance.key, reason);
  work::tell_halt(act.context(), instance.key, work::Halt::Resumed, reason);
  return {};
}

base::Result<void> perform(Act& act, Parts& parts, const Caller& caller,
                           const work::Instance& instance, const base::Json& request) {
  const auto name = base::text_or_empty(request, "act");
  const auto text = base::text_or_empty(request, "text");
  const bool is_background = !work::instance(act.db(), instance.key);
  if (is_background && name != "retry" && name != "cancel")
    return base::refusal("work.no_instance");
  const auto target = base::text_or_empty(request, "target");
  if (name == "evaluate")
    return work::evaluate(act.context(), instance.key, base::int_or(request, "score", 0), text);
  if (name == "urge")
    return work::urge_instance(act.context(), instance.key,
                               urging_of(parts, act.db(), caller, instance));
  if (name == "comment")
    return work::comment_on_instance(
        act.context(), instance.key,
        {text, texts_of(request, "files"), texts_of(request, "mentions")});
  if (name == "withdraw") return work::withdraw(act.context(), instance.key, text);
  if (name == "people") return change_people(parts, act.context(), caller, instance, request);
  static const std::set<std::string_view> administrative = {"suspend", "resume", "cancel", "jump",
                                                            "void",    "delete", "retry"};
  if (administrative.contains(name)) return administer(act, caller, instance, name, text, target);
  return base::refusal("request.wrong_type").at("act");
}

base::Json person_of_done(Look& look, const runtime::ElementView& element) {
  return element.actor.empty() || element.actor == "system" ? base::Json()
                                                            : look.person(element.actor);
}

base::Json done_json(Look& look, const std::vector<runtime::ElementView>& elements,
                     const std::vector<work::Task>& tasks) {
  std::map<std::string, base::JsonObject> by_element;
  for (const auto& element : elements) {
    if (element.state != "completed") continue;
    auto& out = by_element[element.element_id];
    out["element"] = element.element_id;
    out["times"] = base::int_or(out, "times", 0) + 1;
    if (element.ended_at) {
      out["at"] = time_json(*element.ended_at);
      out["seconds"] = (*element.ended_at - element.started_at).micros / 1'000'000;
    }
    if (auto person = person_of_done(look, element); !person.is_null())
      out["person"] = std::move(person);
    for (const auto& task : tasks) {
      if (task.key == element.key && !task.outcome.empty() && told_of(look, task) != Told::Nothing)
        out["outcome"] = outcome_json(look, task, task.outcome);
    }
  }
  base::JsonArray out;
  for (auto& [id, object] : by_element) out.push_back(std::move(object));
  return out;
}

base::Json active_json(Look& look, const std::vector<runtime::ElementView>& elements,
                       const std::vector<work::Task>& tasks) {
  base::JsonArray out;
  for (const auto& element : elements) {
    if (element.state != "active" || element.kind == "process") continue;
    const auto task = std::ranges::find(tasks, element.key, &work::Task::key);
    auto awaited = task == tasks.end() ? Awaited() : awaited_of(look, {*task});
    out.push_back(base::JsonObject{{"element", element.element_id},
                                   {"since", time_json(element.started_at)},
                                   {"persons", std::move(awaited.persons)},
                                   {"vacant", std::move(awaited.vacant)}});
  }
  return out;
}

base::JsonArray timers_json(Look& look, int64_t instance) {
  base::JsonArray out;
  for (const auto& timer : runtime::waiting_timers(look.db(), instance)) {
    base::JsonObject one{
        {"element", timer.element_id}, {"due", time_json(timer.due)}, {"held", timer.is_held}};
    if (!timer.interval.empty()) one["every"] = timer.interval;
    if (timer.repetitions > 0) one["left"] = timer.repetitions;
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace

base::Result<base::Json> list_instances(Workspace& workspace, const Caller& caller,
                                        const InstanceQuery& query, const Page& page) {
  Look look(workspace.parts(), caller);
  const auto all = matching(look, query);
  base::JsonArray items;
  for (auto i = static_cast<size_t>(page.offset());
       i < all.size() && items.size() < static_cast<size_t>(page.size); ++i) {
    items.push_back(instance_row_json(look, all[i]));
  }
  return page_json(std::move(items), static_cast<int64_t>(all.size()), page);
}

base::Result<base::Json> instance(Workspace& workspace, const Caller& caller, int64_t key) {
  Look look(workspace.parts(), caller);
  const auto found = visible_instance(look, key);
  if (!found) return found.error();
  note_copies_read(workspace.parts(), caller, key);
  for (const auto& link : {"instance/" + std::to_string(key), work::link_of_instance(key)})
    note_notices_read(workspace.parts(), caller, link);
  return detail(look, *found);
}

base::Result<base::Json> diagram(Workspace& workspace, const Caller& caller, int64_t key) {
  Look look(workspace.parts(), caller);
  const auto found = visible_instance(look, key);
  if (!found) return found.error();
  const auto view = runtime::instance(look.db(), key);
  if (!view) return base::refusal("app.no_instance").at(std::to_string(key));
  const auto elements = runtime::elements(look.db(), key);
  const auto tasks = work::tasks_of_instance(look.db(), key);
  base::JsonArray flows;
  for (const auto& flow : runtime::taken_flows(look.db(), key))
    flows.push_back(base::Json(flow.flow_id));
  base::JsonObject names;
  for (const auto& [id, name] : look.definitions().names_of(found->process))
    names[id] = text_json(name);
  base::JsonObject out{{"xml", runtime::definition_xml(look.db(), view->definition).value_or("")},
                       {"names", std::move(names)},
                       {"active", active_json(look, elements, tasks)},
                       {"done", done_json(look, elements, tasks)},
                       {"flows", std::move(flows)},
                       {"incidents", incidents_json(look, key)}};
  if (is_administrator(caller)) out["timers"] = timers_json(look, key);
  if (is_administrator(caller) && !found->ended_at && work::instance(look.db(), key)) {
    const auto targets = jump_targets(look.definitions(), look.db(), *found);
    out["jump_targets"] = base::JsonArray(targets.begin(), targets.end());
  }
  return base::Json(std::move(out));
}

base::Result<base::Json> act_on_instance(Workspace& workspace, const Caller& caller, int64_t key,
                                         const base::Json& request) {
  auto& parts = workspace.parts();
  {
    Look look(parts, caller);
    if (const auto found = visible_instance(look, key); !found) return found.error();
  }
  const auto done = parts.run(caller, [&](runtime::Op& op) -> base::Result<base::Json> {
    Act act(parts, op, caller);
    const auto found = instance_for(act.definitions(), act.db(), caller, key);
    if (!found) return base::refusal("app.no_instance").at(std::to_string(key));
    if (auto named = check_files(parts, act.db(), caller, request); !named) return named.error();
    if (auto performed = perform(act, parts, caller, *found, request); !performed)
      return performed.error();
    act.tell_after_commit({"instance", "", std::to_string(key), ""});
    return base::Json();
  });
  if (!done) return done.error();
  return instance(workspace, caller, key);
}

}  // namespace app
