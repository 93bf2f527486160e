// From a request to its answer: which route, who calls, may he, then the handler.
#pragma once

#include "app/workspace.h"
#include "server/http/router.h"
#include "server/http/static_files.h"

namespace server {

class Door {
 public:
  Door(app::Workspace& workspace, std::filesystem::path web, std::vector<std::string> hosts,
       bool is_loopback);
  // Any thread. Defects become internal.defect; the others live on.
  Response answer(const Request& request) const;
  const Router& api() const { return api_; }

 private:
  Response answer_api(const Request& request) const;
  Response answer_control(const Request& request) const;
  Response run(const Route& route, const Request& request,
               std::vector<std::string> parameters) const;
  base::Result<app::Caller> authenticate(const Request& request) const;
  bool is_known_host(std::string_view host) const;

  app::Workspace& workspace_;
  StaticFiles files_;
  std::vector<std::string> hosts_;
  bool is_loopback_;
  Router api_;
  Router control_;
};

}  // namespace server
