// Asks the identity provider: remembers what it says of itself, and lets few wait for it at once,
// since each holds a thread of the server.
#pragma once

#include <functional>
#include <mutex>
#include <string>

#include "oidc/provider.h"

namespace app {

// Time here is real, also where the program's clock is not: the provider lives in it.
// All refuse with access.provider_failed, also when too many wait already.
class IdentityDesk {
 public:
  // Asks anew, and remembers it.
  base::Result<oidc::Provider> discover(const std::string& issuer);
  // What it said within the last hour.
  base::Result<oidc::Provider> provider(const std::string& issuer);
  // As oidc::redeem.
  base::Result<base::Json> redeem(const std::string& issuer, const oidc::Client& client,
                                  const oidc::Attempt& attempt, std::string_view code);

 private:
  template <class Answer>
  base::Result<Answer> wait_for(const std::function<base::Result<Answer>()>& ask);

  std::mutex mutex_;
  oidc::Provider known_;
  base::Time known_until_;
  int waiting_ = 0;
};

}  // namespace app
