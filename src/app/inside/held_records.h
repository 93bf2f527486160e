// Records in which a person has a place that goes to another when he leaves
// (Field::is_handed_over).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/inside/act.h"

namespace app {

struct HeldRecord {
  records::Record record;
  std::string field;
  base::Text field_title;

  std::string id() const;  // "desk_task/12/owner"
};

// Those that have not ended, whoever may read them.
std::vector<HeldRecord> records_held(Act& act, std::string_view person);
// As records::hand_over; a refusal says at which record.
base::Result<void> hand_record(Act& act, const HeldRecord& held, std::string_view person);

}  // namespace app
