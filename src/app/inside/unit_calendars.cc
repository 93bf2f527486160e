#include "app/inside/unit_calendars.h"

#include "org/calendar.h"
#include "storage/asked_on.h"

namespace app {
namespace {
// A formula may ask for whatever text it likes.
constexpr size_t known_max = 10'000;
}  // namespace

UnitCalendars::Calendar UnitCalendars::of(const std::string& unit) {
  if (unit.empty()) return company_;
  const base::Date today = base::local_in(clock_.now(), company_->zone).date;
  {
    const std::lock_guard lock(mutex_);
    if (day_ != today) known_.clear();
    day_ = today;
    if (const auto found = known_.find(unit); found != known_.end()) return found->second;
  }
  Calendar calendar = read(unit);
  const std::lock_guard lock(mutex_);
  if (known_.size() < known_max) known_[unit] = calendar;
  return calendar;
}

UnitCalendars::Calendar UnitCalendars::read(const std::string& unit) {
  return storage::read_on(database_, [&](storage::Connection& db) -> Calendar {
    const std::string site = org::site_of(db, unit);
    if (site.empty()) return company_;
    return std::make_shared<const base::WorkingCalendar>(org::calendar_of_site(db, site));
  });
}

}  // namespace app
