// The functions that formulas over records may call: votes, holds, in_words, records.
#include "base/text.h"
#include "records/scope/scope.h"
#include "records/table/rows.h"
#include "records/values/value.h"

namespace records {

namespace {

std::string id_text(const feel::Value& value) {
  return value.is(feel::Kind::Context) ? value["id"].text_or_empty() : value.text_or_empty();
}

// A condition on one column, or nothing when the field cannot be asked in SQL.
struct Equal {
  std::string sql;
  std::vector<storage::Cell> parameters;
};

Equal equal_field(const Field& field, const feel::Value& wanted, const std::string& zone) {
  const std::string column = sql_name(field.id);
  if (wanted.is_null()) return {column + " IS NULL", {}};
  if (field.is_many) return {"instr(" + column + ", ?) > 0", {"\"" + id_text(wanted) + "\""}};
  const Cleaned cleaned = clean(field, of_feel(field, wanted, zone), zone);
  if (cleaned.problem || cleaned.value.is_null()) return {"1 = 0", {}};
  return {column + " = ?", {to_cell(field, cleaned.value)}};
}

std::optional<Equal> equal(const RecordType& type, const std::string& name,
                           const feel::Value& wanted, const std::string& zone) {
  if (name == "id") return Equal{"id = ?", {parse_id(id_text(wanted)).value_or(0)}};
  if (name == "state" || name == "number") return Equal{name + " = ?", {wanted.text_or_empty()}};
  const Field* field = type.field(name);
  if (!field || !is_stored(*field)) return {};
  return equal_field(*field, wanted, zone);
}

// Yuan to the fen in capital words; null of what is no amount, or beyond what is written.
feel::Value words_of(const feel::Value& amount) {
  if (!amount.is(feel::Kind::Number)) return {};
  const auto fen = (amount.number() * base::Decimal(100)).round(0, base::Rounding::HalfUp);
  const auto whole = fen.to_int64();
  return whole ? feel::Value(base::formal_amount(*whole)) : feel::Value();
}

}  // namespace

void Scope::add_functions() {
  using Given = std::span<const feel::Value>;
  const auto votes = [this](Given given, feel::Evaluation&) -> feel::Value {
    if (!environment_.votes || !current_) return {};
    return environment_.votes(db_, current_->ref, given[0].text_or_empty());
  };
  const auto holds = [this](Given given, feel::Evaluation&) -> feel::Value {
    if (!environment_.holds || given[0].is_null()) return false;
    return environment_.holds(db_, given[0].text_or_empty(), given[1].text_or_empty());
  };
  const auto in_words = [](Given given, feel::Evaluation&) { return words_of(given[0]); };
  const auto equals = [this](Given given, feel::Evaluation&) { return equal_records(given); };
  functions_["votes"] = {{"element"}, votes};
  functions_["holds"] = {{"person", "what"}, holds};
  functions_["in_words"] = {{"amount"}, in_words};
  functions_["records"] = {{"type", "equal"}, equals, 1};
}

feel::Value Scope::equal_records(std::span<const feel::Value> arguments) {
  const RecordType* type = catalogue_.type(arguments[0].text_or_empty());
  if (!type || !mentioned_) return {};
  std::string condition = "1 = 1";
  std::vector<storage::Cell> parameters;
  const feel::Value& wanted = arguments[1];
  for (size_t i = 0; wanted.is(feel::Kind::Context) && i < wanted.names().size(); ++i) {
    auto one = equal(*type, wanted.names()[i], wanted.values()[i], environment_.zone);
    if (!one) return {};
    condition += " AND " + one->sql;
    for (storage::Cell& cell : one->parameters) parameters.push_back(std::move(cell));
  }
  return list_of(type->id, condition, parameters, *mentioned_, 1, 0);
}

}  // namespace records
