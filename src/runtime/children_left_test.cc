// Multi-instance activities that would hold up others for long begin their instances over several
// operations.
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

constexpr int kAll = 35;

std::string each(const std::string& tag, const std::string& inner, const std::string& more = "",
                 const std::string& condition = "") {
  return process(
      "p", element("startEvent", "start") + "<bpmn:" + tag +
               " id=\"each\"><bpmn:extensionElements>" + inner +
               "</bpmn:extensionElements><bpmn:multiInstanceLoopCharacteristics>"
               "<bpmn:extensionElements><zeebe:loopCharacteristics inputCollection=\"=for i in "
               "1..35 return i\" inputElement=\"item\" " +
               more + "/></bpmn:extensionElements>" + condition +
               "</bpmn:multiInstanceLoopCharacteristics></bpmn:" + tag + ">" +
               element("userTask", "last") + flow("start", "each") + flow("each", "last"));
}
const std::string kTask = "<zeebe:userTask/>";
const std::string kScript = "<zeebe:script expression=\"=item * 2\" resultVariable=\"twice\"/>";

void open(Workspace& w, int at_once) {
  w.settings.children_at_once = at_once;
  w.reopen();
}

// How many had begun when somebody else was served who came with the first of them.
struct SomebodyElse {
  explicit SomebodyElse(Workspace& w) {
    w.effects.on_user_task = [this, &w](Op&, const engine::UserTask& task) -> base::Result<void> {
      ++begun;
      if (task.loop != 1) return {};
      w.runtime().submit(
          w.actor,
          [this](Op&) -> base::Result<base::Json> {
            served_at = begun.load();
            return base::Json(nullptr);
          },
          nullptr);
      return {};
    };
  }
  std::atomic<int> begun = 0;
  std::atomic<int> served_at = 0;
};

TEST(children_left, others_are_served_between_those_that_begin) {
  Workspace w;
  open(w, 10);
  ASSERT_EQ(w.deploy("p.bpmn", each("userTask", kTask)), "ok");
  SomebodyElse else_(w);

  const int64_t key = w.start("p");
  w.settle();

  EXPECT_EQ(else_.begun, kAll);
  EXPECT_EQ(else_.served_at, 20) << "behind the next ones, before the others";
  EXPECT_EQ(w.count("element_instance WHERE element_id = 'each' AND role = 2"), kAll);
  EXPECT_EQ(w.state(key), "active");
}

TEST(children_left, what_each_evaluates_counts) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn",
                     each("userTask", kTask + "<zeebe:ioMapping><zeebe:input source=\"=count(for i "
                                              "in 1..100000 return i)\" target=\"n\"/>"
                                              "</zeebe:ioMapping>")),
            "ok");
  SomebodyElse else_(w);

  w.start("p");
  w.settle();

  EXPECT_EQ(else_.begun, kAll);
  EXPECT_GT(else_.served_at, 0);
  EXPECT_LT(else_.served_at, 10);
}

TEST(children_left, one_step_evaluates_so_much_and_no_more) {
  Workspace w;
  std::string chain = element("startEvent", "start");
  std::string before = "start";
  for (int i = 0; i < 12; ++i) {
    const std::string id = "s" + std::to_string(i);
    chain += "<bpmn:scriptTask id=\"" + id +
             "\"><bpmn:extensionElements><zeebe:script expression=\"=count(for i in 1..2000000 "
             "return i)\" resultVariable=\"n\"/></bpmn:extensionElements></bpmn:scriptTask>" +
             flow(before, id);
    before = id;
  }
  ASSERT_EQ(w.deploy("p.bpmn", process("p", chain)), "ok");

  const int64_t key = w.start("p");

  const auto open = incidents(*w.database().read(), key);
  ASSERT_EQ(open.size(), 1u);
  EXPECT_EQ(open[0].kind, "EXTRACT_VALUE_ERROR") << open[0].message;
  int resolved = 0;
  for (; w.state(key) == "active" && resolved < 12; ++resolved)
    EXPECT_EQ(w.act([&](Engine& e) { return e.resolve_incidents(key); }), "ok");
  EXPECT_EQ(w.state(key), "completed") << "each step has its own";
  EXPECT_LT(resolved, 12);
}

