#include "work/steps/superiors.h"

#include <algorithm>

#include "org/organisation.h"

namespace work {
namespace {

// Units from the person's upwards.
base::Result<std::vector<org::UnitRow>> units_above(storage::Connection& db,
                                                    std::string_view person, base::Time at) {
  std::vector<org::UnitRow> units;
  auto here = org::unit(db, org::unit_of(db, person, at));
  while (here) {
    if (std::ranges::count(units, here->id, &org::UnitRow::id) > 0)
      return base::refusal("work.superiors_cyclic").at(here->id);
    const std::string parent = here->parent;
    units.push_back(std::move(*here));
    here = org::unit(db, parent);
  }
  return units;
}

// Heads of the units that somebody holds, each once.
std::vector<std::string> held_heads(storage::Connection& db, const std::vector<org::UnitRow>& units,
                                    base::Time at) {
  std::vector<std::string> positions;
  std::vector<std::vector<std::string>> seen;
  for (const org::UnitRow& unit : units) {
    if (unit.head.empty()) continue;
    auto holders = org::holders(db, unit.head, at);
    if (holders.empty() || std::ranges::count(seen, holders) > 0) continue;
    positions.push_back(unit.head);
    seen.push_back(std::move(holders));
  }
  return positions;
}

}  // namespace

base::Result<std::vector<std::string>> superior_positions(storage::Connection& db,
                                                          std::string_view person, base::Time at) {
  auto positions = unit_head_positions(db, person, at);
  if (!positions) return positions;
  std::erase_if(*positions,
                [&](const std::string& position) { return org::holds(db, person, position, at); });
  return positions;
}

base::Result<std::vector<std::string>> unit_head_positions(storage::Connection& db,
                                                           std::string_view person, base::Time at) {
  const auto units = units_above(db, person, at);
  if (!units) return units.error();
  return held_heads(db, *units, at);
}

}  // namespace work
