// Records in which a person has a place when he leaves: it goes to another (Field::handed_over),
// or the record ends with it (Field::when_leaving).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/inside/act.h"

namespace app {

struct HeldRecord {
  records::Record record;
  records::Place place;
  base::Text field_title;
  const records::Transition* ending = nullptr;

  std::string id() const;  // "desk_task/12/owner"
};

// Those that have not ended, whoever may read them: in which another takes his place, ...
std::vector<HeldRecord> records_held(Act& act, std::string_view person);
// ... and which end with him, each with the transition in `ending`.
std::vector<HeldRecord> records_ending(Act& act, std::string_view person);
// As records::hand_over; a refusal says at which record.
base::Result<void> hand_record(Act& act, const HeldRecord& held, std::string_view person);
base::Result<void> end_with_leaver(Act& act, const HeldRecord& held);

}  // namespace app
