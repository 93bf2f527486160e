// Who acts: a signed-in person with positions and roles at this time.
//
// The namespace of this module is `entry`: POSIX has a function called access.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "storage/connection.h"

namespace entry {

// A role of a pack: who belongs to it by position or by name.
struct Role {
  std::string id;
  base::Text title;
  std::vector<std::string> positions;
  std::vector<std::string> persons;
  std::string description;
  std::vector<std::string> clauses;
  bool is_everyone = false;  // role `everyone`
};

struct Principal {
  std::string person;
  std::vector<std::string> positions;  // the main one first
  std::vector<std::string> roles;
  std::string
      session;  // public id of the session or token; empty for the scenario door and the engine

  bool has_role(std::string_view role) const;
  bool has_position(std::string_view position) const;
  bool is_administrator() const { return has_role("administrator"); }
};

// Roles that the person has by positions or name; `everyone` always.
std::vector<std::string> roles_of(std::span<const Role> roles, std::string_view person,
                                  const std::vector<std::string>& positions);
// People of a role now. For `everyone` all active people.
std::vector<std::string> persons_of(storage::Connection& db, std::span<const Role> roles,
                                    std::string_view role, base::Time at);
Principal principal_of(storage::Connection& db, std::span<const Role> roles,
                       std::string_view person, base::Time at);

}  // namespace entry
