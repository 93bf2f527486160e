// Running instances go over to another version with their jobs, tasks, timers and variables, or are
// refused with every element that is in the way.
#include <gtest/gtest.h>

#include "bpmn/testing.h"
#include "runtime/running_searches.h"
#include "runtime/testing.h"

namespace runtime {
namespace {

using namespace bpmn::testing;
using testing::vars;
using testing::Workspace;

std::string boundary(const std::string& id, const std::string& host, const std::string& content) {
  return "<bpmn:boundaryEvent id=\"" + id + "\" attachedToRef=\"" + host + "\">" + content +
         "</bpmn:boundaryEvent>\n";
}
std::string after(const std::string& duration) {
  return "<bpmn:timerEventDefinition><bpmn:timeDuration>" + duration +
         "</bpmn:timeDuration></bpmn:timerEventDefinition>";
}
std::string on_message(const std::string& name) {
  return "<bpmn:messageEventDefinition messageRef=\"" + name + "\"/>";
}
std::string message(const std::string& name) {
  return "<bpmn:message id=\"" + name + "\" name=\"" + name +
         "\"><bpmn:extensionElements><zeebe:subscription correlationKey=\"=k\"/>"
         "</bpmn:extensionElements></bpmn:message>\n";
}

// start → work (a job) → review (a task, late after an hour) → end
std::string first() {
  return process("p", element("startEvent", "start") + job("work", "work") +
                          element("userTask", "review") +
                          boundary("late", "review", after("PT1H")) + element("endEvent", "end") +
                          element("endEvent", "end2") + flow("start", "work") +
                          flow("work", "review") + flow("review", "end") + flow("late", "end2"));
}

// The same with other ids, a step more, and a message that calls the review off.
std::string second() {
  return process("p",
                 element("startEvent", "start") + job("do", "other") +
                     element("userTask", "check") + boundary("too_late", "check", after("PT9H")) +
                     boundary("called_off", "check", on_message("m")) +
                     element("userTask", "sign") + element("endEvent", "end") +
                     element("endEvent", "end2") + element("endEvent", "end3") +
                     flow("start", "do") + flow("do", "check") + flow("check", "sign") +
                     flow("sign", "end") + flow("too_late", "end2") + flow("called_off", "end3"),
                 message("m"));
}

int64_t latest(Workspace& w, const std::string& id = "p") {
  return w.database()
      .read()
      ->first("SELECT key FROM definition WHERE kind = 'process' AND id = ? ORDER BY version DESC",
              {id})
      ->integer(0);
}

std::string migrate(Workspace& w, int64_t instance, std::vector<engine::Mapping> mappings) {
  const int64_t target = latest(w);
  const auto result = w.run([&](Op& op) -> base::Result<base::Json> {
    auto done = op.engine.migrate(instance, target, mappings);
    if (!done.ok()) return std::move(done).error();
    return base::Json(nullptr);
  });
  return result.ok() ? "ok" : result.error().code + ": " + result.error().detail;
}

std::string complete_job(Workspace& w, const std::string& type) {
  return w.act([&](Engine& engine) -> base::Result<void> {
    const auto jobs = engine.activate_jobs(type, "worker", base::minutes(5), 1);
    if (jobs.empty()) return base::refusal("engine.no_job");
    return engine.complete_job(jobs.front().key, {});
  });
}

TEST(migration, a_job_goes_over_and_the_new_way_is_taken) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", first()), "ok");
  const int64_t key = w.start("p", vars("{k: \"1\"}"));
  ASSERT_EQ(w.deploy("p.bpmn", second()), "ok");

  EXPECT_EQ(migrate(w, key, {{"work", "do"}}), "ok");
  EXPECT_EQ(w.active(key), "do");
  w.reopen();
  EXPECT_EQ(complete_job(w, "work"), "ok");  // the job is the one that was offered

