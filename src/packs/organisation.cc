#include "packs/organisation.h"

#include "packs/reading/context.h"

namespace packs {

void replace_organisation(Packs& packs, const Node& node) {
  std::vector<base::Problem> ignored;
  bool is_first = true;
  for (auto& pack : packs.packs) {
    auto copy = std::make_shared<Pack>(*pack);
    reading::Context context{*copy, ignored};
    copy->organisation = is_first ? reading::organisation({context, "demo/organisation.yaml"}, node)
                                  : org::Organisation{};
    copy->has_organisation = is_first;
    is_first = false;
    pack = std::move(copy);
  }
}

}  // namespace packs
