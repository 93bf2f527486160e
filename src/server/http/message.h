// A request and a response as plain values. Only http/listener.cc, http/connection.cc and
// http/client.cc know the library.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace server {

struct Request {
  std::string method;  // GET, POST …
  std::string target;  // as sent
  std::string path;    // decoded, without the query
  std::map<std::string, std::string, std::less<>> query;
  std::map<std::string, std::string, std::less<>> headers;  // names in lower case
  std::string body;
  bool is_local = false;  // came over the control socket

  std::string_view header(std::string_view name) const;
  // Value of a cookie; empty when there is none.
  std::string_view cookie(std::string_view name) const;
};

// One who stays connected and is told what may have changed; with `next`, what has happened.
struct StreamFor {
  std::string person;
  // What there is to send by now, as text of the stream; empty: nothing. Called on any thread, by
  // one at a time.
  std::function<std::string()> next = nullptr;
};

struct Response;

// An answer that is not there yet; no thread is kept busy while it is waited for. The listener
// calls `wait`, unless there is no room to wait, then either `take` once or `leave`.
class Pending {
 public:
  virtual ~Pending() = default;
  // `wake` is called once there is something to take: on any thread, also at once, never after
  // `leave` has come back.
  virtual void wait(std::function<void()> wake) = 0;
  // Also called when it was time to give up.
  virtual Response take() = 0;
  // Whoever asked has gone.
  virtual void leave() = 0;
  virtual std::chrono::steady_clock::time_point until() const = 0;
  // False when whoever finds no room to wait may ask again as if he had not asked: he is refused.
  // Otherwise something is done already, and he is told at once how far it is.
  virtual bool has_acted() const { return true; }
};

// Leaves it unless it was taken.
class PendingHold {
 public:
  explicit PendingHold(std::shared_ptr<Pending> pending) : pending_(std::move(pending)) {}
  ~PendingHold() {
    if (pending_) pending_->leave();
  }
  PendingHold(const PendingHold&) = delete;
  PendingHold& operator=(const PendingHold&) = delete;
  Pending& pending() { return *pending_; }
  std::shared_ptr<Pending> taken() { return std::exchange(pending_, nullptr); }

 private:
  std::shared_ptr<Pending> pending_;
};

// Makes an answer where it is wanted; throws nothing.
using MakeResponse = std::function<Response()>;
// Begins an act and calls what it is given once, on any thread, which must not be kept.
using Soon = std::function<void(std::function<void(MakeResponse)>)>;

struct Response {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  std::optional<StreamFor> stream;   // then `body` is only the beginning
  std::shared_ptr<Pending> pending;  // then nothing else is set
  // An act that is answered once it is stored, which no thread waits for: then nothing else is set.
  Soon soon = nullptr;

  Response& with(std::string name, std::string value) {
    headers.emplace_back(std::move(name), std::move(value));
    return *this;
  }
  std::string_view header(std::string_view name) const;
};

using Answer = std::function<Response(const Request&)>;

// Splits "/a%20b?x=1&y=2". Refuses with request.malformed: bad escapes, text that is not UTF-8,
// "..".
base::Result<void> read_target(std::string_view target, Request& request);
// Empty when an escape is malformed.
std::optional<std::string> decode_percent(std::string_view text, char plus = '+');
std::string_view reason_of(int status);

}  // namespace server
