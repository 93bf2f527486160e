#include "work/lights.h"

#include <array>

#include "base/text.h"
#include "base/working_calendar.h"
#include "work/steps/clocks.h"
#include "work/steps/due.h"
#include "work/store/rows.h"

namespace work {
namespace {

std::optional<int64_t> percent(std::string_view text) {
  if (!text.ends_with('%')) return {};
  const auto number = base::Decimal::parse(text.substr(0, text.size() - 1));
  const auto whole = number ? number->to_int64() : std::nullopt;
  if (!whole || *whole < 1 || *whole > 100) return {};
  return whole;
}

LightRule rule_of(const Task& task) {
  const auto said = task.properties.find("jw:light");
  if (said == task.properties.end()) return {};
  return parse_light(said->second).value_or(LightRule());
}

// The moment at which so many hundredths of the time are used.
base::Time at_share(Context& context, const Task& task, base::Time due, int64_t share) {
  if (share >= 100) return due;
  const bool is_working = task.settings.due && runs_on_calendar(*task.settings.due);
  if (is_working) {
    const base::Span whole = working_time_for(context, task, task.created_at, due);
    if (whole.micros > 0) {
      base::Duration part;
      part.working_time = {whole.micros / 100 * share};
      return std::min(due, add_for(context, task, task.created_at, part));
    }
  }
  return task.created_at + base::Span{(due - task.created_at).micros / 100 * share};
}

}  // namespace

std::optional<LightRule> parse_light(std::string_view text) {
  LightRule rule;
  const std::string_view word = base::trim(text);
  if (word.empty()) return rule;
  if (word == "none") {
    rule.is_shown = false;
    return rule;
  }
  const auto parts = base::split(word, ',');
  if (parts.empty() || parts.size() > 2) return {};
  const auto yellow = percent(parts[0]);
  const auto red = parts.size() == 2 ? percent(parts[1]) : std::optional<int64_t>(100);
  if (!yellow || !red || *yellow > *red) return {};
  return LightRule{*yellow, *red, true};
}

std::string_view name_of(Light light) {
  static constexpr std::array<std::string_view, 3> names = {"green", "yellow", "red"};
  return names[static_cast<size_t>(light)];
}

std::optional<Light> light_of(storage::Connection& db, int64_t task, base::Time now) {
  const auto row = db.first(
      "SELECT l.yellow_at, l.red_at, coalesce(t.suspended_at, ?) FROM work_light l"
      " JOIN work_task t ON t.id = l.task WHERE l.task = ? AND t.state = 'open'",
      {now.micros, task});
  if (!row) return {};
  if (row->integer(2) >= row->integer(1)) return Light::Red;
  return row->integer(2) >= row->integer(0) ? Light::Yellow : Light::Green;
}

void count_light(Context& context, int64_t key) {
  storage::Connection& db = context.tx.db;
  db.execute("DELETE FROM work_light WHERE task = ?", {key});
  const auto task = find_task(db, key);
  if (!task || !task->is_open() || !task->due_at) return;
  const LightRule rule = rule_of(*task);
  if (!rule.is_shown) return;
  db.execute("INSERT INTO work_light (task, yellow_at, red_at) VALUES (?, ?, ?)",
             {key, at_share(context, *task, *task->due_at, rule.yellow).micros,
              at_share(context, *task, *task->due_at, rule.red).micros});
}

}  // namespace work
