#include "app/inside/builtins.h"

#include "reports/reports.h"
#include "work/end_notice.h"
#include "work/notices.h"
#include "work/seats.h"
#include "work/settings.h"
#include "work/task.h"

namespace app {

namespace {

const feel::Value& header(const engine::BuiltinCall& call, std::string_view name) {
  static const feel::Value none;
  const auto found = call.headers.find(name);
  return found == call.headers.end() ? none : found->second;
}

base::Error bad_call(const engine::BuiltinCall& call, std::string_view what) {
  return base::refusal("app.builtin_failed")
      .at(call.at.process_id + "#" + call.at.element_id)
      .because(call.type + ": " + std::string(what));
}

// The element, so that defaults and guards may ask which step asks.
feel::Value asker(const engine::BuiltinCall& call) {
  return feel::Fields()
      .set("element", call.at.element_id)
      .set("outcome", {})
      .set("opinion", {})
      .build();
}

// Header `record` as an id, a context with an id, or a list of them; the bound record without one.
base::Result<std::vector<records::Ref>> records_of(const engine::BuiltinCall& call) {
  const auto& named = header(call, "record");
  auto type = header(call, "type").text_or_empty();
  if (type.empty()) type = call.at.record.type;
  if (named.is_null()) {
    if (call.headers.contains("record")) return bad_call(call, "header record is null");
    if (call.at.record.id == 0) return bad_call(call, "the process has no record");
    return std::vector<records::Ref>{record_ref(call.at.record)};
  }
  std::vector<records::Ref> out;
  const feel::Values one{named};
  const auto items = named.is(feel::Kind::List) ? named.items() : std::span<const feel::Value>(one);
  for (const auto& item : items) {
    const auto& id_value = item.is(feel::Kind::Context) ? item["id"] : item;
    auto own_type = item.is(feel::Kind::Context) ? item["type"].text_or_empty() : std::string();
    const auto id = records::parse_id(feel::to_text(id_value));
    if (!id) return bad_call(call, "header record is no record");
    out.push_back({own_type.empty() ? type : own_type, *id});
  }
  return out;
}

base::Result<feel::Value> ask_transition(Act& act, const engine::BuiltinCall& call) {
  const auto name = header(call, "transition").text_or_empty();
  if (name.empty()) return bad_call(call, "header transition is missing");
  const auto refs = records_of(call);
  if (!refs) return refs.error();
  for (const auto& ref : *refs) {
    const auto made =
        records::transition(act.tx(), act.types(), act.granted_environment(asker(call)), ref, name);
    if (!made) return made.error();
  }
  return feel::Value();
}

base::JsonObject values_of(const feel::Value& context) {
  base::JsonObject out;
  for (size_t i = 0; i < context.names().size(); ++i)
    out[context.names()[i]] = feel::to_json(context.values()[i]);
  return out;
}

// The record that holds already what a new one would have in a unique field.
base::Result<std::optional<records::Record>> existing(Act& act,
                                                      const records::Environment& environment,
                                                      const records::RecordType& type,
                                                      const base::JsonObject& values) {
  const auto filled = records::defaults(act.db(), act.types(), environment, type.id, values);
  for (const auto& field : type.fields) {
    const auto* value = filled.if_contains(field.id);
    if (!field.is_unique || value == nullptr || value->is_null()) continue;
    records::Query query;
    query.where = {{field.id, "=", *value}};
    query.size = 1;
    auto found = records::list(act.db(), act.types(), environment, type.id, query);
    if (!found) return std::move(found).error();
    if (!found->items.empty()) return std::optional(std::move(found->items.front()));
  }
  return std::optional<records::Record>();
}

// With the header `existing: take` the record that is there already is the one that was made.
base::Result<records::Record> made_or_taken(Act& act, const engine::BuiltinCall& call,
                                            const records::RecordType& type,
                                            const base::JsonObject& values) {
  const auto environment = act.granted_environment(asker(call));
  if (header(call, "existing").text_or_empty() == "take") {
    auto found = existing(act, environment, type, values);
    if (!found) return std::move(found).error();
    if (*found) return **std::move(found);
  }
  return records::create(act.tx(), act.types(), environment, type.id, values);
}

base::Result<feel::Value> create(Act& act, const engine::BuiltinCall& call) {
  const auto type_id = header(call, "type").text_or_empty();
  const auto* type = act.types().type(type_id);
  if (type == nullptr) return bad_call(call, "header type is no record type");
  base::JsonObject values;
  if (call.inputs.is(feel::Kind::Context)) values = values_of(call.inputs);
  if (!type->parent.empty() && !values.contains(type->parent) && call.at.record.id != 0) {
    const auto* link = type->field(type->parent);
    if (link != nullptr && link->to == call.at.record.type)
      values[type->parent] = std::to_string(call.at.record.id);
  }
  const auto created = made_or_taken(act, call, *type, values);
  if (!created) return created.error();
  const auto made = feel::Fields()
                        .set("id", std::to_string(created->ref.id))
                        .set("type", created->ref.type)
                        .set("number", created->number)
                        .build();
  return feel::Fields().set(call.at.element_id, made).build();
}

// Every header but record and type names a field; `values` may hold several at once.
base::Result<feel::Value> update(Act& act, const engine::BuiltinCall& call) {
  const auto refs = records_of(call);
  if (!refs) return refs.error();
  base::JsonObject values;
  for (const auto& [name, value] : call.headers) {
    if (name == "record" || name == "type") continue;
    if (name == "values" && value.is(feel::Kind::Context)) {
      for (const auto& entry : values_of(value)) values[entry.key()] = entry.value();
    } else {
      values[name] = feel::to_json(value);
    }
  }
  for (const auto& ref : *refs) {
    const auto updated =
        records::update(act.tx(), act.types(), act.granted_environment(asker(call)), ref, values);
    if (!updated) return updated.error();
  }
  return feel::Value();
}

work::Task about(const engine::BuiltinCall& call) {
  work::Task task;
  task.key = call.at.element;
  task.instance = call.at.instance;
  task.definition = call.at.definition;
  task.process = call.at.process_id;
  task.element = call.at.element_id;
  task.record = call.at.record;
  task.starter = call.at.starter;
  return task;
}

base::Result<std::vector<std::string>> recipients(Act& act, const engine::BuiltinCall& call) {
  const auto& to = header(call, "to");
  if (to.is(feel::Kind::List)) return persons_of_value(to);
  const auto entries = work::parse_candidates(to.text_or_empty());
  if (!entries) return entries.error();
  return work::resolve_persons(act.context(), about(call), *entries);
}

// The model's words. English is the header `…_en`; of plain text the pack's locale has it.
base::Text words(const Parts& parts, const engine::BuiltinCall& call, const std::string& name) {
  const auto& value = header(call, name);
  const auto zh = value.is_null() ? std::string() : feel::to_text(value);
  const auto& english = header(call, name + "_en");
  if (!english.is_null()) return {zh, feel::to_text(english)};
  const auto* process = parts.definitions->process(call.at.process_id);
  if (process == nullptr) return {zh, zh};
  return process->text(call.at.element_id + "." + name, zh);
}

// With the header `once: record` an element tells a person one thing of a record, however often it
// comes by: the notice is renewed.
std::string cause_of(const engine::BuiltinCall& call, bool is_renewed) {
  if (!is_renewed) return "notify/" + std::to_string(call.at.element);
  return "notify/" + call.at.process_id + "/" + call.at.element_id + "/" + call.at.record.type +
         "/" + std::to_string(call.at.record.id);
}

base::Result<feel::Value> notify(Act& act, Parts& parts, const engine::BuiltinCall& call) {
  const auto persons = recipients(act, call);
  if (!persons) return persons.error();
  work::NewNotice notice;
  notice.kind = "message";
  notice.title.event = words(parts, call, "title");
  notice.text = words(parts, call, "text");
  notice.link = call.at.record.id == 0
                    ? "instance/" + std::to_string(call.at.instance)
                    : "record/" + call.at.record.type + "/" + std::to_string(call.at.record.id);
  const bool is_renewed = header(call, "once").text_or_empty() == "record";
  notice.cause = cause_of(call, is_renewed);
  if (is_renewed) {
    work::notify_again(act.context(), *persons, notice);
  } else {
    work::notify(act.context(), *persons, notice);
  }
  work::note_told(act.context(), call.at.instance, *persons);
  return feel::Value();
}

base::Result<feel::Value> render(Act& act, Parts& parts, const engine::BuiltinCall& call) {
  const auto refs = records_of(call);
  if (!refs) return refs.error();
  const auto& definitions = *parts.definitions;
  const auto environment = act.granted_environment(asker(call));
  const reports::Sources sources{*definitions.types, *definitions.metrics, *definitions.reports,
                                 environment};
  const auto sent =
      reports::send(act.tx(), sources, header(call, "report").text_or_empty(), refs->front(), {});
  if (!sent) return sent.error();
  return feel::Fields().set(call.at.element_id, std::to_string(*sent)).build();
}

}  // namespace

base::Result<feel::Value> run_builtin(Act& act, Parts& parts, const engine::BuiltinCall& call) {
  if (call.type == "records:transition") return ask_transition(act, call);
  if (call.type == "records:create") return create(act, call);
  if (call.type == "records:update") return update(act, call);
  if (call.type == "notify:send") return notify(act, parts, call);
  if (call.type == "report:render") return render(act, parts, call);
  return bad_call(call, "unknown type");
}

}  // namespace app
