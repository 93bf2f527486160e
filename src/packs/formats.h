// The formats of a pack's YAML files, as tables: which keys each has and what they hold.
#pragma once

#include <string>
#include <vector>

#include "packs/shape.h"

namespace packs {

struct Format {
  std::string name;   // "record", also the schema's file name
  std::string title;  // "Record type"
  std::string files;  // where in a pack: "records/*.yaml"
  Shape shape;
};

// In the order of docs/reference/pack-format.md.
const std::vector<Format>& formats();
// Ensures that there is one of this name.
const Format& format(std::string_view name);

// Parts that scenarios share with packs.
const Shape& organisation_shape();
const Shape& step_shape();

// Every verb of a step ("start", "complete" …).
const std::vector<std::string>& verbs();

}  // namespace packs
