// What stands in the model for the worker of a job beside its variables.
#pragma once

#include <string>

#include "engine/rows.h"

namespace engine {

// By name, what stands at the job's element, at the process when the job hangs on the instance
// itself, and at its listener, which goes before both; of a user task that is a job its people and
// dates, too.
feel::Value job_headers(const Instance& instance, const JobRow& job);

// The same as JSON; empty when it is only what stands at the element, which is stored with the
// definition. Of one that is over it is not known any more, and empty.
std::string headers_to_store(const Instance& instance, const JobRow& job);

}  // namespace engine
