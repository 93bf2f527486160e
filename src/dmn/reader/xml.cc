#include "dmn/reader/xml.h"

#include <algorithm>

namespace dmn {

std::string_view local_name(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node child(const pugi::xml_node& node, std::string_view name) {
  for (const auto& one : node.children()) {
    if (one.type() == pugi::node_element && local_name(one) == name) return one;
  }
  return {};
}

std::vector<pugi::xml_node> children(const pugi::xml_node& node, std::string_view name) {
  std::vector<pugi::xml_node> found;
  for (const auto& one : node.children()) {
    if (one.type() == pugi::node_element && local_name(one) == name) found.push_back(one);
  }
  return found;
}

std::vector<pugi::xml_node> elements(const pugi::xml_node& node) {
  std::vector<pugi::xml_node> found;
  for (const auto& one : node.children()) {
    if (one.type() == pugi::node_element) found.push_back(one);
  }
  return found;
}

std::string text_of(const pugi::xml_node& node) {
  const auto inner = child(node, "text");
  std::string text;
  for (const auto& piece : (inner ? inner : node).children()) {
    const bool is_text = piece.type() == pugi::node_pcdata || piece.type() == pugi::node_cdata;
    if (is_text) text += piece.value();
  }
  return text;
}

std::string attribute(const pugi::xml_node& node, std::string_view name) {
  for (const auto& one : node.attributes()) {
    if (name == one.name()) return one.value();
  }
  return {};
}

std::string plain_name(std::string_view text) {
  std::string name;
  name.reserve(text.size());
  for (const char c : text) {
    const bool is_blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!is_blank) {
      name += c;
    } else if (!name.empty() && name.back() != ' ') {
      name += ' ';
    }
  }
  if (name.ends_with(' ')) name.pop_back();
  return name;
}

Places::Places(std::string_view text) : text_(text) {
  lines_.push_back(0);
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n') lines_.push_back(i + 1);
  }
}

Place Places::at(int64_t offset) const {
  if (offset < 0) return {};
  const auto position = std::min(static_cast<size_t>(offset), text_.size());
  const auto line = std::upper_bound(lines_.begin(), lines_.end(), position) - 1;
  return {static_cast<int>(line - lines_.begin()) + 1, static_cast<int>(position - *line) + 1};
}

}  // namespace dmn
