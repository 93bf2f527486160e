// Results that a list cannot hold any more halt the activity; nothing of them is lost.
#include <gtest/gtest.h>

#include "bpmn/testing.h"
#include "runtime/testing.h"

namespace runtime {
namespace {

using namespace bpmn::testing;
using testing::Workspace;

TEST(held_collection, what_is_too_large_for_a_variable_is_an_incident) {
  Workspace w;
  const std::string given =
      "<bpmn:scriptTask id=\"give\"><bpmn:extensionElements><zeebe:script expression=\"=big\" "
      "resultVariable=\"out\"/></bpmn:extensionElements><bpmn:multiInstanceLoopCharacteristics "
      "isSequential=\"true\"><bpmn:extensionElements><zeebe:loopCharacteristics "
      "inputCollection=\"=[1, 2, 3, 4]\" outputCollection=\"all\" outputElement=\"=[out, "
      "out]\"/></bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics>"
      "</bpmn:scriptTask>";
  ASSERT_EQ(w.deploy("p.bpmn",
                     process("p", element("startEvent", "start") + given + flow("start", "give"))),
            "ok");

  const feel::Value big = feel::Value::list(feel::Values(2'400'000, feel::Value(1)));

  const int64_t key = w.start("p", feel::Fields().set("big", big).build());

  const auto open = incidents(*w.database().read(), key);
  ASSERT_EQ(open.size(), 1u);
  EXPECT_EQ(open[0].kind, "MESSAGE_SIZE_EXCEEDED");
  EXPECT_EQ(open[0].message, "the output collection all would be larger than a variable can be");
  EXPECT_EQ(w.state(key), "active");
}

}  // namespace
}  // namespace runtime
