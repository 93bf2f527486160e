#include "app/views.h"

#include <algorithm>

#include "app/inside/children.h"
#include "app/inside/queries.h"
#include "app/inside/starters.h"
#include "app/inside/view_json.h"

namespace app {

namespace {

bool may_open(const std::vector<std::string>& roles, const Caller& caller) {
  if (roles.empty() || caller.is_observer) return true;
  for (const auto& role : roles) {
    if (role == "everyone" || caller.has_role(role)) return true;
  }
  return false;
}

std::string_view name_of(packs::ViewKind kind) {
  switch (kind) {
    case packs::ViewKind::List: return "list";
    case packs::ViewKind::Board: return "board";
    case packs::ViewKind::Gantt: return "gantt";
    default: return "cockpit";
  }
}

// A menu entry with what the caller may open below it; null when nothing is left.
base::Json entry_json(const Definitions& definitions, const packs::MenuEntry& entry,
                      const Caller& caller) {
  if (!may_open(entry.roles, caller)) return nullptr;
  base::JsonObject out{{"title", text_json(entry.title)}};
  set_text(out, "icon", entry.icon);
  set_text(out, "page", entry.page);
  if (!entry.view.empty()) {
    const auto* view = definitions.view(entry.view);
    if (view == nullptr || !may_open(view->roles, caller)) return nullptr;
    out["view"] = view->id;
    out["kind"] = name_of(view->kind);
  }
  if (!entry.children.empty()) {
    base::JsonArray items;
    for (const auto& child : entry.children) {
      if (auto json = entry_json(definitions, child, caller); !json.is_null())
        items.push_back(std::move(json));
    }
    if (items.empty()) return nullptr;
    out["items"] = std::move(items);
  }
  return out;
}

base::Result<const packs::View*> view_of(const Definitions& definitions, const Caller& caller,
                                         std::string_view id) {
  const auto* view = definitions.view(id);
  if (view == nullptr || !may_open(view->roles, caller))
    return base::refusal("app.no_view").at(std::string(id.substr(0, 100)));
  return view;
}

// The process that the caller may start to make a record of this type.
std::string start_of(Look& look, std::string_view type) {
  for (const auto* process : look.definitions().processes->all()) {
    if (process->record_type == type && may_start(look.parts(), look.db(), *process, look.caller()))
      return process->id;
  }
  return {};
}

}  // namespace

bool may_open_page(const Definitions& definitions, const Caller& caller, std::string_view page) {
  const std::function<bool(const packs::MenuEntry&)> holds = [&](const packs::MenuEntry& entry) {
    if (!may_open(entry.roles, caller)) return false;
    return entry.page == page || std::any_of(entry.children.begin(), entry.children.end(), holds);
  };
  return std::any_of(
      definitions.packs->packs.begin(), definitions.packs->packs.end(),
      [&](const auto& pack) { return std::any_of(pack->menu.begin(), pack->menu.end(), holds); });
}

base::Result<base::Json> menu(Workspace& workspace, const Caller& caller) {
  const auto& definitions = *workspace.parts().definitions;
  base::JsonArray items;
  for (const bool is_last : {false, true}) {
    for (const auto& pack : definitions.packs->packs) {
      for (const auto& entry : pack->menu) {
        if (entry.is_last != is_last) continue;
        if (auto json = entry_json(definitions, entry, caller); !json.is_null())
          items.push_back(std::move(json));
      }
    }
  }
  return items_json(std::move(items));
}

base::Result<base::Json> view(Workspace& workspace, const Caller& caller, std::string_view id) {
  Look look(workspace.parts(), caller);
  const auto found = view_of(look.definitions(), caller, id);
  if (!found) return found.error();
  const auto& view = **found;
  const auto* type = look.types().type(view.record);
  if (type == nullptr) return base::refusal("records.unknown_type").at(view.record);
  base::JsonObject out{
      {"id", view.id},
      {"title", text_json(view.title)},
      {"kind", name_of(view.kind)},
      {"record_type", view.record},
      {"columns", view_columns_json(look, *type, view)},
      {"can_create", records::may_create(look.db(), look.types(), look.environment(), type->id)},
      {"can_export", records::may_export(look.types(), look.environment(), type->id)}};
  set_title(out, "description", view.description);
  base::JsonArray states;
  for (const auto& state : type->states) states.push_back(state_json(*type, state.id));
  out["states"] = std::move(states);
  set_text(out, "group_by", view.group_by);
  set_text(out, "start", start_of(look, type->id));
  return base::Json(std::move(out));
}

base::Result<base::Json> view_data(Workspace& workspace, const Caller& caller, std::string_view id,
                                   int64_t record, const RecordQuery& query, const Page& page) {
  Look look(workspace.parts(), caller);
  const auto found = view_of(look.definitions(), caller, id);
  if (!found) return found.error();
  const auto& view = **found;
  if (view.kind == packs::ViewKind::Cockpit) return cockpit_data(look, view, record);
  auto asked = view_query(look, view, record, query, page);
  if (!asked) return asked.error();
  switch (view.kind) {
    case packs::ViewKind::List: return list_data(look, view, *asked, page);
    case packs::ViewKind::Board: return board_data(look, view, *asked);
    default: return gantt_data(look, view, *asked);
  }
}

}  // namespace app
