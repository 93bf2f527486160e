#include "reports/paper.h"

#include "base/text.h"
#include "reports/reports.h"

namespace reports {
namespace {

constexpr std::string_view style = R"css(
body { font: 10.5pt/1.55 "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; }
body { color: #1f2933; margin: 0; }
header { display: flex; justify-content: space-between; gap: 6mm; }
header { border-bottom: 2px solid #27406b; margin-bottom: 5mm; padding-bottom: 2mm; }
h1 { font-size: 17pt; margin: 0 0 1mm; } h2 { font-size: 12pt; color: #27406b; margin: 6mm 0 2mm; }
.company { color: #52606d; margin: 0; } .about { margin: 0; }
.qr { width: 24mm; height: 24mm; flex: none; }
table { border-collapse: collapse; width: 100%; }
thead { display: table-header-group; } tr { break-inside: avoid; }
th, td { border: 0.5pt solid #9aa5b1; padding: 1.5mm 2mm; text-align: left; }
th, td { vertical-align: top; overflow-wrap: break-word; }
th { background: #f0f4f8; font-weight: 600; }
.fields { table-layout: fixed; } .fields th { width: 28mm; }
.text { white-space: pre-wrap; } .words, .post, .none { color: #52606d; }
.total td { font-weight: 600; background: #f7f9fb; }
.signature { max-height: 14mm; max-width: 36mm; display: block; }
@media screen { body { max-width: 178mm; margin: 8mm auto; padding: 0 4mm; } }
)css";

struct Words {
  const char *number, *state, *starter, *started, *form, *approvals, *step, *person, *time,
      *opinion, *signature, *for_whom, *total, *none, *page;
};
constexpr Words chinese = {
    "编号",       "状态",     "发起人",
    "发起时间",   "表单内容", "审批记录",
    "环节",       "办理人",   "时间",
    "结果与意见", "签名",     "代 ",
    "合计",       "无",       R"("第 " counter(page) " 页 共 " counter(pages) " 页")"};
constexpr Words english = {"Number",
                           "State",
                           "Started by",
                           "Started",
                           "Form",
                           "Approvals",
                           "Step",
                           "Person",
                           "Time",
                           "Outcome and opinion",
                           "Signature",
                           "for ",
                           "Total",
                           "None",
                           R"("Page " counter(page) " of " counter(pages))"};

std::string cell(std::string_view text) { return "<td>" + base::html_escape(text) + "</td>"; }
std::string head(std::string_view text) { return "<th>" + base::html_escape(text) + "</th>"; }

std::string line(std::string_view kind, std::string_view text) {
  if (text.empty()) return {};
  return "<div class=\"" + std::string(kind) + "\">" + base::html_escape(text) + "</div>";
}

std::string image(const std::optional<Picture>& picture) {
  if (!picture) return {};
  return "<img class=\"signature\" alt=\"\" src=\"data:" + base::html_escape(picture->type) +
         ";base64," + base::base64(picture->bytes) + "\">";
}

class Printer {
 public:
  explicit Printer(const Paper& paper)
      : paper_(paper), words_(paper.language == Language::Chinese ? chinese : english) {}

  std::string page() {
    const bool is_chinese = paper_.language == Language::Chinese;
    html_ = "<!doctype html><html lang=\"" + std::string(is_chinese ? "zh-CN" : "en") +
            "\"><head><meta charset=\"utf-8\"><title>" + base::html_escape(paper_.title) + " " +
            base::html_escape(paper_.number) + "</title><style>" + page_style() +
            std::string(style) + "</style></head><body>";
    add_head();
    add_fields(words_.form, paper_.fields);
    for (const PaperSection& section : paper_.sections) add_fields(section.title, section.fields);
    for (const PaperTable& table : paper_.tables) add_table(table);
    add_approvals();
    return std::move(html_) + "</body></html>";
  }

 private:
  // A printed name holds nothing that could end a string of CSS.
  std::string page_style() const {
    std::string left;
    for (const char c : paper_.printed)
      if (c != '"' && c != '\\' && c != '<' && static_cast<unsigned char>(c) >= 0x20) left += c;
    return "@page { size: A4; margin: 16mm 16mm 18mm; @bottom-left { content: \"" + left +
           "\"; font-size: 8pt; color: #52606d; } @bottom-right { content: " + words_.page +
           "; font-size: 8pt; color: #52606d; } }";
  }

  void add_head() {
    html_ += "<header><div>" + line("company", paper_.company) + "<h1>" +
             base::html_escape(paper_.title) + "</h1>" + line("about", paper_.subject) + "</div>";
    if (!paper_.address.empty()) html_ += qr_svg(paper_.address);
    html_ += "</header><table class=\"fields\"><tbody><tr>" + head(words_.number) +
             cell(paper_.number) + head(words_.state) + cell(paper_.state) + "</tr><tr>" +
             head(words_.starter) + cell(paper_.starter) + head(words_.started) +
             cell(paper_.started_at) + "</tr></tbody></table>";
  }

  // Two short fields share a line; a wide one has its own.
  void add_fields(std::string_view title, const std::vector<PaperField>& fields) {
    if (fields.empty()) return;
    html_ += "<h2>" + base::html_escape(title) + "</h2><table class=\"fields\"><tbody>";
    bool is_open = false;
    for (size_t i = 0; i < fields.size(); ++i) {
      const PaperField& field = fields[i];
      const bool has_partner = i + 1 < fields.size() && !fields[i + 1].is_wide;
      const bool spans = field.is_wide || (!is_open && !has_partner);
      if (!is_open) html_ += "<tr>";
      add_field(field, spans);
      is_open = !is_open && !spans;
      if (!is_open) html_ += "</tr>";
    }
    html_ += "</tbody></table>";
  }

  void add_field(const PaperField& field, bool spans) {
    html_ += head(field.label) + (spans ? "<td colspan=\"3\">" : "<td>") +
             line("text", field.text) + line("words", field.words) + image(field.picture) + "</td>";
  }

  void add_table(const PaperTable& table) {
    html_ += "<h2>" + base::html_escape(table.title) + "</h2><table class=\"rows\"><thead><tr>";
    for (const std::string& column : table.columns) html_ += head(column);
    html_ += "</tr></thead><tbody>";
    for (const auto& row : table.rows) {
      html_ += "<tr>";
      for (const std::string& text : row) html_ += cell(text);
      html_ += "</tr>";
    }
    if (!table.totals.empty()) {
      html_ += "<tr class=\"total\">";
      for (size_t i = 0; i < table.totals.size(); ++i)
        html_ += cell(i == 0 && table.totals[i].empty() ? words_.total : table.totals[i]);
      html_ += "</tr>";
    }
    html_ += "</tbody></table>";
  }

  void add_approvals() {
    html_ += "<h2>" + std::string(words_.approvals) + "</h2>";
    if (paper_.approvals.empty()) {
      html_ += line("none", words_.none);
      return;
    }
    html_ += "<table class=\"approvals\"><thead><tr>" + head(words_.step) + head(words_.person) +
             head(words_.time) + head(words_.opinion) + head(words_.signature) +
             "</tr></thead><tbody>";
    for (const Approval& approval : paper_.approvals) add_approval(approval);
    html_ += "</tbody></table>";
  }

  void add_approval(const Approval& approval) {
    const std::string for_whom =
        approval.on_behalf_of.empty() ? "" : words_.for_whom + approval.on_behalf_of;
    html_ += "<tr>" + cell(approval.step) + "<td>" + line("name", approval.name) +
             line("post", for_whom) + line("post", approval.post) + "</td>" + cell(approval.at) +
             "<td>" + line("outcome", approval.outcome) + line("text", approval.opinion) +
             "</td><td>" + image(approval.signature) + "</td></tr>";
  }

  const Paper& paper_;
  const Words& words_;
  std::string html_;
};

}  // namespace

std::string print(const Paper& paper) { return Printer(paper).page(); }

}  // namespace reports
