// What older workspaces hold goes over to what is read now.
#include <gtest/gtest.h>

#include "bpmn/testing.h"
#include "runtime/running_searches.h"
#include "runtime/testing.h"

namespace runtime {
namespace {

using namespace bpmn::testing;

std::string listener(const std::string& event, const std::string& type) {
  return "<zeebe:executionListener eventType=\"" + event + "\" type=\"" + type +
         "\"><zeebe:taskHeaders><zeebe:header key=\"of\" value=\"" + type +
         "\"/></zeebe:taskHeaders></zeebe:executionListener>";
}

std::string listeners(const std::string& of) {
  return "<zeebe:executionListeners>" + listener("start", of + "_start") +
         listener("end", of + "_end") + "</zeebe:executionListeners>";
}

// What versions 14 and later ones brought is not there yet. The view comes last: a column that it
// shows stays.
void leave_version_14(storage::Connection& db) {
  for (const char* step :
       {"ALTER TABLE element_instance DROP COLUMN definition", "DROP TABLE removed_version",
        "ALTER TABLE definition DROP COLUMN is_together", "DROP VIEW job", "DROP INDEX job_free",
        "DROP INDEX job_due", "ALTER TABLE every_job DROP COLUMN priority",
        "ALTER TABLE every_job DROP COLUMN headers", "DROP TABLE unexamined_join",
        "DROP TABLE held_event", "DROP TABLE unfinished_body", "DROP TABLE own_halt",
        "DROP TABLE called_instance", "DROP INDEX incident_element",
        "ALTER TABLE incident DROP COLUMN job",
        "CREATE INDEX incident_instance ON incident (instance)",
        "CREATE INDEX job_free ON every_job (type, deadline, key)",
        "CREATE VIEW job AS SELECT * FROM every_job WHERE state IN ('open', 'activated', "
        "'failed')"}) {
    db.execute(step);
  }
}

// A process with listeners before and after it and its one task; an instance stands at each.
class ListenerJobs : public ::testing::Test {
 protected:
  ListenerJobs() {
    const std::string of_process =
        "<bpmn:extensionElements>" + listeners("process") + "</bpmn:extensionElements>";
    base::ensure(w.deploy("p.bpmn", process("p", of_process + element("startEvent", "start") +
                                                     job("do", "do", listeners("task")) +
                                                     flow("start", "do"))) == "ok",
                 "the process is deployed");
    for (size_t done = 0; done < std::size(types); ++done) {
      if (types[done] != "do") started.push_back(started_up_to(done));
    }
  }

  int64_t started_up_to(size_t done) {
    const int64_t key = w.start("p");
    for (size_t i = 0; i < done; ++i) complete(types[i]);
    return key;
  }

  // Completes the latest job of a type.
  void complete(const std::string& type) {
    const int64_t key =
        w.database()
            .writer()
            .first("SELECT MAX(key) FROM job WHERE type = ? AND state = 'open'", {type})
            ->integer(0);
    base::ensure(w.act([&](Engine& engine) { return engine.complete_job(key, {}); }) == "ok",
                 "the job is completed");
  }

  // As the program before the listeners' events and the jobs' headers has left it.
  void go_back() {
    storage::Connection& db = w.database().writer();
    db.execute("UPDATE every_job SET kind = 'listener' WHERE kind IN ('start', 'end')");
    leave_version_14(db);
    db.execute("UPDATE migration SET version = 12 WHERE module = 'runtime'");
    w.reopen();
  }

  // Of the jobs of an instance in their order: type, event and headers.
  std::string told(int64_t instance) {
    const base::Json request = base::JsonObject{
        {"filter", base::JsonObject{{"processInstanceKey", std::to_string(instance)}}}};
    const auto found = storage::search(*w.database().read(), jobs(), request);
    std::string out;
    for (const base::Json& each : found.value().at("items").as_array())
      out += base::text_or_empty(each, "type") + " " +
             base::text_or_empty(each, "listenerEventType") + " " +
             base::print(each.at("customHeaders")) + "; ";
    return out;
  }

