// What a person likes to write as his opinion (常用语), ready to be put in again.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "work/context.h"

namespace work {

constexpr int64_t phrases_max = 50;        // of one person
constexpr size_t phrase_length_max = 200;  // characters

struct Phrase {
  int64_t key = 0;
  std::string text;
  int64_t uses = 0;
};
// The most used first, then the newest.
std::vector<Phrase> phrases(storage::Connection& db, std::string_view person);

// Of the actor; gives its key, of one that he has already too. Refuses with work.text_required when
// it is empty or too long, and with work.too_many_phrases.
base::Result<int64_t> add_phrase(Context& context, std::string_view text);
// Nothing happens when the actor has no such phrase.
void drop_phrase(Context& context, int64_t key);
// The actor's phrases that stand in an opinion are counted as used once more.
void count_phrases(Context& context, std::string_view opinion);

}  // namespace work
