// Multi-instance activities that would hold up others for long begin their instances over several
// operations.
#include <gtest/gtest.h>

#include <atomic>
#include <future>
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

// The first thing in each instance is a user task that the test counts, then one that costs much.
std::string costly(const std::string& loop_kind) {
  return process(
      "p",
      element("startEvent", "start") +
          "<bpmn:subProcess id=\"each\"><bpmn:multiInstanceLoopCharacteristics isSequential=\"" +
          loop_kind +
          "\"><bpmn:extensionElements><zeebe:loopCharacteristics inputCollection=\"=for i in "
          "1..300 return i\"/></bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics>" +
          element("startEvent", "in") +
          "<bpmn:scriptTask id=\"costly\"><bpmn:extensionElements><zeebe:script "
          "expression=\"=count(for i in 1..5000 return i)\" resultVariable=\"n\"/>"
          "</bpmn:extensionElements></bpmn:scriptTask>" +
          flow("in", "costly") + "</bpmn:subProcess>" + element("userTask", "last") +
          flow("start", "each") + flow("each", "last"));
}

class Costly : public ::testing::TestWithParam<const char*> {};

TEST_P(Costly, what_is_inside_of_each_counts_too) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", costly(GetParam())), "ok");
  int done_when_served = -1;
  const auto done = [](storage::Connection& db) {
    return static_cast<int>(db.first("SELECT COUNT(*) FROM element_instance WHERE element_id = "
                                     "'costly' AND state = 'completed'")
                                ->integer(0));
  };
  std::promise<void> served;
  w.runtime().submit(
      w.actor,
      [](Op& op) -> base::Result<base::Json> {
        auto key = op.engine.start({"p", 0, {}, {}, ""});
        if (!key.ok()) return std::move(key).error();
        return base::Json(*key);
      },
      [&](const base::Result<base::Json>& begun) {
        ASSERT_TRUE(begun.ok());
        w.runtime().submit(
            w.actor,
            [&](Op& op) -> base::Result<base::Json> {
              done_when_served = done(op.tx.db);
              return base::Json(nullptr);
            },
            [&](const base::Result<base::Json>&) { served.set_value(); });
      });
  served.get_future().wait();
  w.settle();

  EXPECT_GT(done_when_served, 0);
  EXPECT_LT(done_when_served, 300);
  EXPECT_EQ(done(*w.database().read()), 300);
  EXPECT_EQ(w.effects.tasks.at("last").size(), 1u);
}

INSTANTIATE_TEST_SUITE_P(children_left, Costly, ::testing::Values("false", "true"),
                         [](const auto& test) {
                           return std::string(test.param) == "true" ? "sequential" : "parallel";
                         });

TEST(children_left, what_takes_long_to_carry_out_counts) {
  Workspace w;
  ASSERT_EQ(w.deploy("called.bpmn",
                     process("called", element("startEvent", "in") + element("userTask", "inside") +
                                           flow("in", "inside"))),
            "ok");
  const std::string call =
      "<bpmn:callActivity id=\"each\"><bpmn:extensionElements><zeebe:calledElement "
      "processId=\"called\"/></bpmn:extensionElements><bpmn:multiInstanceLoopCharacteristics>"
      "<bpmn:extensionElements><zeebe:loopCharacteristics inputCollection=\"=for i in 1..250 "
      "return "
      "i\"/></bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics></bpmn:callActivity>";
  ASSERT_EQ(w.deploy("p.bpmn",
                     process("p", element("startEvent", "start") + call + flow("start", "each"))),
            "ok");
  std::atomic<int> begun = 0;
  std::atomic<int> served_at = 0;
  w.effects.on_user_task = [&](Op&, const engine::UserTask&) -> base::Result<void> {
    if (++begun > 1) return {};
    w.runtime().submit(
        w.actor,
        [&](Op&) -> base::Result<base::Json> {
          served_at = begun.load();
          return base::Json(nullptr);
        },
        nullptr);
    return {};
  };

  w.start("p");
  w.settle();

  EXPECT_EQ(served_at, 200) << "behind the next hundred, before the others";
  EXPECT_EQ(begun, 250);
}

