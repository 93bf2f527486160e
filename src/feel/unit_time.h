// Working time by the calendars of units.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "feel/feel.h"

namespace feel {

// The calendar by which a unit works; of "" and of a unit without one of its own that of the
// company. Never null.
using CalendarOfUnit =
    std::function<std::shared_ptr<const base::WorkingCalendar>(const std::string& unit)>;

// As working_time_functions(), each with a last parameter `unit` that may be left out.
HostFunctions working_time_functions_by_unit(CalendarOfUnit of);

}  // namespace feel
