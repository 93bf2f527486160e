// Whether a process tells its starter how his matter has ended (jw:end_notice), and what its steps
// have told him already.
#pragma once

#include <string>
#include <vector>

#include "engine/effects.h"
#include "work/context.h"

namespace work {

// Which ends of a matter with an approval are told; that it was terminated always is.
enum class EndNotice { Every, NotPassed, Never };
// Every where nothing is said. Refuses as read_settings does.
base::Result<EndNotice> read_end_notice(const engine::Properties& properties);
// The matter that begins remembers what its process says; nothing for empty `said`.
void keep_end_notice(storage::Tx& tx, int64_t instance, const std::string& said);

// A step of the matter has told these persons something. Where whoever speaks for the matter is
// among them and nothing is decided afterwards, he is not told once more how it has ended; nor of
// a matter that waits for it.
void note_told(Context& context, int64_t instance, const std::vector<std::string>& persons);

}  // namespace work
