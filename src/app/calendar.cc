#include "app/calendar.h"

#include "app/inside/act.h"
#include "app/inside/duties.h"
#include "app/inside/json.h"
#include "app/inside/organisation_rights.h"
#include "org/calendar.h"
#include "work/due_dates.h"

namespace app {

namespace {

std::string clock_text(int minute) {
  return std::to_string(100 + minute / 60).substr(1) + ":" +
         std::to_string(100 + minute % 60).substr(1);
}

// "09:30", "24:00". Refuses with request.wrong_type.
base::Result<int> minute_of(const base::Json& object, std::string_view name) {
  const std::string text = base::text_or_empty(object, name);
  const auto digit = [&](size_t at) { return text[at] >= '0' && text[at] <= '9'; };
  if (text.size() == 5 && text[2] == ':' && digit(0) && digit(1) && digit(3) && digit(4)) {
    const int hour = (text[0] - '0') * 10 + (text[1] - '0');
    const int minute = (text[3] - '0') * 10 + (text[4] - '0');
    if (minute < 60 && hour * 60 + minute <= 24 * 60) return hour * 60 + minute;
  }
  return base::refusal("request.wrong_type").at(std::string(name)).because("a time like 09:30");
}

base::Result<std::set<int>> weekdays_of(const base::Json& object, std::string_view name) {
  std::set<int> days;
  const base::Json* list = base::find(object, name);
  if (list == nullptr) return days;
  const auto wrong = base::refusal("request.wrong_type").at(std::string(name));
  if (!list->is_array()) return wrong;
  for (const base::Json& day : list->as_array()) {
    if (!day.is_int64()) return wrong;
    days.insert(static_cast<int>(day.as_int64()));
  }
  return days;
}

base::Result<org::WorkingHours> hours_of(storage::Connection& db, const base::Json& request) {
  org::WorkingHours hours = org::working_hours(db, base::text_or_empty(request, "site"));
  hours.hours.clear();
  if (const auto zone = base::text_or_empty(request, "zone"); !zone.empty()) hours.zone = zone;
  const base::Json* openings = base::find(request, "hours");
  if (openings == nullptr || !openings->is_array())
    return base::refusal("request.wrong_type").at("hours");
  for (const base::Json& opening : openings->as_array()) {
    const auto from = minute_of(opening, "from");
    const auto to = minute_of(opening, "to");
    if (!from) return from.error();
    if (!to) return to.error();
    hours.hours.push_back({*from, *to});
  }
  auto weekdays = weekdays_of(request, "weekdays");
  auto half = weekdays_of(request, "half_weekdays");
  const auto until = minute_of(request, "half_until");
  if (!weekdays) return weekdays.error();
  if (!half) return half.error();
  if (!until) return until.error();
  hours.weekdays = std::move(*weekdays);
  hours.half_weekdays = std::move(*half);
  hours.half_until_minute = *until;
  return hours;
}

base::Json moved_json(const std::vector<work::MovedDue>& moved) {
  base::JsonArray out;
  for (const auto& due : moved) {
    out.push_back(base::JsonObject{{"task", std::to_string(due.task)},
                                   {"title", text_json(due.about)},
                                   {"from", time_json(due.from)},
                                   {"to", time_json(due.to)}});
  }
  return out;
}

// Changes calendars and counts due dates again, or only tells what would move.
template <class Decide>
base::Result<base::Json> change(Workspace& workspace, const Caller& caller, ImportMode mode,
                                Decide decide) {
  if (auto may = require_keeper(caller); !may) return may.error();
  auto& parts = workspace.parts();
  return parts.run(caller, [&](runtime::Op& op) -> base::Result<base::Json> {
    Act act(parts, op, caller);
    if (mode == ImportMode::Preview) op.tx.db.set_savepoint("calendar");
    const auto counted = work::counted_tasks(act.context());
    if (base::Result<void> decided = decide(op.tx); !decided) return decided.error();
    const auto fresh = std::make_shared<const base::WorkingCalendar>(org::calendar(op.tx.db));
    work::Context context{op.tx, *fresh, act.context().hooks};
    const auto duties = moved_duties(act);
    const base::JsonObject out{{"moved", moved_json(work::count_again(context, counted))},
                               {"moved_duties", static_cast<int64_t>(duties.size())}};
    if (mode == ImportMode::Preview) {
      op.tx.db.roll_back_to("calendar");
      // What was read of units meanwhile does not hold.
      op.after_commit([&parts] { parts.set_calendar(parts.calendar()); });
      return base::Json(out);
    }
    if (auto moved = move_duties(act, duties); !moved) return moved.error();
    op.after_commit([&parts, fresh] { parts.set_calendar(fresh); });
    return base::Json(out);
  });
}

base::JsonArray days_json(const std::vector<org::CalendarDay>& days) {
  base::JsonArray out;
  for (const auto& day : days) {
    base::JsonObject row{
        {"date", base::print(day.date)}, {"name", day.name}, {"kind", org::name_of(day.kind)}};
    if (day.line != 0) row["line"] = day.line;
    out.push_back(std::move(row));
  }
  return out;
}

base::Json site_json(Look& look, const std::string& id) {
  const auto unit = org::unit(look.db(), id);
  return look.ref(id, unit ? unit->title : base::Text{id, id});
}

}  // namespace

base::Result<base::Json> calendar(Workspace& workspace, const Caller& caller, int year,
                                  std::string_view asked) {
  Look look(workspace.parts(), caller);
  auto& db = look.db();
  if (!asked.empty() && !org::unit(db, asked))
    return base::refusal("org.unknown_reference").at(std::string(asked));
  const std::string site = org::site_of(db, asked);
  const auto calendar = org::calendar_of_site(db, site);
  const auto hours = org::working_hours(db, site);
  if (year == 0) year = base::civil(base::local_in(workspace.now(), calendar.zone).date).year;
  base::JsonArray openings;
  for (const auto& opening : hours.hours) {
    openings.push_back(base::JsonObject{{"from", clock_text(opening.from_minute)},
                                        {"to", clock_text(opening.to_minute)}});
  }
  base::JsonArray sites;
  for (const auto& id : org::sites(db)) sites.push_back(site_json(look, id));
  base::JsonObject out{
      {"year", year},
      {"own", site == asked},
      {"zone", hours.zone},
      {"hours", std::move(openings)},
      {"weekdays", base::JsonArray(hours.weekdays.begin(), hours.weekdays.end())},
      {"half_weekdays", base::JsonArray(hours.half_weekdays.begin(), hours.half_weekdays.end())},
      {"half_until", clock_text(hours.half_until_minute)},
      {"days", days_json(org::special_days(db, site, year))},
      {"known", calendar.known_years.contains(year)},
      {"sites", std::move(sites)}};
  if (!site.empty()) out["site"] = site_json(look, site);
  for (const auto& imported : org::imported_years(db, site)) {
    if (imported.year != year) continue;
    out["imported"] =
        base::JsonObject{{"by", look.person(imported.by)}, {"at", time_json(imported.at)}};
  }
  return base::Json(std::move(out));
}

base::Result<base::Json> set_working_hours(Workspace& workspace, const Caller& caller,
                                           const base::Json& request) {
  return change(workspace, caller, ImportMode::Apply, [&](storage::Tx& tx) -> base::Result<void> {
    const auto hours = hours_of(tx.db, request);
    if (!hours) return hours.error();
    return org::set_hours(tx, base::text_or_empty(request, "site"), *hours);
  });
}

base::Result<base::Json> drop_site_calendar(Workspace& workspace, const Caller& caller,
                                            std::string_view site) {
  return change(workspace, caller, ImportMode::Apply, [&](storage::Tx& tx) -> base::Result<void> {
    org::drop_site(tx, site);
    return {};
  });
}

base::Result<base::Json> import_calendar(Workspace& workspace, const Caller& caller,
                                         std::string_view csv, int year, std::string_view site,
                                         ImportMode mode) {
  if (auto may = require_keeper(caller); !may) return may.error();
  const auto days = org::read_year(csv, year);
  if (!days) return days.error();
  auto out = change(workspace, caller, mode,
                    [&](storage::Tx& tx) { return org::set_year(tx, site, year, *days); });
  if (out) out->as_object()["days"] = days_json(*days);
  return out;
}

base::Result<base::Json> drop_calendar_year(Workspace& workspace, const Caller& caller, int year,
                                            std::string_view site) {
  return change(workspace, caller, ImportMode::Apply, [&](storage::Tx& tx) -> base::Result<void> {
    org::drop_year(tx, site, year);
    return {};
  });
}

}  // namespace app
