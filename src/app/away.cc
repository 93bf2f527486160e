#include "app/away.h"

#include <algorithm>

#include "app/inside/absences.h"
#include "org/reporting.h"
#include "org/structure.h"

namespace app {

namespace {

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
base::Json list_json(Look& look, const AwayByPerson& found) {
  std::vector<std::pair<std::string, Away>> rows;
  for (const auto& [person, parts] : found) {
    const auto known = org::person(look.db(), person);
    if (!known || !known->is_active) continue;
    for (const Away& away : parts) rows.emplace_back(person, away);
  }
  std::ranges::stable_sort(rows, {}, [](const auto& row) { return row.second.from; });
  base::JsonArray items;
  for (const auto& [person, away] : rows) items.push_back(away_json(look, person, away));
  return items_json(std::move(items));
}

}  // namespace

base::Result<base::Json> away_now(Workspace& workspace, const Caller& caller) {
  Look look(workspace.parts(), caller);
  return list_json(look, away_within(look, now_of(look)));
}

base::Result<base::Json> away_between(Workspace& workspace, const Caller& caller,
                                      std::string_view from, std::string_view until) {
  Look look(workspace.parts(), caller);
  const auto first = base::parse_time(from);
  if (!first) return base::refusal("request.wrong_type").at("from").because("a moment");
  const auto last = base::parse_time(until);
  if (!last || *last <= *first)
    return base::refusal("request.wrong_type").at("until").because("a moment after `from`");
  return list_json(look, away_told(look, {*first, *last}));
}

}  // namespace app
