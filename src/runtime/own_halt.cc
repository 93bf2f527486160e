#include "runtime/own_halt.h"

namespace runtime {

void note_own_halt(storage::Tx& tx, int64_t instance) {
  tx.db.execute("INSERT INTO own_halt (instance) VALUES (?) ON CONFLICT DO NOTHING", {instance});
}

void drop_own_halt(storage::Tx& tx, int64_t instance) {
  tx.db.execute("DELETE FROM own_halt WHERE instance = ?", {instance});
}

bool has_own_halt(storage::Connection& db, int64_t instance) {
  return db.first("SELECT 1 FROM own_halt WHERE instance = ?", {instance}).has_value();
}

}  // namespace runtime
