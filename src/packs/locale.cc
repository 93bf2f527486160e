#include "packs/pack.h"

namespace packs {

void Locale::add(std::string file, std::string path, std::string text) {
  texts_[std::move(file)][std::move(path)] = std::move(text);
}

std::string_view Locale::find(std::string_view file, std::string_view path) const {
  const auto in_file = texts_.find(file);
  if (in_file == texts_.end()) return {};
  const auto text = in_file->second.find(path);
  return text == in_file->second.end() ? std::string_view() : text->second;
}

base::Text Locale::text(std::string_view file, std::string_view path, std::string_view zh) const {
  const std::string_view en = find(file, path);
  return {std::string(zh), std::string(en.empty() ? zh : en)};
}

}  // namespace packs
