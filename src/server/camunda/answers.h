// What all resources of /v2 share: problems, keys in paths, bodies, the tenant.
#pragma once

#include <string_view>

#include "app/workspace.h"
#include "server/http/decode.h"
#include "server/http/router.h"

namespace server::camunda {

// The only tenant.
inline constexpr std::string_view tenant = "<default>";

// application/problem+json: type, title, status, detail, instance; beside them our `code` and its
// `words` in both languages. A rule of the business that says no is 409 here.
Response problem(const base::Error& error, std::string_view path);
// The same where clients know another status for it.
Response problem_with(int status, const base::Error& error, std::string_view path);

base::Result<Response> ok(const base::Result<base::Json>& answer);
base::Result<Response> done(const base::Result<void>& act);  // 204
base::Result<Response> text(const base::Result<std::string>& answer, std::string_view media_type);

// A key of the path. Refuses with request.wrong_type when it is no key at all.
base::Result<int64_t> key_of(const Call& call, size_t parameter = 0);
// The body of a search; an absent one asks for everything.
base::Result<base::Json> search_of(const Request& request);
// Refuses with request.wrong_type every tenant but ours.
base::Result<void> check_tenant(std::string_view given);

}  // namespace server::camunda
