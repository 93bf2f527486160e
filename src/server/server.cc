#include "server/server.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "app/ending.h"
#include "server/api/door.h"
#include "server/http/listener.h"

namespace server {

namespace {

bool is_upload(std::string_view path) {
  return path == "/api/v1/attachments" || path == "/v2/deployments";
}

// Of a person or program that has gone; whatever else is asked is done to its end.
bool is_question(const Request& request) {
  if (request.method == "GET" || request.method == "HEAD") return true;
  const std::string_view path = request.path;
  const bool is_list = path.ends_with("/search") || path.find("/statistics/") != path.npos;
  return request.method == "POST" && path.starts_with("/v2/") && is_list;
}

// That a record is there, and of what type, is not for everybody who listens: all look again.
std::string data_of(const app::Hint& hint) {
  base::JsonObject data;
  if (hint.kind == "record") return base::print(data);
  if (!hint.type.empty()) data["type"] = hint.type;
  if (!hint.id.empty()) data["id"] = hint.id;
  return base::print(data);
}

// What reads and has begun before the end may take so long.
constexpr std::chrono::milliseconds kReadsEndIn{1000};
constexpr std::chrono::milliseconds kReadsEndEvery{100};

class HttpServer final : public Server {
 public:
  HttpServer(const Settings& settings, app::Workspace& workspace)
      : workspace_(workspace), door_(workspace, settings) {}
  ~HttpServer() override {
    if (watch_ != 0) workspace_.unwatch(watch_);
    // Whoever asked may have gone, or have a minute's time: the end of the program has not.
    const std::jthread stopping([this](const std::stop_token& is_over) {
      const auto pause = [&](std::chrono::milliseconds time) {
        std::mutex mutex;
        std::unique_lock lock(mutex);
        return std::condition_variable_any().wait_for(lock, is_over, time, [] { return false; });
      };
      for (pause(kReadsEndIn); !is_over.stop_requested(); pause(kReadsEndEvery))
        app::stop_reads(workspace_);
    });
    listener_.reset();
  }

  base::Result<void> open(const Settings& settings) {
    ListenerSettings listening;
    listening.address = settings.address;
    listening.port = settings.port;
    listening.socket = settings.control;
    listening.threads = settings.threads;
    listening.is_upload = is_upload;
    listening.is_question = is_question;
    listening.problem = problem_at;
    listening.limits.connections_max = settings.connections;
    auto listener = Listener::start(
        listening, [this](const Request& request) { return door_.answer(request); }, streams_);
    if (!listener) return listener.error();
    listener_ = std::move(*listener);
    watch_ = workspace_.watch(
        [this](const app::Hint& hint) { streams_.send(hint.kind, data_of(hint), hint.person); });
    return {};
  }

  uint16_t port() const override { return listener_->port(); }

 private:
  app::Workspace& workspace_;
  Streams streams_;
  Door door_;
  std::unique_ptr<Listener> listener_;
  int watch_ = 0;
};

}  // namespace

base::Result<std::unique_ptr<Server>> Server::start(const Settings& settings,
                                                    app::Workspace& workspace) {
  auto server = std::make_unique<HttpServer>(settings, workspace);
  if (auto opened = server->open(settings); !opened) return opened.error();
  return std::unique_ptr<Server>(std::move(server));
}

}  // namespace server
