#include "engine/core/cron.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <string>
#include <vector>

#include "base/text.h"

namespace engine {

namespace {

const std::map<std::string_view, int> kMonths = {{"JAN", 1}, {"FEB", 2},  {"MAR", 3},  {"APR", 4},
                                                 {"MAY", 5}, {"JUN", 6},  {"JUL", 7},  {"AUG", 8},
                                                 {"SEP", 9}, {"OCT", 10}, {"NOV", 11}, {"DEC", 12}};
const std::map<std::string_view, int> kWeekdays = {{"MON", 1}, {"TUE", 2}, {"WED", 3}, {"THU", 4},
                                                   {"FRI", 5}, {"SAT", 6}, {"SUN", 7}};
const std::map<std::string_view, std::string_view> kShort = {
    {"@yearly", "0 0 0 1 1 *"}, {"@annually", "0 0 0 1 1 *"}, {"@monthly", "0 0 0 1 * *"},
    {"@weekly", "0 0 0 * * 0"}, {"@daily", "0 0 0 * * *"},    {"@midnight", "0 0 0 * * *"},
    {"@hourly", "0 0 * * * *"}};

struct Field {
  int least = 0;
  int most = 59;
  const std::map<std::string_view, int>* names = nullptr;
};

std::optional<int> number_of(std::string_view text, const Field& field) {
  if (field.names) {
    if (const auto found = field.names->find(text); found != field.names->end())
      return found->second;
  }
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_whole = error == std::errc() && end == text.data() + text.size();
  if (!is_whole || number < field.least || number > field.most) return {};
  return number;
}

// One entry of a list: "*", "5", "1-5", "*/15", "10-40/10".
template <class Bits>
bool add_entry(std::string_view text, const Field& field, Bits& bits) {
  int step = 1;
  const size_t slash = text.find('/');
  if (slash != std::string_view::npos) {
    const auto written = number_of(text.substr(slash + 1), {1, field.most, nullptr});
    if (!written) return false;
    step = *written;
    text = text.substr(0, slash);
  }
  int from = field.least;
  int to = field.most;
  if (text != "*" && text != "?") {
    const size_t dash = text.find('-');
    const auto first = number_of(text.substr(0, dash), field);
    if (!first) return false;
    from = to = *first;
    if (dash != std::string_view::npos) {
      const auto last = number_of(text.substr(dash + 1), field);
      if (!last || *last < from) return false;
      to = *last;
    } else if (slash != std::string_view::npos) {
      to = field.most;
    }
  }
  for (int i = from; i <= to; i += step) bits.set(static_cast<size_t>(i));
  return true;
}

template <class Bits>
bool read_field(std::string_view text, const Field& field, Bits& bits) {
  for (const std::string& entry : base::split(text, ',')) {
    if (!add_entry(entry, field, bits)) return false;
  }
  return bits.any();
}

bool read_days(std::string_view text, Cron& cron) {
  if (text == "L" || text.starts_with("L-")) {
    const auto before =
        text == "L" ? std::optional(0) : number_of(text.substr(2), {1, 30, nullptr});
    cron.before_last = before.value_or(-1);
    return before.has_value();
  }
  cron.is_last_weekday = text == "LW";
  if (cron.is_last_weekday) return true;
  if (text.ends_with('W')) {
    const auto day = number_of(text.substr(0, text.size() - 1), {1, 31, nullptr});
    cron.near_day = day.value_or(0);
    return day.has_value();
  }
  return read_field(text, {1, 31, nullptr}, cron.days);
}

bool read_weekdays(std::string_view text, Cron& cron) {
  const Field field{0, 7, &kWeekdays};
  const bool is_last = text.size() > 1 && text.ends_with("L");
  const size_t hash = text.find('#');
  if (is_last || hash != std::string_view::npos) {
    const auto day = number_of(text.substr(0, is_last ? text.size() - 1 : hash), field);
    const auto nth = is_last ? std::optional(6) : number_of(text.substr(hash + 1), {1, 5, nullptr});
    if (!day || !nth) return false;
    cron.has_nth = true;
    cron.nth[static_cast<size_t>(*day == 0 ? 7 : *day)].set(static_cast<size_t>(*nth));
    return true;
  }
  if (!read_field(text, field, cron.weekdays)) return false;
  if (cron.weekdays.test(0)) cron.weekdays.set(7);
  return true;
}

int days_in_month(const base::YearMonthDay& ymd) {
  const base::Date first = *base::date_of({ymd.year, ymd.month, 1});
  return base::add_months(first, 1).day - first.day;
}

// Never in another month; 0 when the month has no such day.
int weekday_near(int day, const base::YearMonthDay& month, int length) {
  if (day > length) return 0;
  const int weekday = base::weekday(*base::date_of({month.year, month.month, day}));
  if (weekday == 6) return day == 1 ? 3 : day - 1;
  if (weekday == 7) return day == length ? day - 2 : day + 1;
  return day;
}

bool fits_day_of_month(const Cron& cron, const base::YearMonthDay& ymd, int length) {
  if (cron.before_last >= 0) return ymd.day == length - cron.before_last;
  if (cron.near_day) return ymd.day == weekday_near(cron.near_day, ymd, length);
  if (!cron.is_last_weekday) return cron.days.test(static_cast<size_t>(ymd.day));
  const int weekday = base::weekday(*base::date_of({ymd.year, ymd.month, length}));
  return ymd.day == length - std::max(weekday - 5, 0);
}

bool fits_day(const Cron& cron, base::Date date) {
  const base::YearMonthDay ymd = base::civil(date);
  if (!cron.months.test(static_cast<size_t>(ymd.month))) return false;
  const int length = days_in_month(ymd);
  if (!fits_day_of_month(cron, ymd, length)) return false;
  const size_t weekday = static_cast<size_t>(base::weekday(date));
  if (!cron.has_nth) return cron.weekdays.test(weekday);
  const auto& wanted = cron.nth[weekday];
  return wanted.test(static_cast<size_t>((ymd.day - 1) / 7 + 1)) ||
         (wanted.test(6) && ymd.day + 7 > length);
}

// The first fitting second of the day from `from` on; -1 when there is none.
int fitting_second(const Cron& cron, int from) {
  for (int hour = from / 3600; hour < 24; ++hour) {
    if (!cron.hours.test(static_cast<size_t>(hour))) continue;
    for (int minute = 0; minute < 60; ++minute) {
      if (!cron.minutes.test(static_cast<size_t>(minute))) continue;
      for (int second = 0; second < 60; ++second) {
        const int all = hour * 3600 + minute * 60 + second;
        if (all >= from && cron.seconds.test(static_cast<size_t>(second))) return all;
      }
    }
  }
  return -1;
}

}  // namespace

std::optional<Cron> parse_cron(std::string_view text) {
  if (const auto found = kShort.find(text); found != kShort.end()) text = found->second;
  std::vector<std::string> fields;
  for (std::string& each : base::split(text, ' ')) {
    if (!each.empty()) fields.push_back(std::move(each));
  }
  if (fields.size() != 6) return {};
  Cron cron;
  const bool is_sound =
      read_field(fields[0], {0, 59, nullptr}, cron.seconds) &&
      read_field(fields[1], {0, 59, nullptr}, cron.minutes) &&
      read_field(fields[2], {0, 23, nullptr}, cron.hours) && read_days(fields[3], cron) &&
      read_field(fields[4], {1, 12, &kMonths}, cron.months) && read_weekdays(fields[5], cron);
  if (!is_sound) return {};
  return cron;
}

std::optional<base::Time> next_time(const Cron& cron, base::Time after, std::string_view zone) {
  constexpr int kDaysMax = 5 * 366;
  constexpr int64_t kSecond = 1'000'000;
  const base::LocalTime now = base::local_in(after, zone);
  for (int i = 0; i <= kDaysMax; ++i) {
    const base::Date date = now.date + i;
    if (!fits_day(cron, date)) continue;
    int from = i == 0 ? static_cast<int>(now.micros_of_day / kSecond) : 0;
    while (true) {
      const int second = fitting_second(cron, from);
      if (second < 0) break;
      const base::Time found = base::instant_of({date, second * kSecond}, zone);
      if (found > after) return found;
      from = second + 1;
    }
  }
  return {};
}

}  // namespace engine
