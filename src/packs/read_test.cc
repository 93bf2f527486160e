#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>

#include "packs/pack.h"

namespace packs {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const char* const record = R"(title: 申请
description: 一份申请。
example: SQ-0001
number: {pattern: "SQ-{seq:4}"}
fields:
  name: {type: text, title: 名称, required: true, max: 40}
  kind: {type: choice, title: 类别, options: {small: 小, large: 大}}
  owner: {type: person, title: 负责人}
  amount: {type: money, title: 金额, min: 0}
states: {draft: 草稿, agreed: 同意, refused: 不同意}
final: [agreed, refused]
transitions:
  agree:
    title: 同意
    from: draft
    to: agreed
    when: amount < 1000 or owner != null
    refuse: {id: request.no_owner, clause: T-R2, text: 金额较大时须有负责人}
  refuse: {title: 不同意, from: draft, to: refused}
access: {read: [everyone], create: [clerk], update: ["field:owner", "position:manager"]}
)";

const char* const process = R"(<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
    xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
    xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"
    xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
    xmlns:di="http://www.omg.org/spec/DD/20100524/DI"
    id="d" targetNamespace="t">
  <bpmn:process id="approval" name="审批" isExecutable="true">
    <bpmn:extensionElements><zeebe:properties>
      <zeebe:property name="jw:record" value="request" />
      <zeebe:property name="jw:reads" value="amount" />
      <zeebe:property name="jw:starters" value="clerk" />
    </zeebe:properties></bpmn:extensionElements>
    <bpmn:startEvent id="begin"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:userTask id="decide" name="审批">
      <bpmn:extensionElements><zeebe:userTask /><zeebe:properties>
        <zeebe:property name="jw:kind" value="approve" />
        <zeebe:property name="jw:candidates" value="position:manager" />
        <zeebe:property name="jw:fields" value="amount=edit, *=read" />
        <zeebe:property name="jw:on.agree.transition" value="agree" />
        <zeebe:property name="jw:on.disagree.transition" value="refuse" />
        <zeebe:property name="jw:clauses" value="T-R1" />
      </zeebe:properties></bpmn:extensionElements>
      <bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing>
    </bpmn:userTask>
    <bpmn:endEvent id="finish"><bpmn:incoming>f2</bpmn:incoming></bpmn:endEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="begin" targetRef="decide" />
    <bpmn:sequenceFlow id="f2" sourceRef="decide" targetRef="finish" />
  </bpmn:process>
  <bpmndi:BPMNDiagram id="diagram"><bpmndi:BPMNPlane id="plane" bpmnElement="approval">
    <bpmndi:BPMNShape id="begin_di" bpmnElement="begin">
      <dc:Bounds x="100" y="102" width="36" height="36" /></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="decide_di" bpmnElement="decide">
      <dc:Bounds x="200" y="80" width="100" height="80" /></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="finish_di" bpmnElement="finish">
      <dc:Bounds x="360" y="102" width="36" height="36" /></bpmndi:BPMNShape>
    <bpmndi:BPMNEdge id="f1_di" bpmnElement="f1">
      <di:waypoint x="136" y="120" /><di:waypoint x="200" y="120" /></bpmndi:BPMNEdge>
    <bpmndi:BPMNEdge id="f2_di" bpmnElement="f2">
      <di:waypoint x="300" y="120" /><di:waypoint x="360" y="120" /></bpmndi:BPMNEdge>
  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn:definitions>
)";

// A small whole pack in a temporary folder; tests break one thing of it.
class PackFolder : public testing::Test {
 protected:
  PackFolder() {
    folder_ =
        fs::temp_directory_path() / ("jingwei-packs-test-" + std::to_string(::getpid())) / "small";
    fs::remove_all(folder_);
    write("pack.yaml", "{id: small, title: 小制度, version: 0.1.0, license: Apache-2.0}\n");
    write("charter.yaml",
          "title: 制度\nclauses:\n"
          "  - {id: T-R1, text: 须审批, meaning: Needs approval, carried_by: "
          "[processes/approval.bpmn#decide]}\n"
          "  - {id: T-R2, text: 须有负责人, meaning: Needs an owner, carried_by: "
          "[records/request.yaml#transition.agree]}\n");
    write("records/request.yaml", record);
    write("processes/approval.bpmn", process);
    write("roles/clerk.yaml", "{title: 文员, positions: [clerk]}\n");
    write("views/requests.yaml",
          "{title: 申请, record: request, kind: list, columns: [number, name, owner], sort: "
          "[-amount]}\n");
    write("menu.yaml", "- {title: 申请, view: requests, roles: [clerk]}\n");
    write(
        "demo/organisation.yaml",
        "units: [{id: office, title: 办公室, head: manager}]\n"
        "positions: [{id: manager, title: 经理, unit: office}, {id: clerk, title: 文员, unit: "
        "office}]\n"
        "people: [{id: lin, name: 林, posts: [manager]}, {id: wang, name: 王, posts: [clerk]}]\n");
  }
  ~PackFolder() override { fs::remove_all(folder_.parent_path()); }

