// From the model to a process that is ready to run.
#include <algorithm>

#include "base/text.h"
#include "engine/compile/formula.h"
#include "engine/elements/behaviour.h"
#include "engine/process.h"

namespace engine {

namespace {

class Compiler {
 public:
  Compiler(const bpmn::Model& model, const bpmn::Process& source,
           std::vector<base::Problem>& problems)
      : model_(model), source_(source), formulas_(model.file, problems), problems_(problems) {}

  std::shared_ptr<Process> run() {
    auto process = std::make_shared<Process>();
    process->id = source_.id;
    process->name = source_.name;
    for (const bpmn::Property& each : source_.properties)
      process->properties[each.name] = each.value.text;
    process->record_type = process->property("jw:record");
    process->record_fields = base::split(process->property("jw:reads"), ',');
    for (const bpmn::Flow& flow : source_.flows) process->flows.push_back(compile_flow(flow));
    for (const bpmn::Element& element : source_.elements)
      process->nodes.push_back(compile_node(element));
    connect(*process);
    return process;
  }

 private:
  void complain(bpmn::Place at, std::string text) {
    problems_.push_back({model_.file, at.line, at.column, std::move(text)});
  }

  CompiledFlow compile_flow(const bpmn::Flow& flow) {
    CompiledFlow compiled{flow.id, flow.source, flow.target, {}, !flow.condition.empty()};
    if (compiled.has_condition) compiled.condition = formulas_.expression(flow.condition);
    return compiled;
  }

  Node compile_node(const bpmn::Element& element) {
    Node node;
    node.kind = element.kind;
    node.id = element.id;
    node.name = element.name;
    node.parent = element.parent;
    node.incoming = element.incoming;
    node.outgoing = element.outgoing;
    node.default_flow = element.default_flow;
    node.attached_to = element.attached_to;
    node.is_interrupting = element.is_interrupting;
    node.behaviour = behaviour_of(element.kind, element.event.trigger);
    check(element, node.behaviour);
    compile_event(element, node.event);
    compile_settings(element, node);
    if (element.has_multi_instance) compile_loop(element, node);
    return node;
  }

  void check(const bpmn::Element& element, const Behaviour* behaviour) {
    if (element.is_for_compensation || element.has_standard_loop) {
      complain(element.place, element.id + ": compensation and standard loops are not executed");
    }
    if (!behaviour) {
      const std::string trigger = bpmn::is_event(element.kind)
                                      ? " (" + std::string(name_of(element.event.trigger)) + ")"
                                      : "";
      complain(element.place,
               element.id + ": " + std::string(tag(element.kind)) + trigger + " is not executed");
    } else if (behaviour->check) {
      behaviour->check({model_, source_, element, problems_});
    }
  }

  void compile_event(const bpmn::Element& element, CompiledEvent& event) {
    event.trigger = element.event.trigger;
    const bool is_message_task = !element.message_ref.empty();
    if (is_message_task) event.trigger = bpmn::Trigger::Message;
    if (const bpmn::Message* message =
            model_.message(is_message_task ? element.message_ref : element.event.ref)) {
      event.name = message->name;
      if (!message->correlation_key.empty())
        event.correlation_key = formulas_.expression(message->correlation_key);
    }
    if (const bpmn::Declaration* signal = model_.signal(element.event.ref))
      event.name = signal->name;
    if (const bpmn::Declaration* error = model_.error(element.event.ref)) event.code = error->code;
    if (const bpmn::Declaration* escalation = model_.escalation(element.event.ref))
      event.code = escalation->code;
    if (event.trigger == bpmn::Trigger::Link) event.name = element.event.link;
    if (event.trigger != bpmn::Trigger::Timer) return;
    event.timer_kind = element.event.timer_kind;
    event.timer = formulas_.formula(element.event.timer);
    if (event.timer_kind == bpmn::TimerKind::None || event.timer.empty())
      complain(element.place, "the timer says no time");
    formulas_.check_timer(element.event);
  }

