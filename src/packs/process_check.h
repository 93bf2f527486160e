// What would be wrong with another text of one process, among the packs that are loaded.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "packs/pack.h"

namespace packs {

// Who is there: of a running workspace its own organisation, not the invented one of the packs.
struct Known {
  std::function<bool(std::string_view id)> unit;
  std::function<bool(std::string_view id)> position;
  std::function<bool(std::string_view id)> person;
};

struct Proposal {
  const Pack& pack;        // one of the packs, which have no problems
  const Process& process;  // of the pack
  const std::string& xml;  // instead of the text of its file
  std::shared_ptr<const records::Catalogue> types;
  const Known& known;
};

// Everything that `jingwei check` says of such a file, but for English texts, which have a place
// in the pack only; and of the charter, where it names what is there no more.
std::vector<base::Problem> check_process(const Packs& packs, const Proposal& proposal);

}  // namespace packs
