#include "feel/syntax/scanner.h"

#include <algorithm>
#include <array>

#include "feel/builtins/builtin.h"
#include "feel/value/cells.h"

namespace feel {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_symbol(char c) {
  return c == '.' || c == '/' || c == '-' || c == '\'' || c == '+' || c == '*';
}

void append_utf8(std::string& text, uint32_t code) {
  const auto byte = [&text](uint32_t value) { text.push_back(static_cast<char>(value)); };
  if (code < 0x80) return byte(code);
  if (code < 0x800) {
    byte(0xC0 | code >> 6);
  } else {
    if (code < 0x10000) {
      byte(0xE0 | code >> 12);
    } else {
      byte(0xF0 | code >> 18);
      byte(0x80 | (code >> 12 & 0x3F));
    }
    byte(0x80 | (code >> 6 & 0x3F));
  }
  byte(0x80 | (code & 0x3F));
}

// Words that end a name unless a known name holds them.
constexpr std::array<std::string_view, 8> kStopWords = {"and",  "or",     "in",        "between",
                                                        "then", "return", "satisfies", "else"};

std::vector<std::string> parts_of(std::string_view name) {
  std::vector<std::string> parts;
  bool is_in_word = false;
  for (size_t i = 0; i < name.size();) {
    if (const size_t space = space_length(name, i)) {
      is_in_word = false;
      i += space;
      continue;
    }
    if (is_symbol(name[i])) {
      parts.emplace_back(1, name[i++]);
      is_in_word = false;
      continue;
    }
    if (!is_in_word) parts.emplace_back();
    parts.back().push_back(name[i++]);
    is_in_word = true;
  }
  return parts;
}

}  // namespace

// Bytes of the white space that starts at `at`, 0 when none does.
size_t space_length(std::string_view text, size_t at) {
  const auto c = static_cast<unsigned char>(text[at]);
  if (c == ' ' || (c >= 9 && c <= 13)) return 1;
  if (c < 0xC2) return 0;
  const auto rest = text.substr(at, 3);
  if (rest.starts_with("\xC2\x85") || rest.starts_with("\xC2\xA0")) return 2;
  if (rest == "\xE1\x9A\x80" || rest == "\xE1\xA0\x8E" || rest == "\xE2\x81\x9F" ||
      rest == "\xE3\x80\x80" || rest == "\xEF\xBB\xBF") {
    return 3;
  }
  if (rest.size() == 3 && rest.starts_with("\xE2\x80")) {
    const auto last = static_cast<unsigned char>(rest[2]);
    if ((last >= 0x80 && last <= 0x8B) || last == 0xA8 || last == 0xA9 || last == 0xAF) return 3;
  }
  return 0;
}

namespace {
bool is_name_start(std::string_view text, size_t at) {
  const auto c = static_cast<unsigned char>(text[at]);
  if (c >= 0x80) return space_length(text, at) == 0;
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '?';
}
bool is_name_part(std::string_view text, size_t at) {
  return is_digit(text[at]) || is_name_start(text, at);
}
}  // namespace

std::string normal_name(std::string_view text) {
  std::string name;
  bool was_word = false;
  for (const auto& part : parts_of(text)) {
    const bool is_word = !(part.size() == 1 && is_symbol(part[0]));
    if (is_word && was_word) name += ' ';
    name += part;
    was_word = is_word;
  }
  return name;
}

Scanner::Scanner(std::string_view text) : text_(text) {
  lines_.push_back(0);
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n') lines_.push_back(i + 1);
  }
}

// Counts on from the place asked for last, so that asking for many stays linear.
Place Scanner::place_of(size_t position) {
  const auto line = std::upper_bound(lines_.begin(), lines_.end(), position) - 1;
  const bool goes_on = counted_to_ >= *line && counted_to_ <= position;
  if (!goes_on) counted_to_ = *line, counted_ = 0;
  for (; counted_to_ < position; ++counted_to_) {
    counted_ += (static_cast<unsigned char>(text_[counted_to_]) & 0xC0) != 0x80;
  }
  return {static_cast<int>(line - lines_.begin()) + 1, counted_ + 1};
}

void Scanner::fail(const std::string& what) {
  skip();
  throw SyntaxError(place_of(std::min(at_, text_.size())), what);
}

void Scanner::skip_blanks() {
  while (at_ < text_.size()) {
    if (const size_t space = space_length(text_, at_)) {
      at_ += space;
    } else if (text_.substr(at_, 2) == "//") {
      at_ = std::min(text_.find('\n', at_), text_.size());
    } else if (text_.substr(at_, 2) == "/*") {
      const size_t end = text_.find("*/", at_ + 2);
      if (end == std::string_view::npos) throw SyntaxError(place_of(at_), "comment without end");
      at_ = end + 2;
    } else {
      return;
    }
  }
}

