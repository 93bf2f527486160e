// What must hold after a step: compares what a scenario expects with what is there.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "scenario/world.h"

namespace scenario {

// A difference between expected and actual, where in the expectation.
struct Difference {
  std::string place;  // "record.state", "tasks.lin_hua"
  std::string expected;
  std::string actual;
};

// Every difference of the step's `expect` from what is there.
std::vector<Difference> differences(Scene& scene, const Step& step);
// Differences of the step's `refused` from a refusal.
std::vector<Difference> differences(const packs::Node& refused, const base::Error& error);

// Partial match of values: numbers as numbers, null as empty, "= FEEL" over `?`.
bool matches(Scene& scene, const packs::Node& expected, const base::Json& actual);
// Whether a record has every field of the map `wanted` so.
bool fits(Scene& scene, const packs::Node& wanted, const base::Json& record);

}  // namespace scenario
