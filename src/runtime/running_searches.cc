#include "runtime/running_searches.h"

#include <algorithm>
#include <array>
#include <span>

#include "runtime/error_hash.h"

namespace runtime {

namespace {

using storage::FieldKind;
using storage::Searchable;
using storage::SearchField;

constexpr std::string_view tenant = "'<default>'";

// What every row of a running process shows of its instance `i` and definition `d`.
std::vector<SearchField> with_process(std::vector<SearchField> own) {
  own.push_back({"processDefinitionId", "d.id"});
  own.push_back({"processDefinitionKey", "d.key", FieldKind::Key});
  own.push_back({"processInstanceKey", "i.key", FieldKind::Key});
  own.push_back({"rootProcessInstanceKey", "i.root", FieldKind::Key});
  own.push_back({"tenantId", tenant});
  return own;
}

SearchField filter_only(SearchField field) {
  field.is_shown = false;
  return field;
}

// Asked of rows beside the one that is found.
SearchField other(std::string_view name, std::string_view column, FieldKind kind,
                  std::string_view within, std::vector<std::string_view> choices = {}) {
  return {name, column, kind, std::move(choices), false, within};
}

// Asked of one of an instance's elements; the index of elements by instance serves it.
SearchField of_element(std::string_view name, std::string_view column,
                       FieldKind kind = FieldKind::Text,
                       std::vector<std::string_view> choices = {}) {
  return other(name, column, kind,
               "EXISTS (SELECT 1 FROM element_instance e WHERE e.instance = i.key AND %)",
               std::move(choices));
}

// Read once, by the index of items by batch.
constexpr std::string_view kOfBatch =
    "i.key IN (SELECT b.instance FROM batch_operation_item b WHERE %)";

constexpr std::string_view kOfOpenIncident =
    "i.key IN (SELECT n.instance FROM incident n WHERE n.resolved_at IS NULL AND %)";

constexpr std::string_view kElementState =
    "CASE e.state WHEN 'active' THEN 'ACTIVE' WHEN 'completed' THEN 'COMPLETED' ELSE 'TERMINATED' "
    "END";

// Its own, or one of what it has called and what was called from there: those are looked up from
// the open incidents, once, and only when a call activity that waits is asked.
constexpr std::string_view kElementHasIncident =
    "(EXISTS (SELECT 1 FROM incident o WHERE o.element = e.key AND o.instance = i.key AND "
    "o.resolved_at IS NULL) OR (n.type = 'CALL_ACTIVITY' AND e.state = 'ACTIVE' AND e.key IN ("
    "WITH RECURSIVE up(element, instance) AS (SELECT p.parent_element, p.parent_instance FROM "
    "incident o JOIN process_instance p ON p.key = o.instance WHERE o.resolved_at IS NULL AND "
    "p.parent_instance IS NOT NULL UNION SELECT p.parent_element, p.parent_instance FROM up u JOIN "
    "process_instance p ON p.key = u.instance WHERE p.parent_instance IS NOT NULL) SELECT element "
    "FROM up)))";

std::vector<std::string_view> element_states() { return {"ACTIVE", "COMPLETED", "TERMINATED"}; }

// As the compatible interface names them; the last two are ours.
std::vector<std::string_view> element_types() {
  return {"UNSPECIFIED",
          "PROCESS",
          "SUB_PROCESS",
          "EVENT_SUB_PROCESS",
          "AD_HOC_SUB_PROCESS",
          "AD_HOC_SUB_PROCESS_INNER_INSTANCE",
          "START_EVENT",
          "INTERMEDIATE_CATCH_EVENT",
          "INTERMEDIATE_THROW_EVENT",
          "BOUNDARY_EVENT",
          "END_EVENT",
          "SERVICE_TASK",
          "RECEIVE_TASK",
          "USER_TASK",
          "MANUAL_TASK",
          "TASK",
          "EXCLUSIVE_GATEWAY",
          "INCLUSIVE_GATEWAY",
          "PARALLEL_GATEWAY",
          "EVENT_BASED_GATEWAY",
          "SEQUENCE_FLOW",
          "MULTI_INSTANCE_BODY",
          "CALL_ACTIVITY",
          "BUSINESS_RULE_TASK",
          "SCRIPT_TASK",
          "SEND_TASK",
          "UNKNOWN",
          "COMPLEX_GATEWAY",
          "TRANSACTION"};
}

std::vector<std::string_view> error_types() {
  return {"UNSPECIFIED",
          "UNKNOWN",
          "IO_MAPPING_ERROR",
          "JOB_NO_RETRIES",
          "CONDITION_ERROR",
          "EXTRACT_VALUE_ERROR",
          "CALLED_ELEMENT_ERROR",
          "UNHANDLED_ERROR_EVENT",
          "MESSAGE_SIZE_EXCEEDED",
          "CALLED_DECISION_ERROR",
          "DECISION_EVALUATION_ERROR",
          "FORM_NOT_FOUND",
          "RESOURCE_NOT_FOUND",
          "EXECUTION_LISTENER_NO_RETRIES",
          "TASK_LISTENER_NO_RETRIES",
          "AD_HOC_SUB_PROCESS_NO_RETRIES",
          "SECRET_RESOLUTION_ERROR"};
}

}  // namespace

const Searchable& process_instances() {
  static const Searchable table{
      "process_instance i JOIN definition d ON d.key = i.definition "
      "LEFT JOIN instance_tags t ON t.instance = i.key LEFT JOIN instance_business_id u ON "
      "u.instance = i.key WHERE 1 = 1",
      "i.key",
      {{"processDefinitionId", "d.id"},
       {"processDefinitionName", "NULLIF(d.name, '')"},
       {"processDefinitionVersion", "d.version", FieldKind::Integer},
       {"processDefinitionVersionTag", "NULLIF(d.version_tag, '')"},
       {"startDate", "i.started_at", FieldKind::Instant},
       {"endDate", "i.ended_at", FieldKind::Instant},
       {"state",
        kInstanceState,
        FieldKind::Text,
        {"ACTIVE", "SUSPENDED", "COMPLETED", "TERMINATED"}},
       {"suspendedDate", "NULL", FieldKind::Instant},
       {"hasIncident", kHasIncident, FieldKind::Boolean},
       {"tenantId", tenant},
       {"processInstanceKey", "i.key", FieldKind::Key},
       {"processDefinitionKey", "d.key", FieldKind::Key},
       {"parentProcessInstanceKey", "i.parent_instance", FieldKind::Key},
       {"parentElementInstanceKey", "i.parent_element", FieldKind::Key},
       {"rootProcessInstanceKey", "i.root", FieldKind::Key},
       {"tags", "t.tags", FieldKind::List},
       {"businessId", "u.business_id"},
       other("variables", "v.value", FieldKind::Pairs,
             // Of any scope, as in Camunda.
             "EXISTS (SELECT 1 FROM variable_shown v WHERE v.instance = i.key AND v.name = ? AND "
             "%)"),
       of_element("elementId", "e.element_id"),
       of_element("elementInstanceState", kElementState, FieldKind::Text, element_states()),
       of_element("hasElementInstanceIncident",
                  "EXISTS (SELECT 1 FROM incident o WHERE o.instance = e.instance AND o.element = "
                  "e.key AND o.resolved_at IS NULL)",
                  FieldKind::Boolean),
       other("errorMessage", "n.message", FieldKind::Text, kOfOpenIncident),
       // Its numbers come as messages, see search_process_instances.
       other("incidentErrorHashCode", "n.message", FieldKind::Text, kOfOpenIncident),
       filter_only({"hasRetriesLeft",
                    "EXISTS (SELECT 1 FROM job j WHERE j.instance = i.key AND j.error IS NOT NULL "
                    "AND j.retries > 0)",
                    FieldKind::Boolean}),
       other("batchOperationKey", "b.batch", FieldKind::Key, kOfBatch),
       other("batchOperationId", "b.batch", FieldKind::Key, kOfBatch)},
      FieldKind::Key,
      "SELECT COUNT(*) FROM process_instance",
      "process_instance i WHERE 1 = 1"};
  return table;
}

base::Result<base::Json> search_process_instances(storage::Connection& db,
                                                  const base::Json& request) {
  const auto named = with_messages_of_hashes(db, request);
  if (!named) return named.error();
  if (!*named) return storage::nothing_found();
  return storage::search(db, process_instances(), **named);
}

// An activation in an ad-hoc sub-process is called as what it has begun.
constexpr std::string_view kElementName =
    "COALESCE(NULLIF(n.name, ''), NULLIF(CASE WHEN e.key = i.key THEN d.name END, ''), "
    "CASE e.type WHEN 'AD_HOC_SUB_PROCESS_INNER_INSTANCE' THEN ("
    "SELECT COALESCE(NULLIF(m.name, ''), c.element_id) FROM element_instance c LEFT JOIN "
    "definition_element m ON m.definition = COALESCE(c.definition, d.key) AND m.element_id = "
    "c.element_id WHERE "
    "c.instance = i.key AND c.scope = e.key ORDER BY c.key LIMIT 1) END, e.element_id, d.id)";

namespace {

// Those whose keys a statement of its own gives; empty: all.
std::string elements_alone(const std::string& keys) {
  const auto among = [&](const std::string& key) {
    return keys.empty() ? "" : " WHERE " + key + " IN (" + keys + ")";
  };
  return "(SELECT e.key, e.instance, e.scope, e.element_id, e.definition, e.started_at, "
         "e.ended_at, CASE e.role WHEN 1 THEN 'MULTI_INSTANCE_BODY' WHEN 4 THEN "
         "'AD_HOC_SUB_PROCESS_INNER_INSTANCE' END AS type, "
         "CASE e.state WHEN 'active' THEN 'ACTIVE' WHEN 'completed' THEN 'COMPLETED' ELSE "
         "'TERMINATED' END AS state FROM element_instance e" +
         among("e.key") +
         " UNION ALL SELECT p.key, p.key, NULL, NULL, NULL, p.started_at, p.ended_at, 'PROCESS', "
         "CASE p.state WHEN 'active' THEN 'ACTIVE' WHEN 'completed' THEN 'COMPLETED' ELSE "
         "'TERMINATED' END FROM process_instance p" +
         among("p.key") + ") e";
}
std::string elements_among(const std::string& keys) {
  return elements_alone(keys) +
         " JOIN process_instance i ON i.key = e.instance JOIN definition d ON d.key = "
         "i.definition LEFT JOIN definition_element n ON n.definition = COALESCE(e.definition, "
         "d.key) AND n.element_id = e.element_id WHERE 1 = 1";
}

constexpr std::string_view kElementsWithIncidents =
    "WITH RECURSIVE up(element, instance) AS (SELECT o.element, o.instance FROM incident o WHERE "
    "o.resolved_at IS NULL UNION SELECT p.parent_element, p.parent_instance FROM up u JOIN "
    "process_instance p ON p.key = u.instance WHERE p.parent_instance IS NOT NULL) SELECT element "
    "FROM up";

// The keys of the elements of one or more incidents that are named; empty: none is.
std::string elements_of_incidents(const base::Json& named) {
  static const Searchable table{"incident o WHERE o.resolved_at IS NULL",
                                "o.key",
                                {{"incidentKey", "o.key", FieldKind::Key}}};
  const base::Json* one = named.is_string() ? &named : base::find(named, "$eq");
  const base::Json* some = base::find(named, "$in");
  if (!one && !some) return "";
  const base::Json list = one ? base::Json(base::JsonArray{*one}) : *some;
  const auto of_these = storage::filtered(  // a list of keys stands in the statement itself
      table, base::JsonObject{{"incidentKey", base::JsonObject{{"$in", list}}}});
  if (!of_these) return "";  // refused where all of it is read
  return "SELECT o.element FROM " + std::string(table.from) + of_these->sql;
}

// Few elements have incidents: where only these are asked for, the keys to begin with.
std::string keys_to_begin_with(const base::Json& request) {
  const base::Json* filter = base::find(request, "filter");
  if (!filter) return "";
  if (const base::Json* named = base::find(*filter, "incidentKey")) {
    if (std::string keys = elements_of_incidents(*named); !keys.empty()) return keys;
  }
  const base::Json* has = base::find(*filter, "hasIncident");
  const bool is_wanted =
      has && (base::is_true(*filter, "hasIncident") || base::is_true(*has, "$eq"));
  return is_wanted ? std::string(kElementsWithIncidents) : "";
}

}  // namespace

const Searchable& element_instances() {
  static const std::string all = elements_among("");
  static const std::string alone = elements_alone("") + " WHERE 1 = 1";
  static const Searchable table{
      all,
      "e.key",
      with_process(
          {{"startDate", "e.started_at", FieldKind::Instant},
           {"endDate", "e.ended_at", FieldKind::Instant},
           {"elementId", "COALESCE(e.element_id, d.id)"},
           {"elementName", kElementName},
           {"type", "COALESCE(e.type, n.type, 'UNKNOWN')", FieldKind::Text, element_types()},
           {"state", "e.state", FieldKind::Text, element_states()},
           {"hasIncident", kElementHasIncident, FieldKind::Boolean},
           {"elementInstanceKey", "e.key", FieldKind::Key},
           {"incidentKey",
            "(SELECT MIN(o.key) FROM incident o WHERE o.element = e.key AND o.instance = i.key AND "
            "o.resolved_at IS NULL)",
            FieldKind::Key},
           filter_only({"elementInstanceScopeKey", "e.scope", FieldKind::Key})}),
      FieldKind::Key,
      "SELECT (SELECT COUNT(*) FROM element_instance) + (SELECT COUNT(*) FROM process_instance)",
      alone};
  return table;
}

namespace {

// What element_instances() brings together. No index tells when they began, as it would be written
// with every element: what is sorted by that is one narrow table, read once.
std::span<const Searchable> element_tables() {
  static const std::array<Searchable, 2> tables{
      Searchable{"element_instance e WHERE 1 = 1",
                 "e.key",
                 {{"elementInstanceKey", "e.key", FieldKind::Key},
                  {"startDate", "e.started_at", FieldKind::Instant}}},
      Searchable{"process_instance p WHERE 1 = 1",
                 "p.key",
                 {{"elementInstanceKey", "p.key", FieldKind::Key},
                  {"startDate", "p.started_at", FieldKind::Instant}}}};
  return tables;
}

// Of all elements of all time only those of the page are shown.
base::Result<base::Json> page_of_all_elements(storage::Connection& db, const base::Json& request,
                                              const storage::Filtered& keys) {
  std::string page;
  int64_t count = 0;
  db.each(keys.sql, keys.parameters, [&](const storage::Row& row) {
    page += (count++ == 0 ? "" : ",") + std::to_string(row.integer(0));
    return true;
  });
  const std::string among = elements_among(count == 0 ? "NULL" : page);
  Searchable table = element_instances();
  table.from = among;
  table.alone = {};
  const base::Json* sort = base::find(request, "sort");
  return storage::search(
      db, table,
      base::JsonObject{{"sort", sort ? *sort : base::Json(nullptr)},
                       {"page", base::JsonObject{{"limit", std::max<int64_t>(count, 1)}}}});
}

}  // namespace

base::Result<base::Json> search_element_instances(storage::Connection& db,
                                                  const base::Json& request) {
  if (const auto keys = storage::keys_of_page(element_tables(), request))
    return page_of_all_elements(db, request, *keys);
  const std::string keys = keys_to_begin_with(request);
  if (keys.empty()) return storage::search(db, element_instances(), request);
  const std::string among = elements_among(keys);
  Searchable table = element_instances();
  table.from = among;
  table.alone = {};
  return storage::search(db, table, request);
}

const Searchable& jobs() {
  static const Searchable table{
      "every_job j JOIN process_instance i ON i.key = j.instance JOIN definition d ON d.key = "
      "i.definition LEFT JOIN element_instance e ON e.key = j.element LEFT JOIN definition_element "
      "n ON n.definition = COALESCE(e.definition, d.key) AND n.element_id = e.element_id LEFT JOIN "
      "instance_business_id u ON "
      "u.instance = i.key WHERE 1 = 1",
      "j.key",
      with_process(
          {{"customHeaders", "COALESCE(j.headers, n.headers, '{}')", FieldKind::Json},
           {"deadline", "NULLIF(j.deadline, 0)", FieldKind::Instant},
           {"deniedReason", "j.denied"},
           {"elementId", "COALESCE(e.element_id, d.id)"},
           {"elementInstanceKey", "COALESCE(e.key, i.key)", FieldKind::Key},
           {"endTime", "j.ended_at", FieldKind::Instant},
           {"errorCode", "j.error_code"},
           {"errorMessage", "j.error"},
           {"hasFailedWithRetriesLeft",
            "j.error IS NOT NULL AND j.retries > 0 AND j.ended_at IS NULL", FieldKind::Boolean},
           {"isDenied",
            "CASE WHEN j.denied IS NOT NULL THEN 1 WHEN j.state = 'completed' AND j.kind IN "
            "('assigning', 'updating', 'completing') THEN 0 END",
            FieldKind::Boolean},
           {"jobKey", "j.key", FieldKind::Key},
           {"kind",
            "CASE WHEN j.kind IN ('start', 'end', 'listener') THEN 'EXECUTION_LISTENER' WHEN "
            "j.kind = "
            "'ad_hoc' THEN 'AD_HOC_SUB_PROCESS' WHEN j.kind = 'work' THEN 'BPMN_ELEMENT' ELSE "
            "'TASK_LISTENER' END",
            FieldKind::Text,
            {"BPMN_ELEMENT", "EXECUTION_LISTENER", "TASK_LISTENER", "AD_HOC_SUB_PROCESS"}},
           {"listenerEventType",
            "CASE WHEN j.kind IN ('work', 'listener', 'ad_hoc') THEN 'UNSPECIFIED' ELSE "
            "UPPER(j.kind) END",
            FieldKind::Text,
            {"UNSPECIFIED", "START", "END", "CREATING", "ASSIGNING", "UPDATING", "COMPLETING",
             "CANCELING"}},
           {"businessId", "u.business_id"},
           {"retries", "j.retries", FieldKind::Integer},
           {"state",
            "CASE WHEN j.state = 'failed' AND j.error_code IS NULL THEN 'FAILED' WHEN j.state IN "
            "('failed', 'error_thrown') THEN 'ERROR_THROWN' WHEN j.state = 'completed' THEN "
            "'COMPLETED' WHEN j.state = 'canceled' THEN 'CANCELED' ELSE 'CREATED' END",
            FieldKind::Text,
            {"CREATED", "COMPLETED", "FAILED", "RETRIES_UPDATED", "TIMED_OUT", "TIMEOUT_UPDATED",
             "PRIORITY_UPDATED", "ERROR_THROWN", "CANCELED", "MIGRATED"}},
           {"type", "j.type"},
           {"worker", "COALESCE(j.worker, '')"},
           {"creationTime", "COALESCE(j.created_at, e.started_at, i.started_at)",
            FieldKind::Instant},
           {"lastUpdateTime", "j.changed_at", FieldKind::Instant},
           {"priority", "j.priority", FieldKind::Integer}}),
      FieldKind::Key,
      "SELECT COUNT(*) FROM every_job",
      "every_job j WHERE 1 = 1"};
  return table;
}

const Searchable& incidents() {
  static const Searchable table{
      "incident n JOIN process_instance i ON i.key = n.instance JOIN definition d ON d.key = "
      "i.definition LEFT JOIN element_instance e ON e.key = n.element WHERE 1 = 1",
      "n.key",
      with_process(
          {{"errorType",
            "CASE WHEN n.kind IN ('CALLED_DECISION_ERROR', 'CALLED_ELEMENT_ERROR', "
            "'CONDITION_ERROR', 'DECISION_EVALUATION_ERROR', 'EXECUTION_LISTENER_NO_RETRIES', "
            "'EXTRACT_VALUE_ERROR', 'FORM_NOT_FOUND', 'IO_MAPPING_ERROR', 'JOB_NO_RETRIES', "
            "'TASK_LISTENER_NO_RETRIES', 'AD_HOC_SUB_PROCESS_NO_RETRIES', "
            "'UNHANDLED_ERROR_EVENT') THEN n.kind ELSE 'UNKNOWN' END",
            FieldKind::Text, error_types()},
           {"errorMessage", "n.message"},
           {"elementId", "COALESCE(e.element_id, d.id)"},
           {"creationTime", "n.created_at", FieldKind::Instant},
           {"state",
            "CASE WHEN n.resolved_at IS NULL THEN 'ACTIVE' ELSE 'RESOLVED' END",
            FieldKind::Text,
            {"ACTIVE", "PENDING", "RESOLVED", "MIGRATED"}},
           {"incidentKey", "n.key", FieldKind::Key},
           {"elementInstanceKey", "n.element", FieldKind::Key},
           {"jobKey", "NULLIF(n.job, 0)", FieldKind::Key}}),
      FieldKind::Key,
      "SELECT COUNT(*) FROM incident",
      "incident n WHERE 1 = 1"};
  return table;
}

namespace {

// What was called from an instance, and from that.
constexpr std::string_view kOfTree =
    "n.instance IN (WITH RECURSIVE tree(key) AS (SELECT r.key FROM process_instance r WHERE % "
    "UNION SELECT e.called_instance FROM tree t JOIN element_instance e ON e.instance = t.key "
    "WHERE "
    "e.called_instance IS NOT NULL) SELECT key FROM tree)";

// What is inside an element, and what was called from there: of each incident of its instance and
// of what that has called, whether the way outwards leads over the element.
constexpr std::string_view kBelow =
    "n.key IN (WITH RECURSIVE tree(key, root) AS (SELECT r.instance, r.key FROM element_instance r "
    "WHERE % UNION SELECT e.called_instance, t.root FROM tree t JOIN element_instance e ON "
    "e.instance = t.key WHERE e.called_instance IS NOT NULL), "
    "up(incident, element, instance, root) AS (SELECT o.key, o.element, o.instance, t.root FROM "
    "tree t JOIN incident o ON o.instance = t.key UNION SELECT u.incident, "
    "CASE WHEN e.key IS NULL OR e.scope = u.instance THEN p.parent_element ELSE e.scope END, "
    "CASE WHEN e.key IS NULL OR e.scope = u.instance THEN p.parent_instance ELSE u.instance END, "
    "u.root FROM up u JOIN process_instance p ON p.key = u.instance LEFT JOIN element_instance e "
    "ON "
    "e.key = u.element WHERE u.element <> u.root) "
    "SELECT u.incident FROM up u WHERE u.element = u.root)";

Searchable incidents_by(std::string_view within) {
  Searchable table = incidents();
  table.fields.push_back(other(kWithin, "r.key", FieldKind::Key, within));
  return table;
}

}  // namespace

const Searchable& incidents_of_instance() {
  static const Searchable table = incidents_by(kOfTree);
  return table;
}

const Searchable& incidents_of_element() {
  static const Searchable table = incidents_by(kBelow);
  return table;
}

const Searchable& message_subscriptions() {
  static const Searchable table{
      "subscription s JOIN process_instance i ON i.key = s.instance JOIN definition d ON d.key = "
      "i.definition LEFT JOIN element_instance e ON e.key = s.owner WHERE s.kind = 'message'",
      "s.key",
      with_process({{"messageSubscriptionKey", "s.key", FieldKind::Key},
                    {"elementId", "s.element_id"},
                    {"elementInstanceKey", "s.owner", FieldKind::Key},
                    {"messageSubscriptionState",
                     "'CREATED'",
                     FieldKind::Text,
                     {"CREATED", "CORRELATED", "DELETED", "MIGRATED"}},
                    {"lastUpdatedDate", "COALESCE(e.started_at, i.started_at)", FieldKind::Instant},
                    {"messageName", "s.name"},
                    {"correlationKey", "s.correlation_key"},
                    {"messageSubscriptionType",
                     "'PROCESS_EVENT'",
                     FieldKind::Text,
                     {"PROCESS_EVENT", "START_EVENT"}},
                    {"processDefinitionName", "NULLIF(d.name, '')"},
                    {"processDefinitionVersion", "d.version", FieldKind::Integer},
                    {"toolName", "NULL"},
                    {"toolProperties", "'{}'", FieldKind::Json},
                    {"inboundConnectorType", "NULL"}}),
      FieldKind::Key,
      "SELECT COUNT(*) FROM subscription WHERE kind = 'message'",
      "subscription s WHERE s.kind = 'message'"};
  return table;
}

const Searchable& correlated_messages() {
  static const Searchable table{
      "correlated_message c JOIN process_instance i ON i.key = c.instance JOIN definition d ON "
      "d.key = i.definition LEFT JOIN instance_business_id u ON u.instance = i.key WHERE 1 = 1",
      "c.message || ':' || c.subscription",
      with_process({{"businessId", "u.business_id"},
                    {"correlationKey", "c.correlation_key"},
                    {"correlationTime", "c.correlated_at", FieldKind::Instant},
                    {"elementId", "c.element_id"},
                    {"elementInstanceKey", "c.element", FieldKind::Key},
                    {"messageKey", "c.message", FieldKind::Key},
                    {"messageName", "c.name"},
                    {"partitionId", "1", FieldKind::Integer},
                    {"subscriptionKey", "c.subscription", FieldKind::Key}}),
      FieldKind::Text, "SELECT COUNT(*) FROM correlated_message"};
  return table;
}

std::vector<Caller> call_hierarchy(storage::Connection& db, int64_t instance) {
  std::vector<Caller> out;
  for (int64_t key = instance; key != 0;) {
    const auto row = db.first(
        "SELECT i.key, d.key, d.id, d.name, i.parent_instance FROM process_instance i "
        "JOIN definition d ON d.key = i.definition WHERE i.key = ?",
        {key});
    if (!row) break;
    out.push_back({row->integer(0), row->integer(1), row->text(2), row->text(3)});
    key = row->is_null(4) ? 0 : row->integer(4);
  }
  std::reverse(out.begin(), out.end());
  return out;
}

void store_tags(storage::Connection& db, int64_t instance, const std::vector<std::string>& tags) {
  if (tags.empty()) return;
  std::string stored = ",";
  for (const auto& tag : tags) stored += tag + ",";
  db.execute("INSERT INTO instance_tags (instance, tags) VALUES (?, ?)", {instance, stored});
}

}  // namespace runtime
