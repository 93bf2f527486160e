#include "server/camunda/tags.h"

#include <algorithm>
#include <set>
#include <string_view>

namespace server::camunda {

namespace {

constexpr size_t count_max = 10;
constexpr size_t length_max = 100;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool may_follow(char c) {
  return is_letter(c) || (c >= '0' && c <= '9') ||
         std::string_view("_:.-").find(c) != std::string_view::npos;
}

bool is_tag(std::string_view text) {
  return !text.empty() && text.size() <= length_max && is_letter(text.front()) &&
         std::all_of(text.begin(), text.end(), may_follow);
}

// Its beginning, whole characters.
std::string beginning_of(std::string_view text) {
  size_t length = std::min(text.size(), length_max);
  while (length < text.size() && length > 0 && (text[length] & 0xC0) == 0x80) --length;
  return std::string(text.substr(0, length));
}

base::Error misfit(std::string why) {
  return base::refusal("request.wrong_type").at("tags").because(std::move(why));
}

}  // namespace

base::Result<void> check_tags(const std::vector<std::string>& tags) {
  if (tags.size() > count_max)
    return misfit("at most 10 tags, and these are " + std::to_string(tags.size()));
  std::set<std::string_view> seen;
  for (const auto& tag : tags) {
    if (!is_tag(tag)) {
      return misfit("\"" + beginning_of(tag) +
                    "\": a tag begins with a letter, holds only A-Z a-z 0-9 _ : . - and has at "
                    "most 100 characters");
    }
    if (!seen.insert(tag).second) return misfit("\"" + tag + "\": a tag is given once");
  }
  return {};
}

}  // namespace server::camunda
