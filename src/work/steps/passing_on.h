// Private to the module: an undecided seat passes from one person to another, who follows him in
// everything it holds: also where an opinion comes back to him. Whoever sits there with him stays.
#pragma once

#include <string>

#include "work/task.h"

namespace work {

// Tells nobody. A seat that follows a position is bound to its person only where it is bound to
// persons already: see bind_seat.
void pass_seat(Context& context, const Task& task, const Seat& seat, const std::string& from,
               const std::string& to);
// Likewise, and a seat that follows a position is the other person's from then on.
void bind_seat(Context& context, const Task& task, const Seat& seat, const std::string& from,
               const std::string& to);
// What somebody has claimed of several candidates is claimed by his successor, or by who stands in
// for him; dropped where nobody else could claim it.
void pass_claim(Context& context, int64_t task, const std::string& seat, const std::string& to);

}  // namespace work
