#include "runtime/writer.h"

#include <algorithm>
#include <future>
#include <set>

#include "base/waits.h"
#include "runtime/standing_clock.h"
#include "runtime/store/definition_elements.h"

namespace runtime {

namespace {

class RunningOp final : public Op {
 public:
  RunningOp(storage::Tx& tx_, Engine& engine_, const base::WorkingCalendar& calendar_)
      : Op(tx_, engine_, calendar_) {}
  void after_commit(std::function<void()> act) override { acts.push_back(std::move(act)); }
  std::vector<std::function<void()>> acts;
};

constexpr int64_t kJoinsAtOnce = 100;

// Who waits for a timer looks at the clock again: it may be set, and the machine may have slept.
constexpr base::Span kLooksUpEvery = base::seconds(5);

thread_local int64_t committed_here = 0;

// Frames and rows are taken back by whoever catches.
base::Error defect(const std::exception& failure) {
  return base::refusal("internal.defect").because(failure.what());
}

std::optional<base::Span> sooner(std::optional<base::Span> one, std::optional<base::Span> other) {
  if (!one || !other) return one ? one : other;
  return one->micros < other->micros ? one : other;
}

bool is_defect(const base::Result<base::Json>& result) {
  return !result.ok() && result.error().code == "internal.defect";
}

}  // namespace

int64_t committed_for_this_thread() { return committed_here; }

void fire_what_is_due(Runtime& runtime) { dynamic_cast<Writer&>(runtime).fire_what_is_due(); }

std::unique_ptr<Runtime> Runtime::create(storage::Database& database, base::Clock& clock,
                                         Settings settings) {
  return std::make_unique<Writer>(database, clock, std::move(settings));
}

Writer::Writer(storage::Database& database, base::Clock& clock, Settings settings)
    : database_(database),
      clock_(clock),
      virtual_clock_(dynamic_cast<base::VirtualClock*>(&clock)),
      settings_(std::move(settings)),
      keys_(database.writer()),
      connection_(database.writer()),
      session_(database.writer(), settings_),
      calendar_(std::make_shared<base::WorkingCalendar>()) {
  session_.on_children_left([this] { has_children_left_ = true; });
}

Writer::~Writer() {
  {
    const std::lock_guard guard(mutex_);
    is_stopping_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Writer::start() {
  base::ensure(!thread_.joinable(), "the writer is started once");
  store_missing_elements(database_.writer(), session_.definitions());
  if (database_.writer().first("SELECT 1 FROM unexamined_join LIMIT 1", {})) look_at_older_joins();
  has_children_left_ =
      database_.writer().first("SELECT 1 FROM unfinished_body LIMIT 1", {}).has_value();
  thread_ = std::thread([this] { loop(); });
}

void Writer::look_at_older_joins() {
  const Operation look = [this](Op& op) -> base::Result<base::Json> {
    const auto rows = op.tx.db.query(
        "SELECT instance, scope FROM unexamined_join ORDER BY instance, scope LIMIT ?",
        {kJoinsAtOnce});
    for (const auto& row : rows) {
      (void)session_.look_at_joins(row.integer(0), row.integer(1));  // it may be over by now
      op.tx.db.execute("DELETE FROM unexamined_join WHERE instance = ? AND scope = ?",
                       {row.integer(0), row.integer(1)});
    }
    return base::Json(!rows.empty());
  };
  submit({"system", "", "engine"}, look, [this](const base::Result<base::Json>& was_any) {
    if (was_any.ok() && was_any.value().as_bool()) look_at_older_joins();
  });
}

void Writer::set_calendar(std::shared_ptr<const base::WorkingCalendar> calendar) {
  const std::lock_guard guard(mutex_);
  calendar_ = std::move(calendar);
}

void Writer::set_functions(feel::HostFunctions functions) {
  auto fresh = std::make_shared<const feel::HostFunctions>(std::move(functions));
  const std::lock_guard guard(mutex_);
  functions_ = std::move(fresh);
}

std::shared_ptr<const feel::HostFunctions> Writer::functions() {
  const std::lock_guard guard(mutex_);
  return functions_;
}

std::shared_ptr<const base::WorkingCalendar> Writer::calendar() {
  const std::lock_guard guard(mutex_);
  return calendar_;
}

void Writer::submit(const storage::Actor& actor, Operation operation, Reply reply) {
  {
    const std::lock_guard guard(mutex_);
    if (!is_stopping_ && queue_.size() < settings_.queue_max) {
      queue_.push_back({actor, std::move(operation), std::move(reply)});
      reply = nullptr;
    }
  }
  if (reply) {
    reply(base::refusal("storage.unavailable").because("the queue is full or closed"));
    return;
  }
  wake_.notify_one();
}

base::Result<base::Json> Writer::run(const storage::Actor& actor, Operation operation) {
  base::ensure(std::this_thread::get_id() != thread_.get_id(),
               "the writer does not wait for itself");
  std::promise<base::Result<base::Json>> promise;
  auto answer = promise.get_future();
  submit(actor, std::move(operation),
         [&](base::Result<base::Json> result) { promise.set_value(std::move(result)); });
  const base::Waits waits;
  auto result = answer.get();
  if (result.ok()) ++committed_here;
  return result;
}

void Writer::loop() {
  std::unique_lock lock(mutex_);
  while (true) {
    if (!alone_.empty()) {
      const auto act = std::move(alone_.front());
      alone_.pop_front();
      lock.unlock();
      act();
      lock.lock();
      continue;
    }
    if (!queue_.empty()) {
      std::deque<Queued> batch;
      while (!queue_.empty() && batch.size() < settings_.batch_operations_max) {
        batch.push_back(std::move(queue_.front()));
        queue_.pop_front();
      }
      lock.unlock();
      run_batch(std::move(batch));
      lock.lock();
    }
    if (is_stopping_ && queue_.empty() && alone_.empty()) return;
    lock.unlock();
    std::optional<base::Span> pause = begin_children();
    if (!virtual_clock_ || fires_what_is_due_) pause = sooner(pause, fire_due());
    lock.lock();
    const auto is_awake = [&] { return is_stopping_ || !queue_.empty() || !alone_.empty(); };
    if (!pause) {
      wake_.wait(lock, is_awake);
    } else {
      wake_.wait_for(lock, std::chrono::microseconds(pause->micros), is_awake);
    }
  }
}

std::optional<base::Span> Writer::begin_children() {
  if (!has_children_left_) return {};
  try {
    const auto row = database_.writer().first(
        "SELECT element, instance FROM unfinished_body WHERE is_held = 0 ORDER BY turn LIMIT 1",
        {});
    has_children_left_ = row.has_value();
    if (!row) return {};
    const bool is_done =
        fire({{Due::What::Children, row->integer(0), row->integer(1), clock_.now(), "", ""}}).ok();
    return is_done ? base::Span{} : base::seconds(1);
  } catch (const std::exception& failure) {
    note_outage(failure.what());
    return base::seconds(1);
  }
}

std::optional<base::Span> Writer::fire_due() {
  const base::Time now = clock_.now();
  std::vector<Due> due;
  try {
    const std::optional<Due> next = next_due();
    if (!next) return {};
    // A clock that stands is set by advance_to, which fires what is due then.
    if (next->due > now && virtual_clock_) return {};
    if (next->due > now) return std::min(next->due - now, kLooksUpEvery);
    due = due_until(now);
  } catch (const std::exception& failure) {
    note_outage(failure.what());
    return base::seconds(1);  // the database is out of reach; it is asked again
  }
  if (!fire(due).ok()) return base::seconds(1);
  return base::Span{};
}

base::Result<base::Json> Writer::call(Queued& queued, Op& op) {
  try {
    auto result = queued.operation(op);
    if (result.ok()) {
      if (auto done = session_.finish_operation(); !done.ok()) result = done.error();
    }
    if (session_.spoiled()) return *session_.spoiled();
    return result;
  } catch (const storage::ConstraintViolation& failure) {
    return defect(failure);
  } catch (const storage::Failure&) {
    throw;
  } catch (const std::exception& failure) {
    return defect(failure);
  }
}

// Where others were reached by what failed, they are so all the same; and a worker's job does not
// come back for ever.
Writer::Answer Writer::run_one(Queued& queued) {
  Answer answer = try_one(queued, queued.is_apart);
  if (!is_defect(answer.result)) return answer;
  if (session_.has_reached_many() && !queued.is_apart) {
    queued.reply = std::move(answer.reply);
    answer = try_one(queued, true);
  }
  if (!is_defect(answer.result) || session_.answered_job() == 0) return answer;
  Queued failing = failing_of(session_.answered_job(), answer.result.error());
  Answer failed = try_one(failing, false);
  answer.was_job_failed = failed.result.ok();
  answer.after_commit = std::move(failed.after_commit);
  return answer;
}

Writer::Queued Writer::failing_of(int64_t job, const base::Error& error) {
  return {{"system", "", "engine"},
          [this, job, error](Op&) -> base::Result<base::Json> {
            auto failed = session_.fail_answered(job, error);
            return failed.ok() ? base::Result<base::Json>(base::Json(nullptr))
                               : base::Result<base::Json>(failed.error());
          },
          nullptr};
}

Writer::Answer Writer::try_one(Queued& queued, bool is_apart) {
  const auto working_calendar = calendar();
  storage::Tx tx{connection_, clock_.now(), keys_, queued.actor};
  RunningOp op(tx, session_, *working_calendar);
  connection_.begin_operation();
  session_.set_functions(functions());
  session_.begin_operation(op, connection_, *working_calendar, is_apart);
  auto result = call(queued, op);
  if (result.ok()) {
    session_.keep_operation();
    connection_.keep_operation();
    return {std::move(queued.reply), std::move(result), std::move(op.acts)};
  }
  connection_.roll_back_operation();  // first, since instances are read again
  session_.roll_back_operation();
  return {std::move(queued.reply), std::move(result), {}};
}

void Writer::note_outage(const std::string& why) {
  const bool is_storing = why.empty();
  if (is_storing_.exchange(is_storing) != is_storing && settings_.on_outage)
    settings_.on_outage(why);
}

void Writer::note_defect(const std::string& why) {
  if (settings_.on_defect) settings_.on_defect(why);
}

void Writer::take_back(bool was_begun) {
  session_.forget();
  connection_.drop_late();
  has_children_left_ = true;  // the commit may have been carried out, and its answer lost
  if (!was_begun) return;
  try {
    database_.writer().roll_back();
  } catch (const std::exception&) {  // the next begin will say so again
  }
}

// Nothing of a batch is true that could not be stored. Where the database is out of reach that is
// so for each; where it refuses a row it is one operation's fault, and the others are done without
// it.
void Writer::refuse_batch(std::deque<Queued> batch, bool is_fault, const std::string& why) {
  if (!is_fault) note_outage(why);
  if (is_fault && batch.size() == 1 && session_.has_reached_many() && !batch.front().is_apart) {
    batch.front().is_apart = true;
    return run_batch(std::move(batch));
  }
  if (!is_fault || batch.size() == 1) {
    const auto error = base::refusal(is_fault ? "internal.defect" : "storage.unavailable");
    if (is_fault) note_defect("an operation cannot be stored and was refused: " + why);
    for (Queued& queued : batch) {
      if (queued.reply) queued.reply(base::Error(error).because(why));
    }
    if (const int64_t job = session_.answered_job(); is_fault && job != 0) {
      std::deque<Queued> failing;
      failing.push_back(failing_of(job, base::Error(error).because(why)));
      run_batch(std::move(failing));
    }
    return;
  }
  for (Queued& queued : batch) {
    std::deque<Queued> alone;
    alone.push_back(std::move(queued));
    run_batch(std::move(alone));
  }
}

void Writer::run_batch(std::deque<Queued> batch) {
  std::vector<Answer> answers;
  storage::Connection& db = database_.writer();
  bool was_begun = false;
  const auto refuse = [&](bool is_fault, const std::string& why) {
    take_back(was_begun);
    for (size_t i = 0; i < answers.size(); ++i) batch[i].reply = std::move(answers[i].reply);
    refuse_batch(std::move(batch), is_fault, why);
  };
  try {
    db.begin();
    was_begun = true;
    for (Queued& queued : batch) answers.push_back(run_one(queued));
    session_.instances().store();
    connection_.run_late();
    db.commit();
  } catch (const storage::ConstraintViolation& failure) {
    return refuse(true, failure.what());
  } catch (const storage::Failure& failure) {
    return refuse(false, failure.what());
  } catch (const std::exception& failure) {
    return refuse(true, failure.what());
  }
  note_outage("");
  session_.instances().trim(settings_.instances_cached_bytes_max);
  bool was_anything_applied = false;
  for (Answer& answer : answers) {
    was_anything_applied = was_anything_applied || answer.result.ok() || answer.was_job_failed;
    for (const auto& act : answer.after_commit) act();
    if (answer.reply) answer.reply(std::move(answer.result));
  }
  if (!was_anything_applied) return;
  for (const auto& act : commit_listeners_) act();
}

namespace {

constexpr std::string_view kTimers =
    "SELECT key, instance, due, cycle FROM timer WHERE is_held = 0 AND due <= ? ORDER BY due, key "
    "LIMIT ?";
constexpr std::string_view kSchedules =
    "SELECT key, due, kind, payload FROM schedule WHERE is_held = 0 AND due <= ? ORDER BY due, key "
    "LIMIT ?";

}  // namespace

// A cycle that was missed may be due again before what else its instance waits for, which is left
// for the next batch then.
void Writer::leave_behind_cycles(std::vector<Due>& all) {
  std::set<int64_t> cycling;
  std::vector<Due> fired;
  for (Due& each : all) {
    const bool is_timer = each.what == Due::What::Timer;
    if (is_timer && cycling.contains(each.instance)) continue;
    if (is_timer && each.is_cycle) cycling.insert(each.instance);
    fired.push_back(std::move(each));
  }
  all = std::move(fired);
}

// In due order, as many as one batch may hold; of what is due at the same time timers come first.
std::vector<Writer::Due> Writer::due_until(base::Time until) {
  storage::Connection& db = database_.writer();
  const auto limit = static_cast<int64_t>(settings_.batch_operations_max);
  std::vector<Due> result;
  for (const auto& row : db.query(kTimers, {until.micros, limit})) {
    const auto what = row.integer(1) == 0 ? Due::What::StartTimer : Due::What::Timer;
    result.push_back(
        {what, row.integer(0), row.integer(1), {row.integer(2)}, "", "", !row.text(3).empty()});
  }
  for (const auto& row : db.query(kSchedules, {until.micros, limit})) {
    result.push_back(
        {Due::What::Scheduled, row.integer(0), 0, {row.integer(1)}, row.text(2), row.text(3)});
  }
  std::stable_sort(result.begin(), result.end(),
                   [](const Due& one, const Due& other) { return one.due < other.due; });
  if (result.size() > settings_.batch_operations_max)
    result.erase(result.begin() + limit, result.end());
  leave_behind_cycles(result);
  return result;
}

std::optional<Writer::Due> Writer::next_due() {
  storage::Connection& db = database_.writer();
  std::optional<Due> result;
  if (const auto row = db.first(kTimers, {INT64_MAX, int64_t{1}})) {
    const auto what = row->integer(1) == 0 ? Due::What::StartTimer : Due::What::Timer;
    result = Due{what, row->integer(0), row->integer(1), {row->integer(2)}, "", ""};
  }
  const auto row = db.first(kSchedules, {INT64_MAX, int64_t{1}});
  if (row && (!result || row->integer(1) < result->due.micros)) {
    result = Due{Due::What::Scheduled, row->integer(0), 0,
                 {row->integer(1)},    row->text(2),    row->text(3)};
  }
  return result;
}

// What an earlier operation of the batch has taken back does not happen.
base::Result<void> Writer::fire_inside(Op& op, const Due& due) {
  if (due.what == Due::What::Timer) return session_.fire_timer(due.instance, due.key);
  if (due.what == Due::What::StartTimer) return session_.fire_start_timer(due.key);
  if (due.what == Due::What::Children) return session_.begin_children(due.instance, due.key);
  if (!op.tx.db.first("SELECT 1 FROM schedule WHERE key = ?", {due.key})) return {};
  op.tx.db.execute("DELETE FROM schedule WHERE key = ?", {due.key});
  const auto handler = handlers_.find(due.kind);
  base::ensure(handler != handlers_.end(), "a schedule of kind " + due.kind + " has a handler");
  auto payload = base::parse_json(due.payload);
  if (!payload.ok()) return std::move(payload).error();
  return handler->second(op, *payload);
}

// Each is an operation of its own; they are committed together, or stay due.
base::Result<void> Writer::fire(const std::vector<Due>& all) {
  std::vector<std::pair<const Due*, base::Error>> refused;
  std::deque<Queued> batch;
  for (const Due& due : all) {
    batch.push_back({{"system", "", "engine"},
                     [this, &due](Op& op) -> base::Result<base::Json> {
                       auto done = fire_inside(op, due);
                       if (!done.ok()) return std::move(done).error();
                       return base::Json(nullptr);
                     },
                     [&refused, &due](base::Result<base::Json> result) {
                       if (!result.ok()) refused.emplace_back(&due, result.error());
                     }});
  }
  run_batch(std::move(batch));
  if (!refused.empty() && refused.front().second.code == "storage.unavailable")
    return refused.front().second;
  for (const auto& [due, error] : refused) set_aside(*due, error);
  return {};
}

// What failed is not tried for ever: it is held, with the reason, until a person looks at it. What
// no instance waits for has no incident.
void Writer::set_aside(const Due& due, const base::Error& error) {
  const bool has_instance = due.what == Due::What::Timer || due.what == Due::What::Children;
  const auto tell = [&] {
    note_defect("what was due is held: " + (due.kind.empty() ? "" : due.kind + ": ") + error.code +
                ": " + error.detail);
  };
  if (!has_instance) tell();
  std::deque<Queued> batch;
  batch.push_back(
      {{"system", "", "engine"},
       [&](Op& op) -> base::Result<base::Json> {
         if (due.what == Due::What::Scheduled) {
           op.tx.db.execute("UPDATE schedule SET is_held = 1, error = ? WHERE key = ?",
                            {error.code + " " + error.detail, due.key});
         } else if (due.what == Due::What::Children) {
           op.tx.db.execute("UPDATE unfinished_body SET is_held = 1 WHERE element = ?", {due.key});
         } else {
           op.tx.db.execute("UPDATE timer SET is_held = is_held | 2 WHERE key = ?", {due.key});
         }
         return base::Json(nullptr);
       },
       nullptr});
  if (has_instance) {
    batch.push_back({{"system", "", "engine"},
                     [&](Op&) -> base::Result<base::Json> {
                       auto told =
                           due.what == Due::What::Timer
                               ? session_.tell_of_held_timer(due.instance, due.key, error)
                               : session_.tell_of_held_children(due.instance, due.key, error);
                       return told.ok() ? base::Result<base::Json>(base::Json(nullptr))
                                        : base::Result<base::Json>(told.error());
                     },
                     [&](const base::Result<base::Json>& told) {
                       if (!told.ok()) tell();
                     }});
  }
  run_batch(std::move(batch));
}

namespace {

// Before that the program is taken to have stood still: what comes again and again came not.
constexpr base::Span kPlayedMax = base::days(366);

}  // namespace

base::Result<void> Writer::advance(base::Time target) {
  if (target - kPlayedMax > virtual_clock_->now()) virtual_clock_->set(target - kPlayedMax);
  while (true) {
    std::vector<Due> due;
    while (const auto pause = begin_children()) {
      if (pause->micros > 0) return base::refusal("storage.unavailable");
    }
    try {
      due = due_until(target);
    } catch (const storage::Failure& failure) {
      return base::refusal("storage.unavailable").because(failure.what());
    }
    if (due.empty()) break;
    // What is due at the same time goes together: whatever it brings about is not due before.
    const base::Time at = std::max(due.front().due, virtual_clock_->now());
    const auto is_later = [&](const Due& each) { return each.due > at; };
    due.erase(std::find_if(due.begin(), due.end(), is_later), due.end());
    virtual_clock_->set(at);
    if (auto fired = fire(due); !fired.ok()) return fired;
  }
  if (target > virtual_clock_->now()) virtual_clock_->set(target);
  return {};
}

base::Result<void> Writer::advance_to(base::Time target) {
  if (!virtual_clock_) return base::refusal("runtime.clock_real");
  if (target < clock_.now()) return base::refusal("runtime.clock_backwards");
  std::promise<base::Result<void>> done;
  auto answer = done.get_future();
  {
    const std::lock_guard guard(mutex_);
    alone_.push_back([&] { done.set_value(advance(target)); });
  }
  wake_.notify_one();
  return answer.get();
}

int64_t schedule(storage::Tx& tx, base::Time due, std::string_view kind,
                 const base::Json& payload) {
  const int64_t key = tx.keys.next();
  tx.db.execute("INSERT INTO schedule (key, due, kind, payload, is_held) VALUES (?, ?, ?, ?, 0)",
                {key, due.micros, std::string(kind), base::print(payload)});
  return key;
}

void cancel_schedule(storage::Tx& tx, int64_t key) {
  tx.db.execute("DELETE FROM schedule WHERE key = ?", {key});
}

}  // namespace runtime
