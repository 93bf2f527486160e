#include "app/inside/words.h"

#include <algorithm>

namespace app {

namespace {

// "before, after or beside"
std::string listed(const std::vector<std::string_view>& words) {
  std::string text;
  for (size_t at = 0; at < words.size(); ++at) {
    if (at > 0) text += at + 1 == words.size() ? " or " : ", ";
    text += words[at];
  }
  return text;
}

base::Error wrong_word(std::string_view field, const std::vector<std::string_view>& words) {
  return base::refusal("request.wrong_type").at(std::string(field)).because(listed(words));
}

}  // namespace

base::Result<std::string> word_of(const base::Json& request, std::string_view field,
                                  const std::vector<std::string_view>& words) {
  std::string word = base::text_or_empty(request, field);
  if (word.empty() || std::ranges::count(words, word) > 0) return word;
  return wrong_word(field, words);
}

base::Result<std::string> needed_word_of(const base::Json& request, std::string_view field,
                                         const std::vector<std::string_view>& words) {
  auto word = word_of(request, field, words);
  if (word && word->empty()) return wrong_word(field, words);
  return word;
}

}  // namespace app
