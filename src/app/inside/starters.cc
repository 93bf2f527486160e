#include "app/inside/starters.h"

#include <algorithm>

#include "base/text.h"
#include "org/organisation.h"
#include "org/reporting.h"

namespace app {

namespace {

bool is_in(storage::Connection& db, std::string_view unit, const Caller& caller, base::Time now) {
  constexpr std::string_view below = ":below";
  const bool is_deep = unit.ends_with(below);
  if (is_deep) unit.remove_suffix(below.size());
  const auto people =
      org::people_in_unit(db, unit, is_deep ? org::Units::AndBelow : org::Units::Itself, now);
  return std::ranges::count(people, caller.person) > 0;
}

bool is_named(Parts& parts, storage::Connection& db, std::string_view who, const Caller& caller) {
  const auto behind = [&](std::string_view kind) { return base::trim(who.substr(kind.size())); };
  if (who.starts_with("position:"))
    return std::ranges::count(caller.positions, behind("position:")) > 0;
  if (who.starts_with("person:")) return caller.person == behind("person:");
  if (who.starts_with("unit:")) return is_in(db, behind("unit:"), caller, parts.now());
  if (who.starts_with("role:")) who = behind("role:");
  return who == "everyone" || caller.has_role(who);
}

}  // namespace

bool may_start(Parts& parts, storage::Connection& db, const ProcessDefinition& process,
               const Caller& caller) {
  return std::ranges::any_of(
      process.starters, [&](const std::string& who) { return is_named(parts, db, who, caller); });
}

}  // namespace app
