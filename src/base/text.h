// Text: UTF-8, splitting, search terms for Chinese and pinyin initials.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace base {

bool is_utf8(std::string_view text);
// Number of code points; `text` must be UTF-8.
size_t length(std::string_view text);
// The first `count` code points of UTF-8, or all of it.
std::string_view beginning(std::string_view text, size_t count);
std::string_view trim(std::string_view text);
std::vector<std::string> split(std::string_view text,
                               char separator);  // parts trimmed, empty ones dropped
std::string join(const std::vector<std::string>& parts, std::string_view separator);
bool is_snake_case(std::string_view text);
std::string lower_ascii(std::string_view text);

// First letters of the pinyin of Han characters, other letters and digits kept, lower case: "张三"
// → "zs".
std::string pinyin_initials(std::string_view text);
// Terms for a full-text index over `unicode61`: CJK bigrams (and single characters), words,
// initials. Separated by spaces.
std::string index_terms(std::string_view text);
// The query side of index_terms: each term quoted, joined by AND for FTS5.
std::string search_query(std::string_view text);

std::string sha256(std::string_view bytes);  // 32 bytes
std::string sha256_hex(std::string_view bytes);
std::string base64(std::string_view bytes);
std::string base64_url(std::string_view bytes);
std::string decode_base64(std::string_view text);      // empty when malformed
std::string decode_base64_url(std::string_view text);  // without padding; empty when malformed
std::string html_escape(std::string_view text);

// An amount in yuan in formal Chinese numerals: 大写金额. `fen` is hundredths of a yuan.
std::string formal_amount(int64_t fen);

}  // namespace base
