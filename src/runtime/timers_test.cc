// What is due at the same time fires in one commit, in order, each as an operation of its own.
#include <gtest/gtest.h>

#include <future>

#include "bpmn/testing.h"
#include "runtime/standing_clock.h"
#include "runtime/testing.h"

namespace runtime {
namespace {

using namespace bpmn::testing;
using testing::vars;
using testing::Workspace;

std::string waits_an_hour(const std::string& then) {
  return process("p", element("startEvent", "start") +
                          "<bpmn:intermediateCatchEvent id=\"hour\"><bpmn:timerEventDefinition>"
                          "<bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>"
                          "</bpmn:intermediateCatchEvent>\n" +
                          then + element("endEvent", "end") + flow("start", "hour") +
                          flow("hour", "next") + flow("next", "end"));
}

TEST(timers, due_at_the_same_time_share_a_commit_and_keep_their_order) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", waits_an_hour(element("userTask", "next"))), "ok");
  for (int i = 0; i < 600; ++i) w.start("p");
  // Behind it every earlier commit was told.
  ASSERT_EQ(w.act([](Engine& engine) { return engine.resolve_incident(1); }), "engine.no_incident");
  int commits = 0;
  w.runtime().on_commit([&] { ++commits; });

  w.advance(base::hours(1));

  EXPECT_EQ(commits, 3);  // 256 at most in one
  const auto& tasks = w.effects.tasks["next"];
  ASSERT_EQ(tasks.size(), 600u);
  for (size_t i = 1; i < tasks.size(); ++i)
    EXPECT_LT(tasks[i - 1].at.instance, tasks[i].at.instance);
}

TEST(timers, tell_when_what_waits_goes_on) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", waits_an_hour(element("userTask", "next"))), "ok");
  const auto started = w.clock.now();
  const int64_t key = w.start("p");

  EXPECT_EQ(w.until(key, "hour"), started + base::hours(1));
  w.advance(base::hours(1));
  EXPECT_EQ(w.until(key, "hour"), std::nullopt);
}

TEST(timers, missed_repetitions_come_before_what_was_due_later) {
  Workspace w;
  const auto on_work = [](const std::string& id, const std::string& more, const std::string& time) {
    return "<bpmn:boundaryEvent id=\"" + id + "\" attachedToRef=\"work\"" + more +
           "><bpmn:timerEventDefinition>" + time +
           "</bpmn:timerEventDefinition></bpmn:boundaryEvent>\n";
  };
  const std::string beside = " cancelActivity=\"false\"";
  ASSERT_EQ(
      w.deploy(
          "p.bpmn",
          process("p", element("startEvent", "start") + element("userTask", "work") +
                           on_work("again", beside, "<bpmn:timeCycle>R3/PT10M</bpmn:timeCycle>") +
                           on_work("late", beside, "<bpmn:timeDuration>PT1H</bpmn:timeDuration>") +
                           on_work("over", "", "<bpmn:timeDuration>PT2H</bpmn:timeDuration>") +
                           element("endEvent", "end") + flow("start", "work") +
                           flow("again", "end") + flow("late", "end") + flow("over", "end"))),
      "ok");
  const int64_t key = w.start("p");
  ASSERT_EQ(w.act([&](Engine& engine) { return engine.suspend_instance(key); }), "ok");
  w.advance(base::hours(3));

  ASSERT_EQ(w.act([&](Engine& engine) { return engine.resume_instance(key); }), "ok");
  w.advance(base::seconds(1));

  EXPECT_EQ(w.completed(key), "start again end again end again end late end over end");
}

TEST(timers, one_that_fails_holds_up_no_other) {
  Workspace w;
  w.effects.on_user_task = [&](Op&, const engine::UserTask& task) -> base::Result<void> {
    if (w.effects.tasks["next"].size() == 1 && w.effects.incidents.empty())
      return base::refusal("request.unknown_field").because(task.at.element_id);
    return {};
  };
  ASSERT_EQ(w.deploy("p.bpmn", waits_an_hour(element("userTask", "next"))), "ok");
  for (int i = 0; i < 3; ++i) w.start("p");

  w.advance(base::hours(1));

  EXPECT_EQ(w.effects.tasks["next"].size(), 2u);
  EXPECT_EQ(w.effects.incidents, std::vector<std::string>{"TASK_REFUSED"});
  EXPECT_EQ(w.count("timer"), 0);
}

