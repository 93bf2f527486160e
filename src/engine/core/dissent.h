// What approvals come to. A user task or a call activity leaves a result in the variable that is
// named like it; when that result has `dissents` it is the verdict of an approval. One that
// dissents ends the whole process, unless the model shows a way for it.
#pragma once

#include <cstdint>

#include "engine/core/work.h"

namespace engine {

// Remembers the verdict of what leaves, for who called this process.
void note_verdict(Work& work, int64_t key);
// Whether the process is over with what leaves here.
bool ends_by_dissent(Work& work, int64_t key);
// Nothing else of the process goes on.
void end_by_dissent(Work& work, int64_t key);

// The element whose dissent ended the process; empty: it came to its own end.
std::string dissenting_element(const Work& work);
// What a called process gives to its caller: its variables and, where it has one, its verdict,
// under a name that is not FEEL.
feel::Value result_for_caller(const Work& work);
// And as it arrives there: the result of a call activity says what the called process came to.
feel::Value result_of_call(Work& work, int64_t key, const feel::Value& variables);

}  // namespace engine
