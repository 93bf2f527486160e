#include "work/duty_rule.h"

#include <algorithm>
#include <array>

namespace work {
namespace {

using Every = DutyRule::Every;

std::string padded(int number, size_t digits) {
  const std::string text = std::to_string(number);
  return std::string(digits - std::min(digits, text.size()), '0') + text;
}

// "18:00"; seconds where there are any.
std::string time_words(int second) {
  const std::string minute = padded(second / 3600, 2) + ":" + padded(second / 60 % 60, 2);
  return second % 60 == 0 ? minute : minute + ":" + padded(second % 60, 2);
}

base::Date first_of(int year, int month) { return *base::date_of({year, month, 1}); }
base::Date last_of(base::Date first) { return base::add_months(first, 1) + -1; }

DutyPeriod week_of(base::Date date) {
  const base::Date monday = date + (1 - base::weekday(date));
  const int year = base::civil(monday + 3).year;  // ISO 8601: the year of the Thursday
  const int week = (monday + 3).day - first_of(year, 1).day;
  return {std::to_string(year) + "-W" + padded(week / 7 + 1, 2), monday, monday + 6};
}

// The month in which it falls due.
base::Date due_month(const DutyRule& rule, const DutyPeriod& period) {
  if (rule.every == Every::Month) return period.first;
  return base::add_months(period.first, rule.month - 1);
}

// The nth working day from `date` on in its month, or the last there is; the date itself in a month
// without any.
base::Date nth_working_day(const base::WorkingCalendar& calendar, base::Date first, int nth) {
  base::Date found = first;
  for (base::Date date = first; date <= last_of(first); date = date + 1) {
    if (!base::is_working_day(calendar, date)) continue;
    found = date;
    if (--nth == 0) break;
  }
  return found;
}

base::Date day_in_month(const DutyRule& rule, const base::WorkingCalendar& calendar,
                        base::Date first) {
  constexpr int beyond = 1000;
  switch (rule.count) {
    case DutyRule::Count::WorkingDay: return nth_working_day(calendar, first, rule.nth);
    case DutyRule::Count::LastWorkingDay: return nth_working_day(calendar, first, beyond);
    default: return std::min(first + (rule.nth - 1), last_of(first));
  }
}

base::Date shifted(const DutyRule& rule, const base::WorkingCalendar& calendar, base::Date date) {
  constexpr int days_max = 60;  // no holidays last longer
  if (rule.shift == DutyRule::Shift::Keep) return date;
  const int step = rule.shift == DutyRule::Shift::Before ? -1 : 1;
  base::Date moved = date;
  for (int i = 0; i < days_max && !base::is_working_day(calendar, moved); ++i) moved = moved + step;
  return base::is_working_day(calendar, moved) ? moved : date;
}

base::Text day_words(const DutyRule& rule) {
  const std::string nth = std::to_string(rule.nth);
  switch (rule.count) {
    case DutyRule::Count::WorkingDay: return {"第 " + nth + " 个工作日", "working day " + nth};
    case DutyRule::Count::LastWorkingDay: return {"最后一个工作日", "the last working day"};
    default: return {" " + nth + " 日", "day " + nth};
  }
}

base::Text period_words(const DutyRule& rule) {
  static constexpr std::array zh = {"一", "二", "三", "四", "五", "六", "日"};
  static constexpr std::array en = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                    "Friday", "Saturday", "Sunday"};
  const base::Text day = day_words(rule);
  const std::string month = std::to_string(rule.month);
  const auto weekday = static_cast<size_t>(rule.weekday - 1);
  switch (rule.every) {
    case Every::Day: return {"每天", "Every day"};
    case Every::WorkingDay: return {"每个工作日", "Every working day"};
    case Every::Week:
      return {std::string("每周") + zh.at(weekday), std::string("Every ") + en.at(weekday)};
    case Every::Month: return {"每月" + day.zh, "Every month, " + day.en};
    case Every::Quarter:
      return {"每季度第 " + month + " 个月" + day.zh,
              "Every quarter, month " + month + ", " + day.en};
    default:
      return {"每年 " + month + " 月" + day.zh, "Every year, month " + month + ", " + day.en};
  }
}

}  // namespace

int lead_days(const DutyRule& rule) {
  if (rule.lead) return *rule.lead;
  switch (rule.every) {
    case Every::Week: return 4;
    case Every::Month: return 7;
    case Every::Quarter: return 14;
    case Every::Year: return 30;
    default: return 0;
  }
}

DutyPeriod period_of(Every every, base::Date date) {
  const base::YearMonthDay day = base::civil(date);
  switch (every) {
    case Every::Week: return week_of(date);
    case Every::Month: {
      const base::Date first = first_of(day.year, day.month);
      return {base::print(first).substr(0, 7), first, last_of(first)};
    }
    case Every::Quarter: {
      const int quarter = (day.month - 1) / 3;
      const base::Date first = first_of(day.year, quarter * 3 + 1);
      return {std::to_string(day.year) + "-Q" + std::to_string(quarter + 1), first,
              base::add_months(first, 3) + -1};
    }
    case Every::Year:
      return {std::to_string(day.year), first_of(day.year, 1), first_of(day.year + 1, 1) + -1};
    default: return {base::print(date), date, date};
  }
}

DutyPeriod period_after(Every every, const DutyPeriod& period) {
  return period_of(every, period.last + 1);
}

std::optional<base::Date> due_date(const DutyRule& rule, const base::WorkingCalendar& calendar,
                                   const DutyPeriod& period) {
  switch (rule.every) {
    case Every::Day: return period.first;
    case Every::WorkingDay:
      if (!base::is_working_day(calendar, period.first)) return {};
      return period.first;
    case Every::Week: return shifted(rule, calendar, period.first + (rule.weekday - 1));
    default: return shifted(rule, calendar, day_in_month(rule, calendar, due_month(rule, period)));
  }
}

bool is_on_working_days(const DutyRule& rule) {
  using Every = DutyRule::Every;
  if (rule.every == Every::WorkingDay) return true;
  if (rule.every == Every::Day) return false;
  const bool is_counted = rule.every != Every::Week && rule.count != DutyRule::Count::Day;
  return is_counted || rule.shift != DutyRule::Shift::Keep;
}

base::Time due_time(const DutyRule& rule, const base::WorkingCalendar& calendar, base::Date date) {
  constexpr int64_t second_micros = 1'000'000;
  return base::instant_of({date, rule.second * second_micros}, calendar.zone);
}

base::Text words_of(const DutyRule& rule) {
  const base::Text period = period_words(rule);
  const std::string time = time_words(rule.second);
  base::Text words{period.zh + " " + time + " 前", period.en + ", by " + time};
  if (rule.shift == DutyRule::Shift::Before) {
    words.zh += "（遇休息日提前）";
    words.en += " (earlier when it is a day off)";
  } else if (rule.shift == DutyRule::Shift::After) {
    words.zh += "（遇休息日顺延）";
    words.en += " (later when it is a day off)";
  }
  return words;
}

}  // namespace work
