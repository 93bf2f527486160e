// Elements end to end: deployed, run, stored.
#include <gtest/gtest.h>

#include "bpmn/testing.h"
#include "runtime/testing.h"

namespace runtime {
namespace {

using namespace bpmn::testing;
using testing::vars;
using testing::Workspace;

std::string straight(const std::string& middle, const std::string& id,
                     const std::string& beside = "") {
  return process("p",
                 element("startEvent", "start") + middle + element("endEvent", "end") +
                     flow("start", id) + flow(id, "end"),
                 beside);
}

TEST(process, runs_from_start_over_a_user_task_to_the_end) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", straight(element("userTask", "review"), "review")), "ok");

  const int64_t key = w.start("p", vars("{amount: 5}"));
  EXPECT_EQ(w.active(key), "review");
  EXPECT_EQ(w.effects.tasks["review"].size(), 1u);
  EXPECT_EQ(w.complete("review", vars("{agreed: true}")), "ok");

  EXPECT_EQ(w.completed(key), "start review end");
  EXPECT_EQ(w.state(key), "completed");
  EXPECT_EQ(w.variable(key, "agreed"), "true");
  EXPECT_EQ(w.variable(key, "starter"), "absent");
  EXPECT_EQ(w.complete("review"), "engine.not_waiting");
}

TEST(process, survives_a_restart_while_it_waits) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", straight(element("userTask", "review"), "review")), "ok");
  const int64_t key = w.start("p", vars("{on: date(\"2026-03-02\"), list: [1, {a: \"x\"}]}"));

  w.reopen();

  EXPECT_EQ(w.complete("review", vars("{late: on < date(\"2026-04-01\")}")), "ok");
  EXPECT_EQ(w.state(key), "completed");
  EXPECT_EQ(w.variable(key, "list"), "[1,{\"a\":\"x\"}]");
}

TEST(process, same_content_is_the_same_version) {
  Workspace w;
  const std::string xml = straight(element("userTask", "review"), "review");
  ASSERT_EQ(w.deploy("p.bpmn", xml), "ok");
  ASSERT_EQ(w.deploy("p.bpmn", xml), "ok");
  EXPECT_EQ(w.count("definition"), 1);
  ASSERT_EQ(w.deploy("p.bpmn", straight(element("manualTask", "review"), "review")), "ok");
  EXPECT_EQ(definitions(*w.database().read()).at(0).version, 2);
}

TEST(process, job_is_handed_out_failed_retried_and_completed) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", straight(job("charge", "payment"), "charge")), "ok");
  const int64_t key = w.start("p");
  int64_t job_key = 0;
  const auto activate = [&](Engine& engine) -> base::Result<void> {
    const auto jobs = engine.activate_jobs("payment", "worker", base::minutes(1), 10);
    job_key = jobs.empty() ? 0 : jobs.at(0).key;
    return {};
  };
  w.act(activate);
  ASSERT_NE(job_key, 0);
  const int64_t first = job_key;
  w.act(activate);
  EXPECT_EQ(job_key, 0);  // already handed out

  w.act([&](Engine& engine) { return engine.fail_job(first, 0, "boom", {}, {}); });
  const auto open = incidents(*w.database().read(), key);
  ASSERT_EQ(open.size(), 1u);
  EXPECT_EQ(open[0].kind, "JOB_NO_RETRIES");
  // Nobody's until its incident is resolved: it has one, and does not go on under it.
  EXPECT_EQ(w.act([&](Engine& engine) { return engine.fail_job(first, 3, "again", {}, {}); }),
            "engine.job_has_incident");
  EXPECT_EQ(w.act([&](Engine& engine) { return engine.throw_error(first, "E", "", {}); }),
            "engine.job_has_incident");
  EXPECT_EQ(w.act([&](Engine& engine) { return engine.complete_job(first, {}); }),
            "engine.job_has_incident");
  EXPECT_EQ(w.act([&](Engine& engine) { return engine.set_job_timeout(first, base::minutes(1)); }),
            "engine.job_not_activated");
  EXPECT_EQ(incidents(*w.database().read(), key).size(), 1u);
  EXPECT_EQ(w.act([&](Engine& engine) { return engine.resolve_incident(open[0].key); }),
            "engine.no_retries");
  w.act([&](Engine& engine) { return engine.set_retries(first, 1); });
  EXPECT_EQ(w.act([&](Engine& engine) { return engine.resolve_incident(open[0].key); }), "ok");
  w.act(activate);
  EXPECT_EQ(job_key, first);

  EXPECT_EQ(w.act([&](Engine& engine) { return engine.complete_job(first, vars("{paid: true}")); }),
            "ok");
  EXPECT_EQ(w.state(key), "completed");
  EXPECT_EQ(w.count("job"), 0);
  EXPECT_EQ(w.act([&](Engine& engine) { return engine.complete_job(first, {}); }), "engine.no_job");
}

