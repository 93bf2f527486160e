// By which calendar a unit works, for formulas.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "base/clock.h"
#include "base/working_calendar.h"
#include "storage/database.h"

namespace app {

// Each is read when it is first asked for and kept for the day, on which planned changes of the
// structure take effect: make another one when a calendar or the structure changes. Any thread.
class UnitCalendars {
 public:
  using Calendar = std::shared_ptr<const base::WorkingCalendar>;
  UnitCalendars(storage::Database& database, const base::Clock& clock, Calendar company)
      : database_(database), clock_(clock), company_(std::move(company)) {}
  // Of "", and of a unit without one of its own, the company's.
  Calendar of(const std::string& unit);

 private:
  Calendar read(const std::string& unit);

  storage::Database& database_;
  const base::Clock& clock_;
  const Calendar company_;
  std::mutex mutex_;
  base::Date day_{};
  std::map<std::string, Calendar> known_;
};

}  // namespace app
