#include "engine/core/moment.h"

#include "base/text.h"

namespace engine {

namespace {

std::optional<base::Time> moment_of_text(std::string_view text, const std::string& zone) {
  if (text.ends_with(']')) {
    const size_t open = text.find('[');
    if (open == std::string_view::npos) return {};
    const std::string named(text.substr(open + 1, text.size() - open - 2));
    const std::string_view local = text.substr(0, open);
    // A date alone has no zone in this notation.
    if (!base::is_zone(named) || local.find('T') == std::string_view::npos) return {};
    return moment_of_text(local, named);
  }
  if (const auto exact = base::parse_time(text)) return exact;
  return feel::parse_date_time(text).instant_in(zone);
}

}  // namespace

std::optional<base::Time> moment_of(const feel::Value& value, const std::string& zone) {
  if (!value.is(feel::Kind::String)) return value.instant_in(zone);
  return moment_of_text(base::trim(value.text()), zone);
}

}  // namespace engine
