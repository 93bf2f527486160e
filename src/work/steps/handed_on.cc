#include "work/steps/handed_on.h"

namespace work {

bool comes_back(std::string_view kind) {
  return kind == handed_returned || kind == handed_asking || kind == handed_to_signers;
}

void note_handed_on(storage::Tx& tx, int64_t task, const std::string& person,
                    std::string_view kind) {
  tx.db.execute(
      "INSERT INTO work_handed_on (task, person, kind, at) VALUES (?, ?, ?, ?) ON CONFLICT (task, "
      "person) DO UPDATE SET kind = excluded.kind, at = excluded.at",
      {task, person, std::string(kind), tx.now.micros});
  if (!comes_back(kind))
    tx.db.execute("DELETE FROM work_draft WHERE task = ? AND person = ?", {task, person});
}

std::string handed_on(storage::Connection& db, int64_t task, std::string_view person) {
  const auto row = db.first("SELECT kind FROM work_handed_on WHERE task = ? AND person = ?",
                            {task, std::string(person)});
  return row ? row->text(0) : std::string();
}

}  // namespace work
