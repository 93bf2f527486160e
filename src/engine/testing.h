// Models that each break one rule of the standard, and what a deployment is refused with.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "bpmn/testing.h"

namespace engine::testing {

using bpmn::testing::flow;

struct Rule {
  std::string_view name;
  std::string content;  // of the process; its first line is line 7 of the file
  std::string expected;
};

inline const std::string kBeside =
    "<bpmn:message id=\"m\" name=\"m\"/><bpmn:error id=\"e\" name=\"e\"/>"
    "<bpmn:signal id=\"s\"/><bpmn:signal id=\"named\" name=\"n\"/>";
inline const std::string kSubject = "\n";  // puts the subject on line 8

inline std::string with(const std::string& subject) {
  return "<bpmn:startEvent id=\"begin\"/>" + kSubject + subject;
}

inline std::string so_many(const std::string& cardinality) {
  return "<bpmn:task id=\"x\"><bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>" +
         cardinality +
         "</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics></bpmn:task>";
}

inline const std::vector<Rule> kRules = {
    {"flow_over_a_border",
     with("<bpmn:subProcess id=\"sub\"><bpmn:task id=\"in\"/></bpmn:subProcess>") +
         flow("begin", "in"),
     "begin: the flow begin_in crosses the border of a sub-process"},
    {"flow_to_a_start", with("<bpmn:startEvent id=\"x\"/>") + flow("begin", "x"),
     "8:1: x: no flow may lead to a start event"},
    {"flow_from_an_end", with("<bpmn:endEvent id=\"x\"/><bpmn:task id=\"t\"/>") + flow("x", "t"),
     "8:1: x: no flow may leave an end event"},
    {"flow_to_a_boundary",
     with("<bpmn:boundaryEvent id=\"x\" attachedToRef=\"t\"><bpmn:signalEventDefinition "
          "signalRef=\"named\"/></bpmn:boundaryEvent><bpmn:task id=\"t\"/>") +
         flow("t", "x"),
     "8:1: x: no flow may lead to a boundary event"},
    {"boundary_without_trigger",
     with("<bpmn:boundaryEvent id=\"x\" attachedToRef=\"t\"/><bpmn:task id=\"t\"/>"),
     "8:1: x: a boundary event needs an event definition"},
    {"boundary_on_an_event",
     with("<bpmn:boundaryEvent id=\"x\" attachedToRef=\"begin\"><bpmn:signalEventDefinition "
          "signalRef=\"named\"/></bpmn:boundaryEvent>"),
     "8:1: x: a boundary event is attached to an activity, not to begin"},
    {"default_of_a_parallel_gateway",
     with("<bpmn:parallelGateway id=\"x\" default=\"x_t\"/><bpmn:task id=\"t\"/>") + flow("x", "t"),
     "8:1: x: parallelGateway cannot have a default flow"},
    {"condition_behind_an_event", with("<bpmn:task id=\"t\"/>") + flow("begin", "t", "=true"),
     "begin: a flow from this startEvent cannot have a condition"},
    {"condition_of_the_only_flow",
     with("<bpmn:task id=\"x\"/><bpmn:task id=\"t\"/>") + flow("x", "t", "=true"),
     "x: the only flow of an activity has no condition"},
    {"script_and_job",
     with("<bpmn:scriptTask id=\"x\"><bpmn:extensionElements><zeebe:script expression=\"=1\" "
          "resultVariable=\"y\"/><zeebe:taskDefinition type=\"w\"/></bpmn:extensionElements>"
          "</bpmn:scriptTask>"),
     "8:1: x: either a zeebe:script or a zeebe:taskDefinition executes it, not both"},
    {"decision_and_job",
     with("<bpmn:businessRuleTask id=\"x\"><bpmn:extensionElements><zeebe:calledDecision "
          "decisionId=\"d\" resultVariable=\"y\"/><zeebe:taskDefinition type=\"w\"/>"
          "</bpmn:extensionElements></bpmn:businessRuleTask>"),
     "8:1: x: either a zeebe:calledDecision or a zeebe:taskDefinition executes it, not both"},
    {"handler_without_association", with("<bpmn:task id=\"x\" isForCompensation=\"true\"/>"),
     "8:1: x: a compensation handler needs an association"},
    {"handler_with_a_flow",
     with("<bpmn:task id=\"x\" isForCompensation=\"true\"/>") + flow("begin", "x"),
     "8:1: x: no flow may lead to or from a compensation handler"},
    {"compensation_without_handler",
     with("<bpmn:boundaryEvent id=\"x\" attachedToRef=\"t\"><bpmn:compensateEventDefinition/>"
          "</bpmn:boundaryEvent><bpmn:task id=\"t\"/>"),
     "8:1: x: a compensation boundary event needs exactly one association"},
    {"compensation_of_nothing",
     with("<bpmn:endEvent id=\"x\"><bpmn:compensateEventDefinition activityRef=\"begin\"/>"
          "</bpmn:endEvent>"),
     "8:23: x: there is no activity begin to compensate"},
    {"compensation_in_another_scope",
     with("<bpmn:endEvent id=\"x\"><bpmn:compensateEventDefinition activityRef=\"t\"/>"
          "</bpmn:endEvent><bpmn:subProcess id=\"b\"><bpmn:task id=\"t\"/></bpmn:subProcess>"),
     "8:23: x: t is in another scope"},
    {"compensation_of_what_has_no_handler",
     with("<bpmn:endEvent id=\"x\"><bpmn:compensateEventDefinition activityRef=\"t\"/>"
          "</bpmn:endEvent><bpmn:task id=\"t\"/>"),
     "8:23: x: t has no compensation boundary event"},
    {"error_caught_twice",
     with("<bpmn:boundaryEvent id=\"a\" attachedToRef=\"t\"><bpmn:errorEventDefinition/>"
          "</bpmn:boundaryEvent><bpmn:boundaryEvent id=\"x\" attachedToRef=\"t\">"
          "<bpmn:errorEventDefinition/></bpmn:boundaryEvent><bpmn:task id=\"t\"/>"),
     "x: a waits here for the same, error of every code"},
    {"message_caught_twice",
     with("<bpmn:boundaryEvent id=\"a\" attachedToRef=\"t\"><bpmn:messageEventDefinition "
          "messageRef=\"m\"/></bpmn:boundaryEvent><bpmn:boundaryEvent id=\"x\" "
          "attachedToRef=\"t\"><bpmn:messageEventDefinition messageRef=\"m\"/>"
          "</bpmn:boundaryEvent><bpmn:task id=\"t\"/>"),
     "x: a waits here for the same, message m"},
    {"message_chosen_twice",
     with("<bpmn:eventBasedGateway id=\"g\"/><bpmn:intermediateCatchEvent id=\"a\">"
          "<bpmn:messageEventDefinition messageRef=\"m\"/></bpmn:intermediateCatchEvent>"
          "<bpmn:receiveTask id=\"x\" messageRef=\"m\"/>") +
         flow("g", "a") + flow("g", "x"),
     "x: a waits here for the same, message m"},
    {"signal_chosen_twice",
     with("<bpmn:eventBasedGateway id=\"g\"/><bpmn:intermediateCatchEvent id=\"a\">"
          "<bpmn:signalEventDefinition signalRef=\"named\"/></bpmn:intermediateCatchEvent>"
          "<bpmn:intermediateCatchEvent id=\"x\"><bpmn:signalEventDefinition "
          "signalRef=\"named\"/></bpmn:intermediateCatchEvent>") +
         flow("g", "a") + flow("g", "x"),
     "x: a waits here for the same, signal "},
    {"cancel_caught_twice",
     with("<bpmn:transaction id=\"t\"><bpmn:task id=\"in\"/></bpmn:transaction>"
          "<bpmn:boundaryEvent id=\"a\" attachedToRef=\"t\"><bpmn:cancelEventDefinition/>"
          "</bpmn:boundaryEvent><bpmn:boundaryEvent id=\"x\" attachedToRef=\"t\">"
          "<bpmn:cancelEventDefinition/></bpmn:boundaryEvent>"),
     "x: a waits here for the same, cancel"},
    {"process_started_twice_by_a_message",
     with("<bpmn:startEvent id=\"a\"><bpmn:messageEventDefinition messageRef=\"m\"/>"
          "</bpmn:startEvent><bpmn:startEvent id=\"x\"><bpmn:messageEventDefinition "
          "messageRef=\"m\"/></bpmn:startEvent>"),
     "x: a waits here for the same, message m"},
    {"process_started_twice_by_a_message_in_two_ways",
     with("<bpmn:startEvent id=\"a\"><bpmn:messageEventDefinition messageRef=\"m\"/>"
          "</bpmn:startEvent><bpmn:receiveTask id=\"x\" instantiate=\"true\" "
          "messageRef=\"m\"/>"),
     "x: a waits here for the same, message m"},
    {"error_caught_beside_several_triggers",
     with("<bpmn:boundaryEvent id=\"a\" attachedToRef=\"t\"><bpmn:errorEventDefinition/>"
          "</bpmn:boundaryEvent><bpmn:boundaryEvent id=\"x\" attachedToRef=\"t\">"
          "<bpmn:errorEventDefinition/><bpmn:signalEventDefinition signalRef=\"named\"/>"
          "</bpmn:boundaryEvent><bpmn:task id=\"t\"/>"),
     "x: a waits here for the same, error of every code"},
    {"error_caught_by_two_event_sub_processes",
     with("<bpmn:subProcess id=\"a\" triggeredByEvent=\"true\"><bpmn:startEvent id=\"sa\">"
          "<bpmn:errorEventDefinition/></bpmn:startEvent></bpmn:subProcess><bpmn:subProcess "
          "id=\"x\" triggeredByEvent=\"true\"><bpmn:startEvent id=\"sx\">"
          "<bpmn:errorEventDefinition/></bpmn:startEvent></bpmn:subProcess>"),
     "x: a waits here for the same, error of every code"},
    {"timer_with_two_times",
     with("<bpmn:intermediateCatchEvent id=\"x\"><bpmn:timerEventDefinition><bpmn:timeDate>"
          "2030-01-01T00:00:00Z</bpmn:timeDate><bpmn:timeDuration>PT1H</bpmn:timeDuration>"
          "</bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>"),
     "8:37: x: a timer has a date, a duration or a cycle, not several of them"},
    {"loop_without_end",
     with("<bpmn:task id=\"x\"><bpmn:standardLoopCharacteristics/></bpmn:task>"),
     "8:19: x: a loop needs a loopCondition or a loopMaximum"},
    {"loop_of_no_round",
     with("<bpmn:task id=\"x\"><bpmn:standardLoopCharacteristics loopMaximum=\"0\"/></bpmn:task>"),
     "8:19: x: the loopMaximum of a loop is a whole number, at least 1"},
    {"loop_of_a_round_and_a_half",
     with("<bpmn:task id=\"x\"><bpmn:standardLoopCharacteristics loopMaximum=\"1.5\"/>"
          "</bpmn:task>"),
     "8:19: x: the loopMaximum of a loop is a whole number, at least 1"},
    {"loop_of_some_rounds",
     with("<bpmn:task id=\"x\"><bpmn:standardLoopCharacteristics loopMaximum=\"x\"/></bpmn:task>"),
     "8:19: x: the loopMaximum of a loop is a whole number, at least 1"},
    {"loop_of_fewer_than_no_rounds",
     with("<bpmn:task id=\"x\"><bpmn:standardLoopCharacteristics loopMaximum=\"-1\"/></bpmn:task>"),
     "8:19: x: the loopMaximum of a loop is a whole number, at least 1"},
    {"loop_of_more_rounds_than_can_be_counted",
     with("<bpmn:task id=\"x\"><bpmn:standardLoopCharacteristics loopMaximum=\"4294967297\"/>"
          "</bpmn:task>"),
     "8:19: x: the loopMaximum of a loop is a whole number, at least 1"},
    {"one_instance_and_a_half", with(so_many("=1.5")),
     "8:80: x: the loopCardinality is a whole number from 0, not 1.5"},
    {"fewer_than_no_instances", with(so_many("=2 - 3")),
     "x: the loopCardinality is a whole number from 0, not -1"},
    {"instances_by_a_text", with(so_many("=\"3\"")),
     "x: the loopCardinality is a whole number from 0, not \"3\""},
    {"instances_by_null", with(so_many("=null")),
     "x: the loopCardinality is a whole number from 0, not null"},
    {"loop_and_instances",
     with("<bpmn:task id=\"x\"><bpmn:standardLoopCharacteristics "
          "loopMaximum=\"1\"/><bpmn:multiInstanceLoopCharacteristics/></bpmn:task>"),
     "x: an activity is a loop or multi-instance, not both"},
    {"instances_of_nothing",
     with("<bpmn:task id=\"x\"><bpmn:multiInstanceLoopCharacteristics/></bpmn:task>"),
     "8:19: x: a multi-instance activity needs an inputCollection, a loopDataInputRef or a "
     "loopCardinality"},
    {"form_of_a_start_by_an_expression",
     with("<bpmn:startEvent id=\"x\"><bpmn:extensionElements><zeebe:formDefinition "
          "formId=\"=which\"/></bpmn:extensionElements></bpmn:startEvent>"),
     "x: only a task with <zeebe:userTask/> has a formId that is an expression"},
    {"collection_that_nothing_fills",
     with("<bpmn:task id=\"x\"><bpmn:multiInstanceLoopCharacteristics><bpmn:extensionElements>"
          "<zeebe:loopCharacteristics inputCollection=\"=[1]\" outputCollection=\"all\"/>"
          "</bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics></bpmn:task>"),
     "8:19: x: an outputCollection needs an outputElement"},
    {"output_that_nobody_collects",
     with("<bpmn:task id=\"x\"><bpmn:multiInstanceLoopCharacteristics><bpmn:extensionElements>"
          "<zeebe:loopCharacteristics inputCollection=\"=[1]\" outputElement=\"=1\"/>"
          "</bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics></bpmn:task>"),
     "8:19: x: an outputElement needs an outputCollection"},
    {"behavior_of_instances",
     with("<bpmn:task id=\"x\"><bpmn:multiInstanceLoopCharacteristics "
          "behavior=\"One\"/></bpmn:task>"),
     "8:19: x: the multi-instance behavior One is not executed"},
    {"listener_of_what_people_decide",
     with("<bpmn:userTask id=\"x\"><bpmn:extensionElements><zeebe:properties><zeebe:property "
          "name=\"jw:kind\" value=\"approve\"/></zeebe:properties><zeebe:taskListeners>"
          "<zeebe:taskListener eventType=\"assigning\" type=\"l\"/></zeebe:taskListeners>"
          "</bpmn:extensionElements></bpmn:userTask>"),
     "x: the assigning listener needs a task without jw: settings"},
    {"form_that_only_a_job_has",
     with("<bpmn:userTask id=\"x\"><bpmn:extensionElements><zeebe:userTask/><zeebe:formDefinition "
          "formKey=\"camunda-forms:bpmn:f\"/></bpmn:extensionElements></bpmn:userTask>"),
     "8:64: x: a task for people has its form by formId or externalReference, not by formKey; an "
     "embedded form is deployed as a file of its own"},
    {"form_that_is_none",
     with("<bpmn:userTask id=\"x\"><bpmn:extensionElements><zeebe:userTask/><zeebe:formDefinition "
          "formId=\"\"/></bpmn:extensionElements></bpmn:userTask>"),
     "8:64: x: a form is one of formId, formKey and externalReference"},
    {"form_that_no_job_has",
     with("<bpmn:userTask id=\"x\"><bpmn:extensionElements><zeebe:formDefinition "
          "externalReference=\"f\"/></bpmn:extensionElements></bpmn:userTask>"),
     "8:47: x: an externalReference is the form of a task with <zeebe:userTask/>"},
    {"form_that_no_start_has",
     with("<bpmn:startEvent id=\"x\"><bpmn:extensionElements><zeebe:formDefinition "
          "externalReference=\"f\"/></bpmn:extensionElements></bpmn:startEvent>"),
     "8:49: x: an externalReference is the form of a task with <zeebe:userTask/>"},
    {"due_date_that_is_none",
     with("<bpmn:userTask id=\"x\"><bpmn:extensionElements><zeebe:userTask/><zeebe:taskSchedule "
          "dueDate=\"rubbish\"/></bpmn:extensionElements></bpmn:userTask>"),
     "8:93: x: \"rubbish\" is no date and time"},
    {"follow_up_date_in_no_zone",
     with("<bpmn:userTask id=\"x\"><bpmn:extensionElements><zeebe:userTask/><zeebe:taskSchedule "
          "followUpDate=\"2030-01-01T08:00:00+01:00[Mars/Base]\"/></bpmn:extensionElements>"
          "</bpmn:userTask>"),
     "x: \"2030-01-01T08:00:00+01:00[Mars/Base]\" is no date and time"},
    {"priority_out_of_range",
     with("<bpmn:userTask id=\"x\"><bpmn:extensionElements><zeebe:userTask/>"
          "<zeebe:priorityDefinition priority=\"177\"/></bpmn:extensionElements></bpmn:userTask>"),
     "8:100: x: the priority is a whole number from 0 to 100, not 177"},
    {"priority_that_is_no_number",
     with("<bpmn:userTask id=\"x\"><bpmn:extensionElements><zeebe:userTask/>"
          "<zeebe:priorityDefinition priority=\"abc\"/></bpmn:extensionElements></bpmn:userTask>"),
     "x: the priority is a whole number from 0 to 100, not abc"},
    {"no_tokens", with("<bpmn:task id=\"x\" startQuantity=\"0\"/>"),
     "8:1: x: startQuantity is a whole number, at least 1"},
    {"a_token_and_a_half", with("<bpmn:task id=\"x\" completionQuantity=\"1.5\"/>"),
     "8:1: x: completionQuantity is a whole number, at least 1"},
    {"too_many_tokens", with("<bpmn:task id=\"x\" completionQuantity=\"1000000000\"/>"),
     "8:1: x: completionQuantity is at most 1000"},
    {"a_token_too_many", with("<bpmn:task id=\"x\" startQuantity=\"1001\"/>"),
     "8:1: x: startQuantity is at most 1000"},
    {"parallel_error",
     with("<bpmn:boundaryEvent id=\"x\" attachedToRef=\"t\" parallelMultiple=\"true\">"
          "<bpmn:errorEventDefinition/><bpmn:signalEventDefinition signalRef=\"named\"/>"
          "</bpmn:boundaryEvent><bpmn:task id=\"t\"/>"),
     "x: a parallel multiple event cannot wait for error"},
    {"timer_without_time",
     with("<bpmn:intermediateCatchEvent id=\"x\"><bpmn:timerEventDefinition/>"
          "</bpmn:intermediateCatchEvent>"),
     "8:37: x: the timer says no time"},
    {"timer_that_is_none",
     with("<bpmn:intermediateCatchEvent id=\"x\"><bpmn:timerEventDefinition><bpmn:timeDuration>"
          "soon</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>"),
     "8:83: \"soon\" is no duration"},
    {"condition_without_text",
     with("<bpmn:intermediateCatchEvent id=\"x\"><bpmn:conditionalEventDefinition/>"
          "</bpmn:intermediateCatchEvent>"),
     "8:37: x: the conditional event has no condition"},
    {"signal_without_name",
     with("<bpmn:endEvent id=\"x\"><bpmn:signalEventDefinition signalRef=\"s\"/></bpmn:endEvent>"),
     "8:23: x: the signal has no name"},
    {"error_without_code",
     with("<bpmn:endEvent id=\"x\"><bpmn:errorEventDefinition errorRef=\"e\"/></bpmn:endEvent>"),
     "8:23: x: the error that is thrown has no code"},
    {"message_without_key", with("<bpmn:receiveTask id=\"x\" messageRef=\"m\"/>"),
     "x: the message m needs a zeebe:subscription with a correlationKey"},
    {"cancel_outside_of_a_transaction",
     with("<bpmn:endEvent id=\"x\"><bpmn:cancelEventDefinition/></bpmn:endEvent>"),
     "8:1: x: a cancel end event stands directly in a transaction"},
    {"cancel_that_nobody_catches",
     with("<bpmn:transaction id=\"t\"><bpmn:endEvent id=\"x\"><bpmn:cancelEventDefinition/>"
          "</bpmn:endEvent></bpmn:transaction>"),
     "x: the transaction needs a cancel boundary event"},
    {"end_in_an_ad_hoc_sub_process",
     with("<bpmn:adHocSubProcess id=\"a\"><bpmn:endEvent id=\"x\"/></bpmn:adHocSubProcess>"),
     "x: an ad-hoc sub-process holds neither start nor end events"},
    {"instantiating_inside",
     with("<bpmn:receiveTask id=\"x\" instantiate=\"true\" messageRef=\"m\"/>") +
         flow("begin", "x"),
     "8:1: x: no flow may lead to an element that instantiates"},
    {"link_with_two_targets",
     with("<bpmn:intermediateCatchEvent id=\"x\"><bpmn:linkEventDefinition "
          "name=\"l\"/></bpmn:intermediateCatchEvent><bpmn:intermediateCatchEvent id=\"y\">"
          "<bpmn:linkEventDefinition name=\"l\"/></bpmn:intermediateCatchEvent>"),
     "8:1: x: the link l has a second target, y"},
    {"link_to_nowhere",
     with("<bpmn:intermediateThrowEvent id=\"x\"><bpmn:linkEventDefinition "
          "name=\"l\"/></bpmn:intermediateThrowEvent>"),
     "8:1: x: a link needs a catch event of the same name beside it"},
    {"condition_in_another_language",
     with("<bpmn:exclusiveGateway id=\"x\" default=\"x_t\"/><bpmn:task id=\"t\"/>") +
         flow("x", "t") +
         "<bpmn:sequenceFlow id=\"f\" sourceRef=\"x\" targetRef=\"t\"><bpmn:conditionExpression "
         "language=\"http://www.java.com/java\">a &gt; 1</bpmn:conditionExpression>"
         "</bpmn:sequenceFlow>",
     "x: expressions in http://www.java.com/java are not executed; FEEL begins with \"=\""},
    {"choice_without_condition",
     with("<bpmn:exclusiveGateway id=\"x\"/><bpmn:task id=\"t\"/>") + flow("x", "t") +
         "<bpmn:sequenceFlow id=\"f\" sourceRef=\"x\" targetRef=\"t\"/>",
     "x: the flow x_t leaves an exclusive gateway and has no condition"},
    {"complex_join_without_condition",
     with("<bpmn:complexGateway id=\"x\"/>") + flow("begin", "x") +
         "<bpmn:sequenceFlow id=\"f\" sourceRef=\"begin\" targetRef=\"x\"/>",
     "8:1: x: a complex gateway that joins needs an activationCondition"},
    {"boundary_behind_event_gateway",
     with("<bpmn:eventBasedGateway id=\"x\"/><bpmn:receiveTask id=\"r\" messageRef=\"m\"/>"
          "<bpmn:boundaryEvent id=\"b\" attachedToRef=\"r\"><bpmn:timerEventDefinition>"
          "<bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>"
          "</bpmn:boundaryEvent>") +
         flow("x", "r"),
     "b stands at a receive task behind an event-based gateway"},
    {"event_gateway_with_one_way",
     with("<bpmn:eventBasedGateway id=\"x\"/><bpmn:task id=\"t\"/>") + flow("x", "t"),
     "t cannot stand behind an event-based gateway"},
    {"event_gateway_before_task_and_event",
     with("<bpmn:eventBasedGateway id=\"g\"/>") +
         "\n<bpmn:receiveTask id=\"x\" "
         "messageRef=\"m\"/><bpmn:intermediateCatchEvent id=\"y\"><bpmn:messageEventDefinition "
         "messageRef=\"m\"/></bpmn:intermediateCatchEvent>" +
         flow("g", "x") + flow("g", "y"),
     "9:1: g: the receive task x and a message event stand behind one event-based gateway"},
    {"ad_hoc_sub_process_of_nothing",
     with("<bpmn:adHocSubProcess id=\"x\"><bpmn:subProcess id=\"inner\" triggeredByEvent=\"true\">"
          "<bpmn:startEvent id=\"t\"><bpmn:signalEventDefinition signalRef=\"named\"/>"
          "</bpmn:startEvent></bpmn:subProcess></bpmn:adHocSubProcess>"),
     "8:1: x: an ad-hoc sub-process holds at least one activity"},
    {"two_task_definitions",
     with("<bpmn:serviceTask id=\"x\"><bpmn:extensionElements><zeebe:taskDefinition "
          "type=\"a\"/>\n<zeebe:taskDefinition type=\"b\"/></bpmn:extensionElements>"
          "</bpmn:serviceTask>"),
     "9:1: x: a second zeebe:taskDefinition; an element has one"},
    {"two_mappings",
     with("<bpmn:task id=\"x\"><bpmn:extensionElements><zeebe:ioMapping/>\n<zeebe:ioMapping/>"
          "</bpmn:extensionElements></bpmn:task>"),
     "9:1: x: a second zeebe:ioMapping; an element has one"},
    {"retries_that_are_no_number",
     with("<bpmn:serviceTask id=\"x\"><bpmn:extensionElements>\n<zeebe:taskDefinition type=\"a\" "
          "retries=\"many\"/></bpmn:extensionElements></bpmn:serviceTask>"),
     "9:41: x: the number of retries is a whole number or FEEL behind \"=\", not many"},
    {"retries_of_a_listener",
     with("<bpmn:task id=\"x\"><bpmn:extensionElements><zeebe:executionListeners>\n"
          "<zeebe:executionListener eventType=\"start\" type=\"t\" retries=\"1.5\"/>"
          "</zeebe:executionListeners></bpmn:extensionElements></bpmn:task>"),
     "9:62: x: the number of retries is a whole number or FEEL behind \"=\", not 1.5"},
    {"target_that_begins_with_a_digit",
     with("<bpmn:task id=\"x\"><bpmn:extensionElements><zeebe:ioMapping>\n<zeebe:input "
          "source=\"=1\" target=\"1bad\"/></zeebe:ioMapping></bpmn:extensionElements></bpmn:task>"),
     "9:1: x: \"1bad\" is no variable"},
    {"target_with_a_part_missing",
     with("<bpmn:task id=\"x\"><bpmn:extensionElements><zeebe:ioMapping>\n<zeebe:output "
          "source=\"=1\" target=\"a..b\"/></zeebe:ioMapping></bpmn:extensionElements></bpmn:task>"),
     "9:1: x: \"a..b\" is no variable"},
    {"target_that_is_a_word_of_feel",
     with("<bpmn:task id=\"x\"><bpmn:extensionElements><zeebe:ioMapping>\n<zeebe:input "
          "source=\"=1\" target=\"null\"/></zeebe:ioMapping></bpmn:extensionElements></bpmn:task>"),
     "9:1: x: \"null\" is no variable"},
    {"result_under_a_name_of_the_engine",
     with("<bpmn:scriptTask id=\"x\"><bpmn:extensionElements><zeebe:script expression=\"=1\" "
          "resultVariable=\"jw:items\"/></bpmn:extensionElements></bpmn:scriptTask>"),
     "8:1: x: \"jw:items\" is a name of the engine's own"},
    {"result_under_a_name_that_is_too_long",
     with("<bpmn:scriptTask id=\"x\"><bpmn:extensionElements><zeebe:script expression=\"=1\" "
          "resultVariable=\"" +
          std::string(1001, 'v') + "\"/></bpmn:extensionElements></bpmn:scriptTask>"),
     "8:1: x: the name of a variable is longer than 1000 bytes"},
    {"mapping_to_a_name_that_is_too_long",
     with("<bpmn:task id=\"x\"><bpmn:extensionElements><zeebe:ioMapping>\n<zeebe:input "
          "source=\"=1\" target=\"" +
          std::string(1001, 'v') + "\"/></zeebe:ioMapping></bpmn:extensionElements></bpmn:task>"),
     "9:1: x: the name of a variable is longer than 1000 bytes"},
    {"collection_under_a_name_of_the_engine",
     with("<bpmn:task id=\"x\"><bpmn:multiInstanceLoopCharacteristics><bpmn:extensionElements>"
          "<zeebe:loopCharacteristics inputCollection=\"=[1]\" outputCollection=\"jw:items\" "
          "outputElement=\"=1\"/></bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics>"
          "</bpmn:task>"),
     "x: \"jw:items\" is a name of the engine's own"},
    {"two_starts_of_an_event_process",
     with("<bpmn:subProcess id=\"x\" triggeredByEvent=\"true\"><bpmn:task id=\"t\"/>"
          "</bpmn:subProcess>"),
     "8:1: x: an event sub-process needs exactly one start event"},
    {"compensation_of_the_process",
     with("<bpmn:subProcess id=\"x\" triggeredByEvent=\"true\"><bpmn:startEvent id=\"t\">"
          "<bpmn:compensateEventDefinition/></bpmn:startEvent></bpmn:subProcess>"),
     "x: compensation starts an event sub-process inside a sub-process"},
    {"service_without_type", with("<bpmn:serviceTask id=\"x\"/>"),
     "8:1: x: a service task needs a zeebe:taskDefinition with a type"},
    {"call_of_nothing", with("<bpmn:callActivity id=\"x\"/>"),
     "8:1: x: a call activity needs a calledElement, or a zeebe:calledElement with a "
     "processId"},
    {"listener_of_another_kind",
     with("<bpmn:task id=\"x\"><bpmn:extensionElements><zeebe:executionListeners>"
          "<zeebe:executionListener eventType=\"cancel\" type=\"t\"/></zeebe:executionListeners>"
          "</bpmn:extensionElements></bpmn:task>"),
     "x: a listener for \"cancel\" is not executed"},
    {"listener_twice",
     with("<bpmn:task id=\"x\"><bpmn:extensionElements><zeebe:executionListeners>"
          "<zeebe:executionListener eventType=\"start\" type=\"t\"/><zeebe:executionListener "
          "eventType=\"end\" type=\"t\"/><zeebe:executionListener eventType=\"start\" "
          "type=\"t\"/></zeebe:executionListeners></bpmn:extensionElements></bpmn:task>"),
     "x: a second start listener t"},
    {"element_that_is_not_executed",
     with("<bpmn:endEvent id=\"x\"><bpmn:timerEventDefinition/></bpmn:endEvent>"),
     "8:1: x: endEvent (timer) is not executed"},
};

}  // namespace engine::testing
