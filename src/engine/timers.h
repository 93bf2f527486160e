// When timers fire. Pure: the time and the calendar are handed in.
#pragma once

#include <string>

#include "engine/rows.h"
#include "engine/step.h"

namespace engine {

// Sets when the event fires first (due, repetitions, interval); `value` is what its text evaluated
// to. Gives what is wrong, empty when nothing is.
std::string plan_timer(const CompiledEvent& event, const feel::Value& value,
                       const Surroundings& around, TimerRow& row);
// Moves a cycle on to its next firing; false when it is over or no cycle. One without an end passes
// over what lies before now, so that after a standstill it comes once and then as usual.
bool plan_again(const Surroundings& around, TimerRow& row);
// How far the firings are apart, of what a row keeps as its interval: "P1D", or cron.
std::string period_of(const std::string& interval);

}  // namespace engine
