// Running process instances in memory: loaded by key, changed under a journal, stored before the
// commit.
//
// Invariants: what is dirty in memory has not been stored yet; between batches nothing is dirty;
// rolling back a frame leaves every instance as it was when the frame began.
#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "engine/rows.h"
#include "runtime/store/definitions.h"
#include "storage/connection.h"

namespace runtime {

// A job that waits in an instance.
struct WaitRef {
  int64_t instance = 0;
  int64_t key = 0;
};

// A subscription that waits in an instance of a definition.
struct Subscriber {
  int64_t instance = 0;
  int64_t key = 0;
  int64_t definition = 0;
};

class Instances {
 public:
  Instances(storage::Connection& db, Definitions& definitions)
      : db_(db), definitions_(definitions) {}

  // nullptr when there is no such running instance. Not to be changed; see `change`.
  const engine::Instance* find(int64_t key);
  // The same for changing: remembered by the journal of the open frame, and marked as dirty.
  engine::Instance* change(int64_t key);
  // The process of one that is running or has ended, stored or not yet; nullptr: none.
  engine::ProcessRef process_of(int64_t key);
  // For changing one variable of the instance itself and nothing else: no more is remembered.
  engine::Instance* change_variable(int64_t key, std::string_view name);
  // How many rows were copied for the journal so far.
  size_t rows_copied() const { return rows_copied_; }
  engine::Instance& create(int64_t key, engine::ProcessRef process);
  // After a change: what it activated can be found by its key.
  void index(int64_t key);
  // The running instance that holds an active element or open incident; 0 when there is none.
  int64_t instance_of_element(int64_t key);
  int64_t instance_of_incident(int64_t key);
  int64_t instance_of_job(int64_t key);

  void begin_frame();
  void keep_frame();
  void roll_back_frame();

  // Stores everything dirty. Inside the batch's transaction, no frame open.
  void store();
  // Writes what the innermost frame has changed, for whoever takes it back from the tables: here
  // nothing is stored by that.
  void try_storing(storage::Connection& db) const;
  // After the commit: forgets what ended, and what was not used for longest when the instances in
  // memory have more than so many bytes.
  void trim(size_t bytes_max);
  void forget();

  // Subscriptions and instances as the transaction sees them, oldest first.
  std::vector<Subscriber> subscriptions(engine::SubscriptionKind kind, std::string_view name,
                                        std::string_view correlation_key);
  // Whether an instance that was touched since the last store is one of this definition.
  bool is_any_of(int64_t definition) const;
  std::vector<int64_t> bound_to(const engine::RecordRef& record);

  // --- jobs that a worker may have (open_jobs.cc) ---
  // Hands those of a type at `now` to `take` until it says false: those of higher priority first,
  // among equals those whose back-off or activation is over, then the oldest of the others. The
  // caller activates each of them or refuses the operation.
  void take_jobs(std::string_view type, base::Time now,
                 const std::function<bool(const WaitRef&)>& take);
  // A job became open, at once or from its deadline on.
  void offer_job(std::string_view type, int64_t key);
  // A job has another `priority` than it had.
  void reorder_job(const engine::JobRow& before, int priority);
  // A job was handed out until `deadline`.
  void lend_job(std::string_view type, base::Time deadline);
  // What is known about free jobs is read again.
  void forget_jobs() { free_jobs_.clear(); }

 private:
  struct Slot {
    engine::Instance instance;
    bool is_dirty = false;
    uint64_t frame = 0;           // the innermost frame that remembers it
    uint64_t used = 0;            // when, counted in uses
    int64_t indexed_to = 0;       // elements up to this key are indexed
    int64_t jobs_indexed_to = 0;  // likewise
    size_t bytes = 0;
  };
  // An instance as it was: not there, as it is stored, as it is stored but for the rows copied
  // here, or as copied here, whole or one variable.
  struct Before {
    enum class Kind : uint8_t { Absent, Stored, Changed, Copied, Variable };
    int64_t key = 0;
    Kind kind = Kind::Absent;
    bool was_dirty = false;
    uint64_t frame = 0;
    engine::Instance instance;
    engine::VariableRow variable;
    size_t rows = 0;
  };
  struct Frame {
    uint64_t number = 0;
    std::vector<Before> before;
  };
  // When a job is given out among the open ones: its priority, negated, and its key. Among those
  // that are due its deadline stands between the two.
  using Turn = std::pair<int64_t, int64_t>;
  using DueTurn = std::tuple<int64_t, int64_t, int64_t>;
  static constexpr int64_t kNone = std::numeric_limits<int64_t>::max();
  // The next free jobs of one type; the table holds the rest. Entries are proposals: whoever takes
  // one looks at the job itself.
  struct FreeJobs {
    std::map<Turn, int64_t> open;                              // the instance of each
    Turn through{std::numeric_limits<int32_t>::min(), kNone};  // every open one up to this is above
    std::map<DueTurn, int64_t> due;  // whose back-off or activation is over
    Turn due_through;     // deadline and key: every one that was over up to this is above
    base::Time next_due;  // before this no other deadline passes
  };

  Slot* slot(int64_t key);
  void index(int64_t key, Slot& slot);
  void unindex(const Slot& slot);
  void drop(int64_t key);
  void drop_least_used(size_t bytes_max);
  void remember(int64_t key, const Slot& slot);
  bool take_back(Before& before);
  bool is_unchanged(const Before& before, const Slot& slot) const;
  void forget_ended(engine::Instance& instance);
  bool is_heard(std::string_view name);
  FreeJobs& free_jobs(std::string_view type);
  void read_free_jobs(const std::string& type, FreeJobs& free);
  void read_due_jobs(const std::string& type, FreeJobs& free, base::Time now);
  void read_open_jobs(const std::string& type, FreeJobs& free);
  std::optional<WaitRef> next_job(const std::string& type, FreeJobs& free);
  static void expect_due(FreeJobs& free, base::Time deadline);

  storage::Connection& db_;
  Definitions& definitions_;
  std::unordered_map<int64_t, std::unique_ptr<Slot>> slots_;
  std::unordered_map<int64_t, int64_t> instance_of_element_;  // by active element and by job
  std::vector<Frame> frames_;
  std::unordered_set<int64_t> dirty_;
  std::vector<int64_t> ended_;  // stored as ended, not yet forgotten
  std::map<std::string, FreeJobs, std::less<>> free_jobs_;
  // Whether the table has any subscription of the name; others were not asked for yet.
  std::map<std::string, bool, std::less<>> is_heard_;
  uint64_t frames_begun_ = 0;
  uint64_t uses_ = 0;
  size_t rows_copied_ = 0;
  size_t bytes_ = 0;
};

// Rows to SQL (store.cc) and back (load.cc). Instances are given in the order of their keys.
void store_instances(storage::Connection& db, std::span<engine::Instance* const> instances);
bool load_instance(storage::Connection& db, Definitions& definitions, int64_t key,
                   engine::Instance& instance);
std::string value_text(const feel::Value& value);
feel::Value value_of_text(const std::string& text);

// About how much memory an instance takes (footprint.cc).
size_t footprint_bytes(const engine::Instance& instance);
// About how long a value is as JSON, without writing it.
size_t text_bytes(const feel::Value& value);

}  // namespace runtime
