#include "app/inside/held_records.h"

#include <algorithm>

#include "app/inside/duty_records.h"

namespace app {

namespace {

HeldRecord held(records::Record record, const records::Field& field, std::string_view person,
                const records::Transition* ending) {
  records::Place place{record.ref, field.id, std::string(person)};
  return {std::move(record), std::move(place), field.title, ending};
}

// A guard of its own says that nothing of this record is left to end. Whatever else would refuse
// it is told when he leaves.
bool is_guarded(Act& act, const records::Environment& environment, const records::Record& record,
                const records::Transition& ending) {
  if (ending.guards.empty()) return false;
  const auto ready = records::ready(act.db(), act.types(), environment, record, ending);
  return !ready && std::ranges::any_of(ending.guards, [&](const records::Check& guard) {
    return guard.refuse.id == ready.error().code;
  });
}

}  // namespace

std::string HeldRecord::id() const {
  return place.ref.type + "/" + std::to_string(place.ref.id) + "/" + place.field;
}

std::vector<HeldRecord> records_held(Act& act, std::string_view person) {
  const records::Environment environment = act.granted_environment({});
  std::vector<HeldRecord> found;
  for (const auto& [id, type] : act.types().types()) {
    for (const auto& field : type.fields) {
      if (!field.handed_over.is_set() || field.is_retired) continue;
      for (auto& record : all_records(act, id, {equal_to(field.id, person)})) {
        if (records::is_handed_over(act.db(), act.types(), environment, record, field))
          found.push_back(held(std::move(record), field, person, nullptr));
      }
    }
  }
  return found;
}

std::vector<HeldRecord> records_ending(Act& act, std::string_view person) {
  const records::Environment environment = act.granted_environment({});
  std::vector<HeldRecord> found;
  for (const auto& [id, type] : act.types().types()) {
    for (const auto& field : type.fields) {
      const auto* ending = type.transition(field.when_leaving);
      if (ending == nullptr || field.is_retired) continue;
      for (auto& record : all_records(act, id, {equal_to(field.id, person)})) {
        if (records::may_leave(type, *ending, record.state) &&
            !records::has_ended(act.db(), act.types(), environment, record) &&
            !is_guarded(act, environment, record, *ending))
          found.push_back(held(std::move(record), field, person, ending));
      }
    }
  }
  return found;
}

base::Result<void> hand_record(Act& act, const HeldRecord& held, std::string_view person) {
  auto handed =
      records::hand_over(act.tx(), act.types(), act.granted_environment({}), held.place, person);
  if (!handed) return std::move(handed).error().at(held.id());
  return {};
}

base::Result<void> end_with_leaver(Act& act, const HeldRecord& held) {
  auto ended = records::end_with_leaver(act.tx(), act.types(), act.granted_environment({}),
                                        held.place.ref, held.ending->id);
  if (!ended) return std::move(ended).error().at(held.id());
  return {};
}

}  // namespace app
