#include "bpmn/check.h"

#include <algorithm>
#include <map>
#include <set>

#include "bpmn/check/expressions.h"

namespace bpmn {

namespace {

class Checker {
 public:
  Checker(const Model& model, std::vector<base::Problem>& problems)
      : model_(model), problems_(problems) {}

  void run() {
    for (const Process& process : model_.processes) {
      if (!process.is_executable) continue;
      if (process.elements.empty())
        complain(process.place, "the process " + process.id + " is empty");
      for (size_t i = 0; i < process.elements.size(); ++i) {
        check_connection(process, process.elements[i]);
        check_flows(process, process.elements[i]);
        check_event(process.elements[i]);
      }
      check_reach(process);
    }
  }

 private:
  void complain(Place at, std::string text) {
    problems_.push_back({model_.file, at.line, at.column, std::move(text)});
  }

  static bool needs_incoming(const Element& element) {
    if (element.kind == Kind::StartEvent || element.kind == Kind::BoundaryEvent ||
        element.kind == Kind::EventSubProcess)
      return false;
    if (element.is_for_compensation || element.is_instantiating) return false;
    return element.kind != Kind::IntermediateCatchEvent || element.event.trigger != Trigger::Link;
  }

  static bool needs_outgoing(const Element& element) {
    const bool is_compensation_boundary =
        element.kind == Kind::BoundaryEvent && element.event.trigger == Trigger::Compensation;
    if (element.kind == Kind::EndEvent || element.kind == Kind::EventSubProcess ||
        element.is_for_compensation || is_compensation_boundary)
      return false;
    return element.kind != Kind::IntermediateThrowEvent || element.event.trigger != Trigger::Link;
  }

  void check_connection(const Process& process, const Element& element) {
    const bool is_in_ad_hoc =
        element.parent >= 0 &&
        process.elements[static_cast<size_t>(element.parent)].kind == Kind::AdHocSubProcess;
    if (is_in_ad_hoc) return;
    if (needs_incoming(element) && element.incoming.empty())
      complain(element.place, element.id + " is not reached by any flow");
    if (needs_outgoing(element) && element.outgoing.empty())
      complain(element.place, element.id + " leads nowhere");
    if (element.kind == Kind::EndEvent && !element.outgoing.empty())
      complain(element.place, "a flow leaves the end event " + element.id);
    if (element.kind == Kind::StartEvent && !element.incoming.empty())
      complain(element.place, "a flow leads to the start event " + element.id);
    for (int index : element.outgoing) {
      const Flow& flow = process.flows[static_cast<size_t>(index)];
      const bool leaves_scope =
          flow.target >= 0 &&
          process.elements[static_cast<size_t>(flow.target)].parent != element.parent;
      if (leaves_scope)
        complain(flow.place, "the flow " + flow.id + " crosses the border of a sub-process");
    }
  }

  void check_flows(const Process& process, const Element& element) {
    const bool is_choice =
        element.kind == Kind::ExclusiveGateway || element.kind == Kind::InclusiveGateway;
    if (is_choice && element.outgoing.size() > 1) {
      for (int index : element.outgoing) {
        const Flow& flow = process.flows[static_cast<size_t>(index)];
        if (index != element.default_flow && flow.condition.empty()) {
          complain(flow.place, "the flow " + flow.id + " has no condition and is not the default");
        }
      }
      if (element.default_flow < 0) complain(element.place, element.id + " has no default flow");
    }
    if (element.default_flow >= 0 &&
        !process.flows[static_cast<size_t>(element.default_flow)].condition.empty()) {
      complain(process.flows[static_cast<size_t>(element.default_flow)].place,
               "the default flow has a condition");
    }
    const bool splits_all =
        element.kind == Kind::ParallelGateway || element.kind == Kind::EventBasedGateway;
    if (!splits_all) return;
    for (int index : element.outgoing) {
      const Flow& flow = process.flows[static_cast<size_t>(index)];
      if (!flow.condition.empty())
        complain(flow.place, "a flow from " + element.id + " cannot have a condition");
    }
  }

  void check_event(const Element& element) {
    for (const EventDefinition& event : element.definitions) check_definition(element, event);
  }