  static inline const std::string types[] = {"process_start", "task_start", "do", "task_end",
                                             "process_end"};
  testing::Workspace w;
  std::vector<int64_t> started;  // each at the next listener
};

TEST_F(ListenerJobs, tell_their_events_and_headers) {
  EXPECT_EQ(told(started.back()),
            R"(process_start START {"of":"process_start"}; )"
            R"(task_start START {"of":"task_start"}; do UNSPECIFIED {}; )"
            R"(task_end END {"of":"task_end"}; process_end END {"of":"process_end"}; )");
}

TEST_F(ListenerJobs, that_were_open_in_an_older_workspace_tell_their_events) {
  go_back();

  EXPECT_EQ(told(started[0]), "process_start START {}; ");
  EXPECT_EQ(told(started[1]), "process_start UNSPECIFIED {}; task_start START {}; ");
  EXPECT_EQ(told(started[2]),
            "process_start UNSPECIFIED {}; task_start UNSPECIFIED {}; do UNSPECIFIED {}; "
            "task_end END {}; ");
  EXPECT_EQ(told(started[3]),
            "process_start UNSPECIFIED {}; task_start UNSPECIFIED {}; do UNSPECIFIED {}; "
            "task_end UNSPECIFIED {}; process_end END {}; ");
}

TEST_F(ListenerJobs, that_were_open_in_an_older_workspace_are_worked_on) {
  go_back();

  std::string headers;
  for (const std::string& type : types) {
    for (size_t i = 0; i < started.size(); ++i) {
      (void)w.act([&](Engine& engine) -> base::Result<void> {
        const auto taken = engine.activate_jobs(type, "worker", base::minutes(5), 1);
        if (taken.empty()) return {};
        headers += feel::print(taken.front().headers) + " ";
        return engine.complete_job(taken.front().key, {});
      });
    }
  }

  for (const int64_t instance : started) EXPECT_EQ(w.state(instance), "completed");
  EXPECT_EQ(headers.substr(0, 48), R"({of: "process_start"} {of: "task_start"} {of: "t)");
  EXPECT_EQ(told(started[0]),
            R"(process_start START {}; task_start START {"of":"task_start"}; do UNSPECIFIED {}; )"
            R"(task_end END {"of":"task_end"}; process_end END {"of":"process_end"}; )");
}

// Behind the task "a" a join waits for what the other way does not bring.
std::string half_a_join(const std::string& other_way) {
  return process("p", element("startEvent", "start") + element("parallelGateway", "split") +
                          job("a", "a") + job("b", "b") + element("exclusiveGateway", "way", "") +
                          element("parallelGateway", "join") + element("endEvent", "out") +
                          element("endEvent", "end") + flow("start", "split") + flow("split", "a") +
                          flow("split", "b") + flow("a", "join") + flow("b", "way") +
                          flow("way", "join", "=" + other_way) +
                          flow("way", "out", "=not(" + other_way + ")") + flow("join", "end"));
}

TEST(older_joins, that_nothing_reaches_get_their_incident_and_others_wait_on) {
  testing::Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", half_a_join("comes")), "ok");
  const auto work = [&](const std::string& type) {
    return w.act([&](Engine& engine) -> base::Result<void> {
      const auto jobs = engine.activate_jobs(type, "worker", base::minutes(5), 1);
      return engine.complete_job(jobs.at(0).key, {});
    });
  };
  std::vector<int64_t> dead;
  for (int i = 0; i < 250; ++i) {
    dead.push_back(w.start("p", testing::vars("{comes: false}")));
    ASSERT_EQ(work("a"), "ok");
    ASSERT_EQ(work("b"), "ok");
  }
  const int64_t waiting = w.start("p", testing::vars("{comes: true}"));
  ASSERT_EQ(work("a"), "ok");
  storage::Connection& db = w.database().writer();
  const auto told = [&](const std::string& what) {
    return w.database().read()->first("SELECT " + what + " FROM incident WHERE resolved_at IS NULL",
                                      {});
  };
  const std::string text = told("MAX(message)")->text(0);
  ASSERT_EQ(told("COUNT(*)")->integer(0), 250);

  db.execute("DELETE FROM incident");
  leave_version_14(db);
  db.execute("UPDATE migration SET version = 13 WHERE module = 'runtime'");
  w.reopen();
  for (int behind = 0; behind < 10; ++behind)  // what the start has queued, and that in its turn
    ASSERT_EQ(w.act([](Engine&) -> base::Result<void> { return {}; }), "ok");

  EXPECT_EQ(told("COUNT(*)")->integer(0), 250);
  EXPECT_EQ(told("MAX(message)")->text(0), text);
  EXPECT_EQ(told("COUNT(DISTINCT instance)")->integer(0), 250);
  EXPECT_EQ(w.count("unexamined_join"), 0);
  EXPECT_EQ(w.count("incident WHERE instance = " + std::to_string(waiting)), 0);
  ASSERT_EQ(work("b"), "ok");
  EXPECT_EQ(w.state(waiting), "completed");
}

TEST(BoundBefore, calls_what_was_there_when_it_was_deployed) {
  testing::Workspace w;
  const auto script = [](const std::string& text) {
    return process("called",
                   element("startEvent", "start") +
                       element("scriptTask", "say",
                               "<bpmn:extensionElements><zeebe:script expression=\"=" + text +
                                   "\" resultVariable=\"said\"/>"
                                   "</bpmn:extensionElements>") +
                       flow("start", "say"));
  };
  const std::string caller = process(
      "caller", element("startEvent", "start") +
                    element("callActivity", "call",
                            "<bpmn:extensionElements><zeebe:calledElement processId=\"=which\" "
                            "bindingType=\"deployment\"/></bpmn:extensionElements>") +
                    flow("start", "call"));
  ASSERT_EQ(w.deploy("called.bpmn", script("1")), "ok");
  ASSERT_EQ(w.deploy("caller.bpmn", caller), "ok");
  ASSERT_EQ(w.deploy("called.bpmn", script("2")), "ok");
  const auto variables = testing::vars("{which: \"called\"}");
  const int64_t alone = w.start("caller", variables);
  EXPECT_EQ(w.state(alone), "active");  // with an incident: its deployment holds nothing else

  storage::Connection& db = w.database().writer();
  leave_version_14(db);
  db.execute("UPDATE migration SET version = 13 WHERE module = 'runtime'");
  w.reopen();

  const int64_t before = w.start("caller", variables);
  EXPECT_EQ(w.state(before), "completed");
  EXPECT_EQ(w.count("variable WHERE name = 'said' AND value = '1'"), 2);  // its and the caller's
}

}  // namespace
}  // namespace runtime
