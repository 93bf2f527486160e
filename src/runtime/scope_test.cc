// Scopes, errors, multi-instance, calls: end to end.
#include <gtest/gtest.h>

#include "bpmn/testing.h"
#include "runtime/testing.h"

namespace runtime {
namespace {

using namespace bpmn::testing;
using testing::vars;
using testing::Workspace;

std::string event(const std::string& tag, const std::string& id, const std::string& definition,
                  const std::string& attributes = "") {
  return "<bpmn:" + tag + " id=\"" + id + "\" " + attributes + ">" + definition + "</bpmn:" + tag +
         ">\n";
}

const std::string kMessages =
    "<bpmn:message id=\"m\" name=\"note\"><bpmn:extensionElements><zeebe:subscription "
    "correlationKey=\"=order\"/>"
    "</bpmn:extensionElements></bpmn:message><bpmn:error id=\"e\" name=\"card\" "
    "errorCode=\"E_CARD\"/>"
    "<bpmn:escalation id=\"x\" name=\"up\" escalationCode=\"UP\"/><bpmn:signal id=\"s\" "
    "name=\"alarm\"/>";
const std::string kMessage = "<bpmn:messageEventDefinition messageRef=\"m\"/>";
const std::string kError = "<bpmn:errorEventDefinition errorRef=\"e\"/>";
const std::string kEscalation = "<bpmn:escalationEventDefinition escalationRef=\"x\"/>";
const std::string kSignal = "<bpmn:signalEventDefinition signalRef=\"s\"/>";

std::string sub_process(const std::string& id, const std::string& content) {
  return "<bpmn:subProcess id=\"" + id + "\">" + content + "</bpmn:subProcess>\n";
}
std::string event_process(const std::string& id, const std::string& content) {
  return "<bpmn:subProcess id=\"" + id + "\" triggeredByEvent=\"true\">" + content +
         "</bpmn:subProcess>\n";
}

std::string inner(const std::string& end) {
  return element("startEvent", "in") + element("userTask", "work") + end + flow("in", "work") +
         flow("work", "out");
}

TEST(scope, sub_process_ends_with_its_last_token) {
  Workspace w;
  const std::string xml = process(
      "p", element("startEvent", "start") + sub_process("sub", inner(element("endEvent", "out"))) +
               element("endEvent", "end") + flow("start", "sub") + flow("sub", "end"));
  ASSERT_EQ(w.deploy("p.bpmn", xml), "ok");
  const int64_t key = w.start("p");
  EXPECT_EQ(w.active(key), "sub work");
  w.reopen();
  w.complete("work");
  EXPECT_EQ(w.completed(key), "start sub in work out end");
  EXPECT_EQ(w.state(key), "completed");
}

TEST(scope, error_end_is_caught_at_the_boundary) {
  Workspace w;
  const std::string xml = process(
      "p",
      element("startEvent", "start") + sub_process("sub", inner(event("endEvent", "out", kError))) +
          element("endEvent", "end") +
          event("boundaryEvent", "caught", kError, "attachedToRef=\"sub\"") +
          element("userTask", "mend") + flow("start", "sub") + flow("sub", "end") +
          flow("caught", "mend"),
      kMessages);
  ASSERT_EQ(w.deploy("p.bpmn", xml), "ok");
  const int64_t key = w.start("p");
  w.complete("work");
  EXPECT_EQ(w.active(key), "mend");
  EXPECT_EQ(w.terminated(key), "sub out");
}

TEST(scope, error_that_nobody_catches_is_an_incident) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", process("p", inner(event("endEvent", "out", kError)), kMessages)),
            "ok");
  const int64_t key = w.start("p");
  w.complete("work");
  EXPECT_EQ(w.active(key), "out");
  EXPECT_EQ(w.effects.incidents, std::vector<std::string>{"UNHANDLED_ERROR_EVENT"});
}

