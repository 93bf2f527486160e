#include "work/files.h"

#include <string>

namespace work {

std::vector<int64_t> instances_with_file(storage::Connection& db, std::string_view file) {
  const std::string quoted = "\"" + std::string(file) + "\"";
  std::vector<int64_t> found;
  for (const storage::Row& row :
       db.query("SELECT DISTINCT t.instance FROM work_seat s JOIN work_task t ON t.id = s.task"
                " WHERE instr(s.signature, ?) > 0 OR instr(s.variables, ?) > 0"
                " UNION SELECT instance FROM variable WHERE instr(value, ?) > 0"
                " UNION SELECT instance FROM variable_part WHERE instr(items, ?) > 0"
                " UNION SELECT instance FROM work_remark_file WHERE file = ?",
                {quoted, quoted, quoted, quoted, std::string(file)}))
    found.push_back(row.integer(0));
  return found;
}

bool is_of_remark(storage::Connection& db, int64_t instance, std::string_view file) {
  return db
      .first("SELECT 1 FROM work_remark_file WHERE file = ? AND instance = ?",
             {std::string(file), instance})
      .has_value();
}

bool has_letter_with_file(storage::Connection& db, std::string_view file, std::string_view person) {
  return db
      .first(
          "SELECT 1 FROM work_letter_file f JOIN work_letter l ON l.id = f.letter"
          " WHERE f.file = ? AND (l.sender = ? OR l.followed_by = ? OR EXISTS ("
          "SELECT 1 FROM work_letter_receipt r WHERE r.letter = l.id AND r.person = ?))",
          {std::string(file), std::string(person), std::string(person), std::string(person)})
      .has_value();
}

bool is_in_letter(storage::Connection& db, std::string_view file) {
  return db.first("SELECT 1 FROM work_letter_file WHERE file = ?", {std::string(file)}).has_value();
}

bool works_on(storage::Connection& db, const engine::RecordRef& record, std::string_view person) {
  return db
      .first(
          "SELECT 1 FROM work_seat s JOIN work_task t ON t.id = s.task"
          " WHERE s.written_type = ? AND s.written_id = ? AND (s.person = ? OR EXISTS ("
          "SELECT 1 FROM work_task o JOIN work_candidate c ON c.task = o.id"
          " WHERE o.instance = t.instance AND o.state = 'open' AND c.person = ?))",
          {record.type, record.id, std::string(person), std::string(person)})
      .has_value();
}

}  // namespace work
