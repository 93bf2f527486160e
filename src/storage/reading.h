// The end of all reading. What is read for one who may leave is given up by itself (base/asker.h).
#pragma once

namespace storage {

class Database;

// For who is about to end the program: what is read fails with Failure, now and from now on. Any
// thread. What begins in the same moment may be missed: call it again until nobody reads.
void stop_reads(Database& database);

}  // namespace storage
