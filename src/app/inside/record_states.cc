#include "app/inside/record_states.h"

#include <algorithm>
#include <optional>

namespace app {

std::vector<work::Outcome> outcomes_of(const bpmn::Element& task) {
  engine::Properties properties;
  for (const bpmn::Property& each : task.properties) properties[each.name] = each.value.text;
  const auto settings = work::read_settings(properties);
  return settings.ok() ? settings->outcomes : std::vector<work::Outcome>();
}

namespace {

using States = std::set<std::string>;

class Walk {
 public:
  Walk(const bpmn::Model& model, const bpmn::Process& process, const records::RecordType& type)
      : model_(model), process_(process), type_(type), before_(process.elements.size()) {
    for (const auto& state : type.states) all_.insert(state.id);
  }

  std::map<std::string, States, std::less<>> run() {
    if (type_.states.empty() || !moves_something()) return {};
    begin();
    // Every round adds a state somewhere or is the last.
    for (bool is_new = true; is_new;) {
      is_new = false;
      for (size_t at = 0; at < before_.size(); ++at) is_new = pass_on(at) || is_new;
    }
    std::map<std::string, States, std::less<>> result;
    for (size_t at = 0; at < before_.size(); ++at) {
      if (!before_[at].empty()) result[process_.elements[at].id] = before_[at];
    }
    return result;
  }

 private:
  const bpmn::Element& element(size_t at) const { return process_.elements[at]; }
  const bpmn::Flow& flow(int index) const { return process_.flows[static_cast<size_t>(index)]; }

  bool moves_something() const {
    return std::ranges::any_of(process_.elements, [](const bpmn::Element& each) {
      return std::ranges::any_of(each.properties, [](const bpmn::Property& property) {
        return property.name == "jw:transition" ||
               (property.name.starts_with("jw:on.") && property.name.ends_with(".transition"));
      });
    });
  }

  void begin() {
    const States first{type_.initial.empty() ? type_.states.front().id : type_.initial};
    for (size_t at = 0; at < before_.size(); ++at) {
      const bpmn::Element& here = element(at);
      if (here.kind == bpmn::Kind::StartEvent && here.parent < 0) before_[at] = first;
    }
  }

  bool pass_on(size_t at) {
    const bpmn::Element& here = element(at);
    bool is_new = false;
    if (here.attached_to >= 0) is_new = add(at, before_[static_cast<size_t>(here.attached_to)]);
    // Its event comes wherever the process stands.
    if (here.kind == bpmn::Kind::EventSubProcess) is_new = add(at, all_) || is_new;
    if (before_[at].empty()) return is_new;
    const States after = states_after(at);
    for (const int index : here.outgoing) {
      const bpmn::Flow& way = flow(index);
      is_new = add(static_cast<size_t>(way.target), states_on(here, index, after)) || is_new;
    }
    for (size_t inside = 0; inside < before_.size(); ++inside) {
      const bpmn::Element& other = element(inside);
      const bool is_child = other.parent == static_cast<int>(at);
      if (is_child && other.incoming.empty() && other.attached_to < 0)
        is_new = add(inside, before_[at]) || is_new;
    }
    return is_new;
  }

  bool add(size_t at, const States& states) {
    const size_t count = before_[at].size();
    before_[at].insert(states.begin(), states.end());
    return before_[at].size() > count;
  }

  States states_after(size_t at) const {
    const bpmn::Element& here = element(at);
    if (here.kind == bpmn::Kind::CallActivity) return all_;  // another process may move it
    if (is_container(at)) return states_after_inside(at);
    States after = before_[at];
    for (const bpmn::EventDefinition& event : here.definitions) move_by_message(event.ref, after);
    move_by_message(here.message_ref, after);
    if (here.kind == bpmn::Kind::UserTask) return after_outcomes(here, after);
    move(here.property("jw:transition"), after);
    return after;
  }

