#include "base/random.h"

#include <sodium.h>

#include <algorithm>
#include <cstring>

#include "base/ensure.h"
#include "base/text.h"

namespace base {

void SystemRandom::fill(void* bytes, size_t size) {
  static const int ready = sodium_init();
  ensure(ready >= 0, "libsodium starts");
  randombytes_buf(bytes, size);
}

void SeededRandom::fill(void* bytes, size_t size) {
  auto* out = static_cast<unsigned char*>(bytes);
  while (size > 0) {
    // splitmix64
    uint64_t z = (state_ += 0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    z ^= z >> 31;
    const size_t part = std::min(size, sizeof z);
    std::memcpy(out, &z, part);
    out += part;
    size -= part;
  }
}

std::string random_token(Random& random, size_t bytes) {
  std::string raw(bytes, '\0');
  random.fill(raw.data(), raw.size());
  return base64_url(raw);
}

}  // namespace base
