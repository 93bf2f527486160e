// Plane geometry of a diagram.
#pragma once

#include <string_view>

#include "bpmn/model.h"

namespace bpmn {

struct Segment {
  Point from;
  Point to;
};

// Whether two segments cross at a point inside both; touching at an end is no crossing.
bool cross(const Segment& a, const Segment& b);
// Whether a segment runs through the inside of a box (its border does not count).
bool passes_through(const Segment& segment, const Box& box);
bool overlap(const Box& a, const Box& b);
bool contains(const Box& outer, const Box& inner);

// Height that a text takes when wrapped to `width` at 12 px: a CJK character is as wide as the font
// is high, any other half of that. A word of Latin letters is not broken.
double wrapped_height(std::string_view text, double width);
double text_width(std::string_view text);

}  // namespace bpmn
