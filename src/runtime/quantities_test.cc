// Numbers that a model or a client names have a bound. Many tokens of one activity take the place
// of one, and what finds no room waits together.
#include <gtest/gtest.h>

#include "bpmn/testing.h"
#include "runtime/testing.h"

namespace runtime {
namespace {

using namespace bpmn::testing;
using testing::Workspace;

std::string giving(const std::string& id, int tokens) {
  return "<bpmn:task id=\"" + id + "\" completionQuantity=\"" + std::to_string(tokens) + "\"/>";
}

std::string joining(const std::string& tag, const std::string& id, const std::string& content) {
  return element("startEvent", "start") + giving("first", 4) + giving("second", 6) +
         element(tag, id, content) + element("userTask", "t") + flow("start", "first") +
         flow("start", "second") + flow("first", id) + flow("second", id) + flow(id, "t");
}

size_t tasks_of(const std::string& content) {
  Workspace w;
  EXPECT_EQ(w.deploy("p.bpmn", process("p", content)), "ok");
  w.start("p");
  return w.effects.tasks["t"].size();
}

TEST(quantities, meet_at_joins_as_single_tokens_do) {
  EXPECT_EQ(tasks_of(joining("parallelGateway", "join", "")), 4u);
  EXPECT_EQ(tasks_of(joining("inclusiveGateway", "join", "")), 6u);
  EXPECT_EQ(tasks_of(joining("exclusiveGateway", "join", "")), 10u);
  EXPECT_EQ(tasks_of(joining("complexGateway", "join",
                             "<bpmn:activationCondition>=activationCount = 3"
                             "</bpmn:activationCondition>")),
            1u);
}

TEST(quantities, begin_an_activity_as_often_as_it_gets_what_it_needs) {
  EXPECT_EQ(tasks_of(element("startEvent", "start") + giving("many", 17) +
                     "<bpmn:userTask id=\"t\" startQuantity=\"5\"><bpmn:extensionElements>"
                     "<zeebe:userTask/></bpmn:extensionElements></bpmn:userTask>" +
                     flow("start", "many") + flow("many", "t")),
            3u);
}

// A million tokens.
TEST(quantities, that_multiply_hold_no_more_than_a_step_begins) {
  Workspace w;
  ASSERT_EQ(
      w.deploy("p.bpmn",
               process("p", element("startEvent", "start") + giving("a", 100) + giving("b", 100) +
                                giving("c", 100) + element("endEvent", "end") + flow("start", "a") +
                                flow("a", "b") + flow("b", "c") + flow("c", "end"))),
      "ok");

  const int64_t key = w.start("p");

  EXPECT_EQ(w.state(key), "active");
  EXPECT_LT(w.count("element_instance"), 25'000);
  EXPECT_LT(w.count("incident"), 12'000);
  EXPECT_EQ(w.count("incident WHERE kind <> 'ENDLESS_LOOP'"), 0);
}

TEST(quantities, that_find_no_room_wait_together_and_all_of_them_go_on) {
  Workspace w;
  w.settings.elements_max = 5;
  w.reopen();
  ASSERT_EQ(w.deploy("p.bpmn", process("p", element("startEvent", "start") + giving("a", 12) +
                                                element("userTask", "t") + flow("start", "a") +
                                                flow("a", "t"))),
            "ok");
  const int64_t key = w.start("p");
  const auto tasks = [&w] { return w.effects.tasks["t"].size(); };
  EXPECT_EQ(tasks(), 5u);
  EXPECT_EQ(w.count("incident WHERE kind = 'TOO_MANY_ELEMENTS'"), 1);
  EXPECT_EQ(w.active(key), "t t t t t t");
  w.reopen();

  size_t done = 0;
  for (int rounds = 0; rounds < 5 && w.state(key) == "active"; ++rounds) {
    for (; done < tasks(); ++done) {
      const int64_t task = w.effects.tasks["t"][done].key;
      EXPECT_EQ(w.act([&](Engine& e) { return e.complete_user_task(task, {}); }), "ok");
    }
    if (w.state(key) == "active")
      EXPECT_EQ(w.act([&](Engine& e) { return e.resolve_incidents(key); }), "ok");
  }

  EXPECT_EQ(tasks(), 12u);
  EXPECT_EQ(w.state(key), "completed");
  EXPECT_EQ(w.count("incident WHERE resolved_at IS NULL"), 0);
}

// The one incident of an instance that cannot begin what it is asked for, and how little it holds.
std::string refused(const std::string& content, const std::string& variables) {
  Workspace w;
  EXPECT_EQ(w.deploy("p.bpmn",
                     process("p", element("startEvent", "start") + content + flow("start", "x"))),
            "ok");
  const int64_t key = w.start("p", testing::vars(variables));
  EXPECT_LT(w.count("element_instance"), 5);
  const auto found = incidents(*w.database().read(), key);
  return found.size() == 1 ? found[0].kind + ": " + found[0].message : "no or several incidents";
}

TEST(quantities, of_instances_of_an_activity_are_bounded) {
  for (const std::string is_sequential : {"true", "false"}) {
    const std::string loop = "<bpmn:multiInstanceLoopCharacteristics isSequential=\"" +
                             is_sequential +
                             "\"><bpmn:loopCardinality>=n</bpmn:loopCardinality>"
                             "</bpmn:multiInstanceLoopCharacteristics>";
    EXPECT_EQ(refused(element("task", "x", loop), "{n: 1000000000}"),
              "EXTRACT_VALUE_ERROR: x would have more than 1000000");
  }
}

TEST(quantities, of_what_begins_in_an_ad_hoc_sub_process_are_bounded) {
  const auto box = [](const std::string& ordering) {
    return "<bpmn:adHocSubProcess id=\"x\"" + ordering +
           "><bpmn:extensionElements><zeebe:adHoc activeElementsCollection=\"=for i in 1..n return "
           "&quot;t&quot;\"/></bpmn:extensionElements>" +
           element("task", "t") + "</bpmn:adHocSubProcess>";
  };
  for (const std::string ordering : {"", " ordering=\"Sequential\""}) {
    EXPECT_EQ(refused(box(ordering), "{n: 10001}"),
              "EXTRACT_VALUE_ERROR: more than 10000 active elements");
  }
}

TEST(quantities, of_a_cycle_that_stands_still_are_none) {
  const std::string cycle =
      "<bpmn:timerEventDefinition><bpmn:timeCycle>=c</bpmn:timeCycle></bpmn:timerEventDefinition>";
  EXPECT_EQ(refused(element("userTask", "x") +
                        "<bpmn:boundaryEvent id=\"b\" attachedToRef=\"x\" "
                        "cancelActivity=\"false\">" +
                        cycle + "</bpmn:boundaryEvent>",
                    "{c: \"R1000000000/PT0S\"}"),
            "EXTRACT_VALUE_ERROR: timer of b: the cycle does not move on");
}

}  // namespace
}  // namespace runtime
