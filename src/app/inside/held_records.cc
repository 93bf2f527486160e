#include "app/inside/held_records.h"

#include "app/inside/duty_records.h"

namespace app {

std::string HeldRecord::id() const {
  return record.ref.type + "/" + std::to_string(record.ref.id) + "/" + field;
}

std::vector<HeldRecord> records_held(Act& act, std::string_view person) {
  std::vector<HeldRecord> found;
  for (const auto& [id, type] : act.types().types()) {
    for (const auto& field : type.fields) {
      if (!field.is_handed_over || field.is_retired) continue;
      for (auto& record : all_records(act, id, {equal_to(field.id, person)})) {
        if (!type.is_last(record.state))
          found.push_back({std::move(record), field.id, field.title, nullptr});
      }
    }
  }
  return found;
}

std::vector<HeldRecord> records_ending(Act& act, std::string_view person) {
  std::vector<HeldRecord> found;
  for (const auto& [id, type] : act.types().types()) {
    for (const auto& field : type.fields) {
      const auto* ending = type.transition(field.when_leaving);
      if (ending == nullptr || field.is_retired) continue;
      for (auto& record : all_records(act, id, {equal_to(field.id, person)})) {
        if (records::may_leave(type, *ending, record.state))
          found.push_back({std::move(record), field.id, field.title, ending});
      }
    }
  }
  return found;
}

base::Result<void> hand_record(Act& act, const HeldRecord& held, std::string_view person) {
  auto handed = records::hand_over(act.tx(), act.types(), act.granted_environment({}),
                                   held.record.ref, held.field, person);
  if (!handed) return std::move(handed).error().at(held.id());
  return {};
}

base::Result<void> end_with_leaver(Act& act, const HeldRecord& held) {
  auto ended = records::transition(act.tx(), act.types(), act.granted_environment({}),
                                   held.record.ref, held.ending->id);
  if (!ended) return std::move(ended).error().at(held.id());
  return {};
}

}  // namespace app