TEST(process, job_that_was_due_first_is_handed_out_first) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", straight(job("charge", "payment"), "charge")), "ok");
  std::vector<int64_t> keys;
  const auto activate = [&](base::Span timeout) {
    w.act([&](Engine& engine) -> base::Result<void> {
      for (const auto& each : engine.activate_jobs("payment", "worker", timeout, 1))
        keys.push_back(each.key);
      return {};
    });
  };
  for (int i = 0; i < 3; ++i) w.start("p");
  for (const int wait : {30, 20, 10}) activate(base::minutes(wait));
  ASSERT_EQ(keys.size(), 3u);
  w.advance(base::minutes(40));
  w.start("p");
  for (int i = 0; i < 4; ++i) activate(base::minutes(5));
  ASSERT_EQ(keys.size(), 7u);
  EXPECT_EQ(keys[3], keys[2]);
  EXPECT_EQ(keys[4], keys[1]);
  EXPECT_EQ(keys[5], keys[0]);  // what never was handed out comes after what came back
}

TEST(process, mappings_choose_what_goes_in_and_out) {
  Workspace w;
  const std::string mapping =
      "<zeebe:ioMapping><zeebe:input source=\"=amount * 2\" target=\"double\"/>"
      "<zeebe:output source=\"=double + result\" target=\"order.total\"/></zeebe:ioMapping>";
  ASSERT_EQ(w.deploy("p.bpmn", straight(job("work", "t", mapping), "work")), "ok");
  const int64_t key = w.start("p", vars("{amount: 10, order: {id: 7}}"));
  w.act([&](Engine& engine) -> base::Result<void> {
    const auto jobs = engine.activate_jobs("t", "me", base::minutes(1), 1);
    return engine.complete_job(jobs.at(0).key, vars("{result: 1}"));
  });
  EXPECT_EQ(w.variable(key, "order"), "{\"id\":7,\"total\":21}");
  EXPECT_EQ(w.variable(key, "result"), "absent");
}

TEST(process, exclusive_gateway_takes_the_first_flow_that_holds) {
  Workspace w;
  const std::string xml = process(
      "p", element("startEvent", "start") +
               "<bpmn:exclusiveGateway id=\"g\" default=\"g_small\"/>" +
               element("userTask", "big") + element("userTask", "small") + flow("start", "g") +
               flow("g", "big", "=amount &gt; 100") + flow("g", "small"));
  ASSERT_EQ(w.deploy("p.bpmn", xml), "ok");
  EXPECT_EQ(w.active(w.start("p", vars("{amount: 101}"))), "big");
  EXPECT_EQ(w.active(w.start("p", vars("{amount: 100}"))), "small");

  const int64_t stuck = w.start("p", vars("{amount: \"many\"}"));
  EXPECT_EQ(w.active(stuck), "g");
  const auto open = incidents(*w.database().read(), stuck);
  ASSERT_EQ(open.size(), 1u);
  EXPECT_EQ(open[0].element_id, "g");
  EXPECT_EQ(open[0].kind, "EXTRACT_VALUE_ERROR");
  w.act([&](Engine& engine) { return engine.set_variables(stuck, vars("{amount: 1}")); });
  EXPECT_EQ(w.act([&](Engine& engine) { return engine.resolve_incident(open[0].key); }), "ok");
  EXPECT_EQ(w.active(stuck), "small");
}

TEST(process, parallel_gateway_waits_for_every_flow) {
  Workspace w;
  const std::string xml =
      process("p", element("startEvent", "start") + element("parallelGateway", "fork") +
                       element("userTask", "a") + element("userTask", "b") +
                       element("parallelGateway", "join") + element("endEvent", "end") +
                       flow("start", "fork") + flow("fork", "a") + flow("fork", "b") +
                       flow("a", "join") + flow("b", "join") + flow("join", "end"));
  ASSERT_EQ(w.deploy("p.bpmn", xml), "ok");
  const int64_t key = w.start("p");
  EXPECT_EQ(w.active(key), "a b");
  w.complete("a");
  EXPECT_EQ(w.active(key), "b");
  w.reopen();
  w.complete("b");
  EXPECT_EQ(w.state(key), "completed");
  EXPECT_EQ(w.completed(key), "start fork a b join end");
  EXPECT_EQ(w.count("join_token"), 0);
}

