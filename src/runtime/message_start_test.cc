// Of the instances that messages with one correlation key start, one of a process runs at a time.
#include <gtest/gtest.h>

#include "bpmn/testing.h"
#include "runtime/testing.h"

namespace runtime {
namespace {

using namespace bpmn::testing;
using testing::vars;
using testing::Workspace;

constexpr const char* kMessages =
    "<bpmn:message id=\"o\" name=\"ordered\"/><bpmn:message id=\"a\" name=\"amended\"/>\n";

std::string begun_by_messages(const std::string& id) {
  return process(
      id,
      element("startEvent", "ordered", "<bpmn:messageEventDefinition messageRef=\"o\"/>") +
          element("startEvent", "amended", "<bpmn:messageEventDefinition messageRef=\"a\"/>") +
          element("userTask", "work") + flow("ordered", "work") + flow("amended", "work"),
      kMessages);
}

class MessageStartTest : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_EQ(w.deploy("p.bpmn", begun_by_messages("p")), "ok"); }

  std::vector<int64_t> active(const std::string& id = "p") {
    std::vector<int64_t> keys;
    for (const auto& each : instances(*w.database().read(), {.process_id = id, .state = "active"}))
      keys.push_back(each.key);
    return keys;
  }
  std::string number_of_the_one() {
    const auto keys = active();
    return keys.size() == 1 ? w.variable(keys.front(), "n") : std::to_string(keys.size());
  }
  void publish(const std::string& name, int n, base::Span time_to_live = base::minutes(10)) {
    const feel::Value variables = feel::Fields().set("n", feel::Value(n)).build();
    EXPECT_EQ(w.publish(name, "k1", variables, time_to_live), "ok");
  }

  Workspace w;
};

TEST_F(MessageStartTest, the_next_kept_one_starts_when_the_one_before_ends) {
  publish("ordered", 1);
  publish("amended", 2);
  publish("ordered", 3);
  publish("ordered", 4, {});  // kept for nobody
  EXPECT_EQ(number_of_the_one(), "1");
  w.reopen();

  EXPECT_EQ(w.complete("work"), "ok");
  EXPECT_EQ(number_of_the_one(), "2");
  EXPECT_EQ(w.completed(active().front()), "amended");
  EXPECT_EQ(w.complete("work"), "ok");
  EXPECT_EQ(number_of_the_one(), "3");
  EXPECT_EQ(w.complete("work"), "ok");
  EXPECT_TRUE(active().empty());
  EXPECT_EQ(w.count("message_start"), 0);
  publish("ordered", 5);
  EXPECT_EQ(number_of_the_one(), "5");
}

TEST_F(MessageStartTest, a_cancelled_one_makes_room_too) {
  publish("ordered", 1);
  publish("ordered", 2);
  const int64_t first = active().front();

  EXPECT_EQ(w.act([&](Engine& engine) { return engine.cancel_instance(first, "no"); }), "ok");

  EXPECT_EQ(number_of_the_one(), "2");
}

TEST_F(MessageStartTest, what_is_kept_no_longer_starts_nothing) {
  publish("ordered", 1);
  publish("ordered", 2, base::minutes(1));
  w.advance(base::minutes(2));

  EXPECT_EQ(w.complete("work"), "ok");

  EXPECT_TRUE(active().empty());
}

TEST_F(MessageStartTest, who_waits_takes_it_and_no_other_begins_with_it) {
  const std::string model = process(
      "q",
      element("startEvent", "by_hand") +
          element("startEvent", "ordered", "<bpmn:messageEventDefinition messageRef=\"o\"/>") +
          "<bpmn:intermediateCatchEvent id=\"wait\"><bpmn:messageEventDefinition "
          "messageRef=\"k\"/></bpmn:intermediateCatchEvent>" +
          element("userTask", "work") + flow("by_hand", "wait") + flow("wait", "work") +
          flow("ordered", "work"),
      std::string(kMessages) +
          "<bpmn:message id=\"k\" name=\"ordered\"><bpmn:extensionElements><zeebe:subscription "
          "correlationKey=\"=k\"/></bpmn:extensionElements></bpmn:message>");
  for (const base::Span time_to_live : {base::Span{}, base::minutes(10)}) {
    Workspace fresh;
    ASSERT_EQ(fresh.deploy("q.bpmn", model), "ok");
    const int64_t waiting = fresh.start("q", vars("{k: \"k1\"}"));
    EXPECT_EQ(fresh.publish("ordered", "k1", {}, time_to_live), "ok");

    EXPECT_EQ(fresh.count("process_instance"), 1) << time_to_live.micros;
    EXPECT_EQ(fresh.completed(waiting), "by_hand wait");
    EXPECT_EQ(fresh.publish("ordered", "k1", {}, time_to_live), "ok");
    EXPECT_EQ(fresh.count("process_instance"), 2) << "nobody waits any more";
  }
}

// Gives a catch event that waits for "ordered" with the key of the instance.
std::string waiting_for_ordered(const std::string& id) {
  return "<bpmn:intermediateCatchEvent id=\"" + id +
         "\"><bpmn:messageEventDefinition messageRef=\"k\"/></bpmn:intermediateCatchEvent>";
}

