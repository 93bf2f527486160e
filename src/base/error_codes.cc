// The list of refusals, compiled in from error_codes.txt.
#include <algorithm>

#include "base/result.h"
#include "base/text.h"

namespace base {
namespace {

constexpr std::string_view listing =
#include "error_codes.inc"
    ;

constexpr std::pair<std::string_view, ErrorKind> kinds[] = {
    {"Invalid", ErrorKind::Invalid},     {"Unauthenticated", ErrorKind::Unauthenticated},
    {"Forbidden", ErrorKind::Forbidden}, {"NotFound", ErrorKind::NotFound},
    {"Conflict", ErrorKind::Conflict},   {"TooLarge", ErrorKind::TooLarge},
    {"Refused", ErrorKind::Refused},     {"TooMany", ErrorKind::TooMany},
    {"Internal", ErrorKind::Internal},   {"Unavailable", ErrorKind::Unavailable},
};

ErrorKind kind_of(std::string_view name) {
  for (const auto& [text, kind] : kinds) {
    if (text == name) return kind;
  }
  throw Bug("error_codes.txt: unknown kind " + std::string(name));
}

std::string_view next_part(std::string_view& line) {
  const size_t end = std::min(line.find('|'), line.size());
  const std::string_view part = trim(line.substr(0, end));
  line.remove_prefix(std::min(end + 1, line.size()));
  return part;
}

std::vector<ErrorCode> read_listing() {
  std::vector<ErrorCode> codes;
  for (std::string_view rest = listing; !rest.empty();) {
    const size_t end = std::min(rest.find('\n'), rest.size());
    std::string_view line = trim(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.empty() || line.front() == '#') continue;
    const std::string_view code = next_part(line);
    const ErrorKind kind = kind_of(next_part(line));
    const std::string_view zh = next_part(line);
    codes.push_back({code, kind, zh, next_part(line)});
  }
  return codes;
}

}  // namespace

const std::vector<ErrorCode>& error_codes() {
  static const std::vector<ErrorCode> codes = read_listing();
  return codes;
}

}  // namespace base
