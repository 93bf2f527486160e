// Who stands above whom: a position's superior is the one it names, else the head of its unit, else
// of the next unit above.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "org/structure.h"

namespace org {

// Units and positions by id, at one time: as stored, or as they would be after a change.
struct Structure {
  std::function<std::optional<UnitTerm>(std::string_view id)> unit;
  std::function<std::optional<PositionTerm>(std::string_view id)> position;
};

Structure structure_at(storage::Connection& db, base::Time at);

// Positions above one, the direct superior first; whoever heads his own unit has the next unit's
// head above him. Refuses with org.superiors_cyclic, `place` naming what is met twice.
base::Result<std::vector<std::string>> superiors_of(const Structure& structure,
                                                    std::string_view position);
// A unit and those above it. Refuses with org.unit_cycle, `place` naming the unit met twice.
base::Result<std::vector<UnitTerm>> units_from(const Structure& structure, std::string_view unit);

enum class Units { Itself, AndBelow };
// Who has a main or part-time post in the unit, or in one below it, each once.
std::vector<std::string> people_in_unit(storage::Connection& db, std::string_view unit, Units units,
                                        base::Time at);

}  // namespace org
