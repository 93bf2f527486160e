#include "app/inside/absences.h"

#include <algorithm>
#include <set>

#include "app/inside/duty_records.h"
#include "app/inside/organisation_rights.h"
#include "org/deputies.h"
#include "org/reporting.h"
#include "org/structure.h"

namespace app {

namespace {

constexpr std::string_view absence_type = "absence";
constexpr int64_t absences_page = 500;

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

Span now_of(const Look& look) { return {look.now(), base::Time{look.now().micros + 1}}; }

AwayByPerson absences_within(Look& look, const Span& span) {
  AwayByPerson found;
  add_absences(look, span, found);
  return found;
}

AwayByPerson away_within(Look& look, const Span& span) {
  AwayByPerson found = absences_within(look, span);
  add_deputies(look, span, found);
  for (auto& [person, parts] : found) parts = merged(std::move(parts));
  return found;
}

AwayByPerson away_told(Look& look, const Span& span) {
  AwayByPerson found = away_within(look, span);
  if (keeps_organisation(look.caller())) return found;
  const auto people = own_people(look);
  std::erase_if(found, [&](const auto& each) { return !people.contains(each.first); });
  return found;
}

const Away* away_at(const AwayByPerson& found, std::string_view person, base::Time at) {
  const auto parts = found.find(person);
  if (parts == found.end()) return nullptr;
  const auto now = std::ranges::find_if(parts->second, [&](const Away& away) {
    return away.from < at && (!away.until || at <= *away.until);
  });
  return now == parts->second.end() ? nullptr : &*now;
}

}  // namespace app
