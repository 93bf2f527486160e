// Who catches an error or an escalation: the nearest scope, and in one scope the event that names
// the code before one that catches all, an event sub-process before the boundary.
#include <gtest/gtest.h>

#include "bpmn/testing.h"
#include "runtime/testing.h"

namespace runtime {
namespace {

using namespace bpmn::testing;
using testing::Workspace;

enum class Catches { Nothing, All, Code };

struct Case {
  Catches inside;  // the event sub-process of the sub-process
  Catches boundary;
  std::string by;  // where the process goes on
};

// The event sub-process of the whole process names the code each time, and comes last.
const std::vector<Case> kCases = {
    {Catches::Nothing, Catches::Nothing, "outside"}, {Catches::Nothing, Catches::All, "boundary"},
    {Catches::Nothing, Catches::Code, "boundary"},   {Catches::All, Catches::Nothing, "inside"},
    {Catches::All, Catches::All, "inside"},          {Catches::All, Catches::Code, "boundary"},
    {Catches::Code, Catches::Nothing, "inside"},     {Catches::Code, Catches::All, "inside"},
    {Catches::Code, Catches::Code, "inside"},
};

// "error" or "escalation".
std::string definition(const std::string& what, Catches catches) {
  const std::string reference = catches == Catches::Code ? " " + what + "Ref=\"code\"" : "";
  return "<bpmn:" + what + "EventDefinition" + reference + "/>";
}

std::string declaration(const std::string& what) {
  return "<bpmn:" + what + " id=\"code\" name=\"c\" " + what + "Code=\"C\"/>";
}

std::string event_process(const std::string& id, const std::string& event) {
  return "<bpmn:subProcess id=\"of_" + id + "\" triggeredByEvent=\"true\">" +
         element("startEvent", "start_" + id, event) + element("userTask", id) +
         flow("start_" + id, id) + "</bpmn:subProcess>\n";
}

std::string catching(const std::string& what, const Case& each, const std::string& thrower,
                     const std::string& loop) {
  std::string content = element("startEvent", "in") + thrower + flow("in", "throw");
  if (each.inside != Catches::Nothing)
    content += event_process("inside", definition(what, each.inside));
  std::string boundary;
  if (each.boundary != Catches::Nothing)
    boundary = "<bpmn:boundaryEvent id=\"at\" attachedToRef=\"sub\">" +
               definition(what, each.boundary) + "</bpmn:boundaryEvent>" +
               element("userTask", "boundary") + flow("at", "boundary");
  return process("p",
                 element("startEvent", "start") + element("subProcess", "sub", loop + content) +
                     boundary + event_process("outside", definition(what, Catches::Code)) +
                     flow("start", "sub"),
                 declaration(what));
}

std::string thrown(const std::string& what, const std::string& id) {
  return element("endEvent", id, definition(what, Catches::Code));
}

// The only task that somebody has then.
std::string caught_by(Workspace& w, const std::string& xml) {
  EXPECT_EQ(w.deploy("p.bpmn", xml), "ok");
  w.effects.tasks.clear();
  w.start("p");
  std::string by;
  for (const auto& [element, tasks] : w.effects.tasks) by += element;
  return by;
}

std::string name_of(const Case& each) {
  const auto digit = [](Catches catches) { return std::to_string(static_cast<int>(catches)); };
  return digit(each.inside) + digit(each.boundary);
}

class Catching : public ::testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(what, Catching, ::testing::Values("error", "escalation"),
                         [](const auto& what) { return what.param; });

TEST_P(Catching, what_is_thrown_in_a_sub_process) {
  Workspace w;
  for (const Case& each : kCases)
    EXPECT_EQ(caught_by(w, catching(GetParam(), each, thrown(GetParam(), "throw"), "")), each.by)
        << name_of(each);
}

TEST_P(Catching, what_is_thrown_in_a_called_process) {
  Workspace w;
  ASSERT_EQ(w.deploy("called.bpmn", process("called",
                                            element("startEvent", "start") +
                                                thrown(GetParam(), "end") + flow("start", "end"),
                                            declaration(GetParam()))),
            "ok");
  const std::string call = element("callActivity", "throw",
                                   "<bpmn:extensionElements><zeebe:calledElement "
                                   "processId=\"called\"/></bpmn:extensionElements>");
  for (const Case& each : kCases)
    EXPECT_EQ(caught_by(w, catching(GetParam(), each, call, "")), each.by) << name_of(each);
}

// The event sub-process belongs to each instance, the boundary to all of them.
TEST_P(Catching, what_is_thrown_in_one_of_several_instances) {
  Workspace w;
  const std::string loop =
      "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>=1</bpmn:loopCardinality>"
      "</bpmn:multiInstanceLoopCharacteristics>";
  const Case both{Catches::All, Catches::Code, "inside"};

  EXPECT_EQ(caught_by(w, catching(GetParam(), both, thrown(GetParam(), "throw"), loop)), both.by);
}

}  // namespace
}  // namespace runtime
