// Private to the module: who gave a task away, gave his opinion on it when he was asked, gave it
// back to be done over, or waits for an opinion or for signers before him. It is not his any more,
// or not now, and he finds it among what he has done.
#pragma once

#include <string>
#include <string_view>

#include "storage/tx.h"

namespace work {

constexpr std::string_view handed_transferred = "transferred";
constexpr std::string_view handed_replied = "replied";
constexpr std::string_view handed_returned = "returned";
// It comes back to him; until then, and named as the state that he sees.
constexpr std::string_view handed_asking = "asking";
constexpr std::string_view handed_to_signers = "waiting_signers";
bool comes_back(std::string_view kind);

// The last of them counts. His draft goes with a task that is not his any more.
void note_handed_on(storage::Tx& tx, int64_t task, const std::string& person,
                    std::string_view kind);
// Empty: none.
std::string handed_on(storage::Connection& db, int64_t task, std::string_view person);

}  // namespace work