  void write(const std::string& file, const std::string& text) {
    fs::create_directories((folder_ / file).parent_path());
    std::ofstream(folder_ / file, std::ios::binary) << text;
  }
  void replace(const std::string& file, const std::string& text, const std::string& old,
               const std::string& now) {
    std::string changed = text;
    const size_t at = changed.find(old);
    ASSERT_NE(at, std::string::npos) << old;
    write(file, changed.replace(at, old.size(), now));
  }
  void replace_in_record(const std::string& old, const std::string& now) {
    replace("records/request.yaml", record, old, now);
  }
  void replace_in_process(const std::string& old, const std::string& now) {
    replace("processes/approval.bpmn", process, old, now);
  }

  // Problems without the folder in front.
  std::vector<std::string> problems() {
    std::vector<std::string> result;
    for (const auto& problem : read({folder_}).problems) {
      std::string text = problem.print();
      const std::string prefix = folder_.generic_string() + "/";
      if (text.starts_with(prefix)) text = text.substr(prefix.size());
      result.push_back(text);
    }
    return result;
  }

  fs::path folder_;
};

TEST_F(PackFolder, what_follows_from_a_broken_file_is_said_after_it) {
  replace_in_process("</bpmn:process>", "</bpmn:broken>");

  ASSERT_GT(problems().size(), 1u);
  EXPECT_THAT(problems().front(), testing::HasSubstr("approval.bpmn"));
  EXPECT_THAT(problems().front(), testing::HasSubstr("not well-formed"));
}

TEST_F(PackFolder, a_whole_pack_is_read_without_problems) {
  const Packs packs = read({folder_});

  EXPECT_THAT(problems(), IsEmpty());
  ASSERT_EQ(packs.packs.size(), 1u);
  const Pack& pack = *packs.packs[0];
  ASSERT_EQ(pack.record_types.size(), 1u);
  EXPECT_EQ(pack.record_types[0].transition("agree")->guards[0].refuse.clause, "T-R2");
  EXPECT_EQ(pack.record_types[0].field("kind")->options[1].title.zh, "大");
  EXPECT_EQ(pack.processes[0].id, "approval");
  EXPECT_EQ(pack.organisation.people[0].posts[0].position, "manager");
  EXPECT_EQ(pack.parts.at("records/request.yaml#transition.agree"), (Mark{13, 3}));
}

TEST_F(PackFolder, unknown_and_missing_keys_are_said_with_their_place) {
  write("roles/clerk.yaml", "title: 文员\ncolour: red\n");
  write("pack.yaml", "{id: small, title: 小制度, license: Apache-2.0}\n");

  const auto found = problems();

  EXPECT_THAT(found, Contains(HasSubstr("pack.yaml:1:1: missing key: version")));
  EXPECT_THAT(found, Contains(HasSubstr("roles/clerk.yaml:2:1: unknown key: colour")));
}

TEST_F(PackFolder, what_is_no_file_of_a_pack_is_said) {
  write("records/Bad-Name.yaml", record);
  write("notes.txt", "x");
  write("README.md", "fine");

  EXPECT_THAT(problems(), ElementsAre("notes.txt: not a file of a pack",
                                      "records/Bad-Name.yaml: the file's name must be snake_case"));
}

TEST_F(PackFolder, the_folder_names_the_pack) {
  write("pack.yaml", "{id: other, title: 小制度, version: 0.1.0, license: Apache-2.0}\n");

  EXPECT_THAT(problems(), ElementsAre("pack.yaml:1:1: the id is other, the folder says small"));
}

