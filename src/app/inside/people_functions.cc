#include "app/inside/people_functions.h"

#include <algorithm>

#include "org/organisation.h"

namespace app {

namespace {

using Given = std::span<const feel::Value>;

std::vector<std::string> ids_of(const feel::Value& value) {
  if (!value.is(feel::Kind::List)) return {value.text_or_empty()};
  std::vector<std::string> out;
  for (const auto& item : value.items()) out.push_back(item.text_or_empty());
  return out;
}

// Units above one another are few; what would lead round in a circle ends as well.
constexpr int units_above_max = 100;

bool is_within(storage::Connection& db, std::string unit, const std::vector<std::string>& units) {
  for (int at = 0; at < units_above_max && !unit.empty(); ++at) {
    if (std::ranges::find(units, unit) != units.end()) return true;
    const auto known = org::unit(db, unit);
    unit = known ? known->parent : std::string();
  }
  return false;
}

}  // namespace

bool holds_at(const Definitions& definitions, storage::Connection& db, std::string_view person,
              std::string_view what, base::Time at) {
  if (org::holds(db, person, what, at)) return true;
  const auto positions = org::positions_of(db, person, at);
  const auto roles = entry::roles_of(definitions.roles, person, positions);
  return std::ranges::find(roles, what) != roles.end();
}

void add_people_functions(feel::HostFunctions& functions,
                          std::shared_ptr<const Definitions> definitions, storage::Connection& db) {
  functions["holds"] = {
      {"person", "what"},
      [definitions, &db](Given given, feel::Evaluation& evaluation) -> feel::Value {
        return holds_at(*definitions, db, given[0].text_or_empty(), given[1].text_or_empty(),
                        evaluation.now);
      }};
  functions["unit_of"] = {
      {"person"}, [&db](Given given, feel::Evaluation& evaluation) -> feel::Value {
        const std::string unit = org::unit_of(db, given[0].text_or_empty(), evaluation.now);
        return unit.empty() ? feel::Value() : feel::Value(unit);
      }};
  functions["is_within"] = {{"unit", "units"},
                            [&db](Given given, feel::Evaluation&) -> feel::Value {
                              return is_within(db, given[0].text_or_empty(), ids_of(given[1]));
                            }};
}

std::shared_ptr<const feel::HostFunctions> process_functions(const Parts& parts,
                                                             storage::Connection& db) {
  auto functions = *parts.functions();
  add_people_functions(functions, parts.definitions, db);
  return std::make_shared<const feel::HostFunctions>(std::move(functions));
}

}  // namespace app
