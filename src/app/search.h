// Finding records of every type from one place.
#pragma once

#include "app/workspace.h"

namespace app {

// Records that the caller may read and that hold every word, by number, text or pinyin initials:
// {items: [{type, record}]}, at most eight; those whose number begins so come first, then the
// newest. Without words none.
base::Result<base::Json> find_records(Workspace& workspace, const Caller& caller,
                                      std::string_view words);

}  // namespace app
