// A suspended instance: nothing of it moves, and nothing that comes to it meanwhile is lost.
#include <gtest/gtest.h>

#include "bpmn/testing.h"
#include "runtime/testing.h"

namespace runtime {
namespace {

using namespace bpmn::testing;
using testing::vars;
using testing::Workspace;

constexpr const char* kBeside =
    "<bpmn:error id=\"Broken\" name=\"broken\" errorCode=\"E_BROKEN\"/>\n"
    "<bpmn:escalation id=\"Urgent\" name=\"urgent\" escalationCode=\"U\"/>\n"
    "<bpmn:escalation id=\"Stop\" name=\"stop\" escalationCode=\"S\"/>\n";
const std::string kStop = "<bpmn:escalationEventDefinition escalationRef=\"Stop\"/>";

std::string boundary(const std::string& id, const std::string& on, const std::string& definition,
                     const std::string& more = "") {
  return "<bpmn:boundaryEvent id=\"" + id + "\" attachedToRef=\"" + on + "\"" + more + ">" +
         definition + "</bpmn:boundaryEvent>\n";
}

// The built-in suspends it when what it has called tells so.
std::string caller(const std::string& more = "") {
  return process("p",
                 element("startEvent", "start") +
                     "<bpmn:callActivity id=\"call\"><bpmn:extensionElements><zeebe:calledElement "
                     "processId=\"child\"/></bpmn:extensionElements></bpmn:callActivity>\n" +
                     boundary("told", "call", kStop, " cancelActivity=\"false\"") +
                     job("stop", "records:transition") + element("userTask", "after") +
                     flow("start", "call") + flow("call", "after") + flow("told", "stop") + more,
                 kBeside);
}

// Tells its caller on its way to its end, and that end is one of several.
std::string called(const std::string& end) {
  return process("child",
                 element("startEvent", "start") + element("userTask", "work") +
                     element("intermediateThrowEvent", "tell", kStop) +
                     element("endEvent", "end", end) + flow("start", "work") +
                     flow("work", "tell") + flow("tell", "end"),
                 kBeside);
}

class SuspensionTest : public ::testing::Test {
 protected:
  std::string suspend(int64_t key) {
    return w.act([&](Engine& engine) { return engine.suspend_instance(key); });
  }
  std::string resume(int64_t key) {
    return w.act([&](Engine& engine) { return engine.resume_instance(key); });
  }
  std::string set(int64_t key, const feel::Value& values) {
    return w.act([&](Engine& engine) { return engine.set_variables(key, values); });
  }
  // In one step: the caller is suspended before the end of what it called comes to it.
  int64_t start_and_end_the_called_while_suspended() {
    const int64_t key = w.start("p");
    w.effects.on_builtin = [key](Op& op, const engine::BuiltinCall&) -> base::Result<feel::Value> {
      if (auto done = op.engine.suspend_instance(key); !done.ok()) return std::move(done).error();
      return feel::Value();
    };
    EXPECT_EQ(w.complete("work", vars("{done: 1}")), "ok");
    EXPECT_EQ(w.active(key), "call stop");
    w.reopen();
    return key;
  }
  void deploy(const std::string& end, const std::string& more = "") {
    ASSERT_EQ(w.deploy("child.bpmn", called(end)), "ok");
    ASSERT_EQ(w.deploy("p.bpmn", caller(more)), "ok");
  }

