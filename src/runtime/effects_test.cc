// What happens around the engine inside one operation: built-ins, refusals, defects, schedules.
#include <gtest/gtest.h>

#include "bpmn/testing.h"
#include "runtime/testing.h"

namespace runtime {
namespace {

using namespace bpmn::testing;
using testing::vars;
using testing::Workspace;

std::string with_builtin(const std::string& more = "", const std::string& beside = "") {
  return process(
      "p",
      element("startEvent", "start") + element("userTask", "ask") +
          job("initiate", "records:transition",
              "<zeebe:taskHeaders><zeebe:header key=\"transition\" value=\"initiate\"/>"
              "<zeebe:header key=\"record\" value=\"=amount + 1\"/></zeebe:taskHeaders>") +
          element("userTask", "next") + flow("start", "ask") + flow("ask", "initiate") +
          flow("initiate", "next") + more,
      beside);
}

TEST(effects, built_in_runs_inside_the_act_with_its_headers) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", with_builtin()), "ok");
  w.effects.on_builtin = [](Op& op, const engine::BuiltinCall&) -> base::Result<feel::Value> {
    op.tx.db.execute(
        "INSERT INTO outbox (created_at, channel, address, body, state, attempts, next_try, "
        "reason) "
        "VALUES (0, 'mail', 'x', '{}', 'waiting', 0, 0, '')");
    return vars("{made: 1}");
  };
  const int64_t key = w.start("p", vars("{amount: 4}"));
  EXPECT_EQ(w.complete("ask"), "ok");
  ASSERT_EQ(w.effects.calls.size(), 1u);
  EXPECT_EQ(w.effects.calls[0].headers.at("transition").text_or_empty(), "initiate");
  EXPECT_EQ(w.effects.calls[0].headers.at("record"), feel::Value(5));
  EXPECT_EQ(w.active(key), "next");
  EXPECT_EQ(w.variable(key, "made"), "1");
  EXPECT_EQ(w.count("outbox"), 1);
}

TEST(effects, refusal_of_a_built_in_refuses_the_whole_act) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", with_builtin()), "ok");
  w.effects.on_builtin = [](Op& op, const engine::BuiltinCall&) -> base::Result<feel::Value> {
    op.tx.db.execute(
        "INSERT INTO outbox (created_at, channel, address, body, state, attempts, next_try, "
        "reason) "
        "VALUES (0, 'mail', 'x', '{}', 'waiting', 0, 0, '')");
    return base::refusal("request.unknown_field");
  };
  const int64_t key = w.start("p", vars("{amount: 4}"));
  EXPECT_EQ(w.complete("ask", vars("{seen: true}")), "request.unknown_field");
  EXPECT_EQ(w.active(key), "ask");
  EXPECT_EQ(w.variable(key, "seen"), "absent");
  EXPECT_EQ(w.count("outbox"), 0);
  w.effects.on_builtin = nullptr;
  EXPECT_EQ(w.complete("ask"), "ok");
}

TEST(effects, refusal_that_is_caught_goes_the_other_way) {
  Workspace w;
  const std::string caught =
      "<bpmn:boundaryEvent id=\"no\" attachedToRef=\"initiate\"><bpmn:errorEventDefinition "
      "errorRef=\"e\"/></bpmn:boundaryEvent>" +
      element("userTask", "mend") + flow("no", "mend");
  ASSERT_EQ(w.deploy("p.bpmn",
                     with_builtin(
                         caught,
                         "<bpmn:error id=\"e\" name=\"x\" errorCode=\"request.unknown_field\"/>")),
            "ok");
  w.effects.on_builtin = [](Op&, const engine::BuiltinCall&) -> base::Result<feel::Value> {
    return base::refusal("request.unknown_field");
  };
  const int64_t key = w.start("p", vars("{amount: 4}"));
  EXPECT_EQ(w.complete("ask"), "ok");
  EXPECT_EQ(w.active(key), "mend");
}

