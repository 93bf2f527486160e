// Record types against roles, positions and their own states. Fields and formulas are checked by
// records.
#include <set>

#include "packs/checks/checks.h"

namespace packs::checks {

namespace {

using records::RecordType;

void check_who(const Whole& whole, const Pack& pack, const RecordType& type,
               const std::string& part, const std::vector<std::string>& who) {
  const std::string at = "records/" + type.id + ".yaml" + (part.empty() ? "" : "#" + part);
  for (const std::string& entry : who) {
    if (entry == "process") continue;
    const size_t colon = entry.find(':');
    const std::string kind = entry.substr(0, colon);
    const std::string name = colon == std::string::npos ? "" : entry.substr(colon + 1);
    if (colon == std::string::npos && !whole.has_role(entry))
      whole.report(pack, at, "unknown role: " + entry);
    if (colon == std::string::npos) continue;
    if (kind == "position" && !whole.has_position(name))
      whole.report(pack, at, "unknown position: " + name);
    // Whether the field is there and holds a person is said by records.
    if (kind != "position" && kind != "field" && !kind.ends_with("parent.field"))
      whole.report(pack, at, "who: not understood: " + entry);
  }
}

// States that no chain of transitions reaches from the first one.
void check_reach(const Whole& whole, const Pack& pack, const RecordType& type) {
  if (type.states.empty()) return;
  std::set<std::string> reached = {type.initial.empty() ? type.states.front().id : type.initial};
  for (bool has_grown = true; has_grown;) {
    has_grown = false;
    for (const auto& transition : type.transitions) {
      const bool is_from_any = !transition.from.empty() && transition.from.front() == "*";
      bool is_possible = is_from_any;
      for (const std::string& from : transition.from)
        is_possible = is_possible || reached.contains(from);
      if (!is_possible) continue;
      if (!transition.to.empty()) has_grown = reached.insert(transition.to).second || has_grown;
      for (const auto& state : type.states)
        if (transition.to_formula.text.find('"' + state.id + '"') != std::string::npos)
          has_grown = reached.insert(state.id).second || has_grown;
    }
  }
  for (const auto& state : type.states)
    if (!reached.contains(state.id))
      whole.report(pack, "records/" + type.id + ".yaml#state." + state.id,
                   "no transition leads to the state " + state.id);
}

}  // namespace

void check_record_types(const Whole& whole) {
  for (const auto& pack : whole.packs) {
    for (const RecordType& type : pack->record_types) {
      check_who(whole, *pack, type, "access", type.access.read);
      check_who(whole, *pack, type, "access", type.access.create);
      check_who(whole, *pack, type, "access", type.access.update);
      check_who(whole, *pack, type, "access",
                type.access.exported_by.value_or(std::vector<std::string>()));
      for (const auto& transition : type.transitions)
        check_who(whole, *pack, type, "transition." + transition.id, transition.by);
      check_reach(whole, *pack, type);
    }
  }
}

}  // namespace packs::checks
