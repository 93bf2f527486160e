#include "packs/checks/permissions.h"

#include <algorithm>

#include "forms/lists.h"

namespace packs::checks {

namespace {

using forms::Mode;
using forms::Permissions;
using records::Field;
using records::FieldType;
using records::RecordType;

bool is_fillable(Mode mode) { return mode == Mode::Edit || mode == Mode::Required; }

// Empty when the column does what it says.
std::string problem_of_column(const RecordType& type, const Field& list, const RecordType& child,
                              const std::string& column, const Permissions& permissions,
                              bool is_new) {
  const std::string path = list.id + "." + column;
  const Field* field = child.field(column);
  if (field == nullptr) return "unknown field " + column + " of " + child.id;
  const bool is_link = column == list.via || column == child.parent;
  if (is_link || !forms::is_column(*field)) return path + " is no column";
  const Mode mode = permissions.of(path);
  if (field->computed.is_set() && is_fillable(mode)) return path + " is computed";
  if (!is_new && mode == Mode::Required)
    return path + "=required holds only where the form makes the record of " + type.id;
  const Mode rows = permissions.of(list.id);
  if (rows == Mode::Hide) return path + " does nothing: " + list.id + " is hidden";
  if (is_new && !is_fillable(rows))
    return path + " does nothing: " + list.id + " is not filled in with the record";
  if (!is_new && !permissions.fields.contains(list.id))
    return path + " needs " + list.id + "=read (rows stay) or " + list.id + "=edit beside it";
  const forms::RowRights rights = permissions.rows_of(list.id);
  if (is_fillable(mode) && !rights.add && !rights.change)
    return path + " does nothing: " + list.id + " lets rows be deleted only";
  const bool is_needed =
      field->is_required && !field->default_value && !field->default_formula.is_set();
  if (rights.add && !is_fillable(mode) && is_needed)
    return path + " is required: without it no row can be added";
  return {};
}

std::string problem_of_list(const RecordType& type, const Field& list,
                            const Permissions& permissions, bool is_new) {
  const Mode mode = permissions.of(list.id);
  if (is_new && is_fillable(mode) && !permissions.rows_of(list.id).add)
    return list.id + " needs add: a new record of " + type.id + " has no rows yet";
  if (is_new && !is_fillable(mode))
    return list.id + " does nothing: a new record of " + type.id + " has no rows yet";
  if (!is_new && mode == Mode::Required)
    return list.id + "=required holds only where the form makes the record of " + type.id;
  return {};
}

std::string problem_of_field(const Field& field, const Permissions& permissions) {
  if (!permissions.rows.contains(field.id)) return {};
  return field.id + " is no list: it has no rows to add, change or delete";
}

std::string problem_of(const Whole& whole, const RecordType& type, const std::string& path,
                       const Permissions& permissions, bool is_new) {
  const size_t dot = path.find('.');
  const Field* field = type.field(path.substr(0, dot));
  if (field == nullptr) return "unknown field " + path + " of " + type.id;
  const bool is_list = field->type == FieldType::Children;
  if (dot == std::string::npos)
    return is_list ? problem_of_list(type, *field, permissions, is_new)
                   : problem_of_field(*field, permissions);
  const RecordType* child = is_list ? whole.type(field->of) : nullptr;
  if (child == nullptr) return field->id + " of " + type.id + " is no list";
  return problem_of_column(type, *field, *child, path.substr(dot + 1), permissions, is_new);
}

const forms::Component* named(const std::vector<forms::Component>& components,
                              std::string_view key) {
  const auto all = forms::fields(components);
  const auto found = std::ranges::find(all, key, &forms::Component::key);
  return found == all.end() ? nullptr : *found;
}

const forms::Form* drawn(const Whole& whole, std::string_view id) {
  for (const auto& pack : whole.packs) {
    const auto found = std::ranges::find(pack->forms, id, &FormFile::id);
    if (found != pack->forms.end()) return &found->form;
  }
  return nullptr;
}

std::string problem_of(const forms::Form& form, const std::string& path, Mode mode,
                       const Permissions& permissions) {
  const size_t dot = path.rfind('.');
  const std::string list = path.substr(0, dot);
  const auto* component = named(form.components, list);
  if (dot == std::string::npos && permissions.rows.contains(path))
    return path + ": a form that is drawn has edit, required, read and hide only";
  if (dot == std::string::npos)
    return component ? "" : "unknown field " + path + " of the form " + form.id;
  if (component == nullptr || component->type != "dynamiclist" ||
      named(component->components, path.substr(dot + 1)) == nullptr)
    return "unknown column " + path + " of the form " + form.id;
  if (mode == Mode::Hide)
    return path + "=hide: its rows would lose what they hold; leave it out of the form";
  return is_fillable(permissions.of(list)) ? ""
                                           : path + " does nothing: " + list + " is not filled in";
}

}  // namespace

std::vector<std::string> permission_problems(const Whole& whole, const RecordType& type,
                                             const Permissions& permissions, bool is_new) {
  std::vector<std::string> out;
  for (const auto& entry : permissions.fields) {
    auto problem = problem_of(whole, type, entry.first, permissions, is_new);
    if (!problem.empty()) out.push_back(std::move(problem));
  }
  return out;
}

std::vector<std::string> permission_problems(const Whole& whole, std::string_view form_id,
                                             const Permissions& permissions) {
  std::vector<std::string> out;
  const forms::Form* form = drawn(whole, form_id);
  if (form == nullptr) return out;
  for (const auto& [path, mode] : permissions.fields) {
    auto problem = problem_of(*form, path, mode, permissions);
    if (!problem.empty()) out.push_back(std::move(problem));
  }
  return out;
}

}  // namespace packs::checks
