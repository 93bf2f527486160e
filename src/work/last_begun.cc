#include "work/last_begun.h"

namespace work {

LastBegun last_begun(storage::Connection& db, std::string_view person) {
  LastBegun last;
  for (const auto& row : db.query("SELECT process, started_at FROM work_instance WHERE starter = ? "
                                  "ORDER BY started_at DESC LIMIT 100",
                                  {std::string(person)}))
    last.emplace(row.text(0), base::Time{row.integer(1)});
  return last;
}

}  // namespace work
