#include "packs/standing_ways.h"

#include <algorithm>
#include <functional>
#include <set>

#include "packs/checks/starts.h"
#include "work/settings.h"

namespace packs {

namespace {

using bpmn::Element;
using bpmn::Kind;

bool is_transition(const bpmn::Property& property) {
  return property.name.starts_with("jw:") && property.name.ends_with("transition");
}

bool is_decision(const Element& element) {
  const auto kind = element.property("jw:kind");
  return element.kind == Kind::UserTask && (kind == "approve" || kind == "vote");
}

std::string agreeing_outcome(const Element& element) {
  engine::Properties properties;
  for (const auto& property : element.properties) properties[property.name] = property.value.text;
  const auto settings = work::read_settings(properties);
  return settings ? std::string(settings->agreeing()) : "";
}

// Of a step that decides only what is agreed counts: a dissent ends the matter.
bool moves_by_itself(const Element& element) {
  if (element.kind == Kind::CallActivity || element.job_type.text.starts_with("records:"))
    return true;
  const std::string agreed =
      is_decision(element) ? "jw:on." + agreeing_outcome(element) + "." : std::string();
  return std::ranges::any_of(element.properties, [&](const bpmn::Property& property) {
    const bool counts =
        agreed.empty() || !property.name.starts_with("jw:on.") || property.name.starts_with(agreed);
    return is_transition(property) && counts;
  });
}

class Ways {
 public:
  explicit Ways(const bpmn::Process& process) : process_(process), count_(process.elements.size()) {
    for (size_t at = 0; at < count_; ++at) {
      moving_.push_back(holds(at, moves_by_itself));
      deciding_.push_back(holds(at, is_decision));
    }
    may_stay_ = settled([&](size_t at) { return stays(at); });
    may_move_ = settled([&](size_t at) {
      return moving_[at] ||
             std::ranges::any_of(flows_of(at), [&](int flow) { return answer_[target(flow)]; });
    });
    may_agree_ = settled([&](size_t at) {
      if (!may_stay_[at]) return false;
      return deciding_[at] || std::ranges::any_of(flows_of(at), [&](int flow) {
               return is_staying(flow) && answer_[target(flow)];
             });
    });
  }

  // Indices of flows.
  std::set<int> found() {
    for (size_t at = 0; at < count_; ++at) {
      const Element& element = process_.elements[at];
      const bool begins = element.kind == Kind::StartEvent && element.parent < 0;
      if (begins && may_stay_[at]) walk(at, false);
    }
    return std::move(found_);
  }

  // The start, where no way moves the record though one is agreed on; else -1. Where nothing at all
  // would move it another check says so.
  int standing_start() const {
    const bool moves_somewhere = std::ranges::any_of(process_.elements, [](const Element& element) {
      return std::ranges::any_of(element.properties, is_transition);
    });
    if (!moves_somewhere) return -1;
    for (size_t at = 0; at < count_; ++at) {
      const Element& element = process_.elements[at];
      const bool begins = element.kind == Kind::StartEvent && element.parent < 0;
      if (begins && may_agree_[at] && !may_move_[at]) return static_cast<int>(at);
    }
    return -1;
  }

 private:
  const std::vector<int>& flows_of(size_t at) const { return process_.elements[at].outgoing; }
  const bpmn::Flow& flow_at(int flow) const { return process_.flows[static_cast<size_t>(flow)]; }
  size_t target(int flow) const { return static_cast<size_t>(flow_at(flow).target); }

  // An element, or what it encloses.
  bool holds(size_t at, bool (*is)(const Element&)) const {
    if (is(process_.elements[at])) return true;
    for (size_t inner = 0; inner < count_; ++inner) {
      if (process_.elements[inner].parent == static_cast<int>(at) && holds(inner, is)) return true;
    }
    return false;
  }

  // The least answer that agrees with itself.
  std::vector<bool> settled(const std::function<bool(size_t)>& rule) {
    answer_.assign(count_, false);
    for (bool is_changed = true; is_changed;) {
      is_changed = false;
      for (size_t at = 0; at < count_; ++at) {
        if (answer_[at] || !rule(at)) continue;
        answer_[at] = is_changed = true;
      }
    }
    return answer_;
  }

  bool takes_one_way(size_t at) const {
    const Kind kind = process_.elements[at].kind;
    return bpmn::is_gateway(kind) && kind != Kind::ParallelGateway;
  }

  bool stays(size_t at) const {
    const bool leads_elsewhere = process_.elements[at].event.trigger == bpmn::Trigger::Link;
    if (moving_[at] || leads_elsewhere) return false;
    const auto& flows = flows_of(at);
    if (flows.empty()) return true;
    const auto goes_on = [&](int flow) { return !follows_a_move(flow) && answer_[target(flow)]; };
    return takes_one_way(at) ? std::ranges::any_of(flows, goes_on)
                             : std::ranges::all_of(flows, goes_on);
  }

  bool is_staying(int flow) const { return !follows_a_move(flow) && may_stay_[target(flow)]; }

  // Whether it is taken, or may be, because of an outcome that moved the record, or of its state.
  bool follows_a_move(int flow) const {
    const int source = flow_at(flow).source;
    const Element& element = process_.elements[static_cast<size_t>(source)];
    if (flow != element.default_flow) return asks_for_a_move(flow_at(flow).condition.text);
    return std::ranges::any_of(element.outgoing, [&](int other) {
      return other != flow && asks_for_an_outcome(flow_at(other).condition.text);
    });
  }

