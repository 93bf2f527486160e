// Item definitions to types.
#include <algorithm>
#include <map>

#include "base/text.h"
#include "dmn/compiled/changes.h"
#include "dmn/compiled/compiled.h"

namespace dmn {
namespace {

constexpr size_t kChainMax = 100;  // types that are built of one another

// Spends the steps of who asks, and leaves no reasons there but that they are used up.
bool is_allowed(const feel::Value& value, const feel::Expression& tests, feel::Evaluation& asking) {
  feel::Evaluation evaluation = trial_beside(asking);
  evaluation.steps_left = asking.steps_left;
  const bool is_it = tests.test(value, feel::NoNames(), evaluation).is_true();
  return asking.spend(asking.steps_left - evaluation.steps_left, 0, 0) && is_it;
}

class TypeBuilder {
 public:
  TypeBuilder(const Definitions& definitions, Compiled& compiled,
              std::vector<base::Problem>& problems)
      : definitions_(definitions), compiled_(compiled), problems_(problems) {
    for (const auto& definition : definitions.types)
      by_name_.try_emplace(definition.name, &definition);
  }

  void all() {
    for (const auto& definition : definitions_.types) named(definition.name);
  }

 private:
  feel::TypeRef named(const std::string& name) {
    if (const auto built = compiled_.types.find(name); built != compiled_.types.end()) {
      return built->second;
    }
    const auto found = by_name_.find(name);
    if (found == by_name_.end()) return nullptr;
    const ItemDefinition* definition = found->second;
    if (const auto running = running_.find(name); running != running_.end()) {
      if (within_ > running->second.within) return recursive(name, running->second);
      problem(*definition, "a type that is nothing but itself: " + name);
      return feel::any_type();
    }
    if (running_.size() >= kChainMax) {
      problem(*definition, "nested too deeply");
      return feel::any_type();
    }
    const auto running = running_.emplace(name, Running{within_, std::make_shared<Whole>()}).first;
    const auto type = build(*definition);
    type->name = name;
    *running->second.whole = type;
    running_.erase(running);
    compiled_.types.insert_or_assign(name, type);
    return type;
  }

  using Whole = std::weak_ptr<const feel::Type>;
  struct Running {
    int within = 0;  // how many components and parameters deep it began
    std::shared_ptr<Whole> whole;
  };

  // A type inside of itself, as trees have it: known once the whole is built.
  static feel::TypeRef recursive(const std::string& name, const Running& running) {
    auto type = std::make_shared<feel::Type>();
    type->kind = feel::Type::Kind::Recursive;
    type->name = name;
    type->whole = running.whole;
    return type;
  }

  feel::TypeRef referenced(const ItemDefinition& definition) {
    std::string name = definition.type;
    if (auto own = named(name)) return own;
    if (auto type = type_named(name, compiled_)) return type;
    if (compiled_.dialect != feel::Dialect::Camunda) problem(definition, "unknown type: " + name);
    return feel::any_type();
  }

  // A component has no name of its own: what it refers to has one.
  std::shared_ptr<feel::Type> build(const ItemDefinition& definition) {
    auto type = std::make_shared<feel::Type>();
    const bool is_made_of_others = !definition.components.empty() || definition.is_function;
    within_ += is_made_of_others;
    if (definition.is_function) {
      type->kind = feel::Type::Kind::Function;
      type->has_signature = true;
      for (const auto& parameter : definition.components) {
        type->parameters.push_back(parameter.type.empty() ? feel::any_type()
                                                          : referenced(parameter));
      }
      type->element = definition.type.empty() ? feel::any_type() : referenced(definition);
    } else if (!definition.components.empty()) {
      type->kind = feel::Type::Kind::Context;
      for (const auto& component : definition.components) {
        type->fields.emplace_back(component.name, build(component));
      }
    } else if (!definition.type.empty()) {
      *type = *referenced(definition);
    }
    within_ -= is_made_of_others;
    if (!definition.allowed.empty()) constrain(*type, definition, definition.allowed);
    if (definition.is_collection) {
      auto list = std::make_shared<feel::Type>();
      list->kind = feel::Type::Kind::List;
      list->element = std::move(type);
      type = std::move(list);
    }
    if (!definition.constraint.empty()) constrain(*type, definition, definition.constraint);
    return type;
  }

