#include "org/leaving.h"

#include <algorithm>
#include <set>

#include "base/json.h"

namespace org {
namespace {

constexpr std::string_view columns =
    "SELECT person, at, by_person, request, has_failed FROM org_leaving ";

PlannedLeaving planned_of_row(const storage::Row& row) {
  return {row.text(0), {row.integer(1)}, row.text(2), row.text(3), row.integer(4) != 0};
}

void note(storage::Tx& tx, std::string_view act, const std::string& person, base::Json changes) {
  storage::append_event(
      tx, {std::string(act), "person", person, "person", person, "", std::move(changes)});
}

}  // namespace

void name_successor(storage::Tx& tx, std::string_view leaver, std::string_view successor) {
  tx.db.execute("UPDATE org_person SET successor = ? WHERE id = ?",
                {std::string(successor), std::string(leaver)});
}

std::string present_successor(storage::Connection& db, std::string_view person) {
  std::string here(person);
  std::set<std::string> passed;
  while (!here.empty() && passed.insert(here).second) {
    const auto row = db.first("SELECT is_active, successor FROM org_person WHERE id = ?", {here});
    if (!row) return {};
    if (row->integer(0) != 0) return here;
    here = row->text(1);
  }
  return {};
}

std::vector<std::string> present_successor_of(storage::Connection& db, std::string_view person) {
  if (present_successor(db, person) != person) return {};
  std::vector<std::string> found = {std::string(person)};
  for (size_t i = 0; i < found.size(); ++i) {
    for (const storage::Row& row :
         db.query("SELECT id FROM org_person WHERE is_active = 0 AND successor = ?", {found[i]})) {
      if (std::ranges::count(found, row.text(0)) == 0) found.push_back(row.text(0));
    }
  }
  return found;
}

void plan_leaving(storage::Tx& tx, const PlannedLeaving& planned) {
  tx.db.execute(
      "INSERT INTO org_leaving (person, at, by_person, request, has_failed) VALUES (?, ?, ?, ?, 0) "
      "ON CONFLICT (person) DO UPDATE SET at = excluded.at, by_person = excluded.by_person, "
      "request = excluded.request, has_failed = 0",
      {planned.person, planned.at.micros, planned.by, planned.request});
  note(tx, "person.leaving_planned", planned.person,
       base::JsonObject{{"at", base::print_utc(planned.at)}});
}

void fail_leaving(storage::Tx& tx, std::string_view person) {
  tx.db.execute("UPDATE org_leaving SET has_failed = 1 WHERE person = ?", {std::string(person)});
}

void cancel_leaving(storage::Tx& tx, std::string_view person) {
  const int64_t was_planned =
      tx.db.execute("DELETE FROM org_leaving WHERE person = ?", {std::string(person)});
  if (was_planned > 0) note(tx, "person.leaving_canceled", std::string(person), base::JsonObject{});
}

std::optional<PlannedLeaving> planned_leaving(storage::Connection& db, std::string_view person) {
  const auto row = db.first(std::string(columns).append("WHERE person = ?"), {std::string(person)});
  if (!row) return {};
  return planned_of_row(*row);
}

std::vector<PlannedLeaving> planned_leavings(storage::Connection& db) {
  std::vector<PlannedLeaving> found;
  for (const storage::Row& row : db.query(std::string(columns).append("ORDER BY at, person"), {}))
    found.push_back(planned_of_row(row));
  return found;
}

}  // namespace org
