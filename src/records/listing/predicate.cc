#include "records/listing/predicate.h"

#include <algorithm>
#include <array>

#include "base/decimal.h"
#include "base/text.h"
#include "records/table/rows.h"
#include "records/values/value.h"

namespace records {

namespace {

// What an operand is compared as. Operands of different kinds are left to evaluation.
enum class Kind { Null, Boolean, Number, Text, Date, Id };

struct Operand {
  Kind kind = Kind::Null;
  std::string column;  // empty: a literal
  int scale = 0;       // of a number column
  base::Decimal number;
  std::string text;  // of a text or date
  bool truth = false;
  bool is_column() const { return !column.empty(); }
};

enum class TokenKind { End, Name, Number, String, Symbol };
struct Token {
  TokenKind kind = TokenKind::End;
  std::string text;
};

bool is_name_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Empty when there is a character that no translated predicate has.
std::optional<std::vector<Token>> scan(std::string_view text) {
  std::vector<Token> tokens;
  for (size_t at = 0; at < text.size();) {
    const char c = text[at];
    size_t end = at + 1;
    if (c == ' ' || c == '\n' || c == '\t') {
      at = end;
      continue;
    }
    if (is_name_start(c)) {
      while (end < text.size() && (is_name_start(text[end]) || is_digit(text[end]))) ++end;
      tokens.push_back({TokenKind::Name, std::string(text.substr(at, end - at))});
    } else if (is_digit(c)) {
      while (end < text.size() && (is_digit(text[end]) || text[end] == '.')) ++end;
      tokens.push_back({TokenKind::Number, std::string(text.substr(at, end - at))});
    } else if (c == '"') {
      while (end < text.size() && text[end] != '"') {
        if (text[end] == '\\') return {};
        ++end;
      }
      if (end == text.size()) return {};
      tokens.push_back({TokenKind::String, std::string(text.substr(at + 1, end - at - 1))});
      ++end;
    } else {
      const std::string_view two = text.substr(at, 2);
      if (two == "<=" || two == ">=" || two == "!=") end = at + 2;
      tokens.push_back({TokenKind::Symbol, std::string(text.substr(at, end - at))});
      if (std::string_view("()[]<>=!,.-").find(c) == std::string_view::npos) return {};
    }
    at = end;
  }
  tokens.push_back({});
  return tokens;
}

// Thrown inside this file when a predicate is not one of those that are translated.
struct Untranslated {};

class Translator {
 public:
  Translator(std::vector<Token> tokens, const RecordType& type, const Environment& environment)
      : tokens_(std::move(tokens)), type_(type), environment_(environment) {}

  SqlPredicate translate() {
    std::string sql = disjunction();
    if (peek().kind != TokenKind::End) throw Untranslated{};
    return {std::move(sql), std::move(parameters_)};
  }

 private:
  const Token& peek(size_t ahead = 0) const {
    return tokens_[std::min(at_ + ahead, tokens_.size() - 1)];
  }
  bool take(std::string_view text) {
    if (peek().kind == TokenKind::String || peek().text != text) return false;
    ++at_;
    return true;
  }
  void expect(std::string_view text) {
    if (!take(text)) throw Untranslated{};
  }

  std::string disjunction() {
    std::string sql = conjunction();
    while (take("or")) sql = "(" + sql + " OR " + conjunction() + ")";
    return sql;
  }
  std::string conjunction() {
    std::string sql = negation();
    while (take("and")) sql = "(" + sql + " AND " + negation() + ")";
    return sql;
  }
  std::string negation() {
    if (++depth_ > 50) throw Untranslated{};
    std::string sql;
    if (peek().text == "not" && peek(1).text == "(" && peek().kind == TokenKind::Name) {
      at_ += 2;
      sql = "(NOT " + disjunction() + ")";
      expect(")");
    } else if (peek().kind == TokenKind::Symbol && take("(")) {
      sql = "(" + disjunction() + ")";
      expect(")");
    } else {
      sql = comparison();
    }
    --depth_;
    return sql;
  }

  std::string comparison();
  std::string contains();
  std::string list_contains();
  std::string membership(const Operand& left);
  std::string between(const Operand& left);
  std::string equality(const Operand& left, const Operand& right);
  std::string order(const Operand& left, const std::string& symbol, const Operand& right);
  Operand operand();
  Operand name_operand(const std::string& name);
  Operand field_operand(const Field& field);
  Operand date_literal(const std::string& text);
  std::string print(const Operand& operand, const Operand& other);
  void expect_same_kind(const Operand& left, const Operand& right);
  const Field* plain_field();

