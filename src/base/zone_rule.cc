#include "base/zone_rule.h"

#include <date/ptz.h>

#include <stdexcept>

namespace base {

struct ZoneRule {
  Posix::time_zone zone;
};

std::shared_ptr<const ZoneRule> parse_zone_rule(const std::string& text) {
  if (text.find(',') == std::string::npos) return nullptr;
  try {
    return std::make_shared<const ZoneRule>(ZoneRule{Posix::time_zone(text)});
  } catch (const std::runtime_error&) {
    return nullptr;
  }
}

int64_t offset_at_instant(const ZoneRule& rule, int64_t seconds) {
  return rule.zone.get_info(date::sys_seconds{std::chrono::seconds(seconds)}).offset.count();
}

int64_t offset_at_wall(const ZoneRule& rule, int64_t seconds) {
  return rule.zone.get_info(date::local_seconds{std::chrono::seconds(seconds)})
      .first.offset.count();
}

}  // namespace base
