#include "runtime/closing.h"

namespace runtime {

namespace {

void note(storage::Tx& tx, std::string_view act, const std::string& process,
          const engine::RecordRef& subject, base::JsonObject changes) {
  storage::append_event(tx, {"process." + std::string(act), "process", process, subject.type,
                             subject ? std::to_string(subject.id) : "", "", std::move(changes)});
}

}  // namespace

std::optional<Closing> closing(storage::Connection& db, std::string_view process) {
  const auto row = db.first("SELECT reason, person, at FROM closed_process WHERE process_id = ?",
                            {std::string(process)});
  if (!row) return {};
  return Closing{row->text(0), row->text(1), {row->integer(2)}};
}

void close_process(storage::Tx& tx, const std::string& process, const std::string& reason) {
  tx.db.execute("DELETE FROM closed_process WHERE process_id = ?", {process});
  tx.db.execute("INSERT INTO closed_process (process_id, reason, person, at) VALUES (?, ?, ?, ?)",
                {process, reason, tx.actor.person, tx.now.micros});
  note(tx, "closed", process, {}, {{"reason", reason}});
}

void open_process(storage::Tx& tx, const std::string& process) {
  if (tx.db.execute("DELETE FROM closed_process WHERE process_id = ?", {process}) > 0)
    note(tx, "opened", process, {}, {});
}

bool is_skipped(storage::Tx& tx, const Starting& starting) {
  if (!closing(tx.db, starting.process)) return false;
  note(tx, "start_skipped", starting.process, starting.subject,
       {{"trigger", starting.trigger}, {"name", starting.name}});
  return true;
}

}  // namespace runtime
