// How a server is reached by its address, and what it says to who comes.
#pragma once

#include <libpq-fe.h>

#include <memory>
#include <string>
#include <vector>

namespace storage::postgres {

struct Finish {
  void operator()(PGconn* handle) const { PQfinish(handle); }
};
using Handle = std::unique_ptr<PGconn, Finish>;

// As libpq takes them: two lists that end with null. They point into the address.
struct Way {
  std::vector<const char*> names;
  std::vector<const char*> values;
};
Way way_to(const std::string& server);

// Asked after a session could not be had.
enum class Why {
  Unreachable,  // or it gives no more sessions, or nobody knows
  Recovering,   // it stands, and takes no sessions yet: it starts, or recovers from a crash
  Refused,      // whoever comes by this address is not let in, today or tomorrow
};
Why why_not(const std::string& server);

}  // namespace storage::postgres
