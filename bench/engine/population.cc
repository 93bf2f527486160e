#include "bench/engine/population.h"

#include <unistd.h>

#include <fstream>

namespace bench {

namespace {

// The key of the nth instance; its elements and its job follow. Far below the first key of a
// workspace, so that none comes twice.
constexpr std::string_view kKey = "(n * 8)";
// Spread over a year by multiplying with a number that has no factor in common with it.
constexpr std::string_view kBegan = "(1740000000000000 + (n * 7919 % 31536000) * 1000000)";

// `{key}`, `{began}` and `{definition}` in a text of SQL.
std::string filled(std::string text, int64_t definition) {
  const auto put = [&](std::string_view name, std::string_view value) {
    for (size_t at = text.find(name); at != std::string::npos; at = text.find(name, at))
      text.replace(at, name.size(), value);
  };
  put("{key}", kKey);
  put("{began}", kBegan);
  put("{definition}", std::to_string(definition));
  return text;
}

constexpr const char* kBoth[] = {
    "INSERT INTO process_instance (key, definition, state, is_suspended, starter, root, "
    "started_at, "
    "ended_at) SELECT {key}, {definition}, ?2, 0, 'lin', {key}, {began}, CASE ?2 WHEN 'completed' "
    "THEN {began} END FROM number",
    "INSERT INTO element_instance (key, instance, scope, element_id, kind, state, loop, "
    "started_at, "
    "ended_at, phase, role, completed) SELECT {key} + 1, {key}, {key}, 'start', 'startEvent', "
    "'completed', 0, {began}, {began}, 2, 0, 0 FROM number",
    "INSERT INTO variable (instance, scope, name, value) SELECT {key}, {key}, 'starter', '\"lin\"' "
    "FROM number",
    "INSERT INTO variable (instance, scope, name, value) SELECT {key}, {key}, 'order', "
    "'{\"number\":' || n || ',\"amount\":' || (n * 31 % 9973) || ',\"customer\":\"customer ' || (n "
    "% "
    "997) || '\",\"note\":\"deliver between nine and five\"}' FROM number",
    "INSERT INTO sequence_flow (instance, flow_id, times) SELECT {key}, 'start_work', 1 FROM "
    "number",
};
constexpr const char* kWaiting[] = {
    "INSERT INTO element_instance (key, instance, scope, element_id, kind, state, loop, "
    "started_at, "
    "phase, role, completed) SELECT {key} + 2, {key}, {key}, 'work', 'serviceTask', 'active', 0, "
    "{began}, 1, 0, 0 FROM number",
    "INSERT INTO every_job (key, instance, type, state, is_held, retries, deadline, element, kind) "
    "SELECT "
    "{key} + 3, {key}, 'waiting', 'open', 0, 3, 0, {key} + 2, 'work' FROM number",
};
constexpr const char* kFinished[] = {
    "INSERT INTO element_instance (key, instance, scope, element_id, kind, state, loop, "
    "started_at, "
    "ended_at, phase, role, completed) SELECT {key} + 2, {key}, {key}, 'work', 'serviceTask', "
    "'completed', 0, {began}, {began}, 2, 0, 0 FROM number",
    "INSERT INTO element_instance (key, instance, scope, element_id, kind, state, loop, "
    "started_at, "
    "ended_at, phase, role, completed) SELECT {key} + 3, {key}, {key}, 'end', 'endEvent', "
    "'completed', 0, {began}, {began}, 2, 0, 0 FROM number",
    "INSERT INTO sequence_flow (instance, flow_id, times) SELECT {key}, 'work_end', 1 FROM number",
};

}  // namespace

void populate(Workspace& workspace, int64_t definition, Population which, int64_t count) {
  storage::Connection& db = workspace.database().writer();
  const std::string state = which == Population::Waiting ? "active" : "completed";
  const std::string numbers =
      "WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ?1) ";
  const auto write = [&](const std::string& sql) {
    const size_t at = sql.find(" SELECT ");
    // The parameters are named in every statement, so that each takes both.
    db.execute(filled(sql.substr(0, at) + " " + numbers + sql.substr(at + 1) + " WHERE ?2 <> ''",
                      definition),
               {count, state});
  };
  db.begin();
  for (const char* sql : kBoth) write(sql);
  if (which == Population::Waiting) {
    for (const char* sql : kWaiting) write(sql);
  } else {
    for (const char* sql : kFinished) write(sql);
  }
  db.commit();
}

void verify_waiting(Workspace& workspace, int64_t sample) {
  const auto done =
      workspace.runtime().run(workspace.actor, [&](runtime::Op& op) -> base::Result<base::Json> {
        const auto jobs = op.engine.activate_jobs("waiting", "bench", base::minutes(5),
                                                  static_cast<size_t>(sample));
        base::ensure(static_cast<int64_t>(jobs.size()) == sample, "those that wait have a job");
        for (const auto& job : jobs) {
          base::ensure(job.variables.find("order") != nullptr, "they have their variables");
          if (auto ended = op.engine.complete_job(job.key, {}); !ended.ok())
            return std::move(ended).error();
        }
        return base::Json(jobs.front().at.instance);
      });
  base::ensure(done.ok(), "what was written can be worked to its end");
  const auto row = workspace.database().read()->first(
      "SELECT state FROM process_instance WHERE key = ?", {done->as_int64()});
  base::ensure(row && row->text(0) == "completed", "it has ended");
}

int64_t resident_bytes() {
  std::ifstream file("/proc/self/statm");
  int64_t pages = 0;
  int64_t resident = 0;
  file >> pages >> resident;
  return resident * sysconf(_SC_PAGESIZE);
}

}  // namespace bench
