// Expressions of processes: what goes wrong is null, what is handed in comes from outside.
#include <gtest/gtest.h>

#include "bpmn/testing.h"
#include "runtime/testing.h"

namespace runtime {
namespace {

using namespace bpmn::testing;
using testing::vars;
using testing::Workspace;

std::string computing(const std::string& expression) {
  return process("p", element("startEvent", "start") +
                          "<bpmn:scriptTask id=\"compute\"><bpmn:extensionElements><zeebe:script "
                          "expression=\"=" +
                          expression +
                          "\" resultVariable=\"result\"/></bpmn:extensionElements></"
                          "bpmn:scriptTask>\n" +
                          element("endEvent", "end") + flow("start", "compute") +
                          flow("compute", "end"));
}

struct Computed {
  std::string state;
  std::string result;
};
Computed compute(const std::string& expression) {
  Workspace w;
  EXPECT_EQ(w.deploy("p.bpmn", computing(expression)), "ok");
  const int64_t key = w.start("p", vars("{order: {}}"));
  return {w.state(key), w.variable(key, "result")};
}

TEST(expressions, what_goes_wrong_is_null) {
  for (const char* each : {"missing", "order.discount", "missing.member", "no such function(1)",
                           "missing + 1", "1 / 0", "date(&quot;never&quot;)", "order * 2"}) {
    const Computed computed = compute(each);
    EXPECT_EQ(computed.state, "completed") << each;
    EXPECT_EQ(computed.result, "null") << each;
  }
}

TEST(expressions, an_assertion_and_the_budget_fail_the_whole) {
  for (const char* each : {"assert(missing, missing != null)", "[assert(1, false), 2]",
                           "count(for i in 1..3000, j in 1..3000 return i + j)"}) {
    const Computed computed = compute(each);
    EXPECT_EQ(computed.state, "active") << each;
    EXPECT_EQ(computed.result, "absent") << each;
  }
}

TEST(expressions, random_values_are_drawn_anew) {
  const Computed one = compute("uuid()");
  const Computed other = compute("uuid()");

  EXPECT_EQ(one.result.size(), 38u);  // with its quotes
  EXPECT_EQ(one.result[15], '4');
  EXPECT_NE(one.result, other.result);
  EXPECT_EQ(compute("random number() >= 0 and random number() &lt; 1").result, "true");
}

std::string starting(const std::string& trigger, const std::string& beside = "") {
  return process(
      "p",
      element("startEvent", "start", trigger) + element("userTask", "work") + flow("start", "work"),
      beside);
}

std::string timer(const std::string& kind, const std::string& text) {
  return "<bpmn:timerEventDefinition><bpmn:" + kind + ">" + text + "</bpmn:" + kind +
         "></bpmn:timerEventDefinition>";
}

TEST(expressions, a_start_timer_without_a_time_is_refused_at_its_place) {
  const struct {
    const char* kind;
    const char* text;
    const char* place;
  } kWrong[] = {{"timeDate", "=nope", "p.bpmn:7:"},
                {"timeDate", "=1 + 1", "p.bpmn:7:"},
                {"timeCycle", "=duration(\"PT1H\")", "p.bpmn:7:"},
                {"timeCycle", "=cycl(3, duration(\"PT1H\"))", "p.bpmn:7:"}};
  for (const auto& each : kWrong) {
    Workspace w;
    EXPECT_NE(w.deploy("p.bpmn", starting(timer(each.kind, each.text))).find(each.place),
              std::string::npos)
        << each.text;
    EXPECT_EQ(w.count("timer") + w.count("definition"), 0) << each.text;
  }
}

TEST(expressions, a_cycle_of_a_start_timer_may_be_computed) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", starting(timer("timeCycle", "=cycle(2, duration(\"PT1H\"))"))),
            "ok");

  w.advance(base::minutes(300));

  EXPECT_EQ(w.effects.tasks["work"].size(), 2u);
}

TEST(expressions, a_start_timer_may_ask_the_calendar) {
  Workspace w;
  const std::string xml = starting(timer("timeDate", "=add working days(now(), 1)"));
  EXPECT_NE(w.deploy("p.bpmn", xml).find("is no date"), std::string::npos);
  w.runtime().set_functions(feel::working_time_functions({}));

  EXPECT_EQ(w.deploy("p.bpmn", xml), "ok");

  EXPECT_EQ(w.count("timer"), 1);
}

