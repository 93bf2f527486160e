// The print templates as matters are printed with them: of the packs, or as somebody has published
// them since.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "packs/pack.h"

namespace app {

struct PaperDefinition {
  std::shared_ptr<const packs::Pack> pack;
  const packs::PaperFile* packed = nullptr;          // as the pack has it
  std::shared_ptr<const packs::PaperFile> in_force;  // what is printed with
};

// Safe to use from all threads. What was handed out stays, also when another version takes its
// place.
class PapersInForce {
 public:
  // nullptr when there is none.
  const packs::PaperFile* find(std::string_view id) const;
  const PaperDefinition* definition(std::string_view id) const;
  std::vector<const PaperDefinition*> all() const;  // by id
  void put(PaperDefinition paper);

 private:
  mutable std::mutex mutex_;
  std::map<std::string, const PaperDefinition*, std::less<>> in_force_;
  std::vector<std::unique_ptr<const PaperDefinition>> all_;
};

}  // namespace app
