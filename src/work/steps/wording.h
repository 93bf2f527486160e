// Private to the module: words with placeholders, checked and filled in.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>

#include "work/notice_words.h"

namespace work {

// By placeholder; what is empty has no value.
using WordValues = std::map<std::string, base::Text, std::less<>>;

// Refuses with work.bad_notice_words, every problem with its place.
base::Result<void> check_words(const NoticeWords& words, std::span<const std::string_view> known);
// `values` has the built-in "title", which stands where the title names something without a value.
NoticeWords filled(const NoticeWords& words, const WordValues& values);

}  // namespace work