  EXPECT_EQ(w.active(key), "check");
  EXPECT_EQ(w.complete("check"), "ok");
  EXPECT_EQ(w.complete("sign"), "ok");
  EXPECT_EQ(w.state(key), "completed");
  EXPECT_EQ(instance(*w.database().read(), key)->version, 2);
}

// work, and again while `again` holds; without a choice it is done once.
std::string repeated(bool has_choice) {
  const std::string choice = "<bpmn:exclusiveGateway id=\"choice\" default=\"choice_end\"/>" +
                             flow("work", "choice") + flow("choice", "end") +
                             flow("choice", "work", "=again");
  return process("p", element("startEvent", "start") + job("work", "work") +
                          element("endEvent", "end") + flow("start", "work") +
                          (has_choice ? choice : flow("work", "end")));
}

int64_t times(Workspace& w, int64_t instance, const std::string& id) {
  for (const auto& each : taken_flows(*w.database().read(), instance))
    if (each.flow_id == id) return each.count;
  return 0;
}

TEST(migration, a_flow_that_an_earlier_version_had_is_counted_on_when_a_later_one_has_it_again) {
  for (const bool is_read_again : {false, true}) {
    Workspace w;
    ASSERT_EQ(w.deploy("p.bpmn", repeated(true)), "ok");
    const int64_t key = w.start("p", vars("{again: true}"));
    ASSERT_EQ(complete_job(w, "work"), "ok");
    ASSERT_EQ(times(w, key, "choice_work"), 1);

    ASSERT_EQ(w.deploy("p.bpmn", repeated(false)), "ok");
    EXPECT_EQ(migrate(w, key, {{"work", "work"}}), "ok");
    if (is_read_again) w.reopen();
    ASSERT_EQ(w.deploy("p.bpmn", repeated(true) + "<!-- third -->"), "ok");
    EXPECT_EQ(migrate(w, key, {{"work", "work"}}), "ok");
    EXPECT_EQ(complete_job(w, "work"), "ok");
    if (is_read_again) w.reopen();
    EXPECT_EQ(complete_job(w, "work"), "ok");

    EXPECT_EQ(times(w, key, "choice_work"), 3);
  }
}

TEST(migration, a_task_keeps_its_key_and_its_timer_its_time) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", first()), "ok");
  const int64_t key = w.start("p", vars("{k: \"1\"}"));
  ASSERT_EQ(complete_job(w, "work"), "ok");
  ASSERT_EQ(w.deploy("p.bpmn", second()), "ok");
  w.advance(base::minutes(30));

  EXPECT_EQ(migrate(w, key, {{"review", "check"}, {"late", "too_late"}}), "ok");
  EXPECT_TRUE(w.effects.canceled.empty());
  w.reopen();
  EXPECT_EQ(w.active(key), "check");
  w.advance(base::minutes(31));  // an hour since it began, not nine

  EXPECT_EQ(w.terminated(key), "check");
  EXPECT_EQ(w.completed(key), "start work too_late end2");
}

TEST(migration, what_is_not_mapped_is_closed_and_what_is_new_is_waited_for) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", first()), "ok");
  const int64_t key = w.start("p", vars("{k: \"1\"}"));
  ASSERT_EQ(complete_job(w, "work"), "ok");
  ASSERT_EQ(w.deploy("p.bpmn", second()), "ok");
  w.advance(base::minutes(30));
  ASSERT_EQ(migrate(w, key, {{"review", "check"}}), "ok");

  w.advance(base::minutes(31));
  EXPECT_EQ(w.active(key), "check");  // nine hours from the migration
  EXPECT_EQ(w.publish("m", "1"), "ok");

  EXPECT_EQ(w.completed(key), "start work called_off end3");
  EXPECT_EQ(w.count("timer"), 0);
}

