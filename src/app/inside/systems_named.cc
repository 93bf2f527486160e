#include "app/inside/systems_named.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/text.h"

namespace app {

namespace {

constexpr std::array<std::string_view, 5> settings = {"jw:callback.before", "jw:callback.ask",
                                                      "jw:callback.begin", "jw:callback.after",
                                                      "jw:callback.end"};

void add(const std::vector<bpmn::Property>& properties, const std::string& element,
         std::vector<SystemNamed>& into) {
  for (const auto& property : properties) {
    if (std::ranges::count(settings, property.name) == 0) continue;
    for (auto& system : base::split(property.value.text, ','))
      into.push_back({std::move(system), property.name, element, property.value.place});
  }
}

}  // namespace

std::vector<SystemNamed> systems_named(const bpmn::Process& process) {
  std::vector<SystemNamed> out;
  add(process.properties, "", out);
  for (const auto& element : process.elements) add(element.properties, element.id, out);
  return out;
}

}  // namespace app
