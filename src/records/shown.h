// Which fields people meet.
#pragma once

#include "records/record_type.h"

namespace records {

// On pages, in lists and filters, files, search and on paper. A field with `visible_when: false` is
// a note that the rules of its type keep: they, the API and the stored history have it, no page.
bool is_shown(const Field& field);

}  // namespace records
