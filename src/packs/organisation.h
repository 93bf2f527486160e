// An organisation that stands inline in a scenario.
#pragma once

#include "packs/pack.h"
#include "packs/yaml.h"

namespace packs {

// Replaces the demo organisations of all packs by the one written in `node` (the keys of
// demo/organisation.yaml, already checked).
void replace_organisation(Packs& packs, const Node& node);

}  // namespace packs
