// The verbs of a scenario: each does what a person does at the door, through the same functions of
// `app`.
#pragma once

#include "base/result.h"
#include "scenario/world.h"

namespace scenario {

// Does the step's act. Refusals of the program are given back; Mistake is thrown when the scenario
// is wrong.
base::Result<void> act(Scene& scene, const Step& step);

// A task and somebody who can see it.
struct FoundTask {
  int64_t key = 0;
  std::string person;
};
// The newest task of an element, limited to a record when `record` is set: first one that `person`
// sees, then anybody's. Refuses with scenario.no_task.
base::Result<FoundTask> find_task(Scene& scene, std::string_view element, const RecordName& record,
                                  const std::string& person);

// The newest instance bound to the record; 0 when there is none.
int64_t instance_of(Scene& scene, const RecordName& record);

}  // namespace scenario
