// Time zones by Howard Hinnant's date library over the machine's own zone files.
#include <date/tz.h>

#include "base/ensure.h"
#include "base/time.h"

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

const date::time_zone& known_zone(std::string_view name) {
  // Nearly every call asks for the same zone; a program has few.
  thread_local std::string last_name;
  thread_local const date::time_zone* last_zone = nullptr;
  if (last_zone == nullptr || last_name != name) {
    const date::time_zone* zone = find_zone(name);
    ensure(zone != nullptr, "a known time zone: " + std::string(name));
    last_name = name;
    last_zone = zone;
  }
  return *last_zone;
}

}  // namespace

bool is_zone(std::string_view name) { return find_zone(name) != nullptr; }

LocalTime local_in(Time time, std::string_view zone) {
  const date::sys_seconds instant{std::chrono::seconds(floor_div(time.micros, micros_per_second))};
  const int64_t offset = known_zone(zone).get_info(instant).offset.count();
  const int64_t local = time.micros + offset * micros_per_second;
  const int64_t day = floor_div(local, micros_per_day);
  return {{static_cast<int32_t>(day)}, local - day * micros_per_day};
}

Time instant_of(LocalTime local, std::string_view zone) {
  const int64_t micros = local.date.day * micros_per_day + local.micros_of_day;
  const date::local_seconds wall{std::chrono::seconds(floor_div(micros, micros_per_second))};
  // The offset before the change gives the later instant in a gap and the earlier one in an
  // overlap.
  const int64_t offset = known_zone(zone).get_info(wall).first.offset.count();
  return {micros - offset * micros_per_second};
}

}  // namespace base