TEST(process, inclusive_gateway_joins_what_was_forked) {
  Workspace w;
  const std::string xml = process(
      "p",
      element("startEvent", "start") + "<bpmn:inclusiveGateway id=\"fork\" default=\"fork_c\"/>" +
          element("userTask", "a") + element("userTask", "b") + element("userTask", "c") +
          element("inclusiveGateway", "join") + element("endEvent", "end") + flow("start", "fork") +
          flow("fork", "a", "=x &gt; 1") + flow("fork", "b", "=x &gt; 2") + flow("fork", "c") +
          flow("a", "join") + flow("b", "join") + flow("c", "join") + flow("join", "end"));
  ASSERT_EQ(w.deploy("p.bpmn", xml), "ok");
  const int64_t both = w.start("p", vars("{x: 3}"));
  EXPECT_EQ(w.active(both), "a b");
  w.complete("a");
  EXPECT_EQ(w.active(both), "b");
  w.complete("b");
  EXPECT_EQ(w.state(both), "completed");

  const int64_t one = w.start("p", vars("{x: 2}"));
  EXPECT_EQ(w.active(one), "a");
  w.complete("a");
  EXPECT_EQ(w.state(one), "completed");
  const int64_t none = w.start("p", vars("{x: 0}"));
  EXPECT_EQ(w.active(none), "c");
}

const char* const kPaid =
    "<bpmn:message id=\"m\" name=\"paid\"><bpmn:extensionElements><zeebe:subscription "
    "correlationKey=\"=order\"/>"
    "</bpmn:extensionElements></bpmn:message>";

TEST(process, message_is_caught_by_its_correlation_key) {
  Workspace w;
  const std::string xml = straight(
      "<bpmn:intermediateCatchEvent id=\"wait\"><bpmn:messageEventDefinition messageRef=\"m\"/>"
      "</bpmn:intermediateCatchEvent>",
      "wait", kPaid);
  ASSERT_EQ(w.deploy("p.bpmn", xml), "ok");
  const int64_t key = w.start("p", vars("{order: \"o-1\"}"));
  w.publish("paid", "o-2");
  EXPECT_EQ(w.active(key), "wait");
  w.publish("paid", "o-1", vars("{sum: 3}"));
  EXPECT_EQ(w.state(key), "completed");
  EXPECT_EQ(w.variable(key, "sum"), "3");
  EXPECT_EQ(w.count("subscription"), 0);
}

TEST(process, message_is_kept_for_its_time_to_live) {
  Workspace w;
  const std::string xml =
      straight("<bpmn:receiveTask id=\"wait\" messageRef=\"m\"/>", "wait", kPaid);
  ASSERT_EQ(w.deploy("p.bpmn", xml), "ok");
  w.publish("paid", "o-1", {}, base::minutes(5));
  const int64_t soon = w.start("p", vars("{order: \"o-1\"}"));
  EXPECT_EQ(w.state(soon), "completed");
  const int64_t again = w.start("p", vars("{order: \"o-1\"}"));
  EXPECT_EQ(w.active(again), "wait");  // once a process
  w.publish("paid", "o-3", {}, base::minutes(5));
  w.advance(base::minutes(6));
  const int64_t late = w.start("p", vars("{order: \"o-3\"}"));
  EXPECT_EQ(w.active(late), "wait");
}

TEST(process, message_starts_a_process_bound_to_the_record) {
  Workspace w;
  const std::string xml = document(
      "<bpmn:process id=\"p\" isExecutable=\"true\"><bpmn:extensionElements><zeebe:properties>"
      "<zeebe:property name=\"jw:record\" value=\"project\"/><zeebe:property name=\"jw:reads\" "
      "value=\"name, amount\"/>"
      "</zeebe:properties></bpmn:extensionElements>"
      "<bpmn:startEvent id=\"start\"><bpmn:messageEventDefinition "
      "messageRef=\"m\"/></bpmn:startEvent>" +
      element("userTask", "work") + flow("start", "work") +
      "</bpmn:process><bpmn:message id=\"m\" name=\"project.created\"/>");
  ASSERT_EQ(w.deploy("p.bpmn", xml), "ok");
  int64_t key = 0;
  w.act([&](Engine& engine) -> base::Result<void> {
    Message message{"project.created", "77", vars("{state: \"intake\"}"), {}, "", {"project", 77}};
    auto published = engine.publish_message(message);
    key = published->started.at(0);
    message.subject = {"customer", 5};
    message.correlation_key = "5";
    EXPECT_TRUE(engine.publish_message(message)->started.empty());
    return {};
  });
  EXPECT_EQ(w.active(key), "work");
  EXPECT_EQ(instance(*w.database().read(), key)->record_id, 77);
  EXPECT_EQ(w.variable(key, "record"), R"({"id":"77","type":"project","fields":2,"reading":1})");
  EXPECT_EQ(w.act([](Engine& engine) { return engine.refresh_record({"project", 77}); }), "ok");
  EXPECT_EQ(w.variable(key, "record"), R"({"id":"77","type":"project","fields":2,"reading":2})");
  EXPECT_EQ(w.start("p"), 0);
  EXPECT_EQ(w.last_refusal, "engine.no_start");
}