  // Adds unary tests to what the type already asks for.
  void constrain(feel::Type& type, const ItemDefinition& definition, const std::string& tests) {
    auto compiled = feel::compile(tests, {.form = feel::Form::UnaryTests});
    if (!compiled.ok()) {
      return problem(definition, "allowed values: " + compiled.error().detail);
    }
    for (const auto& unknown : unknown_names(*compiled, {})) {
      problem(definition, "allowed values: " + unknown + " in: " + tests);
    }
    type.choices = listed_values(tests);
    type.allows = [before = type.allows, expression = std::move(*compiled)](
                      const feel::Value& value, feel::Evaluation& asking) {
      return (!before || before(value, asking)) && is_allowed(value, expression, asking);
    };
  }

  void problem(const ItemDefinition& definition, std::string text) {
    problems_.push_back(
        {definitions_.file, definition.place.line, definition.place.column, std::move(text)});
  }

  const Definitions& definitions_;
  Compiled& compiled_;
  std::vector<base::Problem>& problems_;
  std::map<std::string, const ItemDefinition*> by_name_;  // of equal names the first
  std::map<std::string, Running> running_;
  int within_ = 0;  // how many components and parameters deep
};

}  // namespace

feel::Values listed_values(const std::string& unary_tests) {
  const auto list = feel::compile("[" + unary_tests + "]");
  if (!list.ok()) return {};
  feel::Evaluation evaluation;
  evaluation.steps_left = 100'000;  // a model may have many such lists
  const auto value = list->evaluate(feel::NoNames(), evaluation);
  if (!value.is(feel::Kind::List)) return {};
  return {value.items().begin(), value.items().end()};
}

feel::TypeRef type_named(std::string_view reference, const Compiled& compiled) {
  const std::string_view name = base::trim(reference);
  if (name.empty()) return nullptr;
  if (const auto found = compiled.types.find(name); found != compiled.types.end()) {
    return found->second;
  }
  if (auto built_in = feel::built_in_type(name)) return built_in;
  for (const auto& imported : compiled.imports) {
    if (!name.starts_with(imported.name)) continue;
    auto rest = name.substr(imported.name.size());
    if (!imported.name.empty()) {
      if (!rest.starts_with('.')) continue;
      rest.remove_prefix(1);
    }
    if (auto type = type_named(rest, *imported.model)) return type;
  }
  // "feel:number" of older versions
  const size_t colon = name.find(':');
  return colon == std::string_view::npos ? nullptr : type_named(name.substr(colon + 1), compiled);
}

feel::TypeRef member_type(const feel::TypeRef& type, std::string_view member) {
  if (!type) return nullptr;
  if (type->kind == feel::Type::Kind::List) return member_type(type->element, member);
  if (type->kind == feel::Type::Kind::Recursive) return member_type(type->whole->lock(), member);
  for (const auto& [name, own] : type->fields) {
    if (name == member) return own;
  }
  return nullptr;
}

feel::Values choices_of(const feel::TypeRef& type) {
  if (!type) return {};
  const bool is_of_items = type->choices.empty() && type->kind == feel::Type::Kind::List;
  return is_of_items ? choices_of(type->element) : type->choices;
}

void compile_types(const Definitions& definitions, Compiled& compiled,
                   std::vector<base::Problem>& problems) {
  TypeBuilder(definitions, compiled, problems).all();
  for (const auto& imported : compiled.imports) {
    const std::string prefix = imported.name.empty() ? std::string() : imported.name + ".";
    for (const auto& [name, type] : imported.model->types) {
      compiled.types.try_emplace(prefix + name, type);
    }
  }
}

}  // namespace dmn