TEST(effects, refusal_behind_a_timer_is_an_incident_and_leaves_no_writes) {
  Workspace w;
  const std::string xml = process(
      "p", element("startEvent", "start") +
               "<bpmn:intermediateCatchEvent "
               "id=\"wait\"><bpmn:timerEventDefinition><bpmn:timeDuration>PT1H</bpmn:timeDuration>"
               "</bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>" +
               element("userTask", "work") + flow("start", "wait") + flow("wait", "work"));
  ASSERT_EQ(w.deploy("p.bpmn", xml), "ok");
  w.effects.on_user_task = [](Op& op, const engine::UserTask&) -> base::Result<void> {
    op.tx.db.execute(
        "INSERT INTO outbox (created_at, channel, address, body, state, attempts, next_try, "
        "reason) "
        "VALUES (0, 'mail', 'x', '{}', 'waiting', 0, 0, '')");
    return base::refusal("request.unknown_field");
  };
  const int64_t key = w.start("p");
  w.advance(base::hours(1));
  EXPECT_EQ(w.active(key), "work");
  const auto open = incidents(*w.database().read(), key);
  ASSERT_EQ(open.size(), 1u);
  EXPECT_EQ(open[0].kind, "TASK_REFUSED");
  EXPECT_EQ(w.count("outbox"), 0);
  w.effects.on_user_task = nullptr;
  EXPECT_EQ(w.act([&](Engine& engine) { return engine.resolve_incident(open[0].key); }), "ok");
  EXPECT_EQ(w.effects.tasks["work"].size(), 1u);
}

// Each signal begins another instance, and something in all of them that sends it again.
TEST(effects, signals_that_reach_ever_more_end_as_incidents) {
  Workspace w;
  const std::string signal = "<bpmn:signalEventDefinition signalRef=\"s\"/>";
  const std::string beside =
      "<bpmn:subProcess id=\"beside\" triggeredByEvent=\"true\"><bpmn:startEvent id=\"heard\" "
      "isInterrupting=\"false\">" +
      signal + "</bpmn:startEvent>" + element("intermediateThrowEvent", "tell", signal) +
      flow("heard", "tell") + "</bpmn:subProcess>\n";
  ASSERT_EQ(w.deploy("p.bpmn", process("p",
                                       element("startEvent", "told", signal) + job("work", "t") +
                                           flow("told", "work") + beside,
                                       "<bpmn:signal id=\"s\" name=\"go\"/>")),
            "ok");

  for (int i = 0; i < 8; ++i)
    EXPECT_EQ(w.act([](Engine& engine) { return engine.broadcast_signal("go", {}); }), "ok");

  ASSERT_FALSE(w.effects.incidents.empty());
  EXPECT_EQ(w.effects.incidents.front(), "TOO_MANY_EFFECTS");
  EXPECT_LT(w.count("element_instance WHERE element_id = 'heard'"), 8 * 51'000);
}

// However many wait for the signal that is thrown first.
TEST(effects, a_thrown_signal_reaches_all_who_wait) {
  Workspace w;
  const std::string signal = "<bpmn:signalEventDefinition signalRef=\"s\"/>";
  const std::string name = "<bpmn:signal id=\"s\" name=\"go\"/>";
  ASSERT_EQ(w.deploy("w.bpmn", process("w",
                                       element("startEvent", "start") +
                                           element("intermediateCatchEvent", "wait", signal) +
                                           flow("start", "wait"),
                                       name)),
            "ok");
  ASSERT_EQ(w.deploy("t.bpmn", process("t",
                                       element("startEvent", "start") +
                                           element("intermediateThrowEvent", "tell", signal) +
                                           flow("start", "tell"),
                                       name)),
            "ok");
  EXPECT_EQ(w.act([](Engine& engine) -> base::Result<void> {
    for (int i = 0; i < 2'000; ++i) {
      if (auto key = engine.start({"w", 0, {}, {}, ""}); !key.ok()) return std::move(key).error();
    }
    return {};
  }),
            "ok");

  w.start("t");

  EXPECT_TRUE(w.effects.incidents.empty());
  EXPECT_EQ(w.count("process_instance WHERE state = 'active'"), 0);
}

TEST(effects, circle_of_calls_ends_as_an_incident) {
  Workspace w;
  const std::string call =
      "<bpmn:callActivity id=\"again\"><bpmn:extensionElements><zeebe:calledElement "
      "processId=\"p\"/>"
      "</bpmn:extensionElements></bpmn:callActivity>\n";
  ASSERT_EQ(w.deploy("p.bpmn",
                     process("p", element("startEvent", "start") + call + flow("start", "again"))),
            "ok");
  EXPECT_NE(w.start("p"), 0);
  EXPECT_EQ(w.effects.incidents, std::vector<std::string>{"TOO_MANY_EFFECTS"});
}

TEST(effects, endless_loop_ends_as_an_incident) {
  Workspace w;
  ASSERT_EQ(
      w.deploy("p.bpmn", process("p", element("startEvent", "start") +
                                          element("exclusiveGateway", "g") + element("task", "t") +
                                          flow("start", "g") + flow("g", "t") + flow("t", "g"))),
      "ok");
  EXPECT_NE(w.start("p"), 0);
  EXPECT_EQ(w.effects.incidents, std::vector<std::string>{"ENDLESS_LOOP"});
}

TEST(effects, defect_in_one_operation_leaves_the_others_alone) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", with_builtin()), "ok");
  const auto broken = w.run([](Op& op) -> base::Result<base::Json> {
    op.engine.start({"p", 0, {}, {}, ""}).value();
    base::ensure(false, "a defect");
    return base::Json(nullptr);
  });
  EXPECT_EQ(broken.error().code, "internal.defect");
  EXPECT_EQ(w.count("process_instance"), 0);
  EXPECT_NE(w.start("p"), 0);
}

