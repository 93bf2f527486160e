// What the starter says of a matter when it has ended (评价): a score and perhaps some words.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "work/instances.h"

namespace work {

struct Evaluation {
  std::string person;
  int64_t score = 0;  // 1 to 5
  std::string text;
  base::Time at;
};
std::optional<Evaluation> evaluation(storage::Connection& db, int64_t instance);

// By whom it started, or who speaks for him (acting_starter.h), once it has come to its own end:
// what was withdrawn, terminated or voided has no result.
bool may_evaluate(storage::Connection& db, const Instance& instance, std::string_view person);
// A later one takes the place of the one before; the history has both. Refuses with
// work.no_instance, work.evaluate_not_allowed, work.bad_score and, for words that are too long,
// work.text_required.
base::Result<void> evaluate(Context& context, int64_t instance, int64_t score,
                            std::string_view text);

}  // namespace work
