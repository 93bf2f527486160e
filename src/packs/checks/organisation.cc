// Roles and demo organisations: everything that is named is there.
#include <algorithm>
#include <set>

#include "packs/checks/checks.h"

namespace packs::checks {

namespace {

constexpr std::string_view file = "demo/organisation.yaml";

class OrganisationCheck {
 public:
  OrganisationCheck(const Whole& whole, const Pack& pack)
      : whole_(whole), pack_(pack), all_(pack.organisation) {}

  void run() {
    unique_ids();
    for (const org::Unit& unit : all_.units) {
      if (!unit.parent.empty() && !has(all_.units, unit.parent))
        say("unit " + unit.id + ": unknown parent " + unit.parent);
      if (!unit.head.empty() && !has(all_.positions, unit.head))
        say("unit " + unit.id + ": unknown position " + unit.head);
    }
    for (const org::Position& position : all_.positions)
      if (!has(all_.units, position.unit))
        say("position " + position.id + ": unknown unit " + position.unit);
    for (const org::Person& person : all_.people)
      for (const org::Post& post : person.posts) {
        if (!has(all_.positions, post.position))
          say("person " + person.id + ": unknown position " + post.position);
        for (const std::string& unit : post.areas)
          if (!has(all_.units, unit)) say("person " + person.id + ": unknown unit " + unit);
      }
    for (const org::Deputy& deputy : all_.deputies) {
      if (!has(all_.positions, deputy.of) && !has(all_.people, deputy.of))
        say("deputy of an unknown " + deputy.of);
      if (!has(all_.people, deputy.deputy)) say("unknown deputy " + deputy.deputy);
      for (const std::string& process : deputy.scope)
        if (!whole_.has_process(process))
          say("deputy of " + deputy.of + ": unknown process " + process);
    }
  }

 private:
  template <class Items>
  static bool has(const Items& items, const std::string& id) {
    return std::any_of(items.begin(), items.end(), [&](const auto& item) { return item.id == id; });
  }

  void unique_ids() {
    std::set<std::string> units, positions, people, names;
    for (const auto& unit : all_.units)
      if (!units.insert(unit.id).second) say("unit " + unit.id + " stands here twice");
    for (const auto& position : all_.positions)
      if (!positions.insert(position.id).second)
        say("position " + position.id + " stands here twice");
    for (const auto& person : all_.people) {
      if (!people.insert(person.id).second) say("person " + person.id + " stands here twice");
      if (positions.contains(person.id)) say(person.id + " is a person and a position");
      if (!person.username.empty() && !names.insert(person.username).second)
        say("the username " + person.username + " stands here twice");
    }
  }

  void say(std::string text) const { whole_.report(pack_, file, Mark{}, std::move(text)); }

  const Whole& whole_;
  const Pack& pack_;
  const org::Organisation& all_;
};

}  // namespace

void check_organisation(const Whole& whole) {
  for (const auto& pack : whole.packs) {
    OrganisationCheck(whole, *pack).run();
    for (const entry::Role& role : pack->roles) {
      const std::string at = "roles/" + role.id + ".yaml";
      for (const std::string& position : role.positions)
        if (!whole.has_position(position)) whole.report(*pack, at, "unknown position: " + position);
      for (const std::string& person : role.persons)
        if (!whole.has_person(person)) whole.report(*pack, at, "unknown person: " + person);
    }
  }
}

}  // namespace packs::checks
