// What is decided is what the form showed.
#pragma once

#include "app/inside/task_forms.h"

namespace app {

// Whoever approves, votes or confirms decides on what he saw. Refuses with
// records.changed_meanwhile where others have changed, since version `seen` of the form's record,
// anything that the form shows, as it shows it: what is computed as well, not what it hides, nor
// the state. Names each field, and who changed it. A step of work changes nothing that its form
// leaves as it was, so it goes on.
base::Result<void> check_seen(Act& act, Parts& parts, const work::Task& task, const OpenForm& form,
                              int64_t seen);

}  // namespace app
