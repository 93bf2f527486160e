// Calls to other systems of the company: JSON by POST, signed so that the receiver knows who sent
// it and when.
#pragma once

#include <string>
#include <string_view>

#include "base/json.h"
#include "base/result.h"
#include "base/time.h"

namespace post {

struct CallbackAddress {
  std::string url;
  std::string secret;
};

struct Callback {
  std::string kind;  // event, question, trial
  std::string key;   // the same for every try (header Idempotency-Key)
  base::Json body;
  long seconds = 20;  // how long its answer is waited for, at most 20
};

// https, or http on this machine.
bool is_callback_address(std::string_view url);
// What the header Jingwei-Signature holds: "t=SECONDS,v1=HEX", HEX being HMAC-SHA-256 over
// "SECONDS.BODY".
std::string callback_signature(std::string_view secret, std::string_view body, base::Time at);
// The body of the answer. Refuses with post.failed when there is none, or none of 2xx.
base::Result<std::string> call_back(const CallbackAddress& address, const Callback& callback,
                                    base::Time at);

}  // namespace post