  std::map<std::string, States> by_outcome(const bpmn::Element& task, const States& before) const {
    std::map<std::string, States> result;
    for (const auto& outcome : outcomes_of(task)) {
      States& after = result[outcome.id] = before;
      move(task.property("jw:transition"), after);
      move(task.property("jw:on." + outcome.id + ".transition"), after);
    }
    return result;
  }

  States after_outcomes(const bpmn::Element& task, const States& before) const {
    States after;
    for (const auto& [outcome, states] : by_outcome(task, before))
      after.insert(states.begin(), states.end());
    return after.empty() ? before : after;
  }

  // Behind a gateway that asks for the outcome of the one step before it (`= STEP.outcome = "ID"`),
  // a way is gone with the states of its own outcomes only.
  States states_on(const bpmn::Element& gateway, int index, const States& all) const {
    const bool has_one_way_in =
        gateway.kind == bpmn::Kind::ExclusiveGateway && gateway.incoming.size() == 1;
    if (!has_one_way_in) return all;
    const auto before = static_cast<size_t>(flow(gateway.incoming.front()).source);
    const bpmn::Element& step = element(before);
    if (step.kind != bpmn::Kind::UserTask) return all;
    std::set<std::string> asked;
    for (const int other : gateway.outgoing) {
      const auto outcome = outcome_asked(step, flow(other));
      if (other != gateway.default_flow && !outcome) return all;
      if (outcome) asked.insert(*outcome);
    }
    const auto own = outcome_asked(step, flow(index));
    States states;
    for (const auto& [outcome, after] : by_outcome(step, before_[before])) {
      if (own ? outcome == *own : !asked.contains(outcome))
        states.insert(after.begin(), after.end());
    }
    return states;
  }

  static std::optional<std::string> outcome_asked(const bpmn::Element& step,
                                                  const bpmn::Flow& way) {
    std::string condition = way.condition.text;
    std::erase_if(condition, [](char each) { return each == ' ' || each == '\n'; });
    const std::string asks = "=" + step.id + ".outcome=\"";
    if (!condition.starts_with(asks) || !condition.ends_with('"')) return {};
    const std::string outcome = condition.substr(asks.size(), condition.size() - asks.size() - 1);
    if (outcome.find('"') != std::string::npos) return {};
    return outcome;
  }

  bool is_container(size_t at) const {
    return std::ranges::any_of(process_.elements, [at](const bpmn::Element& each) {
      return each.parent == static_cast<int>(at);
    });
  }

  // It may end where nothing leads on.
  States states_after_inside(size_t at) const {
    States after;
    for (size_t inside = 0; inside < before_.size(); ++inside) {
      const bpmn::Element& each = element(inside);
      if (each.parent != static_cast<int>(at) || !each.outgoing.empty()) continue;
      if (before_[inside].empty()) continue;
      const States last = states_after(inside);
      after.insert(last.begin(), last.end());
    }
    return after;
  }

  // "TYPE.TRANSITION" comes when the record has made it.
  void move_by_message(const std::string& ref, States& states) const {
    const auto found = std::ranges::find(model_.messages, ref, &bpmn::Message::id);
    if (found == model_.messages.end()) return;
    const std::string own = type_.id + ".";
    if (found->name.starts_with(own)) move(found->name.substr(own.size()), states);
  }

  void move(std::string_view transition, States& states) const {
    const records::Transition* found = type_.transition(transition);
    if (found == nullptr) return;
    states = found->to.empty() ? all_ : States{found->to};
  }

  const bpmn::Model& model_;
  const bpmn::Process& process_;
  const records::RecordType& type_;
  States all_;
  std::vector<States> before_;  // by element
};

}  // namespace

std::map<std::string, std::set<std::string>, std::less<>> record_states(
    const bpmn::Model& model, const bpmn::Process& process, const records::RecordType& type) {
  return Walk(model, process, type).run();
}

}  // namespace app
