// What a figure is held against. script/bench --check reads the printed lines.
#pragma once

#include <cstdio>
#include <string_view>

namespace bench {

enum class Bar { AtLeast, AtMost };

// `what` names the figure with its unit.
inline void hold(std::string_view what, double figure, Bar kind, double bar) {
  const char* sign = kind == Bar::AtLeast ? ">=" : "<=";
  std::printf("bar: %.*s: %.4g %s %g\n", static_cast<int>(what.size()), what.data(), figure, sign,
              bar);
  std::fflush(stdout);
}

}  // namespace bench
