// An element waits for all that its events say, or has an incident and waits for nothing of it.
#include <gtest/gtest.h>

#include "bpmn/testing.h"
#include "runtime/testing.h"

namespace runtime {
namespace {

using namespace bpmn::testing;
using testing::vars;
using testing::Workspace;

constexpr const char* kTold = "<bpmn:signalEventDefinition signalRef=\"Gone\"/>";
constexpr const char* kAsked = "<bpmn:messageEventDefinition messageRef=\"Asked\"/>";
constexpr const char* kBegun = "<bpmn:messageEventDefinition messageRef=\"Begun\"/>";
constexpr const char* kHour =
    "<bpmn:timerEventDefinition><bpmn:timeDuration>PT1H</bpmn:timeDuration>"
    "</bpmn:timerEventDefinition>";
constexpr const char* kAllOf = "parallelMultiple=\"true\"";

std::string message(const std::string& id, const std::string& name, const std::string& key) {
  return "<bpmn:message id=\"" + id + "\" name=\"" + name +
         "\"><bpmn:extensionElements><zeebe:subscription correlationKey=\"= " + key +
         "\"/></bpmn:extensionElements></bpmn:message>\n";
}

// The message `asked` needs the variable k, the message `begun` none.
std::string model(const std::string& content) {
  return process("p", content,
                 "<bpmn:signal id=\"Gone\" name=\"gone\"/>\n" + message("Asked", "asked", "k") +
                     message("Begun", "begun", "&quot;one&quot;"));
}

std::string event(const std::string& tag, const std::string& id, const std::string& attributes,
                  const std::string& definitions) {
  return "<bpmn:" + tag + " id=\"" + id + "\" " + attributes + ">" + definitions + "</bpmn:" + tag +
         ">\n";
}

std::string boundary(const std::string& id, const std::string& attributes,
                     const std::string& definitions) {
  return event("boundaryEvent", id, "attachedToRef=\"ask\" " + attributes, definitions) +
         element("endEvent", id + "_end") + flow(id, id + "_end");
}

std::string task_with(const std::string& boundaries) {
  return model(element("startEvent", "start") + element("userTask", "ask") + flow("start", "ask") +
               boundaries);
}

// One that waits for two things and listens on when they have happened, within the process.
std::string heard_beside() {
  return "<bpmn:subProcess id=\"beside\" triggeredByEvent=\"true\">" +
         event("startEvent", "both", std::string("isInterrupting=\"false\" ") + kAllOf,
               std::string(kTold) + kAsked) +
         element("endEvent", "heard") + flow("both", "heard") + "</bpmn:subProcess>\n";
}

class WaitsTest : public ::testing::Test {
 protected:
  int64_t begin(const std::string& xml, const std::string& values = "{}") {
    EXPECT_EQ(w.deploy("p.bpmn", xml), "ok");
    return w.start("p", vars(values));
  }
  std::string signal() {
    return w.act([](Engine& engine) { return engine.broadcast_signal("gone", {}); });
  }
  void set(int64_t key, const std::string& values) {
    EXPECT_EQ(w.act([&](Engine& engine) { return engine.set_variables(key, vars(values)); }), "ok");
  }
  std::vector<IncidentView> incidents() { return open_incidents(*w.database().read(), 100); }
  void resolve() {
    const auto all = incidents();
    ASSERT_EQ(all.size(), 1u);
    EXPECT_EQ(w.act([&](Engine& engine) { return engine.resolve_incident(all.front().key); }),
              "ok");
  }
  int64_t waits() { return w.count("timer") + w.count("subscription"); }
  // All came that an event waits for, and it cannot wait for them again.
  void hear_without_a_key(int64_t key) {
    set(key, "{k: null}");
    ASSERT_EQ(signal(), "ok");
    ASSERT_EQ(w.publish("asked", "1"), "ok");
  }
  // The job of the last listener, which a worker gets when the task ends meanwhile.
  int64_t listen_meanwhile(int64_t key) {
    hear_without_a_key(key);
    EXPECT_EQ(w.complete("ask"), "ok");
    const int64_t job = take("last", "first");
    EXPECT_NE(job, 0);
    set(key, "{k: \"2\"}");
    resolve();
    EXPECT_EQ(take("last", "second"), 0);
    return job;
  }
  // The key of the job that a worker gets, 0 when there is none for it.
  int64_t take(const std::string& type, const std::string& worker) {
    int64_t key = 0;
    (void)w.act([&](Engine& engine) -> base::Result<void> {
      const auto jobs = engine.activate_jobs(type, worker, base::minutes(5), 1);
      if (!jobs.empty()) key = jobs.front().key;
      return {};
    });
    return key;
  }

