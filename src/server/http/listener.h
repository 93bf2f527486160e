// Listens, reads requests within their limits, lets a pool of threads answer them, writes the
// answers.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>

#include "base/result.h"
#include "server/http/message.h"
#include "server/http/streams.h"

namespace server {

struct Limits {
  size_t header_bytes_max = 32 * 1024;
  size_t body_bytes_max = 16 << 20;
  size_t upload_bytes_max = 64 << 20;    // of a path that `is_upload` names
  size_t connections_max = 10'000;       // of them at most nine tenths may wait for something
  std::chrono::seconds header_time{20};  // also how long a connection may be idle
  std::chrono::seconds body_time{60};
  std::chrono::seconds write_time{60};
  std::chrono::seconds heartbeat{20};
  std::chrono::seconds stream_time{3600};
};

struct ListenerSettings {
  std::string address = "127.0.0.1";
  uint16_t port = 8080;          // 0: any free one
  std::filesystem::path socket;  // local socket, readable by the owner only; empty: none
  size_t threads = 4;
  Limits limits = {};
  bool (*is_upload)(std::string_view path) = nullptr;
  // What changes nothing: its answer is given up when whoever asked has left (base::Asker).
  bool (*is_question)(const Request& request) = nullptr;
  // How what is refused before `answer` is asked is told at a target; nullptr: problem().
  Response (*problem)(const base::Error& error, std::string_view target) = nullptr;
};

class Listener {
 public:
  // Refuses with server.address_in_use and server.bad_address. `answer` is called on several
  // threads; what it throws becomes internal.defect. `streams` must outlive it.
  static base::Result<std::unique_ptr<Listener>> start(const ListenerSettings& settings,
                                                       Answer answer, Streams& streams);
  // Stops accepting, lets what is being answered finish (ten seconds at most).
  virtual ~Listener() = default;
  virtual uint16_t port() const = 0;
};

}  // namespace server
