#include "runtime/store/changes.h"

#include <algorithm>
#include <iterator>
#include <unordered_set>

#include "feel/with_item.h"

namespace runtime {

namespace {

template <class Row>
void copy_dirty(const std::vector<Row>& from, std::vector<Row>& to) {
  std::ranges::copy_if(from, std::back_inserter(to), &Row::is_dirty);
}

template <class Table>
void copy_dirty(const Table& from, Table& to) {
  from.each_touched([&](const auto& row) {
    if (row.is_dirty) to.add(row);
  });
}

// Rows in the order of their keys.
template <class Row>
void put_rows(std::vector<Row>& rows, std::vector<Row>& changed) {
  for (Row& row : changed) {
    const auto place = std::ranges::lower_bound(rows, row.key, {}, &Row::key);
    if (place != rows.end() && place->key == row.key) {
      *place = std::move(row);
    } else {
      rows.insert(place, std::move(row));
    }
  }
}

template <class Table>
void put_rows(Table& rows, const Table& changed) {
  for (const auto& row : changed) {
    if (auto* found = rows.find(row.key)) {
      *found = row;
    } else {
      rows.add(row);
    }
  }
}

bool has_parts_to_go_by(const engine::VariableRow& row) {
  return row.is_in_parts && row.has_stored_parts;
}

// Of a list in parts the items of those that have changed, one part behind the other. Whoever holds
// the list itself makes its next change a copy of all.
engine::VariableRow changes_of(const engine::VariableRow& row) {
  if (!has_parts_to_go_by(row)) return row;
  engine::VariableRow changes{row.scope, row.name, {}};
  changes.is_in_parts = changes.has_stored_parts = true;
  changes.dirty_parts = row.dirty_parts;
  std::ranges::sort(changes.dirty_parts);
  const auto behind = std::ranges::unique(changes.dirty_parts);
  changes.dirty_parts.erase(behind.begin(), behind.end());
  const auto items = row.value.items();
  feel::Values kept;
  for (const size_t part : changes.dirty_parts) {
    const size_t end = std::min((part + 1) * engine::kPartItems, items.size());
    for (size_t i = part * engine::kPartItems; i < end; ++i) kept.push_back(items[i]);
  }
  changes.value = feel::Value::list(std::move(kept));
  return changes;
}

void put_parts(engine::VariableRow& row, const engine::VariableRow& changes) {
  const auto items = changes.value.items();
  size_t next = 0;
  for (const size_t part : changes.dirty_parts) {
    for (size_t i = 0; i < engine::kPartItems && next < items.size(); ++i)
      row.value =
          feel::with_item(std::move(row.value), part * engine::kPartItems + i, items[next++]);
  }
  row.dirty_parts = changes.dirty_parts;
  row.is_dirty = true;
}

void put_variables(engine::Instance& instance, const engine::Instance& changes) {
  for (const engine::VariableRow& row : changes.variables) {
    engine::VariableRow* found = instance.local(row.scope, row.name);
    if (found && has_parts_to_go_by(row)) {
      put_parts(*found, row);
    } else if (found) {
      *found = row;
    } else {
      instance.add_variable(row);
    }
  }
}

template <class Row>
void take_out(std::vector<Row>& rows, const std::unordered_set<int64_t>& keys) {
  if (!keys.empty()) std::erase_if(rows, [&](const Row& row) { return keys.contains(row.key); });
}

void take_out_removed(engine::Instance& instance, const engine::Instance& changes) {
  std::vector<int64_t> timers;
  std::unordered_set<int64_t> subscriptions;
  std::unordered_set<int64_t> jobs;
  for (const engine::Removed& row : changes.removed) {
    if (row.table == engine::Removed::Table::Timer) timers.push_back(row.key);
    if (row.table == engine::Removed::Table::Subscription) subscriptions.insert(row.key);
    if (row.table == engine::Removed::Table::Variable)
      instance.variables.erase_if(
          row.key, [&](const engine::VariableRow& each) { return each.name == row.name; });
  }
  for (const engine::JobRow& row : changes.ended_jobs) jobs.insert(row.key);
  for (const int64_t key : timers) instance.timers.erase(key);
  take_out(instance.subscriptions, subscriptions);
  if (!jobs.empty())
    instance.jobs.take_if([&](const engine::JobRow& row) { return jobs.contains(row.key); },
                          [](engine::JobRow) {});
}

}  // namespace

bool can_be_made_again(const engine::Instance& instance) {
  return instance.row.is_stored && !instance.row.is_migrated && instance.before.empty();
}

engine::Instance changes_of(const engine::Instance& instance) {
  engine::Instance changes;
  changes.row = instance.row;
  changes.arrivals = instance.arrivals;
  changes.flows = instance.flows;
  changes.removed = instance.removed;
  changes.ended_jobs = instance.ended_jobs;
  copy_dirty(instance.elements, changes.elements);
  instance.variables.each_touched([&](const engine::VariableRow& row) {
    if (row.is_dirty) changes.add_variable(changes_of(row));
  });
  copy_dirty(instance.jobs, changes.jobs);
  copy_dirty(instance.timers, changes.timers);
  copy_dirty(instance.subscriptions, changes.subscriptions);
  copy_dirty(instance.incidents, changes.incidents);
  return changes;
}

bool are_changes_of(const engine::Instance& instance, const engine::Instance& changes) {
  const engine::Instance present = changes_of(instance);
  return present.row == changes.row && present.arrivals == changes.arrivals &&
         present.flows == changes.flows && present.removed == changes.removed &&
         present.ended_jobs == changes.ended_jobs && present.elements == changes.elements &&
         present.variables == changes.variables && present.jobs == changes.jobs &&
         present.timers == changes.timers && present.subscriptions == changes.subscriptions &&
         present.incidents == changes.incidents;
}

bool has_changes(const engine::Instance& instance) {
  const auto is_dirty = [](const auto& row) { return row.is_dirty; };
  bool is_any = instance.row.is_dirty || !instance.removed.empty() ||
                !instance.ended_jobs.empty() || !instance.before.empty();
  const auto look = [&](const auto& row) { is_any = is_any || row.is_dirty; };
  instance.elements.each_touched(look);
  instance.variables.each_touched(look);
  instance.jobs.each_touched(look);
  instance.timers.each_touched(look);
  return is_any || std::ranges::any_of(instance.arrivals, is_dirty) ||
         std::ranges::any_of(instance.flows, is_dirty) ||
         std::ranges::any_of(instance.subscriptions, is_dirty) ||
         std::ranges::any_of(instance.incidents, is_dirty);
}

void apply_changes(engine::Instance& loaded, engine::Instance changes) {
  take_out_removed(loaded, changes);
  put_rows(loaded.elements, changes.elements);
  put_variables(loaded, changes);
  put_rows(loaded.jobs, changes.jobs);
  put_rows(loaded.timers, changes.timers);
  put_rows(loaded.subscriptions, changes.subscriptions);
  put_rows(loaded.incidents, changes.incidents);
  loaded.row = std::move(changes.row);
  loaded.arrivals = std::move(changes.arrivals);
  loaded.flows = std::move(changes.flows);
  loaded.removed = std::move(changes.removed);
  loaded.ended_jobs = std::move(changes.ended_jobs);
  loaded.count_all_children();
}

}  // namespace runtime
