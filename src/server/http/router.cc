#include "server/http/router.h"

#include <algorithm>
#include <optional>

namespace server {

namespace {

// Takes the first segment off: "/a/b" gives "a" and leaves "/b".
std::string_view take_segment(std::string_view& path) {
  const size_t end = std::min(path.find('/', 1), path.size());
  const auto segment = path.substr(1, end - 1);
  path.remove_prefix(end);
  return segment;
}

// How many parameters the path gives; nothing where it does not fit. Every route is asked for every
// request, so nothing is copied here.
std::optional<size_t> fit(std::string_view pattern, std::string_view path) {
  size_t parameters = 0;
  while (!pattern.empty() && !path.empty()) {
    const auto wanted = take_segment(pattern);
    const auto segment = take_segment(path);
    if (!wanted.starts_with('{')) {
      if (wanted != segment) return std::nullopt;
    } else if (segment.empty()) {
      return std::nullopt;
    } else {
      ++parameters;
    }
  }
  if (!pattern.empty() || !path.empty()) return std::nullopt;
  return parameters;
}

std::vector<std::string> parameters_of(std::string_view pattern, std::string_view path) {
  std::vector<std::string> parameters;
  while (!pattern.empty()) {
    const bool is_parameter = take_segment(pattern).starts_with('{');
    const auto segment = take_segment(path);
    if (is_parameter) parameters.emplace_back(segment);
  }
  return parameters;
}

}  // namespace

void Router::add(Route route) { routes_.push_back(std::move(route)); }

// Routes without a parameter win: "/tasks/counts" before "/tasks/{key}".
Router::Match Router::match(std::string_view method, std::string_view path) const {
  Match best;
  size_t fewest = SIZE_MAX;
  for (const auto& route : routes_) {
    const auto parameters = fit(route.pattern, path);
    if (!parameters) continue;
    if (route.method != method) {
      best.has_other_method = true;
    } else if (*parameters < fewest) {
      fewest = *parameters;
      best.route = &route;
    }
  }
  if (best.route != nullptr) best.parameters = parameters_of(best.route->pattern, path);
  return best;
}

}  // namespace server
