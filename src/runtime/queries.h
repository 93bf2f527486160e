// What was committed, for pages and lists. Any thread, any connection.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/time.h"
#include "storage/connection.h"

namespace runtime {

struct DefinitionView {
  int64_t key = 0;
  std::string process_id;
  std::string name;
  int version = 0;
  std::string file;
  base::Time deployed_at;
};

struct ProcessVersion {
  int64_t definition = 0;
  std::string process_id;
  int64_t version = 0;
};

struct InstanceView {
  int64_t key = 0;
  int64_t definition = 0;
  std::string process_id;
  std::string process_name;
  int version = 0;
  std::string state;  // active, completed, canceled
  bool is_suspended = false;
  bool has_incident = false;
  std::string record_type;
  int64_t record_id = 0;
  std::string starter;
  int64_t parent_instance = 0;
  base::Time started_at;
  std::optional<base::Time> ended_at;
  std::string end_reason;
};

struct ElementView {
  int64_t key = 0;
  int64_t scope = 0;
  std::string element_id;
  std::string kind;   // BPMN tag: userTask …
  std::string state;  // active, completed, terminated
  int loop = 0;
  base::Time started_at;
  std::optional<base::Time> ended_at;
  std::string actor;
};

struct FlowView {
  std::string flow_id;
  int64_t count = 0;
};

struct IncidentView {
  int64_t key = 0;
  int64_t instance = 0;
  int64_t element = 0;
  std::string element_id;
  std::string kind;
  std::string message;
  base::Time created_at;
  std::optional<base::Time> resolved_at;
};

struct JobView {
  int64_t key = 0;  // of the element instance that waits for it
  int64_t instance = 0;
  std::string element_id;
  std::string type;
  std::string state;  // open, activated, failed
  int retries = 0;
  std::string error;
};

struct JobFilter {
  int64_t instance = 0;
  std::string type = {};
  int64_t limit = 100;
};

struct InstanceFilter {
  std::string process_id = {};
  std::string state = {};
  std::string starter = {};
  std::string record_type = {};
  int64_t record_id = 0;
  int64_t limit = 50;
  int64_t offset = 0;
};

std::optional<InstanceView> instance(storage::Connection& db, int64_t key);
// Newest first.
std::vector<InstanceView> instances(storage::Connection& db, const InstanceFilter& filter);
int64_t count_instances(storage::Connection& db, const InstanceFilter& filter);
// In the order in which they began.
std::vector<ElementView> elements(storage::Connection& db, int64_t instance);
std::vector<FlowView> taken_flows(storage::Connection& db, int64_t instance);
// Variables of the instance itself, {name: value}.
base::Json variables(storage::Connection& db, int64_t instance);
std::vector<IncidentView> incidents(storage::Connection& db, int64_t instance);
std::vector<IncidentView> open_incidents(storage::Connection& db, int64_t limit);
// Oldest first.
std::vector<JobView> open_jobs(storage::Connection& db, const JobFilter& filter);
// Latest version of each process.
std::vector<DefinitionView> definitions(storage::Connection& db);
// The XML as it was deployed; empty when there is none.
std::optional<std::string> definition_xml(storage::Connection& db, int64_t definition);
std::optional<int64_t> latest_definition(storage::Connection& db, std::string_view process_id);
std::optional<ProcessVersion> process_version(storage::Connection& db, int64_t definition);
// -1: the latest version.
std::optional<int64_t> definition_of_version(storage::Connection& db, std::string_view process_id,
                                             int64_t version);

}  // namespace runtime
