// The HTTP door: /api/v1, the compatible /v2, the front's files, and the control socket for the
// command line.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "app/workspace.h"
#include "base/result.h"

namespace server {

// Who may call the compatible API.
enum class CompatibleApi {
  SignedIn,   // a session, a token, or name and password
  Everybody,  // as the administrator; on a loopback address only
};

struct Settings {
  std::string address = "127.0.0.1";
  uint16_t port = 8080;            // 0: any free one
  std::filesystem::path web;       // the built front; empty or missing: none is served
  std::filesystem::path control;   // path of the control socket; empty: none
  std::vector<std::string> hosts;  // names by which it may be called besides the loopback ones
  size_t threads = 64;  // a caller keeps one while a commit carries his act: so many share it
  size_t connections = 10'000;
  CompatibleApi compatible_api = CompatibleApi::SignedIn;
};

class Server {
 public:
  // Refuses with server.address_in_use. The workspace must outlive it.
  static base::Result<std::unique_ptr<Server>> start(const Settings& settings,
                                                     app::Workspace& workspace);
  virtual ~Server() = default;
  virtual uint16_t port() const = 0;
};

}  // namespace server
