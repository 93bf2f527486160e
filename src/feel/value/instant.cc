// The instant of a value, for hosts that store or schedule it.
#include "feel/temporal/temporal.h"

namespace feel {

std::optional<base::Time> Value::instant_in(std::string_view zone) const {
  if (kind_ != Kind::Date && kind_ != Kind::DateTime) return {};
  Clock wall = kind_ == Kind::Date ? Clock{day(), 0, {}} : clock();
  if (wall.zone.kind == Zone::Kind::None) wall.zone = Zone::named(std::string(zone));
  const Nanos micros = instant_of(wall) / 1000;
  if (micros > INT64_MAX || micros < INT64_MIN) return {};
  return base::Time{static_cast<int64_t>(micros)};
}

}  // namespace feel
