#include "base/person_name.h"

#include <array>
#include <utility>

#include "base/text.h"

namespace base {
namespace {

// Surnames that begin with another sound than the character does elsewhere; double ones first.
constexpr std::array<std::pair<std::string_view, std::string_view>, 30> surnames = {
    {{"尉迟", "yc"}, {"单于", "cy"}, {"万俟", "mq"}, {"长孙", "zs"}, {"澹台", "tt"}, {"单", "s"},
     {"曾", "z"},    {"解", "x"},    {"仇", "q"},    {"区", "o"},    {"查", "z"},    {"乐", "y"},
     {"朴", "p"},    {"翟", "z"},    {"缪", "m"},    {"召", "s"},    {"冼", "x"},    {"洗", "x"},
     {"谌", "c"},    {"覃", "q"},    {"种", "c"},    {"盛", "s"},    {"隗", "k"},    {"秘", "b"},
     {"折", "s"},    {"沈", "s"},    {"叶", "y"},    {"褚", "c"},    {"石", "s"},    {"柏", "b"}}};

}  // namespace

std::string name_initials(std::string_view name) {
  for (const auto& [surname, initials] : surnames) {
    if (name.starts_with(surname))
      return std::string(initials) + pinyin_initials(name.substr(surname.size()));
  }
  return pinyin_initials(name);
}

}  // namespace base
