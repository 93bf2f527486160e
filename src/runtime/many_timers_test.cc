// Timers of one instance that are due in one moment: what each costs does not grow with their
// number.
#include <gtest/gtest.h>

#include <ctime>

#include "bpmn/testing.h"
#include "runtime/testing.h"

namespace runtime {
namespace {

using namespace bpmn::testing;
using testing::Workspace;

std::string waiting(int count) {
  return process(
      "p",
      element("startEvent", "start") +
          "<bpmn:subProcess id=\"each\"><bpmn:multiInstanceLoopCharacteristics>"
          "<bpmn:extensionElements><zeebe:loopCharacteristics inputCollection=\"=for i in 1.." +
          std::to_string(count) +
          " return i\"/></bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics>" +
          element("startEvent", "in") +
          "<bpmn:intermediateCatchEvent id=\"wait\"><bpmn:timerEventDefinition>"
          "<bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>"
          "</bpmn:intermediateCatchEvent>" +
          flow("in", "wait") + "</bpmn:subProcess>" + element("userTask", "last") +
          flow("start", "each") + flow("each", "last"));
}

// The processor's seconds until all have fired.
double seconds(int count) {
  Workspace w;
  EXPECT_EQ(w.deploy("p.bpmn", waiting(count)), "ok");
  const int64_t key = w.start("p");
  w.settle();
  EXPECT_EQ(w.count("timer"), count);
  const std::clock_t begun = std::clock();
  w.advance(base::hours(2));
  const auto taken = static_cast<double>(std::clock() - begun) / CLOCKS_PER_SEC;
  EXPECT_EQ(w.active(key), "last");
  EXPECT_EQ(w.count("timer"), 0);
  return taken;
}

TEST(many_timers, of_one_instance_take_a_time_that_grows_with_their_number) {
  const double few = seconds(2'000);
  const double many = seconds(16'000);
  EXPECT_LT(many, 16 * few) << few << " s and " << many << " s";
}

}  // namespace
}  // namespace runtime