  bool asks_for_a_move(const std::string& condition) const {
    if (condition.find("record.state") != std::string::npos) return true;
    return std::ranges::any_of(process_.elements, [&](const Element& element) {
      return condition.find(element.id + ".outcome") != std::string::npos &&
             std::ranges::any_of(element.properties, [&](const bpmn::Property& property) {
               if (!is_transition(property) || !property.name.starts_with("jw:on.")) return false;
               const std::string outcome = property.name.substr(6, property.name.rfind('.') - 6);
               return condition.find('"' + outcome + '"') != std::string::npos;
             });
    });
  }

  bool asks_for_an_outcome(const std::string& condition) const {
    if (condition.find("record.state") != std::string::npos) return true;
    return std::ranges::any_of(process_.elements, [&](const Element& element) {
      return condition.find(element.id + ".outcome") != std::string::npos &&
             std::ranges::any_of(element.properties, is_transition);
    });
  }

  // Along the ways that stay; `is_agreed`: something was, by then.
  void walk(size_t at, bool is_agreed) {
    if (!walked_.emplace(at, is_agreed).second) return;
    is_agreed = is_agreed || deciding_[at];
    for (const int flow : flows_of(at)) {
      if (!is_staying(flow)) continue;
      const bool leaves_the_moves = takes_one_way(at) && may_move_[at] && !may_move_[target(flow)];
      if (leaves_the_moves && (is_agreed || may_agree_[target(flow)])) found_.insert(flow);
      walk(target(flow), is_agreed);
    }
  }

  const bpmn::Process& process_;
  size_t count_;
  std::vector<bool> moving_, deciding_, may_stay_, may_move_, may_agree_;
  std::vector<bool> answer_;  // while it is being settled
  std::set<std::pair<size_t, bool>> walked_;
  std::set<int> found_;
};

// Deciding steps that a record comes to in its first state and leaves there with a dissent, which
// ends the matter.
class Dissents {
 public:
  explicit Dissents(const bpmn::Process& process) : process_(process) {}

  std::vector<const Element*> found() {
    for (const Element& element : process_.elements) {
      if (element.kind == Kind::StartEvent && element.parent < 0) walk(element);
    }
    std::erase_if(reached_, [&](const Element* element) { return !stands(*element); });
    std::ranges::sort(reached_, {}, [](const Element* element) {
      return std::pair(element->place.line, element->place.column);
    });
    return std::move(reached_);
  }

 private:
  const bpmn::Flow& flow_at(int flow) const { return process_.flows[static_cast<size_t>(flow)]; }
  const Element& behind(int flow) const {
    return process_.elements[static_cast<size_t>(flow_at(flow).target)];
  }

  bool is_conditional(const Element& element) const {
    return std::ranges::any_of(element.outgoing,
                               [&](int flow) { return !flow_at(flow).condition.empty(); });
  }

  // As the engine has it: it goes on where a condition stands at the step or right behind it.
  bool ends_by_dissent(const Element& element) const {
    const auto said = element.property("jw:dissent");
    if (!said.empty()) return said == "end";
    return !is_conditional(element) && std::ranges::none_of(element.outgoing, [&](int flow) {
      return bpmn::is_gateway(behind(flow).kind) && is_conditional(behind(flow));
    });
  }

  void walk(const Element& element) {
    if (std::ranges::count(reached_, &element) > 0) return;
    reached_.push_back(&element);
    if (moves_by_itself(element) || element.kind == Kind::SubProcess) return;
    for (const int flow : element.outgoing) walk(behind(flow));
  }

  bool stands(const Element& element) const {
    if (!is_decision(element) || !ends_by_dissent(element)) return false;
    const std::string agreed = "jw:on." + agreeing_outcome(element) + ".";
    return std::ranges::none_of(element.properties, [&](const bpmn::Property& property) {
      return is_transition(property) && !property.name.starts_with(agreed);
    });
  }

  const bpmn::Process& process_;
  std::vector<const Element*> reached_;
};

}  // namespace

std::vector<StandingWay> standing_ways(const bpmn::Process& process,
                                       const records::RecordType& type) {
  std::vector<StandingWay> ways;
  if (!checks::is_left_by_processes_alone(type)) return ways;
  if (checks::is_settled_by(type, process, "jw:on.pass.transition")) return ways;
  Ways all(process);
  if (const int at = all.standing_start(); at >= 0) {
    const Element& start = process.elements[static_cast<size_t>(at)];
    return {{start.id, start.place, checks::first_state(type)}};
  }
  for (const int at : all.found()) {
    const auto& flow = process.flows[static_cast<size_t>(at)];
    ways.push_back({flow.id, flow.place, checks::first_state(type)});
  }
  return ways;
}

std::vector<StandingWay> standing_dissents(const bpmn::Process& process,
                                           const records::RecordType& type) {
  std::vector<StandingWay> ways;
  if (!checks::is_left_by_processes_alone(type)) return ways;
  if (checks::is_settled_by(type, process, "jw:on.reject.transition")) return ways;
  for (const Element* element : Dissents(process).found())
    ways.push_back({element->id, element->place, checks::first_state(type)});
  return ways;
}

}  // namespace packs
