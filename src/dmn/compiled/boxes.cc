// Boxed expressions to boxes.
#include <algorithm>

#include "base/text.h"
#include "dmn/compiled/compiled.h"
#include "dmn/compiled/table.h"

namespace dmn {
namespace {

void add_members(const std::vector<ItemDefinition>& definitions, std::vector<std::string>& into) {
  for (const auto& definition : definitions) {
    for (const auto& component : definition.components) into.push_back(component.name);
    add_members(definition.components, into);
  }
}

// Known names are put back to what they were when a scope ends.
class Scoped {
 public:
  explicit Scoped(std::vector<std::string>& names) : names_(names), size_(names.size()) {}
  ~Scoped() { names_.resize(size_); }
  Scoped(const Scoped&) = delete;
  Scoped& operator=(const Scoped&) = delete;

 private:
  std::vector<std::string>& names_;
  size_t size_;
};

bool is_foreign(const std::string& language) {
  return !language.empty() && language.find("FEEL") == std::string::npos &&
         language.find("feel") == std::string::npos;
}

// Functions that the program brings to every decision, beside those of FEEL.
bool is_of_host(const std::string& name) {
  static const auto functions = feel::working_time_functions(base::WorkingCalendar{});
  return name == "decide" || functions.contains(name);
}

}  // namespace

std::vector<std::string> unknown_names(const feel::Expression& expression,
                                       const std::vector<std::string>& known) {
  std::vector<std::string> unknown;
  const auto add = [&](const feel::NameUse& use, std::string_view kind) {
    if (use.may_be_member || is_of_host(use.name)) return;
    if (std::find(known.begin(), known.end(), use.name) != known.end()) return;
    unknown.push_back(std::to_string(use.line) + ":" + std::to_string(use.column) + ": unknown " +
                      std::string(kind) + ": " + use.name);
  };
  for (const auto& use : expression.names()) {
    if (!feel::is_built_in(use.name)) add(use, "name");
  }
  for (const auto& use : expression.called()) add(use, "function");
  return unknown;
}

BoxCompiler::BoxCompiler(const Definitions& definitions, const Compiled& compiled,
                         std::vector<base::Problem>& problems)
    : definitions_(definitions), compiled_(compiled), problems_(problems) {
  add_members(definitions.types, members_);
  for (const auto& node : compiled.nodes) {  // the results of services, by name
    if (node->kind != ElementKind::Service || node->outputs.size() < 2) continue;
    for (const auto* output : node->outputs) members_.push_back(output->variable);
  }
  for (const auto& imported : compiled.imports) {
    for (const auto& node : imported.model->nodes) members_.push_back(node->variable);
    for (const auto& [name, type] : imported.model->types) {
      for (const auto& field : type->fields) members_.push_back(field.first);
    }
  }
}

feel::TypeRef BoxCompiler::type_of(const std::string& reference, Place place) {
  if (base::trim(reference).empty()) return nullptr;
  if (auto type = type_named(reference, compiled_)) return type;
  if (!is_camunda()) problem(place, "unknown type: " + reference);
  return nullptr;
}

BoxPtr BoxCompiler::compile(const Boxed& boxed, const std::string& outer) {
  BoxPtr box = inner(boxed, base::trim(boxed.type).empty() ? outer : boxed.type);
  box->place = boxed.place;
  box->what = what;
  if (boxed.kind != BoxedKind::Function) box->type = type_of(boxed.type, boxed.place);
  return box;
}

BoxPtr BoxCompiler::inner(const Boxed& boxed, const std::string& outer) {
  switch (boxed.kind) {
    case BoxedKind::Literal: return literal(boxed);
    case BoxedKind::Table: return table(boxed, outer);
    case BoxedKind::Context: return context(boxed, outer);
    case BoxedKind::Relation: return relation(boxed);
    case BoxedKind::Invocation: return invocation(boxed);
    case BoxedKind::Function: return function(boxed, {}, outer);
    case BoxedKind::Filter: return filter(boxed);
    case BoxedKind::List: {
      auto box = std::make_unique<ListBox>();
      for (const auto& item : boxed.children) box->items.push_back(compile(item));
      return box;
    }
    case BoxedKind::Conditional: {
      auto box = std::make_unique<ConditionalBox>();
      box->condition = compile(boxed.children[0]);
      box->then = compile(boxed.children[1], outer);
      box->otherwise = compile(boxed.children[2], outer);
      return box;
    }
    default: return loop(boxed);
  }
}

feel::Options BoxCompiler::options(feel::Form form) const {
  feel::Options made;
  made.dialect = definitions_.dialect;
  made.form = form;
  made.known_names = known;
  made.known_members = members_;
  made.is_filter = is_in_filter_;
  made.types = &compiled_.types;
  return made;
}

std::optional<feel::Expression> BoxCompiler::expression(const std::string& text, feel::Form form,
                                                        Place place) {
  auto compiled = feel::compile(text, options(form));
  if (compiled.ok()) {
    check_names(*compiled, place);
    return std::move(*compiled);
  }
  problem(place, compiled.error().place + ": " + compiled.error().detail + " in: " + text);
  return {};
}

// Camunda's decisions see every input, drawn or not: there any name may be one.
void BoxCompiler::check_names(const feel::Expression& expression, Place place) {
  if (is_camunda() || is_in_filter_) return;
  for (const auto& unknown : unknown_names(expression, known)) {
    problem(place, unknown + " in: " + std::string(expression.text()));
  }
}

void BoxCompiler::problem(Place place, const std::string& text) {
  problems_.push_back({definitions_.file, place.line, place.column, what + ": " + text});
}

// Of two values under one name one would be lost without a word.
void BoxCompiler::check_once(const Boxed& boxed, std::string_view role) {
  std::set<std::string> seen;
  for (const auto& item : boxed.items) {
    if (item.name.empty() || seen.insert(item.name).second) continue;
    problem(boxed.place, "two " + std::string(role) + " have the name " + item.name);
  }
}

BoxPtr BoxCompiler::literal(const Boxed& boxed) {
  if (base::trim(boxed.text).empty()) return std::make_unique<FailingBox>("no expression");
  if (is_foreign(boxed.language)) {
    const std::string reason = "expressions in " + boxed.language + " are not supported";
    problem(boxed.place, reason);
    return std::make_unique<FailingBox>(reason);
  }
  auto compiled = expression(boxed.text, feel::Form::Expression, boxed.place);
  if (!compiled) return std::make_unique<FailingBox>("the expression cannot be read");
  return std::make_unique<LiteralBox>(std::move(*compiled));
}

BoxPtr BoxCompiler::context(const Boxed& boxed, const std::string& outer) {
  const Scoped scoped(known);
  check_once(boxed, "entries");
  auto box = std::make_unique<ContextBox>();
  for (size_t i = 0; i < boxed.children.size(); ++i) {
    const auto& item = boxed.items[i];
    const auto& value = boxed.children[i];
    const auto& type = item.name.empty() ? outer : item.type;
    if (item.name.empty() && i + 1 < boxed.children.size()) {
      problem(boxed.place, "an entry without a name, which is the result, is not the last");
    }
    BoxPtr made =
        value.kind == BoxedKind::Function ? function(value, item.name, type) : compile(value, type);
    made->what = item.name.empty() ? what : "entry " + item.name;
    if (!base::trim(item.type).empty()) made->type = type_of(item.type, boxed.place);
    box->entries.push_back({item.name, std::move(made)});
    if (!item.name.empty()) {
      known.push_back(item.name);
      members_.push_back(item.name);
    }
  }
  return box;
}

BoxPtr BoxCompiler::relation(const Boxed& boxed) {
  auto box = std::make_unique<RelationBox>();
  check_once(boxed, "columns");
  for (const auto& column : boxed.items) {
    box->columns.push_back(column.name);
    members_.push_back(column.name);
  }
  for (const auto& row : boxed.children) {
    box->rows.emplace_back();
    for (size_t i = 0; i < row.children.size(); ++i) {
      box->rows.back().push_back(compile(row.children[i]));
      box->rows.back().back()->what =
          boxed.items[i].name + " of row " + std::to_string(box->rows.size());
      if (!boxed.items[i].type.empty()) {
        box->rows.back().back()->type = type_of(boxed.items[i].type, boxed.place);
      }
    }
  }
  return box;
}

BoxPtr BoxCompiler::invocation(const Boxed& boxed) {
  auto box = std::make_unique<InvocationBox>();
  check_once(boxed, "arguments");
  box->called = compile(boxed.children.front());
  for (size_t i = 0; i < boxed.items.size(); ++i) {
    box->names_of_arguments.push_back(boxed.items[i].name);
    box->types_of_arguments.push_back(type_of(boxed.items[i].type, boxed.place));
    box->arguments.push_back(compile(boxed.children[i + 1]));
  }
  return box;
}

BoxPtr BoxCompiler::function(const Boxed& boxed, const std::string& name,
                             const std::string& outer) {
  const Scoped scoped(known);
  auto box = std::make_unique<FunctionBox>();
  check_once(boxed, "parameters");
  box->place = boxed.place;
  box->code = std::make_shared<FunctionCode>();
  auto& code = *box->code;
  code.name = name;
  code.result = result_of(type_of(boxed.type, boxed.place));
  if (!boxed.text.empty() && boxed.text != "FEEL") {
    code.foreign = boxed.text;
    problem(boxed.place, "functions in " + boxed.text + " are not run");
  }
  if (!name.empty()) known.push_back(name);
  for (const auto& parameter : boxed.items) {
    code.parameter_names.push_back(parameter.name);
    code.types.push_back(type_of(parameter.type, boxed.place));
    known.push_back(parameter.name);
  }
  if (boxed.children.empty() || !code.foreign.empty()) return box;
  code.body = compile(boxed.children.front(), base::trim(boxed.type).empty() ? outer : boxed.type);
  std::set<std::string> names;
  code.body->free_names(names);
  for (const auto& parameter : code.parameter_names) names.erase(parameter);
  names.erase(name);
  code.captured.assign(names.begin(), names.end());
  return box;
}

BoxPtr BoxCompiler::filter(const Boxed& boxed) {
  const Scoped scoped(known);
  auto box = std::make_unique<FilterBox>();
  box->list = compile(boxed.children[0]);
  known.push_back("item");
  const bool was_in_filter = std::exchange(is_in_filter_, true);
  box->match = compile(boxed.children[1]);
  is_in_filter_ = was_in_filter;
  return box;
}

// A boxed expression, or "1..3" as it stands in a loop that is text.
BoxPtr BoxCompiler::domain(const Boxed& boxed) {
  const auto found = boxed.text.find("..");
  const bool may_be_steps = boxed.kind == BoxedKind::Literal && found != std::string::npos;
  if (!may_be_steps || feel::compile(boxed.text, options(feel::Form::Expression)).ok()) {
    return compile(boxed);
  }
  const std::string loop = "for step in " + boxed.text + " return step";
  auto compiled = feel::compile(loop, options(feel::Form::Expression));
  if (!compiled.ok()) return compile(boxed);
  check_names(*compiled, boxed.place);
  auto box = std::make_unique<LiteralBox>(std::move(*compiled));
  box->place = boxed.place;
  box->what = what;
  box->type = type_of(boxed.type, boxed.place);
  return box;
}

BoxPtr BoxCompiler::loop(const Boxed& boxed) {
  const Scoped scoped(known);
  auto box = std::make_unique<LoopBox>();
  box->kind = boxed.kind;
  box->variable = boxed.items.front().name;
  box->domain = domain(boxed.children[0]);
  known.push_back(box->variable);
  if (boxed.kind == BoxedKind::For) known.emplace_back("partial");
  box->body = compile(boxed.children[1]);
  return box;
}

// The values of an output in their order. An only output without a type has that of the table
// (8.3.3), several are the components of it.
feel::Values BoxCompiler::ranked_values(const TableText& table, const Output& output,
                                        const std::string& outer) const {
  if (!base::trim(output.allowed).empty()) return listed_values(output.allowed);
  if (!base::trim(output.type).empty()) return choices_of(type_named(output.type, compiled_));
  const auto type = type_named(outer, compiled_);
  return choices_of(table.outputs.size() > 1 ? member_type(type, output.name) : type);
}

// Several outputs are entries of one context.
void BoxCompiler::check_outputs(const TableText& table) {
  if (table.outputs.size() < 2) return;
  std::set<std::string> names;
  for (const auto& output : table.outputs) {
    const bool is_own = names.insert(output.name).second;
    if (!output.name.empty() && is_own) continue;
    const std::string why = output.name.empty() ? "one of several outputs has no name"
                                                : "another output has the name " + output.name;
    problem(output.place, why);
  }
}

// Camunda takes the rules in their order then.
void BoxCompiler::check_ranks(const TableBox& table, Place place) {
  const bool is_ranked = std::any_of(table.results.begin(), table.results.end(),
                                     [](const auto& result) { return !result.ranked.empty(); });
  const bool asks = table.policy == HitPolicy::Priority || table.policy == HitPolicy::OutputOrder;
  if (!asks || is_ranked || is_camunda()) return;
  problem(place, "no output has values in an order, which the hit policy needs");
}

// In Camunda's dialect the types and allowed values of a table are for its reader: the modeler
// writes `string` until somebody chooses another. Values of outputs have an order, no more.
BoxPtr BoxCompiler::table(const Boxed& boxed, const std::string& outer) {
  const auto& text = *boxed.table;
  auto box = std::make_unique<TableBox>();
  box->policy = text.policy;
  box->aggregator = text.aggregator;
  bool is_fine = true;
  std::map<std::pair<std::string, feel::Form>, feel::Expression> seen;  // equal cells share one
  const auto compiled = [&](const std::string& cell, feel::Form form, Place place) {
    const bool is_empty = base::trim(cell).empty();
    const std::string otherwise = form == feel::Form::UnaryTests ? "-" : "null";
    const auto key = std::make_pair(is_empty ? otherwise : cell, form);
    if (const auto found = seen.find(key); found != seen.end()) return found->second;
    auto made = expression(key.first, form, place);
    is_fine = is_fine && made.has_value();
    return seen.emplace(key, made ? std::move(*made) : *feel::compile("null")).first->second;
  };
  for (const auto& input : text.inputs) {
    TableBox::Column column{std::string(base::trim(input.text)),
                            compiled(input.text, feel::Form::Expression, input.place),
                            is_camunda() ? nullptr : type_of(input.type, input.place),
                            {}};
    if (!is_camunda() && !base::trim(input.allowed).empty()) {
      column.allowed = compiled(input.allowed, feel::Form::UnaryTests, input.place);
    }
    box->columns.push_back(std::move(column));
  }
  for (const auto& output : text.outputs) {
    TableBox::Result result{
        output.name, is_camunda() ? nullptr : type_of(output.type, output.place), {}, {}, {}};
    result.ranked = ranked_values(text, output, outer);
    if (!is_camunda() && !base::trim(output.allowed).empty()) {
      result.allowed = compiled(output.allowed, feel::Form::UnaryTests, output.place);
    }
    if (!base::trim(output.otherwise).empty()) {
      result.otherwise = compiled(output.otherwise, feel::Form::Expression, output.place);
    }
    members_.push_back(output.name);
    box->results.push_back(std::move(result));
  }
  for (const auto& rule : text.rules) {
    if (!rule.is_whole) {
      return std::make_unique<FailingBox>("a rule has another number of cells than the columns");
    }
    TableBox::Line line{rule.id, {}, {}};
    for (size_t i = 0; i < rule.inputs.size(); ++i) {
      line.tests.push_back(compiled(rule.inputs[i], feel::Form::UnaryTests, rule.place));
      // 10.3.2.10: the empty cell asks whether the value is one of those allowed.
      if (i >= box->columns.size() || !box->columns[i].allowed) continue;
      const auto accepted = line.tests.back().accepted();
      if (accepted && accepted->is_anything) line.tests.back() = *box->columns[i].allowed;
    }
    for (const auto& cell : rule.outputs) {
      line.outputs.push_back(compiled(cell, feel::Form::Expression, rule.place));
    }
    box->lines.push_back(std::move(line));
  }
  check_outputs(text);
  check_ranks(*box, boxed.place);
  if (!is_fine) return std::make_unique<FailingBox>("a cell of the table cannot be read");
  box->build_indexes();
  return box;
}

}  // namespace dmn
