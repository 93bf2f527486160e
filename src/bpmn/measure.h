// How well a diagram can be read, in numbers. All are 0 in a model that is shipped.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "bpmn/model.h"

namespace bpmn {

struct Measures {
  int edge_crossings = 0;
  int edges_through_shapes = 0;
  int shape_overlaps = 0;
  int wide_labels = 0;                  // labels that do not fit the box they are written in
  int outside_lanes = 0;                // elements drawn outside the lane or pool that holds them
  int undrawn = 0;                      // elements and flows without a shape or an edge
  std::vector<base::Problem> findings;  // one a count, with the place in the file

  int total() const {
    return edge_crossings + edges_through_shapes + shape_overlaps + wide_labels + outside_lanes +
           undrawn;
  }
};

Measures measure(const Model& model);

}  // namespace bpmn