TEST(process, a_record_that_changes_often_in_an_operation_is_read_once_before_anything_looks) {
  Workspace w;
  ASSERT_EQ(
      w.deploy("p.bpmn", process("p", element("startEvent", "start") + element("userTask", "work") +
                                          flow("start", "work"))),
      "ok");
  const int64_t key = w.start("p", {}, {"project", 77});
  ASSERT_EQ(w.effects.records_read, 1);

  w.act([&](Engine& engine) -> base::Result<void> {
    EXPECT_TRUE(engine.refresh_record({"project", 77}).ok());
    EXPECT_TRUE(engine.refresh_record({"project", 77}).ok());
    EXPECT_EQ(w.effects.records_read, 1);
    EXPECT_EQ(engine.variables(key)["record"]["reading"], feel::Value(2));
    return engine.refresh_record({"project", 77});
  });

  EXPECT_EQ(w.effects.records_read, 3);
  EXPECT_EQ(w.variable(key, "record"), R"({"id":"77","type":"project","fields":0,"reading":3})");
}

TEST(process, conditions_look_at_every_change_of_the_record) {
  Workspace w;
  const std::string condition =
      "<bpmn:boundaryEvent id=\"rose\" attachedToRef=\"work\" cancelActivity=\"false\">"
      "<bpmn:conditionalEventDefinition><bpmn:condition>=record.reading = 2</bpmn:condition>"
      "</bpmn:conditionalEventDefinition></bpmn:boundaryEvent>";
  ASSERT_EQ(
      w.deploy("p.bpmn", process("p", element("startEvent", "start") + element("userTask", "work") +
                                          condition + element("userTask", "look") +
                                          flow("start", "work") + flow("rose", "look"))),
      "ok");
  const int64_t key = w.start("p", {}, {"project", 77});

  w.act([&](Engine& engine) -> base::Result<void> {
    EXPECT_TRUE(engine.refresh_record({"project", 77}).ok());
    return engine.refresh_record({"project", 77});
  });

  EXPECT_EQ(w.effects.records_read, 3);
  EXPECT_EQ(w.effects.tasks.count("look"), 1u);
  EXPECT_EQ(w.variable(key, "record"), R"({"id":"77","type":"project","fields":0,"reading":3})");
}

// A process that begins on an event, with one task.
std::string begun_by(const std::string& trigger, const std::string& declared) {
  return document(
      "<bpmn:process id=\"p\" isExecutable=\"true\"><bpmn:extensionElements>"
      "<zeebe:properties><zeebe:property name=\"jw:starters\" value=\"everyone\"/>"
      "</zeebe:properties></bpmn:extensionElements><bpmn:startEvent id=\"start\">" +
      trigger + "</bpmn:startEvent>" + element("userTask", "work") + flow("start", "work") +
      "</bpmn:process>" + declared);
}

TEST(process, what_a_message_begins_is_started_by_whom_the_message_names_else_by_the_rule) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", begun_by("<bpmn:messageEventDefinition messageRef=\"m\"/>",
                                        "<bpmn:message id=\"m\" name=\"raised\"/>")),
            "ok");
  const auto starter_of = [&](const std::string& named) {
    int64_t key = 0;
    w.act([&](Engine& engine) -> base::Result<void> {
      key = engine.publish_message({"raised", "", {}, {}, "", {}, named})->started.at(0);
      return {};
    });
    EXPECT_EQ(w.variable(key, "starter"),
              "\"" + instance(*w.database().read(), key)->starter + "\"");
    return instance(*w.database().read(), key)->starter;
  };

  EXPECT_EQ(starter_of("lin"), "lin");
  EXPECT_EQ(starter_of(""), "system");
}

