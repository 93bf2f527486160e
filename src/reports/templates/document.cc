// One document of one or several printed papers.
#include <algorithm>

#include "base/text.h"
#include "reports/template.h"

namespace reports {
namespace {

// Where the string, comment or letter at `at` ends.
size_t skip(std::string_view css, size_t at) {
  if (css.substr(at).starts_with("/*")) {
    const size_t end = css.find("*/", at + 2);
    return end == std::string_view::npos ? css.size() : end + 2;
  }
  if (css[at] != '"' && css[at] != '\'') return at + 1;
  for (size_t i = at + 1; i < css.size(); ++i) {
    if (css[i] == '\\') ++i;
    if (i < css.size() && css[i] == css[at]) return i + 1;
  }
  return css.size();
}

// Behind the brace that closes the first one after `at`.
size_t end_of_rule(std::string_view css, size_t at) {
  int depth = 0;
  while (at < css.size()) {
    if (css[at] == '{') ++depth;
    const bool is_last = css[at] == '}' && --depth == 0;
    at = skip(css, at);
    if (is_last) break;
  }
  return at;
}

// Rules of the sheet hold inside of it, those of its pages on its pages.
std::string kept_apart(std::string_view css, const std::string& name) {
  std::string pages, rules;
  for (size_t at = 0; at < css.size();) {
    if (!css.substr(at).starts_with("@page")) {
      const size_t next = skip(css, at);
      rules += css.substr(at, next - at);
      at = next;
      continue;
    }
    const size_t end = end_of_rule(css, at);
    const std::string_view rule = base::trim(css.substr(at + 5, end - at - 5));
    const bool has_own_name = !rule.starts_with('{') && !rule.starts_with(':');
    pages += "@page " + (has_own_name ? "" : name) + std::string(rule);
    at = end;
  }
  return pages + "@scope (." + name + ") {" + rules + "}";
}

constexpr std::string_view standing = R"css(
body { font: 10.5pt/1.55 "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", sans-serif;
  color: #1f2933; margin: 0; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.sheet + .sheet { break-before: page; }
.picture { max-height: 14mm; max-width: 36mm; }
.qr { width: 24mm; height: 24mm; }
.left-out { box-sizing: border-box; width: 210mm; max-width: 100%; margin: 6mm auto 0; }
.left-out { padding: 3mm 4mm; background: #fff7e0; border: 0.5pt solid #e6b84a; }
@media print { .left-out { display: none; } }
@media screen {
  .sheet { box-sizing: border-box; width: 210mm; max-width: 100%; margin: 6mm auto; }
  .sheet { padding: 14mm 16mm; background: #fff; }
  html { background: #eef1f4; }
}
@media screen and (max-width: 800px) { .sheet { padding: 5mm 4mm; margin: 0; } }
)css";

std::string note_of(std::string_view language, size_t left_out) {
  const std::string count = std::to_string(left_out);
  const bool is_one = left_out == 1;
  return "<p class=\"left-out\">" +
         (language == "en" ? count + (is_one ? " matter is" : " matters are") +
                                 " left out: you may not read " + (is_one ? "it." : "them.")
                           : "有 " + count + " 件事项您无权查看，未列入打印。") +
         "</p>";
}

}  // namespace

std::string document(std::string_view language, const std::vector<Sheet>& sheets, size_t left_out) {
  std::string styles(standing), bodies;
  for (size_t i = 0; i < sheets.size(); ++i) {
    const std::string name = "s" + std::to_string(i + 1);
    const bool is_alone = sheets.size() == 1;
    styles += is_alone ? sheets[i].page.style : kept_apart(sheets[i].page.style, name);
    if (!is_alone) styles += "." + name + " { page: " + name + "; }\n";
    bodies += "<div class=\"sheet " + name + "\">" + sheets[i].page.body + "</div>";
  }
  if (left_out > 0) bodies = note_of(language, left_out) + bodies;
  const std::string title = sheets.empty() ? "" : base::html_escape(sheets.front().title);
  return "<!doctype html><html lang=\"" + std::string(language == "en" ? "en" : "zh-CN") +
         "\"><head><meta charset=\"utf-8\">"
         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>" +
         title + "</title><style>" + styles + "</style></head><body>" + bodies + "</body></html>";
}

}  // namespace reports
