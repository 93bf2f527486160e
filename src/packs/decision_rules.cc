#include "packs/decision_rules.h"

#include <algorithm>

namespace packs {

namespace {

// An opening tag: "<dmn:rule id=…>".
struct Tag {
  std::string_view name;  // without its prefix
  std::string_view text;  // between < and >
  size_t begin = 0;       // of "<"
  size_t end = 0;         // behind ">"
};

std::vector<Tag> tags(std::string_view xml) {
  std::vector<Tag> result;
  for (size_t open = xml.find('<'); open != std::string_view::npos;
       open = xml.find('<', open + 1)) {
    const size_t close = std::min(xml.find('>', open), xml.size());
    const std::string_view text = xml.substr(open + 1, close - open - 1);
    const std::string_view name = text.substr(0, text.find_first_of(" \t\r\n"));
    const size_t colon = name.find(':');
    const size_t slash = !name.empty() && name[0] == '/' ? 1 : 0;
    std::string_view local =
        colon == std::string_view::npos ? name.substr(slash) : name.substr(colon + 1);
    if (slash) local = name;  // closing tags keep their slash and prefix
    result.push_back({local, text, open, std::min(close + 1, xml.size())});
  }
  return result;
}

std::string_view id_of(const Tag& tag) {
  for (size_t at = tag.text.find("id="); at != std::string_view::npos;
       at = tag.text.find("id=", at + 1)) {
    const bool is_whole =
        at > 0 && (tag.text[at - 1] == ' ' || tag.text[at - 1] == '\n' || tag.text[at - 1] == '\t');
    if (!is_whole || at + 4 > tag.text.size()) continue;
    const size_t end = tag.text.find(tag.text[at + 3], at + 4);
    if (end != std::string_view::npos) return tag.text.substr(at + 4, end - at - 4);
  }
  return {};
}

bool is_closing(const Tag& tag, std::string_view name) {
  return tag.text.starts_with('/') &&
         (tag.text.substr(1) == name || tag.text.ends_with(":" + std::string(name)));
}

}  // namespace

std::vector<std::pair<std::string, int>> decision_rules(std::string_view xml) {
  std::vector<std::pair<std::string, int>> result;
  for (const Tag& tag : tags(xml)) {
    if (tag.name != "rule" && tag.name != "decision") continue;
    const auto line =
        1 + std::count(xml.begin(), xml.begin() + static_cast<std::ptrdiff_t>(tag.begin), '\n');
    if (!id_of(tag).empty()) result.emplace_back(id_of(tag), static_cast<int>(line));
  }
  return result;
}

std::string without_rule(std::string_view xml, std::string_view id) {
  std::string result;
  size_t kept = 0;  // everything before was copied or dropped
  size_t rule_begin = 0;
  bool is_in_decision = false;
  bool is_dropping = false;
  for (const Tag& tag : tags(xml)) {
    if (tag.name == "decision" && id_of(tag) == id) is_in_decision = true;
    if (is_closing(tag, "decision")) is_in_decision = false;
    if (tag.name == "rule" && (is_in_decision || id_of(tag) == id)) {
      is_dropping = true;
      rule_begin = tag.begin;
    }
    if (is_dropping && is_closing(tag, "rule")) {
      result += xml.substr(kept, rule_begin - kept);
      kept = tag.end;
      is_dropping = false;
    }
  }
  return result += xml.substr(kept);
}

}  // namespace packs
