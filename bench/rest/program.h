// The real program as a process of its own, kept on one processor.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <string>

namespace bench {

// Keeps the calling thread, and what it starts later, on one processor.
void stay_on(int processor);

class Program {
 public:
  // Serves a new workspace in a temporary folder, /v2 without sign-in, on a free port of the
  // loopback. Throws std::runtime_error when it does not start.
  Program(const std::string& binary, int processor);
  ~Program();  // ends it and removes the folder

  uint16_t port() const { return port_; }
  // Processor time that it has used so far, in microseconds.
  int64_t used_micros() const;

 private:
  std::filesystem::path folder_;
  pid_t process_ = 0;
  uint16_t port_ = 0;
};

}  // namespace bench
