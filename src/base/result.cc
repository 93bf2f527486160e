#include "base/result.h"

#include <map>

namespace base {

Error refusal(std::string_view code) {
  static const auto by_code = [] {
    std::map<std::string_view, const ErrorCode*> all;
    for (const ErrorCode& entry : error_codes()) all.emplace(entry.code, &entry);
    return all;
  }();
  const auto found = by_code.find(code);
  ensure(found != by_code.end(), "refusal with an unlisted code: " + std::string(code));
  const ErrorCode& entry = *found->second;
  Error error;
  error.kind = entry.kind;
  error.code = entry.code;
  error.title = {std::string(entry.zh), std::string(entry.en)};
  return error;
}

int http_status(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::Invalid: return 400;
    case ErrorKind::Unauthenticated: return 401;
    case ErrorKind::Forbidden: return 403;
    case ErrorKind::NotFound: return 404;
    case ErrorKind::Conflict: return 409;
    case ErrorKind::TooLarge: return 413;
    case ErrorKind::Refused: return 422;
    case ErrorKind::TooMany: return 429;
    case ErrorKind::Internal: return 500;
    case ErrorKind::Unavailable: return 503;
  }
  return 500;
}

std::string Problem::print() const {
  std::string out = file;
  if (line > 0) out += ":" + std::to_string(line);
  if (line > 0 && column > 0) out += ":" + std::to_string(column);
  return out + ": " + text;
}

}  // namespace base
