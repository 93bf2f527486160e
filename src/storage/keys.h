// The keys of a workspace, counted up over a mark that is kept in the database.
#pragma once

#include "storage/tx.h"

namespace storage {

// Keys are reserved in blocks: before the first key of a block is handed out, the mark behind the
// block is written by the same connection. Why no key can come twice:
// - A key becomes visible only by a commit of the writer. That commit, or an earlier one, contains
// the
//   mark of the key's block, so after a crash counting goes on behind it.
// - When rows are taken back (a refused operation, a failed commit), the mark of the block may be
// taken
//   back with them while later operations use the block. The connection counts what it took back; a
//   changed count makes the next call write the mark again before it hands out anything.
// Keys of a refused operation are skipped, not given again. For the writer's thread only.
class StoredKeys final : public Keys {
 public:
  // The first key of a new workspace: Camunda's first key of partition 1, as its clients expect.
  static constexpr int64_t first_key = 2251799813685249;

  explicit StoredKeys(Connection& writer) : db_(writer) {}
  int64_t next() override;

 private:
  void reserve();

  Connection& db_;
  int64_t next_ = 0;   // 0 before the mark has been read
  int64_t limit_ = 0;  // the first key that is not reserved
  int64_t times_rolled_back_ = 0;
};

}  // namespace storage
