#include "org/calendar.h"

#include "base/json.h"

namespace org {
namespace {

constexpr std::string_view holidays_name = "holidays";
constexpr std::string_view hours_name = "hours";

std::optional<std::string> document(storage::Connection& db, std::string_view name) {
  const auto row =
      db.first("SELECT document FROM org_calendar WHERE name = ?", {std::string(name)});
  if (!row) return {};
  return row->text(0);
}

void store(storage::Tx& tx, std::string_view name, std::string text) {
  tx.db.execute(
      "INSERT INTO org_calendar (name, document) VALUES (?, ?)"
      " ON CONFLICT (name) DO UPDATE SET document = excluded.document",
      {std::string(name), std::move(text)});
}

void read_hours(const base::Json& json, base::WorkingCalendar& calendar) {
  calendar.zone = base::text_or_empty(json, "zone");
  calendar.hours.clear();
  for (const base::Json& opening : base::find(json, "hours")->as_array()) {
    calendar.hours.push_back({static_cast<int>(base::int_or(opening, "from", 0)),
                              static_cast<int>(base::int_or(opening, "to", 0))});
  }
  calendar.working_weekdays.clear();
  for (const base::Json& day : base::find(json, "weekdays")->as_array()) {
    calendar.working_weekdays.insert(static_cast<int>(day.as_int64()));
  }
}

bool are_in_order(const std::vector<base::WorkingCalendar::Hours>& hours) {
  int last = 0;
  for (const auto& opening : hours) {
    if (opening.from_minute < last || opening.to_minute <= opening.from_minute) return false;
    last = opening.to_minute;
  }
  return !hours.empty() && last <= 24 * 60;
}

}  // namespace

base::WorkingCalendar calendar(storage::Connection& db) {
  base::WorkingCalendar calendar;
  if (const auto text = document(db, hours_name)) {
    const auto json = base::parse_json(*text);
    base::ensure(json.ok(), "stored working hours are JSON");
    read_hours(*json, calendar);
  }
  if (const auto text = document(db, holidays_name)) {
    base::ensure(base::read_holidays(*text, calendar).ok(), "stored holidays are well-formed");
  }
  return calendar;
}

base::Result<bool> set_holidays(storage::Tx& tx, std::string_view json) {
  base::WorkingCalendar trial;
  if (auto read = base::read_holidays(json, trial); !read) return read.error();
  if (document(tx.db, holidays_name) == json) return false;
  store(tx, holidays_name, std::string(json));
  storage::append_event(tx, {"calendar.changed", "calendar", "default", "", "", "",
                             base::JsonObject{{"what", "holidays"}}});
  return true;
}

base::Result<void> set_hours(storage::Tx& tx, std::string_view zone,
                             const std::vector<base::WorkingCalendar::Hours>& hours,
                             const std::set<int>& working_weekdays) {
  const bool are_days = !working_weekdays.empty() && *working_weekdays.begin() >= 1 &&
                        *working_weekdays.rbegin() <= 7;
  if (!base::is_zone(zone)) return base::refusal("org.bad_hours").at("zone");
  if (!are_in_order(hours)) return base::refusal("org.bad_hours").at("hours");
  if (!are_days) return base::refusal("org.bad_hours").at("weekdays");
  base::JsonArray openings;
  for (const auto& opening : hours) {
    openings.push_back(base::JsonObject{{"from", opening.from_minute}, {"to", opening.to_minute}});
  }
  base::JsonArray weekdays(working_weekdays.begin(), working_weekdays.end());
  store(tx, hours_name,
        base::print(base::JsonObject{{"zone", zone}, {"hours", openings}, {"weekdays", weekdays}}));
  storage::append_event(tx, {"calendar.changed", "calendar", "default", "", "", "",
                             base::JsonObject{{"what", "hours"}}});
  return {};
}

bool is_known_year(const base::WorkingCalendar& calendar, base::Time at) {
  return calendar.known_years.contains(base::civil(base::local_in(at, calendar.zone).date).year);
}

}  // namespace org