// One at `date`, which may be past, then one that waits for `span`.
std::string waits_twice(const std::string& date, const std::string& span) {
  const auto waits = [](const std::string& id, const std::string& timer) {
    return "<bpmn:intermediateCatchEvent id=\"" + id + "\"><bpmn:timerEventDefinition>" + timer +
           "</bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>\n";
  };
  return process("p", element("startEvent", "start") +
                          waits("date", "<bpmn:timeDate>" + date + "</bpmn:timeDate>") +
                          waits("span", "<bpmn:timeDuration>" + span + "</bpmn:timeDuration>") +
                          element("endEvent", "end") + flow("start", "date") +
                          flow("date", "span") + flow("span", "end"));
}

// Behind it the writer has looked once at what is due: it does so between two acts.
void let_it_look(Workspace& w) {
  for (int i = 0; i < 2; ++i) w.act([](Engine&) -> base::Result<void> { return {}; });
}

TEST(timers, of_a_clock_that_stands_fire_by_themselves_when_they_are_due_already) {
  for (const char* span : {"PT0S", "=duration(&quot;-PT5M&quot;)"}) {
    Workspace w;
    fire_what_is_due(w.runtime());
    ASSERT_EQ(w.deploy("p.bpmn", waits_twice("2020-01-01T00:00:00Z", span)), "ok");
    const base::Time now = w.clock.now();

    const int64_t key = w.start("p");
    for (int i = 0; i < 2; ++i) let_it_look(w);

    EXPECT_EQ(w.state(key), "completed") << span;
    EXPECT_EQ(w.clock.now(), now);
  }
}

TEST(timers, of_a_clock_that_stands_wait_when_they_lie_ahead) {
  Workspace w;
  fire_what_is_due(w.runtime());
  ASSERT_EQ(w.deploy("p.bpmn", waits_twice("2020-01-01T00:00:00Z", "PT1M")), "ok");

  const int64_t key = w.start("p");
  for (int i = 0; i < 4; ++i) let_it_look(w);

  EXPECT_EQ(w.active(key), "span");
  w.advance(base::minutes(1));
  EXPECT_EQ(w.state(key), "completed");
}

TEST(timers, that_fell_due_while_the_program_stood_fire_when_it_begins_under_a_clock_that_stands) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", waits_twice("2020-01-01T00:00:00Z", "PT1M")), "ok");
  const int64_t key = w.start("p");
  let_it_look(w);
  EXPECT_EQ(w.active(key), "date") << "who decides what comes when is not forestalled";

  w.clock.set(w.clock.now() + base::hours(1));
  w.reopen();
  fire_what_is_due(w.runtime());
  let_it_look(w);
  EXPECT_EQ(w.active(key), "span") << "it counts from when the first fired";
}

// Two timers of one instance at the same time: the first to fire takes the other away.
TEST(timers, one_that_an_earlier_one_closed_does_not_fire) {
  Workspace w;
  const auto late = [](const std::string& id) {
    return "<bpmn:boundaryEvent id=\"" + id +
           "\" attachedToRef=\"ask\"><bpmn:timerEventDefinition><bpmn:timeDuration>PT1H"
           "</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>\n";
  };
  ASSERT_EQ(w.deploy("p.bpmn",
                     process("p", element("startEvent", "start") + element("userTask", "ask") +
                                      late("one") + late("two") + element("endEvent", "end") +
                                      element("endEvent", "end1") + element("endEvent", "end2") +
                                      flow("start", "ask") + flow("ask", "end") +
                                      flow("one", "end1") + flow("two", "end2"))),
            "ok");
  const int64_t key = w.start("p");

  w.advance(base::hours(1));

  EXPECT_EQ(w.completed(key), "start one end1");
  EXPECT_EQ(w.count("timer"), 0);
}

std::string every(const std::string& cycle) {
  return process("p", "<bpmn:startEvent id=\"start\"><bpmn:timerEventDefinition><bpmn:timeCycle>" +
                          cycle +
                          "</bpmn:timeCycle></bpmn:timerEventDefinition></bpmn:startEvent>\n" +
                          element("endEvent", "end") + flow("start", "end"));
}

std::string reminded(const std::string& cycle, const std::string& more = "") {
  return process(
      "p", element("startEvent", "start") + element("userTask", "ask") +
               "<bpmn:boundaryEvent id=\"remind\" attachedToRef=\"ask\" "
               "cancelActivity=\"false\"><bpmn:timerEventDefinition><bpmn:timeCycle>" +
               cycle + "</bpmn:timeCycle></bpmn:timerEventDefinition></bpmn:boundaryEvent>\n" +
               element("endEvent", "end") + flow("start", "ask") + flow("remind", "end") + more);
}

