// When recurring work (例行职责) falls due: one time a period, on the calendar of whoever does it.
// Pure: dates and the calendar are handed in.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/working_calendar.h"

namespace work {

struct DutyRule {
  enum class Every { Day, WorkingDay, Week, Month, Quarter, Year };
  // How days of a month are counted.
  enum class Count { Day, WorkingDay, LastWorkingDay };
  // What becomes of a due day that is no working day.
  enum class Shift { Keep, Before, After };

  Every every = Every::Day;
  int weekday = 5;  // of a week: 1 = Monday … 7 = Sunday
  int month = 1;    // of a quarter 1–3, of a year 1–12
  Count count = Count::Day;
  int nth = 1;  // from 1; beyond the month's end it is the last
  Shift shift = Shift::Keep;
  int second = 18 * 3600;        // of the due day
  std::optional<int> lead = {};  // days before the due day on which the work comes; none: as usual
};

// Day 0, week 4 (a Friday's work comes on Monday), month 7, quarter 14, year 30.
int lead_days(const DutyRule& rule);

struct DutyPeriod {
  std::string id;  // "2026-03-02", "2026-W10", "2026-03", "2026-Q1", "2026"
  base::Date first;
  base::Date last;
};
DutyPeriod period_of(DutyRule::Every every, base::Date date);
DutyPeriod period_after(DutyRule::Every every, const DutyPeriod& period);

// Nothing: a day off of work that is done on working days.
std::optional<base::Date> due_date(const DutyRule& rule, const base::WorkingCalendar& calendar,
                                   const DutyPeriod& period);
// Its due days are never days off.
bool is_on_working_days(const DutyRule& rule);
base::Time due_time(const DutyRule& rule, const base::WorkingCalendar& calendar, base::Date date);

// "每月第 5 个工作日 18:00 前"
base::Text words_of(const DutyRule& rule);

}  // namespace work
