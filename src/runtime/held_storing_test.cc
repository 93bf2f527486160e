// A fault that shows only where what a step has made is stored is one instance's own as well, and
// what an event begins is held like what it reaches.
#include <gtest/gtest.h>

#include <stdexcept>

#include "bpmn/testing.h"
#include "runtime/testing.h"

namespace runtime {
namespace {

using namespace bpmn::testing;
using testing::vars;
using testing::Workspace;

const std::string kCall = "<bpmn:signal id=\"call\" name=\"call\"/>";
const std::string kOnCall = "<bpmn:signalEventDefinition signalRef=\"call\"/>";
const std::string kOnHour =
    "<bpmn:timerEventDefinition><bpmn:timeDuration>PT1H</bpmn:timeDuration>"
    "</bpmn:timerEventDefinition>";
const std::string kNamed = "<bpmn:message id=\"answer\" name=\"answer\"/>";
const std::string kOnAnswer = "<bpmn:messageEventDefinition messageRef=\"answer\"/>";

std::string waiting(const std::string& id, const std::string& event, const std::string& then) {
  return process(id,
                 element("startEvent", "start") + element("intermediateCatchEvent", "wait", event) +
                     element("userTask", then) + flow("start", "wait") + flow("wait", then),
                 kCall);
}
std::string begun_by(const std::string& id, const std::string& event, const std::string& then,
                     const std::string& definitions = "") {
  return process(
      id, element("startEvent", "start", event) + element("userTask", then) + flow("start", then),
      definitions);
}

// Of the user task `work` the table takes the one that is there, and no other.
void forbid_another_work(Workspace& w) {
  ASSERT_EQ(w.deploy("first.bpmn", begun_by("first", "", "work")), "ok");
  ASSERT_NE(w.start("first"), 0);
  ASSERT_TRUE(w.run([](Op& op) -> base::Result<base::Json> {
                 op.tx.db.execute(
                     "CREATE UNIQUE INDEX one_work ON element_instance (element_id) WHERE "
                     "element_id = 'work'");
                 return base::Json(nullptr);
               }).ok());
}
void allow_work(Workspace& w) {
  ASSERT_TRUE(w.run([](Op& op) -> base::Result<base::Json> {
                 op.tx.db.execute("DROP INDEX one_work");
                 return base::Json(nullptr);
               }).ok());
}
void break_work(Workspace& w) {
  w.effects.on_user_task = [](Op&, const engine::UserTask& task) -> base::Result<void> {
    if (task.at.element_id == "work") throw std::logic_error("a fault");
    return {};
  };
}
std::vector<int64_t> running(Workspace& w, const std::string& id) {
  std::vector<int64_t> keys;
  for (const auto& each : instances(*w.database().read(), {.process_id = id, .state = "active"}))
    keys.push_back(each.key);
  return keys;
}
std::string open_incidents(Workspace& w, int64_t instance) {
  std::string kinds;
  for (const auto& each : incidents(*w.database().read(), instance)) {
    if (!each.resolved_at) kinds += (kinds.empty() ? "" : " ") + each.kind;
  }
  return kinds;
}

TEST(held_storing, keeps_a_signal_for_the_one_that_cannot_be_stored) {
  Workspace w;
  ASSERT_EQ(w.deploy("broken.bpmn", waiting("broken", kOnCall, "work")), "ok");
  ASSERT_EQ(w.deploy("sound.bpmn", waiting("sound", kOnCall, "rest")), "ok");
  const int64_t before = w.start("sound");
  const int64_t broken = w.start("broken");
  const int64_t after = w.start("sound");
  forbid_another_work(w);

  EXPECT_EQ(w.act([](Engine& e) { return e.broadcast_signal("call", vars("{said: 7}")); }), "ok");

  EXPECT_EQ(w.active(before), "rest");
  EXPECT_EQ(w.active(after), "rest");
  EXPECT_EQ(w.active(broken), "wait");
  ASSERT_EQ(open_incidents(w, broken), "EVENT_HELD");
  EXPECT_EQ(incidents(*w.database().read(), broken)[0].message.find("internal.defect: "), 0u);

  EXPECT_EQ(w.act([&](Engine& e) { return e.resolve_incidents(broken); }), "ok");
  EXPECT_EQ(open_incidents(w, broken), "EVENT_HELD") << "the same again";
  allow_work(w);
  EXPECT_EQ(w.act([&](Engine& e) { return e.resolve_incidents(broken); }), "ok");
  EXPECT_EQ(w.active(broken), "work");
  EXPECT_EQ(w.variable(broken, "said"), "7");
  EXPECT_EQ(w.count("held_event"), 0);
}

TEST(held_storing, keeps_a_start_that_cannot_be_stored) {
  Workspace w;
  ASSERT_EQ(w.deploy("broken.bpmn", begun_by("broken", kOnCall, "work", kCall)), "ok");
  ASSERT_EQ(w.deploy("sound.bpmn", begun_by("sound", kOnCall, "rest", kCall)), "ok");
  forbid_another_work(w);

  EXPECT_EQ(w.act([](Engine& e) { return e.broadcast_signal("call", {}); }), "ok");

  ASSERT_EQ(running(w, "sound").size(), 1u);
  EXPECT_EQ(w.active(running(w, "sound")[0]), "rest");
  ASSERT_EQ(running(w, "broken").size(), 1u);
  const int64_t broken = running(w, "broken")[0];
  EXPECT_EQ(open_incidents(w, broken), "START_HELD");
  allow_work(w);
  EXPECT_EQ(w.act([&](Engine& e) { return e.resolve_incidents(broken); }), "ok");
  EXPECT_EQ(w.active(broken), "work");
}

TEST(held_storing, holds_the_timer_whose_step_cannot_be_stored) {
  Workspace w;
  ASSERT_EQ(w.deploy("broken.bpmn", waiting("broken", kOnHour, "work")), "ok");
  ASSERT_EQ(w.deploy("sound.bpmn", waiting("sound", kOnHour, "rest")), "ok");
  const int64_t broken = w.start("broken");
  const int64_t sound = w.start("sound");
  forbid_another_work(w);

  w.advance(base::hours(2));

  EXPECT_EQ(w.active(sound), "rest");
  EXPECT_EQ(w.active(broken), "wait");
  EXPECT_EQ(open_incidents(w, broken), "TIMER_HELD");
  allow_work(w);
  EXPECT_EQ(w.act([&](Engine& e) { return e.resolve_incidents(broken); }), "ok");
  w.advance(base::minutes(1));
  EXPECT_EQ(w.active(broken), "work");
}

TEST(held_starts, of_a_timer_exist_with_their_incident_and_the_cycle_goes_on) {
  Workspace w;
  const std::string cycle =
      "<bpmn:timerEventDefinition><bpmn:timeCycle>R2/PT1H</bpmn:timeCycle>"
      "</bpmn:timerEventDefinition>";
  ASSERT_EQ(w.deploy("broken.bpmn", begun_by("broken", cycle, "work")), "ok");
  break_work(w);

  w.advance(base::minutes(90));

  ASSERT_EQ(running(w, "broken").size(), 1u);
  const int64_t first = running(w, "broken")[0];
  EXPECT_EQ(open_incidents(w, first), "START_HELD");
  EXPECT_EQ(w.active(first), "");
  w.effects.on_user_task = nullptr;
  w.advance(base::hours(1));
  ASSERT_EQ(running(w, "broken").size(), 2u);
  EXPECT_EQ(w.count("incident"), 1);
  EXPECT_EQ(w.act([&](Engine& e) { return e.resolve_incidents(first); }), "ok");
  EXPECT_EQ(w.active(first), "work");
}

TEST(held_starts, of_a_condition_leave_those_of_others_alone) {
  Workspace w;
  const std::string condition =
      "<bpmn:conditionalEventDefinition><bpmn:condition>=x = 1</bpmn:condition>"
      "</bpmn:conditionalEventDefinition>";
  ASSERT_EQ(w.deploy("broken.bpmn", begun_by("broken", condition, "work")), "ok");
  ASSERT_EQ(w.deploy("sound.bpmn", begun_by("sound", condition, "rest")), "ok");
  break_work(w);

  EXPECT_EQ(w.act([](Engine& e) -> base::Result<void> {
    const auto begun = e.evaluate_conditions("", vars("{x: 1}"));
    return begun.ok() ? base::Result<void>() : begun.error();
  }),
            "ok");

  ASSERT_EQ(running(w, "broken").size(), 1u);
  EXPECT_EQ(open_incidents(w, running(w, "broken")[0]), "START_HELD");
  ASSERT_EQ(running(w, "sound").size(), 1u);
  EXPECT_EQ(w.active(running(w, "sound")[0]), "rest");
}

// Of a message of which one instance runs at a time: the end of the one begins the next.
TEST(held_starts, do_not_keep_the_one_before_from_ending) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", begun_by("p", kOnAnswer, "work", kNamed)), "ok");
  ASSERT_EQ(w.publish("answer", "k", vars("{said: 1}"), base::hours(1)), "ok");
  ASSERT_EQ(w.publish("answer", "k", vars("{said: 2}"), base::hours(1)), "ok");
  ASSERT_EQ(running(w, "p").size(), 1u);
  const int64_t before = running(w, "p")[0];
  break_work(w);

