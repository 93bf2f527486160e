// Answers kept under the key that a client gave, so that a repeated request is done once.
#pragma once

#include <optional>

#include "storage/tx.h"

namespace storage {

// A key counts for one actor. The answer is kept in the transaction of the act itself.
struct KeptAnswer {
  std::string request_hash;  // of method, path and body
  int64_t status = 200;
  std::string body;
  base::Time created;
};

// The answer given before, or nothing when the key is new or older than 24 hours. Refuses with
// request.key_reused when the key came with another request.
base::Result<std::optional<KeptAnswer>> kept_answer(Connection& db, std::string_view actor,
                                                    std::string_view key,
                                                    std::string_view request_hash, base::Time now);
void keep_answer(Tx& tx, std::string_view actor, std::string_view key,
                 std::string_view request_hash, int64_t status, std::string_view body);
// Drops what is older than 24 hours; returns how many.
int64_t drop_old_answers(Tx& tx);

}  // namespace storage
