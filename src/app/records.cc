#include "app/records.h"

#include <algorithm>
#include <set>

#include "app/inside/act.h"
#include "app/inside/begun_by_records.h"
#include "app/inside/children.h"
#include "app/inside/comment_rights.h"
#include "app/inside/file_rights.h"
#include "app/inside/form_subject.h"
#include "app/inside/instance_rights.h"
#include "app/inside/paper_record.h"
#include "app/inside/queries.h"
#include "app/inside/row_removal.h"
#include "app/inside/work_json.h"
#include "base/text.h"
#include "records/removal.h"
#include "records/shown.h"

namespace app {

namespace {

base::Json brief_json(Look& look, const records::RecordType& type) {
  base::JsonObject out{
      {"id", type.id},
      {"title", text_json(type.title)},
      {"pack", type.pack},
      {"can_create", records::may_create(look.db(), look.types(), look.environment(), type.id)},
      {"can_export", records::may_export(look.types(), look.environment(), type.id)}};
  set_title(out, "description", type.description);
  if (const auto* link = type.field(type.parent)) out["parent"] = link->to;
  return out;
}

base::Json fields_json(const records::RecordType& type) {
  base::JsonArray out;
  for (const auto& field : type.fields) {
    if (!field.is_retired) out.push_back(field_json(type, field));
  }
  return out;
}

base::Json missing_list(const base::Error& error) {
  base::JsonArray out;
  for (const auto& missing : error.missing) out.push_back(missing_json(missing));
  if (out.empty()) {
    out.push_back(base::JsonObject{{"condition", error.code},
                                   {"label", text_json(error.title)},
                                   {"how", text_json(error.title)}});
  }
  return out;
}

base::Json transition_json(Look& look, const records::RecordType& type,
                           const records::Record& record, const records::Transition& transition) {
  const auto ready =
      records::ready(look.db(), look.types(), look.environment(), record, transition);
  const bool is_bad = type.is_final(transition.to) &&
                      state_json(type, transition.to).at("tone") == base::Json("bad");
  base::JsonObject out{{"id", transition.id},
                       {"title", text_json(transition.title)},
                       {"to", transition.to},
                       {"ready", ready.ok()},
                       {"has_form", !transition.required.empty()},
                       {"begins", !begun_by(look.definitions(), type, transition.id).empty()},
                       {"tone", is_bad ? "danger" : "neutral"}};
  out["missing"] = ready.ok() ? base::Json(base::JsonArray()) : missing_list(ready.error());
  if (!transition.clauses.empty()) out["clause"] = transition.clauses.front();
  return out;
}

bool is_signable(const records::RecordType& type) {
  return std::any_of(type.fields.begin(), type.fields.end(),
                     [](const auto& field) { return field.type == records::FieldType::Signature; });
}

base::Json rights_json(Look& look, const records::RecordType& type, const records::Record& record) {
  const bool may_share = !type.outside.empty() && may_share_outside(look, record);
  const auto comment = check_comment(look.parts(), look.db(), look.caller(), record);
  return base::JsonObject{{"update", may_edit(look, record)},
                          {"comment", comment.ok()},
                          {"share", may_share},
                          {"sign", may_share && is_signable(type) && !type.is_final(record.state)}};
}

// The fields that concern this record: what `visible_when` leaves out of its form is not shown
// either, nor is what the caller may not read.
base::Json shown_fields_json(Look& look, const records::RecordType& type,
                             const records::Record& record) {
  const auto form = form_of_record(look.parts(), look.db(), look.environment(), record.ref, {});
  auto hidden = records::untold_fields(look.db(), look.types(), look.environment(), record);
  if (form) {
    for (const auto& state : states_of(look.parts(), look.db(), *form, {})) {
      if (!state.is_visible) hidden.insert(state.key);
    }
  }
  base::JsonArray out;
  for (const auto& field : type.fields) {
    if (records::is_shown(field) && !hidden.contains(field.id))
      out.push_back(field_json(type, field));
  }
  return out;
}

base::Json detail(Look& look, const records::RecordType& type, const records::Record& record) {
  auto out = look.row(record).as_object();
  out["fields"] = shown_fields_json(look, type, record);
  out["groups"] = groups_json(type);
  if (const auto* parent = record.values.if_contains(type.parent);
      parent != nullptr && parent->is_string()) {
    const auto id = records::parse_id(std::string_view(parent->as_string()));
    const auto* link = type.field(type.parent);
    if (id && link != nullptr) {
      if (auto ref = look.record({link->to, *id}); !ref.is_null()) out["parent"] = std::move(ref);
    }
  }
  base::JsonArray transitions;
  for (const auto* transition : offered(look, record))
    transitions.push_back(transition_json(look, type, record, *transition));
  out["transitions"] = std::move(transitions);
  base::JsonArray children;
  for (const auto& field : type.fields) {
    if (field.type != records::FieldType::Children || field.is_retired) continue;
    if (auto list = child_list_json(look, type, field, record); !list.is_null())
      children.push_back(std::move(list));
  }
  out["children"] = std::move(children);
  base::JsonArray instances;
  for (const auto& instance : work::instances_of_record(look.db(), engine_ref(record.ref))) {
    instances.push_back(instance_row_json(look, instance));
  }
  out["instances"] = std::move(instances);
  set_text(out, "cockpit", look.definitions().cockpit_of(type.id));
  out["papers"] = papers_json(look, "", type.id);
  out["can"] = rights_json(look, type, record);
  return out;
}

base::Result<const records::RecordType*> type_of(const Parts& parts, std::string_view id) {
  const auto* type = parts.definitions->types->type(id);
  if (type == nullptr)
    return base::refusal("records.unknown_type").at(std::string(id.substr(0, 100)));
  return type;
}

// Runs a change of one record and answers the record as it is then.
base::Result<base::Json> changed_record(
    Workspace& workspace, const Caller& caller,
    const std::function<base::Result<records::Record>(Act&)>& change) {
  auto& parts = workspace.parts();
  const auto done = parts.run(caller, [&](runtime::Op& op) -> base::Result<base::Json> {
    Act act(parts, op, caller);
    const auto record = change(act);
    if (!record) return record.error();
    return base::Json(
        base::JsonObject{{"type", record->ref.type}, {"id", std::to_string(record->ref.id)}});
  });
  if (!done) return done.error();
  return record(workspace, caller, base::text_or_empty(*done, "type"),
                std::stoll(base::text_or_empty(*done, "id")));
}

base::Result<base::JsonObject> object_of(const base::Json& values) {
  if (!values.is_object()) return base::refusal("request.wrong_type").at("values");
  return values.as_object();
}

std::optional<int64_t> seen(int64_t version) {
  return version == 0 ? std::nullopt : std::optional(version);
}

}  // namespace

base::Result<base::Json> list_record_types(Workspace& workspace, const Caller& caller) {
  Look look(workspace.parts(), caller);
  base::JsonArray items;
  for (const auto& [id, type] : look.types().types()) {
    if (!type.is_retired) items.push_back(brief_json(look, type));
  }
  return items_json(std::move(items));
}

base::Result<base::Json> record_type(Workspace& workspace, const Caller& caller,
                                     std::string_view id) {
  const auto type = type_of(workspace.parts(), id);
  if (!type) return type.error();
  Look look(workspace.parts(), caller);
  auto out = brief_json(look, **type).as_object();
  out["fields"] = fields_json(**type);
  out["groups"] = groups_json(**type);
  base::JsonArray states;
  for (const auto& state : (*type)->states) states.push_back(state_json(**type, state.id));
  out["states"] = std::move(states);
  base::JsonArray transitions;
  for (const auto& transition : (*type)->transitions) {
    base::JsonObject row{{"id", transition.id},
                         {"title", text_json(transition.title)},
                         {"from", base::JsonArray(transition.from.begin(), transition.from.end())},
                         {"to", transition.to}};
    if (!transition.clauses.empty()) row["clause"] = transition.clauses.front();
    transitions.push_back(std::move(row));
  }
  out["transitions"] = std::move(transitions);
  if (const auto* field = look.types().title_field(**type)) out["title_field"] = field->id;
  set_text(out, "parent_field", (*type)->parent);
  out["numbered"] = !(*type)->number.pattern.empty();
  return base::Json(std::move(out));
}

namespace {

// The predicate of what a link field offers; empty: every record.
base::Result<std::string> filter_of_choice(const records::Catalogue& types, std::string_view to,
                                           const std::string& choice) {
  if (choice.empty()) return std::string();
  const auto parts = base::split(choice, '.');
  const auto* type = parts.size() == 2 ? types.type(parts[0]) : nullptr;
  const auto* field = type == nullptr ? nullptr : type->field(parts[1]);
  if (field == nullptr || field->to != to)
    return base::refusal("records.query_invalid").at("choice").because("no link to this type");
  return field->filter ? field->filter->when.text : std::string();
}

constexpr int parents_max = 20;

// A record and all that it belongs to, the nearest first.
std::vector<records::Ref> with_parents(Look& look, const records::Ref& ref) {
  std::vector<records::Ref> out;
  auto record = records::find(look.db(), look.types(), ref);
  while (record && out.size() < parents_max) {
    out.push_back(record->ref);
    record = parent_of(look, *record);
  }
  return out;
}

// What belongs to the same matter as the record that the link is made on, where both kinds belong
// to something of one kind: an issue of the same project, not of another. FEEL; empty: every
// record.
std::string of_the_same(Look& look, const std::string& to, const std::vector<records::Ref>& above) {
  std::string path;
  const auto* type = look.types().type(to);
  for (int steps = 0; type != nullptr && !type->parent.empty() && steps < parents_max; ++steps) {
    path += type->parent + ".";
    const auto& parent = type->field(type->parent)->to;
    const auto same = std::ranges::find(above, parent, &records::Ref::type);
    if (same != above.end()) return path + "id = \"" + std::to_string(same->id) + "\"";
    type = look.types().type(parent);
  }
  return {};
}

base::Result<std::string> filter_of_matter(Look& look, std::string_view to,
                                           const std::string& made_on) {
  if (made_on.empty()) return std::string();
  const auto parts = base::split(made_on, '/');
  const auto id = parts.size() == 2 ? records::parse_id(parts[1]) : std::nullopt;
  if (!id || look.types().type(parts[0]) == nullptr)
    return base::refusal("records.query_invalid").at("made_on").because("type/id of a record");
  return of_the_same(look, std::string(to), with_parents(look, {parts[0], *id}));
}

std::string both(const std::string& one, const std::string& other) {
  if (one.empty() || other.empty()) return one + other;
  return "(" + one + ") and " + other;
}

}  // namespace

base::Result<base::Json> list_records(Workspace& workspace, const Caller& caller,
                                      std::string_view type, const RecordQuery& query,
                                      const Page& page) {
  Look look(workspace.parts(), caller);
  auto asked = query_of(query, page);
  if (!asked) return asked.error();
  const auto filter = filter_of_choice(look.types(), type, query.choice);
  if (!filter) return filter.error();
  const auto matter = filter_of_matter(look, type, query.made_on);
  if (!matter) return matter.error();
  asked->filter = both(*filter, *matter);
  const auto found = records::list(look.db(), look.types(), look.environment(), type, *asked);
  if (!found) return found.error();
  return page_json(look.rows(found->items), found->total, page);
}

base::Result<std::string> export_records(Workspace& workspace, const Caller& caller,
                                         std::string_view type_id, const RecordQuery& query) {
  const auto type = type_of(workspace.parts(), type_id);
  if (!type) return type.error();
  Look look(workspace.parts(), caller);
  auto asked = query_of(query, Page{1, 500});
  if (!asked) return asked.error();
  std::vector<std::string> columns;
  if (!(*type)->number.pattern.empty()) columns.push_back("number");
  if (!(*type)->states.empty()) columns.push_back("state");
  for (const auto& field : (*type)->fields) {
    const bool is_cell = field.type != records::FieldType::Children &&
                         field.type != records::FieldType::Json &&
                         field.type != records::FieldType::Signature;
    if (is_cell && records::is_shown(field)) columns.push_back(field.id);
  }
  return records::export_csv(look.db(), look.types(), look.environment(), type_id, *asked, columns);
}

base::Result<base::Json> record(Workspace& workspace, const Caller& caller,
                                std::string_view type_id, int64_t id) {
  const auto type = type_of(workspace.parts(), type_id);
  if (!type) return type.error();
  Look look(workspace.parts(), caller);
  const auto found =
      records::get(look.db(), look.types(), look.environment(), {std::string(type_id), id});
  if (!found) return found.error();
  return detail(look, **type, *found);
}

base::Result<base::Json> create_record(Workspace& workspace, const Caller& caller,
                                       std::string_view type_id, const base::Json& values,
                                       const CreatedAt& at) {
  const auto type = type_of(workspace.parts(), type_id);
  if (!type) return type.error();
  auto given = object_of(values);
  if (!given) return given.error();
  return changed_record(workspace, caller, [&](Act& act) -> base::Result<records::Record> {
    auto linked = check_linked(act.db(), act.environment(), **type, {}, *given);
    if (!linked) return linked.error();
    auto is_signed = check_signed_fields(workspace.parts(), act.tx(), **type, {}, *given);
    if (!is_signed) return is_signed.error();
    seal_signatures(**type, {}, act.tx().now, *given);
    auto made = records::create(act.tx(), act.types(), act.environment(), type_id, *given);
    if (!made) return made;
    work::drop_record_draft(act.context(), new_record_of(act.types(), subject_of_new(type_id, at)));
    act.tell_after_commit({"counts", "", "", act.tx().actor.person});
    return made;
  });
}

base::Result<base::Json> update_record(Workspace& workspace, const Caller& caller,
                                       std::string_view type_id, int64_t id, int64_t version,
                                       const base::Json& values) {
  const auto type = type_of(workspace.parts(), type_id);
  if (!type) return type.error();
  auto given = object_of(values);
  if (!given) return given.error();
  const records::Ref ref{std::string(type_id), id};
  return changed_record(workspace, caller, [&](Act& act) -> base::Result<records::Record> {
    const auto stored = records::find(act.db(), act.types(), ref);
    const auto before = stored ? stored->values : base::JsonObject();
    auto linked = check_linked(act.db(), act.environment(), **type, before, *given);
    if (!linked) return linked.error();
    auto is_signed = check_signed_fields(workspace.parts(), act.tx(), **type, before, *given);
    if (!is_signed) return is_signed.error();
    seal_signatures(**type, before, act.tx().now, *given);
    return records::update(act.tx(), act.types(), act.environment(), ref, *given, seen(version));
  });
}

base::Result<base::Json> transition_record(Workspace& workspace, const Caller& caller,
                                           std::string_view type_id, int64_t id,
                                           std::string_view transition, int64_t version,
                                           const base::Json& values) {
  const auto type = type_of(workspace.parts(), type_id);
  if (!type) return type.error();
  auto given = object_of(values.is_null() ? base::Json(base::JsonObject()) : values);
  if (!given) return given.error();
  const records::Ref ref{std::string(type_id), id};
  return changed_record(workspace, caller, [&](Act& act) -> base::Result<records::Record> {
    const auto stored = records::find(act.db(), act.types(), ref);
    const auto before = stored ? stored->values : base::JsonObject();
    auto linked = check_linked(act.db(), act.environment(), **type, before, *given);
    if (!linked) return linked.error();
    auto is_signed = check_signed_fields(workspace.parts(), act.tx(), **type, before, *given);
    if (!is_signed) return is_signed.error();
    seal_signatures(**type, before, act.tx().now, *given);
    return records::transition(act.tx(), act.types(), act.environment(), ref, transition, *given,
                               seen(version));
  });
}

base::Result<void> remove_record(Workspace& workspace, const Caller& caller,
                                 std::string_view type_id, int64_t id, int64_t version) {
  const auto type = type_of(workspace.parts(), type_id);
  if (!type) return type.error();
  auto& parts = workspace.parts();
  const records::Ref ref{std::string(type_id), id};
  const auto done = parts.run(caller, [&](runtime::Op& op) -> base::Result<base::Json> {
    Act act(parts, op, caller);
    const auto record = records::get(act.db(), act.types(), act.environment(), ref);
    if (!record) return record.error();
    if (auto unused = check_unused(act.db(), ref); !unused) return unused.error();
    const auto gone = records::remove(act.tx(), act.types(), act.environment(), ref, seen(version));
    if (!gone) return gone.error();
    return base::Json();
  });
  if (!done) return done.error();
  return {};
}

base::Result<void> comment_record(Workspace& workspace, const Caller& caller,
                                  std::string_view type_id, int64_t id, std::string_view text) {
  auto& parts = workspace.parts();
  const auto done = parts.run(caller, [&](runtime::Op& op) -> base::Result<base::Json> {
    Act act(parts, op, caller);
    const records::Ref ref{std::string(type_id), id};
    const auto record = records::get(act.db(), act.types(), act.environment(), ref);
    if (!record) return record.error();
    if (auto allowed = check_comment(parts, act.db(), caller, *record); !allowed)
      return allowed.error();
    const auto said = records::comment(act.tx(), act.types(), act.environment(), ref, text);
    if (!said) return said.error();
    act.tell_after_commit({"record", ref.type, std::to_string(id), ""});
    return base::Json();
  });
  if (!done) return done.error();
  return {};
}

base::Result<base::Json> timeline(Workspace& workspace, const Caller& caller, std::string_view type,
                                  int64_t id) {
  Look look(workspace.parts(), caller);
  const records::Ref ref{std::string(type), id};
  const auto found = records::get(look.db(), look.types(), look.environment(), ref);
  if (!found) return found.error();
  return items_json(story_json(look, ref).as_array());
}

base::Result<base::Json> history(Workspace& workspace, const Caller& caller, std::string_view type,
                                 int64_t id) {
  Look look(workspace.parts(), caller);
  const records::Ref ref{std::string(type), id};
  auto found = records::get(look.db(), look.types(), look.environment(), ref);
  // What was taken away keeps its history, for those who might read it.
  if (const auto gone = found ? std::nullopt : records::removed(look.db(), look.types(), ref);
      gone && records::may(look.db(), look.types(), look.environment(), *gone, records::May::Read))
    found = *gone;
  if (!found) return found.error();
  base::JsonArray items;
  for (const auto& entry : records::history(look.db(), ref))
    items.push_back(history_json(look, *found, entry));
  return items_json(std::move(items));
}

}  // namespace app
