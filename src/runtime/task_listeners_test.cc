// Listeners of user tasks where the process goes another way meanwhile.
#include <gtest/gtest.h>

#include "base/text.h"
#include "bpmn/testing.h"
#include "runtime/testing.h"

namespace runtime {
namespace {

using namespace bpmn::testing;
using testing::vars;
using testing::Workspace;

std::string listened_task(const std::string& id, const std::string& events,
                          const std::string& more = "") {
  std::string listeners;
  for (const std::string& event : base::split(events, ','))
    listeners += "<zeebe:taskListener eventType=\"" + event + "\" type=\"" + event + "\"/>";
  return element("userTask", id,
                 "<bpmn:extensionElements><zeebe:userTask/>" + more + "<zeebe:taskListeners>" +
                     listeners + "</zeebe:taskListeners></bpmn:extensionElements>");
}

// Completes the only open job of a type.
std::string answer(Workspace& w, const std::string& type) {
  const auto found =
      w.database().read()->first("SELECT key FROM job WHERE type = ? AND state = 'open'", {type});
  if (!found) return "no job";
  const int64_t key = found->integer(0);
  return w.act([&](Engine& engine) { return engine.complete_job(key, {}); });
}

std::string cancel(Workspace& w, int64_t instance) {
  return w.act([&](Engine& engine) { return engine.cancel_instance(instance, "canceled"); });
}

// fork → box (with the task `ask`, interrupted by `late` → after) | beside
std::string interrupted() {
  return process(
      "p",
      element("startEvent", "start") + element("parallelGateway", "fork") +
          "<bpmn:subProcess id=\"box\">" + element("startEvent", "in") +
          listened_task("ask", "canceling") + flow("in", "ask") + "</bpmn:subProcess>" +
          "<bpmn:boundaryEvent id=\"late\" attachedToRef=\"box\"><bpmn:timerEventDefinition>"
          "<bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>"
          "</bpmn:boundaryEvent>" +
          element("userTask", "after") + element("userTask", "beside") +
          element("userTask", "elsewhere") +
          "<bpmn:subProcess id=\"stopping\" triggeredByEvent=\"true\">"
          "<bpmn:startEvent id=\"stop\"><bpmn:signalEventDefinition signalRef=\"s\"/>"
          "</bpmn:startEvent>" +
          element("userTask", "clear") + flow("stop", "clear") + "</bpmn:subProcess>" +
          flow("start", "fork") + flow("fork", "box") + flow("fork", "beside") +
          flow("late", "after") + flow("beside", "elsewhere"),
      "<bpmn:signal id=\"s\" name=\"stop\"/>");
}

// What was thrown before the task was told has canceled it.
TEST(lingering, a_task_that_was_canceled_before_it_was_told_is_nobodys) {
  Workspace w;
  const std::string signal = "<bpmn:signalEventDefinition signalRef=\"s\"/>";
  ASSERT_EQ(w.deploy("p.bpmn",
                     process("p",
                             element("startEvent", "start") + element("parallelGateway", "fork") +
                                 element("intermediateThrowEvent", "tell", signal) +
                                 listened_task("ask", "canceling") +
                                 "<bpmn:boundaryEvent id=\"told\" attachedToRef=\"ask\">" + signal +
                                 "</bpmn:boundaryEvent>" + element("userTask", "after") +
                                 flow("start", "fork") + flow("fork", "tell") +
                                 flow("fork", "ask") + flow("told", "after"),
                             "<bpmn:signal id=\"s\" name=\"stop\"/>")),
            "ok");

  const int64_t key = w.start("p");

  EXPECT_FALSE(w.effects.tasks.contains("ask"));
  EXPECT_EQ(w.active(key), "ask");
  EXPECT_EQ(answer(w, "canceling"), "ok");
  EXPECT_EQ(w.active(key), "after");
}

class LingeringTest : public ::testing::Test {
 protected:
  LingeringTest() {
    EXPECT_EQ(w.deploy("p.bpmn", interrupted()), "ok");
    key = w.start("p");
    w.advance(base::hours(2));
    EXPECT_EQ(w.active(key), "box beside ask");
  }
  int64_t latest(const std::string& element) { return w.effects.tasks.at(element).back().key; }

