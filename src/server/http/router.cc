#include "server/http/router.h"

#include <optional>

namespace server {

namespace {

std::vector<std::string_view> segments(std::string_view path) {
  std::vector<std::string_view> out;
  size_t from = 1;
  while (from <= path.size()) {
    const size_t to = std::min(path.find('/', from), path.size());
    out.push_back(path.substr(from, to - from));
    from = to + 1;
  }
  return out;
}

std::optional<std::vector<std::string>> fit(std::string_view pattern,
                                            const std::vector<std::string_view>& path) {
  const auto wanted = segments(pattern);
  if (wanted.size() != path.size()) return std::nullopt;
  std::vector<std::string> parameters;
  for (size_t i = 0; i < wanted.size(); ++i) {
    if (wanted[i].starts_with('{')) {
      if (path[i].empty()) return std::nullopt;
      parameters.emplace_back(path[i]);
    } else if (wanted[i] != path[i]) {
      return std::nullopt;
    }
  }
  return parameters;
}

}  // namespace

void Router::add(Route route) { routes_.push_back(std::move(route)); }

// Routes without a parameter win: "/tasks/counts" before "/tasks/{key}".
Router::Match Router::match(std::string_view method, std::string_view path) const {
  Match best;
  size_t fewest = SIZE_MAX;
  const auto parts = segments(path);
  for (const auto& route : routes_) {
    auto parameters = fit(route.pattern, parts);
    if (!parameters) continue;
    if (route.method != method) {
      best.has_other_method = true;
    } else if (parameters->size() < fewest) {
      fewest = parameters->size();
      best.route = &route;
      best.parameters = std::move(*parameters);
    }
  }
  return best;
}

}  // namespace server
