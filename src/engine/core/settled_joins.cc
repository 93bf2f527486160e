#include "engine/core/settled_joins.h"

#include <algorithm>
#include <set>

#include "engine/core/reach.h"
#include "engine/core/work.h"

namespace engine {

namespace {

// Nodes of a scope from which tokens go on.
std::vector<int> sources_in(const Work& work, int64_t scope, const std::vector<int>& beginning) {
  std::vector<int> nodes = beginning;
  for (const ElementRow& row : work.instance.elements) {
    if (row.scope == scope && row.state == ElementState::Active) nodes.push_back(row.node);
  }
  return nodes;
}

bool has_arrived(const Work& work, int64_t scope, int flow) {
  return std::ranges::any_of(work.instance.arrivals, [&](const ArrivalRow& row) {
    return row.scope == scope && row.flow == flow;
  });
}

void settle_join(Work& work, int64_t scope, int join, const std::vector<int>& sources) {
  const Node& here = work.node(join);
  std::set<int> to_come;
  for (int source : sources) {
    const Reach reach = walk(work.process, source, {join});
    for (int flow : here.incoming) {
      if (reach.flows.contains(flow)) to_come.insert(flow);
    }
  }
  for (int flow : here.incoming) {
    if (to_come.empty()) {
      work.remove_arrivals(scope, flow, INT32_MAX);
    } else if (here.kind == bpmn::Kind::ParallelGateway && !to_come.contains(flow) &&
               !has_arrived(work, scope, flow)) {
      work.instance.arrivals.push_back({scope, flow, 1});
    }
  }
}

}  // namespace

void settle_joins(Work& work, int64_t scope, const std::vector<int>& beginning) {
  if (!work.is_alive(scope)) return;
  const int container = content_of(work.instance, scope);
  const std::vector<int> sources = sources_in(work, scope, beginning);
  for (size_t i = 0; i < work.process.nodes.size(); ++i) {
    if (work.process.nodes[i].parent == container && is_join(work.process.nodes[i]))
      settle_join(work, scope, static_cast<int>(i), sources);
  }
}

}  // namespace engine
