// The records of duties as values: what pack common calls them and what their fields mean.
#pragma once

#include "app/inside/act.h"
#include "work/duty_rule.h"

namespace app {

inline constexpr std::string_view duty_type = "duty";
inline constexpr std::string_view duty_sheet_type = "duty_sheet";
inline constexpr std::string_view duty_item_type = "duty_item";

struct Duty {
  records::Ref ref;
  std::string name;
  std::string position;  // or
  std::string person;
  work::DutyRule rule;
  base::Time made_at;
  std::vector<std::string> receivers;           // persons
  std::vector<std::string> receiver_positions;  // and who holds these
  std::optional<int64_t> escalate_hours;
  base::JsonObject values;
};
Duty duty_of(const records::Record& record);

struct DutyItem {
  records::Ref ref;
  std::string state;
  int64_t duty = 0;
  std::string name;
  std::string person;
  std::string period;
  base::Time due_at;
  std::vector<std::string> superiors;
  int64_t sheet = 0;
  std::string place;  // a unit; empty: none is named
};
DutyItem item_of(const records::Record& record);

// What the story says of lateness where the item went this way at that moment: that its deadline
// passed, that it came late and by how much, or that it was sent back too late. Empty where it was
// in time. `zone`: whose clock tells the deadline.
base::Text lateness_of(const DutyItem& item, std::string_view transition, base::Time at,
                       std::string_view zone);

// Who has assigned a duty: who made it, or who stood above and has changed it last.
std::string assigner_of(const records::Record& duty);

// Persons that a duty, or an item, names.
std::vector<std::string> receivers_in(const records::Record& record);

// The units that the holder of a sheet answers for.
std::vector<std::string> places_in(const records::Record& sheet);

std::string id_text(const records::Ref& ref);
// The field has exactly this value.
records::FieldFilter equal_to(std::string_view field, std::string_view value);
// Every record of a type that the filter lets pass, whoever may read it.
std::vector<records::Record> all_records(Act& act, std::string_view type,
                                         const std::vector<records::FieldFilter>& where);

}  // namespace app
