#include "app/post_office.h"

#include <chrono>
#include <set>

#include "app/inside/secrets.h"
#include "app/inside/sending.h"
#include "storage/connection.h"
#include "storage/outbox.h"

namespace app {

namespace {

// What waits for its time is looked at again that often.
constexpr std::chrono::seconds pause{2};
constexpr int64_t messages_max = 50;
constexpr base::Span kept = base::days(90);

base::Result<void> write(Parts& parts, const std::function<void(storage::Tx&)>& act) {
  const auto done =
      parts.runtime->run({"system", "", "post"}, [&](runtime::Op& op) -> base::Result<base::Json> {
        act(op.tx);
        return base::Json();
      });
  if (!done) return done.error();
  return {};
}

std::string channel_of(const storage::Outgoing& message) {
  return message.channel == work::mail_channel ? message.channel : message.address;
}

}  // namespace

PostOffice::PostOffice(Workspace& workspace) : workspace_(workspace) {
  watcher_ = workspace.watch([this](const Hint& hint) {
    if (hint.kind != "notice" && hint.kind != "clock") return;
    const std::lock_guard lock(mutex_);
    is_awake_ = true;
    changed_.notify_one();
  });
  thread_ = std::thread([this] { run(); });
}

PostOffice::~PostOffice() {
  workspace_.unwatch(watcher_);
  {
    const std::lock_guard lock(mutex_);
    is_over_ = true;
    changed_.notify_one();
  }
  thread_.join();
}

void PostOffice::run() {
  auto& parts = workspace_.parts();
  // A failure here means that nothing can be written now; the next start drops them.
  (void)write(parts, [&](storage::Tx& tx) { storage::drop_sent_before(tx, tx.now - kept); });
  std::unique_lock lock(mutex_);
  while (!is_over_) {
    changed_.wait_for(lock, pause, [this] { return is_awake_ || is_over_; });
    if (is_over_) return;
    is_awake_ = false;
    lock.unlock();
    const bool had_work = try_round();
    lock.lock();
    is_awake_ = is_awake_ || had_work;
  }
}

// What cannot be read now is tried again after the pause: a store that fails ends no program.
bool PostOffice::try_round() {
  try {
    return send_due();
  } catch (const storage::Failure&) {
    return false;
  }
}

// A channel that fails is left alone for the rest of the round: others do not wait for it.
bool PostOffice::send_due() {
  auto& parts = workspace_.parts();
  std::vector<storage::WaitingMessage> due;
  work::Delivery settings;
  {
    auto db = parts.database->read();
    due = storage::messages_due(*db, parts.now(), messages_max);
    if (!due.empty()) settings = unsealed(*parts.vault, work::delivery(*db));
  }
  std::set<std::string> failed;
  for (const auto& waiting : due) {
    if (is_over_) return false;
    if (failed.contains(channel_of(waiting.message))) continue;
    const auto sent = send(settings, waiting.message, parts.now());
    if (!sent) failed.insert(channel_of(waiting.message));
    const auto written = write(parts, [&](storage::Tx& tx) {
      if (sent) {
        storage::mark_sent(tx, waiting.id);
      } else {
        storage::mark_failed(tx, waiting.id, sent.error().detail);
      }
    });
    if (!written) return false;  // the store cannot be written: tried again after the pause
  }
  return !due.empty();
}

}  // namespace app
