#include "app/duties.h"

#include <algorithm>

#include "app/inside/absences.h"
#include "app/inside/duty_opening.h"
#include "app/inside/json.h"
#include "metrics/metrics.h"
#include "org/calendar.h"
#include "work/task.h"

namespace app {

namespace {

constexpr size_t sheets_max = 2000;

// The first day of "2026-03"; of the present month when it is empty.
base::Result<base::Date> month_of(Look& look, std::string_view month, std::string_view name) {
  const auto today = base::local_in(look.now(), look.parts().calendar()->zone).date;
  if (month.empty()) return work::period_of(work::DutyRule::Every::Month, today).first;
  const auto first = base::parse_date(std::string(month) + "-01");
  if (!first) return base::refusal("request.wrong_type").at(std::string(name));
  return *first;
}

std::string name_of_month(base::Date first) { return base::print(first).substr(0, 7); }

// At most `sheets_max` records that the caller may read.
std::vector<records::Record> readable(Look& look, std::string_view type, records::Query query) {
  std::vector<records::Record> found;
  if (look.types().type(type) == nullptr) return found;
  query.size = 500;
  for (;; ++query.page) {
    const auto page = records::list(look.db(), look.types(), look.environment(), type, query);
    base::ensure(page.ok(), "records of duties can be listed");
    found.insert(found.end(), page->items.begin(), page->items.end());
    const bool is_all = static_cast<int64_t>(found.size()) >= page->total || page->items.empty();
    if (is_all || found.size() >= sheets_max) return found;
  }
}

std::string open_task_of(Look& look, const records::Ref& ref) {
  for (const auto& task : work::tasks_of_record(look.db(), {ref.type, ref.id})) {
    if (task.is_open() && work::seat_for(task, look.caller().person) != nullptr)
      return std::to_string(task.key);
  }
  return {};
}

base::Json item_json(Look& look, const records::Record& record, const std::string& zone) {
  const DutyItem item = item_of(record);
  const auto* late = record.values.if_contains("is_late");
  base::JsonObject out{{"id", std::to_string(record.ref.id)},
                       {"name", item.name},
                       {"person", look.person(item.person)},
                       {"due_on", base::print(base::local_in(item.due_at, zone).date)},
                       {"due_at", time_json(item.due_at)},
                       {"state", state_json(*look.types().type(duty_item_type), item.state)},
                       {"is_late", late != nullptr && late->is_bool() && late->as_bool()}};
  set_text(out, "task", open_task_of(look, record.ref));
  const auto away = base::text_or_empty(base::Json(record.values), "covered_for");
  if (!away.empty()) out["covered_for"] = look.person(away);
  const auto duty = records::find(look.db(), look.types(), {std::string(duty_type), item.duty});
  if (duty && work::is_on_working_days(duty_of(*duty).rule)) out["on_working_days"] = true;
  return out;
}

base::JsonArray items_json(Look& look, base::Date first, DutyScope scope) {
  const std::string zone = look.parts().calendar()->zone;
  const auto at = [&](base::Date date) {
    return base::Json(base::print_utc(base::instant_of({date, 0}, zone)));
  };
  records::Query query;
  query.where = {{"due_at", ">=", at(first)}, {"due_at", "<", at(base::add_months(first, 1))}};
  if (scope == DutyScope::Mine) query.where.push_back(equal_to("person", look.caller().person));
  query.sort = {"due_at"};
  query.with_computed = false;
  base::JsonArray out;
  for (const auto& record : readable(look, duty_item_type, query))
    out.push_back(item_json(look, record, zone));
  return out;
}

bool concerns(Look& look, const Duty& duty) {
  const std::string& person = look.caller().person;
  if (!duty.person.empty()) return duty.person == person;
  return org::holds(look.db(), person, duty.position, look.now());
}

// Whose days count: the caller's own, or the company's where others' duties are shown beside his.
std::string site_for(Look& look, DutyScope scope) {
  if (scope == DutyScope::All) return {};
  return org::site_of(look.db(), org::unit_of(look.db(), look.caller().person, look.now()));
}

// Days of the month that are off, and days of the weekend that are worked: {date, kind, name?}.
base::JsonArray days_json(Look& look, base::Date first, const std::string& site) {
  const auto calendar = org::calendar_of_site(look.db(), site);
  std::map<base::Date, std::string> names;
  const int year = std::stoi(base::print(first).substr(0, 4));
  for (const auto& day : org::special_days(look.db(), site, year)) names[day.date] = day.name;
  base::JsonArray out;
  const base::Date end = base::add_months(first, 1);
  for (base::Date date = first; date < end; date = date + 1) {
    const bool is_working = base::is_working_day(calendar, date);
    const bool is_shifted = is_working && calendar.work.contains(date);
    if (is_working && !is_shifted) continue;
    const bool is_holiday = !is_working && calendar.off.contains(date);
    base::JsonObject day{{"date", base::print(date)},
                         {"kind", is_shifted   ? "work"
                                  : is_holiday ? "holiday"
                                               : "rest"}};
    if (const auto name = names.find(date); name != names.end())
      set_text(day, "name", name->second);
    out.push_back(std::move(day));
  }
  return out;
}

// Of a position, whoever holds it alone on the day; empty: nobody, or several.
std::string who_will_owe(Look& look, const Duty& duty, base::Time at) {
  if (!duty.person.empty()) return duty.person;
  const auto holders = org::holders(look.db(), duty.position, at);
  return holders.size() == 1 ? holders.front() : std::string();
}

// Who does it for whom is away then: his stand-ins as far as they are there, else his superior.
std::vector<std::string> who_stands_in(Look& look, const AwayByPerson& away,
                                       const std::string& person, base::Time at) {
  const Away* own = away_at(away, person, at);
  if (own == nullptr) return {};
  std::vector<std::string> there = own->stand_ins;
  std::erase_if(there, [&](const auto& one) { return away_at(away, one, at) != nullptr; });
  if (there.empty()) there = superiors_of_duty(look.db(), "", person, at);
  return there;
}

void set_who_will_do_it(Look& look, const AwayByPerson& away, const Duty& duty, base::Time at,
                        base::JsonObject& planned) {
  if (duty.person.empty()) planned["position"] = look.position(duty.position);
  const auto person = who_will_owe(look, duty, at);
  if (person.empty()) return;
  planned["person"] = look.person(person);
  if (const auto others = who_stands_in(look, away, person, at); !others.empty())
    planned["stand_ins"] = look.persons(others);
}

base::JsonArray planned_json(Look& look, base::Date first, DutyScope scope) {
  auto& db = look.db();
  const auto calendar = org::calendar_of_site(db, site_for(look, scope));
  records::Query query;
  query.where = {equal_to("state", "active")};
  const auto moment = [&](base::Date date) { return base::instant_of({date, 0}, calendar.zone); };
  const auto away = away_told(look, {moment(first), moment(base::add_months(first, 1))});
  base::JsonArray out;
  for (const auto& record : readable(look, duty_type, query)) {
    const Duty duty = duty_of(record);
    if (scope == DutyScope::Mine && !concerns(look, duty)) continue;
    for (const auto date :
         planned_days(db, duty, calendar, first, base::add_months(first, 1) + -1)) {
      const auto due_at = work::due_time(duty.rule, calendar, date);
      base::JsonObject planned{{"duty", std::to_string(duty.ref.id)},
                               {"name", duty.name},
                               {"due_on", base::print(date)},
                               {"due_at", time_json(due_at)}};
      set_who_will_do_it(look, away, duty, due_at, planned);
      if (work::is_on_working_days(duty.rule)) planned["on_working_days"] = true;
      out.push_back(std::move(planned));
    }
  }
  return out;
}

int64_t count_in(const records::Record& sheet, std::string_view field) {
  return base::int_or(base::Json(sheet.values), field, 0);
}

base::Result<base::Json> cell_json(Look& look, const records::Record& sheet) {
  const auto reading = metrics::read(look.db(), look.types(), look.environment(),
                                     *look.definitions().metrics, "duty_punctuality", sheet.ref);
  if (!reading) return reading.error();
  return base::Json(
      base::JsonObject{{"month", base::text_or_empty(base::Json(sheet.values), "month")},
                       {"sheet", std::to_string(sheet.ref.id)},
                       {"due", count_in(sheet, "due")},
                       {"on_time", count_in(sheet, "on_time")},
                       {"late", count_in(sheet, "late")},
                       {"missed", count_in(sheet, "missed")},
                       {"punctuality", metrics::print(reading->value)}});
}

// Cells of one person and duty, the rows in the order of names.
base::Result<base::JsonArray> rows_json(Look& look, const std::vector<records::Record>& sheets) {
  std::map<std::pair<std::string, std::string>, base::JsonObject> rows;
  for (const auto& sheet : sheets) {
    const base::Json values(sheet.values);
    const auto person = base::text_or_empty(values, "person");
    const auto duty = base::text_or_empty(values, "duty");
    auto& row = rows[{person, duty}];
    if (row.empty()) {
      const auto record =
          records::find(look.db(), look.types(), {std::string(duty_type), std::stoll(duty)});
      row["person"] = look.person(person);
      row["duty"] = base::JsonObject{{"id", duty}, {"name", record ? duty_of(*record).name : duty}};
      row["cells"] = base::JsonArray();
    }
    auto cell = cell_json(look, sheet);
    if (!cell) return cell.error();
    row["cells"].as_array().push_back(std::move(*cell));
  }
  base::JsonArray out;
  for (auto& [key, row] : rows) out.push_back(std::move(row));
  return out;
}

}  // namespace

base::Result<base::Json> duty_calendar(Workspace& workspace, const Caller& caller,
                                       std::string_view month, DutyScope scope) {
  Look look(workspace.parts(), caller);
  const auto first = month_of(look, month, "month");
  if (!first) return first.error();
  const auto today = base::local_in(look.now(), workspace.parts().calendar()->zone).date;
  return base::Json(base::JsonObject{{"month", name_of_month(*first)},
                                     {"today", base::print(today)},
                                     {"days", days_json(look, *first, site_for(look, scope))},
                                     {"items", items_json(look, *first, scope)},
                                     {"planned", planned_json(look, *first, scope)}});
}

base::Result<base::Json> duty_compliance(Workspace& workspace, const Caller& caller,
                                         std::string_view until, int64_t count) {
  Look look(workspace.parts(), caller);
  const auto last = month_of(look, until, "until");
  if (!last) return last.error();
  base::JsonArray months;
  for (int64_t back = count - 1; back >= 0; --back)
    months.push_back(base::Json(name_of_month(base::add_months(*last, -static_cast<int>(back)))));
  records::Query query;
  query.where = {{"month", ">=", months.front()}, {"month", "<=", months.back()}};
  query.sort = {"person", "month"};
  const auto sheets = readable(look, duty_sheet_type, query);
  auto rows = rows_json(look, sheets);
  if (!rows) return rows.error();
  return base::Json(base::JsonObject{{"months", std::move(months)},
                                     {"rows", std::move(*rows)},
                                     {"cut", sheets.size() >= sheets_max}});
}

}  // namespace app
