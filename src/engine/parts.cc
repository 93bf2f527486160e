#include "engine/parts.h"

#include "base/ensure.h"
#include "base/text.h"

namespace engine {

void tell_parts(Properties& properties, const std::vector<Part>& parts) {
  if (parts.empty()) return;
  std::string text;
  for (const Part& part : parts) {
    if (!text.empty()) text += ' ';
    text += part.element + "/" + std::to_string(part.whole) + "/" + std::to_string(part.key);
  }
  properties[std::string(kParts)] = std::move(text);
}

std::vector<Part> parts_of(const Properties& properties) {
  const auto told = properties.find(kParts);
  if (told == properties.end()) return {};
  std::vector<Part> parts;
  for (const std::string& each : base::split(told->second, ' ')) {
    const auto words = base::split(each, '/');
    base::ensure(words.size() == 3, "the parts of a task are told whole");
    parts.push_back({words[0], std::stoll(words[1]), std::stoll(words[2])});
  }
  return parts;
}

}  // namespace engine
