#include "app/callback_office.h"

#include <chrono>

#include "app/inside/act.h"
#include "app/inside/secrets.h"
#include "app/inside/subscriber_events.h"
#include "post/callbacks.h"
#include "storage/connection.h"
#include "work/notices.h"

namespace app {

namespace {

// What waits for its time is looked at again that often.
constexpr std::chrono::seconds pause{2};
// So many events that are not for a system are looked at anew after a start, at most.
constexpr int64_t unwritten_max = 1000;

base::Result<void> write(Parts& parts, const std::function<void(runtime::Op&)>& act) {
  const auto done =
      parts.runtime->run({"system", "", "post"}, [&](runtime::Op& op) -> base::Result<base::Json> {
        act(op);
        return base::Json();
      });
  if (!done) return done.error();
  return {};
}

void tell_stopped(Parts& parts, runtime::Op& op, const Subscriber& subscriber,
                  const std::string& reason) {
  Act act(parts, op);
  const auto administrators =
      entry::persons_of(act.db(), parts.definitions->roles, "administrator", op.tx.now);
  work::NewNotice notice;
  notice.kind = "incident";
  notice.title.event = {
      "“" + subscriber.title + "”多次没有接收，已停止推送",
      "\"" + subscriber.title + "\" did not take its events and is no longer called"};
  notice.text = {reason, reason};
  notice.link = "/subscribers";
  work::notify(act.context(), administrators, notice);
}

base::Result<std::string> deliver(Parts& parts, const Subscriber& subscriber,
                                  const storage::StoredEvent& event) {
  const auto clear = unsealed(*parts.vault, subscriber);
  return post::call_back({clear.address, clear.secret},
                         {"event", std::to_string(event.position), event_json(event)}, parts.now());
}

// How far the history was looked through for a system that stood at `from`.
struct Looked {
  int64_t from = -1;
  int64_t to = -1;
};

enum class Step { Gone, Nothing, Delivered };

Step take_next(Parts& parts, const std::string& id, Looked& looked) {
  std::optional<Subscriber> found;
  NextEvent next;
  {
    auto db = parts.database->read();
    found = subscriber(*db, id);
    if (!found) return Step::Gone;
    if (found->state != SubscriberState::On || found->next_try > parts.now()) return Step::Nothing;
    if (looked.from != found->position) looked = {found->position, found->position};
    next = next_event(*db, *found, looked.to);
  }
  looked.to = next.looked_to;
  if (!next.event) {
    if (looked.to - found->position < unwritten_max) return Step::Nothing;
    (void)write(parts, [&](runtime::Op& op) { pass_over(op.tx, id, found->position, looked.to); });
    return Step::Nothing;
  }
  const auto taken = deliver(parts, *found, *next.event);
  const auto written = write(parts, [&](runtime::Op& op) {
    if (taken) {
      mark_taken(op.tx, id, found->position, next.event->position);
    } else if (mark_refused(op.tx, id, found->position, taken.error().detail)) {
      tell_stopped(parts, op, *found, taken.error().detail);
    }
  });
  return taken && written ? Step::Delivered : Step::Nothing;
}

}  // namespace

struct CallbackOffice::Line {
  std::string id;
  std::atomic<bool> is_gone = false;
  std::thread thread;
};

CallbackOffice::CallbackOffice(Workspace& workspace) : workspace_(workspace) {
  watcher_ = workspace.watch([this](const Hint&) {
    const std::lock_guard lock(mutex_);
    ++changes_;
    changed_.notify_all();
  });
  thread_ = std::thread([this] { run(); });
}

CallbackOffice::~CallbackOffice() {
  workspace_.unwatch(watcher_);
  {
    const std::lock_guard lock(mutex_);
    is_over_ = true;
    changed_.notify_all();
  }
  thread_.join();
  for (auto& [id, line] : lines_) line->thread.join();
}

void CallbackOffice::wait(int64_t& seen) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, pause, [&] { return changes_ != seen || is_over_; });
  seen = changes_;
}

void CallbackOffice::run() {
  int64_t seen = -1;
  while (!is_over_) {
    wait(seen);
    if (is_over_) return;
    try {
      keep_lines();
    } catch (const storage::Failure&) {
      // What cannot be read now is read after the pause.
    }
  }
}

void CallbackOffice::keep_lines() {
  for (auto each = lines_.begin(); each != lines_.end();) {
    const bool is_gone = each->second->is_gone;
    if (is_gone) each->second->thread.join();
    each = is_gone ? lines_.erase(each) : std::next(each);
  }
  std::vector<Subscriber> wanted;
  {
    auto db = workspace_.parts().database->read();
    wanted = subscribers(*db);
  }
  for (const auto& subscriber : wanted) {
    auto& line = lines_[subscriber.id];
    if (line) continue;
    line = std::make_unique<Line>();
    line->id = subscriber.id;
    line->thread = std::thread([this, own = line.get()] { carry(*own); });
  }
}

void CallbackOffice::carry(Line& line) {
  Looked looked;
  int64_t seen = -1;
  while (!is_over_) {
    Step step = Step::Nothing;
    try {
      step = take_next(workspace_.parts(), line.id, looked);
    } catch (const storage::Failure&) {
      // As in run().
    }
    if (step == Step::Gone) break;
    if (step == Step::Nothing) wait(seen);
  }
  line.is_gone = true;
}

}  // namespace app
