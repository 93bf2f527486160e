// The warning light of an open task (预警灯): green, yellow, red by the share of its time that is
// used.
#pragma once

#include <optional>
#include <string_view>

#include "work/task.h"

namespace work {

// jw:light: "60%, 90%": yellow and red from these shares on; "60%": red when it is due; "none".
// Nothing said: 80%.
struct LightRule {
  int64_t yellow = 80;
  int64_t red = 100;
  bool is_shown = true;
};
std::optional<LightRule> parse_light(std::string_view text);  // nothing: cannot be read

enum class Light { Green, Yellow, Red };
std::string_view name_of(Light light);
// Empty where the task has no due date, shows no light, or is over. While it is suspended its light
// stays as it was.
std::optional<Light> light_of(storage::Connection& db, int64_t task, base::Time now);

// The task has its due date, or another: its light is counted from the day it came, in working time
// where the due date is.
void count_light(Context& context, int64_t task);

}  // namespace work
