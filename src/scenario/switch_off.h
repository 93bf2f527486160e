// Switches a part of a pack off, as if its rule were not there: what `jingwei trace --prove` tries.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "packs/pack.h"

namespace scenario {

// How a carrier is switched off. What cannot be is exempt by its kind, with the reason.
struct SwitchOff {
  std::string what;    // "guards removed", for people
  std::string exempt;  // why there is nothing to switch off; then `what` is empty
};

// Says how the part at `path` of `pack` would be switched off.
SwitchOff way_to_switch_off(const packs::Packs& packs, const packs::Pack& pack,
                            std::string_view path);

// Does it. The packs stay readable; `packs` must not be shared.
void switch_off(packs::Packs& packs, const packs::Pack& pack, std::string_view path);

}  // namespace scenario
