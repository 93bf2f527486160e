// The databases of a PostgreSQL server, for programs that make and drop many of them.
#pragma once

#include <string>

namespace storage::postgres {

// How to reach another database of the same server. Throws Failure when `server` cannot be read.
std::string with_database(const std::string& server, const std::string& name);

// Makes a database beside the one of `server`, empty or, when `original` names a database that
// nobody has open, a copy of it. Both throw Failure.
void create_database(const std::string& server, const std::string& name,
                     const std::string& original);
void drop_database(const std::string& server, const std::string& name);

}  // namespace storage::postgres
