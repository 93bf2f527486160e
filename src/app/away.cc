#include "app/away.h"

#include <algorithm>
#include <map>
#include <set>

#include "app/inside/act.h"
#include "app/inside/duty_records.h"
#include "app/inside/json.h"
#include "app/inside/organisation_rights.h"
#include "org/deputies.h"
#include "org/reporting.h"
#include "org/structure.h"

namespace app {

namespace {

constexpr std::string_view absence_type = "absence";
constexpr int64_t absences_page = 500;

// Excludes its end.
struct Span {
  base::Time from;
  base::Time until;
};

struct Away {
  base::Time from;
  std::optional<base::Time> until;
  std::vector<std::string> stand_ins;
};
using AwayByPerson = std::map<std::string, std::vector<Away>>;

std::string text(const records::Record& record, std::string_view field) {
  return base::text_or_empty(base::Json(record.values), field);
}

// Whoever may read them: that somebody is away is no secret, the ground of it is not told.
void add_absences(Look& look, const Span& span, AwayByPerson& found) {
  if (look.types().type(absence_type) == nullptr) return;
  records::Environment of_all;
  of_all.acting.is_process = true;
  const auto at = [](base::Time time) { return base::Json(base::print_utc(time)); };
  records::Query query;
  query.where = {equal_to("state", "in_force"),
                 {"from_at", "<", at(span.until)},
                 {"until_at", ">", at(span.from)}};
  query.sort = {"from_at"};
  query.size = absences_page;
  query.with_computed = false;
  for (bool is_last = false; !is_last; ++query.page) {
    const auto page = records::list(look.db(), look.types(), of_all, absence_type, query);
    if (!page) return;  // a pack may call something else so
    for (const auto& record : page->items) {
      const auto from = base::parse_time(text(record, "from_at"));
      const auto until = base::parse_time(text(record, "until_at"));
      if (from && until)
        found[text(record, "person")].push_back({*from, until, {text(record, "stand_in")}});
    }
    is_last = query.page * query.size >= page->total;
  }
}

// A deputy beside somebody without an end is help, no absence; nor is one for some processes.
bool says_away(const org::DeputyRow& row) {
  return !row.is_position && row.scope.empty() &&
         (row.mode == org::DeputyMode::Instead || row.until.has_value());
}

void add_deputies(Look& look, const Span& span, AwayByPerson& found) {
  for (const auto& row : org::deputies(look.db(), span.from)) {
    if (says_away(row) && row.from < span.until)
      found[row.of].push_back({row.from, row.until, {row.deputy}});
  }
}

// One of several that begin and end together stands for all, with the stand-ins of each.
std::vector<Away> merged(std::vector<Away> parts) {
  std::vector<Away> out;
  std::ranges::stable_sort(parts, {}, &Away::from);
  for (Away& part : parts) {
    const auto same = std::ranges::find_if(
        out, [&](const Away& one) { return one.from == part.from && one.until == part.until; });
    if (same == out.end()) {
      out.push_back(std::move(part));
      continue;
    }
    for (std::string& person : part.stand_ins) {
      if (std::ranges::find(same->stand_ins, person) == same->stand_ins.end())
        same->stand_ins.push_back(std::move(person));
    }
  }
  return out;
}

base::Json away_json(Look& look, const std::string& person, const Away& away) {
  base::JsonObject out{{"person", look.person(person)},
                       {"from", time_json(away.from)},
                       {"stand_ins", look.persons(away.stand_ins)}};
  set_time(out, "until", away.until);
  const auto unit = org::unit_of(look.db(), person, look.now());
  if (const auto found = org::unit(look.db(), unit)) out["unit"] = look.ref(unit, found->title);
  return out;
}

// By their beginning. Who has left is away no more.
base::Json list_json(Look& look, const Span& span, const auto& is_told) {
  AwayByPerson found;
  add_absences(look, span, found);
  add_deputies(look, span, found);
  std::vector<std::pair<std::string, Away>> rows;
  for (auto& [person, parts] : found) {
    const auto known = org::person(look.db(), person);
    if (!known || !known->is_active || !is_told(person)) continue;
    for (Away& away : merged(std::move(parts))) rows.emplace_back(person, std::move(away));
  }
  std::ranges::stable_sort(rows, {}, [](const auto& row) { return row.second.from; });
  base::JsonArray items;
  for (const auto& [person, away] : rows) items.push_back(away_json(look, person, away));
  return items_json(std::move(items));
}

// The people of the caller's unit, and of the units that he heads with all below.
std::set<std::string> own_people(Look& look) {
  const std::string& caller = look.caller().person;
  std::set<std::string> people{caller};
  const auto add = [&](std::string_view unit, org::Units units) {
    for (auto& person : org::people_in_unit(look.db(), unit, units, look.now()))
      people.insert(std::move(person));
  };
  const auto own = org::unit_of(look.db(), caller, look.now());
  if (!own.empty()) add(own, org::Units::Itself);
  for (const auto& unit : org::units_at(look.db(), look.now())) {
    if (org::holds(look.db(), caller, unit.head, look.now())) add(unit.id, org::Units::AndBelow);
  }
  return people;
}

}  // namespace

base::Result<base::Json> away_now(Workspace& workspace, const Caller& caller) {
  Look look(workspace.parts(), caller);
  const Span moment{look.now(), base::Time{look.now().micros + 1}};
  return list_json(look, moment, [](const std::string&) { return true; });
}

base::Result<base::Json> away_between(Workspace& workspace, const Caller& caller,
                                      std::string_view from, std::string_view until) {
  Look look(workspace.parts(), caller);
  const auto first = base::parse_time(from);
  if (!first) return base::refusal("request.wrong_type").at("from").because("a moment");
  const auto last = base::parse_time(until);
  if (!last || *last <= *first)
    return base::refusal("request.wrong_type").at("until").because("a moment after `from`");
  const Span span{*first, *last};
  if (keeps_organisation(caller))
    return list_json(look, span, [](const std::string&) { return true; });
  const auto people = own_people(look);
  return list_json(look, span, [&](const std::string& one) { return people.contains(one); });
}

}  // namespace app
