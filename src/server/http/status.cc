#include "server/http/status.h"

#include "base/text.h"

namespace server {

int status_of(const base::Error& error) {
  if (error.code == "request.wrong_method") return 405;
  if (error.code == "request.wrong_media_type") return 415;
  return base::http_status(error.kind);
}

std::string media_type_of(const Request& request) {
  const auto declared = request.header("content-type");
  return base::lower_ascii(base::trim(declared.substr(0, declared.find(';'))));
}

}  // namespace server
