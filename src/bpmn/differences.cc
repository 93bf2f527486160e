#include "bpmn/differences.h"

#include <algorithm>
#include <array>
#include <map>
#include <sstream>

#include "bpmn/read/xml.h"

namespace bpmn {

namespace {

using Parts = std::map<std::string, std::string>;  // what is written, by the name of the part

struct Described {
  std::string id;
  std::string name;
  std::string tag;
  Parts parts;
};

bool is_container(std::string_view tag) {
  static constexpr std::array<std::string_view, 9> containers = {
      "definitions",   "process", "subProcess", "transaction", "adHocSubProcess",
      "collaboration", "laneSet", "lane",       "childLaneSet"};
  return std::ranges::count(containers, tag) > 0;
}

std::string printed(pugi::xml_node node) {
  std::ostringstream out;
  node.print(out, "", pugi::format_raw);
  return out.str();
}

class Reader {
 public:
  explicit Reader(std::string_view text) {
    std::vector<base::Problem> problems;
    if (xml_.parse("model", text, {}, problems)) read_content(xml_.root());
  }
  std::vector<Described> found;

 private:
  // An element of its own is compared by itself, not as a part of what it stands in.
  bool is_own(pugi::xml_node parent, pugi::xml_node node) const {
    return xml_.space(node) == Space::Bpmn && node.attribute("id") &&
           is_container(xml_.name(parent));
  }

  void read_content(pugi::xml_node parent) {
    for (const pugi::xml_node node : parent.children()) {
      if (node.type() != pugi::node_element || !is_own(parent, node)) continue;
      found.push_back(read(node));
      read_content(node);
    }
  }

  Described read(pugi::xml_node node) const {
    Described out{node.attribute("id").value(),
                  node.attribute("name").value(),
                  std::string(xml_.name(node)),
                  {}};
    for (const pugi::xml_attribute attribute : node.attributes()) {
      if (std::string_view(attribute.name()) != "id")
        out.parts[attribute.name()] = attribute.value();
    }
    for (const pugi::xml_node child : node.children()) {
      if (child.type() == pugi::node_element && !is_own(node, child)) add_part(child, out.parts);
    }
    return out;
  }

  // Flows say themselves from where to where they lead.
  void add_part(pugi::xml_node child, Parts& parts) const {
    const std::string_view tag = xml_.name(child);
    if (tag == "incoming" || tag == "outgoing") return;
    if (tag != "extensionElements") {
      parts[std::string(tag)] += printed(child);
      return;
    }
    for (const pugi::xml_node extension : child.children()) {
      if (extension.type() != pugi::node_element) continue;
      if (xml_.name(extension) != "properties") {
        parts[std::string(xml_.name(extension))] += printed(extension);
        continue;
      }
      for (const pugi::xml_node property : extension.children())
        parts[property.attribute("name").value()] += property.attribute("value").value();
    }
  }

  Xml xml_;
};

std::vector<std::string> differing(const Parts& before, const Parts& after) {
  std::vector<std::string> names;
  for (const auto& [name, text] : after) {
    const auto old = before.find(name);
    if (old == before.end() || old->second != text) names.push_back(name);
  }
  for (const auto& [name, text] : before) {
    if (!after.contains(name)) names.push_back(name);
  }
  std::ranges::sort(names);
  return names;
}

}  // namespace

std::string_view name_of(Difference difference) {
  switch (difference) {
    case Difference::Added: return "added";
    case Difference::Removed: return "removed";
    case Difference::Changed: return "changed";
  }
  return {};
}

std::vector<Differing> differences(std::string_view before, std::string_view after) {
  const Reader earlier(before);
  const Reader later(after);
  std::vector<Differing> out;
  for (const Described& each : later.found) {
    const auto old = std::ranges::find(earlier.found, each.id, &Described::id);
    if (old == earlier.found.end()) {
      out.push_back({Difference::Added, each.id, each.name, each.tag});
      continue;
    }
    auto parts = differing(old->parts, each.parts);
    if (old->tag != each.tag) parts.insert(parts.begin(), old->tag);
    if (!parts.empty())
      out.push_back({Difference::Changed, each.id, each.name, each.tag, std::move(parts)});
  }
  for (const Described& each : earlier.found) {
    if (std::ranges::find(later.found, each.id, &Described::id) == later.found.end())
      out.push_back({Difference::Removed, each.id, each.name, each.tag});
  }
  return out;
}

}  // namespace bpmn
