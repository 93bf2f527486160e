#include "bpmn/variable_name.h"

#include <algorithm>
#include <cctype>
#include <iterator>

namespace bpmn {

bool is_variable_path(std::string_view text) {
  constexpr std::string_view kReserved[] = {"null", "true", "false",   "function", "if", "then",
                                            "else", "for",  "between", "instance", "of"};
  if (std::ranges::find(kReserved, text) != std::end(kReserved)) return false;
  bool begins = true;
  for (const char each : text) {
    const auto byte = static_cast<unsigned char>(each);
    const bool is_letter = byte >= 0x80 || std::isalpha(byte) != 0 || each == '_';
    const bool fits = is_letter || (!begins && (std::isdigit(byte) != 0 || each == '.'));
    if (!fits) return false;
    begins = each == '.';
  }
  return !begins;
}

bool is_variable_name(std::string_view text) {
  return is_variable_path(text) && text.find('.') == std::string_view::npos;
}

}  // namespace bpmn
