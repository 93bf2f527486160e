// What people were told inside the program, and who has read what they told others.
#pragma once

#include "app/workspace.h"

namespace app {

enum class NoticeChoice { All, Unread };
base::Result<base::Json> list_notices(Workspace& workspace, const Caller& caller,
                                      NoticeChoice choice, const Page& page);
// Empty `ids`: all of them.
base::Result<void> read_notices(Workspace& workspace, const Caller& caller,
                                const std::vector<int64_t>& ids);
// What the caller urged and copied to others, with who has read it and when.
base::Result<base::Json> list_sent_notices(Workspace& workspace, const Caller& caller,
                                           const Page& page);

}  // namespace app
