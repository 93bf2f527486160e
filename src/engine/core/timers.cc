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

// The wall clock of a cycle: that of the zone which its beginning names, else of the workspace.
std::string clock_of(const Surroundings& around, const std::string& zone) {
  if (!zone.empty()) return zone;
  return around.calendar ? around.calendar->zone : base::WorkingCalendar().zone;
}

// How far the firings of a cycle are apart. Days and months are counted from the wall clock it
// began at, so that neither a gap of summer time nor the end of a short month is handed on:
// "2028-01-31T09:00:00/P1M", "2028-03-24T02:30:00[Europe/Berlin]/P1D". Hours and less, working time
// and what an earlier version of the program began are counted from the firing before: "PT1H",
// "P1D[Europe/Berlin]".
struct Interval {
  base::Duration duration;
  std::string zone;
  std::optional<base::Time> began = {};  // when UTC shows what that clock showed
};

constexpr std::string_view kUtc = "UTC";

bool counts_from_beginning(const base::Duration& by) {
  return (by.months != 0 || by.days != 0) && by.working_days == 0 && by.working_time.micros == 0;
}

std::string zone_in_brackets(std::string_view text) {
  const size_t open = text.find('[');
  if (open == std::string_view::npos) return {};
  return std::string(text.substr(open + 1, text.size() - open - 2));
}

std::optional<Interval> interval_of(std::string_view text) {
  const size_t slash = text.rfind('/');
  if (slash != std::string_view::npos) {
    const std::string_view began = text.substr(0, slash);
    const auto by = base::parse_duration(text.substr(slash + 1));
    const auto clock = base::parse_time(std::string(began.substr(0, began.find('['))) + "Z");
    if (by && clock) return Interval{*by, zone_in_brackets(began), clock};
  }
  const auto duration = base::parse_duration(text.substr(0, text.find('[')));
  if (!duration) return {};
  return Interval{*duration, zone_in_brackets(text), {}};
}

base::Time after(const Surroundings& around, base::Time from, const Interval& interval) {
  const base::Duration& by = interval.duration;
  const bool is_working = by.working_days != 0 || by.working_time.micros != 0;
  if (interval.zone.empty() || is_working) return after(around, from, by);
  return base::add_on_clock(from, by, interval.zone);
}

int64_t times(int64_t part, int64_t n) {
  int64_t product = 0;
  return __builtin_mul_overflow(part, n, &product) ? INT64_MAX : product;
}

// The first firing behind a time that is whole periods away from the beginning; nothing: the
// calendar ends before.
std::optional<base::Time> counted(const Surroundings& around, const Interval& interval,
                                  base::Time from) {
  const base::Duration& by = interval.duration;
  const std::string zone = clock_of(around, interval.zone);
  const auto nth = [&](int64_t n) {
    base::Duration days;
    days.months = times(by.months, n);
    days.days = times(by.days, n);
    base::Duration rest;
    rest.exact = {times(by.exact.micros, n)};
    const base::Time shown = base::add_on_clock(*interval.began, days, kUtc);
    return base::add_on_clock(base::instant_of(base::local_in(shown, kUtc), zone), rest, zone);
  };
  // Not one by one from the beginning: how often it came at least.
  const double longest =
      static_cast<double>(base::days(1).micros) *
          (31.0 * static_cast<double>(by.months) + static_cast<double>(by.days)) +
      static_cast<double>(by.exact.micros);
  const auto passed = static_cast<double>((from - nth(0)).micros);
  int64_t n = std::max<int64_t>(1, static_cast<int64_t>(passed / longest) - 2);
  base::Time next = nth(n);
  while (next <= from) {
    const base::Time later = nth(++n);
    if (later <= next) return {};
    next = later;
  }
  return next;
}

// Of a moment that names one, "[Europe/Berlin]" or "@Europe/Berlin".
std::string zone_of(std::string_view moment) {
  const size_t at = moment.find_first_of("[@");
  if (at == std::string_view::npos) return {};
  const size_t end = moment.find(']', at);
  return std::string(moment.substr(at + 1, end == std::string_view::npos ? end : end - at - 1));
}

// When UTC shows what a wall clock shows at that time.
base::Time shown_at(base::Time time, const std::string& zone) {
  return base::instant_of(base::local_in(time, zone), kUtc);
}

// The same of a moment as it is written; one without an offset may name an hour that is left out.
std::optional<base::Time> shown_at(std::string_view moment, const std::string& zone) {
  const std::string written(moment.substr(0, moment.find_first_of("[@")));
  if (const auto exact = base::parse_time(written)) return shown_at(*exact, zone);
  return moment_of(feel::Value(written), std::string(kUtc));
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
  row.repetitions = count < 0 ? -1 : count - 1;
  row.due = after(around, around.now, *interval);
  if (row.due <= around.now) return "the cycle does not move on";
  std::string zone;
  auto began = std::optional(shown_at(around.now, clock_of(around, {})));
  if (parts.size() == 3) {
    const std::string_view written = base::trim(parts[1]);
    const auto begin = moment_of(feel::Value(std::string(written)), around.zone);
    if (!begin) return wrong;
    row.due = *begin;
    zone = zone_of(written);
    began = shown_at(written, clock_of(around, zone));
  }
  row.interval = parts.back();
  if (counts_from_beginning(*interval) && began) {
    std::string clock = base::print_utc(*began);
    clock.pop_back();  // it is not of UTC
    if (!zone.empty()) clock += "[" + zone + "]";
    row.interval = clock + "/" + row.interval;
  }
  return {};
}

// The first time behind now that is whole intervals away from `next`.
base::Time behind(const Surroundings& around, base::Time next, const Interval& interval) {
  if (next > around.now) return next;
  const base::Duration& by = interval.duration;
  const bool is_even = by.months == 0 && by.working_days == 0 && by.working_time == base::Span{};
  // Not one by one: a second goes into a year many times.
  if (is_even) {
    const base::Span step = base::fixed_span(by);
    const int64_t missed = (around.now - next).micros / step.micros;
    base::Duration all;
    all.days = missed * by.days;
    all.exact = {missed * by.exact.micros};
    next = after(around, next, Interval{all, interval.zone});
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
  const base::Time from = is_endless ? std::max(row.due, around.now) : row.due;
  const auto interval = interval_of(row.interval);
  if (interval && interval->began) {
    const auto next = counted(around, *interval, from);
    if (!next) return false;
    row.due = *next;
  } else if (interval) {
    base::Time next = after(around, row.due, *interval);
    if (next <= row.due) return false;
    if (is_endless) next = behind(around, next, *interval);
    row.due = next;
  } else {
    const auto cron = parse_cron(row.interval);
    const auto next = cron ? next_time(*cron, from, around.zone) : std::nullopt;
    if (!next) return false;
    row.due = *next;
  }
  if (row.repetitions > 0) --row.repetitions;
  row.is_dirty = true;
  return true;
}

std::string period_of(const std::string& interval) {
  const auto found = interval_of(interval);
  if (!found) return interval;
  return found->began ? interval.substr(interval.rfind('/') + 1)
                      : interval.substr(0, interval.find('['));
}

}  // namespace engine
