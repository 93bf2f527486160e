#include "app/inside/organisation_rights.h"

#include <algorithm>
#include <map>
#include <set>

#include "access/identity.h"
#include "org/reporting.h"
#include "org/structure.h"

namespace app {

namespace {

using Names = std::set<std::string>;

// What a keeper may not move.
struct Guarded {
  Names administrators;
  Names own;                                 // positions and areas
  std::map<std::string, bool> is_below;      // each position: whether the keeper stands above it
  std::map<std::string, std::string> names;  // of people, by which they sign in elsewhere
};

Names own_of(storage::Connection& db, const std::string& person, base::Time at) {
  Names own;
  for (const auto& position : org::positions_of(db, person, at)) own.insert(position);
  for (const auto& area : org::areas(db, at)) {
    if (area.person == person) own.insert(area.position + " " + area.unit);
  }
  return own;
}

std::map<std::string, bool> below(storage::Connection& db, const std::string& person,
                                  base::Time at) {
  const auto structure = org::structure_at(db, at);
  const auto own = org::positions_of(db, person, at);
  std::map<std::string, bool> out;
  for (const auto& position : org::positions_at(db, at)) {
    const auto above = org::superiors_of(structure, position.id);
    out[position.id] = above && std::ranges::any_of(*above, [&](const std::string& superior) {
                         return std::ranges::count(own, superior) > 0;
                       });
  }
  return out;
}

std::map<std::string, std::string> sign_in_names(storage::Connection& db) {
  const auto provider = entry::identity_provider(db);
  std::map<std::string, std::string> out;
  if (!provider || provider->claim != entry::mail_claim) return out;
  for (const auto& person : org::people(db)) out[person.id] = person.email;
  return out;
}

Guarded guarded(Parts& parts, storage::Connection& db, const std::string& person, base::Time at) {
  const auto administrators = entry::persons_of(db, parts.definitions->roles, "administrator", at);
  return {{administrators.begin(), administrators.end()},
          own_of(db, person, at),
          below(db, person, at),
          sign_in_names(db)};
}

// What is new may be anything.
template <class Value>
bool is_kept(const std::map<std::string, Value>& before, const std::map<std::string, Value>& after,
             const std::function<bool(const Value&, const Value&)>& is_fine) {
  return std::ranges::all_of(after, [&](const auto& entry) {
    const auto found = before.find(entry.first);
    return found == before.end() || is_fine(found->second, entry.second);
  });
}

bool is_within(const Guarded& before, const Guarded& after) {
  return before.administrators == after.administrators &&
         std::ranges::includes(before.own, after.own) &&
         is_kept<bool>(before.is_below, after.is_below,
                       [](bool was, bool is) { return was || !is; }) &&
         is_kept<std::string>(before.names, after.names,
                              [](const auto& was, const auto& is) { return was == is; });
}

bool names(const base::Json& json, std::string_view person) {
  if (json.is_string()) return json.as_string() == person;
  if (!json.is_object()) return false;
  return std::ranges::any_of(json.as_object(),
                             [&](const auto& member) { return names(member.value(), person); });
}

}  // namespace

bool keeps_organisation(const Caller& caller) {
  return is_administrator(caller) || caller.has_role("organisation_keeper");
}

base::Result<void> require_keeper(const Caller& caller) {
  if (!keeps_organisation(caller)) return base::refusal("app.not_allowed");
  return {};
}

base::Result<base::Json> keep_within_rights(Parts& parts, storage::Connection& db,
                                            const Caller& caller, base::Time at,
                                            const OrganisationChange& change) {
  if (is_administrator(caller)) return change();
  const auto before = guarded(parts, db, caller.person, at);
  auto changed = change();
  if (!changed || is_within(before, guarded(parts, db, caller.person, at))) return changed;
  return base::refusal("app.beyond_keeping");
}

base::Result<void> may_hand_over(const Caller& caller, const base::Json& request) {
  if (!is_administrator(caller) && names(request, caller.person))
    return base::refusal("app.beyond_keeping").at(caller.person);
  return {};
}

}  // namespace app
