#include "app/inside/letters_held.h"

namespace app {

namespace {

constexpr std::string_view received_list = "letters";
constexpr std::string_view sent_list = "sent_letters";

}  // namespace

std::vector<LetterHeld> letters_held(storage::Connection& db, std::string_view person) {
  std::vector<LetterHeld> held;
  for (auto& letter : work::letters_to_acknowledge(db, person))
    held.push_back({received_list, std::move(letter)});
  for (auto& letter : work::letters_to_follow(db, person))
    held.push_back({sent_list, std::move(letter)});
  return held;
}

void set_letters(base::JsonObject& out, const std::vector<LetterHeld>& held) {
  for (const auto list : {received_list, sent_list}) {
    base::JsonArray rows;
    for (const LetterHeld& each : held) {
      if (each.list != list) continue;
      rows.push_back(base::JsonObject{
          {"id", each.id()}, {"number", each.letter.number}, {"title", each.letter.title}});
    }
    out[list] = std::move(rows);
  }
}

void hand_letters(work::Context& context, const std::string& leaver,
                  const std::vector<LetterHeld>& held, const SuccessorOf& successor_of) {
  for (const LetterHeld& each : held) {
    const std::string to = successor_of(each.list, each.id());
    if (each.list == received_list)
      work::leave_letter(context, each.letter.key, leaver, to);
    else if (!to.empty())
      work::hand_letter(context, each.letter.key, to);
  }
}

}  // namespace app
