#include "scenario/acts.h"

#include <algorithm>
#include <map>

#include "app/outside.h"
#include "app/people.h"
#include "app/processes.h"
#include "app/records.h"
#include "app/tasks.h"
#include "base/text.h"
#include "scenario/expectations.h"

namespace scenario {

namespace {

using base::Json;
using base::JsonArray;
using base::JsonObject;
using base::Result;
using packs::Node;

std::string without_pack(const std::string& reference) {
  return reference.substr(reference.find('.') + 1);
}

// What every verb is given.
struct Call {
  Scene& scene;
  const Step& step;
  app::Caller caller;
  JsonObject values;  // `with`, worked out

  // Takes a value out of `with`; null when it is not there.
  Json take(std::string_view key) {
    const auto found = values.find(key);
    if (found == values.end()) return nullptr;
    Json value = found->value();
    values.erase(found);
    return value;
  }
  std::string take_text(std::string_view key) {
    const Json value = take(key);
    return value.is_string() ? std::string(value.get_string())
           : value.is_null() ? std::string()
                             : base::print(value);
  }
  std::string on() const { return step.node.text_of("on"); }
  RecordName target() const { return scene.record(on()); }
  // The record that the step was about, also under its name.
  void remember(const RecordName& record) const {
    scene.world.current = record;
    if (const std::string name = step.node.text_of("name"); !name.empty())
      scene.world.records[name] = record;
  }
};

RecordName record_in(const Json& answer) {
  const Json* record = base::find(answer, "record");
  const Json& holder = record ? *record : answer;
  const auto id = key_of(base::text_or_empty(holder, "id"));
  return id.ok() ? RecordName{base::text_or_empty(holder, "type"), id.value()} : RecordName{};
}

// Remembers the record of an answer, if it has one.
Result<void> done(Call& call, const Result<Json>& answer) {
  if (!answer) return answer.error();
  const RecordName record = record_in(answer.value());
  if (record.is_set()) call.remember(record);
  return {};
}

Result<void> start(Call& call) {
  std::string behalf = call.take_text("behalf");
  if (!behalf.empty()) behalf = call.scene.person(behalf);
  const auto answer =
      app::start_process(call.scene.workspace, call.caller, without_pack(call.step.object),
                         Json(call.values), {}, 0, behalf);
  if (auto result = done(call, answer); !result) return result;
  auto& records = call.scene.world.records;
  if (record_in(*answer).is_set()) records.try_emplace("project", record_in(*answer));
  return {};
}

// --- tasks

Result<FoundTask> task_of(Call& call) {
  const RecordName record = call.on().empty() ? RecordName{} : call.target();
  return find_task(call.scene, call.step.object, record, call.caller.person);
}

bool has_field(const Json& task, std::string_view key) {
  const Json* form = base::find(task, "form");
  const Json* fields = form ? base::find(*form, "fields") : nullptr;
  return fields && base::find(*fields, key) != nullptr;
}

// The type of record that the form of an element writes besides the bound one; empty: none.
std::string written_type(const packs::Packs& packs, std::string_view element) {
  for (const auto& pack : packs.packs)
    for (const auto& process : pack->processes)
      for (const auto& model : process.model.processes) {
        const int index = model.find(element);
        if (index < 0) continue;
        const std::string_view writes =
            model.elements[static_cast<size_t>(index)].property("jw:writes");
        const size_t colon = writes.find(':');
        if (colon != std::string_view::npos) return std::string(writes.substr(colon + 1));
      }
  return {};
}

// `name` of a finished task means the record that its form wrote.
void name_written(Call& call) {
  const std::string name = call.step.node.text_of("name");
  if (name.empty()) return;
  const std::string type = written_type(call.scene.packs, call.step.object);
  if (!type.empty()) call.scene.world.records[name] = call.scene.record(type);
}

// Completes the found task; what the form does not know of `opinion` and `signature` belongs to the
// act.
Result<void> complete_as(Call& call, std::string outcome) {
  const auto found = task_of(call);
  if (!found) return found.error();
  const auto detail = app::task(call.scene.workspace, call.caller, found->key);
  JsonObject act{{"act", "complete"}};
  for (const char* key : {"opinion", "signature"})
    if (!detail.ok() || !has_field(*detail, key))
      if (Json value = call.take(key); !value.is_null()) act[key] = std::move(value);
  if (outcome.empty() && detail.ok()) {
    const Json* outcomes = base::find(*detail, "outcomes");
    if (outcomes && outcomes->as_array().size() == 1)
      outcome = base::text_or_empty(outcomes->as_array().front(), "id");
  }
  if (!outcome.empty()) act["outcome"] = outcome;
  act["values"] = std::move(call.values);
  const auto answer = done(
      call, app::act_on_task(call.scene.workspace, call.caller, found->key, Json(std::move(act))));
  if (answer.ok()) name_written(call);
  return answer;
}

Result<void> complete(Call& call) { return complete_as(call, call.step.node.text_of("outcome")); }
Result<void> confirm(Call& call) { return complete_as(call, "confirm"); }
Result<void> reject(Call& call) { return complete_as(call, "reject"); }
Result<void> vote(Call& call) {
  const std::string outcome = call.take_text("vote");
  return complete_as(call, outcome);
}

Result<void> other_task_act(Call& call) {
  const auto found = task_of(call);
  if (!found) return found.error();
  JsonObject act{{"act", call.step.verb}};
  for (const char* key : {"text", "opinion", "relation", "signers", "seat", "strategy"})
    if (Json value = call.take(key); !value.is_null()) act[key] = std::move(value);
  const Json to = call.take("to");
  if (call.step.verb == "return") {
    if (!to.is_null()) act["target"] = to;
  } else if (!to.is_null()) {
    JsonArray persons;
    if (to.is_array())
      for (const Json& item : to.as_array())
        persons.emplace_back(call.scene.person(std::string(item.as_string())));
    else
      persons.emplace_back(call.scene.person(std::string(to.as_string())));
    act["persons"] = std::move(persons);
  }
  if (!call.values.empty()) act["values"] = std::move(call.values);
  return done(
      call, app::act_on_task(call.scene.workspace, call.caller, found->key, Json(std::move(act))));
}

Result<void> save_draft(Call& call) {
  const auto found = task_of(call);
  if (!found) return found.error();
  JsonObject draft;
  if (Json opinion = call.take("opinion"); !opinion.is_null())
    draft["opinion"] = std::move(opinion);
  draft["values"] = std::move(call.values);
  return done(call, app::save_task_draft(call.scene.workspace, call.caller, found->key,
                                         Json(std::move(draft))));
}

Result<void> instance_act(Call& call) {
  const RecordName record = call.target();
  const int64_t key = instance_of(call.scene, record);
  if (key == 0) throw Mistake{"no process runs for the record"};
  std::string text = call.take_text("reason");
  if (text.empty()) text = call.take_text("text");
  const std::string target = call.take_text("to");
  const Json score = call.take("score");
  JsonObject act{{"act", call.step.verb}, {"text", text}, {"target", target}};
  if (score.is_int64()) act["score"] = score;
  const auto answer =
      app::act_on_instance(call.scene.workspace, call.caller, key, Json(std::move(act)));
  if (!answer) return answer.error();
  call.remember(record);
  return {};
}

// Other people for a step that has not begun.
Result<void> people(Call& call) {
  const RecordName record = call.target();
  const int64_t key = instance_of(call.scene, record);
  if (key == 0) throw Mistake{"no process runs for the record"};
  JsonObject act{{"act", "people"},
                 {"target", call.step.object},
                 {"mode", call.take_text("mode")},
                 {"text", call.take_text("reason")}};
  JsonArray persons;
  const Json to = call.take("to");
  for (const Json& one : to.is_array() ? to.as_array() : JsonArray{to}) {
    if (one.is_string()) persons.emplace_back(call.scene.person(std::string(one.as_string())));
  }
  act["persons"] = std::move(persons);
  const auto answer =
      app::act_on_instance(call.scene.workspace, call.caller, key, Json(std::move(act)));
  if (!answer) return answer.error();
  call.remember(record);
  return {};
}

// --- records

Result<void> create(Call& call) {
  return done(call, app::create_record(call.scene.workspace, call.caller,
                                       without_pack(call.step.object), Json(call.values)));
}

Result<void> update(Call& call) {
  const RecordName record = call.scene.record(call.step.object);
  const int64_t version = base::int_or(call.scene.read(record), "version", 0);
  const auto answer = app::update_record(call.scene.workspace, call.caller, record.type, record.id,
                                         version, Json(call.values));
  if (!answer) return answer.error();
  call.remember(record);
  return {};
}

Result<void> transition(Call& call) {
  const RecordName record = call.target();
  const auto answer = app::transition_record(call.scene.workspace, call.caller, record.type,
                                             record.id, call.step.object, 0, Json(call.values));
  if (!answer) return answer.error();
  call.remember(record);
  return {};
}

Result<void> comment_record(Call& call) {
  const RecordName record = call.target();
  return app::comment_record(call.scene.workspace, call.caller, record.type, record.id,
                             call.take_text("text"));
}

// The newest record whose fields fit `with`: one that came of an act and has no name yet.
Result<void> find_record(Call& call) {
  const std::string type = without_pack(call.step.object);
  const auto page = app::list_records(call.scene.workspace, call.caller, type,
                                      {{}, nullptr, "-created_at"}, {1, 200});
  if (!page) return page.error();
  const packs::Node* wanted = call.step.node.find("with");
  for (const Json& item : page->at("items").as_array()) {
    if (wanted && !fits(call.scene, *wanted, item)) continue;
    return done(call, Json(item));
  }
  throw Mistake{"no " + type + " fits"};
}

Result<void> read(Call& call) {
  const RecordName record = call.scene.record(call.step.object);
  auto answer = app::record(call.scene.workspace, call.caller, record.type, record.id);
  if (!answer) return answer.error();
  call.scene.world.shown = std::move(answer).value();
  call.remember(record);
  return {};
}

// --- links for people outside

LinkName link_of(Call& call) {
  const auto found = call.scene.world.links.find(call.step.object);
  if (found == call.scene.world.links.end()) throw Mistake{"no link is named " + call.step.object};
  return found->second;
}

Result<void> outside_link(Call& call) {
  const RecordName record = call.target();
  JsonObject request{{"purpose", call.take("purpose")}};
  const std::string expires = call.take_text("expires");
  if (!expires.empty()) {
    const auto duration = base::parse_duration(expires);
    if (!duration) throw Mistake{"not a duration: " + expires};
    request["days"] = base::fixed_span(*duration).micros / base::days(1).micros;
  }
  if (Json code = call.take("code"); !code.is_null()) request["code"] = std::move(code);
  const auto answer = app::create_outside_link(call.scene.workspace, call.caller, record.type,
                                               record.id, Json(request));
  if (!answer) return answer.error();
  const std::string name = call.step.node.text_of("name");
  const Json* link = base::find(*answer, "link");
  call.scene.world.links[name] = {link ? base::text_or_empty(*link, "id") : "",
                                  base::text_or_empty(*answer, "token")};
  call.scene.world.current = record;
  return {};
}

Result<void> open_link(Call& call) {
  auto page = app::open_outside(call.scene.workspace, link_of(call).token, call.take_text("code"));
  if (!page) return page.error();
  call.scene.world.shown = std::move(page).value();
  return {};
}

Result<void> sign(Call& call) {
  const LinkName link = link_of(call);
  const std::string code = call.take_text("code");
  const auto page = app::open_outside(call.scene.workspace, link.token, code);
  if (!page) return page.error();
  JsonObject signature{{"name", call.take("name")}, {"hash", base::text_or_empty(*page, "hash")}};
  if (!call.take("signature").is_null()) signature["image"] = base::base64(small_picture());
  if (!code.empty()) signature["code"] = code;
  auto answer = app::sign_outside(call.scene.workspace, link.token, Json(signature));
  if (!answer) return answer.error();
  call.scene.world.shown = std::move(answer).value();
  return {};
}

Result<void> revoke_link(Call& call) {
  const auto id = key_of(link_of(call).id);
  if (!id) return id.error();
  return app::revoke_outside_link(call.scene.workspace, call.caller, *id);
}

// --- people

// Dates mean the beginning of the day, for `until` its end.
Json instant_of_day(const Json& value, int32_t days_later) {
  const auto date =
      value.is_string() ? base::parse_date(std::string_view(value.get_string())) : std::nullopt;
  if (!date) return value;
  return Json(base::print_utc(base::instant_of({*date + days_later, 0}, "Asia/Shanghai")));
}

Result<void> set_deputy(Call& call) {
  const std::string of = call.take_text("of");
  const auto& people = call.scene.all_people();
  const bool is_person = of.empty() || std::find(people.begin(), people.end(), of) != people.end();
  JsonObject deputy = call.values;
  if (!of.empty()) deputy[is_person ? "person" : "position"] = of;
  if (deputy.contains("deputy"))
    deputy["deputy"] = call.scene.person(std::string(deputy["deputy"].as_string()));
  if (deputy.contains("from")) deputy["from"] = instant_of_day(deputy["from"], 0);
  if (deputy.contains("until")) deputy["until"] = instant_of_day(deputy["until"], 1);
  const auto answer = app::set_deputy(call.scene.workspace, call.caller, Json(deputy));
  if (!answer) return answer.error();
  return {};
}

using Verb = Result<void> (*)(Call&);

const std::map<std::string_view, Verb>& table() {
  static const std::map<std::string_view, Verb> verbs = {
      {"start", start},
      {"complete", complete},
      {"vote", vote},
      {"confirm", confirm},
      {"reject", reject},
      {"claim", other_task_act},
      {"unclaim", other_task_act},
      {"urge", other_task_act},
      {"comment", other_task_act},
      {"opinion", other_task_act},
      {"copy", other_task_act},
      {"transfer", other_task_act},
      {"delegate", other_task_act},
      {"reply", other_task_act},
      {"add_signer", other_task_act},
      {"remove_signer", other_task_act},
      {"take_back", other_task_act},
      {"circulate", other_task_act},
      {"confirm_read", other_task_act},
      {"jump", instance_act},
      {"void", instance_act},
      {"return", other_task_act},
      {"save_draft", save_draft},
      {"people", people},
      {"withdraw", instance_act},
      {"evaluate", instance_act},
      {"suspend", instance_act},
      {"resume", instance_act},
      {"cancel", instance_act},
      {"create", create},
      {"update", update},
      {"transition", transition},
      {"comment_record", comment_record},
      {"find", find_record},
      {"read", read},
      {"outside_link", outside_link},
      {"open_link", open_link},
      {"sign", sign},
      {"revoke_link", revoke_link},
      {"set_deputy", set_deputy},
  };
  return verbs;
}

bool is_by_nobody(std::string_view verb) { return verb == "open_link" || verb == "sign"; }

}  // namespace

base::Result<void> act(Scene& scene, const Step& step) {
  const auto verb = table().find(step.verb);
  base::ensure(verb != table().end(), "a verb without an act");
  app::Caller caller = is_by_nobody(step.verb) ? app::Caller{} : scene.actor();
  Call call{scene, step, std::move(caller), scene.values(step.node.find("with"))};
  return verb->second(call);
}

}  // namespace scenario
