// Answers in the shapes of the contract.
#pragma once

#include "base/json.h"
#include "server/http/message.h"

namespace server {

Response json(int status, const base::Json& body);
Response no_content();
// application/problem+json
Response problem(const base::Error& error);
base::Json problem_json(const base::Error& error);
base::Json text_json(const base::Text& text);

}  // namespace server