  std::vector<Token> tokens_;
  const RecordType& type_;
  const Environment& environment_;
  size_t at_ = 0;
  int depth_ = 0;
  std::vector<storage::Cell> parameters_;
};

std::string Translator::comparison() {
  if (peek().text == "contains" && peek(1).text == "(") return contains();
  if (peek().text == "list" && peek(1).text == "contains") return list_contains();
  const Operand left = operand();
  if (take("in")) return membership(left);
  if (take("between")) return between(left);
  for (const char* symbol : {"<=", ">=", "<", ">"}) {
    if (take(symbol)) return order(left, symbol, operand());
  }
  if (take("=")) return equality(left, operand());
  if (take("!=")) return "(NOT " + equality(left, operand()) + ")";
  throw Untranslated{};
}

const Field* Translator::plain_field() {
  const Field* field = type_.field(peek().text);
  if (peek().kind != TokenKind::Name || !field || !is_answered_by_table(*field, environment_))
    throw Untranslated{};
  ++at_;
  return field;
}

// A text field holds a text.
std::string Translator::contains() {
  at_ += 2;
  const Field* field = plain_field();
  const bool is_text = field->type == FieldType::Text || field->type == FieldType::LongText ||
                       field->type == FieldType::Code || field->type == FieldType::Address;
  if (!is_text) throw Untranslated{};
  expect(",");
  if (peek().kind != TokenKind::String) throw Untranslated{};
  parameters_.emplace_back(tokens_[at_++].text);
  expect(")");
  return "(instr(" + sql_name(field->id) + ", ?) > 0)";
}

// A list of ids holds an id.
std::string Translator::list_contains() {
  at_ += 2;
  expect("(");
  const Field* field = plain_field();
  if (!field->is_many || field->type == FieldType::Link) throw Untranslated{};
  expect(",");
  const Operand wanted = operand();
  if (wanted.is_column() || wanted.kind != Kind::Text) throw Untranslated{};
  expect(")");
  parameters_.emplace_back(base::print(base::Json(wanted.text)));
  return "(instr(" + sql_name(field->id) + ", ?) > 0)";
}

std::string Translator::membership(const Operand& left) {
  const bool is_list = peek().text == "[";
  if (!take("(") && !take("[")) throw Untranslated{};
  std::string any;
  do {
    const Operand one = operand();
    if (one.is_column() || one.kind == Kind::Null) throw Untranslated{};
    any += (any.empty() ? "" : " OR ") + equality(left, one);
  } while (take(","));
  expect(is_list ? "]" : ")");
  return "(" + any + ")";
}

std::string Translator::between(const Operand& left) {
  const Operand low = operand();
  expect("and");
  const Operand high = operand();
  const std::string above = order(left, ">=", low);
  return "(" + above + " AND " + order(left, "<=", high) + ")";
}

// Equality of FEEL is true or false also where a side is null.
std::string Translator::equality(const Operand& left, const Operand& right) {
  if (!left.is_column() && right.is_column()) return equality(right, left);
  if (!left.is_column()) throw Untranslated{};
  if (right.kind == Kind::Null) return "(" + left.column + " IS NULL)";
  expect_same_kind(left, right);
  const std::string other = print(right, left);
  if (right.is_column()) {
    return "(COALESCE(" + left.column + " = " + other + ", " + left.column + " IS NULL AND " +
           other + " IS NULL))";
  }
  return "(COALESCE(" + left.column + " = " + other + ", FALSE))";
}

std::string Translator::order(const Operand& left, const std::string& symbol,
                              const Operand& right) {
  expect_same_kind(left, right);
  if (left.kind == Kind::Boolean || left.kind == Kind::Null || left.kind == Kind::Id) {
    throw Untranslated{};
  }
  if (!left.is_column() && !right.is_column()) throw Untranslated{};
  const std::string first = print(left, right);
  return "(" + first + " " + symbol + " " + print(right, left) + ")";
}

void Translator::expect_same_kind(const Operand& left, const Operand& right) {
  if (left.kind != right.kind) throw Untranslated{};
  const bool has_two_scales = left.is_column() && right.is_column() && left.scale != right.scale;
  if (left.kind == Kind::Number && has_two_scales) throw Untranslated{};
}

std::string Translator::print(const Operand& operand, const Operand& other) {
  if (operand.is_column()) return operand.column;
  switch (operand.kind) {
    case Kind::Number: {
      const auto unscaled = operand.number.to_scaled(other.scale);
      if (!unscaled) throw Untranslated{};
      parameters_.emplace_back(*unscaled);
      break;
    }
    case Kind::Boolean: parameters_.emplace_back(int64_t{operand.truth}); break;
    case Kind::Id: parameters_.emplace_back(parse_id(operand.text).value_or(0)); break;
    default: parameters_.emplace_back(operand.text);
  }
  return "?";
}

Operand Translator::operand() {
  const Token token = peek();
  ++at_;
  Operand made;
  if (token.kind == TokenKind::String) {
    made.kind = Kind::Text;
    made.text = token.text;
    return made;
  }
  const bool is_negative = token.text == "-";
  if (token.kind == TokenKind::Number || is_negative) {
    const std::string digits = is_negative ? tokens_[at_++].text : token.text;
    const auto number = base::Decimal::parse(digits);
    if (!number || !is_digit(digits[0])) throw Untranslated{};
    made.kind = Kind::Number;
    made.number = is_negative ? -*number : *number;
    return made;
  }
  if (token.kind != TokenKind::Name) throw Untranslated{};
  return name_operand(token.text);
}

Operand Translator::name_operand(const std::string& name) {
  Operand made;
  if (name == "null") return made;
  if (name == "true" || name == "false") {
    made.kind = Kind::Boolean;
    made.truth = name == "true";
    return made;
  }
  if (const Field* field = type_.field(name)) return field_operand(*field);
  if (name == "state" || name == "number") {
    // An empty state is null in FEEL.
    made.kind = Kind::Text;
    made.column = name == "state" ? "NULLIF(state, '')" : "number";
    return made;
  }
  if (name == "created_by" || name == "updated_by") {
    made.kind = Kind::Text;
    made.column = name;
    return made;
  }
  if (name == "today") {
    expect("(");
    expect(")");
    return date_literal(base::print(base::local_in(environment_.now, environment_.zone).date));
  }
  if (name == "actor") {
    expect(".");
    expect("person");
    made.kind = Kind::Text;
    made.text = environment_.acting.person;
    return made;
  }
  if (name == "date") {
    expect("(");
    if (peek().kind != TokenKind::String) throw Untranslated{};
    const std::string text = tokens_[at_++].text;
    expect(")");
    return date_literal(text);
  }
  throw Untranslated{};
}

Operand Translator::date_literal(const std::string& text) {
  const auto date = base::parse_date(text);
  if (!date || base::print(*date) != text) throw Untranslated{};
  Operand made;
  made.kind = Kind::Date;
  made.text = text;
  return made;
}

Operand Translator::field_operand(const Field& field) {
  if (!is_answered_by_table(field, environment_) || field.is_many) throw Untranslated{};
  Operand made;
  made.column = sql_name(field.id);
  switch (field.type) {
    case FieldType::Number:
    case FieldType::Money:
    case FieldType::Percent:
      made.kind = Kind::Number;
      made.scale = scale_of(field);
      return made;
    case FieldType::Text:
    case FieldType::LongText:
    case FieldType::Choice:
    case FieldType::Person:
    case FieldType::Unit:
    case FieldType::Position:
    case FieldType::Address:
    case FieldType::Code: made.kind = Kind::Text; return made;
    case FieldType::Date: made.kind = Kind::Date; return made;
    case FieldType::Boolean: made.kind = Kind::Boolean; return made;
    case FieldType::Link:
      // Only its absence can be asked, or its id.
      made.kind = Kind::Id;
      if (take(".")) {
        expect("id");
        if (peek().text != "=" || peek(1).kind != TokenKind::String) throw Untranslated{};
        const std::string& id = peek(1).text;
        if (!parse_id(id) || id[0] == '0') throw Untranslated{};
        tokens_[at_ + 1].kind = TokenKind::Number;
        made.kind = Kind::Number;
      }
      return made;
    default: throw Untranslated{};
  }
}

// The parts between top-level `and`s; none where anything else at that level binds weaker than
// `and` or holds an `and` of its own.
std::vector<std::string_view> conjuncts_of(std::string_view text) {
  constexpr std::array weaker = {"or", "if", "for", "some", "every", "between", "function"};
  std::vector<std::string_view> parts;
  // Comments could hide quotes.
  if (text.find("//") != text.npos || text.find("/*") != text.npos) return parts;
  int depth = 0;
  size_t begin = 0;
  for (size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == '"') {
      for (++at; at < text.size() && text[at] != '"'; ++at) at += text[at] == '\\' ? 1 : 0;
      ++at;
      continue;
    }
    depth += (c == '(' || c == '[' || c == '{') - (c == ')' || c == ']' || c == '}');
    size_t end = at + 1;
    if (is_name_start(c)) {
      while (end < text.size() && (is_name_start(text[end]) || is_digit(text[end]))) ++end;
      const std::string_view word = text.substr(at, end - at);
      if (depth == 0 && std::ranges::find(weaker, word) != weaker.end()) return {};
      if (depth == 0 && word == "and") {
        parts.push_back(text.substr(begin, at - begin));
        begin = end;
      }
    }
    at = end;
  }
  if (parts.empty()) return {};
  parts.push_back(text.substr(begin));
  return parts;
}

std::string literal_of(const Field* field, const base::Json& value, std::string_view zone) {
  if (!field) return feel::print(feel::from_json(value));
  const Cleaned cleaned = clean(*field, value, zone);
  return cleaned.problem ? "" : feel::print(to_feel(*field, cleaned.value, zone));
}

}  // namespace

