#include "bpmn/read/xml.h"

#include <algorithm>
#include <cctype>

#include "base/text.h"

namespace bpmn {

namespace {

constexpr size_t kStretch = 1024;  // bytes
constexpr std::string_view kModel = "http://www.omg.org/spec/BPMN/20100524/MODEL";
constexpr std::string_view kDiagram = "http://www.omg.org/spec/BPMN/20100524/DI";
constexpr std::string_view kBounds = "http://www.omg.org/spec/DD/20100524/DC";
constexpr std::string_view kWaypoint = "http://www.omg.org/spec/DD/20100524/DI";
constexpr std::string_view kZeebe = "http://camunda.org/schema/zeebe/1.0";

std::string_view prefix_of(std::string_view qualified) {
  const size_t colon = qualified.find(':');
  return colon == std::string_view::npos ? std::string_view() : qualified.substr(0, colon);
}

// Walks without recursion, so that a deep file cannot exhaust the stack.
int depth_of(pugi::xml_node root, int limit, pugi::xml_node& deepest) {
  int depth = 1;
  pugi::xml_node node = root;
  while (node) {
    if (depth > limit) {
      deepest = node;
      return depth;
    }
    if (node.first_child()) {
      node = node.first_child();
      ++depth;
      continue;
    }
    while (node && node != root && !node.next_sibling()) {
      node = node.parent();
      --depth;
    }
    node = node == root ? pugi::xml_node() : node.next_sibling();
  }
  return 0;
}

}  // namespace

bool Xml::parse(std::string_view file, std::string_view text, const Limits& limits,
                std::vector<base::Problem>& problems) {
  text_ = text;
  line_starts_ = {0};
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n') line_starts_.push_back(i + 1);
  }
  characters_before_ = {0};
  for (size_t at = kStretch; at <= text.size(); at += kStretch)
    characters_before_.push_back(characters_before_.back() +
                                 base::length(text.substr(at - kStretch, kStretch)));
  const auto refuse = [&](Place at, std::string why) {
    problems.push_back({std::string(file), at.line, at.column, std::move(why)});
    return false;
  };
  if (text.size() > limits.size_bytes_max) return refuse({}, "the file is too large");
  if (!base::is_utf8(text)) return refuse({}, "the file is not UTF-8");

  const auto result = document_.load_buffer(
      text.data(), text.size(), pugi::parse_default | pugi::parse_doctype, pugi::encoding_utf8);
  if (!result) {
    return refuse(place_at(static_cast<size_t>(result.offset)),
                  std::string("not well-formed XML: ") + result.description());
  }
  for (pugi::xml_node each : document_.children()) {
    if (each.type() == pugi::node_doctype) {
      return refuse(place_at(text.find("<!DOCTYPE")), "a DOCTYPE is not allowed");
    }
  }
  pugi::xml_node deepest;
  if (depth_of(document_.document_element(), limits.depth_max, deepest) > 0) {
    return refuse(place(deepest), "elements are nested too deeply");
  }
  return true;
}

pugi::xml_node Xml::root() const { return document_.document_element(); }

std::string_view Xml::uri_of(pugi::xml_node node) const {
  const std::string_view prefix = prefix_of(node.name());
  const std::string declaration = prefix.empty() ? "xmlns" : "xmlns:" + std::string(prefix);
  for (pugi::xml_node each = node; each; each = each.parent()) {
    if (const auto found = each.attribute(declaration.c_str())) return found.value();
  }
  return {};
}

Space Xml::space(pugi::xml_node node) const {
  const std::string_view uri = uri_of(node);
  if (uri == kModel) return Space::Bpmn;
  if (uri == kZeebe) return Space::Zeebe;
  if (uri == kDiagram) return Space::Diagram;
  if (uri == kBounds) return Space::Bounds;
  if (uri == kWaypoint) return Space::Waypoint;
  return Space::Other;
}

std::string_view Xml::name(pugi::xml_node node) const {
  const std::string_view qualified = node.name();
  const size_t colon = qualified.find(':');
  return colon == std::string_view::npos ? qualified : qualified.substr(colon + 1);
}

bool Xml::is(pugi::xml_node node, Space wanted, std::string_view local) const {
  return node.type() == pugi::node_element && name(node) == local && space(node) == wanted;
}

pugi::xml_node Xml::child(pugi::xml_node node, Space wanted, std::string_view local) const {
  for (pugi::xml_node each : node.children()) {
    if (is(each, wanted, local)) return each;
  }
  return {};
}

Place Xml::place_at(size_t offset) const {
  offset = std::min(offset, text_.size());
  const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  const size_t line = static_cast<size_t>(after - line_starts_.begin());
  const size_t column = count_before(offset) - count_before(line_starts_[line - 1]) + 1;
  return {static_cast<int>(line), static_cast<int>(column)};
}

size_t Xml::count_before(size_t offset) const {
  const size_t stretch = offset / kStretch;
  return characters_before_[stretch] +
         base::length(text_.substr(stretch * kStretch, offset - stretch * kStretch));
}

Place Xml::place(pugi::xml_node node) const {
  const auto offset = node.offset_debug();
  if (offset < 0) return {};
  const size_t back = node.type() == pugi::node_element && offset > 0 ? 1 : 0;
  return place_at(static_cast<size_t>(offset) - back);
}

Place Xml::place(pugi::xml_node node, const char* attribute) const {
  const auto start = node.offset_debug();
  if (start < 0) return {};
  const std::string wanted = attribute;
  size_t at = static_cast<size_t>(start) + std::string_view(node.name()).size();
  while (at < text_.size() && text_[at] != '>') {
    while (at < text_.size() && std::isspace(static_cast<unsigned char>(text_[at]))) ++at;
    size_t end = at;
    while (end < text_.size() && text_[end] != '=' && text_[end] != '>' && text_[end] != '/' &&
           !std::isspace(static_cast<unsigned char>(text_[end]))) {
      ++end;
    }
    const std::string_view found = text_.substr(at, end - at);
    const size_t quote = text_.find_first_of("\"'", end);
    if (quote == std::string_view::npos) break;
    if (found == wanted) return place_at(quote + 1);
    const size_t closing = text_.find(text_[quote], quote + 1);
    if (closing == std::string_view::npos) break;
    at = closing + 1;
  }
  return place(node);
}

Written Xml::attribute(pugi::xml_node node, const char* name) const {
  const auto found = node.attribute(name);
  if (!found) return {};
  return {found.value(), place(node, name)};
}

Written Xml::content(pugi::xml_node node) const {
  if (!node) return {};
  Written result{"", place(node)};
  for (pugi::xml_node each : node.children()) {
    if (each.type() != pugi::node_pcdata && each.type() != pugi::node_cdata) continue;
    std::string_view value = each.value();
    if (result.text.empty()) {
      size_t skipped = 0;
      while (skipped < value.size() && std::isspace(static_cast<unsigned char>(value[skipped])))
        ++skipped;
      const auto offset = each.offset_debug();
      if (offset >= 0) result.place = place_at(static_cast<size_t>(offset) + skipped);
    }
    result.text += value;
  }
  result.text = std::string(base::trim(result.text));
  return result;
}

}  // namespace bpmn
