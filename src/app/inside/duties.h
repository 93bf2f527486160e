// Recurring work (例行职责) comes alive: records `duty` of pack common fall due, period after
// period, as records `duty_item`, each in the month's `duty_sheet` of whoever owes it. What happens
// to an item then is the process `duty_flow`. Without these types in the packs nothing happens.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/inside/act.h"
#include "app/inside/duty_records.h"

namespace app {

// A duty was made, changed or stopped. Refuses with app.not_allowed as the two below have it, where
// somebody did it by hand. What has come is opened at once.
base::Result<void> follow_duty(Act& act, const records::Change& change);
// Refuses likewise, and nothing follows from it.
base::Result<void> check_duty(Act& act, const records::Change& change);

// Whether the one who acts may make such a duty: he stands above whom it concerns, is that person,
// or is an administrator.
bool may_assign(storage::Connection& db, const records::Acting& actor, const Duty& duty,
                base::Time now);
// Whether he may change or stop it: he stands above whom it concerns, is an administrator, or has
// assigned it to himself. What somebody above has assigned to him, or changed since, he may not
// relax; whoever has assigned it and stands above no more may not either, who holds his post may.
bool may_change_duty(storage::Connection& db, const records::Acting& actor,
                     const records::Record& duty, base::Time now);

// An item came, moved or came back: its deadline is watched. One that another owes counts with him.
// One that is sent back before its deadline to somebody who has left goes to who owes the duty now.
base::Result<void> follow_duty_item(Act& act, const records::Change& change);

std::vector<std::string> duty_schedule_kinds();
base::Result<void> fire_duty(Act& act, std::string_view kind, const base::Json& payload);

// Items not handed in whose deadline is another on the calendars of now; none moves into the past.
struct MovedDuty {
  records::Ref item;
  base::Time to;
};
std::vector<MovedDuty> moved_duties(Act& act);
// The history of each says so.
base::Result<void> move_duties(Act& act, const std::vector<MovedDuty>& moved);

// He leaves, and his tasks have been handed over: what he was to do by a deadline that lies ahead
// is owed by whoever has its task now. What was late before stays counted with him.
base::Result<void> hand_duty_items(Act& act, const std::string& leaver);

// Duties that are this person's own, not a position's, and in force.
std::vector<records::Record> duties_of_person(Act& act, std::string_view person);

}  // namespace app
