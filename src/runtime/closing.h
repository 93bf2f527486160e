// Processes closed for new starts: nobody and nothing starts them until they are opened again. What
// runs goes on, and so does what it calls. It is the process that is closed, with every version.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/rows.h"
#include "storage/tx.h"

namespace runtime {

struct Closing {
  std::string reason;
  std::string person;
  base::Time at;
};
// Nothing when the process is open.
std::optional<Closing> closing(storage::Connection& db, std::string_view process);

// By the acting person. Again gives another reason.
void close_process(storage::Tx& tx, const std::string& process, const std::string& reason);
// Nothing when it is open.
void open_process(storage::Tx& tx, const std::string& process);

// An event that would start a process.
struct Starting {
  std::string process;
  std::string trigger;        // message, signal, timer, conditional
  std::string name;           // of the message or signal
  engine::RecordRef subject;  // whose story tells of it; may be absent
};
// Whether the process is closed; then the history says what did not begin.
bool is_skipped(storage::Tx& tx, const Starting& starting);

}  // namespace runtime
