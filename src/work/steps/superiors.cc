#include "work/steps/superiors.h"

#include <algorithm>

#include "org/reporting.h"

namespace work {
namespace {

// Those that somebody holds; what the same persons hold counts once.
std::vector<std::string> held(storage::Connection& db, const std::vector<std::string>& positions,
                              base::Time at) {
  std::vector<std::string> found;
  std::vector<std::vector<std::string>> seen;
  for (const std::string& position : positions) {
    auto holders = org::holders(db, position, at);
    if (holders.empty() || std::ranges::count(seen, holders) > 0) continue;
    found.push_back(position);
    seen.push_back(std::move(holders));
  }
  return found;
}

}  // namespace

base::Result<std::vector<std::string>> superior_positions(storage::Connection& db,
                                                          std::string_view person, base::Time at) {
  const auto own = org::positions_of(db, person, at);
  if (own.empty()) return std::vector<std::string>();
  const auto line = org::superiors_of(org::structure_at(db, at), own.front());
  if (!line) return line.error();
  auto positions = held(db, *line, at);
  std::erase_if(positions,
                [&](const std::string& position) { return org::holds(db, person, position, at); });
  return positions;
}

base::Result<std::vector<std::string>> unit_head_positions(storage::Connection& db,
                                                           std::string_view person, base::Time at) {
  const auto units = org::units_from(org::structure_at(db, at), org::unit_of(db, person, at));
  if (!units) return units.error();
  std::vector<std::string> heads;
  for (const org::UnitTerm& unit : *units) {
    if (!unit.head.empty()) heads.push_back(unit.head);
  }
  return held(db, heads, at);
}

}  // namespace work
