// The working calendar of the site: stored hours, published holidays of
// packs/common/holidays-cn.json.
#pragma once

#include <string_view>

#include "base/working_calendar.h"
#include "storage/tx.h"

namespace org {

// The stored calendar; the default (Asia/Shanghai, Monday–Friday, 9–18, no holidays) when none is
// stored.
base::WorkingCalendar calendar(storage::Connection& db);

// Stores the published holidays (the file's text). Returns whether they changed: hand the calendar
// to the runtime then. Refuses with request.malformed and the place.
base::Result<bool> set_holidays(storage::Tx& tx, std::string_view json);
// Stores zone, hours and working days of the week.
base::Result<void> set_hours(storage::Tx& tx, std::string_view zone,
                             const std::vector<base::WorkingCalendar::Hours>& hours,
                             const std::set<int>& working_weekdays);

// Whether the year's holidays are published; where not, working time runs on weekends only and a
// standing warning is shown.
bool is_known_year(const base::WorkingCalendar& calendar, base::Time at);

}  // namespace org
