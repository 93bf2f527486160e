// Private to the module: reads one property after the other and collects what is wrong.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "work/settings.h"

namespace work {

class Reader {
 public:
  explicit Reader(const engine::Properties& properties) : properties_(properties) {}

  // Without blanks around; empty when it is not there.
  std::string get(std::string_view name) const;
  void bad(std::string_view name, base::Text how);

  // One of the known words; anything else is a problem and gives `usual`, as nothing does.
  template <class T>
  T choice(std::string_view name, T usual,
           const std::vector<std::pair<std::string_view, T>>& known) {
    const std::string value = get(name);
    if (value.empty()) return usual;
    for (const auto& [word, meaning] : known) {
      if (word == value) return meaning;
    }
    std::string list;
    for (const auto& [word, meaning] : known)
      list += (list.empty() ? "" : " | ") + std::string(word);
    bad(name, {"应为 " + list, "One of " + list});
    return usual;
  }
  std::optional<base::Duration> duration(std::string_view name, std::string_view text);
  std::vector<CandidateEntry> candidates(std::string_view name, std::string_view text);
  // A whole number from `min` on; a problem and nothing otherwise.
  std::optional<int64_t> whole(std::string_view name, std::string_view text, int64_t min);

  bool has_problems() const { return !problems_.missing.empty(); }
  base::Error problems() const { return problems_; }

 private:
  const engine::Properties& properties_;
  base::Error problems_ = base::refusal("work.bad_settings");
};

// jw:policy, jw:pass, jw:reject, jw:decide, jw:weights and what goes with them.
void read_rule(Reader& reader, Settings& settings);
// jw:due, jw:overdue, jw:remind, jw:escalate.
void read_times(Reader& reader, Settings& settings);
// Who is asked in the cases that nobody thought of, and what people may do.
void read_exceptions(Reader& reader, Settings& settings);

}  // namespace work
