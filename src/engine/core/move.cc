// Moves tokens by hand: return, jump, modification.
#include <algorithm>
#include <unordered_set>

#include "engine/core/reach.h"
#include "engine/core/settled_joins.h"
#include "engine/core/work.h"
#include "engine/step.h"

namespace engine {

namespace {

// What undoes a sub-process begins when that is undone.
bool is_compensating(const Process& process, const Node& node) {
  if (node.kind != bpmn::Kind::EventSubProcess) return false;
  const Node& start = process.nodes[static_cast<size_t>(node.trigger_start)];
  return start.trigger() == bpmn::Trigger::Compensation;
}

bool can_be_target(const Process& process, const Node& node) {
  return node.kind != bpmn::Kind::StartEvent && node.kind != bpmn::Kind::BoundaryEvent &&
         !is_compensating(process, node);
}

bool can_be_opened(const Process& process, const Node& container) {
  return !container.is_multi_instance && !is_compensating(process, container);
}

base::Error cannot_open(const Node& container, const std::string& id) {
  return base::refusal("engine.cannot_move")
      .because(id + " is inside " + container.id + ", which cannot be opened by hand");
}

class Mover {
 public:
  Mover(Work& work, const Move& command) : work_(work), command_(command) {}

  base::Result<void> run() {
    for (int64_t key : command_.terminate) {
      if (!work_.instance.active(key))
        return base::refusal("engine.no_element").because(std::to_string(key) + " is not active");
    }
    for (const MoveTarget& target : command_.activate) {
      if (auto done = activate(target); !done.ok()) return done;
    }
    std::vector<int64_t> scopes;
    std::unordered_set<int64_t> known;
    for (int64_t key : command_.terminate) {
      const ElementRow* row = work_.instance.active(key);
      if (row && known.insert(row->scope).second) scopes.push_back(row->scope);
    }
    work_.terminate_all(command_.terminate, command_.reason);
    const bool is_moved = !command_.activate.empty() && !command_.terminate.empty();
    for (int64_t scope : is_moved ? around(scopes) : opened_) settle(scope);
    for (int64_t scope : scopes) {
      if (auto done = abandon(scope); !done.ok()) return done;
    }
    return {};
  }

 private:
  base::Result<void> activate(const MoveTarget& target) {
    const std::string& id = target.element;
    const int index = work_.process.find(id);
    if (index < 0) return base::refusal("engine.no_element").because(id);
    if (!can_be_target(work_.process, work_.node(index)))
      return base::refusal("engine.cannot_move").because(id + " cannot be activated by hand");
    auto scope = target.ancestor ? scope_inside(target.ancestor, work_.node(index).parent, id)
                                 : scope_for(work_.node(index).parent, target);
    if (!scope.ok()) return std::move(scope).error();
    if (is_leaving(*scope))
      return base::refusal("engine.cannot_move")
          .because("the scope of " + id + " is being terminated");
    if (!is_running(*scope)) return not_running(*scope, id);
    feel::Fields locals;
    for (const ScopedVariables& each : target.variables) {
      if (auto set = set_variables(*scope, id, each, locals); !set.ok()) return set;
    }
    const int64_t inside = begin_at(*scope, index);
    for (int64_t each = inside;; each = work_.instance.scope_around(each)) {
      work_.open_without_start(each);
      if (each == work_.instance.row.key) break;
    }
    work_.spawn(inside, index, locals.build());
    return {};
  }

  // With all around it: listeners at the start are done, those at the end not asked.
  bool is_running(int64_t scope) {
    Instance& instance = work_.instance;
    const int64_t root = instance.row.key;
    for (int64_t each = scope; each != root; each = instance.scope_around(each)) {
      if (work_.at(each).phase != Phase::Waiting) return false;
    }
    return !instance.job_of(root) && !instance.variable(root, "jw:beginning");
  }

  base::Error not_running(int64_t scope, const std::string& id) const {
    const bool is_root = scope == work_.instance.row.key;
    return base::refusal("engine.scope_not_running")
        .because((is_root ? work_.process.id : work_.node_of(scope).id) +
                 " has not begun or is about to end, so that " + id + " cannot begin in it");
  }

  // Those of the element itself come with it.
  base::Result<void> set_variables(int64_t scope, const std::string& id,
                                   const ScopedVariables& given, feel::Fields& locals) {
    if (given.scope.empty()) {
      work_.set_locals(work_.instance.row.key, given.values);
      return {};
    }
    if (given.scope == id) {
      if (!given.values.is(feel::Kind::Context)) return {};
      for (size_t i = 0; i < given.values.names().size(); ++i)
        locals.set(given.values.names()[i], given.values.values()[i]);
      return {};
    }
    const int wanted = work_.process.find(given.scope);
    for (int64_t each = scope; each != 0; each = work_.instance.scope_around(each)) {
      const bool is_root = each == work_.instance.row.key;
      const std::string name =
          is_root ? work_.process.id : element_id(work_.node_of(each), work_.at(each).role);
      if (given.scope != name) continue;
      work_.set_locals(each, given.values);
      return {};
    }
    if (wanted < 0) return base::refusal("engine.no_element").because(given.scope);
    return base::refusal("engine.cannot_move")
        .because("variables of " + given.scope + " are given, which " + id + " is not inside");
  }

  // What has come to joins behind a node that begins again does not count any more. The scope in
  // which it begins: in an ad-hoc sub-process an activation of its own.
  int64_t begin_at(int64_t around, int node) {
    const bool is_activation =
        work_.is_ad_hoc(around) && work_.node(node).kind != bpmn::Kind::EventSubProcess;
    const int64_t scope = is_activation ? work_.open_inner(around, {}) : around;
    const std::set<int64_t> leaving(command_.terminate.begin(), command_.terminate.end());
    if (!command_.is_addition) {
      for (int flow : reach_behind(work_.instance, scope, node, leaving).flows)
        work_.remove_arrivals(scope, flow, INT32_MAX);
    }
    activated_.emplace_back(scope, node);
    return scope;
  }

