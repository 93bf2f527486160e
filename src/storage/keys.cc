#include "storage/keys.h"

#include <algorithm>

namespace storage {
namespace {

constexpr int64_t block_size = 1000;

}  // namespace

int64_t StoredKeys::next() {
  if (next_ == limit_ || times_rolled_back_ != db_.times_rolled_back()) reserve();
  return next_++;
}

void StoredKeys::reserve() {
  times_rolled_back_ = db_.times_rolled_back();
  const auto row = db_.first("SELECT mark FROM key_mark WHERE name = 'key'");
  const int64_t mark = row ? row->integer(0) : first_key;
  if (next_ == 0) next_ = limit_ = mark;
  if (next_ == limit_) limit_ = std::max(next_, mark) + block_size;
  if (!row) {
    db_.execute("INSERT INTO key_mark (name, mark) VALUES ('key', ?)", {limit_});
  } else if (mark != limit_) {
    db_.execute("UPDATE key_mark SET mark = ? WHERE name = 'key'", {limit_});
  }
}

}  // namespace storage
