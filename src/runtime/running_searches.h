// What can be searched among process instances and all that they wait for, with the names of the
// compatible API.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "storage/search.h"

namespace runtime {

const storage::Searchable& process_instances();
// Whether the instance `i`, or one that it has called, has an open incident. Few have: they and
// their callers are found once for a statement.
inline constexpr std::string_view kHasIncident =
    "i.key IN (WITH RECURSIVE up(key) AS (SELECT o.instance FROM incident o WHERE o.resolved_at IS "
    "NULL UNION SELECT p.parent_instance FROM up u JOIN process_instance p ON p.key = u.key WHERE "
    "p.parent_instance IS NOT NULL) SELECT key FROM up)";
// As which the state of the instance `i` is shown.
inline constexpr std::string_view kInstanceState =
    "CASE i.state WHEN 'active' THEN CASE i.is_suspended WHEN 1 THEN 'SUSPENDED' ELSE 'ACTIVE' END "
    "WHEN 'completed' THEN 'COMPLETED' ELSE 'TERMINATED' END";
// As storage::search, also by `incidentErrorHashCode`.
base::Result<base::Json> search_process_instances(storage::Connection& db,
                                                  const base::Json& request);
// A process instance is the element instance of its process, under the same key.
const storage::Searchable& element_instances();
base::Result<base::Json> search_element_instances(storage::Connection& db,
                                                  const base::Json& request);
const storage::Searchable& jobs();
const storage::Searchable& incidents();
// Those of the instance that the field kWithin names and of all it has called; those of the element
// instance that it names, of what is inside it and of what was called from there.
inline constexpr std::string_view kWithin = "withinKey";
const storage::Searchable& incidents_of_instance();
const storage::Searchable& incidents_of_element();
const storage::Searchable& message_subscriptions();  // those that wait
const storage::Searchable& correlated_messages();    // which message reached whom

// The keys of all that a filter finds and whose state, as it is shown, is wanted; the oldest first.
base::Result<std::vector<int64_t>> keys_of_process_instances(
    storage::Connection& db, const base::Json& filter,
    const std::function<bool(std::string_view state)>& is_wanted);

// How often an element of one or more instances is in which state.
struct ElementCounts {
  std::string element_id;
  int64_t active = 0;  // and without an open incident
  int64_t completed = 0;
  int64_t terminated = 0;
  int64_t incidents = 0;  // that are open
};
std::vector<ElementCounts> count_elements_of_instance(storage::Connection& db, int64_t instance);
// Over those instances of a definition that a filter of process instances finds.
base::Result<std::vector<ElementCounts>> count_elements_of_definition(storage::Connection& db,
                                                                      int64_t definition,
                                                                      const base::Json& filter);

// The running instances that a filter of process instances finds, by definition.
struct DefinitionCount {
  int64_t definition = 0;
  std::string process_id;
  std::string name;
  int64_t version = 0;
  int64_t instances = 0;
};
base::Result<std::vector<DefinitionCount>> count_running_by_definition(storage::Connection& db,
                                                                       const base::Json& filter);
// The oldest of them, at most `limit`, and how many there are.
struct RunningFound {
  std::vector<int64_t> first;
  int64_t total = 0;
};
base::Result<RunningFound> running_found(storage::Connection& db, const base::Json& filter,
                                         size_t limit);

// The instances that called each other down to this one, the outermost first; empty when there is
// none.
struct Caller {
  int64_t instance = 0;
  int64_t definition = 0;
  std::string process_id;
  std::string process_name;
};
std::vector<Caller> call_hierarchy(storage::Connection& db, int64_t instance);

// Names kept with an instance when it is started. Inside the operation that starts it.
void store_tags(storage::Connection& db, int64_t instance, const std::vector<std::string>& tags);

}  // namespace runtime