// A task whose boundary event fires when `text` comes true.
std::string watched(const std::string& text, bool is_interrupting) {
  const std::string event =
      "<bpmn:boundaryEvent id=\"watch\" attachedToRef=\"work\" cancelActivity=\"" +
      std::string(is_interrupting ? "true" : "false") +
      "\"><bpmn:conditionalEventDefinition><bpmn:condition>" + text +
      "</bpmn:condition></bpmn:conditionalEventDefinition></bpmn:boundaryEvent>";
  return process("p", element("startEvent", "start") + job("work", "work") + event +
                          element("endEvent", "end") + element("endEvent", "seen") +
                          flow("start", "work") + flow("work", "end") + flow("watch", "seen"));
}

std::string set(Workspace& w, int64_t instance, const std::string& values) {
  return w.act([&](Engine& engine) { return engine.set_variables(instance, vars(values)); });
}

TEST(migration, another_condition_is_looked_at_from_the_beginning) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", watched("=x = 1", false)), "ok");
  const int64_t key = w.start("p", vars("{x: 1, y: 0}"));
  ASSERT_EQ(w.completed(key), "start watch seen");
  ASSERT_EQ(w.deploy("p.bpmn", watched("=y = 1", false)), "ok");
  ASSERT_EQ(migrate(w, key, {{"work", "work"}, {"watch", "watch"}}), "ok");
  EXPECT_EQ(w.completed(key), "start watch seen");

  ASSERT_EQ(set(w, key, "{y: 1}"), "ok");

  EXPECT_EQ(w.completed(key), "start watch seen watch seen");
}

TEST(migration, the_same_condition_does_not_come_true_twice) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", watched("=x = 1", false)), "ok");
  const int64_t key = w.start("p", vars("{x: 1}"));
  ASSERT_EQ(w.deploy("p.bpmn", watched("=x = 1", false) + "<!-- second -->"), "ok");
  ASSERT_EQ(migrate(w, key, {{"work", "work"}, {"watch", "watch"}}), "ok");

  EXPECT_EQ(w.completed(key), "start watch seen");
}

TEST(migration, another_condition_that_holds_already_fires_at_once) {
  for (const bool is_suspended : {false, true}) {
    Workspace w;
    ASSERT_EQ(w.deploy("p.bpmn", watched("=x = 1", true)), "ok");
    const int64_t key = w.start("p", vars("{x: 0}"));
    ASSERT_EQ(w.deploy("p.bpmn", watched("=x = 0", true)), "ok");
    if (is_suspended)
      ASSERT_EQ(w.act([&](Engine& engine) { return engine.suspend_instance(key); }), "ok");
    ASSERT_EQ(migrate(w, key, {{"work", "work"}, {"watch", "watch"}}), "ok");
    if (is_suspended) {
      EXPECT_EQ(w.active(key), "work");
      ASSERT_EQ(w.act([&](Engine& engine) { return engine.resume_instance(key); }), "ok");
    }

    EXPECT_EQ(w.completed(key), "start watch seen");
    EXPECT_EQ(w.terminated(key), "work");
  }
}

// Of the element instances in their order: id, type and state.
std::string history(Workspace& w, int64_t instance) {
  const base::Json request = base::JsonObject{
      {"filter", base::JsonObject{{"processInstanceKey", std::to_string(instance)}}}};
  const auto found = storage::search(*w.database().read(), element_instances(), request);
  std::string out;
  for (const base::Json& each : found.value().at("items").as_array())
    out += base::text_or_empty(each, "elementId") + " " + base::text_or_empty(each, "type") + "; ";
  return out;
}

TEST(migration, it_ends_behind_what_its_last_element_is_mapped_to) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", first()), "ok");
  StartRequest request{"p", 0, vars("{k: \"1\"}"), {}, ""};
  request.ends_after = {"work"};
  int64_t key = 0;
  ASSERT_TRUE(w.run([&](Op& op) -> base::Result<base::Json> {
                 key = *op.engine.start(request);
                 return base::Json(nullptr);
               }).ok());
  ASSERT_EQ(w.deploy("p.bpmn", second()), "ok");

  ASSERT_EQ(migrate(w, key, {{"work", "do"}}), "ok");
  w.reopen();
  EXPECT_EQ(complete_job(w, "work"), "ok");

  EXPECT_EQ(w.state(key), "canceled");
  EXPECT_EQ(w.active(key), "");
}