TEST(effects, schedule_fires_once_at_its_time) {
  Workspace w;
  std::vector<std::string> fired;
  int tries = 0;
  w.runtime().on_schedule("remind", [&](Op& op, const base::Json& payload) -> base::Result<void> {
    fired.push_back(base::text_or_empty(payload, "who") + " " + base::print_utc(op.tx.now));
    return {};
  });
  w.runtime().on_schedule("fail", [&](Op&, const base::Json&) -> base::Result<void> {
    ++tries;
    return base::refusal("request.unknown_field");
  });
  ASSERT_TRUE(w.run([&](Op& op) -> base::Result<base::Json> {
                 schedule(op.tx, op.tx.now + base::hours(2), "remind", {{"who", "b"}});
                 schedule(op.tx, op.tx.now + base::hours(1), "remind", {{"who", "a"}});
                 schedule(op.tx, op.tx.now + base::hours(1), "fail", nullptr);
                 cancel_schedule(
                     op.tx, schedule(op.tx, op.tx.now + base::hours(1), "remind", {{"who", "c"}}));
                 return base::Json(nullptr);
               }).ok());
  w.advance(base::hours(3));
  EXPECT_EQ(fired, (std::vector<std::string>{"a 2026-03-02T02:00:00Z", "b 2026-03-02T03:00:00Z"}));
  EXPECT_EQ(tries, 1);
  EXPECT_EQ(w.runtime().advance_to(w.clock.now() - base::hours(1)).error().code,
            "runtime.clock_backwards");
}

TEST(effects, after_commit_runs_only_for_what_was_applied) {
  Workspace w;
  int ran = 0;
  ASSERT_TRUE(w.run([&](Op& op) -> base::Result<base::Json> {
                 op.after_commit([&] { ++ran; });
                 return base::Json(nullptr);
               }).ok());
  EXPECT_FALSE(w.run([&](Op& op) -> base::Result<base::Json> {
                  op.after_commit([&] { ++ran; });
                  return base::refusal("request.unknown_field");
                }).ok());
  EXPECT_EQ(ran, 1);
}

TEST(effects, deployment_that_is_refused_says_where) {
  Workspace w;
  const std::string detail = w.deploy(
      "p.bpmn", process("p", element("startEvent", "start") +
                                 element("endEvent", "odd", "<bpmn:timerEventDefinition/>") +
                                 flow("start", "odd")));
  EXPECT_NE(detail.find("p.bpmn:"), std::string::npos);
  EXPECT_NE(detail.find("odd: endEvent (timer) is not executed"), std::string::npos);
  EXPECT_EQ(w.count("definition"), 0);
}

}  // namespace
}  // namespace runtime
