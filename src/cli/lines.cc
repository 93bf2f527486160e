#include "cli/lines.h"

#include <editline/readline.h>
#include <unistd.h>

#include <clocale>
#include <cstdlib>
#include <iostream>

namespace cli {

namespace {

class PlainLines final : public Lines {
 public:
  std::optional<std::string> next() override {
    std::string line;
    if (!std::getline(std::cin, line)) return std::nullopt;
    return line;
  }
};

class EditedLines final : public Lines {
 public:
  explicit EditedLines(std::string prompt) : prompt_(std::move(prompt)) {
    std::setlocale(LC_CTYPE, "");  // so that Chinese characters are edited as such
  }
  std::optional<std::string> next() override {
    const std::unique_ptr<char, decltype(&std::free)> line(readline(prompt_.c_str()), &std::free);
    if (!line) return std::nullopt;
    if (*line != '\0') add_history(line.get());
    return std::string(line.get());
  }

 private:
  std::string prompt_;
};

}  // namespace

std::unique_ptr<Lines> Lines::open(std::string prompt) {
  if (isatty(STDIN_FILENO) == 0) return std::make_unique<PlainLines>();
  return std::make_unique<EditedLines>(std::move(prompt));
}

}  // namespace cli
