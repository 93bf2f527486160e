// What Camunda's FEEL adds to the standard's functions.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "feel/builtins/builtin.h"
#include "feel/builtins/pattern.h"
#include "feel/compare.h"
#include "feel/temporal/temporal.h"
#include "feel/value/cells.h"

namespace feel {
namespace {

Value is_defined(const Arguments& arguments) { return !arguments[0].is_null(); }
Value get_or_else(const Arguments& arguments) {
  return arguments[0].is_null() ? arguments[1] : arguments[0];
}
Value assert_holds(const Arguments& arguments) {
  if (arguments[1].is_true()) return arguments[0];
  arguments.evaluation.has_failed_assertion = true;
  return arguments.fail(arguments.has(2) ? arguments[2].text_or_empty() : "the assertion fails");
}
Value is_blank(const Arguments& arguments) {
  const std::string& text = arguments[0].text();
  return std::all_of(text.begin(), text.end(),
                     [](unsigned char c) { return c == ' ' || (c >= 9 && c <= 13); });
}
Value trim(const Arguments& arguments) {
  const std::string& text = arguments[0].text();
  constexpr std::string_view blanks = " \t\n\v\f\r";
  const size_t from = text.find_first_not_of(blanks);
  if (from == std::string::npos) return "";
  return text.substr(from, text.find_last_not_of(blanks) - from + 1);
}
Value to_json_text(const Arguments& arguments) {
  if (!arguments.spend(Cells::weight(arguments[0]))) return {};
  return base::print(to_json(arguments[0]));
}
Value from_json_text(const Arguments& arguments) {
  if (!arguments.spend(arguments[0].text().size() / 4)) return {};
  auto value = parse_json_exact(arguments[0].text());
  return value.ok() ? std::move(*value) : arguments.fail("no JSON: " + value.error().detail);
}
Value to_base64(const Arguments& arguments) { return base::base64(arguments[0].text()); }
Value is_empty(const Arguments& arguments) { return arguments[0].items().empty(); }
Value partition(const Arguments& arguments) {
  const auto size = arguments[1].number().to_int64();
  if (!size || *size < 1) return arguments.fail("no such size");
  Values parts;
  const auto items = arguments[0].items();
  if (!arguments.spend(items.size() / 2 + items.size() / static_cast<size_t>(*size))) return {};
  for (size_t at = 0; at < items.size(); at += static_cast<size_t>(*size)) {
    const auto rest = items.subspan(at);
    const auto part = rest.first(std::min(rest.size(), static_cast<size_t>(*size)));
    parts.push_back(Value::list({part.begin(), part.end()}));
    if (*size >= static_cast<int64_t>(items.size())) break;
  }
  return Value::list(std::move(parts));
}
Value last_day_of_month(const Arguments& arguments) {
  const Value& from = arguments[0];
  const Civil civil = civil_of(from.is(Kind::Date) ? from.day() : from.clock().day);
  return Value::date_of_day(
      day_of({civil.year, civil.month, days_in_month(civil.year, civil.month)}));
}
// The text of a timer's cycle: "R3/PT1H".
Value cycle(const Arguments& arguments) {
  const bool is_counted = arguments.size() > 1;
  const Value& interval = arguments[is_counted ? 1 : 0];
  std::string times;
  if (is_counted && arguments.has(0)) {
    const auto count = arguments[0].number().to_int64();
    if (!count) return arguments.fail("the number of repetitions is not whole");
    times = std::to_string(*count);
  }
  return "R" + times + "/" + to_text(interval);
}
Value random_number(const Arguments& arguments) {
  if (!arguments.evaluation.random) return arguments.fail("there is no random source here");
  uint64_t drawn = 0;
  arguments.evaluation.random->fill(&drawn, sizeof drawn);
  constexpr int digits = 18;
  return base::Decimal::scaled(static_cast<int64_t>(drawn % 1'000'000'000'000'000'000U), digits);
}
// Of version 4, RFC 9562.
Value uuid(const Arguments& arguments) {
  if (!arguments.evaluation.random) return arguments.fail("there is no random source here");
  std::array<unsigned char, 16> bytes{};
  arguments.evaluation.random->fill(bytes.data(), bytes.size());
  bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0f) | 0x40);
  bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3f) | 0x80);
  constexpr std::string_view hex = "0123456789abcdef";
  std::string text;
  for (size_t i = 0; i < bytes.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
    text += hex[bytes[i] >> 4];
    text += hex[bytes[i] & 0x0f];
  }
  return text;
}
// What a model is told about the value plays no part in it.
Value from_ai(const Arguments& arguments) { return arguments[0]; }

constexpr BuiltinRow kRows[] = {
    {"is defined", "value: *any", is_defined},
    {"get or else", "value: *any, default: *any", get_or_else},
    {"assert", "value: *any, condition: *any, cause?: string", assert_holds},
    {"is blank", "string: string", is_blank},
    {"trim", "string: string", trim},
    {"to json", "value: *any", to_json_text},
    {"from json", "value: string", from_json_text},
    {"to base64", "value: string", to_base64},
    {"is empty", "list: list", is_empty},
    {"partition", "list: list, size: number", partition},
    {"cycle", "interval: duration | repetitions: *number, interval: duration", cycle},
    {"random number", "", random_number},
    {"uuid", "", uuid},
    {"last day of month", "date: moment", last_day_of_month},
    {"number",
     "from: number | from: string"
     " | from: string, grouping separator: *string, decimal separator?: *string",
     to_number},
    {"date and time",
     "from: string | from: moment | date: moment, time: time | date: datetime, timezone: string",
     to_date_time},
    {"string join", "list: list, delimiter?: *string, prefix?: *string, suffix?: *string",
     string_join},
    {"context merge", "contexts: list...", context_merge},
    {"context put",
     "context: context, key: string, value: *any | context: context, keys: list, value: *any",
     context_put_making},
    {"put", "context: context, key: string, value: *any", context_put},
    {"put all", "contexts: list...", context_merge},
    {"fromAi",
     "value: *any, description?: *string, type?: *string, schema?: *context, options?: *context",
     from_ai},
};

}  // namespace

std::span<const BuiltinRow> camunda_functions() { return kRows; }

}  // namespace feel