TEST(scope, error_of_a_job_goes_to_the_event_sub_process) {
  Workspace w;
  const std::string xml = process(
      "p",
      element("startEvent", "start") + job("charge", "pay") + flow("start", "charge") +
          event_process("handler", event("startEvent", "failed", kError) +
                                       element("userTask", "mend") + flow("failed", "mend")),
      kMessages);
  ASSERT_EQ(w.deploy("p.bpmn", xml), "ok");
  const int64_t key = w.start("p");
  w.act([&](Engine& engine) -> base::Result<void> {
    const auto jobs = engine.activate_jobs("pay", "me", base::minutes(1), 1);
    return engine.throw_error(jobs.at(0).key, "E_CARD", "expired", vars("{why: \"expired\"}"));
  });
  EXPECT_EQ(w.active(key), "handler mend");
  EXPECT_EQ(w.variable(key, "why"), "\"expired\"");
  w.complete("mend");
  EXPECT_EQ(w.state(key), "completed");
}

TEST(scope, event_sub_process_beside_runs_with_every_message) {
  Workspace w;
  const std::string xml =
      process("p",
              inner(element("endEvent", "out")) +
                  event_process("notes",
                                event("startEvent", "noted", kMessage, "isInterrupting=\"false\"") +
                                    element("userTask", "read") + flow("noted", "read")),
              kMessages);
  ASSERT_EQ(w.deploy("p.bpmn", xml), "ok");
  const int64_t key = w.start("p", vars("{order: \"1\"}"));
  w.publish("note", "1");
  w.publish("note", "1");
  EXPECT_EQ(w.active(key), "work notes read notes read");
  w.complete("work");
  EXPECT_EQ(w.state(key), "active");
  w.act([&](Engine& engine) {
    return engine.complete_user_task(w.effects.tasks["read"][0].key, {});
  });
  w.act([&](Engine& engine) {
    return engine.complete_user_task(w.effects.tasks["read"][1].key, {});
  });
  EXPECT_EQ(w.state(key), "completed");
  EXPECT_EQ(w.count("subscription"), 0);
}

TEST(scope, interrupting_event_sub_process_ends_everything_else) {
  Workspace w;
  const std::string xml =
      process("p",
              inner(element("endEvent", "out")) +
                  event_process("stop", event("startEvent", "alarmed", kSignal) +
                                            element("userTask", "tidy") + flow("alarmed", "tidy")),
              kMessages);
  ASSERT_EQ(w.deploy("p.bpmn", xml), "ok");
  const int64_t key = w.start("p");
  EXPECT_EQ(
      w.act([](Engine& engine) { return engine.broadcast_signal("alarm", vars("{level: 2}")); }),
      "ok");
  EXPECT_EQ(w.active(key), "stop tidy");
  EXPECT_EQ(w.variable(key, "level"), "2");
  w.complete("tidy");
  EXPECT_EQ(w.state(key), "completed");
}

TEST(scope, terminate_ends_the_scope) {
  Workspace w;
  const std::string xml = process(
      "p", element("startEvent", "start") + element("parallelGateway", "fork") +
               element("userTask", "a") + element("userTask", "b") +
               event("endEvent", "stop", "<bpmn:terminateEventDefinition/>") +
               flow("start", "fork") + flow("fork", "a") + flow("fork", "b") + flow("a", "stop"));
  ASSERT_EQ(w.deploy("p.bpmn", xml), "ok");
  const int64_t key = w.start("p");
  w.complete("a");
  EXPECT_EQ(w.state(key), "completed");
  EXPECT_EQ(w.terminated(key), "b");
}

TEST(scope, event_based_gateway_takes_the_first_event) {
  Workspace w;
  const std::string xml =
      process("p",
              element("startEvent", "start") + element("eventBasedGateway", "g") +
                  event("intermediateCatchEvent", "got", kMessage) +
                  event("intermediateCatchEvent", "late",
                        "<bpmn:timerEventDefinition><bpmn:timeDuration>PT1H</bpmn:timeDuration></"
                        "bpmn:timerEventDefinition>") +
                  element("userTask", "a") + element("userTask", "b") + flow("start", "g") +
                  flow("g", "got") + flow("g", "late") + flow("got", "a") + flow("late", "b"),
              kMessages);
  ASSERT_EQ(w.deploy("p.bpmn", xml), "ok");
  const int64_t one = w.start("p", vars("{order: \"1\"}"));
  const int64_t two = w.start("p", vars("{order: \"2\"}"));
  w.publish("note", "1", vars("{text: \"hi\"}"));
  w.advance(base::hours(2));
  EXPECT_EQ(w.active(one), "a");
  EXPECT_EQ(w.completed(one), "start g got");
  EXPECT_EQ(w.active(two), "b");
  EXPECT_EQ(w.count("timer") + w.count("subscription"), 0);
}