bool is_answered_by_table(const Field& field, const Environment& environment) {
  const bool is_told =
      !field.read.is_set() || (environment.acting.is_process && !environment.is_form);
  return is_stored(field) && !field.is_retired && is_told;
}

std::optional<SqlPredicate> to_sql(std::string_view feel_text, const RecordType& type,
                                   const Environment& environment) {
  auto tokens = scan(feel_text);
  if (!tokens) return {};
  try {
    return Translator(*std::move(tokens), type, environment).translate();
  } catch (const Untranslated&) {
    return {};
  }
}

std::vector<SqlPredicate> necessary_sql(std::string_view feel_text, const RecordType& type,
                                        const Environment& environment) {
  std::vector<SqlPredicate> found;
  for (const std::string_view part : conjuncts_of(feel_text)) {
    if (auto sql = to_sql(part, type, environment)) found.push_back(*std::move(sql));
  }
  return found;
}

base::Result<std::string> to_feel_text(const FieldFilter& filter, const RecordType& type,
                                       const Environment& environment) {
  const base::Error refused = base::refusal("records.query_invalid").at(filter.field);
  const Field* field = type.field(filter.field);
  const bool is_system = filter.field == "state" || filter.field == "number" ||
                         filter.field == "created_by" || filter.field == "updated_by";
  if ((!field && !is_system) || (field && field->type == FieldType::Children)) return refused;
  const std::string& name = filter.field;
  if (filter.op == "empty") return name + " = null";
  if (filter.op == "filled") return name + " != null";
  if (filter.op == "in") {
    if (!filter.value.is_array() || filter.value.as_array().empty()) return refused;
    std::vector<std::string> literals;
    for (const base::Json& item : filter.value.as_array()) {
      literals.push_back(literal_of(field, item, environment.zone));
      if (literals.back().empty()) return refused;
    }
    return name + " in (" + base::join(literals, ", ") + ")";
  }
  const bool is_list = field && (field->is_many || field->type == FieldType::Tags);
  const bool is_plain_text = !field || is_list || filter.op == "contains";
  const std::string literal =
      literal_of(is_plain_text ? nullptr : field, filter.value, environment.zone);
  if (literal.empty() || (is_plain_text && !filter.value.is_string())) return refused;
  if (filter.op == "contains" || is_list) {
    return (is_list ? "list contains(" : "contains(") + name + ", " + literal + ")";
  }
  constexpr std::array operators = {"=", "!=", "<", "<=", ">", ">="};
  if (std::ranges::find(operators, filter.op) == operators.end()) return refused;
  const bool is_link = field && field->type == FieldType::Link;
  return name + (is_link ? ".id " : " ") + filter.op + " " + literal;
}

}  // namespace records
