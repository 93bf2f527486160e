#include "server/waiting.h"

#include <mutex>

#include "server/api/door.h"
#include "server/http/listener.h"

namespace server {

namespace {

class WaitingListener final : public Waiting {
 public:
  explicit WaitingListener(base::Error reason) : reason_(std::move(reason)) {}

  base::Result<void> open(const Settings& settings) {
    ListenerSettings listening;
    listening.address = settings.address;
    listening.port = settings.port;
    listening.threads = 1;
    listening.problem = problem_at;
    listening.limits.connections_max = settings.connections;
    auto listener = Listener::start(
        listening, [this](const Request& request) { return answer(request.path); }, streams_);
    if (!listener) return listener.error();
    listener_ = std::move(*listener);
    return {};
  }

  void say(base::Error reason) override {
    const std::lock_guard guard(mutex_);
    reason_ = std::move(reason);
  }
  uint16_t port() const override { return listener_->port(); }

 private:
  Response answer(std::string_view path) {
    const std::lock_guard guard(mutex_);
    return problem_at(reason_, path);
  }

  std::mutex mutex_;
  base::Error reason_;
  Streams streams_;
  std::unique_ptr<Listener> listener_;  // stops first
};

}  // namespace

base::Result<std::unique_ptr<Waiting>> Waiting::start(const Settings& settings,
                                                      base::Error reason) {
  auto waiting = std::make_unique<WaitingListener>(std::move(reason));
  if (auto opened = waiting->open(settings); !opened) return opened.error();
  return std::unique_ptr<Waiting>(std::move(waiting));
}

}  // namespace server