TEST_F(PackFolder, a_needed_pack_must_lie_beside_it) {
  write("pack.yaml",
        "{id: small, title: 小制度, version: 0.1.0, license: Apache-2.0, needs: [common]}\n");
  EXPECT_THAT(problems(), ElementsAre("pack.yaml: needs common, which cannot be loaded"));

  write("../common/pack.yaml", "{id: common, title: 基础, version: 0.1.0, license: Apache-2.0}\n");
  EXPECT_THAT(problems(), IsEmpty());
  EXPECT_EQ(read({folder_}).packs.front()->id, "common");
}

TEST_F(PackFolder, roles_positions_and_fields_that_may_are_known) {
  replace_in_record(R"(create: [clerk], update: ["field:owner", "position:manager"])",
                    R"(create: [boss], update: ["field:nobody", "position:king"])");

  EXPECT_THAT(problems(), ElementsAre(HasSubstr("no person field field:nobody"),
                                      "records/request.yaml:20:9: unknown position: king",
                                      "records/request.yaml:20:9: unknown role: boss"));
}

TEST_F(PackFolder, every_state_is_reached) {
  replace_in_record("refused: 不同意}", "refused: 不同意, lost: 丢失}");

  EXPECT_THAT(problems(), Contains(HasSubstr("no transition leads to the state lost")));
}

TEST_F(PackFolder, what_ends_when_somebody_leaves_is_a_transition_of_a_process) {
  const std::string owner = "title: 负责人}";
  const std::string refuse = "to: refused}";
  std::string asked = record;
  asked.replace(asked.find(refuse), refuse.size(), "to: refused, by: [clerk]}");
  const auto leaving = [&](const std::string& keys) {
    replace("records/request.yaml", asked, owner, "title: 负责人, " + keys + "}");
    return problems();
  };
  EXPECT_THAT(leaving("when_leaving: gone"), ElementsAre(HasSubstr("is no transition: gone")));
  EXPECT_THAT(leaving("when_leaving: refuse"), ElementsAre(HasSubstr("its `by` lacks process")));
  EXPECT_THAT(leaving("when_leaving: refuse, handed_over: true"),
              ElementsAre(HasSubstr("ends what handed_over hands on")));
  EXPECT_THAT(leaving("when_leaving: refuse, many: true"),
              ElementsAre(HasSubstr("is of a field that names one person")));
}

TEST_F(PackFolder, formulas_compile_and_know_their_names) {
  replace_in_record("amount < 1000", "amuont < 1000");
  EXPECT_THAT(problems(), Contains(HasSubstr("amuont")));

  replace_in_record("access:", R"(rules:
  - {keep: [colour], when: amount = null, refuse: {id: request.rests, clause: T-R2, text: 不能改动}}
access:)");
  EXPECT_THAT(problems(), Contains(HasSubstr("keep: no field colour that people fill in")));

  replace_in_record("amount < 1000 or owner != null", "amount < or");
  EXPECT_THAT(problems(), Contains(HasSubstr("records/request.yaml:17")));
}

