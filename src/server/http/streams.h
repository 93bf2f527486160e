// Those who stay connected. Hints come from the writer's thread and are handed to the listener's
// thread, which sends them; the same hint waits only once.
#pragma once

#include <cstddef>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>

namespace server {

// What waits to be sent to one connection.
class Stream {
 public:
  Stream(std::string person, std::function<void()> wake)
      : person_(std::move(person)), wake_(std::move(wake)) {}
  const std::string& person() const { return person_; }

  // Any thread. `event` is a whole event of the protocol.
  void push(const std::string& event);
  // Everything that waits, as text to send; empty when nothing does.
  std::string take();

 private:
  std::string person_;
  std::function<void()> wake_;  // any thread may call it
  std::mutex mutex_;
  std::set<std::string> waiting_;
};

class Streams {
 public:
  // Null when the person has too many open already.
  std::shared_ptr<Stream> open(const std::string& person, std::function<void()> wake);
  void close(const std::shared_ptr<Stream>& stream);
  // `person` empty: to everybody.
  void send(std::string_view kind, std::string_view data, std::string_view person);
  size_t count() const;

 private:
  mutable std::mutex mutex_;
  std::list<std::shared_ptr<Stream>> open_;
};

}  // namespace server
