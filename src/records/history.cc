// What happened to a record, read from the one history.
#include <algorithm>

#include "records/acts/act.h"
#include "records/values/display.h"
#include "storage/event_log.h"

namespace records {

namespace {

base::Text label_of(const RecordType& type, const std::string& name) {
  if (const Field* field = type.field(name)) return field->title;
  if (name == "state") return {"状态", "State"};
  return {name, name};
}

bool is_change(const HistoryEntry& entry) {
  return entry.act == "record.created" || entry.act == "record.changed" ||
         entry.act == "record.transitioned";
}

std::string name_of_person(storage::Connection& db, const Environment& environment,
                           const std::string& person) {
  if (!environment.name) return person;
  return environment.name(db, FieldType::Person, person).value_or(person);
}

void add_entries(storage::Connection& db, const std::string& type, int64_t id,
                 std::vector<HistoryEntry>& entries) {
  for (storage::StoredEvent& stored : storage::events_of_subject(db, type, std::to_string(id))) {
    entries.push_back({stored.position, stored.at, stored.actor.person, stored.actor.on_behalf_of,
                       stored.event.act, stored.event.clause, std::move(stored.event.changes)});
  }
}

}  // namespace

std::vector<HistoryEntry> history(storage::Connection& db, const Ref& ref) {
  std::vector<HistoryEntry> entries;
  add_entries(db, ref.type, ref.id, entries);
  for (const storage::Row& row :
       db.query("SELECT was FROM record_type_name WHERE type = ?", {ref.type})) {
    add_entries(db, row.text(0), ref.id, entries);
  }
  std::ranges::sort(entries, std::greater(), &HistoryEntry::position);
  return entries;
}

base::Error changed_meanwhile(storage::Connection& db, const RecordType& type,
                              const Environment& environment, const Record& record, int64_t seen) {
  base::Error error = base::refusal("records.changed_meanwhile");
  int64_t unseen = record.version - seen;
  for (const HistoryEntry& entry : history(db, record.ref)) {
    if (!is_change(entry)) continue;
    if (unseen-- <= 0) break;
    const std::string who = name_of_person(db, environment, entry.person);
    const std::string when = display_time(entry.at, environment.zone).zh;
    for (const auto& [name, change] : entry.changes.as_object()) {
      if (name == "transition") continue;
      const bool is_there = std::ranges::any_of(
          error.missing, [&](const base::Missing& other) { return other.name == name; });
      if (is_there) continue;
      error.missing.push_back({base::Missing::Kind::Field,
                               std::string(name),
                               label_of(type, std::string(name)),
                               {who + " 于 " + when + " 更改", "changed by " + who + ", " + when}});
    }
  }
  return error;
}

}  // namespace records
