#include "access/principal.h"

#include <algorithm>

#include "org/organisation.h"

namespace entry {
namespace {

bool contains(const std::vector<std::string>& list, std::string_view item) {
  return std::ranges::find(list, item) != list.end();
}

void add_once(std::vector<std::string>& list, const std::string& item) {
  if (!contains(list, item)) list.push_back(item);
}

bool is_everyone(const Role& role) { return role.is_everyone || role.id == "everyone"; }

}  // namespace

bool Principal::has_role(std::string_view role) const { return contains(roles, role); }
bool Principal::has_position(std::string_view position) const {
  return contains(positions, position);
}

std::vector<std::string> roles_of(std::span<const Role> roles, std::string_view person,
                                  const std::vector<std::string>& positions) {
  std::vector<std::string> found = {"everyone"};
  for (const Role& role : roles) {
    const bool by_position = std::ranges::any_of(
        role.positions, [&](const std::string& held) { return contains(positions, held); });
    if (by_position || contains(role.persons, person)) add_once(found, role.id);
  }
  return found;
}

std::vector<std::string> persons_of(storage::Connection& db, std::span<const Role> roles,
                                    std::string_view role_id, base::Time at) {
  std::vector<std::string> found;
  const auto role = std::ranges::find(roles, role_id, &Role::id);
  if (role_id == "everyone" || (role != roles.end() && is_everyone(*role))) {
    for (const org::PersonRow& person : org::people(db)) {
      if (person.is_active) found.push_back(person.id);
    }
    return found;
  }
  if (role == roles.end()) return found;
  for (const std::string& position : role->positions) {
    for (const std::string& holder : org::holders(db, position, at)) add_once(found, holder);
  }
  for (const std::string& named : role->persons) {
    const auto person = org::person(db, named);
    if (person && person->is_active) add_once(found, named);
  }
  return found;
}

Principal principal_of(storage::Connection& db, std::span<const Role> roles,
                       std::string_view person, base::Time at) {
  Principal principal{std::string(person), org::positions_of(db, person, at), {}, {}};
  principal.roles = roles_of(roles, person, principal.positions);
  return principal;
}

}  // namespace entry
