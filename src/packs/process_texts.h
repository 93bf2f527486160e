// What people read of a process: the texts of its model by the paths that locale/en.yaml gives
// their English.
#pragma once

#include <string>
#include <vector>

#include "bpmn/model.h"

namespace packs {

struct ProcessText {
  std::string path;  // "review", "review.outcomes.agree", "review.phrases.1"
  std::string zh;
  bpmn::Place place;
  bool is_translated =
      false;  // the model has its English (jw:title_en and its like), or computes it
};

// Of the first process of the file, and of the pools.
std::vector<ProcessText> texts_of(const bpmn::Model& model);

}  // namespace packs