  EXPECT_EQ(w.complete("work"), "ok");

  EXPECT_EQ(w.state(before), "completed");
  ASSERT_EQ(running(w, "p").size(), 1u);
  const int64_t next = running(w, "p")[0];
  EXPECT_EQ(open_incidents(w, next), "START_HELD");
  w.effects.on_user_task = nullptr;
  EXPECT_EQ(w.act([&](Engine& e) { return e.resolve_incidents(next); }), "ok");
  EXPECT_EQ(w.variable(next, "said"), "2");
}

// The first that was kept is taken, and its element cannot leave: it does not take the second too.
TEST(kept_messages, that_are_refused_wait_for_the_next_one) {
  Workspace w;
  const std::string answer =
      "<bpmn:message id=\"answer\" name=\"answer\"><bpmn:extensionElements><zeebe:subscription "
      "correlationKey=\"=&quot;k&quot;\"/></bpmn:extensionElements></bpmn:message>";
  const std::string slow =
      "<bpmn:extensionElements><zeebe:ioMapping><zeebe:output source=\"=if is_slow then count(for "
      "i in 1..9000000 return i) else said\" target=\"said\"/></zeebe:ioMapping>"
      "</bpmn:extensionElements>";
  ASSERT_EQ(
      w.deploy("p.bpmn", process("p",
                                 element("startEvent", "start") +
                                     element("intermediateCatchEvent", "wait", slow + kOnAnswer) +
                                     element("userTask", "rest") + flow("start", "wait") +
                                     flow("wait", "rest"),
                                 answer)),
      "ok");
  ASSERT_EQ(w.publish("answer", "k", vars("{said: 1}"), base::hours(1)), "ok");
  ASSERT_EQ(w.publish("answer", "k", vars("{said: 2}"), base::hours(1)), "ok");

  const int64_t stuck = w.start("p", vars("{is_slow: true}"));

  EXPECT_EQ(w.active(stuck), "wait");
  EXPECT_EQ(w.count("correlated_message"), 1);
  const int64_t next = w.start("p", vars("{is_slow: false}"));
  EXPECT_EQ(w.active(next), "rest");
  EXPECT_EQ(w.variable(next, "said"), "2");
}

TEST(held_schedules, are_told_since_no_instance_has_an_incident) {
  std::vector<std::string> told;
  Workspace w;
  w.settings.on_defect = [&](const std::string& why) { told.push_back(why); };
  w.reopen();
  w.runtime().on_schedule("fail", [](Op&, const base::Json&) -> base::Result<void> {
    return base::refusal("request.unknown_field").because("x");
  });
  ASSERT_TRUE(w.run([](Op& op) -> base::Result<base::Json> {
                 schedule(op.tx, op.tx.now + base::hours(1), "fail", nullptr);
                 return base::Json(nullptr);
               }).ok());

  w.advance(base::hours(2));

  EXPECT_EQ(told, std::vector<std::string>{"what was due is held: fail: request.unknown_field: x"});
}

}  // namespace
}  // namespace runtime
