// Random process models that hold every element of BPMN 2.0, drawn from a seed. They are sound by
// construction: whatever happens, an end can be reached or an incident stands in the way.
#pragma once

#include <cstdint>
#include <map>
#include <random>
#include <string>

namespace simulation {

// Draws are modulo, so that they are the same on every machine.
class Dice {
 public:
  explicit Dice(uint64_t seed) : engine_(seed) {}
  // 0 … sides − 1
  uint64_t roll(uint64_t sides) { return engine_() % sides; }
  bool happens(uint64_t percent) { return roll(100) < percent; }

 private:
  std::mt19937_64 engine_;
};

struct Drawn {
  std::string xml;
  std::map<std::string, int> elements;  // how many of each kind
};

// A file with the process "main" and the process "called", which main calls. Variables are `x`
// (0–9) and `k` (the correlation key); messages m1, m2 …, one for each event; signals s1 and s2,
// codes E1, E2, U1.
Drawn draw_model(uint64_t seed);

}  // namespace simulation