bool Scanner::take(std::string_view symbol) {
  if (!is_at(symbol)) return false;
  at_ += symbol.size();
  return true;
}

void Scanner::expect(std::string_view symbol) {
  if (!take(symbol)) fail("expected '" + std::string(symbol) + "'");
}

std::string_view Scanner::word_at(size_t position) const {
  size_t end = position;
  while (end < text_.size() && is_name_part(text_, end)) ++end;
  return text_.substr(position, end - position);
}

bool Scanner::is_at_word(std::string_view word) {
  return peek() == word[0] && text_.substr(at_).starts_with(word) && word_at(at_) == word;
}

bool Scanner::take_word(std::string_view word) {
  if (!is_at_word(word)) return false;
  at_ += word.size();
  return true;
}

void Scanner::expect_word(std::string_view word) {
  if (!take_word(word)) fail("expected '" + std::string(word) + "'");
}

bool Scanner::is_at_name() { return skip(), at_ < text_.size() && is_name_start(text_, at_); }

bool Scanner::is_at_number() {
  skip();
  if (at_ >= text_.size()) return false;
  return is_digit(text_[at_]) ||
         (text_[at_] == '.' && at_ + 1 < text_.size() && is_digit(text_[at_ + 1]));
}

std::string Scanner::number() {
  skip();
  const size_t start = at_;
  while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
  if (at_ + 1 < text_.size() && text_[at_] == '.' && is_digit(text_[at_ + 1])) {
    ++at_;
    while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
  }
  if (at_ < text_.size() && (text_[at_] == 'e' || text_[at_] == 'E')) {
    size_t ahead = at_ + 1;
    if (ahead < text_.size() && (text_[ahead] == '+' || text_[ahead] == '-')) ++ahead;
    if (ahead < text_.size() && is_digit(text_[ahead])) {
      while (ahead < text_.size() && is_digit(text_[ahead])) ++ahead;
      at_ = ahead;
    }
  }
  return std::string(text_.substr(start, at_ - start));
}

void Scanner::read_escape(std::string& into) {
  const auto hex = [this](size_t digits, uint32_t& code) {
    code = 0;
    if (at_ + 2 + digits > text_.size()) return false;
    for (size_t i = 0; i < digits; ++i) {
      const char c = text_[at_ + 2 + i];
      const int digit = is_digit(c)              ? c - '0'
                        : (c >= 'a' && c <= 'f') ? c - 'a' + 10
                        : (c >= 'A' && c <= 'F') ? c - 'A' + 10
                                                 : -1;
      if (digit < 0) return false;
      code = code * 16 + static_cast<uint32_t>(digit);
    }
    at_ += 2 + digits;
    return true;
  };
  const char c = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
  uint32_t code = 0;
  if (c == 'u' && hex(4, code)) {
    uint32_t low = 0;
    if (code >= 0xD800 && code < 0xDC00 && text_.substr(at_, 2) == "\\u") {
      const size_t before = at_;
      if (hex(4, low) && low >= 0xDC00 && low < 0xE000) {
        code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
      } else {
        at_ = before;
      }
    }
    const bool is_lone_surrogate = code >= 0xD800 && code < 0xE000;
    return append_utf8(into, code == 0 || is_lone_surrogate ? 0xFFFD : code);
  }
  // A text with U+0000 cannot be stored by every database.
  if (c == 'U' && hex(6, code))
    return append_utf8(into, code == 0 || code > 0x10FFFF ? 0xFFFD : code);
  static constexpr std::string_view from = "nrt\"'\\";
  static constexpr std::string_view to = "\n\r\t\"'\\";
  const size_t known = c == '\0' ? std::string_view::npos : from.find(c);
  into.push_back(known == std::string_view::npos ? '\\' : to[known]);
  at_ += known == std::string_view::npos ? 1 : 2;
}

std::string Scanner::string() {
  skip();
  const size_t start = at_++;
  std::string value;
  while (at_ < text_.size() && text_[at_] != '"') {
    if (text_[at_] == '\\') {
      read_escape(value);
    } else {
      value.push_back(text_[at_++]);
    }
  }
  if (at_ >= text_.size()) throw SyntaxError(place_of(start), "text without end");
  ++at_;
  return value;
}