TEST(migration, what_is_over_stays_what_it_was) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", first()), "ok");
  const int64_t key = w.start("p", vars("{k: \"1\"}"));
  ASSERT_EQ(complete_job(w, "work"), "ok");
  ASSERT_EQ(w.deploy("p.bpmn", second()), "ok");

  ASSERT_EQ(migrate(w, key, {{"review", "check"}}), "ok");
  EXPECT_EQ(history(w, key), "p PROCESS; start START_EVENT; work SERVICE_TASK; check USER_TASK; ");
  // Once more: what ended with the first version is not taken for what ended with the second.
  w.complete("review");
  ASSERT_EQ(
      w.deploy("p.bpmn", process("p", element("startEvent", "check") + element("userTask", "sign") +
                                          flow("check", "sign"))),
      "ok");
  ASSERT_EQ(migrate(w, key, {{"sign", "sign"}}), "ok");
  w.reopen();

  EXPECT_EQ(history(w, key),
            "p PROCESS; start START_EVENT; work SERVICE_TASK; check USER_TASK; sign USER_TASK; ");
}

TEST(migration, names_every_element_in_the_way_and_changes_nothing) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", first()), "ok");
  const int64_t key = w.start("p", vars("{k: \"1\"}"));
  ASSERT_EQ(w.deploy("p.bpmn", second()), "ok");

  EXPECT_EQ(migrate(w, key, {}), "engine.cannot_migrate: work is active and mapped to nothing");
  EXPECT_EQ(migrate(w, key, {{"work", "check"}}),
            "engine.cannot_migrate: work is a serviceTask and check a userTask");
  EXPECT_EQ(migrate(w, key, {{"wrk", "do"}, {"work", "doo"}}),
            "engine.cannot_migrate: wrk is not in the present definition; doo is not in the target "
            "definition; work is active and mapped to nothing");
  EXPECT_EQ(migrate(w, key, {{"work", "do"}, {"work", "do"}}),
            "engine.cannot_migrate: work is mapped twice");
  EXPECT_EQ(w.act([&](Engine& engine) { return engine.migrate(key, 1, {}); }), "engine.no_process");
  EXPECT_EQ(w.act([&](Engine& engine) { return engine.migrate(7, latest(w), {}); }),
            "engine.no_instance");

  EXPECT_EQ(w.active(key), "work");
  EXPECT_EQ(instance(*w.database().read(), key)->version, 1);
}

TEST(migration, a_preview_says_what_would_be_kept_closed_and_opened) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", first()), "ok");
  const int64_t key = w.start("p", vars("{k: \"1\"}"));
  ASSERT_EQ(complete_job(w, "work"), "ok");
  ASSERT_EQ(w.deploy("p.bpmn", second()), "ok");
  engine::MigrationPlan plan;
  const auto preview = [&](std::vector<engine::Mapping> mappings) {
    const int64_t target = latest(w);
    return w.act([&](Engine& engine) -> base::Result<void> {
      auto planned = engine.plan_migration(key, target, mappings);
      if (!planned.ok()) return std::move(planned).error();
      plan = *planned;
      return {};
    });
  };

  ASSERT_EQ(preview({}), "ok");
  ASSERT_EQ(plan.problems.size(), 1u);
  EXPECT_EQ(plan.problems.front().element_id, "review");
  ASSERT_EQ(preview({{"review", "check"}, {"late", "too_late"}}), "ok");
  EXPECT_TRUE(plan.problems.empty());
  ASSERT_EQ(plan.elements.size(), 1u);
  EXPECT_EQ(plan.elements.front().to, "check");
  EXPECT_EQ(plan.kept, std::vector<std::string>{"too_late"});
  EXPECT_EQ(plan.opened, std::vector<std::string>{"called_off"});
  EXPECT_TRUE(plan.closed.empty());
  EXPECT_EQ(w.active(key), "review");  // nothing was done
}

