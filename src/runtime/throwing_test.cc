// What an event throws reaches whoever waits for it at that moment: in its own instance, too, also
// where nothing but the event is left of the scope that listens.
#include <gtest/gtest.h>

#include "bpmn/testing.h"
#include "runtime/testing.h"

namespace runtime {
namespace {

using namespace bpmn::testing;
using testing::Workspace;

const std::string kNames =
    "<bpmn:signal id=\"s\" name=\"s\"/><bpmn:escalation id=\"e\" name=\"e\" escalationCode=\"E\"/>"
    "<bpmn:message id=\"m\" name=\"m\"><bpmn:extensionElements><zeebe:subscription "
    "correlationKey=\"=&quot;k&quot;\"/></bpmn:extensionElements></bpmn:message>";
const std::string kSignal = "<bpmn:signalEventDefinition signalRef=\"s\"/>";
const std::string kMessage = "<bpmn:messageEventDefinition messageRef=\"m\"/>";
const std::string kEscalation = "<bpmn:escalationEventDefinition escalationRef=\"e\"/>";

// It throws and nothing follows, or only what ends the scope.
const std::vector<std::string> kThrowers = {"endEvent", "intermediateThrowEvent"};

std::string thrower(const std::string& tag, const std::string& event) {
  if (tag == "endEvent") return element(tag, "throw", event);
  return element(tag, "throw", event) + element("endEvent", "over") + flow("throw", "over");
}

std::string event_process(const std::string& event, bool interrupts) {
  return "<bpmn:subProcess id=\"listening\" triggeredByEvent=\"true\"><bpmn:startEvent id=\"told\" "
         "isInterrupting=\"" +
         std::string(interrupts ? "true" : "false") + "\">" + event + "</bpmn:startEvent>" +
         element("userTask", "heard") + flow("told", "heard") + "</bpmn:subProcess>";
}

std::string boundary(const std::string& of, const std::string& event, bool interrupts) {
  return "<bpmn:boundaryEvent id=\"told\" attachedToRef=\"" + of + "\" cancelActivity=\"" +
         (interrupts ? "true" : "false") + "\">" + event + "</bpmn:boundaryEvent>" +
         element("userTask", "heard") + flow("told", "heard");
}

std::string sub_process(const std::string& content) {
  return element("subProcess", "sub", element("startEvent", "in") + content);
}

// One instance of `content`, which is run until it rests.
std::string active_in(const std::string& content) {
  Workspace w;
  EXPECT_EQ(w.deploy("p.bpmn", process("p", content, kNames)), "ok");
  const int64_t key = w.start("p");
  EXPECT_TRUE(w.effects.incidents.empty());
  w.reopen();
  return w.active(key);
}

class Throwing : public ::testing::TestWithParam<std::tuple<std::string, std::string, bool>> {
 protected:
  std::string event = std::get<0>(GetParam());
  std::string tag = std::get<1>(GetParam());
  bool interrupts = std::get<2>(GetParam());
};

TEST_P(Throwing, is_heard_by_an_event_sub_process_of_the_process) {
  EXPECT_EQ(active_in(element("startEvent", "start") + thrower(tag, event) +
                      flow("start", "throw") + event_process(event, interrupts)),
            "listening heard");
}

TEST_P(Throwing, is_heard_by_an_event_sub_process_of_its_sub_process) {
  EXPECT_EQ(active_in(element("startEvent", "start") +
                      sub_process(thrower(tag, event) + flow("in", "throw") +
                                  event_process(event, interrupts)) +
                      flow("start", "sub")),
            "sub listening heard");
}

TEST_P(Throwing, is_heard_at_the_boundary_of_its_sub_process) {
  EXPECT_EQ(active_in(element("startEvent", "start") +
                      sub_process(thrower(tag, event) + flow("in", "throw")) +
                      boundary("sub", event, interrupts) + flow("start", "sub")),
            "heard");
}

INSTANTIATE_TEST_SUITE_P(each, Throwing,
                         ::testing::Combine(::testing::Values(kSignal, kMessage, kEscalation),
                                            ::testing::ValuesIn(kThrowers), ::testing::Bool()));

TEST(throwing, is_heard_at_the_boundary_of_the_send_task_that_throws) {
  const std::string content =
      element("startEvent", "start") + "<bpmn:sendTask id=\"send\" messageRef=\"m\"/>" +
      element("userTask", "behind") + flow("start", "send") + flow("send", "behind");

  EXPECT_EQ(active_in(content + boundary("send", kMessage, true)), "heard");
  EXPECT_EQ(active_in(content + boundary("send", kMessage, false)), "heard behind");
}

TEST(throwing, is_not_heard_by_what_begins_behind_it) {
  EXPECT_EQ(active_in(element("startEvent", "start") +
                      element("intermediateThrowEvent", "throw", kSignal + kMessage) +
                      element("intermediateCatchEvent", "wait", kSignal) + flow("start", "throw") +
                      flow("throw", "wait")),
            "wait");
}

TEST(throwing, is_heard_by_what_waits_beside_it_in_the_same_step) {
  EXPECT_EQ(
      active_in(element("startEvent", "start") +
                element("intermediateThrowEvent", "throw", kSignal) +
                element("intermediateCatchEvent", "wait", kSignal) + element("userTask", "heard") +
                flow("start", "throw") + flow("start", "wait") + flow("wait", "heard")),
      "heard");
}

// A multiple event throws one thing after the other; what interrupts it leaves the rest unthrown.
TEST(throwing, of_several_things_ends_with_what_interrupts_it) {
  const std::string others = "<bpmn:endEvent id=\"throw\">" + kSignal + kMessage +
                             "<bpmn:terminateEventDefinition/></bpmn:endEvent>";
  const std::string begin = element("startEvent", "start") + flow("start", "throw") + others;

  EXPECT_EQ(active_in(begin + event_process(kSignal, true)), "listening heard");
  EXPECT_EQ(active_in(begin + event_process(kMessage, true)), "listening heard");
  EXPECT_EQ(active_in(begin + event_process(kMessage, false)), "")
      << "it terminates what has heard of it";
}

// The compensation of the same event waits for its own handler, not for the delivery.
TEST(throwing, of_a_signal_and_a_compensation_undoes_when_the_signal_is_there) {
  const std::string undo = "<bpmn:compensateEventDefinition/>";
  Workspace w;
  ASSERT_EQ(
      w.deploy("p.bpmn",
               process("p",
                       element("startEvent", "start") +
                           element("scriptTask", "a",
                                   "<bpmn:extensionElements>"
                                   "<zeebe:script expression=\"=1\" "
                                   "resultVariable=\"x\"/>"
                                   "</bpmn:extensionElements>") +
                           "<bpmn:boundaryEvent id=\"at\" attachedToRef=\"a\">" + undo +
                           "</bpmn:boundaryEvent><bpmn:userTask id=\"back\" "
                           "isForCompensation=\"true\"><bpmn:extensionElements><zeebe:userTask/>"
                           "</bpmn:extensionElements></bpmn:userTask><bpmn:association id=\"way\" "
                           "sourceRef=\"at\" targetRef=\"back\"/>" +
                           element("intermediateThrowEvent", "throw", kSignal + undo) +
                           flow("start", "a") + flow("a", "throw") + event_process(kSignal, false),
                       kNames)),
      "ok");

  const int64_t key = w.start("p");

  EXPECT_EQ(w.active(key), "throw listening heard back");
  EXPECT_EQ(w.complete("back"), "ok");
  EXPECT_EQ(w.active(key), "listening heard");
}

// Each round begins when what the round before has thrown was delivered.
TEST(throwing, for_ever_is_an_incident_where_it_is_thrown) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", process("p",
                                       element("startEvent", "start") + element("task", "again") +
                                           element("intermediateThrowEvent", "throw", kSignal) +
                                           flow("start", "again") + flow("again", "throw") +
                                           flow("throw", "again"),
                                       kNames)),
            "ok");

  const int64_t key = w.start("p");

  EXPECT_EQ(w.active(key), "throw");
  const auto open = incidents(*w.database().read(), key);
  ASSERT_EQ(open.size(), 1u);
  EXPECT_EQ(open[0].kind, "TOO_MANY_EFFECTS");
  EXPECT_EQ(open[0].element_id, "throw");
  EXPECT_EQ(w.act([&](Engine& e) { return e.resolve_incident(open[0].key); }), "ok");
  EXPECT_EQ(w.active(key), "throw") << "it throws again, as often as an act may";
  EXPECT_EQ(w.count("incident WHERE resolved_at IS NULL"), 1);
}

}  // namespace
}  // namespace runtime