TEST_F(PackFolder, settings_of_a_process_name_what_is_there) {
  replace_in_process(
      R"(value="position:manager")",
      R"(value="position:king, field:colour, parent.field:owner, somebody, unit:court:below")");
  EXPECT_THAT(problems(), ElementsAre(HasSubstr("unknown candidate field:colour"),
                                      HasSubstr("unknown candidate parent.field:owner"),
                                      HasSubstr("unknown candidate position:king"),
                                      HasSubstr("unknown candidate somebody"),
                                      HasSubstr("unknown candidate unit:court:below")));

  replace_in_process(R"(value="position:manager")",
                     R"(value="position:manager, = [record.amount, record.name]")");
  EXPECT_THAT(problems(), ElementsAre(HasSubstr("a list of candidates holds no formula")));

  replace_in_process(R"(<zeebe:property name="jw:kind" value="approve" />)",
                     R"(<zeebe:property name="jw:kind" value="approve" />
        <zeebe:property name="jw:opinions"
          value="clerk, king, field:owner, parent.field:owner, not:starter, not:clerk" />)");
  EXPECT_THAT(problems(), ElementsAre(HasSubstr("jw:opinions: unknown: king"),
                                      HasSubstr("jw:opinions: unknown: not:clerk"),
                                      HasSubstr("jw:opinions: unknown: parent.field:owner")));

  replace_in_process(R"(value="amount=edit, *=read")", R"(value="sum=edit")");
  EXPECT_THAT(problems(), ElementsAre(HasSubstr("jw:fields: unknown field sum of request")));

  replace_in_process(R"(value="agree" />)", R"(value="accept" />)");
  EXPECT_THAT(problems(), ElementsAre(HasSubstr("unknown transition accept of request")));

  replace_in_process("jw:on.agree.", "jw:on.won.");
  EXPECT_THAT(problems(), ElementsAre(HasSubstr("unknown outcome won")));

  replace_in_process("jw:on.agree.transition", "jw:on.won.title_en");
  EXPECT_THAT(problems(), ::testing::Contains(HasSubstr("unknown outcome won")));

  replace_in_process(R"(<zeebe:property name="jw:kind")",
                     R"(<zeebe:property name="jw:beside" value="lines, parent.lines" />)"
                     R"(<zeebe:property name="jw:compare" value="open" />)"
                     R"(<zeebe:property name="jw:kind")");
  EXPECT_THAT(problems(),
              ::testing::UnorderedElementsAre(HasSubstr("jw:beside: no list lines"),
                                              HasSubstr("jw:beside: no list parent.lines"),
                                              HasSubstr("jw:compare: unknown state open")));

  replace_in_process(R"(<zeebe:property name="jw:kind" value="approve" />)",
                     R"(<zeebe:property name="jw:kind" value="approve" />
        <zeebe:property name="jw:applicants" value="starter, field:colour" />)");
  EXPECT_THAT(problems(), ElementsAre(HasSubstr("unknown candidate field:colour")));

  const auto with_applicants = [&](const std::string& whose) {
    replace_in_process(R"(<zeebe:property name="jw:kind" value="approve" />)",
                       R"(<zeebe:property name="jw:kind" value="approve" />
        <zeebe:property name="jw:applicants" value=")" +
                           whose + R"(" />)");
  };
  with_applicants("starter, done_by:painting");
  EXPECT_THAT(problems(),
              ElementsAre(HasSubstr("jw:applicants: no user task painting in this process")));
  with_applicants("starter, done_by:decide");
  EXPECT_THAT(problems(), IsEmpty());
  with_applicants("done_by:");
  EXPECT_THAT(problems(), ElementsAre(HasSubstr("unknown candidate done_by:")));

  replace_in_process("jw:kind", "jw:kin");
  EXPECT_THAT(problems(), Contains(HasSubstr("unknown setting jw:kin")));

  replace_in_process(R"(value="request")", R"(value="demand")");
  EXPECT_THAT(problems(), Contains(HasSubstr("jw:record: unknown record type demand")));
}

TEST_F(PackFolder, a_due_date_can_be_one) {
  const auto due = [&](const std::string& value) {
    replace_in_process(R"(<zeebe:property name="jw:kind")",
                       R"(<zeebe:property name="jw:due" value=")" + value +
                           R"(" /><zeebe:property name="jw:kind")");
    return problems();
  };
  EXPECT_THAT(due("= record.amount"),
              ElementsAre(HasSubstr("jw:due: the field amount holds no date, moment or duration")));
  EXPECT_THAT(due("= record.note"), ElementsAre(HasSubstr("record.note is not among jw:reads")));
  EXPECT_THAT(due("= 2 + 3"), ElementsAre(HasSubstr("jw:due: no date, moment or duration: 5")));
  EXPECT_THAT(due("soon"), ElementsAre(HasSubstr("jw:due: Like P3WD, PT8WH, P14D or 2026-03-10")));
  EXPECT_THAT(due("= date(2026, 3, 10)"), IsEmpty());
  EXPECT_THAT(due("2026-03-10"), IsEmpty());
}

TEST_F(PackFolder, a_schedule_of_a_task_gives_a_date) {
  const auto scheduled = [&](const std::string& attributes, const std::string& more = "") {
    replace_in_process(
        "<zeebe:userTask /><zeebe:properties>",
        "<zeebe:userTask /><zeebe:taskSchedule " + attributes + " /><zeebe:properties>" + more);
    return problems();
  };
  EXPECT_THAT(scheduled(R"(dueDate="tomorrow" followUpDate="=record.amount")"),
              ElementsAre(HasSubstr("taskSchedule dueDate: no date, moment or duration: tomorrow"),
                          HasSubstr("taskSchedule followUpDate: the field amount holds no date")));
  EXPECT_THAT(scheduled(R"(dueDate="2026-03-10T17:00:00+08:00")"), IsEmpty());
  EXPECT_THAT(
      scheduled(R"(dueDate="2026-03-10")", R"(<zeebe:property name="jw:due" value="P3WD" />)"),
      ElementsAre(HasSubstr("taskSchedule dueDate: jw:due says it already")));
}

