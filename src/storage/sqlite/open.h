// Workspaces in a folder: `jingwei.db`, `attachments.db` and the lock.
#pragma once

#include "storage/database.h"

namespace storage::sqlite {

// Both throw Failure or filesystem_error when a file cannot be opened.
base::Result<std::unique_ptr<Database>> open(const Settings& settings);
std::unique_ptr<Connection> open_attachments(const Settings& settings);

}  // namespace storage::sqlite
