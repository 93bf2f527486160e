#include "runtime/statistics.h"

#include <string>

#include "runtime/running_searches.h"

namespace runtime {

namespace {

using storage::FieldKind;
using storage::Searchable;
using storage::SearchField;

constexpr std::string_view tenant = "'<default>'";

const std::string incident_or_not =
    "CASE WHEN " + std::string(kHasIncident) + " THEN 1 ELSE 0 END AS incidents ";

SearchField filter_only(SearchField field) {
  field.is_shown = false;
  return field;
}

}  // namespace

const Searchable& instances_by_process() {
  static const std::string from =
      "(SELECT r.id, SUM(r.incidents) AS incidents, COUNT(*) - SUM(r.incidents) AS others FROM "
      "(SELECT d.id, " +
      incident_or_not +
      "FROM process_instance i JOIN definition d ON d.key = i.definition WHERE i.state = 'active') "
      "r GROUP BY r.id) s JOIN definition d ON d.kind = 'process' AND d.id = s.id AND d.version = "
      "(SELECT MAX(l.version) FROM definition l WHERE l.kind = 'process' AND l.id = s.id) WHERE 1 "
      "= "
      "1";
  static const Searchable table{
      from,
      "s.id",
      {{"processDefinitionId", "s.id"},
       {"tenantId", tenant},
       {"latestProcessDefinitionName", "NULLIF(d.name, '')"},
       {"hasMultipleVersions",
        "EXISTS (SELECT 1 FROM definition o WHERE o.kind = 'process' AND o.id = s.id AND o.version "
        "<> d.version)",
        FieldKind::Boolean},
       {"activeInstancesWithoutIncidentCount", "s.others", FieldKind::Integer},
       {"activeInstancesWithIncidentCount", "s.incidents", FieldKind::Integer}},
      FieldKind::Text};
  return table;
}

const Searchable& instances_by_version() {
  static const std::string from =
      "(SELECT r.definition, SUM(r.incidents) AS incidents, COUNT(*) - SUM(r.incidents) AS others "
      "FROM (SELECT i.definition, " +
      incident_or_not +
      "FROM process_instance i WHERE i.state = 'active') r GROUP BY r.definition) s JOIN "
      "definition d ON d.key = s.definition WHERE 1 = 1";
  static const Searchable table{
      from,
      "d.key",
      {{"processDefinitionId", "d.id"},
       {"processDefinitionKey", "d.key", FieldKind::Key},
       {"processDefinitionName", "NULLIF(d.name, '')"},
       {"tenantId", tenant},
       {"processDefinitionVersion", "d.version", FieldKind::Integer},
       {"activeInstancesWithIncidentCount", "s.incidents", FieldKind::Integer},
       {"activeInstancesWithoutIncidentCount", "s.others", FieldKind::Integer}}};
  return table;
}

const Searchable& instances_by_error() {
  static const Searchable table{
      "(SELECT n.message, COUNT(DISTINCT n.instance) AS instances FROM incident n JOIN "
      "process_instance i ON i.key = n.instance WHERE n.resolved_at IS NULL AND i.state = 'active' "
      "GROUP BY n.message) s WHERE 1 = 1",
      "s.message",
      {{"errorMessage", "s.message"},
       {"activeInstancesWithErrorCount", "s.instances", FieldKind::Integer}},
      FieldKind::Text};
  return table;
}

const Searchable& instances_by_version_and_error() {
  static const Searchable table{
      "(SELECT i.definition, n.message, COUNT(DISTINCT n.instance) AS instances FROM incident n "
      "JOIN process_instance i ON i.key = n.instance WHERE n.resolved_at IS NULL AND i.state = "
      "'active' GROUP BY i.definition, n.message) s JOIN definition d ON d.key = s.definition "
      "WHERE 1 = 1",
      "d.key",
      {{"processDefinitionId", "d.id"},
       {"processDefinitionKey", "d.key", FieldKind::Key},
       {"processDefinitionName", "COALESCE(NULLIF(d.name, ''), d.id)"},
       {"processDefinitionVersion", "d.version", FieldKind::Integer},
       {"tenantId", tenant},
       {"activeInstancesWithErrorCount", "s.instances", FieldKind::Integer},
       filter_only({"errorMessage", "s.message"})}};
  return table;
}

const Searchable& subscriptions_by_version() {
  static const Searchable table{
      "(SELECT i.definition, COUNT(*) AS subscriptions, COUNT(DISTINCT s.instance) AS instances "
      "FROM subscription s JOIN process_instance i ON i.key = s.instance WHERE s.kind = 'message' "
      "GROUP BY i.definition) s JOIN definition d ON d.key = s.definition WHERE 1 = 1",
      "d.key",
      {{"processDefinitionId", "d.id"},
       {"tenantId", tenant},
       {"processDefinitionKey", "d.key", FieldKind::Key},
       {"processInstancesWithActiveSubscriptions", "s.instances", FieldKind::Integer},
       {"activeSubscriptions", "s.subscriptions", FieldKind::Integer}}};
  return table;
}

}  // namespace runtime
