#include "org/calendar.h"

#include <algorithm>

#include "base/json.h"
#include "org/structure.h"

namespace org {
namespace {

constexpr std::string_view holidays_name = "holidays";
constexpr std::string_view hours_name = "hours";

// Of a site "site.<unit>"; its hours may be missing while it has days of its own.
std::string hours_of(std::string_view site) {
  return site.empty() ? std::string(hours_name) : "site." + std::string(site);
}

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

void tell(storage::Tx& tx, std::string_view site, base::JsonObject what) {
  storage::append_event(
      tx, {"calendar.changed", "calendar", site.empty() ? "default" : std::string(site), "", "", "",
           std::move(what)});
}

base::JsonArray array_of(const std::set<int>& days) {
  return base::JsonArray(days.begin(), days.end());
}

std::set<int> days_in(const base::Json& json, std::string_view name) {
  std::set<int> days;
  const base::Json* list = base::find(json, name);
  if (list == nullptr) return days;
  for (const base::Json& day : list->as_array()) days.insert(static_cast<int>(day.as_int64()));
  return days;
}

std::optional<WorkingHours> stored_hours(storage::Connection& db, std::string_view site) {
  const auto text = document(db, hours_of(site));
  if (!text) return {};
  const auto json = base::parse_json(*text);
  base::ensure(json.ok(), "stored working hours are JSON");
  WorkingHours hours;
  hours.zone = base::text_or_empty(*json, "zone");
  hours.hours.clear();
  for (const base::Json& opening : base::find(*json, "hours")->as_array()) {
    hours.hours.push_back({static_cast<int>(base::int_or(opening, "from", 0)),
                           static_cast<int>(base::int_or(opening, "to", 0))});
  }
  hours.weekdays = days_in(*json, "weekdays");
  hours.half_weekdays = days_in(*json, "half_weekdays");
  hours.half_until_minute = static_cast<int>(base::int_or(*json, "half_until", 12 * 60));
  return hours;
}

void use(base::WorkingCalendar& calendar, const WorkingHours& hours) {
  calendar.zone = hours.zone;
  calendar.hours = hours.hours;
  calendar.working_weekdays = hours.weekdays;
  calendar.half_weekdays = hours.half_weekdays;
  calendar.half_until_minute = hours.half_until_minute;
}

void use(base::WorkingCalendar& calendar, const CalendarDay& day) {
  for (auto* days : {&calendar.off, &calendar.work, &calendar.half}) days->erase(day.date);
  auto& days = day.kind == DayKind::Off    ? calendar.off
               : day.kind == DayKind::Work ? calendar.work
                                           : calendar.half;
  days.insert(day.date);
}

DayKind kind_of(std::string_view name) {
  if (name == "work") return DayKind::Work;
  return name == "half" ? DayKind::Half : DayKind::Off;
}

std::vector<CalendarDay> imported_days(storage::Connection& db, std::string_view site) {
  std::vector<CalendarDay> days;
  for (const auto& row :
       db.query("SELECT day, name, kind FROM org_calendar_day WHERE unit = ? ORDER BY day",
                {std::string(site)})) {
    days.push_back({*base::parse_date(row.text(0)), row.text(1), kind_of(row.text(2)), 0});
  }
  return days;
}

// The published table without the years that were imported; {} when there is none.
base::Json published(storage::Connection& db) {
  const auto text = document(db, holidays_name);
  if (!text) return base::JsonObject{{"years", base::JsonObject{}}};
  auto json = base::parse_json(*text);
  base::ensure(json.ok(), "stored holidays are JSON");
  auto& years = json->as_object()["years"].as_object();
  for (const auto& imported : imported_years(db, "")) years.erase(std::to_string(imported.year));
  return *json;
}

std::vector<CalendarDay> published_days(storage::Connection& db) {
  std::vector<CalendarDay> days;
  const base::Json table = published(db);
  for (const auto& [year, entry] : base::find(table, "years")->as_object()) {
    for (const base::Json& day : base::find(entry, "days")->as_array()) {
      days.push_back({*base::parse_date(base::text_or_empty(day, "date")),
                      base::text_or_empty(day, "name"), kind_of(base::text_or_empty(day, "kind")),
                      0});
    }
  }
  return days;
}

bool are_in_order(const std::vector<base::WorkingCalendar::Hours>& hours) {
  int last = 0;
  for (const auto& opening : hours) {
    if (opening.from_minute < last || opening.to_minute <= opening.from_minute) return false;
    last = opening.to_minute;
  }
  return !hours.empty() && last <= 24 * 60;
}

bool are_weekdays(const std::set<int>& days) {
  return days.empty() || (*days.begin() >= 1 && *days.rbegin() <= 7);
}

base::Result<void> check(const WorkingHours& hours) {
  const auto wrong = [](std::string_view place) {
    return base::refusal("org.bad_hours").at(std::string(place));
  };
  if (!base::is_zone(hours.zone)) return wrong("zone");
  if (!are_in_order(hours.hours)) return wrong("hours");
  if (hours.weekdays.empty() || !are_weekdays(hours.weekdays)) return wrong("weekdays");
  const bool is_twice = std::ranges::any_of(hours.half_weekdays,
                                            [&](int day) { return hours.weekdays.contains(day); });
  if (is_twice || !are_weekdays(hours.half_weekdays)) return wrong("half_weekdays");
  if (hours.half_until_minute <= hours.hours.front().from_minute || hours.half_until_minute > 1440)
    return wrong("half_until");
  return {};
}

base::Result<void> check_site(storage::Connection& db, std::string_view site) {
  if (site.empty() || unit(db, site)) return {};
  return base::refusal("org.unknown_reference").at(std::string(site));
}

}  // namespace

std::string_view name_of(DayKind kind) {
  switch (kind) {
    case DayKind::Off: return "off";
    case DayKind::Work: return "work";
    default: return "half";
  }
}

base::WorkingCalendar calendar(storage::Connection& db) {
  base::WorkingCalendar calendar;
  use(calendar, working_hours(db, ""));
  base::ensure(base::read_holidays(base::print(published(db)), calendar).ok(),
               "stored holidays are well-formed");
  for (const CalendarDay& day : imported_days(db, "")) use(calendar, day);
  for (const ImportedYear& imported : imported_years(db, ""))
    calendar.known_years.insert(imported.year);
  return calendar;
}

std::vector<std::string> sites(storage::Connection& db) {
  std::vector<std::string> found;
  for (const auto& row :
       db.query("SELECT substr(name, 6) AS unit FROM org_calendar WHERE name LIKE 'site.%'"
                " UNION SELECT unit FROM org_calendar_year WHERE unit <> '' ORDER BY 1")) {
    found.push_back(row.text(0));
  }
  return found;
}

std::string site_of(storage::Connection& db, std::string_view start) {
  const auto known = sites(db);
  std::string here(start);
  // Units never form a circle; a stored one would still end here.
  for (int level = 0; !known.empty() && !here.empty() && level < 100; ++level) {
    if (std::ranges::find(known, here) != known.end()) return here;
    const auto row = unit(db, here);
    here = row ? row->parent : std::string();
  }
  return {};
}

base::WorkingCalendar calendar_of_site(storage::Connection& db, std::string_view site) {
  base::WorkingCalendar found = calendar(db);
  if (site.empty()) return found;
  if (const auto hours = stored_hours(db, site)) use(found, *hours);
  for (const CalendarDay& day : imported_days(db, site)) use(found, day);
  return found;
}

WorkingHours working_hours(storage::Connection& db, std::string_view site) {
  if (auto own = stored_hours(db, site)) return *own;
  return site.empty() ? WorkingHours{} : working_hours(db, "");
}

std::vector<CalendarDay> special_days(storage::Connection& db, std::string_view site, int year) {
  std::map<base::Date, CalendarDay> days;
  const auto add = [&](const std::vector<CalendarDay>& more) {
    for (const CalendarDay& day : more) {
      if (base::civil(day.date).year == year) days.insert_or_assign(day.date, day);
    }
  };
  add(published_days(db));
  add(imported_days(db, ""));
  if (!site.empty()) add(imported_days(db, site));
  std::vector<CalendarDay> found;
  for (auto& [date, day] : days) found.push_back(std::move(day));
  return found;
}

std::vector<ImportedYear> imported_years(storage::Connection& db, std::string_view site) {
  std::vector<ImportedYear> found;
  for (const auto& row :
       db.query("SELECT year, person, at FROM org_calendar_year WHERE unit = ? ORDER BY year",
                {std::string(site)})) {
    found.push_back({static_cast<int>(row.integer(0)), row.text(1), {row.integer(2)}});
  }
  return found;
}

base::Result<bool> set_holidays(storage::Tx& tx, std::string_view json) {
  base::WorkingCalendar trial;
  if (auto read = base::read_holidays(json, trial); !read) return read.error();
  if (document(tx.db, holidays_name) == json) return false;
  store(tx, holidays_name, std::string(json));
  tell(tx, "", {{"what", "holidays"}});
  return true;
}

base::Result<void> set_hours(storage::Tx& tx, std::string_view site, const WorkingHours& hours) {
  if (auto checked = check_site(tx.db, site); !checked) return checked;
  if (auto checked = check(hours); !checked) return checked;
  base::JsonArray openings;
  for (const auto& opening : hours.hours) {
    openings.push_back(base::JsonObject{{"from", opening.from_minute}, {"to", opening.to_minute}});
  }
  base::JsonObject stored{{"zone", hours.zone},
                          {"hours", std::move(openings)},
                          {"weekdays", array_of(hours.weekdays)},
                          {"half_weekdays", array_of(hours.half_weekdays)},
                          {"half_until", hours.half_until_minute}};
  store(tx, hours_of(site), base::print(stored));
  tell(tx, site, {{"what", "hours"}, {"hours", std::move(stored)}});
  return {};
}

void drop_site(storage::Tx& tx, std::string_view site) {
  const auto known = sites(tx.db);
  if (std::ranges::find(known, site) == known.end()) return;
  const std::string unit_id(site);
  tx.db.execute("DELETE FROM org_calendar WHERE name = ?", {hours_of(site)});
  tx.db.execute("DELETE FROM org_calendar_day WHERE unit = ?", {unit_id});
  tx.db.execute("DELETE FROM org_calendar_year WHERE unit = ?", {unit_id});
  tell(tx, site, {{"what", "dropped"}});
}

base::Result<void> set_year(storage::Tx& tx, std::string_view site, int year,
                            const std::vector<CalendarDay>& days) {
  if (auto checked = check_site(tx.db, site); !checked) return checked;
  const std::string unit_id(site);
  tx.db.execute("DELETE FROM org_calendar_day WHERE unit = ? AND year = ?", {unit_id, year});
  for (const CalendarDay& day : days) {
    tx.db.execute(
        "INSERT INTO org_calendar_day (unit, year, day, name, kind) VALUES (?, ?, ?, ?, ?)",
        {unit_id, year, base::print(day.date), day.name, std::string(name_of(day.kind))});
  }
  tx.db.execute(
      "INSERT INTO org_calendar_year (unit, year, person, at) VALUES (?, ?, ?, ?)"
      " ON CONFLICT (unit, year) DO UPDATE SET person = excluded.person, at = excluded.at",
      {unit_id, year, tx.actor.person, tx.now.micros});
  tell(tx, site, {{"what", "year"}, {"year", year}, {"days", static_cast<int64_t>(days.size())}});
  return {};
}

void drop_year(storage::Tx& tx, std::string_view site, int year) {
  const std::string unit_id(site);
  tx.db.execute("DELETE FROM org_calendar_day WHERE unit = ? AND year = ?", {unit_id, year});
  tx.db.execute("DELETE FROM org_calendar_year WHERE unit = ? AND year = ?", {unit_id, year});
  tell(tx, site, {{"what", "year_dropped"}, {"year", year}});
}

bool is_known_year(const base::WorkingCalendar& calendar, base::Time at) {
  return calendar.known_years.contains(base::civil(base::local_in(at, calendar.zone).date).year);
}

}  // namespace org
