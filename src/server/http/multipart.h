// Bodies of forms with files: multipart/form-data.
#pragma once

#include <string>
#include <vector>

#include "server/http/message.h"

namespace server {

struct Part {
  std::string name;
  std::string file;  // its file name; empty when it is a plain value
  std::string content;
};

// Refuses with request.wrong_media_type another kind of body, and with request.malformed no or a
// wrong boundary, a part without a name, a missing end, more than 1,000 parts.
base::Result<std::vector<Part>> parts_of(const Request& request);

}  // namespace server
