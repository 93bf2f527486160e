// Jobs of higher priority are given out first, older ones first among equals.
#include <gtest/gtest.h>

#include "bpmn/testing.h"
#include "runtime/testing.h"

namespace runtime {
namespace {

using namespace bpmn::testing;
using testing::Workspace;

std::string priority(const std::string& text) {
  return "<zeebe:jobPriorityDefinition priority=\"" + text + "\"/>";
}

// One job of the type "work"; `own` stands at the task, `all` at the process.
std::string model(const std::string& own, const std::string& all = "") {
  const std::string extensions =
      all.empty() ? "" : "<bpmn:extensionElements>" + all + "</bpmn:extensionElements>";
  return process("p", extensions + element("startEvent", "start") + job("do", "work", own) +
                          flow("start", "do"));
}

feel::Value of(const std::string& name, int value) {
  return feel::Fields().set(name, feel::Value(value)).build();
}

// Takes so many jobs and tells the variable n of each.
std::string take(Workspace& w, size_t count, base::Span timeout = base::minutes(5)) {
  std::string told;
  (void)w.act([&](Engine& engine) -> base::Result<void> {
    for (const ActivatedJob& each : engine.activate_jobs("work", "worker", timeout, count))
      told += feel::print(*each.variables.find("n")) + " ";
    return {};
  });
  return told;
}

void start_all(Workspace& w, const std::vector<int>& numbers) {
  for (const int each : numbers) w.start("p", of("n", each));
}

TEST(job_priorities, the_higher_first_and_the_older_among_equals) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", model(priority("=floor(n / 10)"))), "ok");
  start_all(w, {11, 52, 13, -24, 55, 36, 17});
  EXPECT_EQ(take(w, 3), "52 55 36 ");
  start_all(w, {98});  // jobs are known already
  EXPECT_EQ(take(w, 3), "98 11 13 ");
  w.reopen();
  EXPECT_EQ(take(w, 9), "17 -24 ");
}

// The job of the instance that `number` counts, the oldest is 0.
int64_t job_key(Workspace& w, int64_t number) {
  auto db = w.database().read();
  return db->first("SELECT key FROM job ORDER BY key LIMIT 1 OFFSET ?", {number})->integer(0);
}

std::string set_priority(Workspace& w, int64_t key, int priority) {
  return w.act([&](Engine& engine) { return engine.set_job_priority(key, priority); });
}

TEST(job_priorities, changed_while_it_waits) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", model(priority("=n"))), "ok");
  start_all(w, {10, 20, 30, 40, 50});
  const auto first = job_key(w, 0);
  const auto fourth = job_key(w, 3);
  EXPECT_EQ(set_priority(w, first, 45), "ok");  // before any is known
  EXPECT_EQ(take(w, 1), "50 ");
  EXPECT_EQ(set_priority(w, fourth, 25), "ok");  // among those that are known
  EXPECT_EQ(take(w, 2), "10 30 ");
  w.reopen();
  EXPECT_EQ(take(w, 9), "40 20 ");
  EXPECT_EQ(set_priority(w, 1, 7), "engine.no_job");
}

TEST(job_priorities, changed_while_a_worker_has_it) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", model(priority("=n"))), "ok");
  start_all(w, {10, 20, 30});
  EXPECT_EQ(take(w, 3), "30 20 10 ");
  const auto first = job_key(w, 0);
  const auto second = job_key(w, 1);
  EXPECT_EQ(set_priority(w, first, 25), "ok");
  w.clock.set(w.clock.now() + base::minutes(6));
  EXPECT_EQ(take(w, 1), "30 ");
  EXPECT_EQ(set_priority(w, second, 26), "ok");  // its time is over, that is known
  EXPECT_EQ(take(w, 2), "20 10 ");
}