TEST(process, a_setting_of_ours_at_an_element_shows_who_has_started_it) {
  Workspace w;
  const std::string task =
      element("userTask", "review",
              "<bpmn:extensionElements><zeebe:userTask/><zeebe:properties><zeebe:property "
              "name=\"jw:kind\" value=\"handle\"/></zeebe:properties></bpmn:extensionElements>");
  ASSERT_EQ(w.deploy("p.bpmn", straight(task, "review")), "ok");

  EXPECT_EQ(w.variable(w.start("p"), "starter"), "\"lin\"");
}

TEST(process, what_a_signal_begins_is_started_by_the_rule) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", begun_by("<bpmn:signalEventDefinition signalRef=\"s\"/>",
                                        "<bpmn:signal id=\"s\" name=\"alarm\"/>")),
            "ok");

  ASSERT_EQ(w.act([](Engine& engine) { return engine.broadcast_signal("alarm", {}); }), "ok");

  const auto all = instances(*w.database().read(), {});
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].starter, "system");
}

TEST(process, timers_fire_in_due_order_under_the_virtual_clock) {
  Workspace w;
  const auto catch_after = [](const std::string& id, const std::string& duration) {
    return "<bpmn:intermediateCatchEvent id=\"" + id +
           "\"><bpmn:timerEventDefinition><bpmn:timeDuration>" + duration +
           "</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>";
  };
  const std::string xml =
      process("p", element("startEvent", "start") + element("parallelGateway", "fork") +
                       catch_after("two", "PT2H") + catch_after("one", "=\"PT1H\"") +
                       flow("start", "fork") + flow("fork", "two") + flow("fork", "one"));
  ASSERT_EQ(w.deploy("p.bpmn", xml), "ok");
  const int64_t key = w.start("p");
  w.advance(base::minutes(59));
  EXPECT_EQ(w.active(key), "two one");
  w.advance(base::minutes(2));
  EXPECT_EQ(w.active(key), "two");
  w.advance(base::hours(2));
  EXPECT_EQ(w.state(key), "completed");
  EXPECT_EQ(w.count("timer"), 0);
}

std::string with_boundary(const std::string& attributes, const std::string& timer) {
  return process("p", element("startEvent", "start") + element("userTask", "work") +
                          element("endEvent", "end") +
                          "<bpmn:boundaryEvent id=\"late\" attachedToRef=\"work\" " + attributes +
                          "><bpmn:timerEventDefinition>" + timer +
                          "</bpmn:timerEventDefinition></bpmn:boundaryEvent>" +
                          element("userTask", "chase") + flow("start", "work") +
                          flow("work", "end") + flow("late", "chase"));
}

TEST(process, interrupting_timer_ends_the_task) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", with_boundary("", "<bpmn:timeDuration>P1D</bpmn:timeDuration>")),
            "ok");
  const int64_t key = w.start("p");
  w.advance(base::days(1));
  EXPECT_EQ(w.active(key), "chase");
  EXPECT_EQ(w.terminated(key), "work");
  EXPECT_EQ(w.effects.canceled, std::vector<std::string>{"work"});
  EXPECT_EQ(w.complete("work"), "engine.not_waiting");
  w.complete("chase");
  EXPECT_EQ(w.state(key), "completed");
}

TEST(process, cycle_beside_a_task_repeats_until_the_task_ends) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", with_boundary("cancelActivity=\"false\"",
                                             "<bpmn:timeCycle>R/P14D</bpmn:timeCycle>")),
            "ok");
  const int64_t key = w.start("p");
  w.advance(base::days(30));
  EXPECT_EQ(w.active(key), "work chase chase");
  w.complete("work");
  w.advance(base::days(30));
  EXPECT_EQ(w.active(key), "chase chase");
  EXPECT_EQ(w.effects.tasks["chase"].size(), 2u);
}

TEST(process, working_days_count_on_the_calendar) {
  Workspace w;  // Monday 2026-03-02, 09:00 in Shanghai
  ASSERT_EQ(w.deploy("p.bpmn", with_boundary("", "<bpmn:timeDuration>P5WD</bpmn:timeDuration>")),
            "ok");
  const int64_t key = w.start("p");
  w.advance({base::days(7).micros - 1});
  EXPECT_EQ(w.active(key), "work");
  w.advance(base::seconds(2));
  EXPECT_EQ(w.active(key), "chase");
}

}  // namespace
}  // namespace runtime
