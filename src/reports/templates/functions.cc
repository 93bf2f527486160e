// What templates may call.
#include "records/amounts.h"
#include "reports/template.h"

namespace reports {
namespace {

// "2026年3月2日"; in English as it is written.
feel::Value date_in_words(const feel::Value& date, bool is_chinese) {
  if (!date.is(feel::Kind::Date) && !date.is(feel::Kind::DateTime)) return {};
  const int64_t day = date.is(feel::Kind::Date) ? date.day() : date.clock().day;
  if (day < -1'000'000 || day > 3'000'000) return feel::Value(feel::to_text(date));
  const auto parts = base::civil(base::Date{static_cast<int32_t>(day)});
  if (!is_chinese) return feel::Value(base::print(base::Date{static_cast<int32_t>(day)}));
  return feel::Value(std::to_string(parts.year) + "年" + std::to_string(parts.month) + "月" +
                     std::to_string(parts.day) + "日");
}

}  // namespace

feel::HostFunctions template_functions(std::string_view language) {
  using Given = std::span<const feel::Value>;
  const bool is_chinese = language != "en";
  feel::HostFunctions functions;
  functions["say"] = {{"zh", "en"}, [is_chinese](Given given, feel::Evaluation&) {
                        return given[is_chinese ? 0 : 1];
                      }};
  functions["in_words"] = {
      {"amount"}, [](Given given, feel::Evaluation&) { return records::in_words(given[0]); }};
  functions["in_figures"] = {
      {"amount"}, [](Given given, feel::Evaluation&) { return records::in_figures(given[0]); }};
  functions["date_in_words"] = {{"date"}, [is_chinese](Given given, feel::Evaluation&) {
                                  return date_in_words(given[0], is_chinese);
                                }};
  return functions;
}

}  // namespace reports
