#include "app/beginning.h"

#include <algorithm>

#include "app/inside/begun_processes.h"
#include "app/inside/json.h"
#include "app/waiting.h"
#include "runtime/versions.h"

namespace app {

namespace {

constexpr size_t id_length_max = 60;

bool may_begin(const Definitions& definitions, const Caller& caller) {
  return std::ranges::any_of(definitions.processes->all(), [&](const auto* process) {
    return process->is_in_force() && is_owner(*process, caller);
  });
}

bool is_fit(std::string_view id) {
  const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
  return !id.empty() && id.size() <= id_length_max && is_letter(id.front()) &&
         std::ranges::all_of(
             id, [&](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '_'; });
}

base::JsonArray records_json(Look& look, const packs::Pack& pack) {
  base::JsonArray out;
  for (const auto& each : look.definitions().packs->packs) {
    const bool is_open = each->id == pack.id || std::ranges::count(pack.needs, each->id) > 0;
    if (!is_open) continue;
    for (const auto& type : each->record_types) out.push_back(look.ref(type.id, type.title));
  }
  return out;
}

base::Result<std::unique_ptr<const ProcessDefinition>> begun_by(Parts& parts, const Caller& caller,
                                                                std::string_view pack,
                                                                const std::string& xml) {
  const auto& definitions = *parts.definitions;
  const auto found = std::ranges::find_if(definitions.packs->packs,
                                          [&](const auto& each) { return each->id == pack; });
  if (found == definitions.packs->packs.end())
    return base::refusal("request.wrong_type").at("pack").because("a pack");
  auto begun = read_begun(xml);
  if (!begun) return begun.error();
  if (!is_fit((*begun)->id)) {
    return base::refusal("request.wrong_type")
        .at("xml")
        .because("an id of small letters, digits and _, at most 60");
  }
  return define_begun(*found, std::move(*begun), caller.person);
}

}  // namespace

base::Result<base::Json> process_grounds(Workspace& workspace, const Caller& caller) {
  Look look(workspace.parts(), caller);
  if (!may_begin(look.definitions(), caller)) return base::refusal("app.not_allowed");
  base::JsonArray packs;
  for (const auto& pack : look.definitions().packs->packs) {
    auto out = look.ref(pack->id, pack->title);
    out.as_object()["records"] = records_json(look, *pack);
    packs.push_back(std::move(out));
  }
  return base::Json(base::JsonObject{{"packs", std::move(packs)}});
}

base::Result<base::Json> begin_process(Workspace& workspace, const Caller& caller,
                                       std::string_view pack, const std::string& xml) {
  auto& parts = workspace.parts();
  if (!may_begin(*parts.definitions, caller)) return base::refusal("app.not_allowed");
  auto made = begun_by(parts, caller, pack, xml);
  if (!made) return made.error();
  std::shared_ptr<const ProcessDefinition> process = std::move(*made);
  return parts.run(caller, [&](runtime::Op& op) -> base::Result<base::Json> {
    const bool is_known = parts.definitions->process(process->id) != nullptr ||
                          runtime::newest_version(op.tx.db, process->id).has_value();
    if (is_known) return base::refusal("app.process_exists").at(process->id);
    store_begun(op.tx, *process);
    storage::append_event(op.tx, {"process.begun", "process", process->id, "", "", "",
                                  base::JsonObject{{"pack", process->pack->id}}});
    op.after_commit([&parts, process] {
      parts.definitions->processes->put(std::make_unique<const ProcessDefinition>(*process));
    });
    return base::Json(base::JsonObject{{"id", process->id}});
  });
}

base::Result<void> forget_process(Workspace& workspace, const Caller& caller, std::string_view id) {
  auto& parts = workspace.parts();
  const std::string key(id);
  const auto* process = parts.definitions->process(key);
  if (process == nullptr || !is_owner(*process, caller))
    return base::refusal("app.no_process").at(key.substr(0, 100));
  const auto done = parts.run(caller, [&](runtime::Op& op) -> base::Result<base::Json> {
    if (process->begun_by.empty() || runtime::newest_version(op.tx.db, key))
      return base::refusal("app.process_in_force").at(key);
    forget_begun(op.tx, key);
    storage::append_event(op.tx, {"process.forgotten", "process", key, "", "", "", {}});
    op.after_commit([&parts, key] { parts.definitions->processes->drop(key); });
    return base::Json();
  });
  if (!done) return done.error();
  return {};
}

}  // namespace app
