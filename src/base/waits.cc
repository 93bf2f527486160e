#include "base/waits.h"

namespace base {

namespace {

thread_local WaitWatcher* watcher_here = nullptr;

}  // namespace

void set_wait_watcher(WaitWatcher* watcher) { watcher_here = watcher; }

Waits::Waits() {
  if (watcher_here != nullptr) watcher_here->wait_begins();
}

Waits::~Waits() {
  if (watcher_here != nullptr) watcher_here->wait_ends();
}

}  // namespace base
