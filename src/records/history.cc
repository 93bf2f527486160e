// What happened to a record, read from the one history.
#include <algorithm>

#include "records/acts/act.h"
#include "records/changes_since.h"
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

std::vector<LaterChange> changes_since(storage::Connection& db, const Catalogue& catalogue,
                                       const Environment& environment, const Record& record,
                                       int64_t seen) {
  std::vector<LaterChange> fields;
  const FieldNames untold = untold_fields(db, catalogue, environment, record);
  int64_t unseen = record.version - seen;
  for (const HistoryEntry& entry : history(db, record.ref)) {
    if (!is_change(entry)) continue;
    if (unseen-- <= 0) break;
    const std::string who = name_of_person(db, environment, entry.person);
    const std::string when = display_time(entry.at, environment.zone).zh;
    for (const auto& [name, change] : entry.changes.as_object()) {
      if (name == "transition" || name == "leaver" || untold.contains(std::string_view(name)))
        continue;
      const base::Json* old = base::find(change, "old");
      auto found = std::ranges::find(fields, std::string(name), &LaterChange::field);
      if (found == fields.end()) {
        const base::Text how{who + " 于 " + when + " 更改", "changed by " + who + ", " + when};
        found = fields.insert(fields.end(), {std::string(name), {}, entry.person, how});
      }
      found->seen = old ? *old : base::Json();
    }
  }
  return fields;
}

bool is_same_value(const base::Json& a, const base::Json& b) {
  const auto is_empty = [](const base::Json& value) {
    return value.is_null() || (value.is_string() && value.as_string().empty()) ||
           (value.is_array() && value.as_array().empty());
  };
  return a == b || (is_empty(a) && is_empty(b));
}

namespace {

base::Missing missing_of(const RecordType& type, const LaterChange& later) {
  return {base::Missing::Kind::Field, later.field, label_of(type, later.field), later.how};
}

}  // namespace

base::Error changed_meanwhile(storage::Connection& db, const Catalogue& catalogue,
                              const Environment& environment, const Record& record, int64_t seen) {
  base::Error error = base::refusal("records.changed_meanwhile");
  const RecordType& type = *catalogue.type(record.ref.type);
  for (const LaterChange& later : changes_since(db, catalogue, environment, record, seen)) {
    error.missing.push_back(missing_of(type, later));
  }
  return error;
}

Typed typed_since(storage::Connection& db, const Catalogue& catalogue,
                  const Environment& environment, const Record& record, int64_t seen,
                  const base::JsonObject& values) {
  Typed typed{values, {}};
  for (const LaterChange& later : changes_since(db, catalogue, environment, record, seen)) {
    const base::Json* mine = values.if_contains(later.field);
    if (!mine) continue;
    const base::Json* stored = record.values.if_contains(later.field);
    const base::Json now = stored ? *stored : base::Json();
    if (is_same_value(*mine, later.seen) || is_same_value(*mine, now)) {
      typed.values.erase(later.field);
    } else if (!is_same_value(later.seen, now)) {
      typed.both.push_back(missing_of(*catalogue.type(record.ref.type), later));
    }
  }
  return typed;
}

}  // namespace records
