#include "work/archive.h"

#include "storage/event_log.h"

namespace work {

namespace {

constexpr std::string_view columns = "SELECT until, days, person, at FROM work_archive";

base::Time until(const ArchiveRule& rule, base::Time now) {
  return rule.days > 0 ? now - base::days(rule.days) : rule.until;
}

void note(storage::Tx& tx, std::string_view act, const std::string& process,
          base::JsonObject changes) {
  storage::append_event(
      tx, {"process." + std::string(act), "process", process, "", "", "", std::move(changes)});
}

}  // namespace

std::optional<Archive> archive_of(storage::Connection& db, std::string_view process) {
  const auto row =
      db.first(std::string(columns).append(" WHERE process = ?"), {std::string(process)});
  if (!row) return {};
  return Archive{{{row->integer(0)}, row->integer(1)}, row->text(2), {row->integer(3)}};
}

void archive(storage::Tx& tx, const std::string& process, const ArchiveRule& rule) {
  tx.db.execute("DELETE FROM work_archive WHERE process = ?", {process});
  tx.db.execute(
      "INSERT INTO work_archive (process, until, days, person, at) VALUES (?, ?, ?, ?, ?)",
      {process, rule.until.micros, rule.days, tx.actor.person, tx.now.micros});
  base::JsonObject said;
  if (rule.days > 0) {
    said["days"] = rule.days;
  } else {
    said["until"] = base::print_utc(rule.until);
  }
  note(tx, "archived", process, std::move(said));
}

void unarchive(storage::Tx& tx, const std::string& process) {
  if (tx.db.execute("DELETE FROM work_archive WHERE process = ?", {process}) > 0)
    note(tx, "unarchived", process, {});
}

int64_t count_archived(storage::Connection& db, std::string_view process, base::Time now) {
  return db
      .first(
          "SELECT count(*) FROM work_instance i WHERE i.process = ? AND i.state <> 'deleted' AND " +
              std::string(archived_condition),
          {std::string(process), now.micros})
      ->integer(0);
}

Archived archived_at(storage::Connection& db, base::Time now) {
  Archived found;
  for (const storage::Row& row : db.query("SELECT process, until, days FROM work_archive", {}))
    found[row.text(0)] = until({{row.integer(1)}, row.integer(2)}, now);
  return found;
}

bool is_archived(const Archived& archived, const Instance& instance) {
  const auto found = archived.find(instance.process);
  return found != archived.end() && instance.ended_at && *instance.ended_at < found->second;
}

bool is_any_archived(storage::Connection& db) {
  return db.first("SELECT 1 FROM work_archive LIMIT 1", {}).has_value();
}

}  // namespace work
