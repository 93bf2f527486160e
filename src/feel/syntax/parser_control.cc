// Contexts, key word expressions, functions and calls.
#include <algorithm>
#include <set>

#include "feel/nodes/result_type.h"
#include "feel/syntax/parser.h"
#include "feel/value/cells.h"

namespace feel {

NodePtr Parser::context() {
  auto made = node<ContextLiteral>(scanner_.place());
  scanner_.expect("{");
  std::vector<std::string> names;
  if (!scanner_.take("}")) {
    std::set<std::string, std::less<>> seen;
    do {
      std::string key;
      if (scanner_.peek() == '"') {
        key = scanner_.string();
        scanner_.expect(":");
      } else if (scanner_.peek() == '`') {
        key = back_quoted_name();
        scanner_.expect(":");
      } else if (!scanner_.take_key(key)) {
        scanner_.fail("expected a key and ':'");
      }
      if (!seen.insert(key).second) scanner_.fail("key twice: " + key);
      made->values.push_back(entry_value(key));
      made->slots.push_back(push_local(key));
      if (const auto* literal = literal_of(*made->values.back())) {
        scope_->set_literal(made->slots.back(), literal);
      }
      if (members_.insert(key).second) scanner_.know_member(key);
      names.push_back(std::move(key));
    } while (scanner_.take(","));
    scanner_.expect("}");
  }
  for (auto name = names.rbegin(); name != names.rend(); ++name) pop_local(*name);
  made->shape = std::make_shared<const Shape>(std::move(names));
  return made;
}

// The value of a context entry; a function there may call itself by the entry's name.
NodePtr Parser::entry_value(const std::string& name) {
  const Level level(*this);
  const size_t start = scanner_.position();
  const Place place = scanner_.place();
  if (scanner_.take_word("function")) {
    if (scanner_.is_at("(")) return continued(postfix(function_literal(place, name)), kOr);
    scanner_.rewind(start);
  }
  return expression();
}

// Null when no key word stands here.
NodePtr Parser::keyword_expression() {
  const Place place = scanner_.place();
  std::string known;
  const size_t start = scanner_.position();
  const size_t known_end = scanner_.known_match(known);
  if (known_end > start && known.find_first_of(" .-+*/'") != std::string::npos) return nullptr;
  if (scanner_.take_word("true")) return constant(true, place);
  if (scanner_.take_word("false")) return constant(false, place);
  if (scanner_.take_word("null")) return constant({}, place);
  if (scanner_.take_word("if")) return if_expression(place);
  if (scanner_.take_word("for")) return for_expression(place);
  if (scanner_.take_word("some")) return quantified(place, false);
  if (scanner_.take_word("every")) return quantified(place, true);
  if (scanner_.take_word("function")) {
    if (scanner_.is_at("(")) return function_literal(place, {});
    scanner_.rewind(start);
  }
  for (const auto word : {"and", "or", "in", "between", "then", "else", "return", "satisfies"}) {
    if (scanner_.is_at_word(word)) scanner_.fail("unexpected '" + std::string(word) + "'");
  }
  return nullptr;
}

NodePtr Parser::if_expression(Place place) {
  auto made = node<If>(place);
  made->condition = expression();
  scanner_.expect_word("then");
  made->then = expression();
  scanner_.expect_word("else");
  made->otherwise = expression();
  return made;
}

std::string Parser::variable_name() {
  if (scanner_.peek() == '`') return back_quoted_name();
  if (!scanner_.is_at_name()) scanner_.fail("expected a name");
  return scanner_.name();
}

std::vector<Domain> Parser::domains() {
  std::vector<Domain> all;
  do {
    const std::string name = variable_name();
    scanner_.expect_word("in");
    Domain domain;
    domain.from = expression();
    if (scanner_.take("..")) domain.to = expression();
    domain.slot = push_local(name);
    all.push_back(std::move(domain));
    domain_names_.push_back(name);
  } while (scanner_.take(","));
  return all;
}

void Parser::pop_domains(size_t count) {
  for (size_t i = 0; i < count; ++i) {
    pop_local(domain_names_.back());
    domain_names_.pop_back();
  }
}

NodePtr Parser::for_expression(Place place) {
  auto made = node<For>(place);
  made->domains = domains();
  scanner_.expect_word("return");
  const bool was_read = std::exchange(reads_partial_, false);
  made->partial_slot = push_local("partial");
  const size_t before = nodes_;
  made->body = expression();
  made->burden = burden_since(before);
  made->reads_partial = reads_partial_;
  reads_partial_ = was_read || reads_partial_;
  pop_local("partial");
  pop_domains(made->domains.size());
  return made;
}

NodePtr Parser::quantified(Place place, bool is_every) {
  auto made = node<Quantified>(place);
  made->is_every = is_every;
  made->domains = domains();
  scanner_.expect_word("satisfies");
  const size_t before = nodes_;
  made->condition = expression();
  made->burden = burden_since(before);
  pop_domains(made->domains.size());
  return made;
}

NodePtr Parser::function_literal(Place place, const std::string& self) {
  scanner_.expect("(");
  auto made = node<FunctionLiteral>(place);
  made->code = std::make_shared<FunctionCode>();
  Scope* const outer = scope_;
  Scope inner(program_, outer);
  inner.levels = inner.levels_max = outer->levels;
  inner.name_self(self);
  scope_ = &inner;
  const size_t before = nodes_;
  auto& parameters = made->code->parameters;
  if (!scanner_.take(")")) {
    do {
      std::string name;
      const bool has_type = scanner_.take_key(name);
      if (!has_type) name = variable_name();
      made->code->types.push_back(has_type ? type() : nullptr);
      made->code->is_typed = made->code->is_typed || has_type;
      push_local(name);
      parameters.push_back(std::move(name));
    } while (scanner_.take(","));
    scanner_.expect(")");
  }
  if (scanner_.take_word("external")) {
    expression();
    made->code->is_external = true;
    made->code->body = constant({}, place);
    made->code->result = any_type();
  } else {
    made->code->body = expression();
    made->code->result = result_type_of(*made->code->body, made->code->types);
  }
  for (auto name = parameters.rbegin(); name != parameters.rend(); ++name) pop_local(*name);
  scope_ = outer;
  made->code->slots = inner.slots();
  made->code->levels = inner.levels_max - outer->levels + 1;
  made->code->burden = burden_since(before);
  made->captures = inner.take_captures();
  return made;
}

// A name before "(": a local function, a built-in one, a variable of the host or a host function.
NodePtr Parser::call_of_name(const std::string& name, Place place) {
  if (name == "not" && options_.form == Form::Expression) return call_of_builtin("not", place);
  const bool is_known = std::find(options_.known_names.begin(), options_.known_names.end(), name) !=
                        options_.known_names.end();
  if (scope_->is_local(name)) {
    auto made = node<CallValue>(place);
    made->callee = scope_->read(name, place);
    made->builtin = find_builtin(name, options_.dialect);
    call_arguments(made->arguments, made->names);
    return made;
  }
  if (!is_known && find_builtin(name, options_.dialect)) return call_of_builtin(name, place);
  auto made = node<CallValue>(place);
  made->callee = scope_->read(name, place);
  if (const auto* builtin = find_builtin(name, options_.dialect)) made->builtin = builtin;
  made->host_name = name;
  // The "item" of a filter is no name of the host's.
  const auto global = program_.index_of_name.find(name);
  if (global != program_.index_of_name.end() && called_.insert(name).second) {
    const auto& use = program_.names[global->second];
    program_.called.push_back({name, place.line, place.column, use.may_be_member});
  }
  call_arguments(made->arguments, made->names);
  return made;
}

namespace {
// The constant value of a conversion: date("2026-01-01"). Null when evaluation has to tell.
Value settled(const CallBuiltin& call, std::span<const Value* const> constants) {
  constexpr std::string_view conversions[] = {"date", "time", "date and time", "duration",
                                              "number"};
  const bool is_conversion = std::find(std::begin(conversions), std::end(conversions),
                                       call.builtin->name) != std::end(conversions);
  if (!is_conversion || !call.names.empty()) return {};
  Values values;
  for (const Value* one : constants) {
    if (!one) return {};
    values.push_back(*one);
  }
  Evaluation evaluation;
  return call.builtin->call(values, {}, evaluation, 0, 0);
}
}  // namespace

// A regular expression and its flags are no text that an input may be set to.
void Parser::forget_patterns(const CallBuiltin& call, std::span<const Value* const> constants) {
  for (size_t i = 1; i < constants.size(); ++i) {
    if (!constants[i]) continue;
    const bool is_text = call.names.empty() ? i == 2 && call.builtin->name == "replace"
                                            : call.names[i] == "replacement";
    auto& literals = program_.literals;
    const auto found = std::find(literals.rbegin(), literals.rend(), *constants[i]);
    if (!is_text && found != literals.rend()) literals.erase(std::next(found).base());
  }
}

// What is constant in a call is worked out here, once.
NodePtr Parser::call_of_builtin(const std::string& name, Place place) {
  auto made = node<CallBuiltin>(place);
  made->builtin = find_builtin(name, options_.dialect);
  const size_t ai_calls = program_.ai_calls.size();
  call_arguments(made->arguments, made->names);
  if (name == "fromAi" && options_.form == Form::Expression && scope_->is_outermost()) {
    program_.ai_calls.resize(ai_calls);  // those inside it count with it
    program_.ai_calls.push_back(made.get());
  }
  std::vector<const Value*> constants;
  for (const auto& argument : made->arguments) constants.push_back(argument->constant());
  if (Value value = settled(*made, constants); !value.is_null()) {
    return constant(std::move(value), place);
  }
  if (made->names.empty()) made->pattern = ready_pattern(name, constants);
  if (takes_pattern(name)) forget_patterns(*made, constants);
  return made;
}

NodePtr Parser::call_of_value(NodePtr callee, Place place) {
  auto made = node<CallValue>(place);
  made->callee = std::move(callee);
  call_arguments(made->arguments, made->names);
  return made;
}

void Parser::call_arguments(std::vector<NodePtr>& arguments, std::vector<std::string>& names) {
  scanner_.expect("(");
  if (scanner_.take(")")) return;
  do {
    std::string name;
    if (scanner_.take_key(name)) {
      if (names.size() != arguments.size()) scanner_.fail("named behind unnamed arguments");
      names.push_back(std::move(name));
    } else if (!names.empty()) {
      scanner_.fail("unnamed behind named arguments");
    }
    arguments.push_back(expression());
  } while (scanner_.take(","));
  scanner_.expect(")");
}

}  // namespace feel
