#include "runtime/open_elements.h"

namespace runtime {

namespace {

// From each open incident of what was called upwards, until the instance itself is reached.
constexpr std::string_view kOpen =
    "WITH RECURSIVE tree(key) AS (SELECT r.key FROM process_instance r WHERE r.key = ? UNION "
    "SELECT e.called_instance FROM tree t JOIN element_instance e ON e.instance = t.key WHERE "
    "e.called_instance IS NOT NULL AND e.state = 'active'), "
    "up(element, instance) AS (SELECT o.element, o.instance FROM incident o WHERE o.resolved_at IS "
    "NULL AND o.instance IN (SELECT key FROM tree) UNION SELECT "
    "CASE WHEN e.key IS NULL OR e.scope = u.instance THEN p.parent_element ELSE e.scope END, "
    "CASE WHEN e.key IS NULL OR e.scope = u.instance THEN p.parent_instance ELSE u.instance END "
    "FROM up u JOIN process_instance p ON p.key = u.instance LEFT JOIN element_instance e ON e.key "
    "= u.element WHERE u.instance <> ?) "
    "SELECT e.key, e.instance, e.scope, COALESCE(e.called_instance, 0), "
    "CASE e.role WHEN 2 THEN e.loop ELSE 0 END, e.element_id, "
    "COALESCE(NULLIF(n.name, ''), e.element_id), "
    "CASE e.role WHEN 1 THEN 'MULTI_INSTANCE_BODY' WHEN 4 THEN "
    "'AD_HOC_SUB_PROCESS_INNER_INSTANCE' ELSE COALESCE(n.type, 'UNKNOWN') END, "
    "COALESCE(NULLIF(d.name, ''), d.id) "
    "FROM element_instance e JOIN process_instance i ON i.key = e.instance JOIN definition d ON "
    "d.key = i.definition LEFT JOIN definition_element n ON n.definition = COALESCE(e.definition, "
    "d.key) AND n.element_id = e.element_id WHERE e.key IN (SELECT a.key FROM element_instance a "
    "WHERE a.instance = ? AND a.state = 'active' UNION SELECT element FROM up) "
    "ORDER BY e.key LIMIT ?";

}  // namespace

std::vector<OpenElement> open_elements(storage::Connection& db, int64_t instance, int64_t limit) {
  std::vector<OpenElement> out;
  for (const auto& row : db.query(kOpen, {instance, instance, instance, limit})) {
    out.push_back({row.integer(0), row.integer(1), row.integer(2), row.integer(3), row.integer(4),
                   row.text(5), row.text(6), row.text(7), row.text(8)});
  }
  return out;
}

}  // namespace runtime
