#include "work/drafts.h"

#include "base/text.h"
#include "work/steps/common.h"

namespace work {
namespace {

constexpr std::string_view columns =
    "SELECT id, task, process, document, saved_at FROM work_draft ";

// Where a new record is filled in stands in the place of the process, which no process is called.
constexpr std::string_view new_record = "new:";

std::string place_of(const NewRecord& record) {
  return std::string(new_record) + record.type + "/" + std::to_string(record.on) + "/" +
         record.link;
}

Draft draft_of_row(const storage::Row& row) {
  const auto document = base::parse_json(row.text(3));
  base::ensure(document.ok(), "a stored draft is JSON");
  Draft draft{row.integer(0),
              row.integer(1),
              {},
              {},
              base::text_or_empty(*document, "outcome"),
              base::text_or_empty(*document, "opinion"),
              {row.integer(4)},
              base::int_or(*document, "record_version", 0)};
  draft.values = base::find(*document, "values")->as_object();
  if (auto record = new_record_at(row.text(2)))
    draft.record = std::move(*record);
  else
    draft.process = row.text(2);
  return draft;
}

std::optional<Draft> one(storage::Connection& db, std::string_view where,
                         const std::vector<storage::Cell>& parameters) {
  const auto row = db.first(std::string(columns).append(where), parameters);
  if (!row) return {};
  return draft_of_row(*row);
}

void store(Context& context, int64_t task, std::string_view process, const Completion& draft) {
  base::JsonObject document{
      {"values", draft.values}, {"outcome", draft.outcome}, {"opinion", draft.opinion}};
  if (draft.record_version) document["record_version"] = *draft.record_version;
  context.tx.db.execute(
      "INSERT INTO work_draft (id, person, task, process, document, saved_at) VALUES (?, ?, ?, ?, "
      "?, ?)"
      " ON CONFLICT (person, task, process) DO UPDATE SET document = excluded.document,"
      " saved_at = excluded.saved_at",
      {context.tx.keys.next(), context.tx.actor.person, task, std::string(process),
       base::print(document), context.tx.now.micros});
  if (context.hooks.signal) context.hooks.signal({"counts", "", {context.tx.actor.person}});
}

}  // namespace

std::optional<NewRecord> new_record_at(std::string_view place) {
  if (!place.starts_with(new_record)) return {};
  const auto parts = base::split(place.substr(new_record.size()), '/');
  base::ensure(parts.size() >= 2, "a stored place of a new record is whole");
  return NewRecord{parts[0], std::stoll(parts[1]), parts.size() > 2 ? parts[2] : ""};
}

base::Result<void> save_task_draft(Context& context, int64_t key, const Completion& draft) {
  const auto task = open_task(context, key);
  if (!task) return task.error();
  if (!seat_for(*task, context.tx.actor.person)) return base::refusal("work.not_yours");
  store(context, key, task->process, draft);
  return {};
}

void save_start_draft(Context& context, std::string_view process, const base::JsonObject& values) {
  Completion draft;
  draft.values = values;
  store(context, 0, process, draft);
}

void save_record_draft(Context& context, const NewRecord& record, const base::JsonObject& values) {
  save_start_draft(context, place_of(record), values);
}

void drop_task_draft(Context& context, int64_t task) {
  context.tx.db.execute("DELETE FROM work_draft WHERE person = ? AND task = ?",
                        {context.tx.actor.person, task});
}

void drop_start_draft(Context& context, std::string_view process) {
  context.tx.db.execute("DELETE FROM work_draft WHERE person = ? AND task = 0 AND process = ?",
                        {context.tx.actor.person, std::string(process)});
}

void drop_record_draft(Context& context, const NewRecord& record) {
  drop_start_draft(context, place_of(record));
}

std::optional<Draft> task_draft(storage::Connection& db, std::string_view person, int64_t task) {
  return one(db, "WHERE person = ? AND task = ?", {std::string(person), task});
}

std::optional<Draft> start_draft(storage::Connection& db, std::string_view person,
                                 std::string_view process) {
  return one(db, "WHERE person = ? AND task = 0 AND process = ?",
             {std::string(person), std::string(process)});
}

std::optional<Draft> record_draft(storage::Connection& db, std::string_view person,
                                  const NewRecord& record) {
  return start_draft(db, person, place_of(record));
}

std::vector<Draft> drafts(storage::Connection& db, std::string_view person, int64_t limit,
                          int64_t offset) {
  std::vector<Draft> found;
  for (const storage::Row& row :
       db.query(std::string(columns) +
                    "WHERE person = ? ORDER BY saved_at DESC, id DESC LIMIT ? OFFSET ?",
                {std::string(person), limit, offset})) {
    found.push_back(draft_of_row(row));
  }
  return found;
}

}  // namespace work
