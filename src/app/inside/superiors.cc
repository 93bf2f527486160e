#include "app/inside/superiors.h"

#include <algorithm>

#include "org/organisation.h"
#include "org/reporting.h"
#include "storage/asked_on.h"

namespace app {
namespace {

feel::Value people_above(storage::Connection& db, const std::string& person, base::Time now) {
  feel::Values people;
  const auto own = org::positions_of(db, person, now);
  if (own.empty()) return feel::Value::list(std::move(people));
  const auto line = org::superiors_of(org::structure_at(db, now), own.front());
  if (!line) return feel::Value::list(std::move(people));
  for (const std::string& position : *line) {
    for (const std::string& holder : org::holders(db, position, now)) {
      if (holder != person && std::ranges::count(people, feel::Value(holder)) == 0)
        people.emplace_back(holder);
    }
  }
  return feel::Value::list(std::move(people));
}

}  // namespace

feel::HostFunction superiors_of(storage::Database& database, const base::Clock& clock) {
  const auto call = [&database, &clock](std::span<const feel::Value> arguments,
                                        feel::Evaluation&) -> feel::Value {
    if (!arguments[0].is(feel::Kind::String)) return {};
    return storage::read_on(database, [&](storage::Connection& db) {
      return people_above(db, arguments[0].text_or_empty(), clock.now());
    });
  };
  return {{"person"}, call};
}

}  // namespace app
