// Private to the module: what goes with words that somebody says in a matter.
#pragma once

#include <string>
#include <vector>

#include "work/acts.h"

namespace work {

// With its text trimmed. Refuses with work.text_required, work.unknown_person and, for whom the
// record keeps away from its work, in the record's words.
base::Result<Remark> checked(Context& context, const engine::RecordRef& record,
                             const Remark& remark);
// As the history has it.
base::JsonObject json_of(const Remark& remark);
// Whoever may read the matter may read the files from now on.
void keep_files(storage::Tx& tx, int64_t instance, const std::vector<std::string>& files);

struct Matter {
  int64_t instance = 0;
  base::Text headline;
  std::string link;
};
// Those whom the remark names take part in the matter from now on, and each is told.
void tell_mentioned(Context& context, const Matter& matter, const Remark& remark);

}  // namespace work
