// Multi-instance activities with more instances than one step may activate elements, and the loops
// that this bound is for.
#include <gtest/gtest.h>

#include <future>
#include <map>

#include "bpmn/testing.h"
#include "runtime/testing.h"
#include "runtime/variable_search.h"

namespace runtime {
namespace {

using namespace bpmn::testing;
using testing::vars;
using testing::Workspace;

std::string loop(const std::string& more, bool is_sequential = false) {
  return std::string("<bpmn:multiInstanceLoopCharacteristics isSequential=\"") +
         (is_sequential ? "true" : "false") +
         "\"><bpmn:extensionElements><zeebe:loopCharacteristics inputCollection=\"=for i in 1..n "
         "return i\" inputElement=\"item\" " +
         more + "/></bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics>";
}

std::string script(const std::string& more) {
  return "<bpmn:scriptTask id=\"each\"><bpmn:extensionElements><zeebe:script expression=\"=item * "
         "2\" resultVariable=\"twice\"/></bpmn:extensionElements>" +
         more + "</bpmn:scriptTask>\n";
}

std::string around(const std::string& middle) {
  return process("p", element("startEvent", "start") + middle + element("endEvent", "end") +
                          flow("start", "each") + flow("each", "end"));
}

feel::Value count(int n) { return feel::Fields().set("n", feel::Value(n)).build(); }

TEST(multi_instance, parallel_jobs_beyond_the_bound_of_a_step) {
  Workspace w;
  const std::string task =
      "<bpmn:serviceTask id=\"each\"><bpmn:extensionElements><zeebe:taskDefinition "
      "type=\"t\"/></bpmn:extensionElements>" +
      loop("") + "</bpmn:serviceTask>\n";
  ASSERT_EQ(w.deploy("p.bpmn", around(task)), "ok");

  const int64_t key = w.start("p", count(20'000));
  w.settle();

  EXPECT_EQ(w.count("job"), 20'000);
  EXPECT_TRUE(w.effects.incidents.empty());
  EXPECT_EQ(w.state(key), "active");
}

TEST(multi_instance, scripts_one_after_the_other_beyond_the_bound_of_a_step) {
  Workspace w;
  ASSERT_EQ(
      w.deploy("p.bpmn",
               around(script(loop("outputCollection=\"all\" outputElement=\"=twice\"", true)))),
      "ok");

  const int64_t key = w.start("p", count(20'000));
  w.settle();

  EXPECT_TRUE(w.effects.incidents.empty());
  EXPECT_EQ(w.state(key), "completed");
  EXPECT_TRUE(w.variable(key, "all").ends_with("39998,40000]"));
}

TEST(multi_instance, sub_processes_beyond_the_bound_of_a_step) {
  Workspace w;
  const std::string sub = "<bpmn:subProcess id=\"each\">" + loop("") + element("startEvent", "in") +
                          element("manualTask", "a") + element("manualTask", "b") +
                          element("endEvent", "out") + flow("in", "a") + flow("a", "b") +
                          flow("b", "out") + "</bpmn:subProcess>\n";
  ASSERT_EQ(w.deploy("p.bpmn", around(sub)), "ok");

  const int64_t key = w.start("p", count(3'000));

  EXPECT_TRUE(w.effects.incidents.empty());
  EXPECT_EQ(w.state(key), "completed");
}

TEST(multi_instance, tasks_beyond_the_bound_of_an_act) {
  Workspace w;
  const std::string for_people =
      "<bpmn:extensionElements><zeebe:userTask/></bpmn:extensionElements>";
  const std::string task = element("userTask", "each", for_people + loop(""));
  ASSERT_EQ(w.deploy("p.bpmn", around(task)), "ok");

  w.start("p", count(3'000));
  w.settle();

  EXPECT_TRUE(w.effects.incidents.empty());
  EXPECT_EQ(w.effects.tasks["each"].size(), 3'000u);
}

TEST(multi_instance, built_ins_one_after_the_other_beyond_the_bound_of_an_act) {
  Workspace w;
  const std::string task =
      "<bpmn:serviceTask id=\"each\"><bpmn:extensionElements><zeebe:taskDefinition "
      "type=\"notify:send\"/></bpmn:extensionElements>" +
      loop("", true) + "</bpmn:serviceTask>\n";
  ASSERT_EQ(w.deploy("p.bpmn", around(task)), "ok");

  const int64_t key = w.start("p", count(1'200));

  EXPECT_TRUE(w.effects.incidents.empty());
  EXPECT_EQ(w.effects.calls.size(), 1'200u);
  EXPECT_EQ(w.state(key), "completed");
}

TEST(multi_instance, canceled_together_they_leave_nothing) {
  Workspace w;
  const std::string sub =
      "<bpmn:subProcess id=\"each\">" + loop("") + element("startEvent", "in") +
      "<bpmn:serviceTask id=\"work\"><bpmn:extensionElements><zeebe:taskDefinition type=\"t\"/>"
      "</bpmn:extensionElements></bpmn:serviceTask>\n" +
      flow("in", "work") +
      "<bpmn:boundaryEvent id=\"late\" attachedToRef=\"work\"><bpmn:timerEventDefinition>"
      "<bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>"
      "</bpmn:boundaryEvent>\n</bpmn:subProcess>\n";
  ASSERT_EQ(w.deploy("p.bpmn", around(sub)), "ok");
  const int64_t key = w.start("p", count(3'000));
  ASSERT_EQ(w.count("job"), 3'000);
  const int64_t job = w.database().read()->first("SELECT MAX(key) FROM job")->integer(0);
  ASSERT_EQ(w.act([&](Engine& e) { return e.fail_job(job, 0, "broken", {}, {}); }), "ok");

  EXPECT_EQ(w.act([&](Engine& e) { return e.cancel_instance(key, "test"); }), "ok");

  EXPECT_EQ(w.state(key), "canceled");
  EXPECT_EQ(w.count("job"), 0);
  EXPECT_EQ(w.count("timer"), 0);
  EXPECT_EQ(w.count("element_instance WHERE state = 'active'"), 0);
  EXPECT_EQ(w.count("incident WHERE resolved_at IS NULL"), 0);
  EXPECT_EQ(w.count("incident"), 1);
}

// 200 jobs at once whose results are collected.
struct collected : ::testing::Test {
  Workspace w;
  int64_t key = 0;

  void SetUp() override {
    ASSERT_EQ(w.deploy("p.bpmn", around(service("t"))), "ok");
    key = w.start("p", count(200));
  }

  static std::string service(const std::string& type) {
    return "<bpmn:serviceTask id=\"each\"><bpmn:extensionElements><zeebe:taskDefinition type=\"" +
           type + "\"/></bpmn:extensionElements>" +
           loop("outputCollection=\"all\" outputElement=\"=result\"") + "</bpmn:serviceTask>\n";
  }

  // The job of the n-th, from 1.
  std::string complete(int number, const std::string& result) {
    const int64_t job =
        w.database()
            .read()
            ->first(
                "SELECT j.key FROM job j JOIN element_instance e ON e.key = j.element WHERE "
                "e.loop = ?",
                {int64_t{number}})
            ->integer(0);
    return w.act([&](Engine& e) { return e.complete_job(job, vars("{result: " + result + "}")); });
  }

  int64_t body() {
    return w.database()
        .read()
        ->first("SELECT key FROM element_instance WHERE role = 1")
        ->integer(0);
  }

  base::JsonArray found(base::JsonObject filter) {
    filter["name"] = "all";
    const auto answer = search_variables(
        *w.database().read(), base::JsonObject{{"filter", std::move(filter)}}, Values::Whole);
    return answer->at("items").as_array();
  }
  std::string shown() {
    const auto items = found({});
    return items.size() == 1 ? std::string(items.front().at("value").as_string()) : "not one";
  }

  // All of them, null but for these.
  static std::string list(const std::map<int, std::string>& results, int size = 200) {
    std::string text = "[";
    for (int i = 1; i <= size; ++i) {
      const auto found = results.find(i);
      text += (i == 1 ? "" : ",") + (found == results.end() ? "null" : found->second);
    }
    return text + "]";
  }
};

TEST_F(collected, what_is_there_is_shown_and_found_while_the_others_work) {
  EXPECT_EQ(shown(), list({}));

  EXPECT_EQ(complete(130, "\"x\""), "ok");
  EXPECT_EQ(complete(2, "[1, 2]"), "ok");
  EXPECT_EQ(complete(200, "{a: 1}"), "ok");

  EXPECT_EQ(shown(), list({{2, "[1,2]"}, {130, "\"x\""}, {200, "{\"a\":1}"}}));
  EXPECT_EQ(
      found({{"value", base::JsonObject{{"$like", "[null, [1, 2], null*\"x\", null*"}}}}).size(),
      1u);
  EXPECT_TRUE(found({{"value", base::JsonObject{{"$like", "*\"y\"*"}}}}).empty());
}

TEST_F(collected, each_result_is_written_with_its_neighbours_only) {
  complete(1, "1");

  EXPECT_EQ(w.count("variable_part"), 4);
  EXPECT_EQ(w.count("variable_part WHERE LENGTH(items) < 400"), 4);
  EXPECT_EQ(w.count("variable WHERE name = 'all' AND value = ''"), 1);
}

TEST_F(collected, what_was_collected_is_there_after_a_restart) {
  complete(70, "70");
  w.reopen();

  EXPECT_EQ(complete(71, "71"), "ok");

  EXPECT_EQ(shown(), list({{70, "70"}, {71, "71"}}));
}

TEST_F(collected, an_act_that_is_refused_collects_nothing) {
  complete(70, "70");

  const auto code = w.act([&](Engine& e) -> base::Result<void> {
    const int64_t job = w.database().read()->first("SELECT MIN(key) FROM job")->integer(0);
    if (auto done = e.complete_job(job, vars("{result: 1}")); !done.ok()) return done;
    return base::refusal("engine.suspended");
  });

  EXPECT_EQ(code, "engine.suspended");
  EXPECT_EQ(shown(), list({{70, "70"}}));
  EXPECT_EQ(complete(2, "2"), "ok");
  EXPECT_EQ(shown(), list({{2, "2"}, {70, "70"}}));
}

// Acts of one batch on an instance of many rows: what one of them did is remembered by its rows.
TEST_F(collected, an_act_that_is_refused_leaves_what_came_before_it_in_the_batch) {
  std::vector<int64_t> jobs;
  for (const auto& row : w.database().read()->query("SELECT key FROM job ORDER BY key LIMIT 3"))
    jobs.push_back(row.integer(0));
  const auto begin = [&](int64_t job, const char* code) {
    return [job, code](Op& op) -> base::Result<base::Json> {
      const auto result = vars("{result: " + std::to_string(job) + "}");
      if (auto done = op.engine.complete_job(job, result); !done.ok())
        return std::move(done).error();
      if (*code) return base::refusal(code);
      return base::Json(nullptr);
    };
  };
  std::promise<void> all;
  (void)w.run([&](Op&) -> base::Result<base::Json> {
    // Waits in the queue behind this one, as one batch.
    const auto ignore = [](const base::Result<base::Json>&) {};
    w.runtime().submit(w.actor, begin(jobs[0], ""), ignore);
    w.runtime().submit(w.actor, begin(jobs[1], "engine.suspended"), ignore);
    w.runtime().submit(w.actor, begin(jobs[2], ""),
                       [&all](const base::Result<base::Json>&) { all.set_value(); });
    return base::Json(nullptr);
  });
  all.get_future().wait();

  EXPECT_EQ(shown(), list({{1, std::to_string(jobs[0])}, {3, std::to_string(jobs[2])}}));
  EXPECT_EQ(w.count("job"), 198);
}

TEST_F(collected, a_client_replaces_what_was_collected) {
  complete(70, "70");
  const int64_t scope = body();

  EXPECT_EQ(w.act([&](Engine& e) {
    return e.set_local_variables(scope, vars("{all: for i in 1..100 return 0}"));
  }),
            "ok");
  EXPECT_EQ(w.count("variable_part"), 0);
  EXPECT_EQ(complete(102, "9"), "ok");

  std::map<int, std::string> expected{{102, "9"}};
  for (int i = 1; i <= 100; ++i) expected[i] = "0";
  EXPECT_EQ(shown(), list(expected, 102));
}

TEST_F(collected, replaced_and_filled_in_one_act) {
  complete(70, "70");
  const int64_t scope = body();
  const int64_t job = w.database().read()->first("SELECT MIN(key) FROM job")->integer(0);

  EXPECT_EQ(w.act([&](Engine& e) -> base::Result<void> {
    if (auto set = e.set_local_variables(scope, vars("{all: for i in 1..100 return 0}")); !set.ok())
      return set;
    return e.complete_job(job, vars("{result: 1}"));
  }),
            "ok");
  EXPECT_EQ(complete(2, "2"), "ok");

  std::map<int, std::string> expected{{1, "1"}, {2, "2"}};
  for (int i = 3; i <= 100; ++i) expected[i] = "0";
  EXPECT_EQ(shown(), list(expected, 100));
}

// One of them is taken out, all others go over to another version, one of those in the same act.
TEST_F(collected, what_was_collected_outlives_a_modification_and_a_migration) {
  complete(70, "70");
  const auto element = [&](int number) {
    return w.database()
        .read()
        ->first("SELECT key FROM element_instance WHERE loop = ?", {int64_t{number}})
        ->integer(0);
  };
  EXPECT_EQ(w.act([&](Engine& e) { return e.move(key, {element(100)}, {}, "test"); }), "ok");
  EXPECT_EQ(complete(71, "71"), "ok");
  ASSERT_EQ(w.deploy("p.bpmn", around(service("t2"))), "ok");
  const int64_t target = w.database().read()->first("SELECT MAX(key) FROM definition")->integer(0);
  const int64_t job = w.database()
                          .read()
                          ->first("SELECT key FROM job WHERE element = ?", {element(72)})
                          ->integer(0);
  EXPECT_EQ(w.act([&](Engine& e) -> base::Result<void> {
    if (auto done = e.complete_job(job, vars("{result: 72}")); !done.ok()) return done;
    return e.migrate(key, target, {{"each", "each"}});
  }),
            "ok");
  EXPECT_EQ(complete(73, "73"), "ok");
  w.reopen();
  EXPECT_EQ(complete(74, "74"), "ok");

  std::map<int, std::string> expected;
  for (int i = 70; i <= 74; ++i) expected[i] = std::to_string(i);
  EXPECT_EQ(shown(), list(expected));
  EXPECT_EQ(w.count("job"), 194);
  EXPECT_EQ(w.count("element_instance WHERE state = 'active'"), 195);
}

TEST_F(collected, it_is_the_result_when_the_last_is_done) {
  std::map<int, std::string> expected;
  for (int i = 200; i >= 1; --i) {
    ASSERT_EQ(complete(i, std::to_string(i)), "ok");
    expected[i] = std::to_string(i);
  }

  EXPECT_EQ(w.state(key), "completed");
  EXPECT_EQ(w.variable(key, "all"), list(expected));
}

// The act that is refused takes back more than what the tables hold.
TEST(multi_instance, its_instances_are_counted_after_a_restart_and_a_refusal) {
  Workspace w;
  const std::string task =
      "<bpmn:serviceTask id=\"each\"><bpmn:extensionElements><zeebe:taskDefinition type=\"t\"/>"
      "</bpmn:extensionElements><bpmn:multiInstanceLoopCharacteristics><bpmn:completionCondition>"
      "=numberOfActiveInstances = 280 and numberOfCompletedInstances = 20"
      "</bpmn:completionCondition><bpmn:extensionElements><zeebe:loopCharacteristics "
      "inputCollection=\"=for i in 1..300 return i\"/></bpmn:extensionElements>"
      "</bpmn:multiInstanceLoopCharacteristics></bpmn:serviceTask>\n";
  ASSERT_EQ(w.deploy("p.bpmn", around(task)), "ok");
  const int64_t key = w.start("p");
  const auto jobs = [&](int count) {
    return w.database().read()->query("SELECT key FROM job ORDER BY key LIMIT ?", {int64_t{count}});
  };
  const auto complete = [&](int count, const char* refused) {
    return w.act([&](Engine& e) -> base::Result<void> {
      for (const auto& row : jobs(count)) {
        if (auto done = e.complete_job(row.integer(0), {}); !done.ok()) return done;
      }
      return *refused ? base::refusal(refused) : base::Result<void>();
    });
  };
  ASSERT_EQ(complete(5, ""), "ok");
  w.reopen();
  ASSERT_EQ(complete(7, "engine.suspended"), "engine.suspended");
  ASSERT_EQ(complete(14, ""), "ok");
  ASSERT_EQ(w.state(key), "active");

  EXPECT_EQ(complete(1, ""), "ok");

  EXPECT_EQ(w.state(key), "completed");
  EXPECT_EQ(w.count("job"), 0);
}

TEST(multi_instance, what_counts_no_instances_is_an_incident) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", around(script("<bpmn:multiInstanceLoopCharacteristics>"
                                             "<bpmn:loopCardinality>=n</bpmn:loopCardinality>"
                                             "</bpmn:multiInstanceLoopCharacteristics>"))),
            "ok");
  for (const std::string value : {"1.5", "-1", "\"3\"", "null"}) {
    const int64_t key = w.start("p", vars("{n: " + value + "}"));

    const auto found = incidents(*w.database().read(), key);
    ASSERT_EQ(found.size(), 1u) << value;
    EXPECT_EQ(found[0].kind, "EXTRACT_VALUE_ERROR");
    EXPECT_EQ(found[0].message, "the cardinality of each is no whole number from 0 but " + value);
  }
}

TEST(multi_instance, too_many_are_one_incident) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", around(script("<bpmn:multiInstanceLoopCharacteristics>"
                                             "<bpmn:loopCardinality>=n</bpmn:loopCardinality>"
                                             "</bpmn:multiInstanceLoopCharacteristics>"))),
            "ok");

  w.start("p", count(1'000'001));

  EXPECT_EQ(w.effects.incidents, std::vector<std::string>{"EXTRACT_VALUE_ERROR"});
}

TEST(multi_instance, a_loop_around_it_is_found_to_be_endless) {
  Workspace w;
  const std::string xml =
      process("p", element("startEvent", "start") + script(loop("")) +
                       element("exclusiveGateway", "again") + flow("start", "again") +
                       flow("again", "each") +
                       "<bpmn:sequenceFlow id=\"back\" sourceRef=\"each\" targetRef=\"again\"/>");
  ASSERT_EQ(w.deploy("p.bpmn", xml), "ok");

  const int64_t key = w.start("p", count(2));

  EXPECT_EQ(w.effects.incidents, std::vector<std::string>{"ENDLESS_LOOP"});
  EXPECT_EQ(w.state(key), "active");
}

TEST(multi_instance, a_loop_inside_one_is_found_to_be_endless_there) {
  Workspace w;
  const std::string sub = "<bpmn:subProcess id=\"each\">" + loop("") + element("startEvent", "in") +
                          element("exclusiveGateway", "a") + element("manualTask", "b") +
                          flow("in", "a") + flow("a", "b") + flow("b", "a") +
                          "</bpmn:subProcess>\n";
  ASSERT_EQ(w.deploy("p.bpmn", around(sub)), "ok");

  w.start("p", count(2));

  EXPECT_EQ(w.effects.incidents, (std::vector<std::string>{"ENDLESS_LOOP", "ENDLESS_LOOP"}));
}

}  // namespace
}  // namespace runtime
