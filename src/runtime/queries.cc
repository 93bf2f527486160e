#include "runtime/queries.h"

#include "feel/exact_json.h"
#include "runtime/store/instances.h"
#include "runtime/variable_search.h"

namespace runtime {

namespace {

using storage::Row;

std::optional<base::Time> time_at(const Row& row, size_t column) {
  if (row.is_null(column)) return {};
  return base::Time{row.integer(column)};
}

constexpr std::string_view kInstance =
    "SELECT i.key, i.definition, d.id, d.name, d.version, i.state, i.is_suspended, "
    "EXISTS (SELECT 1 FROM incident n WHERE n.instance = i.key AND n.resolved_at IS NULL), "
    "i.record_type, i.record_id, "
    "i.starter, i.parent_instance, i.started_at, i.ended_at, i.end_reason "
    "FROM process_instance i JOIN definition d ON d.key = i.definition ";

InstanceView instance_of(const Row& row) {
  InstanceView view;
  view.key = row.integer(0);
  view.definition = row.integer(1);
  view.process_id = row.text(2);
  view.process_name = row.text(3);
  view.version = static_cast<int>(row.integer(4));
  view.state = row.text(5);
  view.is_suspended = row.integer(6) != 0;
  view.has_incident = row.integer(7) != 0;
  view.record_type = row.text(8);
  view.record_id = row.integer(9);
  view.starter = row.text(10);
  view.parent_instance = row.integer(11);
  view.started_at = {row.integer(12)};
  view.ended_at = time_at(row, 13);
  view.end_reason = row.text(14);
  return view;
}

std::string where(const InstanceFilter& filter, std::vector<storage::Cell>& parameters) {
  std::string clauses;
  const auto add = [&](std::string_view clause, storage::Cell value) {
    clauses += clauses.empty() ? "WHERE " : "AND ";
    clauses += clause;
    clauses += " ";
    parameters.push_back(std::move(value));
  };
  if (!filter.process_id.empty()) add("d.id = ?", filter.process_id);
  if (!filter.state.empty()) add("i.state = ?", filter.state);
  if (!filter.starter.empty()) add("i.starter = ?", filter.starter);
  if (!filter.record_type.empty()) add("i.record_type = ?", filter.record_type);
  if (filter.record_id != 0) add("i.record_id = ?", filter.record_id);
  return clauses;
}

constexpr std::string_view kIncident =
    "SELECT n.key, n.instance, n.element, COALESCE(e.element_id, ''), n.kind, n.message, "
    "n.created_at, n.resolved_at "
    "FROM incident n LEFT JOIN element_instance e ON e.key = n.element ";

IncidentView incident_of(const Row& row) {
  return {row.integer(0), row.integer(1), row.integer(2),   row.text(3),
          row.text(4),    row.text(5),    {row.integer(6)}, time_at(row, 7)};
}

}  // namespace

std::optional<InstanceView> instance(storage::Connection& db, int64_t key) {
  const auto row = db.first(std::string(kInstance) + "WHERE i.key = ?", {key});
  if (!row) return {};
  return instance_of(*row);
}

std::vector<InstanceView> instances(storage::Connection& db, const InstanceFilter& filter) {
  std::vector<storage::Cell> parameters;
  const std::string clauses = where(filter, parameters);
  parameters.push_back(filter.limit);
  parameters.push_back(filter.offset);
  std::vector<InstanceView> result;
  db.each(std::string(kInstance) + clauses + "ORDER BY i.key DESC LIMIT ? OFFSET ?", parameters,
          [&](const Row& row) {
            result.push_back(instance_of(row));
            return true;
          });
  return result;
}

int64_t count_instances(storage::Connection& db, const InstanceFilter& filter) {
  std::vector<storage::Cell> parameters;
  const std::string clauses = where(filter, parameters);
  return db
      .first("SELECT COUNT(*) FROM process_instance i JOIN definition d ON d.key = i.definition " +
                 clauses,
             parameters)
      ->integer(0);
}

std::vector<ElementView> elements(storage::Connection& db, int64_t key) {
  std::vector<ElementView> result;
  db.each(
      "SELECT key, scope, element_id, kind, state, loop, started_at, ended_at, actor FROM "
      "element_instance "
      "WHERE instance = ? AND kind <> 'adHocSubProcessInnerInstance' ORDER BY key",
      {key}, [&](const Row& row) {
        result.push_back({row.integer(0),
                          row.integer(1),
                          row.text(2),
                          row.text(3),
                          row.text(4),
                          static_cast<int>(row.integer(5)),
                          {row.integer(6)},
                          time_at(row, 7),
                          row.text(8)});
        return true;
      });
  return result;
}

std::vector<FlowView> taken_flows(storage::Connection& db, int64_t key) {
  std::vector<FlowView> result;
  db.each("SELECT flow_id, times FROM sequence_flow WHERE instance = ? ORDER BY flow_id", {key},
          [&](const Row& row) {
            result.push_back({row.text(0), row.integer(1)});
            return true;
          });
  return result;
}

base::Json variables(storage::Connection& db, int64_t key) { return local_variables(db, key, key); }

std::vector<IncidentView> incidents(storage::Connection& db, int64_t key) {
  std::vector<IncidentView> result;
  db.each(std::string(kIncident) + "WHERE n.instance = ? ORDER BY n.key", {key},
          [&](const Row& row) {
            result.push_back(incident_of(row));
            return true;
          });
  return result;
}

std::vector<IncidentView> open_incidents(storage::Connection& db, int64_t limit) {
  std::vector<IncidentView> result;
  db.each(std::string(kIncident) + "WHERE n.resolved_at IS NULL ORDER BY n.key DESC LIMIT ?",
          {limit}, [&](const Row& row) {
            result.push_back(incident_of(row));
            return true;
          });
  return result;
}

std::vector<JobView> open_jobs(storage::Connection& db, const JobFilter& filter) {
  std::vector<JobView> result;
  std::string clauses = "WHERE j.state IN ('open', 'activated', 'failed') ";
  std::vector<storage::Cell> parameters;
  if (filter.instance != 0) {
    clauses += "AND j.instance = ? ";
    parameters.push_back(filter.instance);
  }
  if (!filter.type.empty()) {
    clauses += "AND j.type = ? ";
    parameters.push_back(filter.type);
  }
  parameters.push_back(filter.limit);
  db.each(
      "SELECT j.key, j.instance, COALESCE(e.element_id, d.id), j.type, j.state, j.retries, j.error "
      "FROM job j JOIN process_instance i ON i.key = j.instance JOIN definition d ON d.key = "
      "i.definition LEFT JOIN element_instance e ON e.key = j.element " +
          clauses + "ORDER BY j.key LIMIT ?",
      parameters, [&](const Row& row) {
        result.push_back({row.integer(0), row.integer(1), row.text(2), row.text(3), row.text(4),
                          static_cast<int>(row.integer(5)), row.text(6)});
        return true;
      });
  return result;
}

std::vector<DefinitionView> definitions(storage::Connection& db) {
  std::vector<DefinitionView> result;
  db.each(
      "SELECT key, id, name, version, file, deployed_at FROM definition d WHERE kind = 'process' "
      "AND version = "
      "(SELECT MAX(version) FROM definition l WHERE l.kind = 'process' AND l.id = d.id) ORDER BY "
      "id",
      {}, [&](const Row& row) {
        result.push_back({row.integer(0),
                          row.text(1),
                          row.text(2),
                          static_cast<int>(row.integer(3)),
                          row.text(4),
                          {row.integer(5)}});
        return true;
      });
  return result;
}

std::optional<std::string> definition_xml(storage::Connection& db, int64_t definition) {
  const auto row =
      db.first("SELECT content FROM definition WHERE key = ? AND kind = 'process'", {definition});
  if (!row) return {};
  return row->text(0);
}

std::optional<int64_t> latest_definition(storage::Connection& db, std::string_view process_id) {
  const auto row = db.first(
      "SELECT key FROM definition WHERE kind = 'process' AND id = ? ORDER BY version DESC LIMIT 1",
      {std::string(process_id)});
  if (!row) return {};
  return row->integer(0);
}

std::optional<ProcessVersion> process_version(storage::Connection& db, int64_t definition) {
  const auto row = db.first("SELECT id, version FROM definition WHERE key = ?", {definition});
  if (!row) return {};
  return ProcessVersion{definition, row->text(0), row->integer(1)};
}

std::optional<int64_t> definition_of_version(storage::Connection& db, std::string_view process_id,
                                             int64_t version) {
  if (version == -1) return latest_definition(db, process_id);
  const auto row =
      db.first("SELECT key FROM definition WHERE kind = 'process' AND id = ? AND version = ?",
               {std::string(process_id), version});
  if (!row) return {};
  return row->integer(0);
}

}  // namespace runtime
