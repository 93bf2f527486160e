#include "records/values/value.h"

#include <cstdlib>

#include "base/text.h"
#include "base/time.h"

namespace records {

namespace {

using base::Json;

bool is_integer_column(const Field& field) {
  switch (field.type) {
    case FieldType::Number:
    case FieldType::Money:
    case FieldType::Percent:
    case FieldType::DateTime:
    case FieldType::Boolean: return true;
    case FieldType::Link: return !field.is_many;
    default: return false;
  }
}

// Values kept as JSON text.
bool is_document(const Field& field) {
  switch (field.type) {
    case FieldType::Tags:
    case FieldType::Attachment:
    case FieldType::Photo:
    case FieldType::Signature:
    case FieldType::Json: return true;
    default: return field.is_many;
  }
}

feel::Value duration_to_feel(const std::string& text) {
  const auto duration = base::parse_duration(text);
  if (!duration) return {};
  if (duration->working_days != 0 || duration->working_time.micros != 0) return text;
  const base::Span time = base::fixed_span(*duration);
  if (duration->months != 0 && time == base::Span{})
    return feel::Value::year_month(duration->months);
  if (duration->months == 0) return feel::Value::day_time(time);
  return text;
}

Json number_of_feel(const Field& field, const feel::Value& value) {
  if (!value.is(feel::Kind::Number)) return feel::to_json(value);
  return Json(value.number().round(scale_of(field), base::Rounding::HalfUp).print());
}

Json reference_of_feel(const feel::Value& value) {
  if (value.is(feel::Kind::Context)) return feel::to_json(value["id"]);
  if (value.is(feel::Kind::Number)) return Json(value.number().print());
  if (!value.is(feel::Kind::List)) return feel::to_json(value);
  base::JsonArray ids;
  for (const feel::Value& item : value.items()) ids.push_back(reference_of_feel(item));
  return ids;
}

Json instant_of_feel(const feel::Value& value, std::string_view zone) {
  if (const auto time = value.instant_in(zone)) return Json(base::print_utc(*time));
  return feel::to_json(value);
}

}  // namespace

int scale_of(const Field& field) { return field.scale.value_or(2); }

base::Json number_json(const Field& field, int64_t unscaled) {
  const int scale = scale_of(field);
  if (field.type == FieldType::Money) return Json(print_scaled(unscaled, scale));
  const base::Decimal number = base::Decimal::scaled(unscaled, scale);
  if (const auto integer = number.to_int64()) return Json(*integer);
  if (std::abs(unscaled) < 1'000'000'000'000'000) return Json(number.to_double());
  return Json(number.print());
}

bool is_numeric(FieldType type) {
  return type == FieldType::Number || type == FieldType::Money || type == FieldType::Percent;
}

bool is_stored(const Field& field) {
  return !field.computed.is_set() && field.type != FieldType::Children;
}

std::string print_scaled(int64_t unscaled, int scale) {
  const bool is_negative = unscaled < 0;
  std::string digits = std::to_string(unscaled);
  if (is_negative) digits.erase(0, 1);
  const auto places = static_cast<size_t>(scale);
  if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
  if (scale > 0) digits.insert(digits.size() - places, ".");
  return is_negative ? "-" + digits : digits;
}

std::optional<base::Decimal> decimal_of(const Json& value) {
  if (value.is_int64()) return base::Decimal(value.as_int64());
  if (value.is_uint64()) return base::Decimal::parse(std::to_string(value.as_uint64()));
  if (value.is_double()) return base::Decimal::of_double(value.as_double());
  if (!value.is_string()) return {};
  const std::string_view text = base::trim(std::string_view(value.as_string()));
  if (text.empty() || text.size() > 60) return {};
  return base::Decimal::parse(text);
}

std::vector<std::string> ids_of(const Json& value) {
  std::vector<std::string> ids;
  if (value.is_string()) ids.emplace_back(value.as_string());
  if (!value.is_array()) return ids;
  for (const Json& item : value.as_array()) {
    if (item.is_string()) ids.emplace_back(item.as_string());
  }
  return ids;
}

namespace {

bool is_prose(FieldType type) { return type == FieldType::Text || type == FieldType::LongText; }

// {zh, en}; nothing where it says nothing.
Json both_languages(const feel::Value& value) {
  const std::string zh = value["zh"].text_or_empty();
  if (zh.empty()) return nullptr;
  return base::JsonObject{{"zh", zh}, {"en", value["en"].text_or_empty()}};
}

}  // namespace

Json of_computed(const Field& field, const feel::Value& value, std::string_view zone) {
  if (is_prose(field.type) && value["zh"].is(feel::Kind::String)) return both_languages(value);
  if (!is_numeric(field.type)) return clean(field, of_feel(field, value, zone), zone).value;
  if (!value.is(feel::Kind::Number)) return nullptr;
  const int scale = scale_of(field);
  const auto unscaled = value.number().round(scale, base::Rounding::HalfUp).to_scaled(scale);
  return unscaled ? number_json(field, *unscaled) : Json(nullptr);
}

std::string_view column_type(const Field& field) {
  return is_integer_column(field) ? "INTEGER" : "TEXT";
}

storage::Cell to_cell(const Field& field, const Json& value) {
  if (value.is_null()) return nullptr;
  if (is_numeric(field.type)) return decimal_of(value)->to_scaled(scale_of(field)).value();
  if (is_document(field)) return base::print(value);
  switch (field.type) {
    case FieldType::Boolean: return int64_t{value.as_bool()};
    case FieldType::DateTime: return base::parse_time(std::string_view(value.as_string()))->micros;
    case FieldType::Link: return static_cast<int64_t>(std::stoll(std::string(value.as_string())));
    default: return std::string(value.as_string());
  }
}

Json of_cell(const Field& field, const storage::Cell& cell) {
  if (std::holds_alternative<std::nullptr_t>(cell)) return nullptr;
  if (const auto* integer = std::get_if<int64_t>(&cell)) {
    if (is_numeric(field.type)) return number_json(field, *integer);
    if (field.type == FieldType::Boolean) return Json(*integer != 0);
    if (field.type == FieldType::DateTime) return Json(base::print_utc({*integer}));
    return Json(std::to_string(*integer));
  }
  const auto* text = std::get_if<std::string>(&cell);
  base::ensure(text != nullptr, "unexpected kind of cell in column " + field.id);
  if (!is_document(field)) return Json(*text);
  auto parsed = base::parse_json(*text);
  base::ensure(parsed.ok(), "stored JSON cannot be read in column " + field.id);
  return std::move(parsed).value();
}

feel::Value to_feel(const Field& field, const Json& value, std::string_view zone) {
  if (value.is_null()) return {};
  if (is_numeric(field.type)) {
    const auto number = decimal_of(value);
    return number ? feel::Value(*number) : feel::Value();
  }
  if (!value.is_string()) return feel::from_json(value);
  const std::string text(value.as_string());
  switch (field.type) {
    case FieldType::Date: return feel::parse_date(text);
    case FieldType::Time: return feel::parse_time(text);
    case FieldType::Duration: return duration_to_feel(text);
    case FieldType::DateTime: {
      const auto time = base::parse_time(text);
      return time ? feel::Value::instant(*time, zone) : feel::Value();
    }
    default: return text;
  }
}

Json of_feel(const Field& field, const feel::Value& value, std::string_view zone) {
  if (value.is_null()) return nullptr;
  // A list where one value is wanted, as filters give it: its only item, or nothing.
  if (value.is(feel::Kind::List) && !is_document(field) && value.items().size() < 2) {
    return value.items().empty() ? Json(nullptr) : of_feel(field, value.items()[0], zone);
  }
  if (is_numeric(field.type)) return number_of_feel(field, value);
  switch (field.type) {
    case FieldType::Person:
    case FieldType::Unit:
    case FieldType::Position:
    case FieldType::Link:
    case FieldType::Instance: return reference_of_feel(value);
    case FieldType::DateTime: return instant_of_feel(value, zone);
    case FieldType::Date:
      if (value.is(feel::Kind::DateTime)) {
        const auto time = value.instant_in(zone);
        if (time) return Json(base::print(base::local_in(*time, zone).date));
      }
      return Json(feel::to_text(value));
    case FieldType::Text:
    case FieldType::LongText:
    case FieldType::Code:
    case FieldType::Address:
    case FieldType::Time:
    case FieldType::Duration:
      if (value.is(feel::Kind::List) || value.is(feel::Kind::Context)) return feel::to_json(value);
      return Json(feel::to_text(value));
    default: return feel::to_json(value);
  }
}

}  // namespace records