bool Scanner::is_stop_word(size_t position) const {
  const auto word = word_at(position);
  if (std::find(kStopWords.begin(), kStopWords.end(), word) != kStopWords.end()) return true;
  if (word != "instance") return false;
  size_t next = position + word.size();
  while (next < text_.size() && space_length(text_, next)) next += space_length(text_, next);
  return word_at(next) == "of";
}

bool Scanner::closes_range() {
  skip();
  const size_t before = at_++;
  skip();
  constexpr std::string_view followers = ")]},=<>!*/+.[";
  const bool closes = at_ >= text_.size() || is_stop_word(at_) ||
                      followers.find(text_[at_]) != std::string_view::npos;
  at_ = before;
  return closes;
}

size_t Scanner::match(const Known& known) const {
  size_t at = at_;
  for (const auto& part : known.parts) {
    while (at < text_.size() && space_length(text_, at)) at += space_length(text_, at);
    if (!text_.substr(at).starts_with(part)) return 0;
    if (!is_symbol(part[0]) && word_at(at) != part) return 0;
    at += part.size();
  }
  return at;
}

void Scanner::match_longest(const KnownByStart& names, const Shape* own, size_t& best,
                            std::string& name) const {
  const auto found = names.find(word_at(at_));
  if (found == names.end()) return;
  for (const auto& known : found->second) {
    const size_t end = match(known);
    if (end <= best || (own && own->position(known.name) < 0)) continue;
    best = end;
    name = known.name;
  }
}

size_t Scanner::known_match(std::string& name) const {
  size_t best = 0;
  match_longest(built_in(), nullptr, best, name);
  match_longest(known_, nullptr, best, name);
  if (filters_ > 0) match_longest(members_, nullptr, best, name);
  return best;
}

std::string Scanner::name() {
  skip();
  std::string known;
  const size_t known_end = known_match(known);
  return take_longest(known_end, std::move(known));
}

std::string Scanner::member(const Shape* own) {
  skip();
  std::string known;
  size_t known_end = 0;
  match_longest(members_, own, known_end, known);
  return take_longest(known_end, std::move(known));
}

std::string Scanner::take_longest(size_t known_end, std::string known) {
  std::string joined(word_at(at_));
  size_t end = at_ + joined.size();
  while (joined != "?") {
    size_t next = end;
    while (next < text_.size() && space_length(text_, next)) next += space_length(text_, next);
    if (next == end || next >= text_.size() || !is_name_part(text_, next)) break;
    if (is_stop_word(next) || text_[next] == '?') break;
    joined += ' ';
    joined += word_at(next);
    end = next + word_at(next).size();
  }
  at_ = std::max(known_end, end);
  return known_end >= end ? known : joined;
}

std::string Scanner::back_quoted_name() {
  expect("`");
  const size_t end = text_.find('`', at_);
  if (end == std::string_view::npos) fail("name without closing back-quote");
  std::string name(text_.substr(at_, end - at_));
  at_ = end + 1;
  return name;
}

bool Scanner::take_key(std::string& key) {
  skip();
  if (at_ >= text_.size() || !is_name_start(text_, at_)) return false;
  const size_t start = at_;
  std::string written;  // without comments
  while (at_ < text_.size() && text_[at_] != ':') {
    const size_t end = at_;
    if (skip_blanks(); at_ != end) {
      written += ' ';
      continue;
    }
    if (!is_name_part(text_, at_) && !is_symbol(text_[at_])) return at_ = start, false;
    do {
      written += text_[at_++];
    } while (at_ < text_.size() && (static_cast<unsigned char>(text_[at_]) & 0xC0) == 0x80);
  }
  if (at_ >= text_.size()) return at_ = start, false;
  key = normal_name(written);
  ++at_;
  return true;
}

void Scanner::add(KnownByStart& to, const std::string& name) {
  Known known{name, parts_of(name)};
  if (known.parts.empty()) return;
  to[known.parts.front()].push_back(std::move(known));
}

const Scanner::KnownByStart& Scanner::built_in() {
  static const KnownByStart names = [] {
    KnownByStart made;
    for (const auto& name : awkward_builtin_names()) add(made, name);
    return made;
  }();
  return names;
}

void Scanner::know(const std::string& name) { add(known_, name); }
void Scanner::know_member(const std::string& name) { add(members_, name); }

void Scanner::forget(const std::string& name) {
  const auto parts = parts_of(name);
  if (parts.empty()) return;
  auto& same_start = known_[parts.front()];
  const auto last = std::find_if(same_start.rbegin(), same_start.rend(),
                                 [&name](const Known& known) { return known.name == name; });
  if (last != same_start.rend()) same_start.erase(std::next(last).base());
}

}  // namespace feel
