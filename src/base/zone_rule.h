// The rule of summer time at the end of a zone file (RFC 8536, section 3.3): it holds for all times
// behind the file's table. Kept apart because the library's header for it is not C++20.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

namespace base {

struct ZoneRule;

// From "CET-1CEST,M3.5.0,M10.5.0/3". Nothing without summer time, or when it cannot be read.
std::shared_ptr<const ZoneRule> parse_zone_rule(const std::string& text);

// Seconds east of UTC, at an instant in seconds since 1970 and at a wall clock counted likewise: in
// a gap and in an overlap the offset before the change.
int64_t offset_at_instant(const ZoneRule& rule, int64_t seconds);
int64_t offset_at_wall(const ZoneRule& rule, int64_t seconds);

}  // namespace base
