#include "work/steps/changed_people.h"

#include <algorithm>

#include "org/leaving.h"

namespace work {

bool has_changed_people(storage::Connection& db, int64_t instance, const std::string& element) {
  return db
      .first("SELECT 1 FROM work_step_person WHERE instance = ? AND element = ?",
             {instance, element})
      .has_value();
}

std::vector<CandidateEntry> with_changed_people(storage::Connection& db, int64_t instance,
                                                const std::string& element,
                                                std::vector<CandidateEntry> entries) {
  if (instance == 0) return entries;
  const auto rows = db.query(
      "SELECT person, mode FROM work_step_person WHERE instance = ? AND element = ? ORDER BY place",
      {instance, element});
  for (const storage::Row& row : rows) {
    if (row.text(1) == "replace") {
      entries.clear();
      break;
    }
  }
  for (const storage::Row& row : rows) {
    const std::string present = org::present_successor(db, row.text(0));
    entries.push_back({CandidateEntry::Kind::Person, present.empty() ? row.text(0) : present, 1});
  }
  return entries;
}

void keep_changed_people(storage::Tx& tx, int64_t instance, const std::string& element,
                         std::string_view mode, const std::vector<std::string>& persons) {
  if (mode != "add") {
    tx.db.execute("DELETE FROM work_step_person WHERE instance = ? AND element = ?",
                  {instance, element});
  }
  int64_t place = tx.db
                      .first(
                          "SELECT coalesce(max(place) + 1, 0) FROM work_step_person WHERE "
                          "instance = ? AND element = ?",
                          {instance, element})
                      ->integer(0);
  for (const std::string& person : persons) {
    tx.db.execute(
        "INSERT INTO work_step_person (instance, element, place, person, mode) VALUES (?, ?, ?, ?, "
        "?)",
        {instance, element, place++, person, std::string(mode)});
  }
}

}  // namespace work
