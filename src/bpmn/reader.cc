#include "bpmn/reader.h"

#include <algorithm>
#include <cctype>

#include "base/text.h"
#include "bpmn/read/parts.h"

namespace bpmn {

Written ReadState::expression(pugi::xml_node node) const {
  Written written = xml.content(node);
  std::string language = node.attribute("language").value();
  if (language.empty()) language = xml.root().attribute("expressionLanguage").value();
  if (language.empty() || written.empty()) return written;
  if (base::lower_ascii(language).find("feel") == std::string::npos) {
    // What begins with "=" says itself that it is FEEL; a modeler may still name the default.
    if (!written.text.starts_with("=")) written.language = language;
  } else if (!written.text.starts_with("=")) {
    written.text.insert(0, "=");
    --written.place.column;
  }
  return written;
}

namespace {

// Instances and those who wait are found by them.
constexpr size_t id_length_max = 500;
constexpr size_t name_bytes_max = 1000;

// An xsd:ID (Namespaces in XML 1.0, NCName); beyond ASCII any character passes.
bool is_xml_name(std::string_view id) {
  const auto begins = [](unsigned char c) { return std::isalpha(c) || c == '_' || c >= 0x80; };
  const auto goes_on = [&](unsigned char c) {
    return begins(c) || std::isdigit(c) || c == '-' || c == '.';
  };
  return !id.empty() && begins(static_cast<unsigned char>(id.front())) &&
         std::ranges::all_of(id, goes_on);
}

}  // namespace

std::string ReadState::take_id(pugi::xml_node node) {
  const std::string id = node.attribute("id").value();
  if (id.empty()) {
    complain(xml.place(node), std::string(xml.name(node)) + " has no id");
    return id;
  }
  if (id.size() > id_length_max)
    complain(xml.place(node, "id"),
             "the id is longer than " + std::to_string(id_length_max) + " characters");
  else if (!is_xml_name(id))
    complain(xml.place(node, "id"), "the id \"" + id +
                                        "\" begins with no letter or _, or holds other than "
                                        "letters, digits, \".\", \"-\" and \"_\"");
  const auto [found, is_new] = ids.emplace(id, xml.place(node));
  if (!is_new) {
    complain(xml.place(node),
             "the id " + id + " is already used in line " + std::to_string(found->second.line));
  }
  return id;
}

namespace {

void check_names(ReadState& state) {
  const auto check = [&](std::string_view kind, const std::string& name, Place place) {
    if (name.size() > name_bytes_max && !name.starts_with("="))
      state.complain(place, "the name of the " + std::string(kind) + " is longer than " +
                                std::to_string(name_bytes_max) + " bytes");
  };
  for (const Message& each : state.model.messages) check("message", each.name, each.place);
  for (const Declaration& each : state.model.signals) check("signal", each.name, each.place);
}

}  // namespace

Reading read(std::string_view file, std::string_view text, const Limits& limits) {
  Reading reading;
  reading.model.file = file;
  Xml xml;
  if (!xml.parse(file, text, limits, reading.problems)) return reading;
  const pugi::xml_node root = xml.root();
  ReadState state{xml, reading.model, reading.problems, {}};
  if (!xml.is(root, Space::Bpmn, "definitions")) {
    state.complain(xml.place(root), "the root is not bpmn:definitions");
    return reading;
  }
  reading.model.xml = text;
  reading.model.id = root.attribute("id").value();

  for (pugi::xml_node each : root.children()) {
    if (xml.is(each, Space::Bpmn, "process")) {
      read_process(state, each);
    } else if (xml.is(each, Space::Bpmn, "collaboration")) {
      read_collaboration(state, each);
    } else if (xml.is(each, Space::Diagram, "BPMNDiagram")) {
      read_diagram(state, each);
    } else if (each.type() == pugi::node_element && xml.space(each) == Space::Bpmn) {
      read_declaration(state, each);
    }
  }
  check_references(state);
  check_booleans(state);
  check_names(state);
  return reading;
}

}  // namespace bpmn
