#include "work/evaluation.h"

#include "base/text.h"
#include "work/acting_starter.h"
#include "work/steps/common.h"
#include "work/steps/participants.h"

namespace work {
namespace {

constexpr int64_t score_max = 5;

// As stars, which are the same in every language.
std::string in_stars(int64_t score) {
  std::string stars;
  for (int64_t at = 1; at <= score_max; ++at) stars += at <= score ? "★" : "☆";
  return stars;
}

}  // namespace

std::optional<Evaluation> evaluation(storage::Connection& db, int64_t instance) {
  const auto row = db.first(
      "SELECT person, score, words, at FROM work_evaluation WHERE instance = ?", {instance});
  if (!row) return {};
  return Evaluation{row->text(0), row->integer(1), row->text(2), {row->integer(3)}};
}

bool may_evaluate(storage::Connection& db, const Instance& instance, std::string_view person) {
  return instance.state == "completed" && acting_starter(db, instance) == person;
}

base::Result<void> evaluate(Context& context, int64_t key, int64_t score, std::string_view text) {
  const auto known = instance(context.tx.db, key);
  const std::string& person = context.tx.actor.person;
  if (!known || !takes_part(context.tx.db, key, person)) return base::refusal("work.no_instance");
  if (!may_evaluate(context.tx.db, *known, person))
    return base::refusal("work.evaluate_not_allowed");
  if (score < 1 || score > score_max) return base::refusal("work.bad_score").at("score");
  std::string words;
  if (!base::trim(text).empty()) {
    auto checked = checked_text(text);
    if (!checked) return checked.error();
    words = std::move(*checked);
  }
  context.tx.db.execute(
      "INSERT INTO work_evaluation (instance, person, score, words, at) VALUES (?, ?, ?, ?, ?) ON "
      "CONFLICT (instance) DO UPDATE SET person = excluded.person, score = excluded.score, words = "
      "excluded.words, at = excluded.at",
      {key, person, score, words, context.tx.now.micros});
  tell_instance(context, *known, "evaluated",
                {{"score", score}, {"text", in_stars(score) + (words.empty() ? "" : " " + words)}});
  if (context.hooks.signal)
    context.hooks.signal({"instance", std::to_string(key), participants(context.tx.db, key)});
  return {};
}

}  // namespace work
