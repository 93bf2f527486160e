// What the worker of a listener is told beside the variables.
#include <gtest/gtest.h>

#include "bpmn/testing.h"
#include "runtime/testing.h"

namespace runtime {
namespace {

using namespace bpmn::testing;
using testing::Workspace;

std::string headers(const std::vector<std::pair<std::string, std::string>>& all) {
  std::string xml = "<zeebe:taskHeaders>";
  for (const auto& [key, value] : all)
    xml += "<zeebe:header key=\"" + key + "\" value=\"" + value + "\"/>";
  return xml + "</zeebe:taskHeaders>";
}

std::string listener(const std::string& tag, const std::string& event, const std::string& type,
                     const std::string& content = "") {
  return "<zeebe:" + tag + " eventType=\"" + event + "\" type=\"" + type + "\">" + content +
         "</zeebe:" + tag + ">";
}

std::string listeners(const std::string& all) {
  return "<zeebe:executionListeners>" + all + "</zeebe:executionListeners>";
}

// Takes the one job of a type, tells what for and completes it.
std::string event(Workspace& w, const std::string& type) {
  std::string told = "no job";
  (void)w.act([&](Engine& engine) -> base::Result<void> {
    const auto jobs = engine.activate_jobs(type, "worker", base::minutes(5), 1);
    if (jobs.empty()) return {};
    told = name_of(jobs.front().kind);
    return engine.complete_job(jobs.front().key, {});
  });
  return told;
}

// Takes the one job of a type, tells its headers and completes it.
std::string work(Workspace& w, const std::string& type) {
  std::string told = "no job";
  (void)w.act([&](Engine& engine) -> base::Result<void> {
    const auto jobs = engine.activate_jobs(type, "worker", base::minutes(5), 1);
    if (jobs.empty()) return {};
    told = feel::print(jobs.front().headers);
    return engine.complete_job(jobs.front().key, {});
  });
  return told;
}

TEST(listener_headers, those_of_the_element_and_before_them_its_own) {
  Workspace w;
  const std::string around =
      headers({{"unit", "sales"}, {"level", "1"}}) +
      listeners(listener("executionListener", "start", "plain") +
                listener("executionListener", "start", "own",
                         headers({{"level", "2"}, {"more", "yes"}})) +
                listener("executionListener", "end", "last", headers({{"level", "3"}})));
  ASSERT_EQ(w.deploy("p.bpmn", process("p", element("startEvent", "start") +
                                                job("do", "do", around) + flow("start", "do"))),
            "ok");
  w.start("p");

  EXPECT_EQ(work(w, "plain"), R"({unit: "sales", level: "1"})");
  EXPECT_EQ(work(w, "own"), R"({unit: "sales", level: "2", more: "yes"})");
  EXPECT_EQ(work(w, "do"), R"({unit: "sales", level: "1"})");
  EXPECT_EQ(work(w, "last"), R"({unit: "sales", level: "3"})");
}

TEST(listener_headers, listeners_of_a_process_hear_those_of_the_process) {
  Workspace w;
  const std::string extensions =
      "<bpmn:extensionElements>" + headers({{"unit", "sales"}}) +
      listeners(listener("executionListener", "start", "first") +
                listener("executionListener", "end", "last", headers({{"more", "yes"}}))) +
      "</bpmn:extensionElements>";
  ASSERT_EQ(w.deploy("p.bpmn", process("p", extensions + element("startEvent", "start"))), "ok");
  const int64_t key = w.start("p");

  EXPECT_EQ(work(w, "first"), R"({unit: "sales"})");
  EXPECT_EQ(work(w, "last"), R"({unit: "sales", more: "yes"})");
  EXPECT_EQ(w.state(key), "completed");
}

TEST(listener_headers, so_do_listeners_of_a_user_task) {
  Workspace w;
  const std::string extensions =
      "<bpmn:extensionElements><zeebe:userTask/>" + headers({{"unit", "sales"}}) +
      "<zeebe:taskListeners>" + listener("taskListener", "creating", "made") +
      listener("taskListener", "completing", "checked", headers({{"unit", "audit"}})) +
      "</zeebe:taskListeners></bpmn:extensionElements>";
  ASSERT_EQ(w.deploy("p.bpmn", process("p", element("startEvent", "start") +
                                                element("userTask", "ask", extensions) +
                                                flow("start", "ask"))),
            "ok");
  const int64_t key = w.start("p");

  EXPECT_EQ(work(w, "made"), R"({unit: "sales"})");
  ASSERT_EQ(w.complete("ask"), "ok");
  EXPECT_EQ(work(w, "checked"), R"({unit: "audit"})");
  EXPECT_EQ(w.state(key), "completed");
}

TEST(listener_events, before_and_after_an_element_and_a_process) {
  Workspace w;
  const std::string both = listeners(listener("executionListener", "start", "note") +
                                     listener("executionListener", "end", "note"));
  const std::string of_process = "<bpmn:extensionElements>" + both + "</bpmn:extensionElements>";
  ASSERT_EQ(w.deploy("p.bpmn", process("p", of_process + element("startEvent", "start") +
                                                job("do", "do", both) + flow("start", "do"))),
            "ok");
  const int64_t key = w.start("p");

  std::string told;
  for (const std::string type : {"note", "note", "do", "note", "note"})
    told += event(w, type) + " ";

  EXPECT_EQ(told, "start start work end end ");
  EXPECT_EQ(w.state(key), "completed");
}

}  // namespace
}  // namespace runtime
