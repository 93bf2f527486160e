#include "scenario/temporary_folder.h"

#include <unistd.h>

#include <atomic>

namespace scenario {

namespace fs = std::filesystem;

TemporaryFolder::TemporaryFolder() {
  static std::atomic<int> count{0};
  const std::string name =
      "jingwei-scenario-" + std::to_string(::getpid()) + "-" + std::to_string(++count);
  path_ = fs::temp_directory_path() / name;
  fs::create_directories(path_);
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

}  // namespace scenario
