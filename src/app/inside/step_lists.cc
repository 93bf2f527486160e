#include "app/inside/step_lists.h"

#include <algorithm>

#include "forms/lists.h"
#include "records/removal.h"

namespace app {

namespace {

using forms::Mode;
using records::Field;
using records::FieldType;
using records::RecordType;

// The records whose list it stands in, by this link.
std::vector<int64_t> owners_of(const base::JsonObject& values, std::string_view link) {
  std::vector<int64_t> out;
  const auto* value = values.if_contains(link);
  const auto add = [&](const base::Json& one) {
    const auto id =
        one.is_string() ? records::parse_id(std::string_view(one.as_string())) : std::nullopt;
    if (id) out.push_back(*id);
  };
  if (value != nullptr && value->is_array())
    for (const auto& one : value->as_array()) add(one);
  else if (value != nullptr)
    add(*value);
  return out;
}

// The children fields in whose lists records of the type stand.
std::vector<std::pair<const RecordType*, const Field*>> lists_of(const records::Catalogue& types,
                                                                 std::string_view child) {
  std::vector<std::pair<const RecordType*, const Field*>> out;
  for (const auto& [id, owner] : types.types()) {
    for (const Field& field : owner.fields) {
      const bool is_list = field.type == FieldType::Children && !field.is_retired;
      if (is_list && field.of == child) out.emplace_back(&owner, &field);
    }
  }
  return out;
}

// Nobody but processes makes or changes such records.
bool is_left_to_processes(const RecordType& type) {
  const std::vector<std::string> processes = {"process"};
  return type.access.create == processes && type.access.update == processes;
}

// What the step lets nobody write keeps the value that it has, of a new record its default.
base::Result<void> keep_columns(Act& act, const records::Change& change, const StepList& list,
                                std::string_view link) {
  const RecordType& child = *act.types().type(change.ref.type);
  const auto& before = change.before ? change.before->values
                                     : records::defaults(act.db(), act.types(), act.environment(),
                                                         child.id, {{link, base::Json(nullptr)}});
  base::Error refused = base::refusal("app.column_only_read");
  for (const Field& field : child.fields) {
    if (!forms::is_column(field) || field.id == link || field.computed.is_set()) continue;
    if (list.may_fill(field.id, !change.before)) continue;
    const auto* old = before.if_contains(field.id);
    const auto* now = change.after.values.if_contains(field.id);
    const base::Json nothing;
    if ((old ? *old : nothing) == (now ? *now : nothing)) continue;
    refused.missing.push_back({base::Missing::Kind::Field,
                               field.id,
                               field.title,
                               {"本环节不能填写该栏", "this step does not let you fill it in"}});
  }
  if (!refused.missing.empty()) return refused;
  return {};
}

base::Result<void> keep_to_list(Act& act, const records::Change& change, const RecordType& owner,
                                const Field& field) {
  const auto link = std::string(act.types().link_of(owner, field));
  auto owners = owners_of(change.after.values, link);
  const auto left = change.before ? owners_of(change.before->values, link) : std::vector<int64_t>();
  const bool is_same = change.before && left == owners;
  const auto came = owners;
  owners.insert(owners.end(), left.begin(), left.end());
  for (const int64_t id : owners) {
    const StepList list(act.db(), act.types(), act.tx().actor.person, {owner.id, id}, field.id);
    if (!list.is_named()) continue;
    const RecordType& child = *act.types().type(change.ref.type);
    const bool goes = std::ranges::find(came, id) == came.end();
    if (!(is_same ? list.may_change(child) : goes ? list.may_remove() : list.may_add()))
      return base::refusal("app.list_only_read").at(field.id);
    if (auto kept = keep_columns(act, change, list, link); !kept) return kept;
  }
  return {};
}

bool is_empty(Act& act, const RecordType& owner, const Field& field, int64_t id) {
  records::Query query;
  query.where.push_back(
      {std::string(act.types().link_of(owner, field)), "=", base::Json(std::to_string(id))});
  query.size = 1;
  query.with_computed = false;
  const auto page =
      records::list(act.db(), act.types(), act.granted_environment({}), field.of, query);
  return page && page->total == 0;
}

// A row goes where a step lets it, from no other list.
base::Result<void> keep_rows(Act& act, const records::Change& change) {
  const RecordType& child = *act.types().type(change.ref.type);
  bool is_let = false;
  for (const auto& [owner, field] : lists_of(act.types(), child.id)) {
    const std::string link(act.types().link_of(*owner, *field));
    for (const int64_t id : owners_of(change.after.values, link)) {
      const StepList list(act.db(), act.types(), act.tx().actor.person, {owner->id, id}, field->id);
      if (!list.is_named()) continue;
      if (!list.may_remove()) return base::refusal("app.row_stays").at(field->id);
      if (list.keeps_one() && is_empty(act, *owner, *field, id))
        return base::refusal("app.last_row").at(field->id);
      is_let = is_let || link == child.parent;
    }
  }
  if (!is_let) return base::refusal("app.row_stays");
  return {};
}

}  // namespace

StepList::StepList(storage::Connection& db, const records::Catalogue& types,
                   std::string_view person, const records::Ref& owner, std::string_view list)
    : StepList(steps_about(db, types, person, owner), list) {}

StepList::StepList(std::vector<OpenStep> steps, std::string_view list) : list_(list) {
  for (OpenStep& step : steps) {
    if (forms::names_list(step.permissions, list_)) steps_.push_back(std::move(step.permissions));
  }
}

bool StepList::is_hidden() const {
  return is_named() && std::ranges::all_of(
                           steps_, [&](const auto& step) { return step.of(list_) == Mode::Hide; });
}

bool StepList::may_add() const {
  if (!is_named()) return true;
  return std::ranges::any_of(steps_, [&](const auto& step) { return step.rows_of(list_).add; });
}

bool StepList::may_remove() const {
  return std::ranges::any_of(steps_, [&](const auto& step) { return step.rows_of(list_).remove; });
}

bool StepList::keeps_one() const {
  return is_named() && std::ranges::all_of(steps_, [&](const auto& step) {
           return step.of(list_) == Mode::Required;
         });
}

Mode StepList::of(std::string_view column) const {
  if (!is_named()) return Mode::Edit;
  Mode most = Mode::Hide;
  for (const auto& step : steps_) most = std::max(most, step.of(list_ + "." + std::string(column)));
  return most;
}

bool StepList::may_fill(std::string_view column, bool is_new) const {
  if (!is_named()) return true;
  const std::string path = list_ + "." + std::string(column);
  return std::ranges::any_of(steps_, [&](const auto& step) {
    const auto rights = step.rows_of(list_);
    return (is_new ? rights.add : rights.change) && step.of(path) >= Mode::Edit;
  });
}

bool StepList::may_change(const RecordType& child) const {
  return std::ranges::any_of(child.fields, [&](const Field& field) {
    return forms::is_column(field) && !field.computed.is_set() && may_fill(field.id, false);
  });
}

std::optional<std::string> fills_in_as(storage::Connection& db, const records::Catalogue& types,
                                       std::string_view person, const records::Record& record) {
  const RecordType& child = *types.type(record.ref.type);
  const auto owner = records::parent_ref(types, record);
  if (!owner || !is_left_to_processes(child)) return {};
  std::vector<std::string> lists;
  for (const auto& [type, field] : lists_of(types, child.id)) {
    if (type->id == owner->type && types.link_of(*type, *field) == child.parent)
      lists.push_back(field->id);
  }
  if (lists.empty()) return {};
  for (const OpenStep& step : steps_about(db, types, person, *owner)) {
    const bool lets = std::ranges::any_of(lists, [&](const std::string& list) {
      const StepList said({step}, list);
      return said.is_named() && (said.may_add() || said.may_change(child) || said.may_remove());
    });
    if (step.done_as && lets) return step.done_as;
  }
  return {};
}

void limit_to_steps(storage::Connection& db, const records::Catalogue& types,
                    std::string_view person, const RecordType& child,
                    const base::JsonObject& values, forms::Permissions& permissions) {
  for (const auto& [owner, field] : lists_of(types, child.id)) {
    for (const int64_t id : owners_of(values, types.link_of(*owner, *field))) {
      const StepList list(db, types, person, {owner->id, id}, field->id);
      if (!list.is_named()) continue;
      for (const Field& column : child.fields) {
        if (!forms::is_column(column)) continue;
        const Mode most = list.of(column.id);
        if (most < Mode::Edit)
          permissions.fields[column.id] = std::min(permissions.of(column.id), most);
      }
    }
  }
}

// What follows from a transition is the pack's.
base::Result<void> keep_to_steps(Act& act, const records::Change& change) {
  if (!change.is_by_hand) return {};
  if (auto kept = keep_to_fields(act, change); !kept) return kept;
  if (change.transition != nullptr) return {};
  if (change.event == records::deleted) return keep_rows(act, change);
  for (const auto& [owner, field] : lists_of(act.types(), change.ref.type)) {
    if (auto kept = keep_to_list(act, change, *owner, *field); !kept) return kept;
  }
  return {};
}

}  // namespace app
