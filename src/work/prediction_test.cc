// What a path says of steps that nobody can do yet.
#include "work/prediction.h"

#include "bpmn/reader.h"
#include "work/testing.h"

namespace work::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// One step between start and end, with these settings.
std::string model(const engine::Properties& settings) {
  std::string properties;
  for (const auto& [name, value] : settings)
    properties += "<zeebe:property name=\"" + name + "\" value=\"" + value + "\"/>";
  return R"(<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="t">
  <bpmn:process id="initiation" isExecutable="true">
    <bpmn:startEvent id="start"><bpmn:outgoing>a</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="a" sourceRef="start" targetRef="check"/>
    <bpmn:userTask id="check" name="核对">
      <bpmn:extensionElements><zeebe:userTask/><zeebe:properties>)" +
         properties + R"(</zeebe:properties></bpmn:extensionElements>
      <bpmn:incoming>a</bpmn:incoming><bpmn:outgoing>b</bpmn:outgoing>
    </bpmn:userTask>
    <bpmn:sequenceFlow id="b" sourceRef="check" targetRef="end"/>
    <bpmn:endEvent id="end"><bpmn:incoming>b</bpmn:incoming></bpmn:endEvent>
  </bpmn:process></bpmn:definitions>)";
}

class PredictionTest : public WorkTest {
 protected:
  feel::Value record_;

  PredictionTest() { roles_["administrator"] = {"hu"}; }

  PredictedStep step(const engine::Properties& settings) {
    const auto xml = model(settings);
    const auto compiled = engine::compile(bpmn::read("p.bpmn", xml).model);
    const auto variables = feel::Fields().set("record", record_).build();
    Outlook outlook{variables, {"project", 0}, "wang"};
    return with("wang", [&](Context& c) {
      auto steps = predict(c, *compiled.processes.front(), outlook);
      EXPECT_THAT(steps, SizeIs(1));
      return steps.front();
    });
  }
};

TEST_F(PredictionTest, who_is_asked_for_want_of_a_holder_is_named_with_what_is_vacant) {
  release("qian", "purchaser");

  const auto found = step({{"jw:candidates", "position:purchaser, position:sales_manager"},
                           {"jw:kind", "approve"},
                           {"jw:policy", "all"}});

  EXPECT_THAT(found.persons, ElementsAre("lin", "hu"));
  EXPECT_EQ(found.refusal, "");
  ASSERT_THAT(found.missing, SizeIs(1));
  EXPECT_EQ(found.missing.front().label.zh, "采购员");
}

TEST_F(PredictionTest, a_step_that_insists_on_its_people_would_be_refused) {
  const auto found =
      step({{"jw:candidates", "role:clerk"}, {"jw:kind", "approve"}, {"jw:empty", "refuse"}});

  EXPECT_THAT(found.persons, IsEmpty());
  EXPECT_EQ(found.refusal, "work.seat_vacant");
  ASSERT_THAT(found.missing, SizeIs(1));
  EXPECT_EQ(found.missing.front().name, "role:clerk");
}

TEST_F(PredictionTest, what_passes_by_rule_asks_nobody_and_is_no_refusal) {
  const auto found =
      step({{"jw:candidates", "role:clerk"}, {"jw:kind", "approve"}, {"jw:empty", "pass"}});

  EXPECT_THAT(found.persons, IsEmpty());
  EXPECT_EQ(found.refusal, "");
  EXPECT_EQ(found.by_rule, Nobody::Act::Pass);
}

TEST_F(PredictionTest, where_nobody_may_stand_in_either_the_step_would_not_begin) {
  roles_["administrator"] = {};

  EXPECT_EQ(step({{"jw:candidates", "role:clerk"}, {"jw:kind", "approve"}}).refusal,
            "work.no_candidate");
}

TEST_F(PredictionTest, a_field_may_still_name_somebody) {
  const auto found = step({{"jw:candidates", "field:owner"}, {"jw:kind", "approve"}});

  EXPECT_THAT(found.persons, IsEmpty());
  EXPECT_EQ(found.refusal, "");
  EXPECT_THAT(found.missing, IsEmpty());
}

TEST_F(PredictionTest, of_the_first_step_a_field_that_is_filled_in_has_said_who_it_is) {
  record_ = feel::from_json(base::parse_json(R"({"dept": "nobodys"})").value());
  const engine::Properties settings{{"jw:candidates", "unit_head:field:dept"},
                                    {"jw:kind", "approve"}};

  const auto found = step(settings);
  EXPECT_THAT(found.persons, ElementsAre("hu")) << "who stands in";
  auto insisting = settings;
  insisting["jw:empty"] = "refuse";
  EXPECT_EQ(step(insisting).refusal, "work.seat_vacant");

  record_ = feel::from_json(base::parse_json(R"({"dept": null})").value());
  EXPECT_THAT(step(settings).persons, IsEmpty());
  EXPECT_EQ(step(insisting).refusal, "");
}

TEST_F(PredictionTest, the_applicant_who_is_passed_over_leaves_the_step_to_the_others) {
  engine::Properties settings{{"jw:candidates", "person:wang, person:lin, person:chen"},
                              {"jw:kind", "approve"},
                              {"jw:policy", "one_pass"},
                              {"jw:applicant", "skip"}};

  EXPECT_THAT(step(settings).persons, ElementsAre("lin", "chen"));
  EXPECT_THAT(step(settings).ruled, IsEmpty());

  settings["jw:policy"] = "count";
  settings["jw:pass"] = "3";
  EXPECT_THAT(step(settings).ruled, SizeIs(1)) << "without him the rule could not be met";
}

TEST_F(PredictionTest, a_vote_that_could_not_pass_is_told_with_its_numbers) {
  const engine::Properties settings = {{"jw:candidates", "position:sales_manager, person:chen"},
                                       {"jw:kind", "vote"},
                                       {"jw:policy", "count"},
                                       {"jw:pass", "2"}};
  EXPECT_EQ(step(settings).refusal, "");

  engine::Properties higher = settings;
  higher["jw:pass"] = "3";
  const auto found = step(higher);

  EXPECT_THAT(found.persons, ElementsAre("lin", "chen"));
  EXPECT_EQ(found.refusal, "work.cannot_pass");
  ASSERT_THAT(found.missing, SizeIs(1));
  EXPECT_EQ(found.missing.front().name, "check");
  EXPECT_EQ(found.missing.front().label.zh, "核对");
  EXPECT_EQ(found.missing.front().how.zh, "只有 2 席，须 3 票同意");
}

TEST_F(PredictionTest, weights_that_do_not_reach_the_threshold_are_told) {
  const auto found = step({{"jw:candidates", "person:lin, person:chen"},
                           {"jw:kind", "vote"},
                           {"jw:policy", "weight"},
                           {"jw:weights", "lin=40, chen=10"},
                           {"jw:pass", "&gt;50"}});

  EXPECT_EQ(found.refusal, "work.cannot_pass");
  ASSERT_THAT(found.missing, SizeIs(1));
  EXPECT_EQ(found.missing.front().how.en, "weights: 50 in all, more than 50 needed");
}

TEST_F(PredictionTest, of_several_who_may_each_do_it_one_vacant_post_is_no_hindrance) {
  release("qian", "purchaser");

  const auto found =
      step({{"jw:candidates", "position:purchaser, position:sales_manager"}, {"jw:kind", "work"}});

  EXPECT_THAT(found.persons, ElementsAre("lin"));
  EXPECT_THAT(found.missing, IsEmpty());
}

}  // namespace
}  // namespace work::testing