  Workspace w;
};

TEST_F(SuspensionTest, conditions_are_looked_at_when_it_is_resumed) {
  const std::string xml =
      process("p", element("startEvent", "start") + element("userTask", "work") +
                       boundary("high", "work",
                                "<bpmn:conditionalEventDefinition><bpmn:condition>=x &gt; "
                                "3</bpmn:condition></bpmn:conditionalEventDefinition>") +
                       element("userTask", "look") + flow("start", "work") + flow("high", "look"));
  ASSERT_EQ(w.deploy("p.bpmn", xml), "ok");
  const int64_t rising = w.start("p", vars("{x: 1}"));
  const int64_t falling = w.start("p", vars("{x: 1}"));
  EXPECT_EQ(suspend(rising), "ok");
  EXPECT_EQ(suspend(falling), "ok");

  EXPECT_EQ(set(rising, vars("{x: 5}")), "ok");
  EXPECT_EQ(set(falling, vars("{x: 5}")), "ok");
  EXPECT_EQ(set(falling, vars("{x: 2}")), "ok");
  EXPECT_EQ(w.active(rising), "work");
  w.reopen();

  EXPECT_EQ(resume(rising), "ok");
  EXPECT_EQ(resume(falling), "ok");
  EXPECT_EQ(w.active(rising), "look");
  EXPECT_EQ(w.active(falling), "work");
  EXPECT_EQ(set(falling, vars("{x: 5}")), "ok");
  EXPECT_EQ(w.active(falling), "look");
}

TEST_F(SuspensionTest, a_called_one_is_resumed_with_its_caller_only) {
  deploy("");
  const int64_t key = w.start("p");
  const int64_t child =
      instances(*w.database().read(), {.process_id = "child", .state = "active"}).at(0).key;
  EXPECT_EQ(suspend(key), "ok");
  EXPECT_EQ(w.complete("work"), "engine.suspended");

  EXPECT_EQ(resume(child), "engine.caller_suspended");
  EXPECT_EQ(resume(key), "ok");
  EXPECT_EQ(w.complete("work"), "ok");
  EXPECT_EQ(w.active(key), "after");

  // Alone suspended, alone resumed.
  const int64_t other = w.start("p");
  const int64_t alone =
      instances(*w.database().read(), {.process_id = "child", .state = "active"}).at(0).key;
  EXPECT_EQ(suspend(alone), "ok");
  EXPECT_EQ(resume(alone), "ok");
  EXPECT_EQ(w.complete("work"), "ok");
  EXPECT_EQ(w.active(other), "after");
}

TEST_F(SuspensionTest, a_called_one_that_was_suspended_itself_does_not_go_on_with_its_caller) {
  deploy("");
  const int64_t key = w.start("p");
  const int64_t child =
      instances(*w.database().read(), {.process_id = "child", .state = "active"}).at(0).key;
  EXPECT_EQ(suspend(child), "ok");
  EXPECT_EQ(suspend(key), "ok");

  EXPECT_EQ(resume(child), "engine.caller_suspended");
  EXPECT_EQ(resume(key), "ok");
  EXPECT_EQ(w.complete("work"), "engine.suspended");
  EXPECT_EQ(resume(child), "ok");

  // From now on it rests and goes on with its caller again.
  EXPECT_EQ(suspend(key), "ok");
  EXPECT_EQ(resume(key), "ok");
  EXPECT_EQ(w.complete("work"), "ok");
  EXPECT_EQ(w.active(key), "after");
}

TEST_F(SuspensionTest, the_end_of_what_it_called_is_kept) {
  deploy("");
  const int64_t key = start_and_end_the_called_while_suspended();
  EXPECT_EQ(instances(*w.database().read(), {.process_id = "child"}).at(0).state, "completed");

  EXPECT_EQ(resume(key), "ok");
  EXPECT_EQ(w.active(key), "after");
  EXPECT_EQ(w.variable(key, "done"), "1");
  EXPECT_EQ(w.variable(key, "jw:returned"), "absent");
}

TEST_F(SuspensionTest, an_error_of_what_it_called_is_kept) {
  deploy("<bpmn:errorEventDefinition errorRef=\"Broken\"/>",
         boundary("caught", "call", "<bpmn:errorEventDefinition errorRef=\"Broken\"/>") +
             element("userTask", "mend") + flow("caught", "mend"));
  const int64_t key = start_and_end_the_called_while_suspended();

  EXPECT_EQ(resume(key), "ok");
  EXPECT_EQ(w.active(key), "mend");
  EXPECT_EQ(instances(*w.database().read(), {.process_id = "child"}).at(0).state, "canceled");
}

TEST_F(SuspensionTest, an_escalation_of_what_it_called_is_kept_beside_its_end) {
  deploy("<bpmn:escalationEventDefinition escalationRef=\"Urgent\"/>",
         boundary("heard", "call", "<bpmn:escalationEventDefinition escalationRef=\"Urgent\"/>",
                  " cancelActivity=\"false\"") +
             element("userTask", "hurry") + flow("heard", "hurry"));
  const int64_t key = start_and_end_the_called_while_suspended();

  EXPECT_EQ(resume(key), "ok");
  EXPECT_EQ(w.active(key), "after hurry");
}

TEST_F(SuspensionTest, what_the_built_in_gave_that_suspended_it_is_kept) {
  const std::string xml = process(
      "p", element("startEvent", "start") + job("stop", "records:transition") +
               element("userTask", "after") + flow("start", "stop") + flow("stop", "after"));
  ASSERT_EQ(w.deploy("p.bpmn", xml), "ok");
  w.effects.on_builtin = [](Op& op, const engine::BuiltinCall& call) -> base::Result<feel::Value> {
    if (auto done = op.engine.suspend_instance(call.at.instance); !done.ok())
      return std::move(done).error();
    return vars("{made: 1}");
  };
  const int64_t key = w.start("p");
  EXPECT_EQ(w.active(key), "stop");
  w.reopen();

  EXPECT_EQ(resume(key), "ok");
  EXPECT_EQ(w.active(key), "after");
  EXPECT_EQ(w.variable(key, "made"), "1");
}

TEST_F(SuspensionTest, what_is_called_after_it_was_suspended_rests_too) {
  ASSERT_EQ(w.deploy("child.bpmn", called("")), "ok");
  const std::string xml = process(
      "p", element("startEvent", "start") + job("stop", "records:transition") +
               "<bpmn:callActivity id=\"call\"><bpmn:extensionElements><zeebe:calledElement "
               "processId=\"child\"/></bpmn:extensionElements></bpmn:callActivity>\n" +
               flow("start", "stop") + flow("start", "call"));
  ASSERT_EQ(w.deploy("p.bpmn", xml), "ok");
  w.effects.on_builtin = [](Op& op, const engine::BuiltinCall& call) -> base::Result<feel::Value> {
    if (auto done = op.engine.suspend_instance(call.at.instance); !done.ok())
      return std::move(done).error();
    return feel::Value();
  };
  const int64_t key = w.start("p");
  EXPECT_EQ(w.complete("work"), "engine.suspended");

  EXPECT_EQ(resume(key), "ok");
  EXPECT_EQ(w.complete("work"), "ok");
  EXPECT_EQ(w.state(key), "completed");
}

}  // namespace
}  // namespace runtime
