// Which handler answers which method and path.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "app/caller.h"
#include "server/http/message.h"

namespace server {

// What a handler is given.
struct Call {
  const Request& request;
  const app::Caller& caller;            // empty person for open routes
  std::vector<std::string> parameters;  // of the path, in order
};

enum class Access {
  Signed,   // a session or a token
  Open,     // anybody
  Control,  // over the control socket only
};

struct Route {
  std::string method;
  std::string pattern;  // "/tasks/{key}/acts", below /api/v1
  Access access = Access::Signed;
  std::vector<std::string> query;  // names that are known
  std::function<base::Result<Response>(const Call&)> handle;
};

class Router {
 public:
  void add(Route route);
  const std::vector<Route>& routes() const { return routes_; }

  struct Match {
    const Route* route = nullptr;  // null: none
    std::vector<std::string> parameters;
    bool has_other_method = false;
  };
  Match match(std::string_view method, std::string_view path) const;

 private:
  std::vector<Route> routes_;
};

}  // namespace server
