// What is known of people's part in a process instance that is taken out of the tables.
#pragma once

#include "storage/connection.h"

namespace work {

// Tasks, opinions, copies and drafts of the instance are gone; notices that were sent and letters
// stay.
void forget_instance(storage::Connection& db, int64_t instance);

}  // namespace work