TEST_F(PackFolder, a_process_that_a_record_begins_says_what_a_withdrawal_leaves) {
  const std::string begun =
      R"(<bpmn:startEvent id="begin"><bpmn:outgoing>f1</bpmn:outgoing>
      <bpmn:messageEventDefinition id="made" messageRef="created" /></bpmn:startEvent>)";
  const std::string start =
      R"(<bpmn:startEvent id="begin"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>)";
  const auto begin = [&](const std::string& setting) {
    std::string now = process;
    now.replace(now.find(start), start.size(), begun);
    now.insert(now.find(R"(<zeebe:property name="jw:record")"), setting);
    now.insert(now.find("  <bpmndi:BPMNDiagram"),
               R"(<bpmn:message id="created" name="request.created" />)");
    write("processes/approval.bpmn", now);
  };

  begin("");
  EXPECT_THAT(problems(), ElementsAre(HasSubstr("jw:withdraw: say none")));
  begin(R"(<zeebe:property name="jw:withdraw" value="none" />)");
  EXPECT_THAT(problems(), IsEmpty());
  begin(R"(<zeebe:property name="jw:on.withdraw.transition" value="refuse" />)");
  EXPECT_THAT(problems(), IsEmpty());
}

TEST_F(PackFolder, a_start_form_asks_for_what_a_record_needs) {
  const auto start = [&](const std::string& fields) {
    replace_in_process(R"(<zeebe:property name="jw:starters")",
                       R"(<zeebe:property name="jw:start_fields" value=")" + fields +
                           R"(" /><zeebe:property name="jw:starters")");
    return problems();
  };

  EXPECT_THAT(start("amount=edit"),
              ElementsAre(HasSubstr("jw:start_fields: name is required and not filled in")));
  EXPECT_THAT(start("amount=edit, name=read"), ElementsAre(HasSubstr("name is required")));
  EXPECT_THAT(start("amount=edit, name=edit"), IsEmpty());
  EXPECT_THAT(start("amount=edit, *=edit"), IsEmpty());
}

TEST_F(PackFolder, what_starts_with_a_record_moves_it_on_where_nobody_else_does) {
  std::string idle = process;
  for (const std::string outcome : {"agree", "disagree"}) {
    const size_t at = idle.find("<zeebe:property name=\"jw:on." + outcome);
    idle.erase(at, idle.find("/>", at) + 2 - at);
  }
  write("processes/approval.bpmn", idle);
  EXPECT_THAT(problems(), ElementsAre(HasSubstr("jw:record: nothing moves request on from draft")));

  const auto at_end = [&](const std::string& transition) {
    std::string now = idle;
    now.insert(now.find(R"(<zeebe:property name="jw:record")"),
               R"(<zeebe:property name="jw:on.pass.transition" value=")" + transition + R"(" />)");
    write("processes/approval.bpmn", now);
    return problems();
  };
  EXPECT_THAT(at_end("agree"), IsEmpty());
  EXPECT_THAT(at_end("vanish"), ::testing::Contains(HasSubstr("unknown transition vanish")));
  write("processes/approval.bpmn", idle);

  replace_in_record("refuse: {title: 不同意, from: draft, to: refused}",
                    "refuse: {title: 不同意, from: draft, to: refused, by: [clerk]}");
  EXPECT_THAT(problems(), IsEmpty());
}

TEST_F(PackFolder, listeners_do_not_decide_beside_people) {
  const auto listen = [&](const std::string& event) {
    replace_in_process("<zeebe:userTask />",
                       "<zeebe:userTask /><zeebe:taskListeners><zeebe:taskListener eventType=\"" +
                           event + "\" type=\"look\" /></zeebe:taskListeners>");
  };

  listen("assigning");
  EXPECT_THAT(problems(), ElementsAre(HasSubstr("needs a task without jw: settings")));

  listen("updating");
  EXPECT_THAT(problems(), ElementsAre(HasSubstr("needs a task without jw: settings")));

  listen("completing");
  EXPECT_THAT(problems(), ElementsAre(HasSubstr("a transition exclude each other")));

  listen("canceling");
  EXPECT_THAT(problems(), IsEmpty());
}

