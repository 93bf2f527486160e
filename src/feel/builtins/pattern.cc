#include "feel/builtins/pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <charconv>

#include "feel/builtins/pattern_syntax.h"
#include "feel/nodes/node.h"

namespace feel {

constexpr int kMatchesMax = 1'000'000;  // of one pattern in one text
constexpr size_t kUnitsOfAStep = 8;     // a unit: an item of the pattern tried, or 8 bytes passed
constexpr size_t kBytesOfAUnit = 8;
constexpr size_t kBytesOfAPiece = 32;  // of text between matches, and of a match, for a step

struct Pattern::State {
  pcre2_code* code = nullptr;
  bool is_literal = false;
  uint32_t groups = 0;
  std::string text;  // as PCRE2 read it
  ~State() { pcre2_code_free(code); }
};

// One match: offsets of the whole and of its groups.
struct Pattern::Match {
  const size_t* offsets;
  uint32_t groups;
  std::string_view text;
  size_t from() const { return offsets[0]; }
  size_t to() const { return offsets[1]; }
  std::string_view group(uint32_t index) const {
    if (index >= groups || offsets[2 * index] == PCRE2_UNSET) return {};
    return text.substr(offsets[2 * index], offsets[2 * index + 1] - offsets[2 * index]);
  }
};

Pattern::Pattern(std::unique_ptr<State> state) : state_(std::move(state)) {}
Pattern::~Pattern() = default;

std::unique_ptr<Pattern> Pattern::compile(std::string_view pattern, std::string_view flags,
                                          std::string& problem) {
  uint32_t options =
      PCRE2_UTF | PCRE2_UCP | PCRE2_DOLLAR_ENDONLY | PCRE2_NEVER_BACKSLASH_C | PCRE2_AUTO_CALLOUT;
  bool is_spaced = false;
  auto state = std::make_unique<State>();
  for (const char flag : flags) {
    switch (flag) {
      case 's': options |= PCRE2_DOTALL; break;
      case 'm': options |= PCRE2_MULTILINE; break;
      case 'i': options |= PCRE2_CASELESS; break;
      case 'x': is_spaced = true; break;
      case 'q': state->is_literal = true; break;
      default: return problem = "unknown flag: " + std::string(1, flag), nullptr;
    }
  }
  std::string translated(pattern);
  if (state->is_literal) {
    options = (options & (PCRE2_UTF | PCRE2_CASELESS | PCRE2_AUTO_CALLOUT)) | PCRE2_LITERAL;
  } else {
    auto made = translate_pattern(pattern, {is_spaced, (options & PCRE2_DOTALL) != 0}, problem);
    if (!made) return nullptr;
    translated = std::move(*made);
  }
  int code = 0;
  size_t offset = 0;
  state->code = pcre2_compile(reinterpret_cast<PCRE2_SPTR>(translated.data()), translated.size(),
                              options, &code, &offset, nullptr);
  if (!state->code) {
    char message[160] = {};
    pcre2_get_error_message(code, reinterpret_cast<PCRE2_UCHAR*>(message), sizeof message);
    return problem = "no regular expression: " + std::string(message), nullptr;
  }
  pcre2_pattern_info(state->code, PCRE2_INFO_CAPTURECOUNT, &state->groups);
  state->text = std::move(translated);
  return std::unique_ptr<Pattern>(new Pattern(std::move(state)));
}

size_t Pattern::burden() const {
  size_t size = 0;
  pcre2_pattern_info(state_->code, PCRE2_INFO_SIZE, &size);
  return 10 + size / 32;
}

namespace {
// The work of a search, counted while it runs: PCRE2 calls before each item that it tries.
struct Effort {
  std::string_view pattern;
  size_t units_max = 0;
  size_t units = 0;
  size_t position = 0;  // in the text, when an item was last tried
};

// How often "a{1000}" tries at once what it repeats; a failure on the way shows in no position.
size_t repeats_of(std::string_view item) {
  if (!item.ends_with('}')) return 0;
  size_t count = 0;
  const size_t brace = item.rfind('{');
  if (brace != std::string_view::npos) {
    std::from_chars(item.data() + brace + 1, item.data() + item.size(), count);
  }
  return count;
}

int count_item(pcre2_callout_block* block, void* data) {
  auto& effort = *static_cast<Effort*>(data);
  const size_t position = block->current_position;
  const size_t passed =
      position > effort.position ? position - effort.position : effort.position - position;
  const size_t ahead =
      std::min(repeats_of(effort.pattern.substr(block->pattern_position, block->next_item_length)),
               block->subject_length - position);
  effort.units += 1 + (passed + ahead) / kBytesOfAUnit;
  effort.position = position;
  return effort.units > effort.units_max ? PCRE2_ERROR_CALLOUT : 0;
}

// Both are made once, as no search runs within another.
pcre2_match_data* match_data_of_thread(uint32_t pairs) {
  using Data = std::unique_ptr<pcre2_match_data, decltype(&pcre2_match_data_free)>;
  static thread_local Data data(nullptr, &pcre2_match_data_free);
  if (!data || pcre2_get_ovector_count(data.get()) < pairs) {
    data.reset(pcre2_match_data_create(std::max<uint32_t>(pairs, 10), nullptr));
  }
  return data.get();
}
pcre2_match_context* context_of_thread() {
  using Context = std::unique_ptr<pcre2_match_context, decltype(&pcre2_match_context_free)>;
  static thread_local const Context context = [] {
    Context made(pcre2_match_context_create(nullptr), &pcre2_match_context_free);
    pcre2_set_depth_limit(made.get(), 20'000);
    pcre2_set_heap_limit(made.get(), 20'000);
    return made;
  }();
  return context.get();
}
}  // namespace

template <class Take>
bool Pattern::each_match(std::string_view text, Search& search, const Take& take) const {
  pcre2_match_data* data = match_data_of_thread(state_->groups + 1);
  Effort effort{state_->text};
  pcre2_match_context* context = context_of_thread();
  pcre2_set_callout(context, count_item, &effort);
  size_t at = 0;
  for (int found = 0; at <= text.size(); ++found) {
    if (found == kMatchesMax) return search.problem = "too many matches", false;
    effort.units_max =
        (search.steps_max - std::min(search.steps, search.steps_max)) * kUnitsOfAStep;
    effort.units = 0;
    effort.position = at;
    const int count = pcre2_match(state_->code, reinterpret_cast<PCRE2_SPTR>(text.data()),
                                  text.size(), at, at == 0 ? 0 : PCRE2_NO_UTF_CHECK, data, context);
    search.steps += effort.units / kUnitsOfAStep;
    if (count == PCRE2_ERROR_NOMATCH) return true;
    if (count < 0) {
      return search.problem = "the search takes too long or the text is no UTF-8", false;
    }
    const size_t* offsets = pcre2_get_ovector_pointer(data);
    search.steps += 1 + (offsets[1] - at) / kBytesOfAPiece;
    if (!take(Match{offsets, static_cast<uint32_t>(count), text})) return true;
    if (offsets[1] > offsets[0]) {
      at = offsets[1];
      continue;
    }
    at = offsets[1] + 1;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
  }
  return true;
}

std::optional<bool> Pattern::matches(std::string_view text, Search& search) const {
  bool is_found = false;
  if (!each_match(text, search, [&](const Match&) { return is_found = true, false; })) return {};
  return is_found;
}

namespace {

// The replacement with "$1" and escapes resolved; false when it is malformed.
bool append_replacement(std::string& into, std::string_view replacement, uint32_t groups,
                        const auto& group_text) {
  for (size_t i = 0; i < replacement.size(); ++i) {
    const char c = replacement[i];
    const char next = i + 1 < replacement.size() ? replacement[i + 1] : '\0';
    if (c == '\\') {
      if (next != '\\' && next != '$') return false;
      into.push_back(next);
      ++i;
    } else if (c == '$') {
      if (next < '0' || next > '9') return false;
      uint32_t group = 0;
      size_t end = i + 1;
      while (end < replacement.size() && replacement[end] >= '0' && replacement[end] <= '9') {
        const uint32_t longer = group * 10 + static_cast<uint32_t>(replacement[end] - '0');
        if (end > i + 1 && longer > groups) break;
        group = longer;
        ++end;
      }
      into += group_text(group);
      i = end - 1;
    } else {
      into.push_back(c);
    }
  }
  return true;
}

}  // namespace

bool Pattern::consumes_text(Search& search) const {
  const auto matches_empty = matches({}, search);
  if (matches_empty == true) search.problem = "the pattern matches the empty text";
  return matches_empty == false;
}

std::optional<std::string> Pattern::replace(std::string_view text, std::string_view replacement,
                                            Search& search) const {
  if (!consumes_text(search)) return {};
  std::string made;
  size_t copied = 0;
  bool is_fine = true;
  const bool is_done = each_match(text, search, [&](const Match& match) {
    made += text.substr(copied, match.from() - copied);
    copied = match.to();
    if (state_->is_literal) {
      made += replacement;
    } else {
      is_fine = append_replacement(made, replacement, state_->groups,
                                   [&match](uint32_t group) { return match.group(group); });
    }
    return is_fine && made.size() <= kTextMax;
  });
  if (!is_done) return {};
  if (!is_fine) return search.problem = "malformed replacement", std::nullopt;
  if (made.size() > kTextMax) {
    search.steps += kTextMax / kBytesOfAPiece;
    return search.problem = "text too long", std::nullopt;
  }
  made += text.substr(copied);
  return made;
}

std::optional<std::vector<std::string>> Pattern::split(std::string_view text,
                                                       Search& search) const {
  if (!consumes_text(search)) return {};
  std::vector<std::string> pieces;
  size_t copied = 0;
  const bool is_done = each_match(text, search, [&](const Match& match) {
    pieces.emplace_back(text.substr(copied, match.from() - copied));
    copied = match.to();
    return true;
  });
  if (!is_done) return {};
  pieces.emplace_back(text.substr(copied));
  return pieces;
}

std::optional<std::vector<std::string>> Pattern::extract(std::string_view text,
                                                         Search& search) const {
  std::vector<std::string> found;
  const bool is_done = each_match(text, search, [&](const Match& match) {
    found.emplace_back(match.group(0));
    return true;
  });
  if (!is_done) return {};
  return found;
}

namespace {
std::string to_utf8(const icu::UnicodeString& text) {
  std::string made;
  text.toUTF8String(made);
  return made;
}
icu::UnicodeString from_utf8(std::string_view text) {
  return icu::UnicodeString::fromUTF8({text.data(), static_cast<int32_t>(text.size())});
}

// Most text is plain and needs no tables.
bool is_ascii(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) { return (c & 0x80) != 0; });
}
std::string ascii_with_case(std::string_view text, char first, char last) {
  std::string made(text);
  for (char& c : made) c = c >= first && c <= last ? static_cast<char>(c ^ 0x20) : c;
  return made;
}
}  // namespace

std::string to_upper(std::string_view text) {
  if (is_ascii(text)) return ascii_with_case(text, 'a', 'z');
  return to_utf8(from_utf8(text).toUpper(icu::Locale::getRoot()));
}
std::string to_lower(std::string_view text) {
  if (is_ascii(text)) return ascii_with_case(text, 'A', 'Z');
  return to_utf8(from_utf8(text).toLower(icu::Locale::getRoot()));
}

}  // namespace feel
