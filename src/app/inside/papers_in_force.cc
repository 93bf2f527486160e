#include "app/inside/papers_in_force.h"

namespace app {

const PaperDefinition* PapersInForce::definition(std::string_view id) const {
  const std::lock_guard lock(mutex_);
  const auto found = in_force_.find(id);
  return found == in_force_.end() ? nullptr : found->second;
}

const packs::PaperFile* PapersInForce::find(std::string_view id) const {
  const auto* found = definition(id);
  return found == nullptr ? nullptr : found->in_force.get();
}

std::vector<const PaperDefinition*> PapersInForce::all() const {
  const std::lock_guard lock(mutex_);
  std::vector<const PaperDefinition*> out;
  for (const auto& [id, paper] : in_force_) out.push_back(paper);
  return out;
}

void PapersInForce::put(PaperDefinition paper) {
  const std::string id = paper.packed->id;
  const std::lock_guard lock(mutex_);
  all_.push_back(std::make_unique<const PaperDefinition>(std::move(paper)));
  in_force_[id] = all_.back().get();
}

}  // namespace app
