// Nothing is moved into a process or sub-process while its listeners are at work.
#include <gtest/gtest.h>

#include "bpmn/testing.h"
#include "runtime/testing.h"

namespace runtime {
namespace {

using namespace bpmn::testing;
using testing::Workspace;

std::string listeners(const std::string& id) {
  std::string all;
  for (const std::string& event : {std::string("start"), std::string("end")})
    all.append("<zeebe:executionListener eventType=\"")
        .append(event)
        .append("\" type=\"")
        .append(id + "_" + event)
        .append("\"/>");
  return "<bpmn:extensionElements><zeebe:executionListeners>" + all +
         "</zeebe:executionListeners></bpmn:extensionElements>";
}

std::string work(Workspace& w, const std::string& type) {
  return w.act([&](Engine& engine) -> base::Result<void> {
    const auto jobs = engine.activate_jobs(type, "worker", base::minutes(5), 1);
    if (jobs.empty()) return base::refusal("test.no_job");
    return engine.complete_job(jobs.front().key, {});
  });
}

// Moves what is active in `from` (nothing: it is added) to an element.
std::string begin(Workspace& w, int64_t instance, const std::string& id,
                  const std::vector<int64_t>& from = {}) {
  return w.act([&](Engine& engine) { return engine.move(instance, from, {id}, "by hand"); });
}

int64_t running(Workspace& w, int64_t instance, const std::string& id) {
  for (const ElementView& each : elements(*w.database().read(), instance)) {
    if (each.element_id == id && each.state == "active") return each.key;
  }
  return 0;
}

TEST(move_beside_listeners, nothing_begins_in_a_process_that_begins_or_ends) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", process("p", listeners("p") + element("startEvent", "start") +
                                                job("do", "do") + flow("start", "do"))),
            "ok");
  const int64_t key = w.start("p");

  EXPECT_EQ(begin(w, key, "do"), "engine.scope_not_running");
  ASSERT_EQ(work(w, "p_start"), "ok");
  EXPECT_EQ(begin(w, key, "do"), "ok");
  EXPECT_EQ(w.active(key), "do do");
  for (int i = 0; i < 2; ++i) ASSERT_EQ(work(w, "do"), "ok");
  EXPECT_EQ(begin(w, key, "do"), "engine.scope_not_running");
  EXPECT_EQ(w.active(key), "");
  ASSERT_EQ(work(w, "p_end"), "ok");
  EXPECT_EQ(w.state(key), "completed");
}

TEST(move_beside_listeners, nor_in_a_sub_process_but_in_a_new_one) {
  Workspace w;
  const std::string inner =
      listeners("sub") + element("startEvent", "in") + job("do", "do") + flow("in", "do");
  ASSERT_EQ(w.deploy("p.bpmn",
                     process("p", element("startEvent", "start") +
                                      element("subProcess", "sub", inner) + flow("start", "sub"))),
            "ok");
  const int64_t key = w.start("p");

  EXPECT_EQ(begin(w, key, "do"), "engine.scope_not_running");
  ASSERT_EQ(work(w, "sub_start"), "ok");
  ASSERT_EQ(work(w, "do"), "ok");
  EXPECT_EQ(begin(w, key, "do"), "engine.scope_not_running");
  EXPECT_EQ(begin(w, key, "do", {running(w, key, "sub")}), "ok");
  EXPECT_EQ(w.terminated(key), "sub");
  EXPECT_EQ(w.active(key), "sub do");
  ASSERT_EQ(work(w, "do"), "ok");
  ASSERT_EQ(work(w, "sub_end"), "ok");
  EXPECT_EQ(w.state(key), "completed");
}

}  // namespace
}  // namespace runtime
