#include "bpmn/differences.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <sstream>

#include "base/text.h"
#include "bpmn/read/xml.h"

namespace bpmn {

namespace {

struct PartText {
  std::string text;
  std::optional<std::string> said;  // where it is one text, without the XML around it
};
using Parts = std::map<std::string, PartText>;  // by the name of the part

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
        out.parts[attribute.name()] = {attribute.value(), attribute.value()};
    }
    std::vector<std::string> inside;
    for (const pugi::xml_node child : node.children()) {
      if (child.type() != pugi::node_element || is_own(node, child)) continue;
      if (xml_.name(child) == "flowNodeRef")
        inside.emplace_back(child.child_value());
      else
        add_part(child, out.parts);
    }
    std::ranges::sort(inside);
    if (!inside.empty()) add_text(out.parts["flowNodeRef"], base::join(inside, " "));
    return out;
  }

  // Flows say themselves from where to where they lead.
  void add_part(pugi::xml_node child, Parts& parts) const {
    const std::string_view tag = xml_.name(child);
    if (tag == "incoming" || tag == "outgoing") return;
    if (tag != "extensionElements") {
      PartText& part = parts[std::string(tag)];
      part.text += printed(child);
      if (tag == "conditionExpression") part.said = child.child_value();
      return;
    }
    for (const pugi::xml_node extension : child.children()) {
      if (extension.type() != pugi::node_element) continue;
      if (xml_.name(extension) != "properties") {
        parts[std::string(xml_.name(extension))].text += printed(extension);
        continue;
      }
      for (const pugi::xml_node property : extension.children())
        add_text(parts[property.attribute("name").value()], property.attribute("value").value());
    }
  }

  static void add_text(PartText& part, std::string_view text) {
    part.text.append(text);
    part.said = part.text;
  }

  Xml xml_;
};

const PartText* part_of(const Parts& parts, const std::string& name) {
  const auto found = parts.find(name);
  return found == parts.end() ? nullptr : &found->second;
}

void compare(const Parts& before, const Parts& after, Differing& out) {
  std::set<std::string> names;
  for (const auto& [name, written] : before) names.insert(name);
  for (const auto& [name, written] : after) names.insert(name);
  for (const std::string& name : names) {
    const PartText* old = part_of(before, name);
    const PartText* now = part_of(after, name);
    if (old && now && old->text == now->text) continue;
    out.parts.push_back(name);
    const auto said = [](const PartText* part) {
      return part ? part->said.value_or("") : std::string();
    };
    if ((old ? old : now)->said) out.values.push_back({name, said(old), said(now)});
  }
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
    Differing changed{Difference::Changed, each.id, each.name, each.tag};
    if (old->tag != each.tag) changed.parts.push_back(old->tag);
    compare(old->parts, each.parts, changed);
    if (!changed.parts.empty()) out.push_back(std::move(changed));
  }
  for (const Described& each : earlier.found) {
    if (std::ranges::find(later.found, each.id, &Described::id) == later.found.end())
      out.push_back({Difference::Removed, each.id, each.name, each.tag});
  }
  return out;
}

std::map<std::string, Called, std::less<>> called_in(std::string_view text) {
  std::map<std::string, Called, std::less<>> out;
  const auto said = [](const Described& element, const std::string& part) {
    const PartText* written = part_of(element.parts, part);
    return written ? written->text : std::string();
  };
  for (const Described& each : Reader(text).found)
    out[each.id] = {each.name, each.tag, said(each, "sourceRef"), said(each, "targetRef")};
  return out;
}

}  // namespace bpmn
