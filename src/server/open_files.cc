#include "server/open_files.h"

#include <sys/resource.h>

#include <algorithm>
#include <limits>

namespace server {

namespace {
constexpr size_t kOthers = 256;
}  // namespace

size_t raise_open_files() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return std::numeric_limits<size_t>::max();
  const rlim_t before = limit.rlim_cur;
  limit.rlim_cur = limit.rlim_max;
  return ::setrlimit(RLIMIT_NOFILE, &limit) == 0 ? limit.rlim_cur : before;
}

size_t connections_that_fit(size_t wanted, size_t open_files) {
  const size_t others = std::min(kOthers, open_files / 2);
  return std::min(wanted, open_files - others);
}

}  // namespace server
