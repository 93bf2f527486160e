// Who calls: from a session's cookie, a program's token, or name and password.
#pragma once

#include <map>
#include <mutex>
#include <string>

#include "app/workspace.h"
#include "server/http/message.h"
#include "server/server.h"

namespace server {

class Authentication {
 public:
  Authentication(app::Workspace& workspace, CompatibleApi compatible_api)
      : workspace_(workspace), compatible_api_(compatible_api) {}

  // Of /api/v1. Refuses with access.not_signed_in.
  base::Result<app::Caller> caller(const Request& request) const;
  // Of /v2: also name and password. Refuses as signing in does.
  base::Result<app::Caller> compatible_caller(const Request& request);

 private:
  base::Result<app::Caller> by_password(std::string_view authorization);

  app::Workspace& workspace_;
  CompatibleApi compatible_api_;
  // Checking a password is slow on purpose: whoever sends one signs in once and goes on with that
  // session until it ends. By a hash of what was sent.
  std::mutex mutex_;
  std::map<std::string, std::string> sessions_;
};

}  // namespace server