TEST(expressions, what_starts_a_process_has_a_constant_name) {
  const auto named = [](const std::string& name) {
    return starting("<bpmn:messageEventDefinition messageRef=\"m\"/>",
                    "<bpmn:message id=\"m\" name=\"" + name + "\"/>");
  };
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", named("=&quot;a&quot; + &quot;b&quot;")), "ok");
  EXPECT_EQ(w.publish("ab", ""), "ok");
  EXPECT_EQ(w.effects.tasks["work"].size(), 1u);

  for (const char* each : {"=region", "=if region = null then &quot;a&quot; else &quot;b&quot;",
                           "=string(today())", "=1", "=uuid()"})
    EXPECT_NE(w.deploy("p.bpmn", named(each))
                  .find("p.bpmn:12:28: m: what starts a process has a "
                        "constant name, not ="),
              std::string::npos)
        << each << w.deploy("p.bpmn", named(each));
}

// What a model may do to records is seen in its text, and refused there to who is not a pack.
TEST(expressions, a_computed_job_type_is_never_built_in) {
  for (const bool is_computed : {false, true}) {
    Workspace w;
    const std::string type =
        is_computed ? "=&quot;notify:&quot; + &quot;send&quot;" : "notify:send";
    ASSERT_EQ(w.deploy("p.bpmn", process("p", element("startEvent", "start") + job("work", type) +
                                                  element("endEvent", "end") +
                                                  flow("start", "work") + flow("work", "end"))),
              "ok");
    const int64_t key = w.start("p", vars("{}"));

    EXPECT_EQ(w.effects.calls.size(), is_computed ? 0u : 1u);
    EXPECT_EQ(w.state(key), is_computed ? "active" : "completed");
  }
}

TEST(expressions, a_code_that_is_caught_is_fixed) {
  Workspace w;
  const std::string xml =
      process("p",
              element("startEvent", "start") + job("work", "t") +
                  "<bpmn:boundaryEvent id=\"caught\" attachedToRef=\"work\"><bpmn:"
                  "errorEventDefinition errorRef=\"e\"/></bpmn:boundaryEvent>\n" +
                  flow("start", "work"),
              "<bpmn:error id=\"e\" name=\"e\" errorCode=\"=code\"/>");
  EXPECT_NE(w.deploy("p.bpmn", xml).find("the code that is caught cannot be an expression: =code"),
            std::string::npos);
}

// The task `work` with these mappings, which answers with `order`, `status` and nothing else.
std::string mapped(const std::string& mappings, const std::string& wanted) {
  Workspace w;
  const std::string task = "<bpmn:extensionElements><zeebe:userTask/><zeebe:ioMapping>" + mappings +
                           "</zeebe:ioMapping></bpmn:extensionElements>";
  EXPECT_EQ(w.deploy("p.bpmn", process("p", element("startEvent", "start") +
                                                element("userTask", "work", task) +
                                                element("userTask", "after") +
                                                flow("start", "work") + flow("work", "after"))),
            "ok");
  const int64_t key = w.start("p", vars("{order: {id: 1}}"));
  EXPECT_EQ(w.complete("work", vars("{order: {id: 1, checked: true}, status: \"ok\"}")), "ok");
  return w.variable(key, wanted);
}

TEST(expressions, a_member_is_put_into_the_variable_as_its_element_sees_it) {
  EXPECT_EQ(mapped("<zeebe:output source=\"=status\" target=\"order.status\"/>", "order"),
            R"({"id":1,"checked":true,"status":"ok"})");
}

TEST(expressions, an_output_sees_what_those_before_it_gave) {
  const std::string outputs =
      "<zeebe:output source=\"=status\" target=\"order.status\"/>"
      "<zeebe:output source=\"=order.status\" target=\"copy\"/>"
      "<zeebe:output source=\"=copy + &quot;!&quot;\" target=\"copy\"/>";
  EXPECT_EQ(mapped("<zeebe:input source=\"=order\" target=\"order\"/>" + outputs, "copy"),
            "\"ok!\"");
  EXPECT_EQ(mapped(outputs, "copy"), "\"ok!\"");
}

}  // namespace
}  // namespace runtime
