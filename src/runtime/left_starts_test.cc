// Event sub-processes wait for what the start event of their scope has given, and boundary events
// by what stands around their activity.
#include <gtest/gtest.h>

#include "bpmn/testing.h"
#include "runtime/testing.h"

namespace runtime {
namespace {

using namespace bpmn::testing;
using testing::vars;
using testing::Workspace;

std::string message(const std::string& id, const std::string& name, const std::string& key = "") {
  const std::string subscription =
      key.empty() ? ""
                  : "<bpmn:extensionElements><zeebe:subscription correlationKey=\"= " + key +
                        "\"/></bpmn:extensionElements>";
  return "<bpmn:message id=\"" + id + "\" name=\"" + name + "\">" + subscription +
         "</bpmn:message>\n";
}

std::string model(const std::string& content) {
  return process("p", content,
                 message("Filed", "filed") + message("Withdrawn", "withdrawn", "claim") +
                     "<bpmn:signal id=\"Region\" name=\"= &quot;region_&quot; + region\"/>\n");
}

constexpr const char* kFiled = "<bpmn:messageEventDefinition messageRef=\"Filed\"/>";
constexpr const char* kWithdrawn = "<bpmn:messageEventDefinition messageRef=\"Withdrawn\"/>";
constexpr const char* kRegion = "<bpmn:signalEventDefinition signalRef=\"Region\"/>";
constexpr const char* kDeadline =
    "<bpmn:timerEventDefinition><bpmn:timeDate>= "
    "deadline</bpmn:timeDate></bpmn:timerEventDefinition>";

std::string io(const std::string& mappings) {
  return "<bpmn:extensionElements><zeebe:ioMapping>" + mappings +
         "</zeebe:ioMapping></bpmn:extensionElements>";
}

std::string output(const std::string& source, const std::string& target) {
  return "<zeebe:output source=\"= " + source + "\" target=\"" + target + "\"/>";
}

// One that begins with its event and asks for the task `id`_task.
std::string beside(const std::string& id, const std::string& definition) {
  const std::string start = id + "_start";
  const std::string task = id + "_task";
  return "<bpmn:subProcess id=\"" + id + "\" triggeredByEvent=\"true\">" +
         element("startEvent", start, definition) + element("userTask", task) + flow(start, task) +
         "</bpmn:subProcess>\n";
}

std::string begun_by(const std::string& start, const std::string& more) {
  return model(element("startEvent", "start", start) + element("userTask", "work") +
               flow("start", "work") + more);
}

class LeftStartsTest : public ::testing::Test {
 protected:
  void deploy(const std::string& xml) { ASSERT_EQ(w.deploy("p.bpmn", xml), "ok"); }
  int64_t filed(const std::string& values) {
    EXPECT_EQ(w.publish("filed", "", vars(values)), "ok");
    const auto all = instances(*w.database().read(), {.process_id = "p", .state = "active"});
    return all.empty() ? 0 : all.front().key;
  }
  std::vector<IncidentView> incidents() { return open_incidents(*w.database().read(), 100); }
  void mend(int64_t key, const std::string& values) {
    EXPECT_EQ(w.act([&](Engine& engine) { return engine.set_variables(key, vars(values)); }), "ok");
    const auto all = incidents();
    ASSERT_EQ(all.size(), 1u);
    EXPECT_EQ(w.act([&](Engine& engine) { return engine.resolve_incident(all.front().key); }),
              "ok");
  }

