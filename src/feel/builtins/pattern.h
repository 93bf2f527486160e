// Regular expressions of XPath (matches, replace, split, extract), run by PCRE2 within limits.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace feel {

// What a search leaves behind.
struct Search {
  std::string problem;           // why there is no answer
  size_t steps = 0;              // of the evaluation, for the trouble it took
  size_t steps_max = 1'000'000;  // where it gives up
};

class Pattern {
 public:
  // Null, with `problem` filled, when pattern or flags are not understood.
  static std::unique_ptr<Pattern> compile(std::string_view pattern, std::string_view flags,
                                          std::string& problem);
  ~Pattern();
  // Steps for reading it.
  size_t burden() const;
  Pattern(const Pattern&) = delete;
  Pattern& operator=(const Pattern&) = delete;

  // Empty, with a problem, when the search takes too long, the replacement is wrong, or a pattern
  // that matches the empty text would replace or split.
  std::optional<bool> matches(std::string_view text, Search& search) const;
  std::optional<std::string> replace(std::string_view text, std::string_view replacement,
                                     Search& search) const;
  std::optional<std::vector<std::string>> split(std::string_view text, Search& search) const;
  std::optional<std::vector<std::string>> extract(std::string_view text, Search& search) const;

 private:
  struct State;
  struct Match;
  explicit Pattern(std::unique_ptr<State> state);
  // Every match from left to right; false when a limit was met.
  // False, with a problem, when it matches the empty text (FORX0003) or cannot tell.
  bool consumes_text(Search& search) const;
  template <class Take>
  bool each_match(std::string_view text, Search& search, const Take& take) const;

  std::unique_ptr<State> state_;
};

// Full Unicode case mapping.
std::string to_upper(std::string_view text);
std::string to_lower(std::string_view text);

}  // namespace feel
