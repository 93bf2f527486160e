// Periods of a duty that have come become items of those who owe them.
//
// Policies. Everybody who holds the position when an item comes owes one. While nobody does, the
// next superior whose position is held owes it; without one, the first administrator. An item whose
// deadline passed before it could come (the program stood still) does not count.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/inside/duty_records.h"

namespace app {

// Opens every period that has come and was not opened yet.
base::Result<void> open_duty(Act& act, const Duty& duty);

// Who owes it now, by the policies above.
std::vector<std::string> owers_of(Act& act, const Duty& duty);

// An item that another owes from now on counts in his sheet of its month, and is read by those
// above him.
base::Result<void> carry_to_sheet(Act& act, const DutyItem& item);

// A weekly duty that needs a place is a visit: of a shop that the person answers for, by his sheet
// or by now, then the sheet has it, too. Refuses with app.place_not_his; who answers for none may
// name any.
base::Result<void> check_visit(Act& act, const DutyItem& item);

// Days from `from` to `until` on which a duty will fall due and whose items have not come yet.
std::vector<base::Date> planned_days(storage::Connection& db, const Duty& duty,
                                     const base::WorkingCalendar& calendar, base::Date from,
                                     base::Date until);

// Who stands above a position, or a person by any of his: holders of the nearest position above
// that is held.
std::vector<std::string> superiors_of_duty(storage::Connection& db, std::string_view position,
                                           std::string_view person, base::Time at);

// The calendar that a person works by.
base::WorkingCalendar calendar_of_person(storage::Connection& db, std::string_view person,
                                         base::Time at);

}  // namespace app
