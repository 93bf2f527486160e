#include "work/steps/wording.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.h"

namespace work {
namespace {

constexpr size_t title_max = 200;
constexpr size_t text_max = 2000;

const std::string& in_zh(const base::Text& text) { return text.zh; }
const std::string& in_en(const base::Text& text) { return text.en.empty() ? text.zh : text.en; }
using Language = const std::string& (*)(const base::Text&);

// --- reading a template

struct Piece {
  std::string text;  // a placeholder's name without its braces
  bool is_placeholder = false;
  size_t at = 0;  // its first character, from 1
};

// Braces that are no placeholder are pieces whose text is no name.
std::vector<Piece> pieces_of(const std::string& line) {
  std::vector<Piece> pieces;
  size_t from = 0;
  const auto add = [&](std::string text, bool is_placeholder, size_t at) {
    const size_t place = base::length(std::string_view(line).substr(0, at)) + 1;
    if (is_placeholder || !text.empty()) pieces.push_back({std::move(text), is_placeholder, place});
  };
  for (auto brace = line.find_first_of("{}"); brace != std::string::npos;
       brace = line.find_first_of("{}", from)) {
    add(line.substr(from, brace - from), false, from);
    const auto next = line.find_first_of("{}", brace + 1);
    const bool is_closed = line[brace] == '{' && next != std::string::npos && line[next] == '}';
    add(is_closed ? line.substr(brace + 1, next - brace - 1) : line.substr(brace, 1), true, brace);
    from = is_closed ? next + 1 : brace + 1;
  }
  add(line.substr(from), false, from);
  return pieces;
}

// Unlike base::split, with the empty ones.
std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines(1);
  for (const char each : text) {
    if (each == '\n') {
      lines.emplace_back();
    } else {
      lines.back() += each;
    }
  }
  return lines;
}

// --- checking

struct Part {
  std::string_view name;  // "title.zh"
  base::Text label;
  const std::string& text;
  size_t length_max;
};

std::array<Part, 4> parts_of(const NoticeWords& words) {
  return {Part{"title.zh", {"中文标题", "Chinese title"}, words.title.zh, title_max},
          Part{"title.en", {"英文标题", "English title"}, words.title.en, title_max},
          Part{"text.zh", {"中文正文", "Chinese text"}, words.text.zh, text_max},
          Part{"text.en", {"英文正文", "English text"}, words.text.en, text_max}};
}

void refuse_at(base::Error& refusal, std::string place, const base::Text& label,
               const base::Text& how) {
  if (refusal.place.empty()) refusal.place = place;
  refusal.missing.push_back({base::Missing::Kind::Condition, std::move(place), label, how});
}

void check_length(base::Error& refusal, const Part& part) {
  const std::string name(part.name);
  const bool is_title = part.name.starts_with("title");
  if (is_title && base::trim(part.text).empty())
    refuse_at(refusal, name, part.label, {"不能为空", "must not be empty"});
  if (is_title && part.text.find('\n') != std::string::npos)
    refuse_at(refusal, name, part.label, {"只能是一行", "must be one line"});
  if (base::length(part.text) > part.length_max) {
    const std::string most = std::to_string(part.length_max);
    refuse_at(refusal, name, part.label,
              {"不超过 " + most + " 字", "at most " + most + " characters"});
  }
}

void check_placeholders(base::Error& refusal, const Part& part,
                        std::span<const std::string_view> known) {
  std::vector<std::string> names;
  for (const auto name : known) names.push_back("{" + std::string(name) + "}");
  for (const Piece& piece : pieces_of(part.text)) {
    if (!piece.is_placeholder || std::ranges::count(known, piece.text) > 0) continue;
    const std::string at = std::to_string(piece.at);
    const bool is_brace = piece.text == "{" || piece.text == "}";
    const std::string shown = is_brace ? piece.text : "{" + piece.text + "}";
    refuse_at(refusal, std::string(part.name) + ":" + at,
              {part.label.zh + "第 " + at + " 个字", part.label.en + ", character " + at},
              {"“" + shown + "”不是占位符，可用的有 " + base::join(names, " "),
               "\"" + shown + "\" is no placeholder; there are " + base::join(names, " ")});
  }
}

// --- filling in

// Nothing where a placeholder has no value.
std::optional<std::string> filled_line(const std::string& line, const WordValues& values,
                                       Language language) {
  std::string filled;
  for (const Piece& piece : pieces_of(line)) {
    if (!piece.is_placeholder) {
      filled += piece.text;
      continue;
    }
    const auto value = values.find(piece.text);
    if (value == values.end() || language(value->second).empty()) return {};
    filled += language(value->second);
  }
  return filled;
}

std::string filled_text(const std::string& text, const WordValues& values, Language language) {
  std::vector<std::string> filled;
  for (const std::string& line : lines_of(text)) {
    if (auto one = filled_line(line, values, language)) filled.push_back(std::move(*one));
  }
  return std::string(base::trim(base::join(filled, "\n")));
}

}  // namespace

base::Result<void> check_words(const NoticeWords& words, std::span<const std::string_view> known) {
  auto refusal = base::refusal("work.bad_notice_words");
  for (const Part& part : parts_of(words)) {
    if (!base::is_utf8(part.text)) return std::move(refusal).at(std::string(part.name));
    check_length(refusal, part);
    check_placeholders(refusal, part, known);
  }
  if (!refusal.missing.empty()) return refusal;
  return {};
}

NoticeWords filled(const NoticeWords& words, const WordValues& values) {
  const auto title = [&](const std::string& line, Language language) {
    return filled_line(line, values, language).value_or(language(values.at("title")));
  };
  return {{title(words.title.zh, in_zh), title(words.title.en, in_en)},
          {filled_text(words.text.zh, values, in_zh), filled_text(words.text.en, values, in_en)}};
}

}  // namespace work
