// Short BPMN for tests: the envelope around the content of one process.
#pragma once

#include <string>
#include <string_view>

namespace bpmn::testing {

inline std::string document(std::string_view content) {
  return R"(<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
    xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" )"
         R"(xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
    xmlns:di="http://www.omg.org/spec/DD/20100524/DI" )"
         R"(xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" )"
         R"(id="defs" targetNamespace="http://example.com">
)" + std::string(content) +
         "\n</bpmn:definitions>\n";
}

// `content` is what stands in the process, `beside` messages, errors and the like.
inline std::string process(std::string_view id, std::string_view content,
                           std::string_view beside = "") {
  return document("<bpmn:process id=\"" + std::string(id) + "\" name=\"" + std::string(id) +
                  "\" isExecutable=\"true\">\n" + std::string(content) + "\n</bpmn:process>\n" +
                  std::string(beside));
}

// <bpmn:sequenceFlow> from a to b, named a_b; with a condition when there is one.
inline std::string flow(std::string_view from, std::string_view to,
                        std::string_view condition = "") {
  const std::string head = "<bpmn:sequenceFlow id=\"" + std::string(from) + "_" + std::string(to) +
                           "\" sourceRef=\"" + std::string(from) + "\" targetRef=\"" +
                           std::string(to) + "\"";
  if (condition.empty()) return head + "/>\n";
  return head + "><bpmn:conditionExpression xsi:type=\"bpmn:tFormalExpression\">" +
         std::string(condition) + "</bpmn:conditionExpression></bpmn:sequenceFlow>\n";
}

inline std::string job(std::string_view id, std::string_view type, std::string_view more = "") {
  return "<bpmn:serviceTask id=\"" + std::string(id) +
         "\"><bpmn:extensionElements><zeebe:taskDefinition type=\"" + std::string(type) + "\"/>" +
         std::string(more) + "</bpmn:extensionElements></bpmn:serviceTask>\n";
}

// An element without content, e.g. element("userTask", "review"): then one for people.
inline std::string element(std::string_view tag, std::string_view id,
                           std::string_view content = "") {
  if (tag == "userTask" && content.empty())
    content = "<bpmn:extensionElements><zeebe:userTask/></bpmn:extensionElements>";
  return "<bpmn:" + std::string(tag) + " id=\"" + std::string(id) + "\">" + std::string(content) +
         "</bpmn:" + std::string(tag) + ">\n";
}

}  // namespace bpmn::testing