  // The scopes that are left and entered, and all around them: an earlier move may have ended a
  // branch beside one of those.
  std::set<int64_t> around(const std::vector<int64_t>& left) const {
    std::set<int64_t> all;
    const auto add = [&](int64_t scope) {
      for (; scope != 0 && all.insert(scope).second; scope = work_.instance.scope_around(scope)) {
      }
    };
    for (int64_t scope : left) add(scope);
    for (const auto& [scope, node] : activated_) add(scope);
    return all;
  }

  void settle(int64_t scope) {
    std::vector<int> beginning;
    for (const auto& [where, node] : activated_) {
      if (where == scope) beginning.push_back(node);
    }
    settle_joins(work_, scope, beginning);
  }

  // Inside `ancestor`, in new instances of what lies between.
  base::Result<int64_t> scope_inside(int64_t ancestor, int container, const std::string& id) {
    if (ancestor != work_.instance.row.key && !work_.instance.active(ancestor))
      return base::refusal("engine.no_element")
          .because("the ancestor " + std::to_string(ancestor) + " is not active");
    if (content_of(work_.instance, ancestor) == container) return ancestor;
    if (container < 0) {
      return base::refusal("engine.cannot_move")
          .because("the ancestor " + std::to_string(ancestor) + " is no scope around " + id);
    }
    auto outer = scope_inside(ancestor, work_.node(container).parent, id);
    if (!outer.ok()) return outer;
    return open_container(*outer, container, id);
  }

  // Where content of `container` runs: around what it takes the place of or what is terminated, or
  // the only one there is, or a new one.
  base::Result<int64_t> scope_for(int container, const MoveTarget& target) {
    if (container < 0) return work_.instance.row.key;
    const std::string& id = target.element;
    const std::vector<int64_t> source{target.source};
    for (int64_t key : target.source ? source : command_.terminate) {
      for (int64_t scope = work_.instance.scope_around(key); scope != 0;
           scope = work_.instance.scope_around(scope)) {
        if (content_of(work_.instance, scope) == container && !is_leaving(scope)) return scope;
      }
    }
    std::vector<int64_t> running;
    for (const ElementRow& row : work_.instance.elements) {
      const bool is_one = row.state == ElementState::Active && row.node == container &&
                          row.role != Role::Body && row.role != Role::Inner;
      if (is_one && !is_leaving(row.key)) running.push_back(row.key);
    }
    if (running.size() == 1) return running.front();
    if (running.size() > 1)
      return base::refusal("engine.ambiguous_scope").because("several instances hold " + id);
    auto outer = scope_for(work_.node(container).parent, target);
    if (!outer.ok()) return outer;
    return open_container(*outer, container, id);
  }

  base::Result<int64_t> open_container(int64_t outer, int container, const std::string& id) {
    const Node& here = work_.node(container);
    if (!can_be_opened(work_.process, here)) return cannot_open(here, id);
    const int64_t scope = work_.open_container(begin_at(outer, container), container);
    opened_.insert(scope);
    return scope;
  }

  bool is_leaving(int64_t scope) const {
    for (int64_t each = scope; each != 0; each = work_.instance.scope_around(each)) {
      if (work_.is_lingering(each)) return true;
      if (std::find(command_.terminate.begin(), command_.terminate.end(), each) !=
          command_.terminate.end())
        return true;
    }
    return false;
  }

  // A scope without any token left is terminated too, and so on outwards. A called instance ends
  // with its caller only, which would wait for it for ever.
  base::Result<void> abandon(int64_t scope) {
    while (work_.is_alive(scope) && work_.is_deserted(scope)) {
      if (work_.may_begin_more(scope)) {  // what waits for its turn has it now
        (void)work_.begin_next_in_ad_hoc(scope);
        if (!work_.is_deserted(scope)) return {};
      }
      if (scope == work_.instance.row.key) {
        if (work_.instance.row.parent_instance)
          return base::refusal("engine.called_instance")
              .because(std::to_string(work_.instance.row.root));
        work_.cancel_instance(command_.reason);
        return {};
      }
      // Without this handler; those that are left come in their turn.
      if (work_.is_compensating(scope)) {
        work_.continue_compensation(scope);
        return {};
      }
      const int64_t outer = work_.at(scope).scope;
      work_.terminate(scope, command_.reason);
      scope = outer;
    }
    return {};
  }

  Work& work_;
  const Move& command_;
  std::vector<std::pair<int64_t, int>> activated_;  // scope and node
  std::set<int64_t> opened_;                        // begun in their middle
};

}  // namespace

base::Result<void> check_starts(const Process& process, const std::vector<std::string>& elements) {
  for (const std::string& id : elements) {
    const int index = process.find(id);
    if (index < 0) return base::refusal("engine.no_element").because(id);
    if (!can_be_target(process, process.nodes[static_cast<size_t>(index)]))
      return base::refusal("engine.cannot_move").because(id + " cannot be activated by hand");
    for (int each = process.nodes[static_cast<size_t>(index)].parent; each >= 0;
         each = process.nodes[static_cast<size_t>(each)].parent) {
      const Node& container = process.nodes[static_cast<size_t>(each)];
      if (!can_be_opened(process, container)) return cannot_open(container, id);
    }
  }
  return {};
}

base::Result<void> move(Work& work, const Move& command) { return Mover(work, command).run(); }

}  // namespace engine
