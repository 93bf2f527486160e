#include "work/phrases.h"

#include <algorithm>

#include "base/text.h"

namespace work {

std::vector<Phrase> phrases(storage::Connection& db, std::string_view person) {
  std::vector<Phrase> found;
  for (const storage::Row& row : db.query("SELECT id, text, uses FROM work_phrase WHERE person = ?"
                                          " ORDER BY uses DESC, id DESC",
                                          {std::string(person)})) {
    found.push_back({row.integer(0), row.text(1), row.integer(2)});
  }
  return found;
}

base::Result<int64_t> add_phrase(Context& context, std::string_view text) {
  const std::string phrase(base::trim(text));
  if (phrase.empty() || base::length(phrase) > phrase_length_max)
    return base::refusal("work.text_required")
        .because("1 to " + std::to_string(phrase_length_max) + " characters");
  const std::string& person = context.tx.actor.person;
  const auto had = phrases(context.tx.db, person);
  const auto same = std::ranges::find(had, phrase, &Phrase::text);
  if (same != had.end()) return same->key;
  if (std::ssize(had) >= phrases_max) return base::refusal("work.too_many_phrases");

  const int64_t key = context.tx.keys.next();
  context.tx.db.execute("INSERT INTO work_phrase (id, person, text, uses) VALUES (?, ?, ?, 0)",
                        {key, person, phrase});
  return key;
}

void drop_phrase(Context& context, int64_t key) {
  context.tx.db.execute("DELETE FROM work_phrase WHERE id = ? AND person = ?",
                        {key, context.tx.actor.person});
}

void count_phrases(Context& context, std::string_view opinion) {
  if (opinion.empty()) return;
  for (const Phrase& phrase : phrases(context.tx.db, context.tx.actor.person)) {
    if (opinion.find(phrase.text) == std::string_view::npos) continue;
    context.tx.db.execute("UPDATE work_phrase SET uses = uses + 1 WHERE id = ?", {phrase.key});
  }
}

}  // namespace work
