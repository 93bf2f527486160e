// Nobody and nothing starts a closed process; what runs goes on.
#include "runtime/closing.h"

#include <gtest/gtest.h>

#include "bpmn/testing.h"
#include "runtime/testing.h"
#include "storage/event_log.h"

namespace runtime {
namespace {

using namespace bpmn::testing;
using testing::Workspace;

std::string started_by(const std::string& event, const std::string& beside = "") {
  return process("p",
                 element("startEvent", "start", event) + element("userTask", "ask") +
                     element("endEvent", "end") + flow("start", "ask") + flow("ask", "end"),
                 beside);
}

void close(Workspace& w) {
  ASSERT_TRUE(w.run([](Op& op) -> base::Result<base::Json> {
                 close_process(op.tx, "p", "revision");
                 return base::Json();
               }).ok());
}

std::vector<std::string> told(Workspace& w) {
  std::vector<std::string> out;
  for (const auto& each : storage::events_of_subject(*w.database().read(), "process", "p"))
    out.push_back(each.event.act + " " + base::text_or_empty(each.event.changes, "trigger"));
  return out;
}

TEST(closing, nobody_starts_it_with_any_version_until_it_is_open_again_and_what_runs_goes_on) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", started_by("")), "ok");
  const int64_t running = w.start("p");
  close(w);

  EXPECT_EQ(w.start("p"), 0);
  EXPECT_EQ(w.last_refusal, "engine.process_closed");
  ASSERT_EQ(w.deploy("p.bpmn", started_by("<!-- the second -->")), "ok");
  w.reopen();
  EXPECT_EQ(w.start("p"), 0);
  EXPECT_EQ(closing(*w.database().read(), "p")->reason, "revision");
  EXPECT_EQ(w.complete("ask"), "ok");
  EXPECT_EQ(w.state(running), "completed");

  ASSERT_TRUE(w.run([](Op& op) -> base::Result<base::Json> {
                 open_process(op.tx, "p");
                 open_process(op.tx, "p");
                 return base::Json();
               }).ok());
  EXPECT_NE(w.start("p"), 0);
  EXPECT_EQ(told(w), (std::vector<std::string>{"process.closed ", "process.opened "}));
}

TEST(closing, a_timer_goes_on_and_starts_nothing) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn",
                     started_by("<bpmn:timerEventDefinition><bpmn:timeCycle>R/PT1H</bpmn:timeCycle>"
                                "</bpmn:timerEventDefinition>")),
            "ok");
  close(w);

  w.advance(base::hours(1));

  EXPECT_EQ(w.count("process_instance"), 0);
  EXPECT_EQ(told(w), (std::vector<std::string>{"process.closed ", "process.start_skipped timer"}));
  EXPECT_EQ(w.count("timer"), 1);
}

TEST(closing, a_signal_starts_nothing) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", started_by("<bpmn:signalEventDefinition signalRef=\"s\"/>",
                                          "<bpmn:signal id=\"s\" name=\"go\"/>")),
            "ok");
  close(w);

  ASSERT_EQ(w.act([](Engine& engine) { return engine.broadcast_signal("go", feel::Value()); }),
            "ok");

  EXPECT_EQ(w.count("process_instance"), 0);
  EXPECT_EQ(told(w).back(), "process.start_skipped signal");
}

}  // namespace
}  // namespace runtime
