// What the FEEL of processes may ask about people: `holds(person, position or role)`,
// `unit_of(person)` (of his main post; null without one) and `is_within(unit, units)` (whether a
// unit is one of them or lies below one). As the organisation is at the moment of the evaluation.
#pragma once

#include <memory>

#include "app/inside/parts.h"
#include "feel/feel.h"

namespace app {

// Added to `functions`, which may be called as long as the connection lives, where it is used.
void add_people_functions(feel::HostFunctions& functions,
                          std::shared_ptr<const Definitions> definitions, storage::Connection& db);

// All of them, for what is evaluated beside the runtime.
std::shared_ptr<const feel::HostFunctions> process_functions(const Parts& parts,
                                                             storage::Connection& db);

// Positions and roles are looked up at the moment of the question, so holders that changed count at
// once.
bool holds_at(const Definitions& definitions, storage::Connection& db, std::string_view person,
              std::string_view what, base::Time at);

}  // namespace app
