// String functions; positions count code points.
#include <algorithm>
#include <cstring>

#include "base/text.h"
#include "feel/builtins/builtin.h"
#include "feel/builtins/pattern.h"
#include "feel/nodes/node.h"

namespace feel {
namespace {

bool is_start(char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }

// Byte offsets of code points: the one `count` points behind `at`.
size_t forward(std::string_view text, size_t at, int64_t count) {
  while (count > 0 && at < text.size()) {
    ++at;
    while (at < text.size() && !is_start(text[at])) ++at;
    --count;
  }
  return at;
}

Value substring(const Arguments& arguments) {
  const std::string& text = arguments[0].text();
  const auto position = arguments[1].number().round(0, base::Rounding::Down).to_int64();
  if (!position || *position == 0) return arguments.fail("no such position");
  const auto points = static_cast<int64_t>(base::length(text));
  int64_t start = *position > 0 ? *position - 1 : points + *position;
  if (start < 0 || start >= std::max<int64_t>(points, 1)) {
    return arguments.fail("position outside of the text");
  }
  int64_t length = points - start;
  if (arguments.has(2)) {
    const auto wanted = arguments[2].number().round(0, base::Rounding::Down).to_int64();
    if (!wanted || *wanted < 0) return arguments.fail("negative length");
    length = std::min(length, *wanted);
  }
  const size_t from = forward(text, 0, start);
  return text.substr(from, forward(text, from, length) - from);
}

Value string_length(const Arguments& arguments) {
  return static_cast<int64_t>(base::length(arguments[0].text()));
}

// Letters beyond ASCII are looked up in tables.
bool spend_for_case(const Arguments& arguments) {
  return arguments.spend(arguments[0].text().size() / 16);
}
Value upper_case(const Arguments& arguments) {
  return spend_for_case(arguments) ? Value(to_upper(arguments[0].text())) : Value();
}
Value lower_case(const Arguments& arguments) {
  return spend_for_case(arguments) ? Value(to_lower(arguments[0].text())) : Value();
}

// Where `match` begins; takes time in proportion to the two texts, as std::string::find does not.
size_t find_in(const Arguments& arguments) {
  const std::string& text = arguments[0].text();
  const std::string& match = arguments[1].text();
  if (!arguments.spend(text.size() / 64)) return std::string::npos;
  const void* at = memmem(text.data(), text.size(), match.data(), match.size());
  return at ? static_cast<size_t>(static_cast<const char*>(at) - text.data()) : std::string::npos;
}

Value substring_before(const Arguments& arguments) {
  const std::string& text = arguments[0].text();
  const size_t at = find_in(arguments);
  if (arguments.is_exhausted()) return {};
  return at == std::string::npos ? std::string() : text.substr(0, at);
}

Value substring_after(const Arguments& arguments) {
  const std::string& text = arguments[0].text();
  const size_t at = find_in(arguments);
  if (arguments.is_exhausted()) return {};
  return at == std::string::npos ? std::string() : text.substr(at + arguments[1].text().size());
}

Value contains(const Arguments& arguments) {
  const bool is_there = find_in(arguments) != std::string::npos;
  return arguments.is_exhausted() ? Value() : Value(is_there);
}
Value starts_with(const Arguments& arguments) {
  return arguments[0].text().starts_with(arguments[1].text());
}
Value ends_with(const Arguments& arguments) {
  return arguments[0].text().ends_with(arguments[1].text());
}

// The pattern of a call: made ready with the expression, or now from the arguments.
class CalledPattern {
 public:
  CalledPattern(const Arguments& arguments, size_t flags) : pattern_(arguments.pattern) {
    const int64_t left = std::max<int64_t>(arguments.evaluation.steps_left, 0);
    search.steps_max = std::min(search.steps_max, static_cast<size_t>(left));
    if (pattern_) return;
    made_ = Pattern::compile(arguments[1].text(), arguments[flags].text_or_empty(), search.problem);
    pattern_ = made_.get();
    search.steps = made_ ? made_->burden() : 10 + arguments[1].text().size() / 8;
  }
  // Null with the reason why there is no answer.
  Value failed(const Arguments& arguments) const {
    if (!arguments.spend(search.steps)) return {};
    return arguments.fail(search.problem);
  }
  explicit operator bool() const { return pattern_ != nullptr; }
  const Pattern* operator->() const { return pattern_; }

  Search search;

