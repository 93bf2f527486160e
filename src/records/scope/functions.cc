// The functions that formulas over records may call: votes, holds, unit_of, person_named, name_of,
// in_words, in_figures, records, value_on.
#include <ranges>

#include "records/amounts.h"
#include "records/scope/scope.h"
#include "records/table/rows.h"
#include "records/values/value.h"
#include "storage/asked_on.h"

namespace records {

namespace {

// As names are compared: "顾 鸣" and, with the wide space of Chinese text, "顾　鸣" are 顾鸣.
std::string without_spaces(std::string_view name) {
  std::string out;
  for (size_t at = 0; at < name.size(); ++at) {
    if (name.substr(at).starts_with("\u3000")) {
      at += 2;
    } else if (name[at] != ' ') {
      out += name[at];
    }
  }
  return out;
}

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

std::optional<Equal> equal(const Field* field, const std::string& name, const feel::Value& wanted,
                           const std::string& zone) {
  if (name == "id") return Equal{"id = ?", {parse_id(id_text(wanted)).value_or(0)}};
  if (name == "state" || name == "number") return Equal{name + " = ?", {wanted.text_or_empty()}};
  if (!field || !is_stored(*field)) return {};
  return equal_field(*field, wanted, zone);
}

}  // namespace

void Scope::make_functions() {
  feel::HostFunctions& made = functions_.emplace();
  if (environment_.functions) made = *environment_.functions;
  for (auto& [name, function] : made) {
    function.call = [this, call = std::move(function.call)](std::span<const feel::Value> given,
                                                            feel::Evaluation& evaluation) {
      const storage::AskedOn here(db_);
      return call(given, evaluation);
    };
  }
  using Given = std::span<const feel::Value>;
  const auto votes = [this](Given given, feel::Evaluation&) -> feel::Value {
    if (!environment_.votes || !current_) return {};
    return environment_.votes(db_, current_->ref, given[0].text_or_empty());
  };
  const auto holds = [this](Given given, feel::Evaluation&) -> feel::Value {
    if (!environment_.holds || given[0].is_null()) return false;
    return environment_.holds(db_, given[0].text_or_empty(), given[1].text_or_empty());
  };
  const auto unit_of = [this](Given given, feel::Evaluation&) -> feel::Value {
    if (!environment_.unit_of || given[0].is_null()) return {};
    const std::string unit = environment_.unit_of(db_, given[0].text_or_empty());
    return unit.empty() ? feel::Value() : feel::Value(unit);
  };
  const auto person_named = [this](Given given, feel::Evaluation&) -> feel::Value {
    if (!environment_.id_of || given[0].is_null()) return {};
    const std::string name = given[0].text_or_empty();
    auto id = environment_.id_of(db_, FieldType::Person, name);
    if (!id) id = environment_.id_of(db_, FieldType::Person, without_spaces(name));
    return id ? feel::Value(*id) : feel::Value();
  };
  const auto name_of = [this](Given given, feel::Evaluation&) -> feel::Value {
    if (!environment_.name || given[0].is_null()) return {};
    const auto name = environment_.name(db_, FieldType::Person, given[0].text_or_empty());
    return name ? feel::Value(*name) : feel::Value();
  };
  const auto in_words = [](Given given, feel::Evaluation&) { return records::in_words(given[0]); };
  const auto in_figures = [](Given given, feel::Evaluation&) {
    return records::in_figures(given[0]);
  };
  const auto equals = [this](Given given, feel::Evaluation&) { return equal_records(given); };
  made["votes"] = {{"element"}, votes};
  made["holds"] = {{"person", "what"}, holds};
  made["unit_of"] = {{"person"}, unit_of};
  made["person_named"] = {{"name"}, person_named};
  made["name_of"] = {{"person"}, name_of};
  made["in_words"] = {{"amount"}, in_words};
  made["in_figures"] = {{"amount"}, in_figures};
  made["records"] = {{"type", "equal"}, equals, 1};
  const auto earlier = [this](Given given, feel::Evaluation&) { return value_on(given); };
  made["value_on"] = {{"type", "id", "field", "day"}, earlier};
}

feel::Value Scope::equal_records(std::span<const feel::Value> arguments) {
  const RecordType* type = catalogue_.type(arguments[0].text_or_empty());
  if (!type || !mentioned_) return {};
  Wanted rows{"1 = 1"};
  const feel::Value& equals = arguments[1];
  for (size_t i = 0; equals.is(feel::Kind::Context) && i < equals.names().size(); ++i) {
    const Field* field = type->field(equals.names()[i]);
    auto one = equal(field, equals.names()[i], equals.values()[i], environment_.zone);
    if (!one) return {};
    rows.condition += " AND " + one->sql;
    for (storage::Cell& cell : one->parameters) rows.parameters.push_back(std::move(cell));
    if (field) rows.asked.push_back(field);
  }
  return list_of(type->id, rows, *mentioned_, 1);
}

// By the history, so a change of a later day does not count; of a record that was made later, what
// it began with.
feel::Value Scope::value_on(std::span<const feel::Value> arguments) {
  const RecordType* type = catalogue_.type(arguments[0].text_or_empty());
  const Field* field = type ? type->field(arguments[2].text_or_empty()) : nullptr;
  const auto id = parse_id(id_text(arguments[1]));
  const auto day = base::parse_date(feel::to_text(arguments[3]));
  if (!field || !is_stored(*field) || field->read.is_set() || !id || !day) return {};
  const Ref ref{type->id, *id};
  if (is_withheld(ref, *field)) {
    has_read_hidden_ = true;
    return {};
  }

  const base::Time end = base::instant_of({*day + 1, 0}, environment_.zone);
  base::Json value;
  bool is_begun = false;
  const auto newest_first = history(db_, ref);
  for (const HistoryEntry& entry : newest_first | std::views::reverse) {
    const base::Json* change = base::find(entry.changes, field->id);
    if (!change && !field->was.empty()) change = base::find(entry.changes, field->was);
    const base::Json* given = change ? base::find(*change, "new") : nullptr;
    if (!given) continue;
    if (is_begun && entry.at >= end) break;
    value = *given;
    is_begun = true;
  }
  return to_feel(*field, value, environment_.zone);
}

}  // namespace records
