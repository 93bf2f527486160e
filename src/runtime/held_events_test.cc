// Of many whom a message or signal reaches one may fail by a fault of its own: it is held with what
// it was told, and the others go on.
#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>

#include "bpmn/testing.h"
#include "runtime/testing.h"

namespace runtime {
namespace {

using namespace bpmn::testing;
using testing::vars;
using testing::Workspace;

const std::string kCall = "<bpmn:signal id=\"call\" name=\"call\"/>";
const std::string kAnswer =
    "<bpmn:message id=\"answer\" name=\"answer\"><bpmn:extensionElements><zeebe:subscription "
    "correlationKey=\"=&quot;k&quot;\"/></bpmn:extensionElements></bpmn:message>";

std::string hearing(const std::string& id, const std::string& event, const std::string& then,
                    const std::string& definitions) {
  return process(id,
                 element("startEvent", "start") + "<bpmn:intermediateCatchEvent id=\"wait\">" +
                     event + "</bpmn:intermediateCatchEvent>" + element("userTask", then) +
                     flow("start", "wait") + flow("wait", then),
                 definitions);
}
std::string for_signal(const std::string& id, const std::string& then) {
  return hearing(id, "<bpmn:signalEventDefinition signalRef=\"call\"/>", then, kCall);
}
std::string for_message(const std::string& id, const std::string& then) {
  return hearing(id, "<bpmn:messageEventDefinition messageRef=\"answer\"/>", then, kAnswer);
}

void break_at(Workspace& w, const std::string& element) {
  w.effects.on_user_task = [element](Op&, const engine::UserTask& task) -> base::Result<void> {
    if (task.at.element_id == element) throw std::logic_error("a fault");
    return {};
  };
}

TEST(held_events, keep_a_signal_for_the_one_that_could_not_take_it) {
  Workspace w;
  ASSERT_EQ(w.deploy("broken.bpmn", for_signal("broken", "work")), "ok");
  ASSERT_EQ(w.deploy("sound.bpmn", for_signal("sound", "rest")), "ok");
  break_at(w, "work");
  const int64_t before = w.start("sound");
  const int64_t broken = w.start("broken");
  const int64_t after = w.start("sound");
  const auto call = [](Engine& e) { return e.broadcast_signal("call", vars("{said: 7}")); };

  EXPECT_EQ(w.act(call), "ok");

  EXPECT_EQ(w.active(before), "rest");
  EXPECT_EQ(w.active(after), "rest");
  EXPECT_EQ(w.active(broken), "wait");
  const auto open = incidents(*w.database().read(), broken);
  ASSERT_EQ(open.size(), 1u);
  EXPECT_EQ(open[0].kind, "EVENT_HELD");
  EXPECT_EQ(open[0].element_id, "wait");
  EXPECT_EQ(open[0].message, "internal.defect: a fault");

  w.reopen();
  EXPECT_EQ(w.act(call), "ok");
  EXPECT_EQ(w.count("incident"), 1) << "what is held is told once";
  EXPECT_EQ(w.act([&](Engine& e) { return e.resolve_incident(open[0].key); }), "ok");
  EXPECT_EQ(w.active(broken), "wait") << "the same again";
  EXPECT_EQ(w.count("incident WHERE resolved_at IS NULL"), 1);

  w.effects.on_user_task = nullptr;
  EXPECT_EQ(w.act([&](Engine& e) { return e.resolve_incidents(broken); }), "ok");
  EXPECT_EQ(w.active(broken), "work");
  EXPECT_EQ(w.variable(broken, "said"), "7");
  EXPECT_EQ(w.count("incident WHERE resolved_at IS NULL"), 0);
  EXPECT_EQ(w.count("held_event"), 0);
}

TEST(held_events, leave_whoever_threw_the_signal_alone) {
  Workspace w;
  ASSERT_EQ(w.deploy("broken.bpmn", for_signal("broken", "work")), "ok");
  ASSERT_EQ(
      w.deploy("caller.bpmn", process("caller",
                                      element("startEvent", "start") +
                                          "<bpmn:intermediateCatchEvent id=\"later\">"
                                          "<bpmn:timerEventDefinition><bpmn:timeDuration>PT1H"
                                          "</bpmn:timeDuration></bpmn:timerEventDefinition>"
                                          "</bpmn:intermediateCatchEvent>"
                                          "<bpmn:intermediateThrowEvent id=\"throw\">"
                                          "<bpmn:signalEventDefinition signalRef=\"call\"/>"
                                          "</bpmn:intermediateThrowEvent>" +
                                          element("userTask", "rest") + flow("start", "later") +
                                          flow("later", "throw") + flow("throw", "rest"),
                                      kCall)),
      "ok");
  break_at(w, "work");
  const int64_t broken = w.start("broken");
  const int64_t caller = w.start("caller");

  w.advance(base::hours(2));

  EXPECT_EQ(w.active(caller), "rest");
  EXPECT_EQ(w.active(broken), "wait");
  EXPECT_EQ(w.count("incident WHERE kind = 'TIMER_HELD'"), 0);
  EXPECT_EQ(w.count("incident WHERE kind = 'EVENT_HELD'"), 1);
}

TEST(held_events, are_messages_that_count_as_correlated) {
  Workspace w;
  ASSERT_EQ(w.deploy("broken.bpmn", for_message("broken", "work")), "ok");
  ASSERT_EQ(w.deploy("sound.bpmn", for_message("sound", "rest")), "ok");
  break_at(w, "work");
  const int64_t broken = w.start("broken");
  const int64_t sound = w.start("sound");

  EXPECT_EQ(w.publish("answer", "k", vars("{said: 8}"), base::hours(1)), "ok");

  EXPECT_EQ(w.active(sound), "rest");
  EXPECT_EQ(w.active(broken), "wait");
  EXPECT_EQ(w.count("correlated_message"), 2);
  w.effects.on_user_task = nullptr;
  EXPECT_EQ(w.act([&](Engine& e) { return e.resolve_incidents(broken); }), "ok");
  EXPECT_EQ(w.active(broken), "work");
  EXPECT_EQ(w.variable(broken, "said"), "8");
}

TEST(held_events, go_with_the_element_that_waited) {
  Workspace w;
  ASSERT_EQ(w.deploy("broken.bpmn", for_signal("broken", "work")), "ok");
  break_at(w, "work");
  const int64_t broken = w.start("broken");
  ASSERT_EQ(w.act([](Engine& e) { return e.broadcast_signal("call", {}); }), "ok");

  EXPECT_EQ(w.act([&](Engine& e) { return e.cancel_instance(broken, ""); }), "ok");

  EXPECT_EQ(w.count("incident WHERE resolved_at IS NULL"), 0);
  EXPECT_EQ(w.state(broken), "canceled");
  EXPECT_EQ(w.count("held_event"), 0);
  EXPECT_EQ(w.effects.not_taken, std::vector<std::string>{"wait call "});
}

TEST(held_events, are_told_of_when_an_earlier_one_has_taken_their_place) {
  Workspace w;
  ASSERT_EQ(w.deploy("broken.bpmn", for_message("broken", "work")), "ok");
  break_at(w, "work");
  const int64_t broken = w.start("broken");
  EXPECT_EQ(w.publish("answer", "k", vars("{said: 1}")), "ok");
  EXPECT_EQ(w.publish("answer", "k", vars("{said: 2}")), "ok");
  ASSERT_EQ(w.count("held_event"), 2);

  w.effects.not_taken.clear();  // of what was taken back
  w.effects.on_user_task = nullptr;
  EXPECT_EQ(w.act([&](Engine& e) { return e.resolve_incidents(broken); }), "ok");

  EXPECT_EQ(w.active(broken), "work");
  EXPECT_EQ(w.variable(broken, "said"), "1");
  EXPECT_EQ(w.count("held_event"), 0);
  EXPECT_EQ(w.effects.not_taken, std::vector<std::string>{"wait answer k"});
}

TEST(held_events, are_not_overtaken_by_later_ones_of_their_name_and_key) {
  Workspace w;
  const std::string heard =
      "<bpmn:boundaryEvent id=\"heard\" attachedToRef=\"stay\" cancelActivity=\"false\">"
      "<bpmn:messageEventDefinition messageRef=\"answer\"/></bpmn:boundaryEvent>" +
      element("userTask", "note") + flow("heard", "note");
  ASSERT_EQ(
      w.deploy("p.bpmn", process("p",
                                 element("startEvent", "start") + element("userTask", "stay") +
                                     heard + flow("start", "stay"),
                                 kAnswer)),
      "ok");
  break_at(w, "note");
  const int64_t key = w.start("p");
  ASSERT_EQ(w.publish("answer", "k", vars("{said: 1}")), "ok");
  ASSERT_EQ(w.count("held_event"), 1);

  w.effects.on_user_task = nullptr;
  w.reopen();
  EXPECT_EQ(w.publish("answer", "k", vars("{said: 2}")), "ok");
  EXPECT_EQ(w.active(key), "stay") << "the second waits behind the first";
  EXPECT_EQ(w.count("held_event"), 2);
  EXPECT_EQ(w.count("incident"), 1);
  EXPECT_EQ(w.act([&](Engine& e) { return e.resolve_incidents(key); }), "ok");

  EXPECT_EQ(w.active(key), "stay note note");
  EXPECT_EQ(w.variable(key, "said"), "2") << "the latest is taken last";
  EXPECT_EQ(w.count("held_event"), 0);
  EXPECT_EQ(w.publish("answer", "k", vars("{said: 3}")), "ok");
  EXPECT_EQ(w.active(key), "stay note note note");
}

std::string asked(const std::string& boundary) {
  return process("asked",
                 element("startEvent", "start") + element("userTask", "stay") + boundary +
                     element("userTask", "work") + flow("start", "stay") + flow("stay", "work"),
                 kAnswer);
}
const std::string kHears =
    "<bpmn:boundaryEvent id=\"heard\" attachedToRef=\"stay\"><bpmn:messageEventDefinition "
    "messageRef=\"answer\"/></bpmn:boundaryEvent>" +
    flow("heard", "work");

TEST(held_events, are_told_of_when_a_migration_has_taken_away_what_waited) {
  Workspace w;
  ASSERT_EQ(w.deploy("asked.bpmn", asked(kHears)), "ok");
  break_at(w, "work");
  const int64_t key = w.start("asked");
  ASSERT_EQ(w.publish("answer", "k", vars("{said: 1}")), "ok");
  ASSERT_EQ(w.count("incident WHERE kind = 'EVENT_HELD'"), 1);
  ASSERT_EQ(w.deploy("asked.bpmn", asked("")), "ok");
  const int64_t target =
      w.database()
          .read()
          ->first("SELECT key FROM definition WHERE kind = 'process' ORDER BY version DESC")
          ->integer(0);
  ASSERT_EQ(w.act([&](Engine& e) { return e.migrate(key, target, {{"stay", "stay"}}); }), "ok");
  w.reopen();
  EXPECT_EQ(w.count("held_event"), 1);

  EXPECT_EQ(w.act([&](Engine& e) { return e.resolve_incidents(key); }), "ok");

  EXPECT_EQ(w.active(key), "stay");
  EXPECT_EQ(w.count("incident WHERE resolved_at IS NULL"), 0);
  EXPECT_EQ(w.count("held_event"), 0);
  EXPECT_EQ(w.effects.not_taken, std::vector<std::string>{"heard answer k"});
}

// The first has been taken, and its element cannot leave for another reason.
TEST(held_events, are_held_again_when_they_are_refused) {
  Workspace w;
  const std::string mapped =
      "<bpmn:extensionElements><zeebe:ioMapping><zeebe:output source=\"=if is_slow then count(for "
      "i "
      "in 1..9000000 return i) else said\" target=\"said\"/></zeebe:ioMapping>"
      "</bpmn:extensionElements>";
  ASSERT_EQ(
      w.deploy("broken.bpmn",
               hearing("broken", mapped + "<bpmn:messageEventDefinition messageRef=\"answer\"/>",
                       "work", kAnswer)),
      "ok");
  break_at(w, "work");
  const int64_t broken = w.start("broken", vars("{is_slow: false}"));
  ASSERT_EQ(w.publish("answer", "k", vars("{said: 1}")), "ok");
  ASSERT_EQ(w.publish("answer", "k", vars("{said: 2}")), "ok");
  ASSERT_EQ(w.count("held_event"), 2);
  w.effects.not_taken.clear();  // of what was taken back

  const auto set = [&](const char* values) {
    return w.act([&](Engine& e) { return e.set_variables(broken, vars(values)); });
  };
  ASSERT_EQ(set("{is_slow: true}"), "ok");
  EXPECT_EQ(w.act([&](Engine& e) { return e.resolve_incidents(broken); }), "ok");
  EXPECT_EQ(w.active(broken), "wait");
  EXPECT_EQ(w.count("held_event"), 1);
  EXPECT_EQ(w.count("incident WHERE resolved_at IS NULL AND kind = 'EVENT_HELD' AND message LIKE "
                    "'engine.not_waiting%'"),
            1);
  EXPECT_TRUE(w.effects.not_taken.empty());

  w.effects.on_user_task = nullptr;
  ASSERT_EQ(set("{is_slow: false}"), "ok");
  EXPECT_EQ(w.act([&](Engine& e) { return e.resolve_incidents(broken); }), "ok");
  EXPECT_EQ(w.active(broken), "work");
  EXPECT_EQ(w.variable(broken, "said"), "1");
  EXPECT_EQ(w.count("held_event"), 0);
  EXPECT_EQ(w.effects.not_taken, std::vector<std::string>{"wait answer k"});
  EXPECT_EQ(w.count("incident WHERE resolved_at IS NULL"), 0);
}

// What it leads to is refused, not by a fault: nothing of the act is done.
TEST(held_events, stay_with_their_incident_when_they_are_refused) {
  Workspace w;
  ASSERT_EQ(w.deploy("broken.bpmn", for_message("broken", "work")), "ok");
  break_at(w, "work");
  const int64_t broken = w.start("broken");
  ASSERT_EQ(w.publish("answer", "k", vars("{said: 1}")), "ok");

  w.effects.on_user_task = [](Op& op, const engine::UserTask&) -> base::Result<void> {
    (void)op.engine.move(1, {}, {}, "");  // there is no such instance: the act ends with that
    return {};
  };
  EXPECT_NE(w.act([&](Engine& e) { return e.resolve_incidents(broken); }), "ok");

  EXPECT_EQ(w.active(broken), "wait");
  EXPECT_EQ(w.count("held_event"), 1);
  EXPECT_EQ(w.count("incident WHERE resolved_at IS NULL"), 1);
  EXPECT_TRUE(w.effects.not_taken.empty());
}

std::string begun_by(const std::string& id, const std::string& event, const std::string& then,
                     const std::string& definitions) {
  return process(
      id, element("startEvent", "start", event) + element("userTask", then) + flow("start", then),
      definitions);
}

TEST(held_starts, of_a_signal_begin_when_their_incident_is_resolved) {
  Workspace w;
  const std::string call = "<bpmn:signalEventDefinition signalRef=\"call\"/>";
  ASSERT_EQ(w.deploy("waiting.bpmn", for_signal("waiting", "rest")), "ok");
  ASSERT_EQ(w.deploy("broken.bpmn", begun_by("broken", call, "work", kCall)), "ok");
  ASSERT_EQ(w.deploy("sound.bpmn", begun_by("sound", call, "begun", kCall)), "ok");
  break_at(w, "work");
  const int64_t waiting = w.start("waiting");

  EXPECT_EQ(w.act([](Engine& e) { return e.broadcast_signal("call", vars("{said: 7}")); }), "ok");

  const auto one = [&](const std::string& id) {
    const auto found = instances(*w.database().read(), {.process_id = id, .state = "active"});
    return found.size() == 1 ? found.front().key : 0;
  };
  EXPECT_EQ(w.active(waiting), "rest");
  EXPECT_EQ(w.active(one("sound")), "begun");
  const int64_t broken = one("broken");
  ASSERT_NE(broken, 0);
  EXPECT_EQ(w.active(broken), "");
  const auto open = incidents(*w.database().read(), broken);
  ASSERT_EQ(open.size(), 1u);
  EXPECT_EQ(open[0].kind, "START_HELD");
  EXPECT_EQ(open[0].message, "internal.defect: a fault");

  w.reopen();
  EXPECT_EQ(w.act([&](Engine& e) { return e.resolve_incident(open[0].key); }), "internal.defect");
  EXPECT_EQ(w.count("incident WHERE resolved_at IS NULL"), 1) << "the same again";
  w.effects.on_user_task = nullptr;
  EXPECT_EQ(w.act([&](Engine& e) { return e.resolve_incident(open[0].key); }), "ok");
  EXPECT_EQ(w.active(broken), "work");
  EXPECT_EQ(w.completed(broken), "start");
  EXPECT_EQ(w.variable(broken, "said"), "7");
}

TEST(held_starts, of_a_message_count_as_the_one_that_runs) {
  Workspace w;
  const std::string message = "<bpmn:messageEventDefinition messageRef=\"answer\"/>";
  const std::string named = "<bpmn:message id=\"answer\" name=\"answer\"/>";
  ASSERT_EQ(w.deploy("broken.bpmn", begun_by("broken", message, "work", named)), "ok");
  ASSERT_EQ(w.deploy("sound.bpmn", begun_by("sound", message, "begun", named)), "ok");
  break_at(w, "work");

  EXPECT_EQ(w.publish("answer", "k", vars("{said: 1}"), base::hours(1)), "ok");
  EXPECT_EQ(w.publish("answer", "k", vars("{said: 2}"), base::hours(1)), "ok");

  EXPECT_EQ(w.count("process_instance"), 2);
  EXPECT_EQ(w.count("incident WHERE kind = 'START_HELD'"), 1);
  const auto broken = instances(*w.database().read(), {.process_id = "broken", .state = "active"});
  ASSERT_EQ(broken.size(), 1u);
  w.effects.on_user_task = nullptr;
  EXPECT_EQ(w.act([&](Engine& e) { return e.resolve_incidents(broken.front().key); }), "ok");
  EXPECT_EQ(w.variable(broken.front().key, "said"), "1");
  EXPECT_EQ(w.act([&](Engine& e) { return e.cancel_instance(broken.front().key, ""); }), "ok");
  const auto next = instances(*w.database().read(), {.process_id = "broken", .state = "active"});
  ASSERT_EQ(next.size(), 1u);
  EXPECT_EQ(w.variable(next.front().key, "said"), "2");
}

TEST(held_starts, are_not_made_of_what_happens_to_a_record) {
  Workspace w;
  const std::string message = "<bpmn:messageEventDefinition messageRef=\"answer\"/>";
  const std::string named = "<bpmn:message id=\"answer\" name=\"order.paid\"/>";
  ASSERT_EQ(w.deploy("broken.bpmn", begun_by("broken", message, "work", named)), "ok");
  break_at(w, "work");

  EXPECT_EQ(w.act([](Engine& e) -> base::Result<void> {
    Message about;
    about.name = "order.paid";
    about.subject = {"order", 7};
    const auto published = e.publish_message(about);
    return published.ok() ? base::Result<void>() : published.error();
  }),
            "internal.defect");

  EXPECT_EQ(w.count("process_instance"), 0);
}

TEST(held_events, are_not_made_of_the_answer_of_a_worker_which_fails_the_job) {
  std::atomic<int> commits = 0;  // outlives the writer
  Workspace w;
  w.runtime().on_commit([&] { ++commits; });
  ASSERT_EQ(w.deploy("p.bpmn", process("p", element("startEvent", "start") + job("pay", "pay") +
                                                element("userTask", "work") + flow("start", "pay") +
                                                flow("pay", "work"))),
            "ok");
  break_at(w, "work");
  const int64_t key = w.start("p");
  const auto answer = [&] {
    return w.act([](Engine& e) -> base::Result<void> {
      const auto jobs = e.activate_jobs("pay", "worker", base::minutes(1), 10);
      if (jobs.empty()) return base::refusal("engine.no_job");
      return e.complete_job(jobs[0].key, {});
    });
  };

  // What was committed before has been told by then; itself it commits nothing.
  const auto wait = [&] {
    w.act([](Engine&) -> base::Result<void> { return base::refusal("engine.no_job"); });
  };
  wait();
  commits = 0;
  EXPECT_EQ(answer(), "internal.defect");
  EXPECT_EQ(w.count("every_job WHERE retries = 2"), 1);
  wait();
  EXPECT_EQ(commits, 1);
  EXPECT_EQ(answer(), "internal.defect");
  EXPECT_EQ(answer(), "internal.defect");
  EXPECT_EQ(answer(), "engine.no_job") << "without retries it is not handed out";
  const auto open = incidents(*w.database().read(), key);
  ASSERT_EQ(open.size(), 1u);
  EXPECT_EQ(open[0].kind, "JOB_NO_RETRIES");
  EXPECT_EQ(open[0].message, "internal.defect: a fault");

  w.effects.on_user_task = nullptr;
  EXPECT_EQ(w.act([&](Engine& e) { return e.resolve_incidents(key); }), "ok");
  EXPECT_EQ(answer(), "ok");
  EXPECT_EQ(w.active(key), "work");
}

}  // namespace
}  // namespace runtime
