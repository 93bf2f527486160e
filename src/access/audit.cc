#include "access/audit.h"

namespace entry {
namespace {

struct Where {
  std::string text = " WHERE 1 = 1";
  std::vector<storage::Cell> parameters;

  void add(std::string_view condition, std::vector<storage::Cell> values) {
    text.append(" AND ").append(condition);
    for (storage::Cell& value : values) parameters.push_back(std::move(value));
  }
};

Where where_of(const AuditFilter& filter) {
  Where where;
  if (!filter.person.empty())
    where.add("(person = ? OR on_behalf_of = ?)", {filter.person, filter.person});
  if (filter.act.ends_with('.')) {
    where.add("substr(act, 1, ?) = ?", {static_cast<int64_t>(filter.act.size()), filter.act});
  } else if (!filter.act.empty()) {
    where.add("act = ?", {filter.act});
  }
  if (!filter.subject_type.empty()) where.add("subject_type = ?", {filter.subject_type});
  if (!filter.subject.empty()) where.add("subject = ?", {filter.subject});
  if (filter.from) where.add("at >= ?", {filter.from->micros});
  if (filter.until) where.add("at < ?", {filter.until->micros});
  if (filter.before > 0) where.add("position < ?", {filter.before});
  return where;
}

AuditEntry entry_of_row(const storage::Row& row) {
  const auto changes = base::parse_json(row.text(9));
  return {row.integer(0), {row.integer(1)},
          row.text(2),    row.text(3),
          row.text(4),    row.text(5),
          row.text(6),    row.text(7),
          row.text(8),    changes ? *changes : base::Json()};
}

}  // namespace

std::vector<AuditEntry> audit(storage::Connection& db, const AuditFilter& filter) {
  Where where = where_of(filter);
  where.parameters.emplace_back(filter.limit);
  std::vector<AuditEntry> found;
  for (const storage::Row& row : db.query("SELECT position, at, person, on_behalf_of, door, act, "
                                          "subject_type, subject, clause, changes FROM event" +
                                              where.text + " ORDER BY position DESC LIMIT ?",
                                          where.parameters)) {
    found.push_back(entry_of_row(row));
  }
  return found;
}

}  // namespace entry
