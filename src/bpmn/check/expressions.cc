#include "bpmn/check/expressions.h"

#include <charconv>

#include "feel/feel.h"

namespace bpmn {

namespace {

enum class Must { BeFeel, BeAnything };

class Expressions {
 public:
  Expressions(const Model& model, std::vector<base::Problem>& problems)
      : model_(model), problems_(problems) {}

  void run() {
    for (const Process& process : model_.processes) {
      for (const Flow& flow : process.flows) check(flow.condition, Must::BeFeel, "the condition");
      check(process.job_priority, Must::BeAnything, "the expression");
      for (const Element& element : process.elements) check_element(element);
    }
    for (const Message& message : model_.messages)
      check(message.correlation_key, Must::BeFeel, "the correlation key");
  }

 private:
  void check_element(const Element& element) {
    for (const Mapping& each : element.inputs) check(each.source, Must::BeAnything, "the input");
    for (const Mapping& each : element.outputs) check(each.source, Must::BeAnything, "the output");
    for (const Property& each : element.headers)
      check(each.value, Must::BeAnything, "the header " + each.name);
    for (const Property& each : element.properties)
      check(each.value, Must::BeAnything, "the property " + each.name);
    const Written* anything[] = {
        &element.job_type,         &element.retries,         &element.assignee,
        &element.candidate_groups, &element.candidate_users, &element.due_date,
        &element.follow_up_date,   &element.priority,        &element.called_process,
        &element.called_decision,  &element.external_form,   &element.called_business_id,
        &element.job_priority};
    for (const Written* each : anything) check(*each, Must::BeAnything, "the expression");
    check(element.script, Must::BeFeel, "the script");
    for (const EventDefinition& each : element.definitions) {
      check(each.timer, Must::BeAnything, "the timer");
      check(each.condition, Must::BeFeel, "the condition");
    }
    check(element.standard_loop.condition, Must::BeFeel, "the loop condition");
    check(element.activation_condition, Must::BeFeel, "the activation condition");
    check(element.ad_hoc.completion_condition, Must::BeFeel, "the completion condition");
    check(element.ad_hoc.active_elements, Must::BeFeel, "the active elements");
    check(element.ad_hoc.output_element, Must::BeFeel, "the output element");
    const MultiInstance& loop = element.multi_instance;
    check(loop.input_collection, Must::BeFeel, "the input collection");
    check(loop.output_element, Must::BeFeel, "the output element");
    check(loop.completion_condition, Must::BeFeel, "the completion condition");
    check(loop.cardinality, Must::BeFeel, "the cardinality");
  }

  void check(const Written& written, Must must, const std::string& what) {
    if (written.empty()) return;
    if (!written.text.starts_with("=")) {
      if (must == Must::BeFeel)
        complain(written.place, what + " does not begin with \"=\": " + written.text);
      return;
    }
    const auto compiled = feel::compile(std::string_view(written.text).substr(1),
                                        {.dialect = feel::Dialect::Camunda});
    if (compiled.ok()) return;
    const std::string& detail = compiled.error().detail;
    complain(inside(written.place, compiled.error().place),
             what + " does not parse" + (detail.empty() ? "" : ": " + detail));
  }

  // "line:column" of the expression behind "=", as a place in the file.
  static Place inside(Place start, const std::string& place) {
    int line = 1;
    int column = 1;
    const size_t colon = place.find(':');
    if (colon == std::string::npos) return start;
    std::from_chars(place.data(), place.data() + colon, line);
    std::from_chars(place.data() + colon + 1, place.data() + place.size(), column);
    if (line == 1) return {start.line, start.column + column};
    return {start.line + line - 1, column};
  }

  void complain(Place at, std::string text) {
    problems_.push_back({model_.file, at.line, at.column, std::move(text)});
  }

  const Model& model_;
  std::vector<base::Problem>& problems_;
};

}  // namespace

void check_expressions(const Model& model, std::vector<base::Problem>& problems) {
  Expressions(model, problems).run();
}

}  // namespace bpmn
