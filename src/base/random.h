// Where the program meets the machine's source of randomness, with a seeded twin for tests.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace base {

class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(void* bytes, size_t size) = 0;
};

class SystemRandom final : public Random {
 public:
  void fill(void* bytes, size_t size) override;
};

class SeededRandom final : public Random {
 public:
  explicit SeededRandom(uint64_t seed) : state_(seed) {}
  void fill(void* bytes, size_t size) override;

 private:
  uint64_t state_;
};

// `bytes` random bytes as URL-safe base64 without padding.
std::string random_token(Random& random, size_t bytes);

}  // namespace base
