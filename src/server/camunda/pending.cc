#include "server/camunda/pending.h"

#include "server/http/answers.h"

namespace server::camunda {

Response finished(const base::Result<base::Json>& answer, std::string_view path) {
  auto response = answer ? json(200, *answer) : problem(answer.error(), path);
  add_safety_headers(response);
  return response;
}

}  // namespace server::camunda
