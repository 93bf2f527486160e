// Finding people by the initials of their names.
#pragma once

#include <string>
#include <string_view>

namespace base {

// As pinyin_initials, but surnames of several readings with that of a surname (曾 z, 单 s).
std::string name_initials(std::string_view name);

}  // namespace base