TEST(children_left, room_is_kept_for_them) {
  Workspace w;
  w.settings.elements_max = 400;
  open(w, 10);
  const auto task = [](const std::string& id) {
    return "<bpmn:userTask id=\"" + id +
           "\"><bpmn:extensionElements><zeebe:userTask/></bpmn:extensionElements>"
           "<bpmn:multiInstanceLoopCharacteristics><bpmn:extensionElements>"
           "<zeebe:loopCharacteristics inputCollection=\"=for i in 1..300 return i\"/>"
           "</bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics></bpmn:userTask>";
  };
  ASSERT_EQ(
      w.deploy("p.bpmn", process("p", element("startEvent", "start") + task("one") + task("two") +
                                          flow("start", "one") + flow("start", "two"))),
      "ok");

  w.start("p");
  w.settle();

  EXPECT_EQ(w.count("incident"), 1) << "the second begins none";
  EXPECT_EQ(w.count("element_instance WHERE element_id = 'one' AND role = 2"), 300);
  EXPECT_EQ(w.count("element_instance WHERE element_id = 'two' AND role = 2"), 0);
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

TEST(children_left, come_though_all_that_had_begun_are_terminated) {
  Workspace w;
  open(w, 10);
  ASSERT_EQ(w.deploy("p.bpmn", each("userTask", kTask)), "ok");
  w.effects.on_user_task = [&](Op&, const engine::UserTask& task) -> base::Result<void> {
    if (task.loop != 1) return {};
    const int64_t instance = task.at.instance;
    w.runtime().submit(
        w.actor,
        [instance](Op& op) -> base::Result<base::Json> {
          std::vector<int64_t> begun;
          for (const ActiveElement& element : op.engine.active_elements(instance))
            if (element.scope != instance) begun.push_back(element.key);
          auto done = op.engine.move(instance, begun, {}, "");
          if (!done.ok()) return std::move(done).error();
          return base::Json(nullptr);
        },
        nullptr);
    return {};
  };

  const int64_t key = w.start("p");
  w.settle();

  EXPECT_EQ(w.count("element_instance WHERE role = 2 AND state = 'terminated'"), 20);
  EXPECT_EQ(w.count("element_instance WHERE role = 2 AND state = 'active'"), kAll - 20);
  EXPECT_EQ(w.state(key), "active");
}

// What was terminated makes room for another element beside the rest.
TEST(children_left, come_beside_what_is_moved_out_of_those_that_had_begun) {
  Workspace w;
  open(w, 1);
  ASSERT_EQ(w.deploy("p.bpmn", each("userTask", kTask)), "ok");
  w.effects.on_user_task = [&](Op&, const engine::UserTask& task) -> base::Result<void> {
    if (task.at.element_id != "each" || task.loop != 1) return {};
    const int64_t instance = task.at.instance;
    w.runtime().submit(
        w.actor,
        [instance](Op& op) -> base::Result<base::Json> {
          std::vector<int64_t> begun;
          for (const ActiveElement& element : op.engine.active_elements(instance))
            if (element.scope != instance) begun.push_back(element.key);
          auto done = op.engine.move(instance, begun, {"last"}, "");
          if (!done.ok()) return std::move(done).error();
          return base::Json(nullptr);
        },
        nullptr);
    return {};
  };

  const int64_t key = w.start("p");
  w.settle();

  const int64_t terminated = w.count("element_instance WHERE role = 2 AND state = 'terminated'");
  EXPECT_GT(terminated, 0);
  EXPECT_LT(terminated, kAll);
  EXPECT_EQ(w.count("element_instance WHERE role = 2 AND state = 'active'"), kAll - terminated);
  EXPECT_EQ(w.count("element_instance WHERE element_id = 'last' AND state = 'active'"), 1);
  EXPECT_EQ(w.state(key), "active");
}

TEST(children_left, are_all_undone_though_they_began_in_several_operations) {
  Workspace w;
  open(w, 10);
  const std::string inside =
      element("startEvent", "in") + "<bpmn:scriptTask id=\"do\"><bpmn:extensionElements>" +
      kScript +
      "</bpmn:extensionElements></bpmn:scriptTask><bpmn:boundaryEvent id=\"undo\" "
      "attachedToRef=\"do\"><bpmn:compensateEventDefinition/></bpmn:boundaryEvent>"
      "<bpmn:scriptTask id=\"undoing\" isForCompensation=\"true\"><bpmn:extensionElements>"
      "<zeebe:script expression=\"=1\" resultVariable=\"undone\"/></bpmn:extensionElements>"
      "</bpmn:scriptTask><bpmn:association id=\"to_undoing\" sourceRef=\"undo\" "
      "targetRef=\"undoing\"/>" +
      flow("in", "do");
  std::string model = each("subProcess", "");
  model.insert(model.find("</bpmn:subProcess>"), inside);
  model.insert(
      model.find("</bpmn:process>"),
      element("endEvent", "back", "<bpmn:compensateEventDefinition/>") + flow("last", "back"));
  ASSERT_EQ(w.deploy("p.bpmn", model), "ok");
  const int64_t key = w.start("p");
  w.settle();
  ASSERT_EQ(w.active(key), "last");

  EXPECT_EQ(w.complete("last"), "ok");

  EXPECT_EQ(w.count("element_instance WHERE element_id = 'undoing' AND state = 'completed'"), kAll);
  EXPECT_EQ(w.state(key), "completed");
}

TEST(children_left, of_several_activities_take_turns) {
  Workspace w;
  open(w, 1);
  ASSERT_EQ(w.deploy("p.bpmn", each("userTask", kTask)), "ok");
  std::vector<int64_t> order;
  w.effects.on_user_task = [&](Op&, const engine::UserTask& task) -> base::Result<void> {
    order.push_back(task.at.instance);
    return {};
  };
  const int64_t first = w.start("p");
  const int64_t second = w.start("p");
  w.settle();

  ASSERT_EQ(order.size(), 2u * kAll);
  const auto behind = std::ranges::find(order, second);
  const auto of_first = std::count(behind, order.end(), first);
  ASSERT_GT(of_first, 2) << "there were some left";
  int changes = 0;
  for (auto each = behind; each + 1 != order.end(); ++each) changes += *each != *(each + 1);
  EXPECT_GE(changes, 2 * of_first - 1) << "one of each in turn";
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
