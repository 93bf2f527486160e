// Private to the module: hashes of random secrets.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/text.h"
#include "base/time.h"
#include "storage/connection.h"

namespace entry {

// Enough for secrets of 128 random bits and more; passwords take Argon2id instead.
inline std::string hash_of(std::string_view secret) { return base::sha256_hex(secret); }

inline std::optional<base::Time> time_or_nothing(const storage::Row& row, size_t column) {
  if (row.is_null(column)) return {};
  return base::Time{row.integer(column)};
}

inline storage::Cell cell_of(const std::optional<base::Time>& time) {
  return time ? storage::Cell(time->micros) : storage::Cell(nullptr);
}

}  // namespace entry
