#include "bpmn/elements_named.h"

#include <algorithm>
#include <utility>

#include "bpmn/read/xml.h"

namespace bpmn {

namespace {

struct Begun {
  Place place;
  pugi::xml_node node;
};

bool is_before(Place a, Place b) {
  return std::pair(a.line, a.column) < std::pair(b.line, b.column);
}

// Elements in the order of the file.
std::vector<Begun> elements_of(const Xml& xml) {
  std::vector<Begun> out;
  pugi::xml_node node = xml.root();
  while (node) {
    if (node.type() == pugi::node_element) out.push_back({xml.place(node), node});
    if (node.first_child()) {
      node = node.first_child();
      continue;
    }
    while (node && !node.next_sibling()) node = node.parent();
    node = node.next_sibling();
  }
  return out;
}

// What only says more of an element: modelers give it an id, too, which nobody sees.
bool is_detail(std::string_view name) {
  constexpr std::string_view kEnds[] = {"Definition", "Characteristics", "Expression", "Condition",
                                        "Cardinality"};
  return std::ranges::any_of(kEnds, [&](std::string_view end) { return name.ends_with(end); });
}

std::string_view id_around(const Xml& xml, pugi::xml_node node) {
  for (; node && node != xml.root(); node = node.parent()) {
    const auto id = node.attribute("id");
    if (id && xml.space(node) == Space::Bpmn && !is_detail(xml.name(node))) return id.value();
  }
  return {};
}

}  // namespace

void name_elements(std::string_view text, std::vector<base::Problem>& problems) {
  if (problems.empty()) return;
  Xml xml;
  std::vector<base::Problem> unreadable;
  if (!xml.parse("", text, {}, unreadable)) return;
  const auto elements = elements_of(xml);
  for (base::Problem& problem : problems) {
    const Place place{problem.line, problem.column};
    const auto after = std::ranges::upper_bound(elements, place, is_before, &Begun::place);
    if (after == elements.begin()) continue;
    const std::string id(id_around(xml, std::prev(after)->node));
    const bool is_named = problem.text.starts_with(id + ":") || problem.text.starts_with(id + " ");
    if (!id.empty() && !is_named) problem.text.insert(0, id + ": ");
  }
}

}  // namespace bpmn
