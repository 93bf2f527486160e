// How many instances and elements a filter finds, and which.
#include "runtime/error_hash.h"
#include "runtime/running_searches.h"

namespace runtime {

namespace {

std::vector<ElementCounts> count_elements(storage::Connection& db, std::string_view condition,
                                          const std::vector<storage::Cell>& parameters) {
  std::vector<ElementCounts> out;
  const auto rows = db.query(
      "SELECT e.id, "
      "SUM(CASE WHEN e.state = 'active' AND e.has_incident = 0 THEN 1 ELSE 0 END), "
      "SUM(CASE e.state WHEN 'completed' THEN 1 ELSE 0 END), "
      "SUM(CASE e.state WHEN 'terminated' THEN 1 ELSE 0 END), "
      "SUM(e.has_incident) FROM ("
      "SELECT e.element_id AS id, e.state, "
      "CASE WHEN EXISTS (SELECT 1 FROM incident n WHERE n.instance = e.instance AND n.element "
      "= e.key AND n.resolved_at IS NULL) THEN 1 ELSE 0 END AS has_incident "
      "FROM element_instance e WHERE " +
          std::string(condition) + ") e GROUP BY e.id ORDER BY e.id",
      parameters);
  for (const auto& row : rows) {
    out.push_back({row.text(0), row.integer(1), row.integer(2), row.integer(3), row.integer(4)});
  }
  return out;
}

}  // namespace

std::vector<ElementCounts> count_elements_of_instance(storage::Connection& db, int64_t instance) {
  return count_elements(db, "e.instance = ?", {instance});
}

namespace {

// " FROM … WHERE …" of the instances that a filter finds.
base::Result<storage::Filtered> instances_found(storage::Connection& db, const base::Json& filter) {
  const auto named = with_messages_of_hashes(db, base::JsonObject{{"filter", filter}});
  if (!named) return named.error();
  const auto from = " FROM " + std::string(process_instances().from);
  if (!*named) return storage::Filtered{from + " AND 1 = 0", {}};
  auto condition = storage::filtered(process_instances(), (*named)->at("filter"));
  if (condition.ok()) condition->sql = from + condition->sql;
  return condition;
}

}  // namespace

base::Result<std::vector<int64_t>> keys_of_process_instances(
    storage::Connection& db, const base::Json& filter,
    const std::function<bool(std::string_view state)>& is_wanted) {
  const auto found = instances_found(db, filter);
  if (!found) return found.error();
  std::vector<int64_t> keys;
  db.each("SELECT i.key, " + std::string(kInstanceState) + found->sql + " ORDER BY i.key",
          found->parameters, [&](const storage::Row& row) {
            if (is_wanted(row.text(1))) keys.push_back(row.integer(0));
            return true;
          });
  return keys;
}

base::Result<std::vector<ElementCounts>> count_elements_of_definition(storage::Connection& db,
                                                                      int64_t definition,
                                                                      const base::Json& filter) {
  auto found = instances_found(db, filter);
  if (!found) return found.error();
  found->parameters.emplace_back(definition);
  return count_elements(db, "e.instance IN (SELECT i.key" + found->sql + " AND d.key = ?)",
                        found->parameters);
}

base::Result<std::vector<DefinitionCount>> count_running_by_definition(storage::Connection& db,
                                                                       const base::Json& filter) {
  const auto found = instances_found(db, filter);
  if (!found) return found.error();
  std::vector<DefinitionCount> out;
  const auto rows = db.query("SELECT d.key, d.id, d.name, d.version, COUNT(*)" + found->sql +
                                 " AND i.state = 'active' GROUP BY d.key, d.id, d.name, d.version "
                                 "ORDER BY d.id, d.version DESC",
                             found->parameters);
  for (const auto& row : rows)
    out.push_back({row.integer(0), row.text(1), row.text(2), row.integer(3), row.integer(4)});
  return out;
}

base::Result<RunningFound> running_found(storage::Connection& db, const base::Json& filter,
                                         size_t limit) {
  auto found = instances_found(db, filter);
  if (!found) return found.error();
  const auto running = found->sql + " AND i.state = 'active'";
  RunningFound out;
  out.total = db.first("SELECT COUNT(*)" + running, found->parameters)->integer(0);
  found->parameters.emplace_back(static_cast<int64_t>(limit));
  for (const auto& row :
       db.query("SELECT i.key" + running + " ORDER BY i.key LIMIT ?", found->parameters))
    out.first.push_back(row.integer(0));
  return out;
}

}  // namespace runtime
