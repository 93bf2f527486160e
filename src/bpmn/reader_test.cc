#include "bpmn/reader.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "bpmn/testing.h"

namespace bpmn {
namespace {

using namespace testing;

std::string problems_of(const std::string& xml, const Limits& limits = {}) {
  std::string all;
  for (const base::Problem& each : read("p.bpmn", xml, limits).problems) all += each.print() + "\n";
  return all;
}

TEST(reader, reads_elements_flows_and_zeebe_settings) {
  const Reading reading = read("p.bpmn", process("p", element("startEvent", "s") +
                                                          R"(<bpmn:userTask id="t" name="评议">
  <bpmn:extensionElements>
    <zeebe:properties><zeebe:property name="jw:policy" value="unanimous"/></zeebe:properties>
    <zeebe:formDefinition formId="vote"/><zeebe:unknown keep="me"/>
    <zeebe:ioMapping><zeebe:input source="=a" target="b"/></zeebe:ioMapping>
  </bpmn:extensionElements></bpmn:userTask>)" + flow("s", "t", "=x")));
  ASSERT_TRUE(reading.problems.empty());
  const Process& process = reading.model.processes.at(0);
  ASSERT_EQ(process.find("t"), 1);
  const Element& task = process.elements[1];
  EXPECT_EQ(task.name, "评议");
  EXPECT_EQ(task.property("jw:policy"), "unanimous");
  EXPECT_EQ(task.form_id, "vote");
  EXPECT_EQ(task.inputs.at(0).target, "b");
  EXPECT_EQ(process.flows.at(0).target, 1);
  EXPECT_EQ(process.flows.at(0).condition.text, "=x");
  const Written& value = task.find_property("jw:policy")->value;
  EXPECT_EQ(value.place, (Place{10, 63}));
  EXPECT_NE(reading.model.xml.find("<zeebe:unknown keep=\"me\"/>"), std::string::npos);
}

TEST(reader, an_input_without_a_source_is_null_and_one_with_an_empty_source_a_text) {
  const Reading reading =
      read("order.bpmn", process("p", element("serviceTask", "t", R"(<bpmn:extensionElements>
    <zeebe:ioMapping><zeebe:input target="a"/><zeebe:input source="" target="b"/></zeebe:ioMapping>
  </bpmn:extensionElements>)")));
  ASSERT_TRUE(reading.problems.empty());
  const Element& task = reading.model.processes.at(0).elements.at(0);
  EXPECT_EQ(task.inputs.at(0).source.text, "=null");
  EXPECT_EQ(task.inputs.at(1).source.text, "");
}

// The multi-instance characteristics of a task with `inside`, beside `data` of its process.
MultiInstance loop_of(const std::string& inside, const std::string& data = "",
                      const std::string& in_task = "") {
  const std::string loop = "<bpmn:multiInstanceLoopCharacteristics>" + inside +
                           "</bpmn:multiInstanceLoopCharacteristics>";
  const Reading reading = read("p.bpmn", process("p", data + element("task", "t", in_task + loop)));
  EXPECT_TRUE(reading.problems.empty());
  return reading.model.processes.at(0).elements.at(0).multi_instance;
}

std::string collection_of(const std::string& reference, const std::string& data = "",
                          const std::string& in_task = "") {
  return loop_of("<bpmn:loopDataInputRef>" + reference + "</bpmn:loopDataInputRef>", data, in_task)
      .input_collection.text;
}

TEST(reader, finds_the_variables_of_instances_in_the_data_of_the_model) {
  EXPECT_EQ(collection_of("d", R"(<bpmn:dataObject id="d" name="orders"/>)"), "=orders");
  EXPECT_EQ(collection_of("own:d", R"(<bpmn:property id="d" name="订单"/>)"), "=订单");
  EXPECT_EQ(collection_of("d", R"(<bpmn:dataObject id="d" name="all orders"/>)"), "=d");
  EXPECT_EQ(collection_of("r", R"(<bpmn:dataObject id="d" name="orders"/>)"
                               R"(<bpmn:dataObjectReference id="r" dataObjectRef="d"/>)"),
            "=orders");
  EXPECT_EQ(collection_of("orders"), "=orders");
  EXPECT_EQ(collection_of("t"), "=t");
  EXPECT_EQ(collection_of("i", R"(<bpmn:dataObject id="d" name="orders"/>)",
                          R"(<bpmn:ioSpecification><bpmn:dataInput id="i" name="x"/>
</bpmn:ioSpecification><bpmn:dataInputAssociation><bpmn:sourceRef> d </bpmn:sourceRef>
<bpmn:targetRef>i</bpmn:targetRef></bpmn:dataInputAssociation>)"),
            "=orders");
}

TEST(reader, reads_what_instances_are_given_and_give_in_either_way) {
  const std::string standard =
      "<bpmn:loopDataInputRef>a</bpmn:loopDataInputRef>"
      "<bpmn:loopDataOutputRef>b</bpmn:loopDataOutputRef>"
      R"(<bpmn:inputDataItem id="c" name="one"/><bpmn:outputDataItem id="d"/>)";

  const MultiInstance plain = loop_of(standard);
  const MultiInstance extended =
      loop_of(R"(<bpmn:extensionElements><zeebe:loopCharacteristics inputCollection="=other"/>)"
              "</bpmn:extensionElements>" +
              standard);
  const MultiInstance counted =
      loop_of(standard + "<bpmn:loopCardinality>=2</bpmn:loopCardinality>");

  EXPECT_EQ(plain.input_element, "one");
  EXPECT_EQ(plain.output_collection, "b");
  EXPECT_EQ(plain.output_element.text, "=d");
  EXPECT_EQ(extended.input_collection.text, "=other");
  EXPECT_EQ(extended.input_element + extended.output_collection, "");
  EXPECT_EQ(counted.input_collection.text, "");
  EXPECT_EQ(counted.output_collection, "b");
}

TEST(reader, refuses_data_of_instances_that_is_no_variable_of_what_is_executed) {
  const std::string xml = process("p", R"(<bpmn:dataObject id="a-1" name="订单 全部"/>
<bpmn:task id="x"><bpmn:multiInstanceLoopCharacteristics>
<bpmn:loopDataInputRef>a-1</bpmn:loopDataInputRef><bpmn:inputDataItem id="1st"/>
</bpmn:multiInstanceLoopCharacteristics></bpmn:task>)");

  EXPECT_EQ(problems_of(xml),
            "p.bpmn:9:24: x: a-1 names no variable\n"
            "p.bpmn:9:51: x: the inputDataItem names no variable\n");
  std::string drawing = xml;
  drawing.replace(drawing.find("\"true\""), 6, "\"false\"");
  EXPECT_EQ(problems_of(drawing), "");
}

TEST(reader, reads_the_called_process_of_the_standard_where_there_is_no_extension) {
  const auto called = [](const std::string& inside) {
    const std::string call = R"(<bpmn:callActivity id="c" calledElement="own:called">)" + inside +
                             "</bpmn:callActivity>";
    return read("p.bpmn", process("p", call)).model.processes.at(0).elements.at(0).called_process;
  };

  const Written plain = called("");

  EXPECT_EQ(plain.text, "called");
  EXPECT_EQ(plain.place, (Place{7, 42}));
  EXPECT_EQ(called("<bpmn:extensionElements><zeebe:calledElement processId=\"=which\"/>"
                   "</bpmn:extensionElements>")
                .text,
            "=which");
}

TEST(reader, takes_any_prefix_for_the_namespace) {
  const Reading reading =
      read("p.bpmn",
           "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'><process id='p' "
           "isExecutable='true'>"
           "<startEvent id='s'/></process></definitions>");
  EXPECT_TRUE(reading.problems.empty());
  EXPECT_EQ(reading.model.processes.at(0).elements.size(), 1u);
}

TEST(reader, takes_references_with_a_prefix) {
  const Reading reading =
      read("p.bpmn",
           "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:own='urn:own' "
           "targetNamespace='urn:own'><process id='p' isExecutable='true'><startEvent id='s'/>"
           "<task id='t'/><sequenceFlow id='f' sourceRef='s' targetRef='t'/>"
           "<boundaryEvent id='b' attachedToRef='own:t'><compensateEventDefinition/>"
           "</boundaryEvent><task id='u' isForCompensation='true'/>"
           "<association sourceRef='own:b' targetRef='own:u'/></process></definitions>");
  EXPECT_TRUE(reading.problems.empty());
  const Process& process = reading.model.processes.at(0);
  EXPECT_EQ(process.associations.at(0).source, "b");
  EXPECT_EQ(process.associations.at(0).target, "u");
}

TEST(reader, refuses_what_is_no_acceptable_xml) {
  EXPECT_EQ(problems_of("<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"),
            "p.bpmn:1:1: a DOCTYPE is not allowed\n");
  EXPECT_EQ(problems_of("<a/>"), "p.bpmn:1:1: the root is not bpmn:definitions\n");
  EXPECT_NE(problems_of("<a><b></a>").find("not well-formed"), std::string::npos);
  EXPECT_NE(problems_of("").find("not well-formed"), std::string::npos);
  EXPECT_NE(problems_of("\xff").find("not UTF-8"), std::string::npos);
  std::string deep;
  for (int i = 0; i < 200; ++i) deep += "<a>";
  for (int i = 0; i < 200; ++i) deep += "</a>";
  EXPECT_NE(problems_of(deep).find("nested too deeply"), std::string::npos);
  EXPECT_NE(
      problems_of("<a>" + std::string(100, 'x') + "</a>", {.size_bytes_max = 50, .depth_max = 100})
          .find("too large"),
      std::string::npos);
}

TEST(reader, reports_every_wrong_reference_with_its_place) {
  const std::string xml =
      process("p", "<bpmn:startEvent id=\"s\"/>\n<bpmn:task id=\"s\"/>\n" + flow("s", "nowhere") +
                       "<bpmn:boundaryEvent id=\"b\" attachedToRef=\"nobody\"/>\n<bpmn:receiveTask "
                       "id=\"r\" messageRef=\"m\"/>");
  EXPECT_EQ(problems_of(xml),
            "p.bpmn:8:1: the id s is already used in line 7\n"
            "p.bpmn:9:1: the flow ends at an unknown element nowhere\n"
            "p.bpmn:10:1: the boundary event is attached to an unknown element nobody\n"
            "p.bpmn:11:1: the message m is not declared\n");
}

TEST(reader, refuses_what_the_schema_does_not_know) {
  EXPECT_EQ(problems_of(process("p", "<bpmn:superTask id=\"x\"/>")),
            "p.bpmn:7:1: superTask is no element of BPMN that stands here\n");
  EXPECT_EQ(problems_of(process("p",
                                "<bpmn:adHocSubProcess id=\"x\" ordering=\"Random\">"
                                "<bpmn:task id=\"t\"/></bpmn:adHocSubProcess>")),
            "p.bpmn:7:40: the ordering is Parallel or Sequential, not Random\n");
  EXPECT_EQ(problems_of(process("p", "<bpmn:task id=\"1 a\"/>")),
            "p.bpmn:7:16: the id \"1 a\" begins with no letter or _, or holds other than letters, "
            "digits, \".\", \"-\" and \"_\"\n");
  EXPECT_EQ(problems_of(process("p", "<bpmn:task id=\"_a.b-1办理\"/>")), "");
  const std::string long_id(501, 'a');
  EXPECT_EQ(problems_of(process("p", "<bpmn:task id=\"" + long_id + "\"/>")),
            "p.bpmn:7:16: the id is longer than 500 characters\n");
}

TEST(reader, refuses_a_yes_or_no_that_says_neither) {
  EXPECT_EQ(problems_of(process("p", R"(<bpmn:task id="t" isForCompensation="maybe"/>
<bpmn:boundaryEvent id="b" attachedToRef="t" cancelActivity=""/>
<bpmn:subProcess id="s" triggeredByEvent="True"/>)")),
            "p.bpmn:7:38: isForCompensation is true or false, not \"maybe\"\n"
            "p.bpmn:8:62: cancelActivity is true or false, not \"\"\n"
            "p.bpmn:9:43: triggeredByEvent is true or false, not \"True\"\n");
  EXPECT_EQ(problems_of(process("p", R"(<bpmn:task id="t" isForCompensation="0"/>
<bpmn:boundaryEvent id="b" attachedToRef="t" cancelActivity="1"/>)")),
            "");
}

TEST(reader, refuses_what_an_element_or_a_process_cannot_have) {
  EXPECT_EQ(problems_of(process("p", R"(<bpmn:startEvent id="s">
<bpmn:multiInstanceLoopCharacteristics/></bpmn:startEvent>)")),
            "p.bpmn:8:1: multiInstanceLoopCharacteristics is no element of BPMN that stands "
            "here\n");
  EXPECT_EQ(problems_of(process("p", R"(<bpmn:extensionElements>
<zeebe:versionTag value="1"/>
<zeebe:versionTag value="2"/></bpmn:extensionElements>)")),
            "p.bpmn:9:1: the process has one versionTag, not several\n");
}

TEST(reader, finds_the_places_in_a_file_of_one_line) {
  std::string content;
  for (int i = 0; i < 300; ++i)
    content += "<bpmn:task id=\"t" + std::to_string(i) + "\" name=\"评议一下\"/>";
  std::string xml = process("p", content);
  std::erase(xml, '\n');

  const Reading reading = read("p.bpmn", xml);

  ASSERT_TRUE(reading.problems.empty());
  for (const Element& each : reading.model.processes.at(0).elements) {
    const size_t offset = xml.find("<bpmn:task id=\"" + each.id + "\"");
    const size_t before = base::length(std::string_view(xml).substr(0, offset));
    EXPECT_EQ(each.place, (Place{1, static_cast<int>(before) + 1})) << each.id;
  }
}

TEST(reader, reads_pools_lanes_and_the_drawing) {
  const Reading reading =
      read("p.bpmn",
           document(R"(<bpmn:collaboration id="c">)"
                    R"(<bpmn:participant id="pool" name="公司" processRef="p"/></bpmn:collaboration>
<bpmn:process id="p"><bpmn:laneSet id="ls">)"
                    R"(<bpmn:lane id="l1" name="销售">)"
                    R"(<bpmn:flowNodeRef>s</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>
<bpmn:startEvent id="s"/><bpmn:dataObject id="d"/></bpmn:process>
<bpmndi:BPMNDiagram id="dia"><bpmndi:BPMNPlane bpmnElement="c">
<bpmndi:BPMNShape bpmnElement="s">)"
                    R"(<dc:Bounds x="10" y="20.5" width="36" height="36"/></bpmndi:BPMNShape>)"
                    R"(</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>)"));
  ASSERT_TRUE(reading.problems.empty());
  EXPECT_EQ(reading.model.pools.at(0).process, "p");
  EXPECT_EQ(reading.model.processes[0].lanes.at(0).name, "销售");
  EXPECT_EQ(reading.model.processes[0].elements[0].lane, "l1");
  EXPECT_EQ(reading.model.shapes.at(0).bounds.y, 20.5);
  EXPECT_EQ(reading.model.artifacts.at(0).id, "d");
}

}  // namespace
}  // namespace bpmn