TEST(timers, a_cycle_counts_from_its_beginning_whatever_happens_meanwhile) {
  Workspace w;
  const std::string cycle = "R/2026-03-31T09:00:00/P1M";
  ASSERT_EQ(w.deploy("p.bpmn", reminded(cycle)), "ok");
  const int64_t key = w.start("p");
  const auto due = [&] { return base::print_utc(w.until(key, "ask").value_or(base::Time{})); };
  const auto fire = [&] { w.advance(*w.until(key, "ask") - w.clock.now()); };

  EXPECT_EQ(due(), "2026-03-31T01:00:00Z");
  fire();
  EXPECT_EQ(due(), "2026-04-30T01:00:00Z");
  w.reopen();
  fire();
  EXPECT_EQ(due(), "2026-05-31T01:00:00Z");
  EXPECT_EQ(waiting_timers(*w.database().read(), key).front().interval, "P1M");
  fire();
  EXPECT_EQ(due(), "2026-06-30T01:00:00Z");
  ASSERT_EQ(
      w.deploy("p.bpmn", reminded(cycle, element("userTask", "more") + flow("start", "more"))),
      "ok");
  const auto target = w.database().read()->first("SELECT MAX(key) FROM definition")->integer(0);
  ASSERT_EQ(w.act([&](Engine& engine) {
    return engine.migrate(key, target, {{"ask", "ask"}});
  }),
            "ok");
  fire();
  EXPECT_EQ(due(), "2026-07-31T01:00:00Z");
}

TEST(timers, so_does_one_that_begins_processes) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", every("R3/2026-03-31T09:00:00/P1M")), "ok");
  std::string due;
  while (const auto row = w.database().read()->first("SELECT due FROM timer")) {
    const base::Time next{row->integer(0)};
    due += base::print_utc(next) + " ";
    w.reopen();
    w.advance(next - w.clock.now());
  }
  EXPECT_EQ(due, "2026-03-31T01:00:00Z 2026-04-30T01:00:00Z 2026-05-31T01:00:00Z ");
  EXPECT_EQ(w.count("process_instance"), 3);
}

// How many instances a cycle begins when the program stood still for ten hours and a half, and in
// the three hours behind that.
std::pair<int64_t, int64_t> begun_after_a_standstill(const std::string& cycle) {
  Workspace w;
  EXPECT_EQ(w.deploy("p.bpmn", every(cycle)), "ok");
  w.clock.set(w.clock.now() + base::minutes(630));

  w.advance(base::Span{});
  const int64_t late = w.count("process_instance");
  w.advance(base::hours(3));

  return {late, w.count("process_instance") - late};
}

TEST(timers, an_endless_cycle_comes_once_for_all_that_it_missed) {
  EXPECT_EQ(begun_after_a_standstill("R/PT1H"), (std::pair<int64_t, int64_t>{1, 3}));
  EXPECT_EQ(begun_after_a_standstill("0 0 * * * *"), (std::pair<int64_t, int64_t>{1, 3}));
}

TEST(timers, a_counted_cycle_misses_nothing) {
  EXPECT_EQ(begun_after_a_standstill("R4/PT1H"), (std::pair<int64_t, int64_t>{4, 0}));
}

TEST(timers, of_ten_years_the_last_is_played) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", every("R/P1D")), "ok");

  w.advance(base::days(3653));

  EXPECT_EQ(w.count("process_instance"), 1 + 366);
}

// Stands still and is no virtual clock: what is due fires by itself.
class StandingClock final : public base::Clock {
 public:
  base::Time now() const override { return base::parse_time("2026-03-02T01:00:00Z").value(); }
};

TEST(timers, a_schedule_that_is_cancelled_in_its_own_batch_does_not_happen) {
  storage::TemporaryPlace place{storage::testing::server()};
  auto database = storage::Database::open(place.settings());
  ASSERT_TRUE(database.ok() && (*database)->migrate(storage::migrations()).ok() &&
              (*database)->migrate(migrations()).ok());
  StandingClock clock;
  const auto runtime = Runtime::create(**database, clock);
  std::promise<void> happened;
  int64_t second = 0;
  runtime->on_schedule("act", [&](Op& op, const base::Json&) -> base::Result<void> {
    cancel_schedule(op.tx, second);
    happened.set_value();  // throws when it comes twice
    return {};
  });
  runtime->start();

  ASSERT_TRUE(runtime
                  ->run({"lin", "", "test"},
                        [&](Op& op) -> base::Result<base::Json> {
                          const base::Time due = clock.now() - base::minutes(1);
                          schedule(op.tx, due, "act", {});
                          second = schedule(op.tx, due, "act", {});
                          return base::Json(nullptr);
                        })
                  .ok());
  happened.get_future().wait();
  const auto left = runtime->run({"lin", "", "test"}, [](Op& op) -> base::Result<base::Json> {
    return base::Json(op.tx.db.first("SELECT COUNT(*) FROM schedule")->integer(0));
  });

  EXPECT_EQ(left->as_int64(), 0);
}

}  // namespace
}  // namespace runtime
