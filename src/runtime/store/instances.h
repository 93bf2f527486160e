// Running process instances in memory: loaded by key, changed under a journal, stored before the
// commit.
//
// Invariants: what is dirty in memory has not been stored yet; between batches nothing is dirty;
// rolling back a frame leaves every instance as it was when the frame began.
#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "engine/rows.h"
#include "runtime/store/definitions.h"
#include "storage/connection.h"

namespace runtime {

struct SubscriptionRef {
  int64_t instance = 0;
  int64_t key = 0;
};

class Instances {
 public:
  Instances(storage::Connection& db, Definitions& definitions)
      : db_(db), definitions_(definitions) {}

  // nullptr when there is no such running instance. Not to be changed; see `change`.
  const engine::Instance* find(int64_t key);
  // The same for changing: remembered by the journal of the open frame, and marked as dirty.
  engine::Instance* change(int64_t key);
  engine::Instance& create(int64_t key, engine::ProcessRef process);
  // The running instance that holds an active element or open incident; 0 when there is none.
  int64_t instance_of_element(int64_t key);
  int64_t instance_of_incident(int64_t key);

  void begin_frame();
  void keep_frame();
  void roll_back_frame();

  // Stores everything dirty. Inside the batch's transaction, no frame open.
  void store();
  // After the commit: forgets what ended and what is too much.
  void trim(size_t instances_max);
  void forget();

  // Subscriptions and instances as the transaction sees them, oldest first.
  std::vector<SubscriptionRef> subscriptions(engine::SubscriptionKind kind, std::string_view name,
                                             std::string_view correlation_key);
  std::vector<int64_t> bound_to(const engine::RecordRef& record);
  // Jobs of a type that wait for a worker at `now`, in memory first; at most `count_max`
  // candidates.
  std::vector<SubscriptionRef> open_jobs(std::string_view type, base::Time now, size_t count_max);

 private:
  struct Slot {
    engine::Instance instance;
    bool is_dirty = false;
    uint64_t used = 0;
  };
  struct Before {
    int64_t key = 0;
    bool was_there = false;
    bool was_dirty = false;
    engine::Instance instance;
  };
  struct Frame {
    std::vector<Before> before;
    std::unordered_set<int64_t> keys;
  };

  Slot* slot(int64_t key);
  std::unique_ptr<Slot> load(int64_t key);
  void remember(int64_t key, Slot* slot);

  storage::Connection& db_;
  Definitions& definitions_;
  std::unordered_map<int64_t, std::unique_ptr<Slot>> slots_;
  std::vector<Frame> frames_;
  std::unordered_set<int64_t> dirty_;
  uint64_t uses_ = 0;
};

// Rows to SQL (rows.cc).
void store_instance(storage::Connection& db, engine::Instance& instance);
bool load_instance(storage::Connection& db, Definitions& definitions, int64_t key,
                   engine::Instance& instance);
std::string value_text(const feel::Value& value);
feel::Value value_of_text(const std::string& text);

}  // namespace runtime
