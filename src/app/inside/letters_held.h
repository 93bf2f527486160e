// Written notices of somebody who leaves: those that he has not acknowledged, and those that he
// sent and others have not.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "work/letters.h"

namespace app {

struct LetterHeld {
  std::string_view list;  // of the request: letters, sent_letters
  work::Letter letter;
  std::string id() const { return std::to_string(letter.key); }
};
std::vector<LetterHeld> letters_held(storage::Connection& db, std::string_view person);

// {letters, sent_letters: [{id, number, title}]}
void set_letters(base::JsonObject& out, const std::vector<LetterHeld>& held);

// Who takes one over; empty: nobody. What nobody takes over keeps its sender, and a receiver who
// has left is asked no more.
using SuccessorOf = std::function<std::string(std::string_view list, const std::string& id)>;
void hand_letters(work::Context& context, const std::string& leaver,
                  const std::vector<LetterHeld>& held, const SuccessorOf& successor_of);

}  // namespace app
