#include "work/reading/reader.h"

#include <charconv>

#include "base/text.h"

namespace work {

std::string Reader::get(std::string_view name) const {
  const auto found = properties_.find(name);
  return found == properties_.end() ? std::string() : std::string(base::trim(found->second));
}

void Reader::bad(std::string_view name, base::Text how) {
  problems_.missing.push_back({base::Missing::Kind::Field,
                               std::string(name),
                               {std::string(name), std::string(name)},
                               std::move(how)});
}

std::optional<base::Duration> Reader::duration(std::string_view name, std::string_view text) {
  auto duration = base::parse_duration(base::trim(text));
  if (!duration) bad(name, {"形如 P3WD、PT8WH、P14D", "A duration like P3WD, PT8WH or P14D"});
  return duration;
}

std::vector<CandidateEntry> Reader::candidates(std::string_view name, std::string_view text) {
  auto entries = parse_candidates(text);
  if (entries) return std::move(entries).value();
  bad(name, {"形如 position:p, role:r, person:x, field:f, starter, unit_head:starter, "
             "superior:starter:2, superiors:starter:top, choice:starter 或 = FEEL",
             "Like position:p, role:r, person:x, field:f, starter, unit_head:starter, "
             "superior:starter:2, superiors:starter:top, choice:starter or = FEEL"});
  return {};
}

std::optional<int64_t> Reader::whole(std::string_view name, std::string_view text, int64_t min) {
  const std::string_view digits = base::trim(text);
  int64_t value = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  const bool is_whole = read.ec == std::errc() && read.ptr == digits.data() + digits.size();
  if (is_whole && value >= min && value <= 1'000'000) return value;
  const std::string least = std::to_string(min);
  bad(name, {"应为不小于 " + least + " 的整数", "A whole number from " + least + " on"});
  return {};
}

}  // namespace work
