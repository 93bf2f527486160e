#include "engine/process.h"

namespace engine {

int Process::find(std::string_view element_id) const {
  for (size_t i = 0; i < nodes.size(); ++i) {
    if (nodes[i].id == element_id) return static_cast<int>(i);
  }
  return -1;
}

std::string_view Process::property(std::string_view wanted) const {
  const auto found = properties.find(wanted);
  return found == properties.end() ? std::string_view() : std::string_view(found->second);
}

}  // namespace engine