  void compile_settings(const bpmn::Element& element, Node& node) {
    for (const bpmn::Mapping& each : element.inputs) node.inputs.push_back(compile_mapping(each));
    for (const bpmn::Mapping& each : element.outputs) node.outputs.push_back(compile_mapping(each));
    for (const bpmn::Property& each : element.headers)
      node.headers.emplace_back(each.name, formulas_.formula(each.value));
    for (const bpmn::Property& each : element.properties)
      node.properties[each.name] = each.value.text;
    node.job_type = formulas_.formula(element.job_type);
    node.retries = formulas_.formula(element.retries);
    node.form_id = element.form_id;
    node.assignee = formulas_.formula(element.assignee);
    node.candidate_groups = formulas_.formula(element.candidate_groups);
    node.candidate_users = formulas_.formula(element.candidate_users);
    node.due_date = formulas_.formula(element.due_date);
    node.priority = formulas_.formula(element.priority);
    node.called_process = formulas_.formula(element.called_process);
    node.propagates_all_child_variables = element.propagates_all_child_variables;
    node.propagates_all_parent_variables = element.propagates_all_parent_variables;
    if (!element.script.empty()) node.script = formulas_.expression(element.script);
    node.result_variable = element.result_variable;
    node.called_decision = formulas_.formula(element.called_decision);
  }

  CompiledMapping compile_mapping(const bpmn::Mapping& mapping) {
    CompiledMapping compiled{formulas_.formula(mapping.source), base::split(mapping.target, '.')};
    if (compiled.target.empty()) {
      complain(mapping.place, "the mapping has no target");
      compiled.target.push_back("unnamed");
    }
    return compiled;
  }

  void compile_loop(const bpmn::Element& element, Node& node) {
    const bpmn::MultiInstance& loop = element.multi_instance;
    node.is_multi_instance = true;
    node.is_sequential = loop.is_sequential;
    node.input_element = loop.input_element;
    node.output_collection = loop.output_collection;
    if (loop.input_collection.empty() && loop.cardinality.empty()) {
      complain(loop.place,
               "a multi-instance activity needs an inputCollection or a loopCardinality");
    }
    if (!loop.input_collection.empty())
      node.input_collection = formulas_.expression(loop.input_collection);
    if (!loop.cardinality.empty()) node.cardinality = formulas_.expression(loop.cardinality);
    if (!loop.output_element.empty())
      node.output_element = formulas_.expression(loop.output_element);
    if (!loop.completion_condition.empty())
      node.completion_condition = formulas_.expression(loop.completion_condition);
  }

  void connect(Process& process) {
    int none_starts = 0;
    for (size_t i = 0; i < process.nodes.size(); ++i) {
      const int index = static_cast<int>(i);
      const Node& node = process.nodes[i];
      Node* parent = node.parent >= 0 ? &process.nodes[static_cast<size_t>(node.parent)] : nullptr;
      if (node.attached_to >= 0)
        process.nodes[static_cast<size_t>(node.attached_to)].boundaries.push_back(index);
      if (node.kind == bpmn::Kind::EventSubProcess) {
        (parent ? parent->event_processes : process.event_processes).push_back(index);
      }
      if (node.kind != bpmn::Kind::StartEvent) continue;
      const bool is_none = node.event.trigger == bpmn::Trigger::None;
      if (parent) {
        (is_none ? parent->none_start : parent->trigger_start) = index;
      } else if (is_none) {
        process.none_start = index;
        ++none_starts;
      } else {
        process.triggered_starts.push_back(index);
      }
    }
    if (none_starts > 1)
      complain(source_.place, "the process " + source_.id + " has more than one none start event");
    if (none_starts == 0 && process.triggered_starts.empty()) {
      complain(source_.place, "the process " + source_.id + " has no start event");
    }
  }

  const bpmn::Model& model_;
  const bpmn::Process& source_;
  Formulas formulas_;
  std::vector<base::Problem>& problems_;
};

}  // namespace

Compilation compile(const bpmn::Model& model) {
  Compilation result;
  bool has_executable = false;
  for (const bpmn::Process& process : model.processes) {
    if (!process.is_executable) continue;
    has_executable = true;
    result.processes.push_back(Compiler(model, process, result.problems).run());
  }
  if (!has_executable)
    result.problems.push_back({model.file, 1, 1, "no process is executable (isExecutable)"});
  if (!result.problems.empty()) result.processes.clear();
  return result;
}

}  // namespace engine
