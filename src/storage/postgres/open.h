// Workspaces on a PostgreSQL server: a schema each, and one more for its attachments.
#pragma once

#include "storage/database.h"

namespace storage::postgres {

// All throw Failure when the server cannot be reached.
base::Result<std::unique_ptr<Database>> open(const Settings& settings);
std::unique_ptr<Connection> open_attachments(const Settings& settings);
void drop_workspace(const Settings& settings);
// The schema of a workspace; its attachments lie in <schema>_attachments.
std::string schema_of(const Settings& settings);

}  // namespace storage::postgres
