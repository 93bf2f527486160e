#include "feel/builtins/pattern_syntax.h"

#include <unicode/uniset.h>

#include <algorithm>
#include <vector>

namespace feel {
namespace {

// Characters as ranges of a class: "\x{61}-\x{7A}".
std::string ranges_of(icu::UnicodeSet set) {
  set.remove(0xD800, 0xDFFF);  // halves of pairs are no characters
  std::string made;
  for (int32_t i = 0; i < set.getRangeCount(); ++i) {
    char range[40];
    std::snprintf(range, sizeof range, "\\x{%X}-\\x{%X}",
                  static_cast<unsigned>(set.getRangeStart(i)),
                  static_cast<unsigned>(set.getRangeEnd(i)));
    made += range;
  }
  return made;
}

icu::UnicodeSet set_of(const char* pattern) {
  UErrorCode status = U_ZERO_ERROR;
  return {icu::UnicodeString::fromUTF8(pattern), status};
}

// `\i` and `\c`: what starts a name of XML and what goes on in it; `\I` and `\C`: all else.
std::string name_class(char kind) {
  icu::UnicodeSet set = set_of(
      "[\\:A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF"
      "\\u200C\\u200D\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD"
      "\\U00010000-\\U000EFFFF]");
  if (kind == 'c' || kind == 'C') {
    set.addAll(set_of("[\\-.0-9\\u00B7\\u0300-\\u036F\\u203F\\u2040]"));
  }
  if (kind == 'I' || kind == 'C') set.complement();
  return ranges_of(std::move(set));
}

// The inside of the class that an escape of one letter stands for; empty when it is none.
std::string class_of_letter(char kind) {
  switch (kind) {
    case 's': return "\\t\\n\\r ";
    case 'S': return "\\x{0}-\\x{8}\\x{B}\\x{C}\\x{E}-\\x{1F}\\x{21}-\\x{10FFFF}";
    case 'd': return "\\p{Nd}";
    case 'D': return "\\P{Nd}";
    case 'w': return "\\p{L}\\p{M}\\p{N}\\p{S}";
    case 'W': return "\\p{P}\\p{Z}\\p{C}";
    case 'i':
    case 'I':
    case 'c':
    case 'C': return name_class(kind);
    default: return {};
  }
}

// The characters of each block, by ICU's number of it. Blocks begin at multiples of sixteen.
struct Block {
  UChar32 first = 0;
  UChar32 last = -1;
};
const std::vector<Block>& blocks() {
  static const std::vector<Block> all = [] {
    std::vector<Block> made(static_cast<size_t>(u_getIntPropertyMaxValue(UCHAR_BLOCK)) + 1);
    for (UChar32 at = 0; at <= UCHAR_MAX_VALUE; at += 16) {
      Block& block = made[static_cast<size_t>(ublock_getCode(at))];
      if (block.last < 0) block.first = at;
      block.last = at + 15;
    }
    return made;
  }();
  return all;
}

// A block of Unicode ("Greek"); empty when there is none of that name.
std::string class_of_block(std::string_view name, bool is_negated) {
  const int32_t number = u_getPropertyValueEnum(UCHAR_BLOCK, std::string(name).c_str());
  if (number <= UBLOCK_NO_BLOCK) return {};
  const Block& block = blocks()[static_cast<size_t>(number)];
  icu::UnicodeSet set(block.first, block.last);
  if (is_negated) set.complement();
  return ranges_of(std::move(set));
}

bool is_category(std::string_view name) {
  constexpr std::string_view known =
      " L Lu Ll Lt Lm Lo M Mn Mc Me N Nd Nl No P Pc Pd Ps Pe Pi Pf Po Z Zs Zl Zp S Sm Sc Sk So C Cc"
      " Cf Co Cn ";
  return !name.empty() && known.find(" " + std::string(name) + " ") != std::string_view::npos;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// "2", "2," or "2,3".
bool is_quantity(std::string_view text) {
  const size_t comma = text.find(',');
  const auto least = text.substr(0, comma);
  const auto most = comma == std::string_view::npos ? std::string_view() : text.substr(comma + 1);
  return !least.empty() && std::all_of(least.begin(), least.end(), is_digit) &&
         std::all_of(most.begin(), most.end(), is_digit);
}

class Translation {
 public:
  Translation(std::string_view pattern, bool dot_takes_lines)
      : text_(pattern), dot_takes_lines_(dot_takes_lines) {}

  std::optional<std::string> all(std::string& problem) {
    while (at_ < text_.size() && problem_.empty()) one();
    if (problem_.empty() && !open_.empty()) problem_ = "'(' without ')'";
    if (problem_.empty()) return std::move(made_);
    problem = problem_;
    return {};
  }

 private:
  enum class Where { Outside, InClass };

  bool is_at(std::string_view what) const { return text_.substr(at_).starts_with(what); }
  char next() const { return at_ + 1 < text_.size() ? text_[at_ + 1] : '\0'; }
  void copy(size_t bytes) {
    made_ += text_.substr(at_, bytes);
    at_ += bytes;
  }
  std::string stop(std::string_view problem) {
    problem_ = problem;
    at_ = text_.size();
    return {};
  }

  void one() {
    const char c = text_[at_];
    const bool is_repeatable = c != '(' && c != '|';
    switch (c) {
      case '?':
      case '*':
      case '+':
      case '{': return quantifier();
      case '\\':
        made_ += next() >= '1' && next() <= '9' ? back_reference() : escape(Where::Outside);
        break;
      case '[': made_ += character_class(0); break;
      case '(': open_group(); break;
      case ')': close_group(); break;
      case ']':
      case '}': stop("a bracket that was not opened"); break;
      case '.':
        made_ += dot_takes_lines_ ? "." : "[^\\n\\r]";
        ++at_;
        break;
      default: copy(1);
    }
    can_repeat_ = is_repeatable;
  }

  // "?", "*", "+" or a quantity in braces, and "?" behind it when it is reluctant.
  void quantifier() {
    if (!can_repeat_) return void(stop("nothing to repeat"));
    const size_t start = at_;
    if (text_[start] == '{') {
      const size_t end = text_.find('}', start);
      const bool is_closed = end != std::string_view::npos;
      if (!is_closed || !is_quantity(text_.substr(start + 1, end - start - 1))) {
        return void(stop("no quantity in braces"));
      }
      at_ = end;
    }
    ++at_;
    if (is_at("?")) ++at_;
    made_ += text_.substr(start, at_ - start);
    can_repeat_ = false;
  }

  void open_group() {
    const bool counts = !is_at("(?:");
    if (counts && is_at("(?")) {
      return void(stop("look-around and options are not part of XPath"));
    }
    open_.push_back(counts ? ++groups_ : 0);
    copy(counts ? 1 : 3);
  }

  void close_group() {
    if (open_.empty()) return void(stop("')' without '('"));
    open_.pop_back();
    copy(1);
  }

  // As many digits as name a group, which must be closed already.
  std::string back_reference() {
    auto group = static_cast<size_t>(next() - '0');
    for (at_ += 2; at_ < text_.size() && is_digit(text_[at_]); ++at_) {
      const size_t longer = group * 10 + static_cast<size_t>(text_[at_] - '0');
      if (longer > groups_) break;
      group = longer;
    }
    const bool is_open = std::find(open_.begin(), open_.end(), group) != open_.end();
    if (group > groups_ || is_open) return stop("a reference to a group that is not closed");
    return "\\g{" + std::to_string(group) + "}";
  }

  std::string escape(Where where) {
    const char kind = next();
    if (kind == 'p' || kind == 'P') return property(where);
    if (const auto inside = class_of_letter(kind); !inside.empty()) {
      at_ += 2;
      return where == Where::InClass ? inside : "[" + inside + "]";
    }
    constexpr std::string_view known = "nrt\\|.?*+(){}[]-^$/";
    if (kind == '\0' || known.find(kind) == std::string_view::npos) return stop("unknown escape");
    at_ += 2;
    return {'\\', kind};
  }

  // "\p{Lu}" or "\p{IsGreek}".
  std::string property(Where where) {
    const bool is_negated = next() == 'P';
    const size_t end = text_.find('}', at_);
    if (!text_.substr(at_ + 2).starts_with('{') || end == std::string_view::npos) {
      return stop("no category in braces");
    }
    const auto whole = text_.substr(at_, end + 1 - at_);
    const auto name = whole.substr(3, whole.size() - 4);
    at_ = end + 1;
    if (is_category(name)) return std::string(whole);
    if (!name.starts_with("Is")) return stop("unknown category");
    const auto inside = class_of_block(name.substr(2), is_negated);
    if (inside.empty()) return stop("unknown block");
    return where == Where::InClass ? inside : "[" + inside + "]";
  }

  // "[a-z-[aeiou]]" becomes "(?:(?![aeiou])[a-z])".
  std::string character_class(int depth) {
    if (depth > 20) return stop("classes nested too deeply");
    std::string made = "[";
    std::string without;
    ++at_;
    if (is_at("^")) made += '^', ++at_;
    const size_t bare = made.size();
    while (at_ < text_.size() && text_[at_] != ']') {
      if (is_at("-[")) {
        ++at_;
        without = character_class(depth + 1);
        if (!is_at("]")) return stop("characters behind a subtraction");
      } else if (text_[at_] == '\\') {
        made += escape(Where::InClass);
      } else if (text_[at_] == '[') {
        stop("'[' in a class");
      } else {
        made += text_[at_++];
      }
    }
    if (!problem_.empty()) return {};
    if (at_ >= text_.size()) return stop("class without end");
    if (made.size() == bare) return stop("class without characters");
    ++at_;
    made += ']';
    return without.empty() ? made : "(?:(?!" + without + ")" + made + ")";
  }

  std::string_view text_;
  bool dot_takes_lines_;
  size_t at_ = 0;
  std::string made_;
  std::string problem_;
  bool can_repeat_ = false;   // whether what lies before may be repeated
  size_t groups_ = 0;         // opened so far
  std::vector<size_t> open_;  // the numbers of those that are open; 0: does not count
};

// White space outside of classes does not count.
std::string without_space(std::string_view pattern) {
  std::string kept;
  int classes = 0;
  for (size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    if (classes == 0 && (c == ' ' || c == '\t' || c == '\n' || c == '\r')) continue;
    kept.push_back(c);
    if (c == '\\' && i + 1 < pattern.size() && (classes > 0 || pattern[i + 1] != ' ')) {
      kept.push_back(pattern[++i]);
    } else if (c == '[') {
      ++classes;
    } else if (c == ']' && classes > 0) {
      --classes;
    }
  }
  return kept;
}

}  // namespace

std::optional<std::string> translate_pattern(std::string_view pattern, PatternFlags flags,
                                             std::string& problem) {
  const std::string kept = flags.is_spaced ? without_space(pattern) : std::string(pattern);
  return Translation(kept, flags.dot_takes_lines).all(problem);
}

}  // namespace feel