TEST_F(PackFolder, other_systems_are_named_by_their_ids_and_waited_for_in_seconds) {
  const auto set = [&](const std::string& name, const std::string& value) {
    replace_in_process("<zeebe:userTask /><zeebe:properties>",
                       "<zeebe:userTask /><zeebe:properties>"
                       "<zeebe:property name=\"" +
                           name + "\" value=\"" + value + "\" />");
  };

  set("jw:callback.ask", "erp, crm");
  EXPECT_THAT(problems(), ElementsAre(HasSubstr("jw:callback.ask: One system only")));
  set("jw:callback.after", "https://erp.example");
  EXPECT_THAT(problems(), ElementsAre(HasSubstr("jw:callback.after: Like erp, data_centre")));
  set("jw:callback.wait", "PT5M");
  EXPECT_THAT(problems(), ElementsAre(HasSubstr("jw:callback.wait: 1 to 20 seconds, like PT5S")));
  set("jw:callback.unanswered", "pass");
  EXPECT_THAT(problems(), ElementsAre(HasSubstr("of no use without jw:callback.ask")));
  set("jw:callback.after", "erp, data_centre");
  EXPECT_THAT(problems(), IsEmpty());
}

TEST_F(PackFolder, views_and_menu_name_what_is_there) {
  write("views/requests.yaml",
        "{title: 申请, record: request, kind: list, columns: [colour], filter: 'colour = 1'}\n");
  write("menu.yaml", "- {title: 申请, view: nothing, roles: [nobody]}\n- {title: 空}\n");

  EXPECT_THAT(
      problems(),
      ElementsAre("menu.yaml:1:1: unknown role: nobody", "menu.yaml:1:1: unknown view: nothing",
                  "menu.yaml:2:3: a menu entry has exactly one of view, page, children",
                  "views/requests.yaml:1:1: unknown field: colour of request",
                  HasSubstr("filter: unknown name colour")));
}

TEST_F(PackFolder, clauses_and_carriers_are_known) {
  write("charter.yaml",
        "title: 制度\nclauses:\n"
        "  - {id: T-R1, text: 须审批, meaning: Needs approval, carried_by: "
        "[processes/approval.bpmn#nothing]}\n"
        "  - {id: T-R3, text: 以后, meaning: Later, status: planned}\n"
        "  - {id: T-R3, text: 以后, meaning: Later, status: planned, reason: 二期}\n");

  EXPECT_THAT(problems(),
              ElementsAre("records/request.yaml:13:3: unknown clause: T-R2",
                          "charter.yaml:3:65: T-R1: nothing is at processes/approval.bpmn#nothing",
                          "charter.yaml:4:5: T-R3: planned needs a reason",
                          "charter.yaml:5:5: clause T-R3 stands here twice"));
}

TEST_F(PackFolder, english_texts_are_complete_once_there_is_a_locale) {
  replace_in_process(R"(id="f2" sourceRef)", R"(id="f2" name="同意" sourceRef)");
  write("locale/en.yaml",
        "pack.yaml: {title: Small}\nroles/clerk.yaml: {title: Clerk, colour: Red}\n");

  const auto found = problems();

  EXPECT_THAT(found,
              Contains("records/request.yaml:6:3: no English text: fields.name in locale/en.yaml"));
  EXPECT_THAT(found,
              Contains("processes/approval.bpmn:15:5: no English text: decide in locale/en.yaml"));
  EXPECT_THAT(found, Contains(HasSubstr("no English text: f2 in locale/en.yaml")));
  EXPECT_THAT(
      found,
      Contains(
          "locale/en.yaml:2:34: a text for something that is not there: roles/clerk.yaml colour"));
  EXPECT_THAT(found, testing::Not(Contains(HasSubstr("roles/clerk.yaml:1:1"))));

  replace_in_process(R"(<zeebe:property name="jw:kind" value="approve" />)",
                     R"(<zeebe:property name="jw:kind" value="approve" />
        <zeebe:property name="jw:prompt" value="请说明理由" />)");
  EXPECT_THAT(problems(), Contains(HasSubstr("no English text: decide.prompt in locale/en.yaml")));
}

