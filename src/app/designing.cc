#include "app/designing.h"

#include <algorithm>

#include "app/inside/begun_processes.h"
#include "app/inside/drawing.h"
#include "app/inside/json.h"
#include "app/inside/model_problems.h"
#include "app/inside/proposals.h"
#include "app/inside/publishing.h"
#include "app/waiting.h"
#include "base/text.h"
#include "bpmn/reader.h"
#include "org/organisation.h"
#include "packs/process_texts.h"
#include "runtime/queries.h"
#include "runtime/versions.h"

namespace app {

namespace {

base::Result<int64_t> deploy_newest(runtime::Op& op, const runtime::PreparedRef& prepared,
                                    const Publication& publication) {
  const auto newest = runtime::newest_version(op.tx.db, publication.process);
  const int64_t version = newest ? newest->version : 0;
  if (version != publication.base_version)
    return base::refusal("app.version_not_newest").at(std::to_string(version));
  const auto deployed = op.engine.deploy(prepared, runtime::Versions::Changed);
  if (!deployed) return deployed.error();
  const auto fresh = std::ranges::find(deployed->definitions, publication.process,
                                       &runtime::Deployed::Definition::id);
  base::ensure(fresh != deployed->definitions.end(), "what was checked holds its process");
  if (!fresh->is_new) return base::refusal("app.version_in_force").at(std::to_string(version));
  if (!publication.comment.empty())
    op.tx.db.execute("INSERT INTO version_comment (definition, comment) VALUES (?, ?)",
                     {fresh->key, publication.comment});
  return fresh->version;
}

void forget_draft(storage::Tx& tx, std::string_view process) {
  tx.db.execute("DELETE FROM model_draft WHERE process = ? AND person = ?",
                {std::string(process), tx.actor.person});
}

// Until it is in force, whoever owns what was begun sees what was drawn of it last.
void draw_begun(Parts& parts, runtime::Op& op, std::string_view id, const std::string& xml) {
  const auto* process = parts.definitions->process(id);
  if (process->is_in_force()) return;
  auto begun = read_begun(xml);
  if (!begun || (*begun)->id != id) return;
  std::shared_ptr<const ProcessDefinition> drawn =
      define_begun(process->pack, std::move(*begun), process->begun_by);
  store_begun(op.tx, *drawn);
  op.after_commit([&parts, drawn] {
    parts.definitions->processes->put(std::make_unique<const ProcessDefinition>(*drawn));
  });
}

base::JsonArray hints_of(Look& look, const ProcessDefinition& process, const std::string& xml) {
  return warnings_json(process, xml, warnings_of(look, process.packed->file, xml));
}

template <class Items>
base::JsonArray refs(Look& look, const Items& items) {
  base::JsonArray out;
  for (const auto& item : items) out.push_back(look.ref(item.id, item.title));
  return out;
}

enum class Lists { WithColumns, Plain };

// `link`: of rows, what they belong to; a form of the record has no column for it.
base::JsonArray fields_json(Look& look, const records::RecordType& type, Lists lists,
                            std::string_view link = {}) {
  base::JsonArray out;
  for (const auto& field : type.fields) {
    if (field.is_retired || (!link.empty() && field.id == link)) continue;
    auto json = look.ref(field.id, field.title);
    auto& object = json.as_object();
    object["type"] = records::name_of(field.type);
    if (field.is_many) object["is_many"] = true;
    if (base::trim(field.visible_when.text) == "false") object["is_never_shown"] = true;
    if (field.is_set_by_rules || field.computed.is_set()) object["is_read_only"] = true;
    if (!field.options.empty()) object["options"] = refs(look, field.options);
    const auto* rows = field.type == records::FieldType::Children && lists == Lists::WithColumns
                           ? look.types().type(field.of)
                           : nullptr;
    if (rows != nullptr)
      object["columns"] = fields_json(look, *rows, Lists::Plain, look.types().link_of(type, field));
    out.push_back(std::move(json));
  }
  return out;
}

base::JsonObject record_json(Look& look, const records::RecordType& type) {
  base::JsonArray fields = fields_json(look, type, Lists::WithColumns);
  return {{"id", type.id},
          {"title", text_json(type.title)},
          {"fields", std::move(fields)},
          {"states", refs(look, type.states)},
          {"transitions", refs(look, type.transitions)}};
}

}  // namespace

bool may_publish(const ProcessDefinition& process, const Caller& caller) {
  if (is_administrator(caller)) return true;
  if (!process.begun_by.empty()) return false;
  return process.pack->publishing == packs::Publishing::ByOwners && is_owner(process, caller);
}

base::Result<base::Json> model_of_version(Workspace& workspace, const Caller& caller,
                                          std::string_view id, int64_t version) {
  Look look(workspace.parts(), caller);
  if (const auto process = owned_process(look, id); !process) return process.error();
  const auto newest = runtime::newest_version(look.db(), id);
  const auto* known = look.definitions().process(id);
  if (version == 0 && !known->begun_by.empty()) {
    return base::Json(base::JsonObject{{"version", 0},
                                       {"newest", newest ? newest->version : 0},
                                       {"xml", known->begun->model.xml}});
  }
  const auto key = runtime::definition_of_version(look.db(), id, version);
  const auto source = key ? runtime::source(look.db(), *key) : std::nullopt;
  if (!source || !newest) return base::refusal("engine.no_process").at(std::to_string(version));
  return base::Json(
      base::JsonObject{{"version", version}, {"newest", newest->version}, {"xml", source->text}});
}

base::Result<base::Json> model_context(Workspace& workspace, const Caller& caller,
                                       std::string_view id) {
  Look look(workspace.parts(), caller);
  const auto process = owned_process(look, id);
  if (!process) return process.error();
  base::JsonArray processes;
  for (const auto* each : look.definitions().processes->all())
    processes.push_back(look.ref(each->id, each->title));
  base::JsonArray forms;
  for (const auto& [form, definition] : look.definitions().forms)
    forms.push_back(look.ref(form, definition->title));
  base::JsonArray people;
  for (const auto& person : org::people(look.db()))
    if (person.is_active) people.push_back(look.person(person.id));
  base::JsonObject out{{"process", look.ref((*process)->id, (*process)->title)},
                       {"may_publish", may_publish(**process, caller)},
                       {"roles", refs(look, look.definitions().roles)},
                       {"positions", refs(look, org::positions(look.db()))},
                       {"units", refs(look, org::units(look.db()))},
                       {"people", std::move(people)},
                       {"processes", std::move(processes)},
                       {"forms", std::move(forms)}};
  base::JsonObject texts;
  for (const auto& text : packs::texts_of((*process)->source->model))
    if (!text.zh.empty()) texts[text.path] = text_json((*process)->text(text.path, text.zh));
  out["texts"] = std::move(texts);
  if (const auto* type = look.types().type((*process)->record_type))
    out["record"] = record_json(look, *type);
  return base::Json(std::move(out));
}

base::Result<base::Json> check_model(Workspace& workspace, const Caller& caller,
                                     std::string_view id, const std::string& xml) {
  Look look(workspace.parts(), caller);
  const auto process = owned_process(look, id);
  if (!process) return process.error();
  auto problems = problems_json(**process, xml, problems_of_drawing(look, **process, xml));
  for (auto& each : warnings_json(**process, xml, standing_of(look, **process, xml)))
    problems.push_back(std::move(each));
  return base::Json(base::JsonObject{{"problems", std::move(problems)},
                                     {"warnings", hints_of(look, **process, xml)}});
}

base::Result<base::Json> publish_version(Workspace& workspace, const Caller& caller,
                                         const Publication& publication) {
  auto& parts = workspace.parts();
  base::Result<runtime::PreparedRef> prepared = runtime::PreparedRef();
  base::JsonArray warnings;
  {
    Look look(parts, caller);
    const auto process = owned_process(look, publication.process);
    if (!process) return process.error();
    if (!may_publish(**process, caller)) return base::refusal("app.not_allowed");
    if (auto checked = check_drawing(look, **process, publication.xml); !checked)
      return checked.error();
    warnings = hints_of(look, **process, publication.xml);
    prepared = runtime::prepare(
        {{(*process)->pack->id + "/" + (*process)->packed->file, publication.xml}});
    if (!prepared) return prepared.error();
  }
  return parts.run(caller, [&](runtime::Op& op) -> base::Result<base::Json> {
    const auto version = deploy_newest(op, *prepared, publication);
    if (!version) return version.error();
    forget_draft(op.tx, publication.process);
    if (auto accepted = accept_proposal(parts, op, caller, publication, *version); !accepted)
      return accepted.error();
    storage::append_event(
        op.tx, {"process.published", "process", publication.process, "", "", "",
                base::JsonObject{{"version", *version}, {"comment", publication.comment}}});
    take_in_force_after(parts, op, publication.process);
    return base::Json(base::JsonObject{{"version", *version}, {"warnings", warnings}});
  });
}

base::Result<base::Json> model_draft(Workspace& workspace, const Caller& caller,
                                     std::string_view id) {
  Look look(workspace.parts(), caller);
  if (const auto process = owned_process(look, id); !process) return process.error();
  base::JsonObject out;
  const auto row = look.db().first(
      "SELECT xml, base_version, saved_at FROM model_draft WHERE process = ? AND person = ?",
      {std::string(id), caller.person});
  if (row)
    out["draft"] = base::JsonObject{{"xml", row->text(0)},
                                    {"base_version", row->integer(1)},
                                    {"saved_at", time_json({row->integer(2)})}};
  if (const auto own = proposals_with(look.db(), id, caller.person); !own.empty())
    out["proposal"] = proposal_json(look, own.front());
  else if (auto returned = last_return_json(look, id, caller.person); row && !returned.is_null())
    out["returned"] = std::move(returned);
  return base::Json(std::move(out));
}

base::Result<base::Json> save_model_draft(Workspace& workspace, const Caller& caller,
                                          std::string_view id, const std::string& xml,
                                          int64_t base_version) {
  auto& parts = workspace.parts();
  {
    Look look(parts, caller);
    if (const auto process = owned_process(look, id); !process) return process.error();
  }
  return parts.run(caller, [&](runtime::Op& op) -> base::Result<base::Json> {
    op.tx.db.execute(
        "INSERT INTO model_draft (process, person, base_version, xml, saved_at) "
        "VALUES (?, ?, ?, ?, ?) ON CONFLICT (process, person) DO UPDATE SET "
        "base_version = excluded.base_version, xml = excluded.xml, saved_at = excluded.saved_at",
        {std::string(id), caller.person, base_version, xml, op.tx.now.micros});
    draw_begun(parts, op, id, xml);
    return base::Json(base::JsonObject{{"saved_at", time_json(op.tx.now)}});
  });
}

base::Result<void> drop_model_draft(Workspace& workspace, const Caller& caller,
                                    std::string_view id) {
  auto& parts = workspace.parts();
  {
    Look look(parts, caller);
    if (const auto process = owned_process(look, id); !process) return process.error();
  }
  const auto done = parts.run(caller, [&](runtime::Op& op) -> base::Result<base::Json> {
    forget_draft(op.tx, id);
    return base::Json();
  });
  if (!done) return done.error();
  return {};
}

}  // namespace app
