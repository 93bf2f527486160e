#include "tck_file.h"

#include <pugixml.hpp>

namespace tck {
namespace {

using feel::Kind;
using feel::Value;

std::string_view local(std::string_view name) {
  const size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node child(const pugi::xml_node& node, std::string_view name) {
  for (const auto& one : node.children()) {
    if (local(one.name()) == name) return one;
  }
  return {};
}

std::string attribute(const pugi::xml_node& node, std::string_view name) {
  for (const auto& one : node.attributes()) {
    if (local(one.name()) == name) return one.value();
  }
  return {};
}

Value simple_value(const pugi::xml_node& node) {
  if (attribute(node, "nil") == "true") return {};
  const std::string text = node.child_value();
  const std::string type(local(attribute(node, "type")));
  if (type == "boolean") return text == "true" || text == "1";
  if (type == "date") return feel::parse_date(text);
  if (type == "time") return feel::parse_time(text);
  if (type == "dateTime") return feel::parse_date_time(text);
  if (type == "duration") return feel::parse_duration(text);
  if (type == "string") return text;
  if (type == "decimal" || type == "double" || type == "integer" || type == "float" ||
      type == "int" || type == "long") {
    const auto number = base::Decimal::parse(text);
    return number ? Value(*number) : Value();
  }
  return text;
}

// The value that stands in an input, an expectation, an item or a component.
Value read_value(const pugi::xml_node& holder) {
  if (attribute(holder, "nil") == "true") return {};
  if (const auto value = child(holder, "value")) return simple_value(value);
  if (const auto list = child(holder, "list")) {
    if (attribute(list, "nil") == "true") return {};
    feel::Values items;
    for (const auto& item : list.children()) {
      if (local(item.name()) == "item") items.push_back(read_value(item));
    }
    return Value::list(std::move(items));
  }
  feel::Fields fields;
  bool has_component = false;
  for (const auto& component : holder.children()) {
    if (local(component.name()) != "component") continue;
    fields.set(attribute(component, "name"), read_value(component));
    has_component = true;
  }
  return has_component ? fields.build() : Value();
}

bool is_close(const base::Decimal& a, const base::Decimal& b) {
  return (a - b).abs() < base::Decimal::scaled(1, 8);
}

bool are_same_lists(const Value& a, const Value& b) {
  if (a.items().size() != b.items().size()) return false;
  for (size_t i = 0; i < a.items().size(); ++i) {
    if (!is_same(a.items()[i], b.items()[i])) return false;
  }
  return true;
}

bool are_same_contexts(const Value& a, const Value& b) {
  if (a.names().size() != b.names().size()) return false;
  for (size_t i = 0; i < a.names().size(); ++i) {
    const Value* other = b.find(a.names()[i]);
    if (!other || !is_same(a.values()[i], *other)) return false;
  }
  return true;
}

}  // namespace

bool is_same(const Value& expected, const Value& actual) {
  if (expected.kind() != actual.kind()) return false;
  switch (expected.kind()) {
    case Kind::Null: return true;
    case Kind::Number: return is_close(expected.number(), actual.number());
    case Kind::List: return are_same_lists(expected, actual);
    case Kind::Context: return are_same_contexts(expected, actual);
    case Kind::Time:
    case Kind::DateTime: return feel::to_text(expected) == feel::to_text(actual);
    default: return expected == actual;
  }
}

Suite read_suite(const std::filesystem::path& file) {
  Suite suite;
  pugi::xml_document document;
  if (!document.load_file(file.c_str(), pugi::parse_default | pugi::parse_ws_pcdata_single)) {
    return suite;
  }
  const auto root = document.document_element();
  suite.model = child(root, "modelName").child_value();
  for (const auto& node : root.children()) {
    if (local(node.name()) != "testCase") continue;
    Case one;
    one.id = attribute(node, "id");
    one.type = attribute(node, "type");
    one.invocable = attribute(node, "invocableName");
    for (const auto& part : node.children()) {
      if (local(part.name()) == "inputNode") {
        one.inputs.push_back(
            {attribute(part, "name"), read_value(part), attribute(part, "namespace")});
      } else if (local(part.name()) == "resultNode") {
        one.expected.push_back({attribute(part, "name"), read_value(child(part, "expected"))});
      }
    }
    suite.cases.push_back(std::move(one));
  }
  return suite;
}

}  // namespace tck
