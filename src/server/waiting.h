// Stands where the server will stand, while another process owns the workspace.
#pragma once

#include <memory>

#include "base/result.h"
#include "server/server.h"

namespace server {

// Answers every request with 503, Retry-After and the present reason, in the shape of its surface.
class Waiting {
 public:
  // Listens where `settings` say. Refuses with server.address_in_use.
  static base::Result<std::unique_ptr<Waiting>> start(const Settings& settings, base::Error reason);
  virtual ~Waiting() = default;
  virtual void say(base::Error reason) = 0;
  virtual uint16_t port() const = 0;
};

}  // namespace server