  Workspace w;
};

TEST_F(LeftStartsTest, what_the_message_brought_is_the_key_of_an_event_sub_process) {
  deploy(begun_by(kFiled, beside("stop", kWithdrawn)));
  const int64_t key = filed("{claim: \"C-1\"}");
  EXPECT_TRUE(incidents().empty());
  EXPECT_EQ(w.active(key), "work");
  w.reopen();

  EXPECT_EQ(w.publish("withdrawn", "C-1"), "ok");

  EXPECT_EQ(w.active(key), "stop stop_task");
}

TEST_F(LeftStartsTest, so_are_the_time_of_a_timer_and_the_name_of_a_signal) {
  deploy(begun_by(kFiled, beside("late", kDeadline) + beside("called_off", kRegion)));
  const int64_t key = filed("{deadline: \"2026-03-02T03:00:00Z\", region: \"north\"}");
  EXPECT_TRUE(incidents().empty());
  EXPECT_EQ(w.count("subscription WHERE name = 'region_north'"), 1);

  w.advance(base::hours(3));

  EXPECT_EQ(w.active(key), "late late_task");
}

TEST_F(LeftStartsTest, so_is_what_a_start_event_works_out_in_a_process_and_in_a_sub_process) {
  const std::string gives = io(output("order + &quot;-1&quot;", "claim"));
  deploy(begun_by(
      gives, beside("stop", kWithdrawn) + "<bpmn:subProcess id=\"part\">" +
                 element("startEvent", "begin", io(output("order + &quot;-2&quot;", "claim"))) +
                 element("userTask", "do") + flow("begin", "do") + beside("stop_part", kWithdrawn) +
                 "</bpmn:subProcess>\n" + flow("work", "part")));
  const int64_t key = w.start("p", vars("{order: \"7\"}"));
  EXPECT_EQ(w.complete("work"), "ok");
  EXPECT_EQ(w.active(key), "part do");
  EXPECT_TRUE(incidents().empty());

  EXPECT_EQ(w.publish("withdrawn", "7-2"), "ok");
  EXPECT_EQ(w.active(key), "part stop_part stop_part_task");
  EXPECT_EQ(w.publish("withdrawn", "7-1"), "ok");

  EXPECT_EQ(w.active(key), "stop stop_task");
}

TEST_F(LeftStartsTest, a_key_that_is_missing_holds_the_start_until_it_is_there) {
  deploy(begun_by(kFiled, beside("stop", kWithdrawn)));
  const int64_t key = filed("{other: 1}");
  EXPECT_EQ(w.active(key), "start");
  EXPECT_EQ(w.variable(key, "other"), "1");
  w.reopen();

  mend(key, "{claim: \"C-1\"}");

  EXPECT_EQ(w.active(key), "work");
  EXPECT_EQ(w.publish("withdrawn", "C-1"), "ok");
  EXPECT_EQ(w.active(key), "stop stop_task");
}

TEST_F(LeftStartsTest, so_it_does_in_a_sub_process) {
  deploy(model(element("startEvent", "start") + flow("start", "part") +
               "<bpmn:subProcess id=\"part\">" + element("startEvent", "begin") +
               element("userTask", "do") + flow("begin", "do") + beside("stop", kWithdrawn) +
               "</bpmn:subProcess>\n"));
  const int64_t key = w.start("p");
  EXPECT_EQ(w.active(key), "part begin");

  mend(key, "{claim: \"C-1\"}");

  EXPECT_EQ(w.active(key), "part do");
  EXPECT_EQ(w.publish("withdrawn", "C-1"), "ok");
  EXPECT_EQ(w.active(key), "part stop stop_task");
}

TEST_F(LeftStartsTest, an_event_sub_process_listens_though_the_start_was_moved_past) {
  deploy(begun_by(kFiled, beside("stop", kWithdrawn)));
  const int64_t key = filed("{other: 1}");
  const int64_t start = elements(*w.database().read(), key).front().key;
  EXPECT_EQ(w.act([&](Engine& engine) { return engine.move(key, {start}, {"work"}, ""); }), "ok");
  EXPECT_EQ(w.active(key), "work");

  mend(key, "{claim: \"C-1\"}");

  EXPECT_EQ(w.publish("withdrawn", "C-1"), "ok");
  EXPECT_EQ(w.active(key), "stop stop_task");
}

TEST_F(LeftStartsTest, what_could_not_wait_is_no_incident_of_an_instance_that_has_ended) {
  deploy(begun_by(kFiled, beside("stop", kWithdrawn)));
  const int64_t key = filed("{other: 1}");
  const int64_t start = elements(*w.database().read(), key).front().key;
  EXPECT_EQ(w.act([&](Engine& engine) { return engine.move(key, {start}, {"work"}, ""); }), "ok");
  const int64_t incident = incidents().front().key;

  EXPECT_EQ(w.complete("work"), "ok");

  EXPECT_EQ(w.state(key), "completed");
  EXPECT_TRUE(incidents().empty());
  EXPECT_EQ(w.act([&](Engine& engine) { return engine.resolve_incident(incident); }),
            "engine.no_incident");
}

TEST_F(LeftStartsTest, the_key_of_a_boundary_event_is_not_told_by_the_inputs_of_its_activity) {
  deploy(model(element("startEvent", "start") + flow("start", "work") +
               element("userTask", "work",
                       "<bpmn:extensionElements><zeebe:userTask/><zeebe:ioMapping>"
                       "<zeebe:input source=\"inside\" target=\"claim\"/>"
                       "</zeebe:ioMapping></bpmn:extensionElements>") +
               "<bpmn:boundaryEvent id=\"stop\" attachedToRef=\"work\">" + kWithdrawn +
               "</bpmn:boundaryEvent>" + element("userTask", "tidy") + flow("stop", "tidy")));
  const int64_t key = w.start("p", vars("{claim: \"outside\"}"));

  EXPECT_EQ(w.publish("withdrawn", "outside"), "ok");

  EXPECT_EQ(w.active(key), "tidy");
}

}  // namespace
}  // namespace runtime
