// Working calendars: the company's, and those of sites (units that work by other hours or days).
//
// The company's days are the published holidays of packs/common/holidays-cn.json; a year that an
// administrator imports stands in place of the published one. A site has the company's calendar
// where it says nothing of its own; a unit has that of the nearest site at or above it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/working_calendar.h"
#include "storage/tx.h"

namespace org {

enum class DayKind { Off, Work, Half };
std::string_view name_of(DayKind kind);  // off, work, half

struct WorkingHours {
  std::string zone = "Asia/Shanghai";
  std::vector<base::WorkingCalendar::Hours> hours = {{}};
  std::set<int> weekdays = {1, 2, 3, 4, 5};  // worked whole
  std::set<int> half_weekdays = {};
  int half_until_minute = 12 * 60;
};

// A day that differs from the usual week.
struct CalendarDay {
  base::Date date;
  std::string name;
  DayKind kind = DayKind::Off;
  int line = 0;  // of the file it came from, from 1
};

struct ImportedYear {
  int year = 0;
  std::string by;  // person
  base::Time at;
};

// Of the company. Default: Asia/Shanghai, Monday–Friday, 9–18, no holidays.
base::WorkingCalendar calendar(storage::Connection& db);
// The nearest unit at or above that has a calendar of its own; empty: the company's.
std::string site_of(storage::Connection& db, std::string_view unit);
base::WorkingCalendar calendar_of_site(storage::Connection& db, std::string_view site);
std::vector<std::string> sites(storage::Connection& db);  // unit ids

// `site` is a unit, or empty for the company.
WorkingHours working_hours(storage::Connection& db, std::string_view site);
// Named days of a year as they hold there, in order.
std::vector<CalendarDay> special_days(storage::Connection& db, std::string_view site, int year);
std::vector<ImportedYear> imported_years(storage::Connection& db, std::string_view site);

// Stores the published holidays (the file's text). Returns whether they changed: hand the calendar
// to the runtime then. Refuses with request.malformed and the place.
base::Result<bool> set_holidays(storage::Tx& tx, std::string_view json);

// Refuses with org.bad_hours, `place` naming what is wrong, and org.unknown_reference.
base::Result<void> set_hours(storage::Tx& tx, std::string_view site, const WorkingHours& hours);
// The site works as the company from now on. Nothing when it has no calendar of its own.
void drop_site(storage::Tx& tx, std::string_view site);

// A year's days from CSV with the header date,name,kind (kind: off, work, half, or 休, 班, 半).
// Refuses with org.bad_calendar, `missing` naming every bad line.
base::Result<std::vector<CalendarDay>> read_year(std::string_view csv, int year);
// In place of what the year had there. Refuses with org.unknown_reference.
base::Result<void> set_year(storage::Tx& tx, std::string_view site, int year,
                            const std::vector<CalendarDay>& days);
// The imported year goes: the published one holds again, or for a site the company's.
void drop_year(storage::Tx& tx, std::string_view site, int year);

// Whether the year's holidays are published; where not, working time runs on weekends only and a
// standing warning is shown.
bool is_known_year(const base::WorkingCalendar& calendar, base::Time at);

}  // namespace org