 private:
  const Pattern* pattern_;
  std::unique_ptr<Pattern> made_;
};

// Where the functions take their flags: behind all arguments when they take none.
constexpr size_t kFlagsOfReplace = 3;
constexpr size_t kFlagsOfOthers = 2;

Value replace(const Arguments& arguments) {
  CalledPattern pattern(arguments, kFlagsOfReplace);
  if (!pattern) return pattern.failed(arguments);
  auto replaced = pattern->replace(arguments[0].text(), arguments[2].text(), pattern.search);
  if (!replaced) return pattern.failed(arguments);
  return arguments.spend(pattern.search.steps) ? Value(std::move(*replaced)) : Value();
}

Value matches(const Arguments& arguments) {
  CalledPattern pattern(arguments, kFlagsOfOthers);
  if (!pattern) return pattern.failed(arguments);
  const auto found = pattern->matches(arguments[0].text(), pattern.search);
  if (!found) return pattern.failed(arguments);
  return arguments.spend(pattern.search.steps) ? Value(*found) : Value();
}

Value split(const Arguments& arguments) {
  CalledPattern pattern(arguments, kFlagsOfOthers);
  if (!pattern) return pattern.failed(arguments);
  const auto pieces = pattern->split(arguments[0].text(), pattern.search);
  if (!pieces) return pattern.failed(arguments);
  if (!arguments.spend(pattern.search.steps)) return {};
  return Value::list({pieces->begin(), pieces->end()});
}

Value extract(const Arguments& arguments) {
  CalledPattern pattern(arguments, kFlagsOfOthers);
  if (!pattern) return pattern.failed(arguments);
  const auto found = pattern->extract(arguments[0].text(), pattern.search);
  if (!found) return pattern.failed(arguments);
  if (!arguments.spend(pattern.search.steps)) return {};
  return Value::list({found->begin(), found->end()});
}

}  // namespace

// The prefix and the suffix, the third and fourth argument, are Camunda's.
Value string_join(const Arguments& arguments) {
  std::string joined = arguments[2].text_or_empty();
  bool is_first = true;
  if (!arguments.spend(arguments[0].items().size() / 8)) return {};
  const std::string delimiter = arguments[1].text_or_empty();
  for (const auto& item : arguments[0].items()) {
    if (item.is_null()) continue;
    if (!item.is(Kind::String)) return arguments.fail("an item is no string");
    if (!is_first) joined += delimiter;
    is_first = false;
    joined += item.text();
    if (joined.size() > kTextMax) return arguments.fail("text too long");
  }
  joined += arguments[3].text_or_empty();
  if (joined.size() > kTextMax) return arguments.fail("text too long");
  if (!arguments.spend(joined.size() / 64)) return {};
  return joined;
}

namespace {

constexpr BuiltinRow kRows[] = {
    {"substring", "string: string, start position: number, length?: number", substring},
    {"string length", "string: string", string_length},
    {"upper case", "string: string", upper_case},
    {"lower case", "string: string", lower_case},
    {"substring before", "string: string, match: string", substring_before},
    {"substring after", "string: string, match: string", substring_after},
    {"contains", "string: string, match: string", contains},
    {"starts with", "string: string, match: string", starts_with},
    {"ends with", "string: string, match: string", ends_with},
    {"matches", "input: string, pattern: string, flags?: *string", matches},
    {"replace", "input: string, pattern: string, replacement: string, flags?: *string", replace},
    {"split", "string: string, delimiter: string", split},
    {"extract", "string: string, pattern: string, flags?: *string", extract},
    {"string join", "list: list, delimiter?: *string", string_join},
};

}  // namespace

std::span<const BuiltinRow> string_functions() { return kRows; }

bool takes_pattern(std::string_view function) {
  return function == "matches" || function == "replace" || function == "split" ||
         function == "extract";
}

std::shared_ptr<const Pattern> ready_pattern(std::string_view function,
                                             std::span<const Value* const> constants) {
  if (!takes_pattern(function)) return nullptr;
  const bool is_replace = function == "replace";
  const size_t flags = is_replace ? kFlagsOfReplace : kFlagsOfOthers;
  const auto is_text = [](const Value* value) { return value && value->is(Kind::String); };
  if (constants.size() < 2 || !is_text(constants[1])) return nullptr;
  if (constants.size() > flags && !is_text(constants[flags])) return nullptr;
  std::string problem;
  return Pattern::compile(constants[1]->text(),
                          constants.size() > flags ? constants[flags]->text() : std::string(),
                          problem);
}

}  // namespace feel
