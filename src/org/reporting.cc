#include "org/reporting.h"

#include <algorithm>

namespace org {
namespace {

bool contains(const std::vector<std::string>& list, std::string_view item) {
  return std::ranges::find(list, item) != list.end();
}

// Adds the heads of the units from the position's own upwards, up to one who names a superior.
base::Result<std::optional<PositionTerm>> climb(const Structure& structure,
                                                const PositionTerm& from, std::string_view start,
                                                std::vector<std::string>& line) {
  const auto units = units_from(structure, from.unit);
  if (!units) return units.error();
  for (const UnitTerm& unit : *units) {
    if (unit.head.empty() || unit.head == start || contains(line, unit.head)) continue;
    line.push_back(unit.head);
    auto head = structure.position(unit.head);
    if (head && !head->superior.empty()) return head;
  }
  return std::optional<PositionTerm>();
}

}  // namespace

Structure structure_at(storage::Connection& db, base::Time at) {
  return {[&db, at](std::string_view id) { return unit_at(db, id, at); },
          [&db, at](std::string_view id) { return position_at(db, id, at); }};
}

base::Result<std::vector<std::string>> superiors_of(const Structure& structure,
                                                    std::string_view start) {
  std::vector<std::string> line;
  auto here = structure.position(start);
  while (here) {
    if (here->superior.empty()) {
      auto next = climb(structure, *here, start, line);
      if (!next) return next.error();
      here = std::move(*next);
      continue;
    }
    const std::string superior = here->superior;
    if (superior == start || contains(line, superior))
      return base::refusal("org.superiors_cyclic").at(superior);
    line.push_back(superior);
    here = structure.position(superior);
  }
  return line;
}

base::Result<std::vector<UnitTerm>> units_from(const Structure& structure, std::string_view id) {
  std::vector<UnitTerm> units;
  auto here = structure.unit(id);
  while (here) {
    if (std::ranges::count(units, here->id, &UnitTerm::id) > 0)
      return base::refusal("org.unit_cycle").at(here->id);
    const std::string parent = here->parent;
    units.push_back(std::move(*here));
    here = structure.unit(parent);
  }
  return units;
}

std::vector<std::string> people_in_unit(storage::Connection& db, std::string_view unit, Units units,
                                        base::Time at) {
  const Structure structure = structure_at(db, at);
  const auto is_meant = [&](const std::string& id) {
    if (units == Units::Itself) return id == unit;
    const auto above = units_from(structure, id);
    return above && std::ranges::count(*above, unit, &UnitTerm::id) > 0;
  };
  std::vector<std::string> people;
  for (const PositionTerm& position : positions_at(db, at)) {
    if (!is_meant(position.unit)) continue;
    for (std::string& person : holders(db, position.id, at)) {
      if (!contains(people, person)) people.push_back(std::move(person));
    }
  }
  return people;
}

}  // namespace org