TEST(scope, escalation_beside_lets_the_sub_process_go_on) {
  Workspace w;
  const std::string xml =
      process("p",
              element("startEvent", "start") +
                  sub_process("sub", element("startEvent", "in") +
                                         event("intermediateThrowEvent", "cry", kEscalation) +
                                         element("userTask", "work") + flow("in", "cry") +
                                         flow("cry", "work")) +
                  event("boundaryEvent", "heard", kEscalation,
                        "attachedToRef=\"sub\" cancelActivity=\"false\"") +
                  element("userTask", "help") + flow("start", "sub") + flow("heard", "help"),
              kMessages);
  ASSERT_EQ(w.deploy("p.bpmn", xml), "ok");
  EXPECT_EQ(w.active(w.start("p")), "sub work help");
}

TEST(scope, link_goes_on_at_its_pair) {
  Workspace w;
  const std::string link = "<bpmn:linkEventDefinition name=\"there\"/>";
  const std::string xml =
      process("p", element("startEvent", "start") + event("intermediateThrowEvent", "go", link) +
                       event("intermediateCatchEvent", "come", link) + element("userTask", "work") +
                       flow("start", "go") + flow("come", "work"));
  ASSERT_EQ(w.deploy("p.bpmn", xml), "ok");
  const int64_t key = w.start("p");
  EXPECT_EQ(w.completed(key), "start go come");
  EXPECT_EQ(w.active(key), "work");
}

std::string multi(const std::string& attributes, const std::string& zeebe,
                  const std::string& condition = "") {
  return "<bpmn:userTask id=\"vote\"><bpmn:extensionElements><zeebe:userTask/>"
         "</bpmn:extensionElements><bpmn:multiInstanceLoopCharacteristics " +
         attributes + "><bpmn:extensionElements><zeebe:loopCharacteristics " + zeebe +
         "/></bpmn:extensionElements>" + condition +
         "</bpmn:multiInstanceLoopCharacteristics></bpmn:userTask>\n";
}

std::string around(const std::string& middle, const std::string& id) {
  return process("p", element("startEvent", "start") + middle + element("endEvent", "end") +
                          flow("start", id) + flow(id, "end"));
}

TEST(multi_instance, parallel_collects_what_each_gives) {
  Workspace w;
  ASSERT_EQ(
      w.deploy(
          "p.bpmn",
          around(
              multi(
                  "",
                  "inputCollection=\"=people\" inputElement=\"person\" outputCollection=\"votes\" "
                  "outputElement=\"=person + answer\""),
              "vote")),
      "ok");
  const int64_t key = w.start("p", vars("{people: [\"a\", \"b\", \"c\"]}"));
  ASSERT_EQ(w.effects.tasks["vote"].size(), 3u);
  EXPECT_EQ(w.effects.tasks["vote"][1].locals["person"].text_or_empty(), "b");
  for (int i : {2, 0, 1}) {
    w.reopen();
    EXPECT_EQ(w.act([&](Engine& engine) {
      return engine.complete_user_task(w.effects.tasks["vote"][static_cast<size_t>(i)].key,
                                       vars("{answer: \"+\"}"));
    }),
              "ok");
  }
  EXPECT_EQ(w.state(key), "completed");
  EXPECT_EQ(w.variable(key, "votes"), R"(["a+","b+","c+"])");
}

