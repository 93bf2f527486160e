// The rows that instances of start, service task, end leave behind in their three acts, for stores
// that do nothing but write them.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <variant>

#include "storage/keys.h"

namespace bench {

using Value = std::variant<std::nullptr_t, int64_t, std::string_view>;

struct Range {
  int64_t begin = 0;
  int64_t end = 0;
};

// Four keys an instance, in the order in which the engine gives them: the instance, the start
// event, the task, and later the end event.
//
// A store has Statement(Store&, sql) with run({values}), and begin() and commit().
template <class Store>
class RowWriter {
 public:
  RowWriter(Store& store, int64_t definition) : store_(store), definition_(definition) {}

  // One durable transaction: these instances are created, those have their job handed out, and
  // others are completed. Table by table in the order of keys, which is the fastest way.
  void write(Range created, Range activated, Range completed) {
    store_.begin();
    each(completed, [&](int64_t key) {
      instance_done_.run({"completed", int64_t{0}, now_, nullptr, key});
    });
    each(created, [&](int64_t key) {
      instance_.run({key, definition_, "active", int64_t{0}, nullptr, nullptr, "lin", nullptr,
                     nullptr, key, now_, nullptr, nullptr});
    });
    each(completed, [&](int64_t key) {
      element_done_.run({"completed", int64_t{0}, now_, nullptr, int64_t{2}, int64_t{0}, int64_t{0},
                         nullptr, key + 2});
      element_.run({key + 3, key, key, "end", "endEvent", "completed", int64_t{0}, now_, now_,
                    nullptr, int64_t{2}, int64_t{0}, int64_t{0}, nullptr});
    });
    each(created, [&](int64_t key) {
      element_.run({key + 1, key, key, "start", "startEvent", "completed", int64_t{0}, now_, now_,
                    nullptr, int64_t{2}, int64_t{0}, int64_t{0}, nullptr});
      element_.run({key + 2, key, key, "work", "serviceTask", "active", int64_t{0}, now_, nullptr,
                    nullptr, int64_t{1}, int64_t{0}, int64_t{0}, nullptr});
    });
    each(completed, [&](int64_t key) { flow_.run({key, "work_end", int64_t{1}}); });
    each(created, [&](int64_t key) { flow_.run({key, "start_work", int64_t{1}}); });
    each(activated, [&](int64_t key) {
      job_changed_.run({"activated", int64_t{0}, int64_t{3}, "bench", now_, nullptr, nullptr,
                        nullptr, now_, nullptr, key + 2});
    });
    each(created, [&](int64_t key) {
      job_.run(
          {key + 2, key, "work", "open", int64_t{0}, int64_t{3}, nullptr, int64_t{0}, nullptr, nullptr,
           nullptr, nullptr, nullptr, key + 2, "work", now_});
    });
    each(completed, [&](int64_t key) {
      job_changed_.run({"completed", int64_t{0}, int64_t{3}, "bench", now_, nullptr, nullptr,
                        nullptr, now_, now_, key + 2});
    });
    store_.commit();
  }

 private:
  template <class Act>
  static void each(Range range, const Act& act) {
    for (int64_t i = range.begin; i < range.end; ++i)
      act(storage::StoredKeys::first_key + 1000 + i * 4);
  }

  using Statement = typename Store::Statement;

  Store& store_;
  const int64_t definition_;
  const int64_t now_ = 1'770'000'000'000'000;
  Statement instance_{
      store_,
      "INSERT INTO process_instance (key, definition, state, is_suspended, record_type, record_id, "
      "starter, parent_instance, parent_element, root, started_at, ended_at, end_reason) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};
  Statement instance_done_{store_,
                           "UPDATE process_instance SET state = ?, is_suspended = ?, ended_at = ?, "
                           "end_reason = ? WHERE key = ?"};
  Statement element_{
      store_,
      "INSERT INTO element_instance (key, instance, scope, element_id, kind, state, loop, "
      "started_at, ended_at, actor, phase, role, completed, called_instance) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};
  Statement element_done_{
      store_,
      "UPDATE element_instance SET state = ?, loop = ?, ended_at = ?, actor = ?, phase = ?, "
      "role = ?, completed = ?, called_instance = ? WHERE key = ?"};
  Statement flow_{store_, "INSERT INTO sequence_flow (instance, flow_id, times) VALUES (?, ?, ?)"};
  Statement job_{
      store_,
      "INSERT INTO every_job (key, instance, type, state, is_held, retries, worker, deadline, "
      "error, error_code, denied, changed_at, ended_at, element, kind, created_at) VALUES (?, ?, "
      "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};
  Statement job_changed_{
      store_,
      "UPDATE every_job SET state = ?, is_held = ?, retries = ?, worker = ?, deadline = ?, error = "
      "?, error_code = ?, denied = ?, changed_at = ?, ended_at = ? WHERE key = ?"};
};

// As in the engine's run a batch holds all three acts: those of an instance follow each other from
// batch to batch, `batch` acts a durable transaction.
template <class Store>
void write_rows(Store& store, int64_t definition, int64_t instances, int64_t batch) {
  RowWriter<Store> writer(store, definition);
  const int64_t group = batch / 3;
  const int64_t groups = (instances + group - 1) / group;
  const auto range = [&](int64_t number) {
    if (number < 0) return Range{};
    return Range{number * group, std::min((number + 1) * group, instances)};
  };
  for (int64_t number = 0; number < groups + 2; ++number) {
    writer.write(range(number), range(number - 1), range(number - 2));
  }
}

}  // namespace bench
