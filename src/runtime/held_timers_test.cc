// A timer whose step fails by a fault of its own holds up no other one, and a person can let it go.
#include <gtest/gtest.h>

#include <stdexcept>

#include "bpmn/testing.h"
#include "runtime/testing.h"

namespace runtime {
namespace {

using namespace bpmn::testing;
using testing::Workspace;

std::string waiting(const std::string& id, const std::string& then) {
  return process(id, element("startEvent", "start") +
                         "<bpmn:intermediateCatchEvent id=\"wait\"><bpmn:timerEventDefinition>"
                         "<bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>"
                         "</bpmn:intermediateCatchEvent>" +
                         element("userTask", then) + flow("start", "wait") + flow("wait", then));
}

TEST(held_timers, have_an_incident_and_are_due_again_when_it_is_resolved) {
  Workspace w;
  ASSERT_EQ(w.deploy("broken.bpmn", waiting("broken", "work")), "ok");
  ASSERT_EQ(w.deploy("sound.bpmn", waiting("sound", "rest")), "ok");
  w.effects.on_user_task = [](Op&, const engine::UserTask& task) -> base::Result<void> {
    if (task.at.element_id == "work") throw std::logic_error("a fault");
    return {};
  };
  const int64_t broken = w.start("broken");
  const int64_t sound = w.start("sound");

  w.advance(base::hours(2));

  EXPECT_EQ(w.active(sound), "rest");
  EXPECT_EQ(w.active(broken), "wait");
  const auto open = incidents(*w.database().read(), broken);
  ASSERT_EQ(open.size(), 1u);
  EXPECT_EQ(open[0].kind, "TIMER_HELD");
  EXPECT_EQ(open[0].message, "internal.defect: a fault");

  w.reopen();
  w.advance(base::hours(2));
  EXPECT_EQ(w.active(broken), "wait");
  EXPECT_EQ(w.act([&](Engine& e) { return e.resolve_incident(open[0].key); }), "ok");
  w.advance(base::minutes(1));
  EXPECT_EQ(w.active(broken), "wait") << "the same again";
  EXPECT_EQ(w.count("incident WHERE resolved_at IS NULL"), 1);

  w.effects.on_user_task = nullptr;
  EXPECT_EQ(w.act([&](Engine& e) { return e.resolve_incidents(broken); }), "ok");
  w.advance(base::minutes(1));
  EXPECT_EQ(w.active(broken), "work");
  EXPECT_EQ(w.count("incident WHERE resolved_at IS NULL"), 0);
}

TEST(held_timers, stay_held_over_suspension_and_migration) {
  Workspace w;
  ASSERT_EQ(w.deploy("broken.bpmn", waiting("broken", "work")), "ok");
  w.effects.on_user_task = [](Op&, const engine::UserTask&) -> base::Result<void> {
    throw std::logic_error("a fault");
  };
  const int64_t key = w.start("broken");
  w.advance(base::hours(2));
  ASSERT_EQ(w.count("incident WHERE kind = 'TIMER_HELD'"), 1);
  const auto is_still_held = [&] {
    w.advance(base::hours(1));
    return w.active(key) == "wait" && w.count("incident") == 1;
  };

  ASSERT_EQ(w.act([&](Engine& e) { return e.suspend_instance(key); }), "ok");
  EXPECT_TRUE(is_still_held());
  w.reopen();
  ASSERT_EQ(w.act([&](Engine& e) { return e.resume_instance(key); }), "ok");
  EXPECT_TRUE(is_still_held()) << "after it was resumed";

  ASSERT_EQ(w.deploy("broken.bpmn", waiting("broken", "other")), "ok");
  const int64_t target =
      w.database()
          .read()
          ->first("SELECT key FROM definition WHERE kind = 'process' ORDER BY version DESC")
          ->integer(0);
  ASSERT_EQ(w.act([&](Engine& e) { return e.migrate(key, target, {{"wait", "wait"}}); }), "ok");
  EXPECT_TRUE(is_still_held()) << "after it was migrated";

  w.effects.on_user_task = nullptr;
  EXPECT_EQ(w.act([&](Engine& e) { return e.resolve_incidents(key); }), "ok");
  w.advance(base::minutes(1));
  EXPECT_EQ(w.active(key), "other");
}

TEST(held_timers, are_not_needed_where_a_computed_name_is_too_long) {
  Workspace w;
  const std::string named =
      element("startEvent", "start") +
      "<bpmn:intermediateCatchEvent id=\"wait\"><bpmn:timerEventDefinition><bpmn:timeDuration>PT1H"
      "</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>" +
      "<bpmn:intermediateCatchEvent id=\"hear\"><bpmn:messageEventDefinition messageRef=\"m\"/>"
      "</bpmn:intermediateCatchEvent>" +
      flow("start", "wait") + flow("wait", "hear");
  const std::string message =
      "<bpmn:message id=\"m\" name=\"m\"><bpmn:extensionElements><zeebe:subscription "
      "correlationKey=\"=k\"/></bpmn:extensionElements></bpmn:message>";
  ASSERT_EQ(w.deploy("p.bpmn", process("p", named, message)), "ok");
  const int64_t key = w.start("p", feel::Fields().set("k", std::string(9'000, 'x')).build());

  w.advance(base::hours(1));

  const auto open = incidents(*w.database().read(), key);
  ASSERT_EQ(open.size(), 1u);
  EXPECT_EQ(open[0].message, "the correlation key of hear is longer than 1000 bytes");
  EXPECT_EQ(w.start("p", feel::Fields().set(std::string(1'001, 'n'), feel::Value(1)).build()), 0);
  EXPECT_EQ(w.last_refusal, "engine.name_too_long");
}

}  // namespace
}  // namespace runtime
