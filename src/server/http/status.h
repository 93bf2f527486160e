// What is known of requests besides what the program itself knows.
#pragma once

#include <string>

#include "base/result.h"
#include "server/http/message.h"

namespace server {

// As the kind of the refusal has it, but for what only HTTP knows.
int status_of(const base::Error& error);
// Of the body, in lower case and without parameters; empty when none is declared.
std::string media_type_of(const Request& request);

}  // namespace server
