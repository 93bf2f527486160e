#include "work/steps/parts.h"

#include <algorithm>

#include "engine/parts.h"

namespace work {
namespace {

void supersede(Context& context, const Task& from, const std::string& element,
               const std::vector<std::string>& elements) {
  const auto targets = done_at(context.tx.db, from, element);
  for (const int64_t key : task_keys(
           context.tx.db, "instance = ? AND is_superseded = 0 ORDER BY id", {from.instance})) {
    const Task task = *find_task(context.tx.db, key);
    if (std::ranges::count(elements, task.element) == 0) continue;
    const std::string activity = apart_in(task, from);
    const bool goes_on = !activity.empty() && std::ranges::any_of(targets, [&](const Task& target) {
      return is_part_of(target, activity);
    });
    if (!goes_on)
      context.tx.db.execute("UPDATE work_task SET is_superseded = 1 WHERE id = ?", {key});
  }
}

}  // namespace

bool is_one_of_several(const Task& task) { return task.properties.contains(engine::kParts); }

void move_to_parts_of(Context& context, int64_t key, const Task& other) {
  const auto kept = other.properties.find(engine::kParts);
  if (kept == other.properties.end()) return;
  Task task = *find_task(context.tx.db, key);
  task.properties[std::string(engine::kParts)] = kept->second;
  describe_task(context.tx, task);
}

std::string apart_in(const Task& one, const Task& other) {
  const auto here = engine::parts_of(one.properties);
  const auto there = engine::parts_of(other.properties);
  for (size_t i = 0; i < std::min(here.size(), there.size()); ++i) {
    if (here[i].whole != there[i].whole) return {};
    if (here[i].key != there[i].key) return here[i].element;
  }
  return {};
}

bool is_part_of(const Task& task, std::string_view activity) {
  return std::ranges::count(engine::parts_of(task.properties), activity, &engine::Part::element) >
         0;
}

int64_t innermost_part(const Task& task) {
  const auto parts = engine::parts_of(task.properties);
  return parts.empty() ? 0 : parts.back().key;
}

std::vector<Task> done_at(storage::Connection& db, const Task& from, std::string_view element) {
  std::vector<Task> counting;
  for (const int64_t key : task_keys(
           db,
           "instance = ? AND element = ? AND state = 'done' AND is_superseded = 0 ORDER BY id "
           "DESC",
           {from.instance, std::string(element)})) {
    Task task = *find_task(db, key);
    if (!apart_in(task, from).empty()) continue;
    const bool is_replaced = std::ranges::any_of(
        counting, [&](const Task& later) { return apart_in(task, later).empty(); });
    if (!is_replaced) counting.push_back(std::move(task));
  }
  std::ranges::reverse(counting);
  return counting;
}

void supersede_behind(Context& context, const Task& from, const std::string& element) {
  supersede(context, from, element, context.hooks.elements_behind(from.instance, element));
}

void supersede_at(Context& context, const Task& from, const std::string& element) {
  supersede(context, from, element, {element});
}

}  // namespace work
