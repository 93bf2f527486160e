// From a request to its answer: which route, who calls, may he, then the handler.
#pragma once

#include "app/workspace.h"
#include "server/api/authentication.h"
#include "server/http/router.h"
#include "server/http/static_files.h"

namespace server {

// A refusal in the shape that callers at the target read: of the compatible API, else our own.
Response problem_at(const base::Error& error, std::string_view target);

class Door {
 public:
  Door(app::Workspace& workspace, const Settings& settings);
  // Any thread. Defects become internal.defect; the others live on.
  Response answer(const Request& request);

 private:
  // Our own API, the compatible one, the command line's.
  enum class Surface { Own, Compatible, Control };

  Response answer_routes(Surface surface, std::string_view path, const Request& request);
  static Response told(Surface surface, const base::Error& refused, const Request& request);
  base::Result<Response> find_and_run(Surface surface, std::string_view path,
                                      const Request& request);
  base::Result<Response> run(Surface surface, const Route& route, const Request& request,
                             std::vector<std::string> parameters);
  base::Result<app::Caller> caller_of(Surface surface, const Route& route, const Request& request);
  const Router& router_of(Surface surface) const;
  bool is_known_host(std::string_view host) const;

  Authentication authentication_;
  StaticFiles files_;
  std::vector<std::string> hosts_;
  bool is_loopback_;
  Router api_;
  Router compatible_;
  Router control_;
};

}  // namespace server
