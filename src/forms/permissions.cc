#include <algorithm>

#include "base/text.h"
#include "forms/lists.h"

namespace forms {

namespace {

std::optional<Mode> parse_mode(std::string_view text) {
  for (const Mode mode : {Mode::Hide, Mode::Read, Mode::Edit, Mode::Required}) {
    if (name_of(mode) == text) return mode;
  }
  return {};
}

// "add+delete": each word once, of a list and not of one of its columns.
std::optional<RowRights> parse_rows(std::string_view path, std::string_view text) {
  if (path == "*" || path.find('.') != std::string_view::npos) return {};
  RowRights rights;
  const std::map<std::string_view, bool RowRights::*> words = {
      {"add", &RowRights::add}, {"change", &RowRights::change}, {"delete", &RowRights::remove}};
  const auto said = base::split(text, '+');
  if (std::ssize(said) != std::ranges::count(text, '+') + 1) return {};
  for (const std::string& word : said) {
    const auto found = words.find(word);
    if (found == words.end() || rights.*(found->second)) return {};
    rights.*(found->second) = true;
  }
  return rights;
}

}  // namespace

std::string_view name_of(Mode mode) {
  switch (mode) {
    case Mode::Hide: return "hide";
    case Mode::Read: return "read";
    case Mode::Edit: return "edit";
    case Mode::Required: return "required";
  }
  return "hide";
}

Mode Permissions::of(std::string_view path) const {
  if (const auto found = fields.find(path); found != fields.end()) return found->second;
  const size_t dot = path.rfind('.');
  if (dot == std::string_view::npos) return others;
  return std::min(of(path.substr(0, dot)), Mode::Edit);
}

RowRights Permissions::rows_of(std::string_view list) const {
  if (const auto found = rows.find(list); found != rows.end()) return found->second;
  const Mode mode = of(list);
  const bool is_open = mode >= Mode::Edit;
  return {is_open, mode != Mode::Hide, is_open};
}

bool names_list(const Permissions& permissions, std::string_view list) {
  const auto& fields = permissions.fields;
  const std::string column = std::string(list) + ".";
  const auto first = fields.lower_bound(column);
  return fields.contains(list) || (first != fields.end() && first->first.starts_with(column));
}

base::Result<Permissions> parse_permissions(std::string_view text) {
  Permissions permissions;
  for (const std::string& entry : base::split(text, ',')) {
    const auto parts = base::split(entry, '=');
    auto mode = parts.size() == 2 ? parse_mode(parts[1]) : std::nullopt;
    const auto rows = parts.size() == 2 && !mode ? parse_rows(parts[0], parts[1]) : std::nullopt;
    if (rows) {
      mode = rows->add || rows->change ? Mode::Edit : Mode::Read;
      permissions.rows.emplace(parts[0], *rows);
    }
    if (!mode) return base::refusal("forms.permissions_invalid").at(entry);
    if (parts[0] == "*") {
      permissions.others = *mode;
    } else if (!permissions.fields.emplace(parts[0], *mode).second) {
      return base::refusal("forms.permissions_invalid").at(entry).because("named twice");
    }
  }
  return permissions;
}

Permissions read_only() {
  Permissions permissions;
  permissions.others = Mode::Read;
  return permissions;
}

}  // namespace forms
