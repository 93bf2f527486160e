// How many elements an instance holds at once: what finds no room waits with an incident, and with
// all that it was to begin with.
#include <gtest/gtest.h>

#include <set>

#include "bpmn/testing.h"
#include "runtime/testing.h"

namespace runtime {
namespace {

using namespace bpmn::testing;
using testing::vars;
using testing::Workspace;

constexpr const char* kSignal = "<bpmn:signal id=\"Gone\" name=\"gone\"/>\n";

std::string beside(const std::string& tag, const std::string& attributes,
                   const std::string& definition) {
  return "<bpmn:" + tag + " " + attributes + ">" + definition + "</bpmn:" + tag + ">\n";
}

std::string timer(const std::string& kind, const std::string& text) {
  return "<bpmn:timerEventDefinition><bpmn:" + kind + ">" + text + "</bpmn:" + kind +
         "></bpmn:timerEventDefinition>";
}

// After an hour there are two tokens for each.
std::string doubling() {
  const std::string second = "<bpmn:sequenceFlow id=\"b\" sourceRef=\"fork\" targetRef=\"merge\"/>";
  return process("p", element("startEvent", "start") + element("exclusiveGateway", "merge") +
                          element("intermediateCatchEvent", "hour", timer("timeDuration", "PT1H")) +
                          element("parallelGateway", "fork") + flow("start", "merge") +
                          flow("merge", "hour") + flow("hour", "fork") + flow("fork", "merge") +
                          second);
}

// The task `ask`, and what an event begins beside it.
std::string task_with(const std::string& event, const std::string& more = "") {
  return process("p",
                 element("startEvent", "start") + element("userTask", "ask") +
                     element("userTask", "more") + flow("start", "ask") +
                     beside("boundaryEvent",
                            "id=\"beside\" attachedToRef=\"ask\" cancelActivity=\"false\"", event) +
                     flow("beside", "more") + more,
                 kSignal);
}

std::string in_parallel(const std::string& id, int count) {
  return element("userTask", id,
                 "<bpmn:extensionElements><zeebe:userTask/></bpmn:extensionElements>"
                 "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>=" +
                     std::to_string(count) +
                     "</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>");
}

class ElementsMaxTest : public ::testing::Test {
 protected:
  void set_room(int elements) {
    w.settings.elements_max = elements;
    w.reopen();
  }
  int64_t begin(const std::string& xml) {
    EXPECT_EQ(w.deploy("p.bpmn", xml), "ok");
    return w.start("p");
  }
  std::vector<IncidentView> incidents() { return open_incidents(*w.database().read(), 1'000); }
  void resolve_all() {
    for (const IncidentView& each : incidents())
      EXPECT_EQ(w.act([&](Engine& engine) { return engine.resolve_incident(each.key); }), "ok");
  }
  std::string signal(const std::string& values) {
    return w.act([&](Engine& engine) { return engine.broadcast_signal("gone", vars(values)); });
  }
  int64_t alive() { return w.count("element_instance WHERE state = 'active'"); }

  Workspace w;
};

TEST_F(ElementsMaxTest, tokens_that_double_with_every_timer_come_to_a_stop) {
  set_room(20);
  const int64_t key = begin(doubling());

  w.advance(base::hours(200));

  EXPECT_EQ(alive(), 21);
  EXPECT_EQ(w.count("timer"), 0);
  EXPECT_EQ(w.effects.incidents, std::vector<std::string>(21, "TOO_MANY_ELEMENTS"));
  EXPECT_EQ(incidents().front().message, "more than 20 elements at once");
  EXPECT_EQ(w.state(key), "active");
}

TEST_F(ElementsMaxTest, no_token_is_lost_when_the_bound_is_raised) {
  set_room(20);
  begin(doubling());
  w.advance(base::hours(200));

  set_room(1'000);
  resolve_all();

  EXPECT_TRUE(incidents().empty());
  EXPECT_EQ(w.count("timer"), 40);  // 19 of the tokens were at the fork
  EXPECT_EQ(alive(), 40);
}

TEST_F(ElementsMaxTest, what_is_tried_again_too_early_waits_on) {
  set_room(20);
  begin(doubling());
  w.advance(base::hours(200));

  resolve_all();

  EXPECT_EQ(incidents().size(), 21u);
  EXPECT_EQ(alive(), 21);
}

TEST_F(ElementsMaxTest, where_others_have_ended_there_is_room) {
  set_room(20);
  const int64_t key = begin(doubling());
  w.advance(base::hours(200));
  const auto held = incidents();

  EXPECT_EQ(w.act([&](Engine& engine) {
    const auto active = engine.active_elements(key);
    return engine.move(key, {active[0].key, active[1].key}, {}, "too many");
  }),
            "ok");
  EXPECT_EQ(w.act([&](Engine& engine) { return engine.resolve_incident(held.front().key); }), "ok");

  EXPECT_EQ(incidents().size(), 18u);
  EXPECT_EQ(alive(), 20);
}

TEST_F(ElementsMaxTest, an_event_that_finds_no_room_keeps_what_it_brought) {
  set_room(2);
  const int64_t key = begin(task_with("<bpmn:signalEventDefinition signalRef=\"Gone\"/>"));
  ASSERT_EQ(signal("{n: 1}"), "ok");
  ASSERT_EQ(signal("{n: 2}"), "ok");
  EXPECT_EQ(w.active(key), "ask more beside");
  EXPECT_EQ(w.variable(key, "n"), "1");

  ASSERT_EQ(w.complete("more"), "ok");
  resolve_all();

  EXPECT_EQ(w.active(key), "ask more");
  EXPECT_EQ(w.variable(key, "n"), "2");
  EXPECT_TRUE(incidents().empty());
}

TEST_F(ElementsMaxTest, so_does_an_event_sub_process) {
  set_room(2);
  const std::string inside = beside("startEvent", "id=\"told\" isInterrupting=\"false\"",
                                    "<bpmn:signalEventDefinition signalRef=\"Gone\"/>") +
                             element("userTask", "answer") + flow("told", "answer");
  const int64_t key = begin(
      process("p",
              element("startEvent", "start") + element("userTask", "ask") + flow("start", "ask") +
                  beside("subProcess", "id=\"beside\" triggeredByEvent=\"true\"", inside),
              kSignal));
  ASSERT_EQ(signal("{n: 1}"), "ok");
  EXPECT_EQ(w.active(key), "ask beside told");

  set_room(3);
  resolve_all();

  EXPECT_EQ(w.active(key), "ask beside answer");
  EXPECT_EQ(w.variable(key, "n"), "1");
}

TEST_F(ElementsMaxTest, of_a_cycle_without_an_end_one_time_waits) {
  set_room(1);
  const int64_t key = begin(task_with(timer("timeCycle", "R/PT1M")));

  w.advance(base::minutes(10));
  EXPECT_EQ(incidents().size(), 1u);
  set_room(10);
  resolve_all();
  w.advance(base::minutes(2));

  EXPECT_EQ(w.active(key), "ask more more more");
}

TEST_F(ElementsMaxTest, of_a_cycle_that_is_counted_each_time_does) {
  set_room(1);
  begin(task_with(timer("timeCycle", "R3/PT1M")));

  w.advance(base::minutes(10));

  EXPECT_EQ(incidents().size(), 3u);
}

TEST_F(ElementsMaxTest, parallel_instances_begin_all_or_not_at_all) {
  set_room(20);
  const int64_t key = begin(process(
      "p", element("startEvent", "start") + in_parallel("each", 20) + flow("start", "each")));
  ASSERT_EQ(incidents().size(), 1u);
  EXPECT_EQ(incidents().front().kind, "TOO_MANY_ELEMENTS");
  EXPECT_EQ(incidents().front().message, "20 instances of each make more than 20 elements at once");
  EXPECT_EQ(w.active(key), "each");

  set_room(21);
  resolve_all();

  EXPECT_EQ(w.effects.tasks["each"].size(), 20u);
}

TEST_F(ElementsMaxTest, each_of_them_that_waits_for_room_knows_its_number) {
  set_room(12);
  begin(process("p", element("startEvent", "start") + element("parallelGateway", "fork") +
                         in_parallel("a", 8) + in_parallel("b", 8) + flow("start", "fork") +
                         flow("fork", "a") + flow("fork", "b")));
  EXPECT_EQ(incidents().size(), 6u);

  set_room(100);
  resolve_all();

  std::set<int> numbers;
  for (const engine::UserTask& task : w.effects.tasks["b"]) numbers.insert(task.loop);
  EXPECT_EQ(numbers, (std::set<int>{1, 2, 3, 4, 5, 6, 7, 8}));
}

TEST_F(ElementsMaxTest, compensation_goes_on_when_there_is_room) {
  set_room(1);
  const int64_t key = begin(process(
      "p", element("startEvent", "start") + element("userTask", "book") +
               beside("boundaryEvent", "id=\"undo\" attachedToRef=\"book\"",
                      "<bpmn:compensateEventDefinition/>") +
               beside("userTask", "id=\"cancel\" isForCompensation=\"true\"",
                      "<bpmn:extensionElements><zeebe:userTask/></bpmn:extensionElements>") +
               "<bpmn:association id=\"as\" associationDirection=\"One\" sourceRef=\"undo\" "
               "targetRef=\"cancel\"/>\n" +
               element("endEvent", "back", "<bpmn:compensateEventDefinition/>") +
               flow("start", "book") + flow("book", "back")));
  ASSERT_EQ(w.complete("book"), "ok");
  EXPECT_EQ(w.active(key), "back undo");

  set_room(10);
  resolve_all();

  EXPECT_EQ(w.active(key), "back cancel");
  ASSERT_EQ(w.complete("cancel"), "ok");
  EXPECT_EQ(w.state(key), "completed");
}

TEST_F(ElementsMaxTest, an_instance_whose_elements_wait_for_room_is_canceled_and_migrated) {
  set_room(20);
  const int64_t key = begin(doubling());
  w.advance(base::hours(200));
  ASSERT_EQ(w.deploy("p.bpmn", doubling() + "<!-- two -->"), "ok");

  const int64_t target = *latest_definition(*w.database().read(), "p");
  EXPECT_EQ(w.act([&](Engine& engine) {
    const auto present = engine.definition_of(key);
    return engine.migrate(key, target, engine::same_elements(*present, *present));
  }),
            "ok");
  EXPECT_EQ(w.act([&](Engine& engine) { return engine.cancel_instance(key, "enough"); }), "ok");

  EXPECT_EQ(alive(), 0);
  EXPECT_TRUE(incidents().empty());
}

}  // namespace
}  // namespace runtime
