// When timers fire: dates, durations (working time too) and cycles.
#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "engine/core/cron.h"
#include "engine/core/moment.h"
#include "engine/core/work.h"

namespace engine {

namespace {

base::Time after(const Surroundings& around, base::Time from, const base::Duration& duration) {
  static const base::WorkingCalendar kUsual;
  return base::add(around.calendar ? *around.calendar : kUsual, from, duration);
}

std::optional<base::Duration> duration_of(const feel::Value& value) {
  if (value.is(feel::Kind::String)) return base::parse_duration(base::trim(value.text()));
  base::Duration duration;
  if (value.is(feel::Kind::DayTimeDuration)) {
    duration.exact = {static_cast<int64_t>(value.nanos() / 1000)};
    return duration;
  }
  if (value.is(feel::Kind::YearMonthDuration)) {
    duration.months = value.months();
    return duration;
  }
  return {};
}

// How far the firings of a cycle are apart, and on whose wall clock: that of its beginning, written
// "P1D[Europe/Berlin]", else the one of the workspace.
struct Interval {
  base::Duration duration;
  std::string zone;
};

std::optional<Interval> interval_of(std::string_view text) {
  const size_t open = text.find('[');
  const auto duration = base::parse_duration(text.substr(0, open));
  if (!duration) return {};
  if (open == std::string_view::npos) return Interval{*duration, ""};
  return Interval{*duration, std::string(text.substr(open + 1, text.size() - open - 2))};
}

base::Time after(const Surroundings& around, base::Time from, const Interval& interval) {
  const base::Duration& by = interval.duration;
  const bool is_working = by.working_days != 0 || by.working_time.micros != 0;
  if (interval.zone.empty() || is_working) return after(around, from, by);
  return base::add_on_clock(from, by, interval.zone);
}

// Of a moment that names one, "[Europe/Berlin]" or "@Europe/Berlin": in brackets.
std::string zone_of(std::string_view moment) {
  moment = base::trim(moment);
  const size_t at = moment.find_first_of("[@");
  if (at == std::string_view::npos) return {};
  const bool is_open = moment[at] == '@';
  return "[" + std::string(moment.substr(at + 1)) + (is_open ? "]" : "");
}

// The parts of a cycle; the zone of its beginning may hold a slash.
std::vector<std::string> parts_of(const std::string& cycle) {
  const size_t first = cycle.find('/');
  const size_t last = cycle.rfind('/');
  if (first == last) return base::split(cycle, '/');
  return {cycle.substr(0, first), cycle.substr(first + 1, last - first - 1),
          cycle.substr(last + 1)};
}

// "R3/PT10S", "R/P14D", "R3/2026-03-02T09:00Z/PT1H", or cron.
std::string plan_cycle(const std::string& text, const Surroundings& around, TimerRow& row) {
  const std::string wrong = "\"" + text + "\" is not a cycle like R3/PT10S or 0 0 9 * * MON-FRI";
  if (!text.starts_with("R")) {
    const auto cron = parse_cron(text);
    const auto due = cron ? next_time(*cron, around.now, around.zone) : std::nullopt;
    if (!due) return wrong;
    row.interval = text;
    row.repetitions = -1;
    row.due = *due;
    return {};
  }
  const std::vector<std::string> parts = parts_of(text);
  if (parts.size() < 2) return wrong;
  int count = -1;
  const std::string number = parts[0].substr(1);
  if (!number.empty() && number != "-1") {
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), count);
    if (error != std::errc() || end != number.data() + number.size() || count < 1) return wrong;
  }
  const auto interval = base::parse_duration(parts.back());
  if (!interval) return wrong;
  row.interval = parts.back();
  row.repetitions = count < 0 ? -1 : count - 1;
  row.due = after(around, around.now, *interval);
  if (row.due <= around.now) return "the cycle does not move on";
  if (parts.size() == 3) {
    const auto begin = moment_of(feel::Value(parts[1]), around.zone);
    if (!begin) return wrong;
    row.due = *begin;
    row.interval += zone_of(parts[1]);
  }
  return {};
}

// The first time behind now that is whole intervals away from `next`.
base::Time behind(const Surroundings& around, base::Time next, const Interval& interval) {
  if (next > around.now) return next;
  const base::Duration& by = interval.duration;
  const bool is_exact = by.months == 0 && by.working_days == 0 && by.working_time == base::Span{};
  // Not one by one: a second goes into a year many times.
  if (is_exact) {
    const int64_t missed = (around.now - next).micros / by.exact.micros;
    next = after(around, next, Interval{{0, {missed * by.exact.micros}, 0, {}}, interval.zone});
  }
  while (next <= around.now) next = after(around, next, interval);
  return next;
}

}  // namespace

std::string plan_timer(const CompiledEvent& event, const feel::Value& value,
                       const Surroundings& around, TimerRow& row) {
  const std::string shown = feel::to_text(value);
  if (event.timer_kind == bpmn::TimerKind::Date) {
    const auto due = moment_of(value, around.zone);
    if (!due) return "\"" + shown + "\" is no date";
    row.due = *due;
    return {};
  }
  if (event.timer_kind == bpmn::TimerKind::Duration) {
    const auto duration = duration_of(value);
    if (!duration) return "\"" + shown + "\" is no duration";
    row.due = after(around, around.now, *duration);
    return {};
  }
  if (!value.is(feel::Kind::String)) return "\"" + shown + "\" is no cycle";
  return plan_cycle(std::string(base::trim(value.text())), around, row);
}

bool plan_again(const Surroundings& around, TimerRow& row) {
  if (row.interval.empty() || row.repetitions == 0) return false;
  const bool is_endless = row.repetitions < 0;
  if (const auto interval = interval_of(row.interval)) {
    base::Time next = after(around, row.due, *interval);
    if (next <= row.due) return false;
    if (is_endless) next = behind(around, next, *interval);
    row.due = next;
  } else {
    const base::Time from = is_endless ? std::max(row.due, around.now) : row.due;
    const auto cron = parse_cron(row.interval);
    const auto next = cron ? next_time(*cron, from, around.zone) : std::nullopt;
    if (!next) return false;
    row.due = *next;
  }
  if (row.repetitions > 0) --row.repetitions;
  row.is_dirty = true;
  return true;
}

}  // namespace engine