std::string inside(const std::string& id, const std::string& task, const std::string& more = "",
                   const std::string& loop = "") {
  return "<bpmn:subProcess id=\"" + id + "\">" + loop + element("startEvent", id + "_in") +
         element("userTask", task) + more + flow(id + "_in", task) + "</bpmn:subProcess>\n";
}
std::string around(const std::string& content, const std::string& id) {
  return process("p", element("startEvent", "start") + content + element("endEvent", "end") +
                          flow("start", id) + flow(id, "end"));
}
constexpr const char* kThree =
    "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>= 3</bpmn:loopCardinality>"
    "</bpmn:multiInstanceLoopCharacteristics>";

TEST(migration, instances_of_a_multi_instance_sub_process_go_over_together) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", around(inside("each", "ask", "", kThree), "each")), "ok");
  const int64_t key = w.start("p");
  ASSERT_EQ(w.complete("ask"), "ok");
  const std::string next = around(
      inside("every", "question", element("userTask", "thank") + flow("question", "thank"), kThree),
      "every");
  ASSERT_EQ(w.deploy("p.bpmn", next), "ok");

  EXPECT_EQ(migrate(w, key, {{"each", "every"}}),
            "engine.cannot_migrate: ask is active and mapped to nothing");
  EXPECT_EQ(migrate(w, key, {{"each", "every"}, {"ask", "question"}}), "ok");
  w.reopen();

  EXPECT_EQ(w.active(key), "every every every question question");
  for (const int64_t task : {w.effects.tasks["ask"][0].key, w.effects.tasks["ask"][1].key})
    EXPECT_EQ(w.act([&](Engine& e) { return e.complete_user_task(task, {}); }), "ok");
  EXPECT_EQ(w.active(key), "every every every thank thank");
  for (const auto& task : w.effects.tasks["thank"])
    EXPECT_EQ(w.act([&](Engine& e) { return e.complete_user_task(task.key, {}); }), "ok");
  EXPECT_EQ(w.state(key), "completed");
}

TEST(migration, what_keeps_an_element_from_its_namesake_is_said_before_it_is_chosen) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", around(element("userTask", "ask"), "ask")), "ok");
  const int64_t key = w.start("p");
  ASSERT_EQ(w.deploy("p.bpmn", around(job("ask", "work"), "ask")), "ok");

  EXPECT_EQ(migrate(w, key, {}),
            "engine.cannot_migrate: ask is active and mapped to nothing: ask is a userTask and "
            "ask a serviceTask");
}

TEST(migration, a_task_cannot_leave_its_sub_process) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", around(inside("box", "ask"), "box")), "ok");
  const int64_t key = w.start("p");
  ASSERT_EQ(w.deploy("p.bpmn", around(element("userTask", "ask"), "ask")), "ok");

  EXPECT_EQ(
      migrate(w, key, {{"ask", "ask"}}),
      "engine.cannot_migrate: box is active and mapped to nothing; ask would change its scope "
      "at ask");
}

std::string forked(const std::string& join, const std::string& more) {
  return process("p", element("startEvent", "start") + element("parallelGateway", "fork") +
                          element("userTask", "a") + element("userTask", "b") +
                          element("parallelGateway", join) + element("endEvent", "end") + more +
                          flow("start", "fork") + flow("fork", "a") + flow("fork", "b") +
                          flow("a", join) + flow("b", join) + flow(join, "end"));
}

