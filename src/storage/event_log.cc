#include "storage/event_log.h"

namespace storage {
namespace {

constexpr std::string_view columns =
    "SELECT position, at, person, on_behalf_of, door, act, subject_type, subject, root_type, root, "
    "clause, changes FROM event ";

StoredEvent read(const Row& row) {
  StoredEvent stored;
  stored.position = row.integer(0);
  stored.at = {row.integer(1)};
  stored.actor = {row.text(2), row.text(3), row.text(4)};
  stored.event = {row.text(5), row.text(6),  row.text(7), row.text(8),
                  row.text(9), row.text(10), {}};
  auto changes = base::parse_json(row.text(11));
  base::ensure(changes.ok(), "stored changes of an event are JSON");
  stored.event.changes = std::move(changes).value();
  return stored;
}

std::vector<StoredEvent> select(Connection& db, std::string_view condition,
                                const std::vector<Cell>& parameters) {
  std::vector<StoredEvent> events;
  db.each(std::string(columns) + std::string(condition), parameters, [&](const Row& row) {
    events.push_back(read(row));
    return true;
  });
  return events;
}

}  // namespace

base::Json told(const base::Json& value) {
  constexpr size_t bytes_max = 1000;
  return base::print(value).size() > bytes_max ? base::Json("…") : value;
}

base::JsonObject told_each(const base::JsonObject& values) {
  base::JsonObject out;
  for (const auto& [name, value] : values) out[name] = told(value);
  return out;
}

void append_event(Tx& tx, const Event& event) {
  tx.db.write(
      "INSERT INTO event (at, person, on_behalf_of, door, act, subject_type, subject, root_type, "
      "root, clause, changes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {tx.now.micros, tx.actor.person, tx.actor.on_behalf_of, tx.actor.door, event.act,
       event.subject_type, event.subject, event.root_type, event.root, event.clause,
       base::print(event.changes)});
}

std::vector<StoredEvent> events_of_subject(Connection& db, std::string_view subject_type,
                                           std::string_view subject) {
  return select(db, "WHERE subject_type = ? AND subject = ? ORDER BY position",
                {std::string(subject_type), std::string(subject)});
}

std::vector<StoredEvent> events_of_root(Connection& db, std::string_view root_type,
                                        std::string_view root) {
  return select(db, "WHERE root_type = ? AND root = ? ORDER BY position",
                {std::string(root_type), std::string(root)});
}

std::vector<StoredEvent> events_after(Connection& db, int64_t position, int64_t limit,
                                      const std::vector<std::string>& acts) {
  std::vector<Cell> parameters{position};
  std::string named;
  for (const std::string& act : acts) {
    const bool is_module = act.ends_with('.');
    named += named.empty() ? " AND (" : " OR ";
    named += is_module ? "substr(act, 1, ?) = ?" : "act = ?";
    if (is_module) parameters.emplace_back(static_cast<int64_t>(act.size()));
    parameters.emplace_back(act);
  }
  if (!named.empty()) named += ")";
  parameters.emplace_back(limit);
  return select(db, "WHERE position > ?" + named + " ORDER BY position LIMIT ?", parameters);
}

int64_t last_position(Connection& db) {
  return db.first("SELECT MAX(position) FROM event")->integer(0);
}

}  // namespace storage
