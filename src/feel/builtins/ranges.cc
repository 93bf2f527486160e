// Relations between points and ranges (Allen's interval algebra), and range().
#include <algorithm>

#include "base/text.h"
#include "feel/builtins/builtin.h"
#include "feel/compare.h"
#include "feel/feel.h"
#include "feel/nodes/arithmetic.h"
#include "feel/nodes/basic.h"
#include "feel/nodes/calls.h"

namespace feel {
namespace {

// A point is a range of one value. The missing end of a comparison lies beyond all values.
struct Span {
  Value low, high;
  bool has_low = true;
  bool has_high = true;
  bool is_low_open = false;
  bool is_high_open = false;
};

Span span_of(const Value& value) {
  if (!value.is(Kind::Range)) return {value, value};
  const Range& range = value.range();
  const bool is_low_open = range.is_comparison && range.low.is_null();
  const bool is_high_open = range.is_comparison && range.high.is_null();
  return {range.low,   range.high,  range.has_low_included, range.has_high_included,
          is_low_open, is_high_open};
}

using Relation = std::optional<bool> (*)(const Span&, const Span&);

std::optional<bool> is_before(const Span& a, const Span& b) {
  if (a.is_high_open || b.is_low_open) return false;
  const auto ends = order(a.high, b.low);
  if (!ends) return {};
  return *ends < 0 || (*ends == 0 && !(a.has_high && b.has_low));
}

std::optional<bool> do_meet(const Span& a, const Span& b) {
  if (a.is_high_open || b.is_low_open) return false;
  const auto ends = order(a.high, b.low);
  if (!ends) return {};
  return a.has_high && b.has_low && *ends == 0;
}

// -1, 0, 1: where the low ends lie to each other; an excluded end lies behind an included one.
std::optional<int> lows(const Span& a, const Span& b) {
  if (a.is_low_open || b.is_low_open) return int{b.is_low_open} - int{a.is_low_open};
  const auto ends = order(a.low, b.low);
  if (!ends) return {};
  if (*ends != 0) return *ends < 0 ? -1 : 1;
  if (a.has_low == b.has_low) return 0;
  return a.has_low ? -1 : 1;
}
std::optional<int> highs(const Span& a, const Span& b) {
  if (a.is_high_open || b.is_high_open) return int{a.is_high_open} - int{b.is_high_open};
  const auto ends = order(a.high, b.high);
  if (!ends) return {};
  if (*ends != 0) return *ends < 0 ? -1 : 1;
  if (a.has_high == b.has_high) return 0;
  return a.has_high ? 1 : -1;
}

std::optional<bool> do_overlap(const Span& a, const Span& b) {
  const auto before = is_before(a, b);
  const auto after = is_before(b, a);
  if (!before || !after) return {};
  return !*before && !*after;
}

std::optional<bool> overlaps_before(const Span& a, const Span& b) {
  const auto low = lows(a, b);
  const auto high = highs(a, b);
  const auto before = is_before(a, b);
  if (!low || !high || !before) return {};
  return *low < 0 && !*before && *high <= 0;
}
std::optional<bool> overlaps_after(const Span& a, const Span& b) { return overlaps_before(b, a); }

std::optional<bool> includes(const Span& a, const Span& b) {
  const auto low = lows(a, b);
  const auto high = highs(a, b);
  if (!low || !high) return {};
  return *low <= 0 && *high >= 0;
}

std::optional<bool> starts(const Span& a, const Span& b) {
  const auto low = lows(a, b);
  const auto high = highs(a, b);
  if (!low || !high) return {};
  return *low == 0 && *high <= 0;
}

std::optional<bool> finishes(const Span& a, const Span& b) {
  const auto low = lows(a, b);
  const auto high = highs(a, b);
  if (!low || !high) return {};
  return *high == 0 && *low >= 0;
}

std::optional<bool> coincides(const Span& a, const Span& b) {
  const auto low = lows(a, b);
  const auto high = highs(a, b);
  if (!low || !high) return {};
  return *low == 0 && *high == 0;
}

Value relate(const Arguments& arguments, Relation relation, bool is_swapped) {
  const Span a = span_of(arguments[is_swapped ? 1 : 0]);
  const Span b = span_of(arguments[is_swapped ? 0 : 1]);
  const auto holds = relation(a, b);
  return holds ? Value(*holds) : arguments.fail("values without order");
}

Value ranges_only(const Arguments& arguments, Relation relation, bool is_swapped) {
  if (!arguments[0].is(Kind::Range) || !arguments[1].is(Kind::Range)) {
    return arguments.fail("not two ranges");
  }
  return relate(arguments, relation, is_swapped);
}

// A range and what may lie in it: `container` says which of the two must be a range.
Value range_and_any(const Arguments& arguments, Relation relation, size_t container) {
  if (!arguments[container].is(Kind::Range)) return arguments.fail("not a range");
  return relate(arguments, relation, relation == includes && container == 1);
}

Value before(const Arguments& a) { return relate(a, is_before, false); }
Value after(const Arguments& a) { return relate(a, is_before, true); }
Value meets(const Arguments& a) { return ranges_only(a, do_meet, false); }
Value met_by(const Arguments& a) { return ranges_only(a, do_meet, true); }
Value overlaps(const Arguments& a) { return ranges_only(a, do_overlap, false); }
Value before_overlap(const Arguments& a) { return ranges_only(a, overlaps_before, false); }
Value after_overlap(const Arguments& a) { return ranges_only(a, overlaps_after, false); }
Value finishes_it(const Arguments& a) { return range_and_any(a, finishes, 1); }
Value finished_by(const Arguments& a) {
  if (!a[0].is(Kind::Range)) return a.fail("not a range");
  return relate(a, finishes, true);
}
Value starts_it(const Arguments& a) { return range_and_any(a, starts, 1); }
Value started_by(const Arguments& a) {
  if (!a[0].is(Kind::Range)) return a.fail("not a range");
  return relate(a, starts, true);
}
Value includes_it(const Arguments& a) { return range_and_any(a, includes, 0); }
Value during(const Arguments& a) { return range_and_any(a, includes, 1); }
Value coincides_with(const Arguments& a) {
  if (a[0].is(Kind::Range) != a[1].is(Kind::Range)) return a.fail("a point and a range");
  return relate(a, coincides, false);
}

bool is_literal(const Node& node) {
  if (node.constant()) return true;
  if (const auto* negation = dynamic_cast<const Negation*>(&node)) {
    return negation->operand->constant() != nullptr;
  }
  const auto* call = dynamic_cast<const CallBuiltin*>(&node);
  return call &&
         std::all_of(call->arguments.begin(), call->arguments.end(),
                     [](const NodePtr& argument) { return argument->constant() != nullptr; });
}

enum class Ends { Both, One };

bool is_range_of_literals(const Program& program, Ends ends) {
  const auto* range = dynamic_cast<const RangeLiteral*>(program.root.get());
  const auto is_fine = [](const NodePtr& end) { return !end || is_literal(*end); };
  return range && range->is_comparison == (ends == Ends::One) && is_fine(range->low) &&
         is_fine(range->high);
}

// range("(..5]"): the comparison that it stands for; nothing when both ends are written or the
// missing one is not open.
std::optional<std::string> comparison_of(std::string_view range) {
  const std::string_view text = base::trim(range);
  const size_t dots = text.find("..");
  if (text.size() < 4 || dots == std::string_view::npos) return {};
  const auto low = base::trim(text.substr(1, dots - 1));
  const auto high = base::trim(text.substr(dots + 2, text.size() - dots - 3));
  const char first = text.front();
  const char last = text.back();
  if (low.empty() && !high.empty() && (first == '(' || first == ']')) {
    return (last == ']' ? "(<= " : "(< ") + std::string(high) + ")";
  }
  if (high.empty() && !low.empty() && (last == ')' || last == '[')) {
    return (first == '[' ? "(>= " : "(> ") + std::string(low) + ")";
  }
  return {};
}

// range("[1..10]"): the text of a range whose ends are literals; one may be missing.
Value range_of_text(const Arguments& arguments) {
  const auto comparison = comparison_of(arguments[0].text());
  if (!arguments.spend(arguments[0].text().size() / 4)) return {};  // it is read as an expression
  const auto expression = compile(comparison.value_or(arguments[0].text()));
  const Ends ends = comparison ? Ends::One : Ends::Both;
  if (!expression.ok() || !is_range_of_literals(expression->program(), ends)) {
    return arguments.fail("no range: " + arguments[0].text());
  }
  const size_t reasons = arguments.evaluation.reasons.size();
  Value range = expression->evaluate(NoNames(), arguments.evaluation);
  arguments.evaluation.reasons.resize(std::min(reasons, arguments.evaluation.reasons.size()));
  return range.is(Kind::Range) ? range : arguments.fail("no range: " + arguments[0].text());
}

constexpr BuiltinRow kRows[] = {
    {"before",
     "point1: any, point2: any | point: any, range: any | range: any, point: any"
     " | range1: any, range2: any",
     before},
    {"after",
     "point1: any, point2: any | point: any, range: any | range: any, point: any"
     " | range1: any, range2: any",
     after},
    {"meets", "range1: any, range2: any", meets},
    {"met by", "range1: any, range2: any", met_by},
    {"overlaps", "range1: any, range2: any", overlaps},
    {"overlaps before", "range1: any, range2: any", before_overlap},
    {"overlaps after", "range1: any, range2: any", after_overlap},
    {"finishes", "point: any, range: any | range1: any, range2: any", finishes_it},
    {"finished by", "range: any, point: any | range1: any, range2: any", finished_by},
    {"includes", "range: any, point: any | range1: any, range2: any", includes_it},
    {"during", "point: any, range: any | range1: any, range2: any", during},
    {"starts", "point: any, range: any | range1: any, range2: any", starts_it},
    {"started by", "range: any, point: any | range1: any, range2: any", started_by},
    {"coincides", "point1: any, point2: any | range1: any, range2: any", coincides_with},
    {"range", "from: string", range_of_text},
};

}  // namespace

std::span<const BuiltinRow> range_functions() { return kRows; }

}  // namespace feel
