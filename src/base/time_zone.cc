// Time zones by Howard Hinnant's date library over the machine's own zone files.
#include <date/tz.h>

#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include "base/ensure.h"
#include "base/time.h"
#include "base/zone_rule.h"

namespace base {
namespace {

constexpr int64_t micros_per_second = 1'000'000;
constexpr int64_t micros_per_day = 86'400 * micros_per_second;

int64_t floor_div(int64_t a, int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

const date::time_zone* find_zone(std::string_view name) {
  try {
    return date::locate_zone(name);
  } catch (const std::runtime_error&) {
    return nullptr;
  }
}

// The last line of the zone's file. The library leaves it out.
std::shared_ptr<const ZoneRule> rule_of(const std::string& zone) {
  std::ifstream file("/usr/share/zoneinfo/" + zone, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  if (bytes.size() < 2 || bytes.back() != '\n') return nullptr;
  const size_t before = bytes.rfind('\n', bytes.size() - 2);
  return parse_zone_rule(bytes.substr(before + 1, bytes.size() - before - 2));
}

struct Zone {
  const date::time_zone* table = nullptr;
  std::shared_ptr<const ZoneRule> rule;  // nothing: the table holds for ever
};

const Zone& known_zone(std::string_view name) {
  thread_local std::map<std::string, Zone, std::less<>> zones;
  const auto found = zones.find(name);
  if (found != zones.end()) return found->second;
  const date::time_zone* table = find_zone(name);
  ensure(table != nullptr, "a known time zone: " + std::string(name));
  return zones.emplace(name, Zone{table, rule_of(table->name())}).first->second;
}

bool is_last(const date::sys_info& info) {
  return info.end > date::sys_days(date::year(2100) / 1 / 1);
}

int64_t offset_at(const Zone& zone, date::sys_seconds instant) {
  const auto info = zone.table->get_info(instant);
  if (zone.rule && is_last(info))
    return offset_at_instant(*zone.rule, instant.time_since_epoch().count());
  return info.offset.count();
}

// The offset before the change gives the later instant in a gap and the earlier one in an overlap.
int64_t offset_at(const Zone& zone, date::local_seconds wall) {
  const auto info = zone.table->get_info(wall);
  if (zone.rule && is_last(info.first))
    return offset_at_wall(*zone.rule, wall.time_since_epoch().count());
  return info.first.offset.count();
}

}  // namespace

bool is_zone(std::string_view name) { return find_zone(name) != nullptr; }

LocalTime local_in(Time time, std::string_view zone) {
  const date::sys_seconds instant{std::chrono::seconds(floor_div(time.micros, micros_per_second))};
  const int64_t offset = offset_at(known_zone(zone), instant);
  const int64_t local = time.micros + offset * micros_per_second;
  const int64_t day = floor_div(local, micros_per_day);
  return {{static_cast<int32_t>(day)}, local - day * micros_per_day};
}

Time instant_of(LocalTime local, std::string_view zone) {
  const int64_t micros = local.date.day * micros_per_day + local.micros_of_day;
  const date::local_seconds wall{std::chrono::seconds(floor_div(micros, micros_per_second))};
  const int64_t offset = offset_at(known_zone(zone), wall);
  return {micros - offset * micros_per_second};
}

}  // namespace base
