// The paper of whatever has no template of its own, in the language of templates.
#include "reports/paper.h"

#include "base/ensure.h"

namespace reports {
namespace {

constexpr std::string_view text = R"html(<!-- title: 标准打印 -->
<style>
@page { size: A4; margin: 16mm 16mm 18mm;
  @bottom-left { content: {{ paper.printed }}; font-size: 8pt; color: #52606d; }
  @bottom-right { font-size: 8pt; color: #52606d;
    content: {{ say("第 ", "Page ") }} counter(page) {{ say(" 页 共 ", " of ") }} counter(pages) {{
      say(" 页", "") }}; } }
header { display: flex; justify-content: space-between; gap: 6mm; }
header { border-bottom: 2px solid #27406b; margin-bottom: 5mm; padding-bottom: 2mm; }
h1 { font-size: 17pt; margin: 0 0 1mm; }
h2 { font-size: 12pt; color: #27406b; margin: 6mm 0 2mm; break-after: avoid; }
.company { color: #52606d; } .qr { flex: none; }
table { border-collapse: collapse; width: 100%; }
thead { display: table-header-group; } tr { break-inside: avoid; }
th, td { border: 0.5pt solid #9aa5b1; padding: 1.5mm 2mm; text-align: left; }
th, td { vertical-align: top; overflow-wrap: break-word; }
th { background: #f0f4f8; font-weight: 600; }
.fields { table-layout: fixed; } .fields th { width: {{ say("28mm", "34mm") }}; }
.text { white-space: pre-wrap; } .words, .post, .none { color: #52606d; }
.total td { font-weight: 600; background: #f7f9fb; }
.hash { font-size: 6.5pt; overflow-wrap: anywhere; }
.picture { display: block; } .day { white-space: nowrap; }
</style>
<header><div><div class="company">{{ paper.company }}</div><h1>{{ paper.title }}</h1>
<div>{{ paper.subject }}</div></div>{% qr paper.address %}</header>
<table class="fields"><tbody>
<tr><th>{{ say("编号", "Number") }}</th><td>{{ paper.number }}</td>
<th>{{ say("状态", "State") }}</th><td>{{ paper.state }}</td></tr>
{% if paper.is_matter %}
<tr><th>{{ say("发起人", "Started by") }}</th><td>{{ paper.starter }}</td>
<th>{{ say("发起时间", "Started") }}</th><td>{{ paper.started_at }}</td></tr>
{% else %}
<tr><th>{{ say("创建人", "Created by") }}</th><td>{{ paper.starter }}</td>
<th>{{ say("创建时间", "Created") }}</th><td>{{ paper.started_at }}</td></tr>
{% end %}
</tbody></table>
{% if count(paper.lines) > 0 %}
<h2>{{ say("表单内容", "Form") }}</h2><table class="fields"><tbody>
{% for line in paper.lines %}
<tr>{% for field in line %}
<th>{{ field.label }}</th><td colspan="{{ if count(line) = 1 then 3 else 1 }}">
<div class="text">{{ field.text }}</div>
{% if field.words != "" %}
<div class="words">{{ field.words }}</div>
{% end %}
{% image field %}
</td>{% end %}
</tr>
{% end %}
</tbody></table>
{% end %}
{% for section in paper.sections %}
<h2>{{ section.title }}</h2><table class="fields"><tbody>
{% for line in section.lines %}
<tr>{% for field in line %}
<th>{{ field.label }}</th><td colspan="{{ if count(line) = 1 then 3 else 1 }}">
<div class="text">{{ field.text }}</div>
{% if field.words != "" %}
<div class="words">{{ field.words }}</div>
{% end %}
{% image field %}
</td>{% end %}
</tr>
{% end %}
</tbody></table>
{% end %}
{% for table in paper.tables %}
<h2>{{ table.title }}</h2><table class="rows"><thead>
<tr>{% for column in table.columns %}<th>{{ column }}</th>{% end %}</tr></thead><tbody>
{% for row in table.rows %}
<tr>{% for cell in row %}
<td class="{{ if matches(cell, "^[0-9]{4}-[0-9]{2}-[0-9]{2}") and string length(cell) < 17
  then "day" else "" }}">{{ cell }}</td>{% end %}
</tr>
{% end %}
{% if count(table.totals) > 0 %}
<tr class="total">{% for cell in table.totals %}
<td>{{ if index = 1 and cell = "" then say("合计", "Total") else cell }}</td>{% end %}
</tr>
{% end %}
</tbody></table>
{% end %}
{% if count(paper.areas) > 0 %}
<h2>{{ say("意见", "Opinions") }}</h2><table class="fields areas"><tbody>
{% for area in paper.areas %}
{% for said in area.opinions %}
<tr><th>{{ area.title }}</th><td colspan="3">
<div class="text">{{ string join([said.outcome, said.opinion][item != ""], "  ") }}</div>
<div class="words">{{ string join([said.name, said.at][item != ""], "  ") }}</div>
{% image said %}
</td></tr>
{% else %}
<tr><th>{{ area.title }}</th><td colspan="3"></td></tr>
{% end %}
{% end %}
</tbody></table>
{% end %}
{% if paper.is_matter %}
<h2>{{ say("审批记录", "Approvals") }}</h2>
{% if count(paper.approvals) = 0 %}
<div class="none">{{ say("无", "None") }}</div>
{% else %}
<table class="approvals"><thead>
<tr><th>{{ say("环节", "Step") }}</th><th>{{ say("办理人", "Person") }}</th>
<th>{{ say("时间", "Time") }}</th><th>{{ say("结果与意见", "Outcome and opinion") }}</th>
<th>{{ say("签名", "Signature") }}</th></tr></thead><tbody>
{% for one in paper.approvals %}
<tr><td>{{ one.step }}</td><td><div class="name">{{ one.name }}</div>
{% if one.on_behalf_of != "" %}
<div class="post">{{ say("代 ", "for ") + one.on_behalf_of }}</div>
{% end %}
<div class="post">{{ one.post }}</div></td><td class="day">{{ one.at }}</td>
<td><div class="outcome">{{ one.outcome }}</div><div class="text">{{ one.opinion }}</div></td>
<td>{% image one %}
{% if one.signed != "" %}
<div class="words hash">{{ one.signed }}</div>
{% end %}
</td></tr>
{% end %}
</tbody></table>
{% end %}
{% end %}
)html";

}  // namespace

const Template& standard_template() {
  static const std::shared_ptr<const Template> made = [] {
    const auto read = Template::read(text, "standard.html");
    base::ensure(read.problems.empty(), "the standard template can be read");
    return read.result;
  }();
  return *made;
}

}  // namespace reports
