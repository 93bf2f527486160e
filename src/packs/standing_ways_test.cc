#include "packs/standing_ways.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bpmn/reader.h"

namespace packs {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string property(const std::string& name, const std::string& value) {
  return "<zeebe:property name=\"" + name + "\" value=\"" + value + "\"/>";
}

std::string transitions(const std::string& more) {
  std::string out;
  for (size_t at = 0; at < more.size();) {
    const size_t equals = more.find('=', at);
    const size_t end = std::min(more.find(' ', at), more.size());
    out += property("jw:on." + more.substr(at, equals - at) + ".transition",
                    more.substr(equals + 1, end - equals - 1));
    at = end + 1;
  }
  return out;
}

// `more`: what the outcomes move, behind "end! " with jw:dissent=end.
std::string properties(std::string more) {
  std::string out = property("jw:kind", "approve") + property("jw:candidates", "starter");
  if (more.starts_with("end! ")) {
    out += property("jw:dissent", "end");
    more = more.substr(5);
  }
  return "<bpmn:extensionElements><zeebe:userTask/><zeebe:properties>" + out + transitions(more) +
         "</zeebe:properties></bpmn:extensionElements>";
}

struct Drawn {
  std::string leader, board;  // what their outcomes move: "agree=pass disagree=refuse"
  std::string gateway = "exclusiveGateway";
  std::string condition = "= record.days &gt;= 3";  // of the way to the board
  std::string at_end;  // of the whole process: "pass=pass reject=refuse"
};

// start → leader → which? → board → end, or else → end
bpmn::Process process(const Drawn& drawn) {
  const std::string model =
      R"(<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="t">
  <bpmn:process id="leave" isExecutable="true">
    <bpmn:extensionElements><zeebe:properties>)" +
      transitions(drawn.at_end) + R"(</zeebe:properties></bpmn:extensionElements>
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
    flows.push_back(way.at);
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

TEST(standing_ways, where_no_way_moves_it_the_start_is_found) {
  EXPECT_THAT(found({"disagree=refuse", "disagree=refuse"}), ElementsAre("start"));
}

TEST(standing_ways, people_who_may_move_it_are_no_reason_to_warn) {
  EXPECT_THAT(found({"disagree=refuse", "agree=pass"}, leave({"everyone"})), IsEmpty());
}

TEST(standing_ways, what_the_end_of_the_process_moves_stands_nowhere) {
  Drawn drawn{"disagree=refuse", "agree=pass disagree=refuse"};
  drawn.at_end = "reject=refuse";
  EXPECT_THAT(found(drawn), ElementsAre("else"));

  drawn.at_end = "pass=pass";
  EXPECT_THAT(found(drawn), IsEmpty());

  auto later = leave();
  later.transitions.front().from = {"heard"};
  EXPECT_THAT(found(drawn, later), ElementsAre("else")) << "not from where it began";
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

std::vector<std::string> dissents(const Drawn& drawn, const records::RecordType& type = leave()) {
  std::vector<std::string> steps;
  for (const StandingWay& way : standing_dissents(process(drawn), type)) {
    EXPECT_EQ(way.state, "asked");
    EXPECT_GT(way.place.line, 0);
    steps.push_back(way.at);
  }
  return steps;
}

TEST(standing_dissents, a_step_whose_dissent_ends_the_matter_and_moves_nothing_is_found) {
  EXPECT_THAT(dissents({"", "agree=pass"}), ElementsAre("board"));
  EXPECT_THAT(dissents({"end! ", "agree=pass"}), ElementsAre("leader", "board"));
  EXPECT_THAT(dissents({"end! disagree=refuse", "agree=pass disagree=refuse"}), IsEmpty());
}

TEST(standing_dissents, behind_a_step_that_moved_the_record_none_is_found) {
  EXPECT_THAT(dissents({"end! agree=pass", ""}), ElementsAre("leader"));
}

TEST(standing_dissents, what_the_end_of_the_process_moves_stands_nowhere) {
  Drawn drawn{"end! ", "agree=pass"};
  drawn.at_end = "pass=pass";
  EXPECT_THAT(dissents(drawn), ElementsAre("leader", "board"));

  drawn.at_end = "reject=refuse";
  EXPECT_THAT(dissents(drawn), IsEmpty());
}

TEST(standing_dissents, people_who_may_move_it_are_no_reason_to_refuse) {
  EXPECT_THAT(dissents({"", "agree=pass"}, leave({"everyone"})), IsEmpty());
}

}  // namespace
}  // namespace packs
