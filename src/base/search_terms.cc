// Terms for full-text search over Chinese: bigrams, words and the initials of the pinyin (ICU).
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <memory>
#include <unordered_map>
#include <utility>

#include "base/ensure.h"
#include "base/pinyin.h"
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

// The initial of the other reading, beside ICU's.
struct OtherReading {
  char32_t han;
  char initial;
};
constexpr std::array other_readings = std::to_array<OtherReading>({
    {U'长', 'c'}, {U'行', 'h'}, {U'重', 'c'}, {U'厦', 'x'}, {U'乐', 'y'}, {U'调', 't'},
    {U'会', 'k'}, {U'番', 'p'}, {U'朝', 'z'}, {U'传', 'z'}, {U'单', 's'}, {U'藏', 'z'},
    {U'系', 'j'}, {U'校', 'j'}, {U'率', 's'}, {U'降', 'x'}, {U'解', 'x'}, {U'查', 'z'},
    {U'曾', 'z'}, {U'仇', 'q'}, {U'翟', 'z'}, {U'泊', 'b'}, {U'尉', 'y'}, {U'折', 's'},
    {U'埔', 'p'}, {U'弹', 't'}, {U'提', 'd'}, {U'属', 'z'}, {U'奇', 'j'}, {U'宿', 'x'},
    {U'卡', 'q'}, {U'畜', 'x'}, {U'秘', 'b'}, {U'壳', 'q'}, {U'便', 'p'}, {U'万', 'm'},
    {U'圩', 'x'}, {U'澄', 'd'}, {U'盛', 'c'}, {U'巷', 'h'}, {U'召', 's'}, {U'隗', 'w'},
    {U'囤', 'd'}, {U'粘', 'n'}, {U'幢', 'z'}, {U'纤', 'q'}, {U'区', 'o'}, {U'参', 's'},
    {U'强', 'j'}, {U'车', 'j'}, {U'省', 'x'}, {U'覃', 'q'}, {U'种', 'c'}, {U'石', 'd'},
    {U'咳', 'h'},
});

// Words that are read in another way than ICU reads their characters one by one.
constexpr std::array words = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"重庆", "cq"}, {"银行", "yh"}, {"厦门", "xm"}, {"长沙", "cs"}, {"长春", "cc"}, {"长安", "ca"},
    {"长江", "cj"}, {"长城", "cc"}, {"长虹", "ch"}, {"长乐", "cl"}, {"长宁", "cn"}, {"长兴", "cx"},
    {"长青", "cq"}, {"长期", "cq"}, {"长途", "ct"}, {"长度", "cd"}, {"延长", "yc"}, {"支行", "zh"},
    {"分行", "fh"}, {"总行", "zh"}, {"行业", "hy"}, {"行情", "hq"}, {"重新", "cx"}, {"重复", "cf"},
    {"重组", "cz"}, {"重建", "cj"}, {"重阳", "cy"}, {"音乐", "yy"}, {"乐器", "yq"}, {"调整", "tz"},
    {"空调", "kt"}, {"调试", "ts"}, {"调节", "tj"}, {"会计", "kj"}, {"会稽", "kj"}, {"番禺", "py"},
    {"西藏", "xz"}, {"校准", "jz"}, {"校对", "jd"}, {"校验", "jy"}, {"人参", "rs"}, {"黄埔", "hp"},
    {"投降", "tx"}, {"朝阳", "cy"}, {"便宜", "py"}, {"提防", "df"}, {"弹性", "tx"}, {"弹簧", "th"},
});

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

// Of each character of a run, as the usual reading has it; 0 where there is none.
std::vector<char> initials_of(const std::vector<std::string>& parts) {
  std::vector<char> out;
  for (size_t i = 0; i < parts.size(); ++i) {
    const std::string pair = i + 1 < parts.size() ? parts[i] + parts[i + 1] : std::string();
    const auto* word = std::ranges::find(words, pair, [](const auto& one) { return one.first; });
    if (word != words.end()) {
      out.insert(out.end(), word->second.begin(), word->second.end());
      ++i;
      continue;
    }
    out.push_back(initial_of(icu::UnicodeString::fromUTF8(parts[i]).char32At(0)));
  }
  return out;
}

// The reading of the character that `usual` is not; 0 when it has one only.
char other_initial(const std::string& character, char usual) {
  const UChar32 han = icu::UnicodeString::fromUTF8(character).char32At(0);
  const auto* found =
      std::ranges::find(other_readings, static_cast<char32_t>(han), &OtherReading::han);
  if (found == other_readings.end()) return '\0';
  return found->initial == usual ? initial_of(han) : found->initial;
}

std::string joined(const std::vector<char>& initials) {
  std::string out;
  for (const char initial : initials) {
    if (initial != '\0') out += initial;
  }
  return out;
}

// Each character with two readings doubles what is kept: so many do, and of so many letters.
constexpr int varied_max = 3;
constexpr size_t varied_letters_max = 16;

std::vector<std::string> readings_of_run(const std::vector<std::string>& parts) {
  const std::vector<char> usual = initials_of(parts);
  std::vector<std::vector<char>> kinds{
      {usual.begin(),
       usual.begin() + static_cast<std::ptrdiff_t>(std::min(usual.size(), varied_letters_max))}};
  int varied = 0;
  for (size_t i = 0; i < kinds.front().size() && varied < varied_max; ++i) {
    const char other = other_initial(parts[i], usual[i]);
    if (other == '\0') continue;
    ++varied;
    for (size_t k = 0, before = kinds.size(); k < before; ++k) {
      kinds.push_back(kinds[k]);
      kinds.back()[i] = other;
    }
  }
  std::vector<std::string> out{joined(usual)};
  for (size_t k = 1; k < kinds.size(); ++k) out.push_back(joined(kinds[k]));
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
  std::string out;
  for (const Run& run : runs_of(text))
    out += run.han ? joined(initials_of(characters(run.text))) : utf8(run.text);
  return out;
}

std::vector<std::string> readings(std::string_view text) {
  std::vector<std::string> out{""};
  for (const Run& run : runs_of(text)) {
    const std::vector<std::string> kinds =
        run.han ? readings_of_run(characters(run.text)) : std::vector{utf8(run.text)};
    const size_t before = out.size();
    const bool is_room = before * kinds.size() <= (size_t{1} << varied_max);
    for (size_t kind = 1; is_room && kind < kinds.size(); ++kind) {
      for (size_t i = 0; i < before; ++i) out.push_back(out[i] + kinds[kind]);
    }
    for (size_t i = 0; i < before; ++i) out[i] += kinds.front();
  }
  return out;
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
    for (const std::string& reading : readings_of_run(parts)) put_term(out, reading);
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
