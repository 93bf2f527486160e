// The order of a model's nodes along its flows.
#include "work/prediction.h"

namespace work {
namespace {

// Numbers the nodes of each scope, those behind a node after it; loops back do not count.
class Order {
 public:
  explicit Order(const engine::Process& process) : process_(process) {
    order_.assign(process.nodes.size(), -1);
    is_seen_.assign(process.nodes.size(), false);
    number(-1);
  }
  std::vector<int> take() { return std::move(order_); }

 private:
  const engine::Node& node(int index) const { return process_.nodes[static_cast<size_t>(index)]; }

  // What a scope begins with and what that leads to, then what only a loop holds together.
  void number(int container) {
    for (const bool is_beginning : {true, false}) {
      std::vector<int> backwards;
      for (int index = static_cast<int>(process_.nodes.size()) - 1; index >= 0; --index) {
        const bool begins = node(index).incoming.empty() && node(index).attached_to < 0;
        if (node(index).parent == container && (begins || !is_beginning)) visit(index, backwards);
      }
      for (auto each = backwards.rbegin(); each != backwards.rend(); ++each) {
        order_[static_cast<size_t>(*each)] = next_++;
        number(*each);
      }
    }
  }

  void visit(int index, std::vector<int>& backwards) {
    if (is_seen_[static_cast<size_t>(index)]) return;
    is_seen_[static_cast<size_t>(index)] = true;
    const engine::Node& here = node(index);
    for (const int boundary : here.boundaries) visit(boundary, backwards);
    if (const int target = process_.link_target(here); target >= 0) visit(target, backwards);
    for (auto flow = here.outgoing.rbegin(); flow != here.outgoing.rend(); ++flow)
      visit(process_.flows[static_cast<size_t>(*flow)].target, backwards);
    backwards.push_back(index);
  }

  const engine::Process& process_;
  std::vector<int> order_;
  std::vector<bool> is_seen_;
  int next_ = 0;
};

}  // namespace

std::vector<int> flow_order(const engine::Process& process) { return Order(process).take(); }

}  // namespace work
