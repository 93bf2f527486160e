#include "models.h"

#include "bpmn/testing.h"

namespace approvals {
namespace {

using bpmn::testing::element;
using bpmn::testing::flow;

using Properties = std::vector<std::pair<std::string, std::string>>;

std::string properties_xml(const Properties& properties) {
  std::string xml = "<bpmn:extensionElements><zeebe:userTask/><zeebe:properties>";
  for (const auto& [name, value] : properties) {
    xml += "<zeebe:property name=\"" + name + "\" value=\"" + value + "\"/>";
  }
  return xml + "</zeebe:properties></bpmn:extensionElements>";
}

std::string task(const std::string& id, Properties properties, const std::string& more = "") {
  properties.emplace_back("jw:kind", "approve");
  properties.emplace_back("jw:due", "P1D");
  properties.emplace_back("jw:overdue", "pass");
  return element("userTask", id, properties_xml(properties) + more);
}

std::string step(const std::string& id, const std::string& who) {
  return task(id, {{"jw:candidates", "person:" + who}});
}

std::string process(const std::string& id, const std::string& content) {
  const std::string xml =
      "<bpmn:process id=\"" + id + "\" name=\"" + id +
      "\" isExecutable=\"true\"><bpmn:extensionElements><zeebe:properties><zeebe:property "
      "name=\"jw:withdraw\" value=\"running\"/></zeebe:properties></bpmn:extensionElements>" +
      content + "</bpmn:process>";
  return bpmn::testing::document(xml);
}

// begin → first → MIDDLE → last → end; the middle is entered at `in` and left at `out`.
Model around(const std::string& id, const std::string& middle, const std::string& in,
             const std::string& out) {
  return {id,
          process(id, element("startEvent", "begin") + step("first", "p1") + middle +
                          step("last", "p2") + element("endEvent", "end") + flow("begin", "first") +
                          flow("first", in) + flow(out, "last") + flow("last", "end"))};
}

Model plain(const std::string& id, Properties properties) {
  return around(id, task("review", std::move(properties)), "review", "review");
}

const char* const three = "person:p3, person:p4, person:p5";

// A gateway pair around two branches; `review` of several in one, a single step in the other.
Model branches(const std::string& id, const std::string& gateway) {
  const std::string middle =
      element(gateway, "fork") + element(gateway, "join") +
      task("review", {{"jw:candidates", three}, {"jw:policy", "all"}}) + step("check", "p6") +
      step("beside", "p7") + flow("fork", "review", gateway == "inclusiveGateway" ? "=true" : "") +
      flow("fork", "beside", gateway == "inclusiveGateway" ? "=true" : "") +
      flow("review", "check") + flow("check", "join") + flow("beside", "join");
  return around(id, middle, "fork", "join");
}

Model sub_process() {
  const std::string middle = "<bpmn:subProcess id=\"inner\">" + element("startEvent", "in") +
                             element("endEvent", "out") + step("prepare", "p6") +
                             task("review", {{"jw:candidates", three}, {"jw:policy", "all"}}) +
                             flow("in", "prepare") + flow("prepare", "review") +
                             flow("review", "out") + "</bpmn:subProcess>";
  return around("sub", middle, "inner", "inner");
}

Model nested() {
  const std::string middle =
      element("parallelGateway", "fork") + element("parallelGateway", "join") +
      "<bpmn:subProcess id=\"inner\">" + element("startEvent", "in") + element("endEvent", "out") +
      element("parallelGateway", "split") + element("parallelGateway", "meet") +
      task("review", {{"jw:candidates", three}, {"jw:policy", "sequence"}}) + step("check", "p6") +
      flow("in", "split") + flow("split", "review") + flow("split", "check") +
      flow("review", "meet") + flow("check", "meet") + flow("meet", "out") + "</bpmn:subProcess>" +
      step("beside", "p7") + flow("fork", "inner") + flow("fork", "beside") +
      flow("inner", "join") + flow("beside", "join");
  return around("nested", middle, "fork", "join");
}

std::string twice(const std::string& how = "") {
  return "<bpmn:multiInstanceLoopCharacteristics" + how +
         "><bpmn:extensionElements><zeebe:loopCharacteristics inputCollection=\"=[1, 2]\"/>"
         "</bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics>";
}

// Instances of several steps each, in one branch of two.
Model instances(const std::string& id, const std::string& how) {
  const std::string middle =
      element("parallelGateway", "fork") + element("parallelGateway", "join") +
      "<bpmn:subProcess id=\"inner\">" + twice(how) + element("startEvent", "in") +
      element("endEvent", "out") + step("check", "p6") +
      task("review", {{"jw:candidates", three}, {"jw:policy", "all"}}) + flow("in", "check") +
      flow("check", "review") + flow("review", "out") + "</bpmn:subProcess>" +
      step("beside", "p7") + flow("fork", "inner") + flow("fork", "beside") +
      flow("inner", "join") + flow("beside", "join");
  return around(id, middle, "fork", "join");
}

Model multi_instance() {
  const std::string middle = task(
      "review", {{"jw:candidates", three}, {"jw:policy", "ratio"}, {"jw:pass", "2/3"}}, twice());
  return around("many", middle, "review", "review");
}

// A dissent goes back to the first step by itself.
Model rejecting() {
  const std::string middle =
      task("review", {{"jw:candidates", three}, {"jw:policy", "all"}, {"jw:duplicates", "first"}}) +
      "<bpmn:exclusiveGateway id=\"way\" default=\"way_go\"/>" + element("task", "go") +
      flow("review", "way") + flow("way", "go") +
      flow("way", "first", "=review.outcome = \"disagree\"");
  return around("rejecting", middle, "review", "go");
}

std::vector<Model> all_models() {
  return {
      plain("any", {{"jw:candidates", three}}),
      plain("all", {{"jw:candidates", three}, {"jw:policy", "all"}}),
      plain("all_voted",
            {{"jw:candidates", three}, {"jw:policy", "all"}, {"jw:decide", "all_voted"}}),
      plain("sequence", {{"jw:candidates", three}, {"jw:policy", "sequence"}}),
      plain("ratio", {{"jw:candidates", three}, {"jw:policy", "ratio"}, {"jw:pass", "2/3"}}),
      branches("parallel", "parallelGateway"),
      branches("inclusive", "inclusiveGateway"),
      sub_process(),
      nested(),
      multi_instance(),
      instances("instances", ""),
      instances("one_by_one", " isSequential=\"true\""),
      rejecting(),
      plain("weight", {{"jw:candidates", three},
                       {"jw:policy", "weight"},
                       {"jw:pass", ">=3"},
                       {"jw:weights", "p3=2"}}),
      plain("twice",
            {{"jw:candidates", "position:head_1, person:p11, person:p3"}, {"jw:policy", "all"}}),
      plain("chain", {{"jw:candidates", "superiors:starter"}}),
  };
}

std::vector<Model> all_policies() {
  const auto by = [](const std::string& id, const std::string& policy, Properties more = {}) {
    more.emplace_back("jw:candidates", three);
    more.emplace_back("jw:policy", policy);
    return plain(id, std::move(more));
  };
  const std::pair<std::string, std::string> late{"jw:decide", "all_voted"};
  return {by("any", "any"),
          by("all", "all"),
          by("all_voted", "all", {late}),
          by("sequence", "sequence"),
          by("one_pass", "one_pass"),
          by("one_pass_voted", "one_pass", {late}),
          by("ratio", "ratio", {{"jw:pass", "2/3"}}),
          by("ratio_voted", "ratio", {{"jw:pass", "2/3"}, late}),
          by("weight", "weight", {{"jw:pass", ">=3"}, {"jw:weights", "p3=2"}}),
          by("count", "count", {{"jw:pass", "2"}, {"jw:reject", "2"}}),
          by("formula", "formula", {{"jw:pass", "= if pending = 0 then agree = total else null"}})};
}

}  // namespace

const std::vector<Model>& policies() {
  static const std::vector<Model> all = all_policies();
  return all;
}

const std::vector<Model>& models() {
  static const std::vector<Model> all = all_models();
  return all;
}

std::string person(int number) { return "p" + std::to_string(number); }

org::Organisation company() {
  org::Organisation o;
  std::string above;
  for (int level = 0; level < 4; ++level) {
    const std::string unit = "unit_" + std::to_string(level);
    const std::string head = "head_" + std::to_string(level);
    o.units.push_back({unit, {unit, unit}, above, head});
    o.positions.push_back({head, {head, head}, unit, 1});
    above = unit;
  }
  o.positions.push_back({"clerk", {"clerk", "clerk"}, above, 100});
  for (int number = 0; number < 20; ++number) {
    org::Person p;
    p.id = person(number);
    p.name = {p.id, p.id};
    const bool is_head = number >= 10 && number < 14;
    p.posts = {{is_head ? "head_" + std::to_string(number - 10) : "clerk"}};
    o.people.push_back(std::move(p));
  }
  return o;
}

}  // namespace approvals