  void check_definition(const Element& element, const EventDefinition& event) {
    const bool needs_reference =
        event.trigger == Trigger::Message || event.trigger == Trigger::Signal;
    if (needs_reference && event.ref.empty())
      complain(element.place, element.id + " names no " + std::string(name_of(event.trigger)));
    if (event.trigger == Trigger::Timer && event.timer.empty())
      complain(element.place, "the timer " + element.id + " says no time");
    if (event.trigger == Trigger::Link && event.link.empty())
      complain(element.place, "the link " + element.id + " has no name");
  }

  // What no start event leads to, though flows lead to it: circles that nothing enters.
  void check_reach(const Process& process) {
    std::set<int> reached;
    std::vector<int> open;
    const auto visit = [&](int index) {
      if (index >= 0 && reached.insert(index).second) open.push_back(index);
    };
    const int count = static_cast<int>(process.elements.size());
    for (int i = 0; i < count; ++i) {
      const Element& element = process.elements[static_cast<size_t>(i)];
      if (!needs_incoming(element) || element.incoming.empty()) visit(i);
      if (element.parent >= 0 &&
          process.elements[static_cast<size_t>(element.parent)].kind == Kind::AdHocSubProcess)
        visit(i);
    }
    while (!open.empty()) {
      const Element& here = process.elements[static_cast<size_t>(open.back())];
      open.pop_back();
      for (int flow : here.outgoing) visit(process.flows[static_cast<size_t>(flow)].target);
    }
    for (int i = 0; i < count; ++i) {
      const Element& element = process.elements[static_cast<size_t>(i)];
      if (!reached.contains(i))
        complain(element.place, element.id + " cannot be reached from a start");
    }
  }

  const Model& model_;
  std::vector<base::Problem>& problems_;
};

struct Call {
  std::string to;
  Place place;
};

struct Caller {
  const Model* model = nullptr;
  Place place;
  std::vector<Call> calls;
};

using Callers = std::map<std::string, Caller>;

Callers callers_of(const std::vector<const Model*>& models, std::vector<base::Problem>& problems) {
  Callers callers;
  for (const Model* model : models) {
    for (const Process& process : model->processes) {
      if (!process.is_executable) continue;
      const auto [found, is_new] = callers.emplace(process.id, Caller{model, process.place, {}});
      if (!is_new) {
        problems.push_back(
            {model->file, process.place.line, process.place.column,
             "the process " + process.id + " is also in " + found->second.model->file});
        continue;
      }
      for (const Element& element : process.elements) {
        const bool is_known =
            element.kind == Kind::CallActivity && !element.called_process.text.starts_with("=");
        if (is_known && !element.called_process.empty())
          found->second.calls.push_back({element.called_process.text, element.place});
      }
    }
  }
  return callers;
}

// Follows calls from `from`; true when they come back to `target`.
bool leads_to(const Callers& callers, const std::string& from, const std::string& target,
              std::set<std::string>& seen) {
  if (from == target) return true;
  if (!seen.insert(from).second) return false;
  const auto found = callers.find(from);
  if (found == callers.end()) return false;
  return std::any_of(found->second.calls.begin(), found->second.calls.end(),
                     [&](const Call& call) { return leads_to(callers, call.to, target, seen); });
}

}  // namespace

std::vector<base::Problem> check(const Model& model) {
  std::vector<base::Problem> problems;
  Checker(model, problems).run();
  check_expressions(model, problems);
  std::stable_sort(problems.begin(), problems.end(),
                   [](const base::Problem& a, const base::Problem& b) {
                     return std::pair(a.line, a.column) < std::pair(b.line, b.column);
                   });
  return problems;
}

std::vector<base::Problem> check_together(const std::vector<const Model*>& models) {
  std::vector<base::Problem> problems;
  const Callers callers = callers_of(models, problems);
  for (const auto& [id, caller] : callers) {
    for (const Call& call : caller.calls) {
      if (!callers.contains(call.to)) {
        problems.push_back({caller.model->file, call.place.line, call.place.column,
                            "there is no process " + call.to + " to call"});
        continue;
      }
      std::set<std::string> seen;
      if (leads_to(callers, call.to, id, seen)) {
        problems.push_back(
            {caller.model->file, call.place.line, call.place.column,
             "the call of " + call.to + " comes back to " + id + ": calls in a circle"});
      }
    }
  }
  return problems;
}

}  // namespace bpmn