TEST(job_priorities, more_than_are_read_at_once) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", model(priority("=n"))), "ok");
  (void)w.run([&](Op& op) -> base::Result<base::Json> {
    for (int i = 0; i < 2'500; ++i) (void)op.engine.start({"p", 0, of("n", i % 2), {}, ""});
    return base::Json(nullptr);
  });
  w.reopen();
  std::string all;
  for (int i = 0; i < 30; ++i) all += take(w, 100);
  std::string expected;
  for (int i = 0; i < 1'250; ++i) expected += "1 ";
  for (int i = 0; i < 1'250; ++i) expected += "0 ";
  EXPECT_EQ(all, expected);
}

TEST(job_priorities, a_job_whose_activation_is_over_takes_its_turn_again) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", model(priority("=n"))), "ok");
  start_all(w, {5, 1});
  EXPECT_EQ(take(w, 2, base::minutes(1)), "5 1 ");
  start_all(w, {3, 7});
  w.clock.set(w.clock.now() + base::minutes(2));
  EXPECT_EQ(take(w, 4, base::minutes(1)), "7 5 3 1 ");
  w.clock.set(w.clock.now() + base::minutes(2));
  w.reopen();
  EXPECT_EQ(take(w, 1), "7 ");
  EXPECT_EQ(take(w, 4), "5 3 1 ");
  EXPECT_EQ(take(w, 4), "");
}

TEST(job_priorities, a_job_whose_activation_ended_during_a_suspension_is_given_out_again) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", model("")), "ok");
  const int64_t held = w.start("p", of("n", 1));
  EXPECT_EQ(take(w, 1, base::minutes(1)), "1 ");
  w.start("p", of("n", 2));
  EXPECT_EQ(take(w, 1, base::minutes(2)), "2 ");
  EXPECT_EQ(w.act([&](Engine& engine) { return engine.suspend_instance(held); }), "ok");
  w.clock.set(w.clock.now() + base::minutes(3));
  EXPECT_EQ(take(w, 2), "2 ");
  EXPECT_EQ(w.act([&](Engine& engine) { return engine.resume_instance(held); }), "ok");
  EXPECT_EQ(take(w, 2), "1 ");
}

TEST(job_priorities, that_of_the_process_is_for_elements_without_their_own) {
  Workspace w;
  ASSERT_EQ(w.deploy("a.bpmn", model("", priority("7"))), "ok");
  start_all(w, {1});
  ASSERT_EQ(w.deploy("b.bpmn", model(priority("0"), priority("7"))), "ok");
  start_all(w, {2});
  ASSERT_EQ(w.deploy("c.bpmn", model("")), "ok");
  start_all(w, {3});
  ASSERT_EQ(w.deploy("d.bpmn", model(priority("-1"), priority("7"))), "ok");
  start_all(w, {4});
  EXPECT_EQ(take(w, 4), "1 2 3 4 ");
  start_all(w, {5});
  w.reopen();
  EXPECT_EQ(take(w, 4), "5 ");
}

TEST(job_priorities, what_is_no_whole_number_is_an_incident_and_no_job) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", model(priority("=n + 0.5"))), "ok");
  start_all(w, {1});
  EXPECT_EQ(take(w, 1), "");
  EXPECT_EQ(w.effects.incidents, std::vector<std::string>{"EXTRACT_VALUE_ERROR"});
  ASSERT_EQ(w.deploy("p.bpmn", model(priority("=missing"))), "ok");
  start_all(w, {2});
  EXPECT_EQ(take(w, 1), "");
  EXPECT_EQ(w.effects.incidents.size(), 2U);
}

TEST(job_priorities, a_model_says_them_as_whole_numbers_of_32_bits) {
  Workspace w;
  EXPECT_EQ(w.deploy("p.bpmn", model(priority("-2147483648"))), "ok");
  for (const char* wrong : {"high", "1.5", "2147483648"}) {
    const std::string text = std::string(
                                 "the priority of jobs is a whole number of 32 bits or "
                                 "FEEL behind \"=\", not ") +
                             wrong;
    EXPECT_NE(w.deploy("p.bpmn", model(priority(wrong))).find(text), std::string::npos);
    EXPECT_NE(w.deploy("p.bpmn", model("", priority(wrong))).find(text), std::string::npos);
  }
  EXPECT_NE(w.deploy("p.bpmn", model("", priority("=1 +"))), "ok");
  EXPECT_NE(w.deploy("p.bpmn", model(priority("1") + priority("2"))), "ok");
}

}  // namespace
}  // namespace runtime
