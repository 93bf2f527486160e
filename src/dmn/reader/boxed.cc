#include "dmn/reader/boxed.h"

#include <array>
#include <map>

#include "base/text.h"

namespace dmn {
namespace {

constexpr int kDepthMax = 100;

const std::map<std::string_view, BoxedKind> kKinds = {
    {"literalExpression", BoxedKind::Literal},
    {"decisionTable", BoxedKind::Table},
    {"context", BoxedKind::Context},
    {"relation", BoxedKind::Relation},
    {"list", BoxedKind::List},
    {"invocation", BoxedKind::Invocation},
    {"functionDefinition", BoxedKind::Function},
    {"conditional", BoxedKind::Conditional},
    {"filter", BoxedKind::Filter},
    {"for", BoxedKind::For},
    {"some", BoxedKind::Some},
    {"every", BoxedKind::Every},
};

// Nothing for a word that is none.
std::optional<HitPolicy> policy_of(std::string_view text) {
  if (text.empty() || text == "UNIQUE") return HitPolicy::Unique;
  if (text == "ANY") return HitPolicy::Any;
  if (text == "PRIORITY") return HitPolicy::Priority;
  if (text == "FIRST") return HitPolicy::First;
  if (text == "COLLECT") return HitPolicy::Collect;
  if (text == "RULE ORDER") return HitPolicy::RuleOrder;
  if (text == "OUTPUT ORDER") return HitPolicy::OutputOrder;
  return {};
}

std::optional<Aggregator> aggregator_of(std::string_view text) {
  if (text.empty()) return Aggregator::None;
  if (text == "SUM") return Aggregator::Sum;
  if (text == "MIN") return Aggregator::Min;
  if (text == "MAX") return Aggregator::Max;
  if (text == "COUNT") return Aggregator::Count;
  return {};
}

}  // namespace

Item Reader::item(const pugi::xml_node& node) const {
  return {attribute(node, "name"), attribute(node, "typeRef")};
}

pugi::xml_node Reader::first_expression(const pugi::xml_node& node) const {
  for (const auto& one : elements(node)) {
    if (kKinds.contains(local_name(one))) return one;
  }
  return {};
}

// The expression within the child `name`; an empty literal when it is missing.
Boxed Reader::inside(const pugi::xml_node& node, std::string_view name, int depth) {
  const auto holder = child(node, name);
  const auto found = holder ? first_expression(holder) : pugi::xml_node();
  if (found) return boxed(found, depth + 1);
  problem(node, "expected an expression in <" + std::string(name) + ">");
  return {};
}

Boxed Reader::boxed(const pugi::xml_node& node, int depth) {
  Boxed made;
  made.place = place_of(node);
  if (depth > kDepthMax) {
    // An empty literal: it has none of the parts that the other kinds have.
    problem(node, "nested too deeply");
    return made;
  }
  made.kind = kKinds.at(local_name(node));
  made.id = attribute(node, "id");
  made.type = attribute(node, "typeRef");
  switch (made.kind) {
    case BoxedKind::Literal: literal(node, made); break;
    case BoxedKind::Table: table(node, made); break;
    case BoxedKind::Context: context(node, made, depth); break;
    case BoxedKind::Relation: relation(node, made, depth); break;
    case BoxedKind::List:
      for (const auto& one : elements(node)) {
        if (kKinds.contains(local_name(one))) made.children.push_back(boxed(one, depth + 1));
      }
      break;
    case BoxedKind::Invocation: invocation(node, made, depth); break;
    case BoxedKind::Function: return function(node, depth);
    case BoxedKind::Conditional:
      for (const auto part : {"if", "then", "else"}) {
        made.children.push_back(inside(node, part, depth));
      }
      break;
    case BoxedKind::Filter:
      made.children.push_back(inside(node, "in", depth));
      made.children.push_back(inside(node, "match", depth));
      break;
    case BoxedKind::For: loop(node, made, "return", depth); break;
    case BoxedKind::Some:
    case BoxedKind::Every: loop(node, made, "satisfies", depth); break;
  }
  return made;
}

void Reader::literal(const pugi::xml_node& node, Boxed& made) {
  made.language = attribute(node, "expressionLanguage");
  if (const auto text = child(node, "text")) {
    made.text = text_of(node);
  } else if (child(node, "importedValues")) {
    problem(node, "imported values are not supported");
  }
}

void Reader::context(const pugi::xml_node& node, Boxed& made, int depth) {
  for (const auto& entry : children(node, "contextEntry")) {
    const auto variable = child(entry, "variable");
    made.items.push_back(variable ? item(variable) : Item{});
    const auto value = first_expression(entry);
    if (!value) problem(entry, "a context entry without an expression");
    made.children.push_back(value ? boxed(value, depth + 1) : Boxed{});
  }
}

void Reader::relation(const pugi::xml_node& node, Boxed& made, int depth) {
  for (const auto& column : children(node, "column")) made.items.push_back(item(column));
  for (const auto& row : children(node, "row")) {
    Boxed cells;
    cells.kind = BoxedKind::List;
    cells.place = place_of(row);
    for (const auto& one : elements(row)) {
      if (kKinds.contains(local_name(one))) cells.children.push_back(boxed(one, depth + 1));
    }
    if (cells.children.size() != made.items.size()) problem(row, "a row unlike the columns");
    cells.children.resize(made.items.size());
    made.children.push_back(std::move(cells));
  }
}

void Reader::invocation(const pugi::xml_node& node, Boxed& made, int depth) {
  const auto called = first_expression(node);
  if (!called) problem(node, "an invocation of nothing");
  made.children.push_back(called ? boxed(called, depth + 1) : Boxed{});
  for (const auto& binding : children(node, "binding")) {
    made.items.push_back(item(child(binding, "parameter")));
    const auto value = first_expression(binding);
    made.children.push_back(value ? boxed(value, depth + 1) : Boxed{});
  }
}

Boxed Reader::function(const pugi::xml_node& node, int depth) {
  Boxed made;
  made.kind = BoxedKind::Function;
  made.place = place_of(node);
  made.type = attribute(node, "typeRef");
  made.text = attribute(node, "kind");
  for (const auto& parameter : children(node, "formalParameter")) {
    made.items.push_back(item(parameter));
  }
  if (const auto body = first_expression(node)) made.children.push_back(boxed(body, depth + 1));
  return made;
}

void Reader::loop(const pugi::xml_node& node, Boxed& made, std::string_view body, int depth) {
  made.items.push_back({attribute(node, "iteratorVariable"), {}});
  made.children.push_back(inside(node, "in", depth));
  made.children.push_back(inside(node, body, depth));
}

void Reader::table(const pugi::xml_node& node, Boxed& made) {
  made.table = std::make_unique<TableText>();
  auto& table = *made.table;
  const std::string policy = attribute(node, "hitPolicy");
  const std::string aggregation = attribute(node, "aggregation");
  if (!policy_of(policy)) problem(node, "no hit policy: " + policy);
  if (!aggregator_of(aggregation)) problem(node, "no aggregation: " + aggregation);
  table.policy = policy_of(policy).value_or(HitPolicy::Unique);
  table.aggregator = aggregator_of(aggregation).value_or(Aggregator::None);
  for (const auto& input : children(node, "input")) {
    const auto expression = child(input, "inputExpression");
    const auto allowed = child(input, "inputValues");
    table.inputs.push_back({text_of(expression), attribute(expression, "typeRef"),
                            allowed ? text_of(allowed) : std::string(), attribute(input, "label"),
                            place_of(input), attribute(input, "id")});
  }
  for (const auto& output : children(node, "output")) {
    const auto allowed = child(output, "outputValues");
    const auto otherwise = child(output, "defaultOutputEntry");
    table.outputs.push_back({attribute(output, "name"), attribute(output, "typeRef"),
                             allowed ? text_of(allowed) : std::string(),
                             otherwise ? text_of(otherwise) : std::string(), place_of(output),
                             attribute(output, "id")});
  }
  for (const auto& one : children(node, "rule")) rule(one, table);
  if (table.outputs.empty()) problem(node, "a decision table without an output");
}

void Reader::rule(const pugi::xml_node& node, TableText& table) {
  RuleText made;
  made.id = attribute(node, "id");
  made.place = place_of(node);
  for (const auto& entry : children(node, "inputEntry")) made.inputs.push_back(text_of(entry));
  for (const auto& entry : children(node, "outputEntry")) made.outputs.push_back(text_of(entry));
  for (const auto& entry : children(node, "annotationEntry")) {
    made.annotations.push_back(text_of(entry));
  }
  if (made.inputs.size() != table.inputs.size() || made.outputs.size() != table.outputs.size()) {
    problem(node, "a rule with another number of cells than the table has columns");
    made.is_whole = false;
  }
  table.rules.push_back(std::move(made));
}

}  // namespace dmn
