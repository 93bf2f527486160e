#include "packs/standing_ways.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bpmn/reader.h"

namespace packs {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string properties(const std::string& more) {
  const auto one = [](const std::string& name, const std::string& value) {
    return "<zeebe:property name=\"" + name + "\" value=\"" + value + "\"/>";
  };
  std::string out = one("jw:kind", "approve") + one("jw:candidates", "starter");
  for (size_t at = 0; at < more.size();) {
    const size_t equals = more.find('=', at);
    const size_t end = std::min(more.find(' ', at), more.size());
    out += one("jw:on." + more.substr(at, equals - at) + ".transition",
               more.substr(equals + 1, end - equals - 1));
    at = end + 1;
  }
  return "<bpmn:extensionElements><zeebe:userTask/><zeebe:properties>" + out +
         "</zeebe:properties></bpmn:extensionElements>";
}

struct Drawn {
  std::string leader, board;  // what their outcomes move: "agree=pass disagree=refuse"
  std::string gateway = "exclusiveGateway";
  std::string condition = "= record.days &gt;= 3";  // of the way to the board
};

// start → leader → which? → board → end, or else → end
bpmn::Process process(const Drawn& drawn) {
  const std::string model =
      R"(<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="t">
  <bpmn:process id="leave" isExecutable="true">
    <bpmn:startEvent id="start"/>
    <bpmn:sequenceFlow id="asked" sourceRef="start" targetRef="leader"/>
    <bpmn:userTask id="leader">)" +
      properties(drawn.leader) + R"(</bpmn:userTask>
    <bpmn:sequenceFlow id="agreed" sourceRef="leader" targetRef="which"/>
    <bpmn:)" +
      drawn.gateway + (drawn.gateway == "parallelGateway" ? "" : " default=\"else\"") +
      R"( id="which"/>
    <bpmn:sequenceFlow id="long" sourceRef="which" targetRef="board">)" +
      (drawn.gateway == "parallelGateway"
           ? ""
           : "<bpmn:conditionExpression>" + drawn.condition + "</bpmn:conditionExpression>") +
      R"(</bpmn:sequenceFlow>
    <bpmn:sequenceFlow id="else" sourceRef="which" targetRef="short_end"/>
    <bpmn:userTask id="board">)" +
      properties(drawn.board) + R"(</bpmn:userTask>
    <bpmn:sequenceFlow id="decided" sourceRef="board" targetRef="end"/>
    <bpmn:endEvent id="end"/>
    <bpmn:endEvent id="short_end"/>
  </bpmn:process></bpmn:definitions>)";
  return bpmn::read("p.bpmn", model).model.processes.front();
}

records::RecordType leave(const std::vector<std::string>& by = {"process"}) {
  records::RecordType type;
  type.id = "leave";
  type.states = {{"asked", {"审批中", "Asked"}},
                 {"passed", {"批准", "Passed"}},
                 {"refused", {"不批准", "Refused"}}};
  type.final_states = {"passed", "refused"};
  for (const std::string to : {"passed", "refused"}) {
    records::Transition move;
    move.id = to == "passed" ? "pass" : "refuse";
    move.from = {"asked"};
    move.to = to;
    move.by = by;
    type.transitions.push_back(move);
  }
  return type;
}

std::vector<std::string> found(const Drawn& drawn, const records::RecordType& type = leave()) {
  std::vector<std::string> flows;
  for (const StandingWay& way : standing_ways(process(drawn), type)) {
    EXPECT_EQ(way.state, "asked");
    EXPECT_GT(way.place.line, 0);
    flows.push_back(way.flow);
  }
  return flows;
}

TEST(standing_ways, a_branch_on_which_what_is_agreed_moves_nothing_is_found) {
  EXPECT_THAT(found({"disagree=refuse", "agree=pass disagree=refuse"}), ElementsAre("else"));
  EXPECT_THAT(found({"", "agree=pass"}), ElementsAre("else"));
}

TEST(standing_ways, where_every_way_moves_the_record_none_is_found) {
  EXPECT_THAT(found({"agree=pass disagree=refuse", "agree=pass disagree=refuse"}), IsEmpty());
  EXPECT_THAT(found({"agree=pass", ""}), IsEmpty());
}

TEST(standing_ways, where_no_way_moves_it_another_check_says_so) {
  EXPECT_THAT(found({"disagree=refuse", "disagree=refuse"}), IsEmpty());
}

TEST(standing_ways, people_who_may_move_it_are_no_reason_to_warn) {
  EXPECT_THAT(found({"disagree=refuse", "agree=pass"}, leave({"everyone"})), IsEmpty());
}

TEST(standing_ways, both_branches_of_a_parallel_gateway_are_taken) {
  EXPECT_THAT(found({"disagree=refuse", "agree=pass", "parallelGateway"}), IsEmpty());
  EXPECT_THAT(found({"disagree=refuse", "agree=pass", "inclusiveGateway"}), ElementsAre("else"));
}

TEST(standing_ways, what_a_moving_dissent_leads_to_is_no_standing_way) {
  EXPECT_THAT(
      found({"disagree=refuse", "agree=pass", "exclusiveGateway", "= leader.outcome = \"agree\""}),
      IsEmpty());
}

}  // namespace
}  // namespace packs