TEST(children_left, the_activity_is_done_when_all_are) {
  Workspace w;
  open(w, 10);
  ASSERT_EQ(w.deploy("p.bpmn", each("scriptTask", kScript,
                                    "outputCollection=\"all\" outputElement=\"=twice\"")),
            "ok");

  const int64_t key = w.start("p");
  w.settle();

  EXPECT_EQ(w.active(key), "last");
  EXPECT_EQ(w.count("element_instance WHERE role = 2 AND state = 'completed'"), kAll);
  EXPECT_TRUE(w.variable(key, "all").starts_with("[2,4,6")) << w.variable(key, "all");
  EXPECT_TRUE(w.variable(key, "all").ends_with("68,70]")) << w.variable(key, "all");
}

TEST(children_left, none_begins_behind_a_completion_condition) {
  Workspace w;
  open(w, 10);
  ASSERT_EQ(w.deploy("p.bpmn", each("scriptTask", kScript, "",
                                    "<bpmn:completionCondition>=numberOfCompletedInstances &gt;= 3"
                                    "</bpmn:completionCondition>")),
            "ok");

  const int64_t key = w.start("p");
  w.settle();

  EXPECT_EQ(w.active(key), "last");
  EXPECT_EQ(w.count("element_instance WHERE element_id = 'each' AND role = 2"), 10);
  EXPECT_EQ(w.count("unfinished_body"), 0);
}

TEST(children_left, a_suspended_instance_begins_none_until_it_is_resumed) {
  Workspace w;
  open(w, 10);
  ASSERT_EQ(w.deploy("p.bpmn", each("userTask", kTask)), "ok");
  w.effects.on_user_task = [&](Op&, const engine::UserTask& task) -> base::Result<void> {
    if (task.loop != 1) return {};
    const int64_t instance = task.at.instance;
    w.runtime().submit(
        w.actor,
        [instance](Op& op) -> base::Result<base::Json> {
          auto done = op.engine.suspend_instance(instance);
          if (!done.ok()) return std::move(done).error();
          return base::Json(nullptr);
        },
        nullptr);
    return {};
  };

  const int64_t key = w.start("p");
  w.settle();
  EXPECT_EQ(w.count("element_instance WHERE element_id = 'each' AND role = 2"), 20);

  w.reopen();
  EXPECT_EQ(w.act([&](Engine& e) { return e.resume_instance(key); }), "ok");
  w.settle();
  EXPECT_EQ(w.count("element_instance WHERE element_id = 'each' AND role = 2"), kAll);
}

TEST(children_left, are_held_when_one_cannot_begin) {
  Workspace w;
  open(w, 10);
  ASSERT_EQ(w.deploy("p.bpmn", each("userTask", kTask)), "ok");
  w.effects.on_user_task = [](Op&, const engine::UserTask& task) -> base::Result<void> {
    if (task.loop == 15) throw std::logic_error("a fault");
    return {};
  };

  const int64_t key = w.start("p");
  w.settle();
  const auto held = incidents(*w.database().read(), key);
  ASSERT_EQ(held.size(), 1u);
  EXPECT_EQ(held[0].kind, "CHILDREN_HELD");
  EXPECT_EQ(held[0].message, "internal.defect: a fault");
  EXPECT_EQ(w.count("element_instance WHERE element_id = 'each' AND role = 2"), 10);

  w.reopen();
  w.effects.on_user_task = nullptr;
  EXPECT_EQ(w.act([&](Engine& e) { return e.resolve_incidents(key); }), "ok");
  w.settle();
  EXPECT_EQ(w.count("element_instance WHERE element_id = 'each' AND role = 2"), kAll);
  EXPECT_EQ(w.count("incident WHERE resolved_at IS NULL"), 0);
}

TEST(children_left, begin_after_a_restart) {
  Workspace w;
  open(w, 10);
  ASSERT_EQ(w.deploy("p.bpmn", each("userTask", kTask)), "ok");
  w.start("p");
  w.reopen();
  w.settle();
  EXPECT_EQ(w.count("element_instance WHERE element_id = 'each' AND role = 2"), kAll);
}

TEST(children_left, a_cancelled_instance_has_none) {
  Workspace w;
  open(w, 1);
  ASSERT_EQ(w.deploy("p.bpmn", each("userTask", kTask)), "ok");
  const int64_t key = w.start("p");
  EXPECT_EQ(w.act([&](Engine& e) { return e.cancel_instance(key, ""); }), "ok");
  w.settle();
  EXPECT_EQ(w.state(key), "canceled");
  EXPECT_EQ(w.count("element_instance WHERE state = 'active'"), 0);
  EXPECT_EQ(w.count("unfinished_body"), 0);
}

}  // namespace
}  // namespace runtime