constexpr const char* kKeyed =
    "<bpmn:message id=\"k\" name=\"ordered\"><bpmn:extensionElements><zeebe:subscription "
    "correlationKey=\"=k\"/></bpmn:extensionElements></bpmn:message>";

TEST(kept_message, what_it_leads_to_does_not_take_it_again) {
  Workspace w;
  const std::string twice = process(
      "q",
      element("startEvent", "by_hand") + waiting_for_ordered("first") +
          waiting_for_ordered("second") + flow("by_hand", "first") + flow("first", "second"),
      kKeyed);
  ASSERT_EQ(w.deploy("q.bpmn", twice), "ok");
  const int64_t key = w.start("q", vars("{k: \"k1\"}"));

  EXPECT_EQ(w.publish("ordered", "k1", {}, base::minutes(10)), "ok");
  EXPECT_EQ(w.active(key), "second");

  EXPECT_EQ(w.publish("ordered", "k1", {}, base::minutes(10)), "ok");
  EXPECT_EQ(w.state(key), "completed");
}

TEST(kept_message, a_process_that_is_called_by_itself_waits_for_its_own) {
  Workspace w;
  const std::string calling =
      process("q",
              element("startEvent", "by_hand") + waiting_for_ordered("first") +
                  "<bpmn:callActivity id=\"call\"><bpmn:extensionElements><zeebe:calledElement "
                  "processId=\"q\"/></bpmn:extensionElements></bpmn:callActivity>" +
                  flow("by_hand", "first") + flow("first", "call"),
              kKeyed);
  ASSERT_EQ(w.deploy("q.bpmn", calling), "ok");
  w.start("q", vars("{k: \"k1\"}"));

  EXPECT_EQ(w.publish("ordered", "k1", {}, base::minutes(10)), "ok");

  EXPECT_EQ(w.count("process_instance"), 2);
}

TEST_F(MessageStartTest, other_keys_and_no_key_start_at_once) {
  for (const char* key : {"k1", "k2", "", ""})
    EXPECT_EQ(w.publish("ordered", key, {}, base::minutes(10)), "ok");

  EXPECT_EQ(active().size(), 4u);
  EXPECT_EQ(w.count("message_start"), 2);
}

TEST_F(MessageStartTest, another_process_begins_with_the_same_key) {
  ASSERT_EQ(w.deploy("q.bpmn", begun_by_messages("q")), "ok");
  publish("ordered", 1);
  publish("ordered", 2);

  EXPECT_EQ(active("p").size(), 1u);
  EXPECT_EQ(active("q").size(), 1u);
}

TEST_F(MessageStartTest, the_next_begins_with_the_version_of_then) {
  publish("ordered", 1);
  publish("ordered", 2);
  ASSERT_EQ(w.deploy("p.bpmn", begun_by_messages("p") + "<!-- newer -->"), "ok");

  EXPECT_EQ(w.complete("work"), "ok");

  EXPECT_EQ(instance(*w.database().read(), active().front())->version, 2);
}

TEST_F(MessageStartTest, many_that_end_at_once_follow_each_other) {
  const std::string xml =
      process("p",
              element("startEvent", "ordered", "<bpmn:messageEventDefinition messageRef=\"o\"/>") +
                  element("exclusiveGateway", "first") + element("userTask", "work") +
                  element("endEvent", "end") + flow("ordered", "first") +
                  flow("first", "work", "=n = 0") + flow("first", "end", "=n &gt; 0"),
              kMessages);
  ASSERT_EQ(w.deploy("p.bpmn", xml), "ok");
  for (int i = 0; i < 200; ++i) publish("ordered", i);
  EXPECT_EQ(number_of_the_one(), "0");

  EXPECT_EQ(w.complete("work"), "ok");

  EXPECT_TRUE(active().empty());
  EXPECT_EQ(instances(*w.database().read(), {.process_id = "p", .limit = 1000}).size(), 200u);
}

TEST_F(MessageStartTest, what_is_refused_leaves_no_trace) {
  w.effects.on_user_task = [](Op&, const engine::UserTask&) -> base::Result<void> {
    return base::refusal("request.unknown_field");
  };
  EXPECT_EQ(w.publish("ordered", "k1", {}, base::minutes(10)), "request.unknown_field");
  w.effects.on_user_task = nullptr;

  EXPECT_EQ(w.count("message_start"), 0);
  publish("ordered", 2);
  EXPECT_EQ(number_of_the_one(), "2");
}

TEST_F(MessageStartTest, what_happened_to_a_record_starts_one_each_time) {
  for (int i = 0; i < 2; ++i)
    w.act([](Engine& engine) -> base::Result<void> {
      return engine.publish_message({"ordered", "7", {}, {}, "", {"ordered", 7}}).ok()
                 ? base::Result<void>()
                 : base::refusal("internal.defect");
    });

  EXPECT_EQ(active().size(), 2u);
}

}  // namespace
}  // namespace runtime
