#include "bench/rest/program.h"

#include <sched.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace bench {

namespace {

// What it prints until it names its address; it goes on printing into the pipe.
uint16_t port_of(int out) {
  const std::string mark = "http://127.0.0.1:";
  std::string text;
  std::array<char, 512> piece{};
  while (true) {
    const ssize_t length = ::read(out, piece.data(), piece.size());
    if (length <= 0) throw std::runtime_error("the program ended: " + text);
    text.append(piece.data(), static_cast<size_t>(length));
    const size_t at = text.find(mark);
    if (at == std::string::npos ||
        text.find_first_not_of("0123456789", at + mark.size()) == std::string::npos)
      continue;
    return static_cast<uint16_t>(std::stoi(text.substr(at + mark.size())));
  }
}

}  // namespace

void stay_on(int processor) {
  cpu_set_t allowed;
  CPU_ZERO(&allowed);
  CPU_SET(static_cast<size_t>(processor), &allowed);
  if (::sched_setaffinity(0, sizeof allowed, &allowed) != 0)
    throw std::runtime_error("there is no processor " + std::to_string(processor));
}

Program::Program(const std::string& binary, int processor) {
  folder_ = std::filesystem::temp_directory_path() / ("jingwei_rest_" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder_);
  int pipe[2];
  if (::pipe(pipe) != 0) throw std::runtime_error("no pipe");
  process_ = ::fork();
  if (process_ == 0) {
    stay_on(processor);
    ::dup2(pipe[1], STDOUT_FILENO);
    ::close(pipe[0]);
    ::close(pipe[1]);
    ::execl(binary.c_str(), binary.c_str(), "serve", "--data", folder_.c_str(), "--port", "0",
            "--unprotected-v2", nullptr);
    ::_exit(127);
  }
  ::close(pipe[1]);
  port_ = port_of(pipe[0]);
}

Program::~Program() {
  ::kill(process_, SIGTERM);
  ::waitpid(process_, nullptr, 0);
  std::filesystem::remove_all(folder_);
}

int64_t Program::used_micros() const {
  std::ifstream file("/proc/" + std::to_string(process_) + "/stat");
  std::string text;
  std::getline(file, text);
  // Behind the name, which may hold blanks: the 12th and 13th field are user and system time.
  std::istringstream fields(text.substr(text.rfind(')') + 2));
  std::string skipped;
  for (int i = 0; i < 11; ++i) fields >> skipped;
  int64_t user = 0;
  int64_t system = 0;
  fields >> user >> system;
  return (user + system) * 1'000'000 / ::sysconf(_SC_CLK_TCK);
}

}  // namespace bench
