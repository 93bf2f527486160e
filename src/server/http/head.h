// What goes over the wire before the body of an answer.
#pragma once

#include <optional>
#include <string>

#include "server/http/message.h"

namespace server {

// The connection that an answer goes out on.
struct Wire {
  unsigned version = 11;  // of HTTP, times ten
  bool is_kept = false;   // for the next request
};

// Status line and headers (RFC 9112), with those that every answer carries: what a browser may do
// with it. An answer that brings a Content-Security-Policy of its own keeps it. `length`: of the
// body, where one is told. A name or value with a control character is a defect.
std::string head_of(const Response& response, Wire wire, std::optional<size_t> length);

}  // namespace server
