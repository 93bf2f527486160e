// Multi-instance activities with more instances than one step may activate elements, and the loops
// that this bound is for.
#include <gtest/gtest.h>

#include "bpmn/testing.h"
#include "runtime/testing.h"

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