  Workspace w;
};

TEST_F(WaitsTest, a_boundary_event_does_not_fire_on_a_part_of_what_it_waits_for) {
  const int64_t key = begin(task_with(boundary("both", kAllOf, std::string(kTold) + kAsked)));
  EXPECT_EQ(waits(), 0);

  ASSERT_EQ(signal(), "ok");
  EXPECT_EQ(w.active(key), "ask");
  set(key, "{k: \"1\"}");
  resolve();
  ASSERT_EQ(signal(), "ok");
  EXPECT_EQ(w.active(key), "ask");
  ASSERT_EQ(w.publish("asked", "1"), "ok");

  EXPECT_EQ(w.completed(key), "start both both_end");
  EXPECT_EQ(w.state(key), "completed");
}

TEST_F(WaitsTest, nor_does_another_one_beside_it) {
  const int64_t key =
      begin(task_with(boundary("late", "", kHour) + boundary("answered", "", kAsked)));
  EXPECT_EQ(waits(), 0);

  w.advance(base::hours(2));
  EXPECT_EQ(w.active(key), "ask");
  set(key, "{k: \"1\"}");
  resolve();
  EXPECT_EQ(waits(), 2);
  w.advance(base::hours(1));

  EXPECT_EQ(w.completed(key), "start late late_end");
}

TEST_F(WaitsTest, an_event_based_gateway_waits_for_all_or_for_nothing) {
  const int64_t key =
      begin(model(element("startEvent", "start") + element("eventBasedGateway", "either") +
                  element("intermediateCatchEvent", "late", kHour) +
                  element("intermediateCatchEvent", "answered", kAsked) +
                  element("endEvent", "end") + flow("start", "either") + flow("either", "late") +
                  flow("either", "answered") + flow("late", "end") +
                  "<bpmn:sequenceFlow id=\"x\" sourceRef=\"answered\" targetRef=\"end\"/>"));
  EXPECT_EQ(waits(), 0);

  w.advance(base::hours(2));
  set(key, "{k: \"1\"}");
  resolve();
  EXPECT_EQ(waits(), 2);
  w.advance(base::hours(1));

  EXPECT_EQ(w.completed(key), "start either late end");
}

TEST_F(WaitsTest, a_sub_process_whose_event_sub_process_cannot_wait_has_no_boundary_event_yet) {
  const std::string inside = element("userTask", "do") + heard_beside();
  const int64_t key =
      begin(model(element("startEvent", "start") + flow("start", "ask") +
                  event("subProcess", "ask", "", inside) + boundary("late", "", kHour)));
  EXPECT_EQ(waits(), 0);

  w.advance(base::hours(2));
  set(key, "{k: \"1\"}");
  resolve();

  EXPECT_EQ(waits(), 3);
  EXPECT_EQ(w.active(key), "ask do");
}

TEST_F(WaitsTest, a_start_event_of_several_things_waits_for_the_others) {
  ASSERT_EQ(
      w.deploy("p.bpmn", model(event("startEvent", "both", kAllOf, std::string(kBegun) + kAsked) +
                               element("userTask", "ask") + flow("both", "ask"))),
      "ok");
  ASSERT_EQ(w.publish("begun", "one"), "ok");
  ASSERT_EQ(incidents().size(), 1u);
  const int64_t key = incidents().front().instance;

  set(key, "{k: \"1\"}");
  resolve();
  EXPECT_EQ(w.active(key), "both");
  ASSERT_EQ(w.publish("asked", "1"), "ok");

  EXPECT_EQ(w.active(key), "ask");
}

TEST_F(WaitsTest, a_gateway_that_began_an_instance_waits_for_the_others) {
  const std::string gateway =
      event("eventBasedGateway", "all", "instantiate=\"true\" eventGatewayType=\"Parallel\"", "");
  ASSERT_EQ(w.deploy("p.bpmn", model(gateway + element("intermediateCatchEvent", "begun", kBegun) +
                                     element("intermediateCatchEvent", "answered", kAsked) +
                                     element("userTask", "one") + element("userTask", "two") +
                                     flow("all", "begun") + flow("all", "answered") +
                                     flow("begun", "one") + flow("answered", "two"))),
            "ok");
  ASSERT_EQ(w.publish("begun", "one"), "ok");
  ASSERT_EQ(incidents().size(), 1u);
  const int64_t key = incidents().front().instance;
  EXPECT_EQ(w.active(key), "all one");

  set(key, "{k: \"1\"}");
  resolve();
  EXPECT_EQ(w.count("subscription"), 1);
  ASSERT_EQ(w.publish("asked", "1"), "ok");

  EXPECT_EQ(w.active(key), "one two");
}

TEST_F(WaitsTest, one_that_listens_again_leaves_the_others_their_time) {
  const std::string other = "<bpmn:subProcess id=\"other\" triggeredByEvent=\"true\">" +
                            event("startEvent", "late", "", kHour) + element("userTask", "hurry") +
                            flow("late", "hurry") + "</bpmn:subProcess>\n";
  const int64_t key = begin(model(element("startEvent", "start") + element("userTask", "ask") +
                                  flow("start", "ask") + heard_beside() + other),
                            "{k: \"1\"}");
  w.advance(base::minutes(50));
  hear_without_a_key(key);
  EXPECT_EQ(waits(), 1);

  set(key, "{k: \"2\"}");
  resolve();
  EXPECT_EQ(waits(), 3);
  w.advance(base::minutes(10));

  EXPECT_EQ(w.active(key), "other hurry");
}

TEST_F(WaitsTest, a_resolved_incident_takes_no_job_from_its_worker) {
  const std::string listeners =
      "<bpmn:extensionElements><zeebe:executionListeners><zeebe:executionListener "
      "eventType=\"end\" type=\"last\"/></zeebe:executionListeners></bpmn:extensionElements>";
  const int64_t key =
      begin(model(listeners + element("startEvent", "start") + element("userTask", "ask") +
                  flow("start", "ask") + heard_beside()),
            "{k: \"1\"}");

  const int64_t job = listen_meanwhile(key);

  EXPECT_EQ(w.act([&](Engine& engine) { return engine.complete_job(job, {}); }), "ok");
  EXPECT_EQ(w.state(key), "completed");
}

TEST_F(WaitsTest, nor_from_the_worker_of_an_element) {
  const std::string task =
      element("userTask", "ask",
              "<bpmn:extensionElements><zeebe:userTask/><zeebe:executionListeners>"
              "<zeebe:executionListener eventType=\"end\" type=\"last\"/>"
              "</zeebe:executionListeners></bpmn:extensionElements>");
  const int64_t key =
      begin(model(element("startEvent", "start") + task + flow("start", "ask") +
                  boundary("both", std::string("cancelActivity=\"false\" ") + kAllOf,
                           std::string(kTold) + kAsked)),
            "{k: \"1\"}");

  const int64_t job = listen_meanwhile(key);

  w.advance(base::minutes(6));
  EXPECT_EQ(take("last", "second"), job);  // once its time is over
}

// The first resolution sets both right; the second finds a job that somebody has.
TEST_F(WaitsTest, nor_does_one_that_has_nothing_left_to_set_right) {
  const std::string later =
      "<bpmn:timerEventDefinition><bpmn:timeDuration>=d</bpmn:timeDuration>"
      "</bpmn:timerEventDefinition>";
  const std::string all = std::string("cancelActivity=\"false\" ") + kAllOf;
  const int64_t key =
      begin(model(element("startEvent", "start") + job("ask", "work") + flow("start", "ask") +
                  boundary("one", all, std::string(kTold) + kAsked) +
                  boundary("two", all, std::string(kTold) + later)),
            "{k: \"1\", d: \"PT1M\"}");
  set(key, "{k: null, d: \"no time\"}");
  ASSERT_EQ(signal(), "ok");
  ASSERT_EQ(w.publish("asked", "1"), "ok");
  w.advance(base::minutes(1));
  const int64_t job = take("work", "first");
  ASSERT_NE(job, 0);
  const auto both = incidents();
  ASSERT_EQ(both.size(), 2u);

  set(key, "{k: \"2\", d: \"PT1M\"}");
  for (const IncidentView& each : both)
    EXPECT_EQ(w.act([&](Engine& engine) { return engine.resolve_incident(each.key); }), "ok");

  EXPECT_EQ(waits(), 4);
  EXPECT_EQ(take("work", "second"), 0);
}

}  // namespace
}  // namespace runtime
