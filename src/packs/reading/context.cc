#include "packs/reading/context.h"

#include <filesystem>

#include "base/text.h"

namespace packs::reading {

std::string Context::shown(std::string_view file) const {
  return (pack.folder / file).generic_string();
}

void Context::report(std::string_view file, Mark mark, std::string text) {
  problems.push_back({shown(file), mark.line, mark.column, std::move(text)});
}

std::string File::id() const { return std::filesystem::path(path).stem().string(); }

base::Text File::text(std::string_view text_path, std::string_view zh, Mark mark) const {
  const base::Text result = optional_text(text_path, zh);
  if (context.has_locale && context.pack.locale.find(path, text_path).empty())
    report(mark, "no English text: " + std::string(text_path) + " in locale/en.yaml");
  return result;
}

base::Text File::optional_text(std::string_view text_path, std::string_view zh) const {
  context.unused_texts.erase(path + " " + std::string(text_path));
  return context.pack.locale.text(path, text_path, zh);
}

records::Formula File::formula(const Node* node) const {
  if (!node || !node->is_scalar()) return {};
  return {node->text, context.shown(path), node->mark.line, node->mark.column};
}

records::Formula File::formula_behind_sign(const Node& node) const {
  if (!node.is_scalar() || node.text.empty() || node.text[0] != '=') return {};
  const std::string text(base::trim(std::string_view(node.text).substr(1)));
  return {text, context.shown(path), node.mark.line,
          node.mark.column + (node.is_quoted ? 1 : 0) + 1};
}

void File::part(std::string_view name, Mark mark) const {
  context.pack.parts[name.empty() ? path : path + "#" + std::string(name)] = mark;
}

std::vector<std::string> clauses_of(const Node& node) {
  std::vector<std::string> result = node.texts_of("clauses");
  const std::string single = node.text_of("clause");
  if (!single.empty()) result.push_back(single);
  return result;
}

std::string without_pack(std::string_view reference) {
  const size_t point = reference.find('.');
  return std::string(point == std::string_view::npos ? reference : reference.substr(point + 1));
}

}  // namespace packs::reading
