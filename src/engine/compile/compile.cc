// From the model to a process that is ready to run.
#include <algorithm>
#include <set>

#include "base/text.h"
#include "engine/compile/formula.h"
#include "engine/compile/parts.h"
#include "engine/elements/behaviour.h"
#include "engine/elements/table.h"
#include "engine/process.h"

namespace engine {

namespace {

bool has_settings(const bpmn::Process& source) {
  const auto is_ours = [](const bpmn::Property& each) { return each.name.starts_with("jw:"); };
  return std::ranges::any_of(source.properties, is_ours) ||
         std::ranges::any_of(source.elements, [&](const bpmn::Element& element) {
           return std::ranges::any_of(element.properties, is_ours);
         });
}

class Compiler {
 public:
  Compiler(const bpmn::Model& model, const bpmn::Process& source,
           std::vector<base::Problem>& problems)
      : model_(model), source_(source), formulas_(model.file, problems), problems_(problems) {}

  std::shared_ptr<Process> run() {
    auto process = std::make_shared<Process>();
    process->id = source_.id;
    process->name = source_.name;
    process->version_tag = source_.version_tag;
    for (const bpmn::Property& each : source_.properties)
      process->properties[each.name] = each.value.text;
    process->has_settings = has_settings(source_);
    process->record_type = process->property("jw:record");
    process->record_fields = base::split(process->property("jw:reads"), ',');
    for (const bpmn::Flow& flow : source_.flows) process->flows.push_back(compile_flow(flow));
    for (const bpmn::Element& element : source_.elements)
      process->nodes.push_back(compile_node(element));
    process->headers = texts_of(source_.headers);
    check_listeners(source_.id, source_.execution_listeners);
    for (const bpmn::Listener& each : source_.execution_listeners)
      add_listener(source_.id, each,
                   {{"start", &process->start_listeners}, {"end", &process->end_listeners}});
    check_rules(model_, source_, problems_);
    connect(source_, *process);
    for (Node& node : process->nodes) {
      if (node.kind == bpmn::Kind::AdHocSubProcess)
        node.ad_hoc.elements = ad_hoc_elements(source_, *process, node, formulas_);
    }
    if (process->starts.empty() && process->triggered_starts.empty())
      complain(source_.place, "the process " + source_.id + " has nothing that starts it");
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
    node.is_for_compensation = element.is_for_compensation;
    node.is_parallel_multiple = element.is_parallel_multiple;
    node.is_instantiating = element.is_instantiating;
    node.is_parallel_gateway = element.is_parallel_gateway;
    node.start_quantity = element.start_quantity;
    node.completion_quantity = element.completion_quantity;
    if (!element.activation_condition.empty())
      node.activation_condition = formulas_.expression(element.activation_condition);
    node.behaviour = behaviour_of(element.kind, element.event.trigger);
    check(element, node.behaviour);
    node.events = compile_events(model_, source_, element, formulas_);
    compile_settings(element, node);
    compile_listeners(element, node);
    if (element.has_multi_instance) compile_multi_instance(element, node);
    if (element.has_standard_loop) compile_standard_loop(element, node);
    if (element.kind == bpmn::Kind::AdHocSubProcess) compile_ad_hoc(element.ad_hoc, node.ad_hoc);
    return node;
  }

  void check(const bpmn::Element& element, const Behaviour* behaviour) {
    if (!behaviour) {
      const std::string trigger = bpmn::is_event(element.kind)
                                      ? " (" + std::string(name_of(element.event.trigger)) + ")"
                                      : "";
      complain(element.place,
               element.id + ": " + std::string(tag(element.kind)) + trigger + " is not executed");
    } else if (behaviour->check) {
      behaviour->check({model_, source_, element, problems_});
    }
    const CheckInput input{model_, source_, element, problems_};
    for (const bpmn::LinkedResource& each : element.linked_resources) {
      if (each.id.empty())
        input.complain(each.binding.place, "a zeebe:linkedResource needs a resourceId");
      check_binding(each.binding, input);
    }
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
    const bool is_its_own = !element.job_priority.empty();
    node.job_priority = formulas_.formula(is_its_own ? element.job_priority : source_.job_priority);
    if (element.kind == bpmn::Kind::UserTask) compile_user_task(element, node);
    node.form_id = element.form_id;
    node.form = formulas_.formula(element.form);
    node.external_form = formulas_.formula(element.external_form);
    node.linked_resources = element.linked_resources;
    node.assignee = formulas_.formula(element.assignee);
    node.candidate_groups = formulas_.formula(element.candidate_groups);
    node.candidate_users = formulas_.formula(element.candidate_users);
    node.due_date = formulas_.formula(element.due_date);
    node.follow_up_date = formulas_.formula(element.follow_up_date);
    node.priority = formulas_.formula(element.priority);
    node.called_process = formulas_.formula(element.called_process);
    node.inherits_business_id = element.inherits_business_id;
    node.called_business_id = formulas_.formula(element.called_business_id);
    node.binding = element.binding;
    node.propagates_all_child_variables = element.propagates_all_child_variables;
    node.propagates_all_parent_variables = element.propagates_all_parent_variables;
    if (!element.script.empty()) node.script = formulas_.expression(element.script);
    node.result_variable = element.result_variable;
    node.called_decision = formulas_.formula(element.called_decision);
  }

