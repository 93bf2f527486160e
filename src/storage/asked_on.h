// The connection on which a formula is evaluated, for functions that read while it is: they need no
// further one of the few that a process may have.
#pragma once

#include "storage/database.h"

namespace storage {

// While it lives, on its thread. One within another takes its place.
class AskedOn {
 public:
  explicit AskedOn(Connection& connection);
  ~AskedOn();
  AskedOn(const AskedOn&) = delete;
  AskedOn& operator=(const AskedOn&) = delete;

 private:
  Connection* const before_;
};

Connection* asked_on();  // null where there is none

// Calls `read` with that connection, or with one of its own where there is none.
template <class Read>
auto read_on(Database& database, Read read) {
  if (Connection* here = asked_on()) return read(*here);
  auto lease = database.read();
  return read(*lease);
}

}  // namespace storage
