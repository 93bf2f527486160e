// Terms for full-text search over Chinese: bigrams, words and the initials of the pinyin (ICU).
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <memory>
#include <unordered_map>

#include "base/ensure.h"
#include "base/text.h"

namespace base {
namespace {

std::string utf8(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

bool is_han(UChar32 c) {
  UErrorCode error = U_ZERO_ERROR;
  return uscript_getScript(c, &error) == USCRIPT_HAN && U_SUCCESS(error);
}

const icu::Transliterator& to_pinyin() {
  static const std::unique_ptr<icu::Transliterator> instance = [] {
    UErrorCode error = U_ZERO_ERROR;
    std::unique_ptr<icu::Transliterator> made(icu::Transliterator::createInstance(
        "Han-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, error));
    ensure(U_SUCCESS(error) && made, "ICU knows Han-Latin");
    return made;
  }();
  return *instance;
}

// 0 when the character has no reading.
char initial_of(UChar32 han) {
  thread_local std::unordered_map<UChar32, char> known;
  const auto found = known.find(han);
  if (found != known.end()) return found->second;
  icu::UnicodeString text(han);
  to_pinyin().transliterate(text);
  const UChar32 first = text.char32At(0);
  const char initial = first >= 'a' && first <= 'z' ? static_cast<char>(first) : '\0';
  known.emplace(han, initial);
  return initial;
}

// A stretch of Han characters, or of other letters and digits in lower case.
struct Run {
  bool han = false;
  icu::UnicodeString text;
};

std::vector<Run> runs_of(std::string_view text) {
  std::vector<Run> runs;
  bool open = false;
  const auto source = icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
  for (int32_t at = 0; at < source.length(); at = source.moveIndex32(at, 1)) {
    const UChar32 c = source.char32At(at);
    if (!u_isalnum(c)) {
      open = false;
      continue;
    }
    const bool han = is_han(c);
    if (!open || runs.back().han != han) runs.push_back({han, {}});
    open = true;
    runs.back().text.append(han ? c : u_tolower(c));
  }
  return runs;
}

std::vector<std::string> characters(const icu::UnicodeString& text) {
  std::vector<std::string> out;
  for (int32_t at = 0; at < text.length(); at = text.moveIndex32(at, 1)) {
    out.push_back(utf8(icu::UnicodeString(text.char32At(at))));
  }
  return out;
}

void put_term(std::string& out, const std::string& term) {
  if (term.empty()) return;
  if (!out.empty()) out += ' ';
  out += term;
}

void put_query(std::string& out, const std::string& term, std::string_view ending) {
  if (!out.empty()) out += " AND ";
  out += '"' + term + '"' + std::string(ending);
}

}  // namespace

std::string pinyin_initials(std::string_view text) {
  icu::UnicodeString out;
  for (const Run& run : runs_of(text)) {
    if (!run.han) {
      out.append(run.text);
      continue;
    }
    for (int32_t at = 0; at < run.text.length(); at = run.text.moveIndex32(at, 1)) {
      if (const char initial = initial_of(run.text.char32At(at))) {
        out.append(static_cast<UChar32>(initial));
      }
    }
  }
  return utf8(out);
}

std::string index_terms(std::string_view text) {
  std::string out;
  for (const Run& run : runs_of(text)) {
    if (!run.han) {
      put_term(out, utf8(run.text));
      continue;
    }
    const auto parts = characters(run.text);
    for (size_t i = 0; i < parts.size(); ++i) {
      put_term(out, parts[i]);
      if (i + 1 < parts.size()) put_term(out, parts[i] + parts[i + 1]);
    }
    put_term(out, pinyin_initials(utf8(run.text)));
  }
  return out;
}

std::string search_query(std::string_view text) {
  std::string out;
  for (const Run& run : runs_of(text)) {
    if (!run.han) {
      // People type the beginning of a word, a number or the initials.
      put_query(out, utf8(run.text), "*");
      continue;
    }
    const auto parts = characters(run.text);
    if (parts.size() == 1) put_query(out, parts.front(), "");
    for (size_t i = 0; i + 1 < parts.size(); ++i) put_query(out, parts[i] + parts[i + 1], "");
  }
  return out;
}

}  // namespace base