  // One that people have has no job.
  void compile_user_task(const bpmn::Element& element, Node& node) {
    node.job_type = node.retries = {};
    if (is_for_people(element)) return;
    node.job_type = Formula{"io.camunda.zeebe:userTask", {}};
    node.retries = Formula{"1", {}};
    if (!element.form_key.empty())
      node.headers.emplace_back("io.camunda.zeebe:formKey", Formula{element.form_key, {}});
  }

  CompiledMapping compile_mapping(const bpmn::Mapping& mapping) {
    CompiledMapping compiled{formulas_.formula(mapping.source), base::split(mapping.target, '.')};
    if (compiled.target.empty()) {
      complain(mapping.place, "the mapping has no target");
      compiled.target.push_back("unnamed");
    }
    return compiled;
  }

  void compile_multi_instance(const bpmn::Element& element, Node& node) {
    const bpmn::MultiInstance& loop = element.multi_instance;
    node.is_multi_instance = true;
    node.is_sequential = loop.is_sequential;
    node.input_element = loop.input_element;
    node.output_collection = loop.output_collection;
    if (loop.input_collection.empty() && loop.cardinality.empty()) {
      complain(loop.place, element.id +
                               ": a multi-instance activity needs an inputCollection, a "
                               "loopDataInputRef or a loopCardinality");
    }
    if (!loop.input_collection.empty())
      node.input_collection = formulas_.expression(loop.input_collection);
    if (!loop.cardinality.empty())
      node.cardinality = formulas_.count(loop.cardinality, element.id + ": the loopCardinality");
    if (!loop.output_element.empty())
      node.output_element = formulas_.expression(loop.output_element);
    node.output_variable = variable_named_by(node.output_element);
    if (!loop.completion_condition.empty())
      node.completion_condition = formulas_.expression(loop.completion_condition);
  }

  void compile_standard_loop(const bpmn::Element& element, Node& node) {
    const bpmn::StandardLoop& loop = element.standard_loop;
    node.is_loop = true;
    node.is_tested_before = loop.is_tested_before;
    node.loop_maximum = loop.maximum;
    if (!loop.condition.empty()) node.loop_condition = formulas_.expression(loop.condition);
  }

  void compile_ad_hoc(const bpmn::AdHoc& source, CompiledAdHoc& ad_hoc) {
    ad_hoc.is_sequential = source.is_sequential;
    ad_hoc.cancels_remaining = source.cancels_remaining;
    ad_hoc.output_collection = source.output_collection;
    if (!source.completion_condition.empty())
      ad_hoc.completion_condition = formulas_.expression(source.completion_condition);
    if (!source.active_elements.empty())
      ad_hoc.active_elements = formulas_.expression(source.active_elements);
    if (!source.output_element.empty())
      ad_hoc.output_element = formulas_.expression(source.output_element);
  }

  // Two of one event would be the same job twice.
  void check_listeners(const std::string& owner, const std::vector<bpmn::Listener>& listeners) {
    std::set<std::pair<std::string, std::string>> seen;
    for (const bpmn::Listener& each : listeners) {
      if (!seen.emplace(each.event, each.type.text).second)
        complain(each.place, owner + ": a second " + each.event + " listener " + each.type.text);
    }
  }

  void compile_listeners(const bpmn::Element& element, Node& node) {
    check_listeners(element.id, element.execution_listeners);
    for (const bpmn::Listener& each : element.execution_listeners)
      add_listener(element.id, each,
                   {{"start", &node.start_listeners}, {"end", &node.end_listeners}});
    std::map<std::string, std::vector<CompiledListener>> task;
    for (const bpmn::Listener& each : element.task_listeners)
      add_listener(element.id, each,
                   {{"creating", &task["creating"]},
                    {"assigning", &task["assigning"]},
                    {"updating", &task["updating"]},
                    {"completing", &task["completing"]},
                    {"canceling", &task["canceling"]}});
    for (auto& [event, listeners] : task)
      if (!listeners.empty()) node.task_listeners[event] = std::move(listeners);
  }

  void add_listener(const std::string& owner, const bpmn::Listener& listener,
                    const std::map<std::string, std::vector<CompiledListener>*>& lists) {
    const auto found = lists.find(listener.event);
    if (found == lists.end()) {
      complain(listener.place,
               owner + ": a listener for \"" + listener.event + "\" is not executed");
      return;
    }
    if (listener.type.empty()) complain(listener.place, owner + ": the listener has no type");
    found->second->push_back({formulas_.formula(listener.type), formulas_.formula(listener.retries),
                              texts_of(listener.headers)});
  }

  static Headers texts_of(const std::vector<bpmn::Property>& headers) {
    Headers texts;
    for (const bpmn::Property& each : headers) texts.emplace_back(each.name, each.value.text);
    return texts;
  }

  const bpmn::Model& model_;
  const bpmn::Process& source_;
  Formulas formulas_;
  std::vector<base::Problem>& problems_;
};

}  // namespace

Compilation compile_deployed(const bpmn::Model& model) {
  Compilation result;
  bool has_executable = false;
  for (const bpmn::Process& process : model.processes) {
    if (!process.is_executable) continue;
    has_executable = true;
    result.processes.push_back(Compiler(model, process, result.problems).run());
  }
  if (!has_executable)
    result.problems.push_back({model.file, 1, 1, "no process is executable (isExecutable)"});
  return result;
}

Compilation compile(const bpmn::Model& model) {
  Compilation result = compile_deployed(model);
  if (!result.problems.empty()) result.processes.clear();
  return result;
}

}  // namespace engine
