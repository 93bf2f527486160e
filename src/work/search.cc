#include "work/search.h"

#include <string>

#include "base/text.h"

namespace work {
namespace {

const std::string index = "\"work_instance_terms\"";

}  // namespace

void make_search(storage::Connection& db) {
  for (const std::string& sql : db.dialect().make_full_text(index)) db.execute(sql, {});
  if (db.first("SELECT 1 FROM " + index + " LIMIT 1", {})) return;
  for (const storage::Row& row : db.query("SELECT id, search FROM work_instance", {}))
    index_instance(db, row.integer(0), row.text(1));
}

void forget_indexed(storage::Connection& db, int64_t key) {
  db.execute_late("DELETE FROM " + index + " WHERE rowid = ?", {key});
}

void index_instance(storage::Connection& db, int64_t key, std::string_view text) {
  forget_indexed(db, key);
  db.execute_late("INSERT INTO " + index + " (rowid, terms) VALUES (?, ?)",
                  {key, base::index_terms(text)});
}

std::vector<int64_t> find_instances(storage::Connection& db, std::string_view words,
                                    int64_t limit) {
  const std::string query = base::search_query(words);
  if (query.empty()) return {};
  std::vector<int64_t> keys;
  for (const storage::Row& row :
       db.query("SELECT rowid FROM " + index + " WHERE " + db.dialect().has_terms(index) +
                    " ORDER BY rowid DESC LIMIT ?",
                {query, limit})) {
    keys.push_back(row.integer(0));
  }
  return keys;
}

}  // namespace work
