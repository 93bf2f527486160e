#include "feel/builtins/pattern_syntax.h"

#include <array>

namespace feel {
namespace {

struct Block {
  std::string_view name;
  std::string_view range;
};
constexpr std::array<Block, 14> kBlocks = {{{"BasicLatin", "\\x{0}-\\x{7F}"},
                                            {"Latin-1Supplement", "\\x{80}-\\x{FF}"},
                                            {"LatinExtended-A", "\\x{100}-\\x{17F}"},
                                            {"LatinExtended-B", "\\x{180}-\\x{24F}"},
                                            {"Greek", "\\x{370}-\\x{3FF}"},
                                            {"GreekandCoptic", "\\x{370}-\\x{3FF}"},
                                            {"Cyrillic", "\\x{400}-\\x{4FF}"},
                                            {"Hebrew", "\\x{590}-\\x{5FF}"},
                                            {"Arabic", "\\x{600}-\\x{6FF}"},
                                            {"Hiragana", "\\x{3040}-\\x{309F}"},
                                            {"Katakana", "\\x{30A0}-\\x{30FF}"},
                                            {"HangulSyllables", "\\x{AC00}-\\x{D7AF}"},
                                            {"CJKUnifiedIdeographs", "\\x{4E00}-\\x{9FFF}"},
                                            {"GeneralPunctuation", "\\x{2000}-\\x{206F}"}}};

constexpr std::string_view kNameStart = "\\p{L}\\p{Nl}_:";
constexpr std::string_view kNamePart = "\\p{L}\\p{N}\\p{M}_:\\-.\\x{B7}";

class Translation {
 public:
  Translation(std::string_view pattern, bool dot_takes_lines)
      : text_(pattern), dot_takes_lines_(dot_takes_lines) {}

  std::optional<std::string> all(std::string& problem) {
    while (at_ < text_.size() && problem_.empty()) one();
    if (problem_.empty()) return std::move(made_);
    problem = problem_;
    return {};
  }

 private:
  bool is_at(std::string_view what) const { return text_.substr(at_).starts_with(what); }
  void copy(size_t bytes) {
    made_ += text_.substr(at_, bytes);
    at_ += bytes;
  }

  void one() {
    const char c = text_[at_];
    if (c == '\\') {
      made_ += escape(false);
    } else if (c == '[') {
      made_ += character_class(0);
    } else if (is_at("(?")) {
      if (!is_at("(?:")) problem_ = "look-around and options are not part of XPath";
      copy(3);
    } else if (is_at("(*")) {
      problem_ = "nothing to repeat";
    } else if (c == '.' && !dot_takes_lines_) {
      made_ += "[^\\n\\r]";
      ++at_;
    } else {
      copy(1);
    }
  }

  // "\p{IsGreek}" as a range; other escapes as they are.
  std::string escape(bool is_in_class) {
    const char kind = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
    if (kind == 'i' || kind == 'c') {
      at_ += 2;
      const std::string_view names = kind == 'i' ? kNameStart : kNamePart;
      return is_in_class ? std::string(names) : "[" + std::string(names) + "]";
    }
    if (kind == 'I' || kind == 'C') {
      at_ += 2;
      return "[^" + std::string(kind == 'I' ? kNameStart : kNamePart) + "]";
    }
    if ((kind == 'p' || kind == 'P') && text_.substr(at_ + 2).starts_with("{Is")) {
      return block(kind == 'P', is_in_class);
    }
    constexpr std::string_view known = "nrtdDsSwWpP\\|.?*+(){}[]-^$/";
    const bool is_digit = kind >= '1' && kind <= '9' && !is_in_class;
    if (kind == '\0' || (!is_digit && known.find(kind) == std::string_view::npos)) {
      problem_ = "unknown escape";
      at_ = text_.size();
      return {};
    }
    at_ += 2;
    return {'\\', kind};
  }

  std::string block(bool is_negated, bool is_in_class) {
    const size_t start = at_ + 5;
    const size_t end = text_.find('}', start);
    const auto name = text_.substr(start, end == std::string_view::npos ? 0 : end - start);
    for (const auto& one : kBlocks) {
      if (one.name != name) continue;
      at_ = end + 1;
      if (is_in_class && !is_negated) return std::string(one.range);
      return (is_negated ? "[^" : "[") + std::string(one.range) + "]";
    }
    problem_ = "unknown block";
    at_ = text_.size();
    return {};
  }

  // "[a-z-[aeiou]]" becomes "(?:(?![aeiou])[a-z])".
  std::string character_class(int depth) {
    if (depth > 20) return problem_ = "classes nested too deeply", std::string();
    std::string made = "[";
    std::string without;
    ++at_;
    if (at_ < text_.size() && text_[at_] == '^') made += '^', ++at_;
    while (at_ < text_.size() && text_[at_] != ']' && problem_.empty()) {
      if (is_at("-[")) {
        ++at_;
        without = character_class(depth + 1);
      } else if (text_[at_] == '\\') {
        made += escape(true);
      } else if (text_[at_] == '[') {
        problem_ = "'[' in a class";
      } else {
        made += text_[at_++];
      }
    }
    if (at_ >= text_.size()) return problem_ = "class without end", std::string();
    ++at_;
    made += ']';
    return without.empty() ? made : "(?:(?!" + without + ")" + made + ")";
  }

  std::string_view text_;
  bool dot_takes_lines_;
  size_t at_ = 0;
  std::string made_;
  std::string problem_;
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