TEST(multi_instance, sequential_goes_one_by_one_and_stops_on_its_condition) {
  Workspace w;
  const std::string condition =
      "<bpmn:completionCondition>=answer = \"no\" or numberOfCompletedInstances = "
      "5</bpmn:completionCondition>";
  ASSERT_EQ(w.deploy("p.bpmn",
                     around(multi("isSequential=\"true\"",
                                  "inputCollection=\"=people\" inputElement=\"person\"", condition),
                            "vote")),
            "ok");
  const int64_t key = w.start("p", vars("{people: [\"a\", \"b\", \"c\"]}"));
  EXPECT_EQ(w.effects.tasks["vote"].size(), 1u);
  w.complete("vote", vars("{answer: \"yes\"}"));
  EXPECT_EQ(w.effects.tasks["vote"].size(), 2u);
  w.complete("vote", vars("{answer: \"no\"}"));
  EXPECT_EQ(w.effects.tasks["vote"].size(), 2u);
  EXPECT_EQ(w.state(key), "completed");
}

TEST(multi_instance, nothing_to_do_is_done) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", around(multi("", "inputCollection=\"=[]\""), "vote")), "ok");
  EXPECT_EQ(w.state(w.start("p")), "completed");
}

TEST(call_activity, hands_variables_down_and_up) {
  Workspace w;
  const std::string call =
      "<bpmn:callActivity id=\"call\"><bpmn:extensionElements><zeebe:calledElement "
      "processId=\"child\"/>"
      "</bpmn:extensionElements></bpmn:callActivity>\n";
  ASSERT_EQ(w.deploy("p.bpmn", around(call, "call")), "ok");
  const int64_t early = w.start("p");
  EXPECT_EQ(w.effects.incidents, std::vector<std::string>{"CALLED_ELEMENT_ERROR"});
  ASSERT_EQ(w.deploy("child.bpmn", process("child", inner(element("endEvent", "out")))), "ok");
  const auto open = incidents(*w.database().read(), early);
  EXPECT_EQ(w.act([&](Engine& engine) { return engine.resolve_incident(open.at(0).key); }), "ok");
  EXPECT_EQ(w.complete("work"), "ok");
  EXPECT_EQ(w.state(early), "completed");

  const int64_t key = w.start("p", vars("{a: 1}"));
  const auto child = instances(*w.database().read(), {.process_id = "child", .state = "active"});
  ASSERT_EQ(child.size(), 1u);
  EXPECT_EQ(child[0].parent_instance, key);
  EXPECT_EQ(w.variable(child[0].key, "a"), "1");
  EXPECT_EQ(w.act([&](Engine& engine) { return engine.cancel_instance(child[0].key, "x"); }),
            "engine.called_instance");
  w.reopen();
  w.complete("work", vars("{b: 2}"));
  EXPECT_EQ(w.state(key), "completed");
  EXPECT_EQ(w.variable(key, "b"), "2");
}

TEST(call_activity, error_inside_is_caught_by_the_caller_and_cancel_goes_down) {
  Workspace w;
  const std::string call =
      "<bpmn:callActivity id=\"call\"><bpmn:extensionElements><zeebe:calledElement "
      "processId=\"child\"/>"
      "</bpmn:extensionElements></bpmn:callActivity>\n";
  const std::string xml =
      process("p",
              element("startEvent", "start") + call +
                  event("boundaryEvent", "caught", kError, "attachedToRef=\"call\"") +
                  element("userTask", "mend") + flow("start", "call") + flow("caught", "mend"),
              kMessages);
  ASSERT_EQ(
      w.deploy("child.bpmn", process("child", inner(event("endEvent", "out", kError)), kMessages)),
      "ok");
  ASSERT_EQ(w.deploy("p.bpmn", xml), "ok");
  const int64_t key = w.start("p");
  w.complete("work");
  EXPECT_EQ(w.active(key), "mend");
  EXPECT_EQ(instances(*w.database().read(), {.process_id = "child"}).at(0).state, "canceled");

  const int64_t other = w.start("p");
  EXPECT_EQ(
      w.act([&](Engine& engine) { return engine.cancel_instance(other, "no longer wanted"); }),
      "ok");
  EXPECT_EQ(w.state(other), "canceled");
  EXPECT_EQ(w.effects.canceled.back(), "work");
  EXPECT_EQ(instances(*w.database().read(), {.process_id = "child", .state = "active"}).size(), 0u);
}

}  // namespace
}  // namespace runtime
