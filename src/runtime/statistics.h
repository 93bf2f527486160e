// How many instances run and have incidents, in groups, with the names of the compatible API.
#pragma once

#include "storage/search.h"

namespace runtime {

// Running instances by process over all its versions, and by version. Filtered by the process.
const storage::Searchable& instances_by_process();
const storage::Searchable& instances_by_version();
// Running instances with open incidents, by message; and by version and message, filtered by
// `errorMessage`, which is not shown.
const storage::Searchable& instances_by_error();
const storage::Searchable& instances_by_version_and_error();
// Message subscriptions that wait, by version of their process.
const storage::Searchable& subscriptions_by_version();

}  // namespace runtime
