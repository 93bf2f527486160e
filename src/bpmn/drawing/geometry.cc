#include "bpmn/drawing/geometry.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace bpmn {

namespace {

constexpr double kFont = 12;
constexpr double kLine = 14.4;
constexpr double kTouch = 0.5;  // pixels that do not matter

double side(Point a, Point b, Point c) {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

struct Glyph {
  double width;
  bool is_breakable;  // a line may end behind it
};

// One glyph a code point.
std::vector<Glyph> glyphs(std::string_view text) {
  std::vector<Glyph> result;
  for (size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xC0) == 0x80) continue;
    const bool is_wide = byte >= 0xE2;  // from U+2000 on, CJK and its punctuation among it
    const bool is_blank = byte == ' ' || byte == '\n' || byte == '-';
    result.push_back({is_wide ? kFont : kFont / 2, is_wide || is_blank});
  }
  return result;
}

}  // namespace

bool cross(const Segment& a, const Segment& b) {
  const double one = side(a.from, a.to, b.from);
  const double two = side(a.from, a.to, b.to);
  const double three = side(b.from, b.to, a.from);
  const double four = side(b.from, b.to, a.to);
  constexpr double kNothing = 1e-9;
  return one * two < -kNothing && three * four < -kNothing;
}

bool passes_through(const Segment& segment, const Box& box) {
  // Clips the segment to the shrunk box (Liang–Barsky).
  const double left = box.x + kTouch;
  const double right = box.x + box.width - kTouch;
  const double top = box.y + kTouch;
  const double bottom = box.y + box.height - kTouch;
  const double dx = segment.to.x - segment.from.x;
  const double dy = segment.to.y - segment.from.y;
  double begin = 0;
  double end = 1;
  const double p[] = {-dx, dx, -dy, dy};
  const double q[] = {segment.from.x - left, right - segment.from.x, segment.from.y - top,
                      bottom - segment.from.y};
  for (int i = 0; i < 4; ++i) {
    if (std::abs(p[i]) < 1e-9) {
      if (q[i] <= 0) return false;
      continue;
    }
    const double t = q[i] / p[i];
    if (p[i] < 0)
      begin = std::max(begin, t);
    else
      end = std::min(end, t);
  }
  return begin < end;
}

bool overlap(const Box& a, const Box& b) {
  return a.x + kTouch < b.x + b.width && b.x + kTouch < a.x + a.width &&
         a.y + kTouch < b.y + b.height && b.y + kTouch < a.y + a.height;
}

bool contains(const Box& outer, const Box& inner) {
  return inner.x >= outer.x - kTouch && inner.y >= outer.y - kTouch &&
         inner.x + inner.width <= outer.x + outer.width + kTouch &&
         inner.y + inner.height <= outer.y + outer.height + kTouch;
}

double text_width(std::string_view text) {
  double width = 0;
  for (const Glyph& each : glyphs(text)) width += each.width;
  return width;
}

double wrapped_height(std::string_view text, double width) {
  int lines = 1;
  double line = 0;  // what stands on the line up to the last possible break
  double word = 0;  // what must stay together behind it
  for (const Glyph& each : glyphs(text)) {
    word += each.width;
    if (word > width) return 1e9;  // a word that fits on no line
    if (line + word > width) {
      ++lines;
      line = 0;
    }
    if (each.is_breakable) {
      line += word;
      word = 0;
    }
  }
  return lines * kLine;
}

}  // namespace bpmn
