// What work asks of the program when it looks ahead: all is read, nothing can be stored.
#pragma once

#include "app/inside/json.h"
#include "work/context.h"

namespace app {

// Looking ahead makes nothing that would need a key.
class NoKeys final : public storage::Keys {
 public:
  int64_t next() override { throw base::Bug("looking ahead stores nothing"); }
};

// Whatever a matter is about.
work::Hooks hooks_ahead(Parts& parts, storage::Connection& db);
// Of a matter that runs: its record is there to be asked.
work::Hooks hooks_of_running(Look& look);
// A person field of the record that one of the type with these values belongs to.
std::vector<std::string> persons_in_parent(Parts& parts, storage::Connection& db,
                                           const std::string& type_id, const base::Json& values,
                                           const std::string& field);

}  // namespace app
