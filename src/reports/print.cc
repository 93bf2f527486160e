// A composed report as one HTML page for A4: styles inside, nothing loaded from elsewhere.
#include <qrencode.h>

#include <memory>

#include "base/text.h"
#include "reports/reports.h"

namespace reports {
namespace {

constexpr std::string_view style = R"css(
@page { size: A4; margin: 18mm 16mm; }
body { font: 10.5pt/1.6 "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; }
body { color: #1f2933; margin: 0; }
header { display: flex; justify-content: space-between; }
header { border-bottom: 2px solid #27406b; margin-bottom: 6mm; }
h1 { font-size: 17pt; margin: 0 0 1mm; } h2 { font-size: 12pt; color: #27406b; margin: 6mm 0 2mm; }
.about { color: #52606d; margin: 0 0 3mm; } .qr { width: 22mm; height: 22mm; }
table { border-collapse: collapse; width: 100%; }
thead { display: table-header-group; } tr { break-inside: avoid; }
th, td { border: 0.5pt solid #cbd2d9; padding: 1.5mm 2mm; text-align: left; }
th, td { vertical-align: top; }
th { background: #f0f4f8; font-weight: 600; } .label { width: 32mm; }
p { white-space: pre-wrap; margin: 0; }
.none { color: #52606d; }
)css";

std::string zh(const base::Json& text) {
  return base::html_escape(base::text_or_empty(text, "zh"));
}

void append_pairs(std::string& html, const base::JsonArray& rows) {
  html += "<table><tbody>";
  for (const auto& row : rows) {
    html += "<tr><th class=\"label\">" + zh(row.at("label")) + "</th><td>";
    const auto& value = row.at("value");
    html += value.is_string() ? base::html_escape(value.as_string()) : zh(value);
    html += "</td></tr>";
  }
  html += "</tbody></table>";
}

void append_table(std::string& html, const base::Json& section) {
  const auto& rows = section.at("rows").as_array();
  if (rows.empty()) {
    html += "<p class=\"none\">无</p>";
    return;
  }
  html += "<table><thead><tr>";
  for (const auto& column : section.at("columns").as_array()) html += "<th>" + zh(column) + "</th>";
  html += "</tr></thead><tbody>";
  for (const auto& row : rows) {
    html += "<tr>";
    for (const auto& cell : row.as_array()) html += "<td>" + zh(cell) + "</td>";
    html += "</tr>";
  }
  html += "</tbody></table>";
}

void append_section(std::string& html, const base::Json& section) {
  html += "<section><h2>" + zh(section.at("title")) + "</h2>";
  const std::string kind = base::text_or_empty(section, "kind");
  if (kind == "fields") append_pairs(html, section.at("fields").as_array());
  if (kind == "metric") append_pairs(html, section.at("metrics").as_array());
  if (kind == "table") append_table(html, section);
  if (kind == "text") html += "<p>" + zh(section.at("text")) + "</p>";
  html += "</section>";
}

}  // namespace

std::string qr_svg(std::string_view text) {
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
      QRcode_encodeString(std::string(text).c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1), QRcode_free);
  if (!code) return "";
  const int quiet = 2;
  const std::string size = std::to_string(code->width + 2 * quiet);
  std::string svg = "<svg class=\"qr\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + size +
                    " " + size + "\" shape-rendering=\"crispEdges\"><path d=\"";
  for (int y = 0; y < code->width; ++y) {
    for (int x = 0; x < code->width; ++x) {
      if ((code->data[y * code->width + x] & 1) == 0) continue;
      svg += "M" + std::to_string(x + quiet) + " " + std::to_string(y + quiet) + "h1v1h-1z";
    }
  }
  return svg + "\"/></svg>";
}

std::string print(const base::Json& document, std::string_view link) {
  const std::string name = base::html_escape(base::text_or_empty(document, "name"));
  std::string html =
      "<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>" +
      zh(document.at("title")) + " " + name + "</title><style>" + std::string(style) +
      "</style></head><body><header><div><h1>" + name + "</h1><p class=\"about\">" +
      zh(document.at("title")) + " " + base::html_escape(base::text_or_empty(document, "number")) +
      " " + base::html_escape(base::text_or_empty(document, "at").substr(0, 10)) + "</p></div>";
  if (!link.empty()) html += qr_svg(link);
  html += "</header>";
  for (const auto& section : document.at("sections").as_array()) append_section(html, section);
  return html + "</body></html>";
}

}  // namespace reports
