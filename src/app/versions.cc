#include "app/versions.h"

#include <algorithm>

#include "app/inside/difference_words.h"
#include "app/inside/model_problems.h"
#include "app/inside/publishing.h"
#include "app/inside/work_json.h"
#include "app/waiting.h"
#include "runtime/searches.h"
#include "runtime/versions.h"

namespace app {

namespace {

base::Result<void> check_owned(Look& look, std::string_view id) {
  const auto* process = look.definitions().process(id);
  if (process == nullptr || !is_owner(*process, look.caller()))
    return base::refusal("app.not_owner").at(std::string(id.substr(0, 100)));
  return {};
}

std::string comment_of(storage::Connection& db, int64_t definition) {
  const auto row =
      db.first("SELECT comment FROM version_comment WHERE definition = ?", {definition});
  return row ? row->text(0) : std::string();
}

base::Json version_json(Look& look, const runtime::VersionView& version) {
  base::JsonObject out{{"version", version.version},
                       {"deployed_at", time_json(version.deployed_at)},
                       {"running", version.running},
                       {"ended", version.ended}};
  set_text(out, "tag", version.version_tag);
  if (version.deployed_by != "system") out["deployed_by"] = look.person(version.deployed_by);
  if (version.same_as != 0) out["same_as"] = version.same_as;
  set_text(out, "comment", comment_of(look.db(), version.key));
  return out;
}

base::Result<runtime::Source> source_of(storage::Connection& db, std::string_view process,
                                        int64_t version) {
  const auto key = runtime::definition_of_version(db, process, version);
  auto source = key ? runtime::source(db, *key) : std::nullopt;
  if (!source) return base::refusal("engine.no_process").at(std::to_string(version));
  return std::move(*source);
}

// The text of a version, 0: as the process was begun.
base::Result<std::string> drawn_in(Look& look, std::string_view process, int64_t version) {
  const auto* known = look.definitions().process(process);
  if (version == 0 && !known->begun_by.empty()) return known->begun->model.xml;
  const auto source = source_of(look.db(), process, version);
  if (!source) return source.error();
  return source->text;
}

base::Json compared(Look& look, std::string_view process, const std::string& earlier,
                    const std::string& later) {
  const DifferenceWords words(look.definitions(), process, earlier, later);
  base::JsonObject names;
  for (const auto& [part, name] : look.definitions().names_of(process))
    names[part] = text_json(name);
  return base::JsonObject{
      {"items", words.items()}, {"before", earlier}, {"after", later}, {"names", std::move(names)}};
}

}  // namespace

base::Result<base::Json> list_versions(Workspace& workspace, const Caller& caller,
                                       std::string_view process) {
  Look look(workspace.parts(), caller);
  if (auto owned = check_owned(look, process); !owned) return owned.error();
  base::JsonArray items;
  for (const auto& version : runtime::versions(look.db(), process))
    items.push_back(version_json(look, version));
  return base::Json(
      base::JsonObject{{"items", std::move(items)}, {"may_restore", is_administrator(caller)}});
}

base::Result<base::Json> compare_versions(Workspace& workspace, const Caller& caller,
                                          std::string_view process, int64_t before, int64_t after) {
  Look look(workspace.parts(), caller);
  if (auto owned = check_owned(look, process); !owned) return owned.error();
  const auto earlier = drawn_in(look, process, before);
  if (!earlier) return earlier.error();
  const auto later = drawn_in(look, process, after);
  if (!later) return later.error();
  return compared(look, process, *earlier, *later);
}

base::Result<base::Json> compare_model(Workspace& workspace, const Caller& caller,
                                       std::string_view process, int64_t before,
                                       const std::string& xml) {
  Look look(workspace.parts(), caller);
  if (auto owned = check_owned(look, process); !owned) return owned.error();
  const auto earlier = drawn_in(look, process, before);
  if (!earlier) return earlier.error();
  return compared(look, process, *earlier, xml);
}

base::Result<base::Json> restore_version(Workspace& workspace, const Caller& caller,
                                         std::string_view process, int64_t version) {
  if (auto allowed = require_administrator(caller); !allowed) return allowed.error();
  {
    Look look(workspace.parts(), caller);
    if (auto owned = check_owned(look, process); !owned) return owned.error();
    const auto source = drawn_in(look, process, version);
    if (!source) return source.error();
    const auto& definition = *look.definitions().process(process);
    const auto problems = problems_of(workspace.parts(), look.db(), definition, *source);
    if (!problems.empty()) return has_problems(definition, *source, problems);
  }
  return workspace.parts().run(caller, [&](runtime::Op& op) -> base::Result<base::Json> {
    const auto source = source_of(op.tx.db, process, version);
    if (!source) return source.error();
    const auto deployed = op.engine.deploy({{source->file, source->text}});
    if (!deployed) return deployed.error();
    const auto fresh = std::ranges::find_if(deployed->definitions, [&](const auto& each) {
      return each.kind == "process" && each.id == process;
    });
    base::ensure(fresh != deployed->definitions.end(), "a file still holds its process");
    if (!fresh->is_new) return base::refusal("app.version_in_force").at(std::to_string(version));
    take_in_force_after(workspace.parts(), op, fresh->id);
    storage::append_event(op.tx,
                          {"process.restored", "process", std::string(process), "", "", "",
                           base::JsonObject{{"from", version}, {"version", fresh->version}}});
    return base::Json(base::JsonObject{{"version", fresh->version}});
  });
}

}  // namespace app
