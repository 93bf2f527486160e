#include "app/inside/duty_opening.h"

#include <algorithm>
#include <set>

#include "access/principal.h"
#include "app/inside/install.h"
#include "base/text.h"
#include "org/calendar.h"
#include "org/reporting.h"
#include "org/structure.h"

namespace app {

namespace {

std::string cursor_name(const Duty& duty) { return "duty.until." + id_text(duty.ref); }

// One thing to do: a duty, a period of it, whoever owes it.
struct Occurrence {
  const Duty& duty;
  const work::DutyPeriod& period;
  std::string person;
  base::Time due;
  base::Time ends;  // of the period
};

// The units without others below them, from the unit down.
void add_places(const std::vector<org::UnitRow>& units, const std::string& unit,
                std::set<std::string>& places) {
  bool is_place = true;
  for (const auto& below : units) {
    if (below.parent != unit) continue;
    is_place = false;
    add_places(units, below.id, places);
  }
  if (is_place) places.insert(unit);
}

// The shops that a person answers for; a region stands for those in it.
std::set<std::string> places_of(Act& act, const std::string& person) {
  const auto units = org::units(act.db());
  std::set<std::string> places;
  for (const auto& area : org::areas(act.db(), act.tx().now)) {
    if (area.person == person) add_places(units, area.unit, places);
  }
  return places;
}

base::Error place_not_his(Act& act, const std::set<std::string>& places) {
  base::Error error = base::refusal("app.place_not_his").at("place");
  std::vector<std::string> zh;
  std::vector<std::string> en;
  for (const auto& place : places) {
    const auto unit = org::unit(act.db(), place);
    const base::Text title = unit ? unit->title : base::Text{place, place};
    zh.push_back(title.zh);
    en.push_back(title.en.empty() ? title.zh : title.en);
  }
  error.missing.push_back(
      {base::Missing::Kind::Field,
       "place",
       {"地点", "Place"},
       {"请选择：" + base::join(zh, "、"), "choose one of: " + base::join(en, ", ")}});
  return error;
}

// The sheet of the month in which it falls due, made when it is the first.
base::Result<records::Ref> sheet_of(Act& act, const Duty& duty, const std::string& person,
                                    base::Time due, const std::vector<std::string>& superiors) {
  const std::string zone = act.op().calendar.zone;
  const std::string month = base::print(base::local_in(due, zone).date).substr(0, 7);
  const auto known = all_records(
      act, duty_sheet_type,
      {equal_to("duty", id_text(duty.ref)), equal_to("person", person), equal_to("month", month)});
  if (!known.empty()) return known.front().ref;
  const auto places = places_of(act, person);
  const base::JsonObject values{
      {"duty", id_text(duty.ref)},
      {"person", person},
      {"month", month},
      {"name", duty.name + " " + org::name_of(act.db(), person).zh + " " + month},
      {"superiors", base::JsonArray(superiors.begin(), superiors.end())},
      {"places", base::JsonArray(places.begin(), places.end())},
      {"assigned", places.size()}};
  const auto made = records::create(act.tx(), act.types(), act.granted_environment({}),
                                    std::string(duty_sheet_type), values);
  if (!made) return made.error();
  return made->ref;
}

// The people named, and whoever holds the positions named.
base::JsonArray receivers_of(Act& act, const Duty& duty) {
  std::vector<std::string> persons = duty.receivers;
  for (const auto& position : duty.receiver_positions) {
    for (const auto& holder : org::holders(act.db(), position, act.tx().now)) {
      if (std::ranges::find(persons, holder) == persons.end()) persons.push_back(holder);
    }
  }
  return base::JsonArray(persons.begin(), persons.end());
}

// Whoever stands above him in this duty and may read of it.
std::vector<std::string> readers_above(Act& act, const Duty& duty, const std::string& person) {
  auto superiors = superiors_of_duty(act.db(), duty.position, person, act.tx().now);
  std::erase(superiors, person);
  return superiors;
}

base::Result<void> open_item(Act& act, const Occurrence& one) {
  const auto superiors = readers_above(act, one.duty, one.person);
  const auto sheet = sheet_of(act, one.duty, one.person, one.due, superiors);
  if (!sheet) return sheet.error();
  base::JsonObject values{{"sheet", id_text(*sheet)},
                          {"duty", id_text(one.duty.ref)},
                          {"name", one.duty.name + " " + one.period.id},
                          {"person", one.person},
                          {"period", one.period.id},
                          {"due_at", base::print_utc(one.due)},
                          {"ends_at", base::print_utc(one.ends)},
                          {"superiors", base::JsonArray(superiors.begin(), superiors.end())},
                          {"receivers", receivers_of(act, one.duty)},
                          {"is_excused", one.due <= act.tx().now}};
  for (const auto* name : {"what", "needs_text", "needs_files", "needs_place", "confirm"}) {
    if (const auto* value = one.duty.values.if_contains(name)) values[name] = *value;
  }
  const auto made = records::create(act.tx(), act.types(), act.granted_environment({}),
                                    std::string(duty_item_type), values);
  if (!made) return made.error();
  return {};
}

// What a period asks of whom, each on his own calendar. A deadline that passed before the duty was
// made asks nothing.
base::Result<void> open_period(Act& act, const Duty& duty, const work::DutyPeriod& period) {
  for (const auto& person : owers_of(act, duty)) {
    const auto calendar = calendar_of_person(act.db(), person, act.tx().now);
    const auto date = work::due_date(duty.rule, calendar, period);
    if (!date) continue;
    const base::Time due = work::due_time(duty.rule, calendar, *date);
    if (due <= duty.made_at) continue;
    const base::Time ends = base::instant_of({period.last + 1, 0}, calendar.zone);
    if (auto opened = open_item(act, {duty, period, person, due, ends}); !opened) return opened;
  }
  return {};
}

// Day by day the company's calendar says when a period comes.
bool has_come(const Duty& duty, const base::WorkingCalendar& calendar,
              const work::DutyPeriod& period, base::Date today) {
  const auto date = work::due_date(duty.rule, calendar, period);
  return (date ? *date : period.first) + -work::lead_days(duty.rule) <= today;
}

// The first period whose items have not come yet.
work::DutyPeriod next_period(storage::Connection& db, const Duty& duty, const std::string& zone) {
  const auto until = base::parse_date(setting(db, cursor_name(duty)));
  return work::period_of(duty.rule.every,
                         until ? *until + 1 : base::local_in(duty.made_at, zone).date);
}

}  // namespace

base::Result<void> open_duty(Act& act, const Duty& duty) {
  const auto& calendar = act.op().calendar;
  const base::Date today = base::local_in(act.tx().now, calendar.zone).date;
  const auto every = duty.rule.every;
  auto period = next_period(act.db(), duty, calendar.zone);
  while (has_come(duty, calendar, period, today)) {
    if (auto opened = open_period(act, duty, period); !opened) return opened;
    set_setting(act.db(), cursor_name(duty), base::print(period.last));
    period = work::period_after(every, period);
  }
  return {};
}

std::vector<std::string> owers_of(Act& act, const Duty& duty) {
  const base::Time now = act.tx().now;
  if (!duty.person.empty()) {
    const auto person = org::person(act.db(), duty.person);
    if (person && person->is_active) return {duty.person};
  } else {
    auto holders = org::holders(act.db(), duty.position, now);
    if (!holders.empty()) return holders;
  }
  auto above = superiors_of_duty(act.db(), duty.position, duty.person, now);
  if (above.empty())
    above = entry::persons_of(act.db(), act.definitions().roles, "administrator", now);
  if (above.size() > 1) above.resize(1);
  return above;
}

base::Result<void> carry_to_sheet(Act& act, const DutyItem& item) {
  const auto record = records::find(act.db(), act.types(), {std::string(duty_type), item.duty});
  if (!record) return {};
  const Duty duty = duty_of(*record);
  const auto superiors = readers_above(act, duty, item.person);
  const auto sheet = sheet_of(act, duty, item.person, item.due_at, superiors);
  if (!sheet) return sheet.error();
  const auto carried = records::update(
      act.tx(), act.types(), act.granted_environment({}), item.ref,
      base::JsonObject{{"sheet", id_text(*sheet)},
                       {"superiors", base::JsonArray(superiors.begin(), superiors.end())}});
  if (!carried) return carried.error();
  return {};
}

base::Result<void> check_visit(Act& act, const DutyItem& item) {
  const auto record = records::find(act.db(), act.types(), {std::string(duty_type), item.duty});
  const auto sheet =
      records::find(act.db(), act.types(), {std::string(duty_sheet_type), item.sheet});
  if (!record || !sheet || item.place.empty()) return {};
  const Duty duty = duty_of(*record);
  const auto* needs_place = duty.values.if_contains("needs_place");
  const bool is_visit = duty.rule.every == work::DutyRule::Every::Week && needs_place != nullptr &&
                        *needs_place == base::Json(true);
  if (!is_visit) return {};
  const auto known = places_in(*sheet);
  if (std::ranges::count(known, item.place) > 0) return {};
  std::set<std::string> places = places_of(act, item.person);
  const bool is_his_now = places.contains(item.place);
  places.insert(known.begin(), known.end());
  if (places.empty()) return {};
  if (!is_his_now) return place_not_his(act, places);
  const auto widened =
      records::update(act.tx(), act.types(), act.granted_environment({}), sheet->ref,
                      base::JsonObject{{"places", base::JsonArray(places.begin(), places.end())},
                                       {"assigned", places.size()}});
  return widened ? base::Result<void>() : widened.error();
}

std::vector<base::Date> planned_days(storage::Connection& db, const Duty& duty,
                                     const base::WorkingCalendar& calendar, base::Date from,
                                     base::Date until) {
  std::vector<base::Date> days;
  const auto every = duty.rule.every;
  // A deadline may be shifted into the month beside its period's.
  constexpr int beside = 31;
  auto period =
      std::max(next_period(db, duty, calendar.zone), work::period_of(every, from + -beside),
               [](const auto& a, const auto& b) { return a.first < b.first; });
  for (; period.first <= until + beside; period = work::period_after(every, period)) {
    const auto date = work::due_date(duty.rule, calendar, period);
    if (date && from <= *date && *date <= until) days.push_back(*date);
  }
  return days;
}

std::vector<std::string> superiors_of_duty(storage::Connection& db, std::string_view position,
                                           std::string_view person, base::Time at) {
  std::vector<std::string> positions = {std::string(position)};
  if (position.empty()) positions = org::positions_of(db, person, at);
  for (const auto& held : positions) {
    const auto line = org::superiors_of(org::structure_at(db, at), held);
    if (!line) continue;
    for (const auto& above : *line) {
      auto holders = org::holders(db, above, at);
      if (!holders.empty()) return holders;
    }
  }
  return {};
}

base::WorkingCalendar calendar_of_person(storage::Connection& db, std::string_view person,
                                         base::Time at) {
  return org::calendar_of_site(db, org::site_of(db, org::unit_of(db, person, at)));
}

}  // namespace app