  Workspace w;
  int64_t key = 0;
};

TEST_F(LingeringTest, the_boundary_event_follows_also_after_a_restart) {
  w.reopen();

  EXPECT_EQ(answer(w, "canceling"), "ok");

  EXPECT_EQ(w.active(key), "beside after");
}

TEST_F(LingeringTest, nothing_follows_when_the_instance_is_cancelled_meanwhile) {
  EXPECT_EQ(cancel(w, key), "ok");
  EXPECT_EQ(w.state(key), "active");

  EXPECT_EQ(answer(w, "canceling"), "ok");

  EXPECT_EQ(w.state(key), "canceled");
  EXPECT_EQ(w.active(key), "");
  EXPECT_EQ(w.terminated(key), "box beside ask");
}

TEST_F(LingeringTest, the_listeners_of_a_suspended_instance_that_is_cancelled_are_asked) {
  EXPECT_EQ(w.act([&](Engine& engine) { return engine.suspend_instance(key); }), "ok");
  EXPECT_EQ(answer(w, "canceling"), "engine.suspended");
  EXPECT_EQ(cancel(w, key), "ok");

  EXPECT_EQ(answer(w, "canceling"), "ok");

  EXPECT_EQ(w.state(key), "canceled");
}

TEST_F(LingeringTest, an_event_sub_process_takes_over_from_the_boundary_event) {
  EXPECT_EQ(w.act([](Engine& engine) { return engine.broadcast_signal("stop", {}); }), "ok");
  EXPECT_EQ(w.active(key), "box ask");

  EXPECT_EQ(answer(w, "canceling"), "ok");

  EXPECT_EQ(w.active(key), "stopping clear");
}

TEST_F(LingeringTest, what_is_to_follow_keeps_its_scope_when_the_rest_is_moved_away) {
  const int64_t beside = latest("beside");
  EXPECT_EQ(w.act([&](Engine& engine) { return engine.move(key, {beside}, {}, ""); }), "ok");
  EXPECT_EQ(w.active(key), "box ask");

  EXPECT_EQ(answer(w, "canceling"), "ok");

  EXPECT_EQ(w.active(key), "after");
}

TEST_F(LingeringTest, an_element_inside_begins_in_a_scope_of_its_own) {
  const int64_t beside = latest("beside");
  EXPECT_EQ(w.act([&](Engine& engine) { return engine.move(key, {beside}, {"ask"}, ""); }), "ok");
  EXPECT_EQ(w.active(key), "box ask box ask");

  EXPECT_EQ(answer(w, "canceling"), "ok");

  EXPECT_EQ(w.active(key), "box ask after");
  w.complete("ask");
  w.complete("after");
  EXPECT_EQ(w.state(key), "completed");
}

TEST_F(LingeringTest, a_move_away_from_it_takes_what_was_to_follow_along) {
  const auto here = w.database().read()->first(
      "SELECT key FROM element_instance WHERE instance = ? AND element_id = 'box'", {key});
  ASSERT_TRUE(here);
  const int64_t box = here->integer(0);
  EXPECT_EQ(w.act([&](Engine& engine) { return engine.move(key, {box}, {"elsewhere"}, ""); }),
            "ok");

  EXPECT_EQ(answer(w, "canceling"), "ok");

  EXPECT_EQ(w.active(key), "beside elsewhere");
}

TEST(task_listeners, a_called_instance_lingers_and_its_caller_does_not_wait) {
  Workspace w;
  ASSERT_EQ(w.deploy("called.bpmn",
                     process("called", element("startEvent", "in") +
                                           listened_task("ask", "canceling") + flow("in", "ask"))),
            "ok");
  ASSERT_EQ(w.deploy("p.bpmn",
                     process("p", element("startEvent", "start") +
                                      element("callActivity", "call",
                                              "<bpmn:extensionElements><zeebe:calledElement "
                                              "processId=\"called\"/></bpmn:extensionElements>") +
                                      flow("start", "call"))),
            "ok");
  const int64_t caller = w.start("p");
  const int64_t called = w.effects.tasks.at("ask").back().at.instance;

  EXPECT_EQ(cancel(w, caller), "ok");

  EXPECT_EQ(w.state(caller), "canceled");
  EXPECT_EQ(w.state(called), "active");
  EXPECT_EQ(answer(w, "canceling"), "ok");
  EXPECT_EQ(w.state(called), "canceled");
}

TEST(task_listeners, variables_around_the_tasks_of_a_list_are_set_at_once) {
  Workspace w;
  const std::string many =
      "<bpmn:userTask id=\"ask\"><bpmn:extensionElements><zeebe:userTask/><zeebe:taskListeners>"
      "<zeebe:taskListener eventType=\"updating\" type=\"updating\"/></zeebe:taskListeners>"
      "</bpmn:extensionElements><bpmn:multiInstanceLoopCharacteristics><bpmn:extensionElements>"
      "<zeebe:loopCharacteristics inputCollection=\"=[1, 2]\"/></bpmn:extensionElements>"
      "</bpmn:multiInstanceLoopCharacteristics></bpmn:userTask>";
  ASSERT_EQ(w.deploy("p.bpmn",
                     process("p", element("startEvent", "start") + many + flow("start", "ask"))),
            "ok");
  const int64_t key = w.start("p");
  const int64_t body =
      w.database()
          .read()
          ->first("SELECT MIN(key) FROM element_instance WHERE instance = ? AND element_id = 'ask'",
                  {key})
          ->integer(0);

  EXPECT_EQ(
      w.act([&](Engine& engine) { return engine.set_local_variables(body, vars("{note: 1}")); }),
      "ok");

  EXPECT_EQ(answer(w, "updating"), "no job");
}

TEST(task_listeners, of_a_task_that_could_not_be_made_known_see_it_when_it_is) {
  Workspace w;
  const std::string wait =
      "<bpmn:intermediateCatchEvent id=\"wait\"><bpmn:timerEventDefinition><bpmn:timeDuration>PT1H"
      "</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>";
  const std::string assigned = "<zeebe:assignmentDefinition assignee=\"lin\"/>";
  ASSERT_EQ(w.deploy("p.bpmn", process("p", element("startEvent", "start") + wait +
                                                listened_task("ask", "assigning", assigned) +
                                                flow("start", "wait") + flow("wait", "ask"))),
            "ok");
  const int64_t key = w.start("p");
  w.effects.on_user_task = [](Op&, const engine::UserTask&) -> base::Result<void> {
    return base::refusal("request.unknown_field");
  };
  w.advance(base::hours(1));
  EXPECT_EQ(answer(w, "assigning"), "no job");
  const auto open = incidents(*w.database().read(), key);
  ASSERT_EQ(open.size(), 1u);
  w.effects.on_user_task = nullptr;

  EXPECT_EQ(w.act([&](Engine& engine) { return engine.resolve_incident(open[0].key); }), "ok");

  EXPECT_EQ(w.effects.tasks["ask"].size(), 1u);
  EXPECT_EQ(answer(w, "assigning"), "ok");
  EXPECT_EQ(w.complete("ask"), "ok");
  EXPECT_EQ(w.state(key), "completed");
}

}  // namespace
}  // namespace runtime