TEST_F(PackFolder, an_organisation_names_what_is_there) {
  write("demo/organisation.yaml",
        "units: [{id: office, title: 办公室, parent: heaven, head: king}]\n"
        "positions: [{id: manager, title: 经理, unit: cellar}, {id: clerk, title: 文员, unit: "
        "office}]\n"
        "people: [{id: lin, name: 林, posts: [duke]}, {id: lin, name: 王, posts: [{position: "
        "clerk, areas: [moon]}]}]\n"
        "deputies: [{of: nobody, deputy: nobody, from: 2026-03-02, until: 2026-03-06}]\n");

  EXPECT_THAT(problems(),
              ElementsAre("demo/organisation.yaml: deputy of an unknown nobody",
                          "demo/organisation.yaml: person lin stands here twice",
                          "demo/organisation.yaml: person lin: unknown position duke",
                          "demo/organisation.yaml: person lin: unknown unit moon",
                          "demo/organisation.yaml: position manager: unknown unit cellar",
                          "demo/organisation.yaml: unit office: unknown parent heaven",
                          "demo/organisation.yaml: unit office: unknown position king",
                          "demo/organisation.yaml: unknown deputy nobody"));
}

constexpr std::string_view duty_type =
    "title: 例行职责\ndescription: 定期要做的事。\nexample: 周报\n"
    "fields:\n  name: {type: text, title: 名称, max: 4}\n"
    "  nth: {type: number, scale: 0, title: 第几天, min: 1, max: 31}\n"
    "states: {active: 生效}\nfinal: [active]\n";

TEST_F(PackFolder, a_duty_becomes_a_record_of_its_position) {
  write("records/duty.yaml", std::string(duty_type));
  write("duties/report.yaml",
        "{title: 周报, position: clerk, how_often: month, nth: 5, due_time: \"10:00\", needs: "
        "[text], receivers: [manager]}\n");

  EXPECT_THAT(problems(), IsEmpty());

  const Packs packs = read({folder_});
  EXPECT_EQ(base::print(packs.packs[0]->duties[0].values),
            R"({"name":"周报","position":"clerk","how_often":"month","nth":5,)"
            R"("due_time":"10:00:00","needs_text":true,"needs_files":false,"needs_place":false,)"
            R"("receiver_positions":["manager"],"confirm":false})");
}

TEST_F(PackFolder, a_duty_that_cannot_come_is_said) {
  write("records/duty.yaml", std::string(duty_type));
  write("duties/report.yaml",
        "{title: 每季度的报告, position: duke, how_often: quarter, month: 4, nth: 32, due_time: "
        "\"25:00\", confirm: true}\n");
  write("duties/other.yaml", "{title: 年报, position: clerk, how_often: year, nth: 0}\n");

  EXPECT_THAT(problems(),
              ElementsAre("duties/other.yaml:1:1: a duty of a quarter or year needs its month",
                          "duties/other.yaml:1:1: nth is at least 1",
                          "duties/report.yaml:1:1: a duty that is confirmed needs receivers",
                          "duties/report.yaml:1:1: due_time is a time like 10:00",
                          "duties/report.yaml:1:1: name has no more characters than 4",
                          "duties/report.yaml:1:1: nth is at most 31",
                          "duties/report.yaml:1:1: the month of a quarter is 1 to 3",
                          "duties/report.yaml:1:1: unknown position: duke"));

  fs::remove(folder_ / "records/duty.yaml");
  EXPECT_THAT(problems(),
              Contains("duties/other.yaml:1:1: no record type duty: pack common has it"));
}

TEST_F(PackFolder, every_broken_file_is_reported) {
  write("records/request.yaml", "title: [\n");
  write("processes/approval.bpmn", "<no");
  write("menu.yaml", "a: b\n");

  const auto found = problems();

  EXPECT_THAT(found, Contains(HasSubstr("records/request.yaml:2")));
  EXPECT_THAT(found, Contains(HasSubstr("processes/approval.bpmn:1")));
  EXPECT_THAT(found, Contains(HasSubstr("menu.yaml:1:1: expected a list")));
}

TEST(shipped_packs, have_no_problems) {
  const fs::path folder = fs::path(JINGWEI_SOURCE_DIR) / "packs";
  std::vector<fs::path> folders;
  for (const auto& entry : fs::directory_iterator(folder)) folders.push_back(entry.path());

  const Packs packs = read(folders);

  for (const auto& problem : packs.problems) ADD_FAILURE() << problem.print();
  for (const auto& pack : packs.packs)
    EXPECT_TRUE(fs::exists(pack->folder / "locale/en.yaml")) << pack->id;
}

}  // namespace
}  // namespace packs