TEST(migration, a_token_at_a_join_needs_the_same_flow) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", forked("join", "")), "ok");
  const int64_t key = w.start("p");
  ASSERT_EQ(w.complete("a"), "ok");
  ASSERT_EQ(w.deploy("p.bpmn", forked("meet", "")), "ok");

  EXPECT_EQ(migrate(w, key, {{"b", "b"}}).substr(0, 45),
            "engine.cannot_migrate: join holds a token of ");

  ASSERT_EQ(w.deploy("p.bpmn", forked("join", element("userTask", "unused"))), "ok");
  EXPECT_EQ(migrate(w, key, {{"b", "b"}}), "ok");
  w.reopen();
  EXPECT_EQ(w.complete("b"), "ok");
  EXPECT_EQ(w.state(key), "completed");
}

// The flow to the join is named by hand.
std::string joined(const std::string& from_a) {
  return process("p", element("startEvent", "start") + element("parallelGateway", "fork") +
                          element("userTask", "a") + element("userTask", "b") +
                          element("parallelGateway", "join") + element("endEvent", "end") +
                          flow("start", "fork") + flow("fork", "a") + flow("fork", "b") + from_a +
                          flow("b", "join") + flow("join", "end"));
}
std::string way(const std::string& id, const std::string& from = "a") {
  return "<bpmn:sequenceFlow id=\"" + id + "\" sourceRef=\"" + from + "\" targetRef=\"join\"/>\n";
}

TEST(migration, a_token_at_a_join_follows_its_flow_to_another_name) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", joined(way("old"))), "ok");
  const int64_t key = w.start("p");
  ASSERT_EQ(w.complete("a"), "ok");
  ASSERT_EQ(w.deploy("p.bpmn", joined(way("renamed"))), "ok");

  EXPECT_EQ(migrate(w, key, {{"b", "b"}}), "ok");

  w.reopen();
  EXPECT_EQ(w.count("join_token WHERE flow_id = 'renamed'"), 1);
  EXPECT_EQ(w.complete("b"), "ok");
  EXPECT_EQ(w.state(key), "completed");
}

TEST(migration, a_token_whose_flow_may_be_one_of_several_says_which) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", joined(way("old"))), "ok");
  const int64_t key = w.start("p");
  ASSERT_EQ(w.complete("a"), "ok");

  ASSERT_EQ(w.deploy("p.bpmn", joined(way("one") + way("two"))), "ok");
  EXPECT_EQ(migrate(w, key, {{"b", "b"}}),
            "engine.cannot_migrate: join holds a token of the flow old from a, which may be one or "
            "two in the target definition");
  ASSERT_EQ(w.deploy("p.bpmn", joined(way("other", "b"))), "ok");
  EXPECT_EQ(migrate(w, key, {{"b", "b"}}),
            "engine.cannot_migrate: join holds a token of the flow old from a, which does not lead "
            "there in the target definition");
}

TEST(migration, two_tokens_do_not_become_those_of_one_flow) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", joined(way("one") + way("two"))), "ok");
  const int64_t key = w.start("p");
  ASSERT_EQ(w.complete("a"), "ok");
  ASSERT_EQ(w.deploy("p.bpmn", joined(way("renamed"))), "ok");

  EXPECT_EQ(migrate(w, key, {{"b", "b"}}),
            "engine.cannot_migrate: join holds a token of the flow two from a, and of another one "
            "that would both be renamed");
}

TEST(migration, in_the_batch_in_which_it_began_equals_a_migration_later) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", first()), "ok");
  const int64_t before = latest(w);
  ASSERT_EQ(w.deploy("p.bpmn", second()), "ok");
  const int64_t target = latest(w);
  int64_t key = 0;

  ASSERT_EQ(w.act([&](Engine& engine) -> base::Result<void> {
    auto started = engine.start({"", before, vars("{k: \"1\"}"), {}, ""});
    key = *started;
    return engine.migrate(key, target, {{"work", "do"}});
  }),
            "ok");

  EXPECT_EQ(w.completed(key), "start");
  EXPECT_EQ(w.active(key), "do");
  w.reopen();
  EXPECT_EQ(complete_job(w, "work"), "ok");
  EXPECT_EQ(w.active(key), "check");
}

}  // namespace
}  // namespace runtime
