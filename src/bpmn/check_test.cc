#include "bpmn/check.h"

#include <gtest/gtest.h>

#include "bpmn/reader.h"
#include "bpmn/testing.h"

namespace bpmn {
namespace {

using namespace testing;

std::string found(const std::string& xml) {
  std::string all;
  for (const base::Problem& each : check(read("p.bpmn", xml).model)) all += each.text + "\n";
  return all;
}

TEST(check, finds_nothing_wrong_with_a_sound_model) {
  EXPECT_EQ(found(process("p", element("startEvent", "s") + element("userTask", "t") +
                                   element("endEvent", "e") + flow("s", "t") + flow("t", "e"))),
            "");
}

TEST(check, names_unconnected_and_unreachable_elements) {
  EXPECT_EQ(
      found(process("p", element("startEvent", "s") + element("endEvent", "e") + flow("s", "e") +
                             element("userTask", "lost") + element("task", "a") +
                             element("task", "b") + flow("a", "b") + flow("b", "a"))),
      "lost is not reached by any flow\nlost leads nowhere\na cannot be reached from a start\nb "
      "cannot be reached from a start\n");
}

TEST(check, wants_conditions_and_a_default) {
  const std::string text =
      found(process("p", element("startEvent", "s") + element("exclusiveGateway", "g") +
                             element("endEvent", "a") + element("endEvent", "b") + flow("s", "g") +
                             flow("g", "a", "=x") + flow("g", "b")));
  EXPECT_EQ(text, "g has no default flow\nthe flow g_b has no condition and is not the default\n");
}

TEST(check, places_a_wrong_expression_to_the_column) {
  const std::string xml = process(
      "p", element("startEvent", "s") + "<bpmn:exclusiveGateway id=\"g\" default=\"g_b\"/>" +
               element("endEvent", "a") + element("endEvent", "b") + flow("s", "g") +
               flow("g", "a", "=1 + * 2") + flow("g", "b"));
  const auto problems = check(read("p.bpmn", xml).model);
  ASSERT_EQ(problems.size(), 1u);
  std::vector<std::string> lines;
  size_t start = 0;
  for (size_t end = xml.find('\n'); end != std::string::npos;
       start = end + 1, end = xml.find('\n', start))
    lines.push_back(xml.substr(start, end - start));
  const std::string& line = lines.at(static_cast<size_t>(problems[0].line - 1));
  EXPECT_GE(static_cast<size_t>(problems[0].column - 1), line.find("=1 +"));
  EXPECT_LE(static_cast<size_t>(problems[0].column - 1), line.find("* 2"));
}

TEST(check, finds_calls_in_a_circle_and_into_nothing) {
  const auto calling = [](const std::string& id, const std::string& other) {
    return read(id + ".bpmn",
                process(id,
                        element("startEvent", "s") +
                            "<bpmn:callActivity "
                            "id=\"c\"><bpmn:extensionElements><zeebe:calledElement processId=\"" +
                            other + "\"/></bpmn:extensionElements></bpmn:callActivity>" +
                            element("endEvent", "e") + flow("s", "c") + flow("c", "e")))
        .model;
  };
  const Model a = calling("a", "b");
  const Model b = calling("b", "a");
  const Model c = calling("c", "nobody");
  std::string all;
  for (const base::Problem& each : check_together({&a, &b, &c}))
    all += each.file + " " + each.text + "\n";
  EXPECT_EQ(all,
            "a.bpmn the call of b comes back to a: calls in a circle\nb.bpmn the call of a comes "
            "back to b: calls in a circle\n"
            "c.bpmn there is no process nobody to call\n");
}

}  // namespace
}  // namespace bpmn
