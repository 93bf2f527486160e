// Private to the module: who gave a task away, and who gave his opinion on it when he was asked. It
// is not his any more, and he finds it among what he has done.
#pragma once

#include <string>
#include <string_view>

#include "storage/tx.h"

namespace work {

constexpr std::string_view handed_transferred = "transferred";
constexpr std::string_view handed_replied = "replied";

// The last of the two counts.
void note_handed_on(storage::Tx& tx, int64_t task, const std::string& person,
                    std::string_view kind);
// Empty: neither.
std::string handed_on(storage::Connection& db, int64_t task, std::string_view person);

}  // namespace work
