#include "reports/paper.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace reports {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Paper paper() {
  Paper paper;
  paper.company = "经纬智能有限公司";
  paper.title = "费用报销";
  paper.number = "BX-202603-0001";
  paper.subject = "差旅 <三月>";
  paper.printed = "林晓雨 2026-03-02 09:00";
  paper.fields = {{"金额", "¥1,050.20", "壹仟零伍拾元贰角", {}, false},
                  {"日期", "2026-03-02", "", {}, false},
                  {"说明", "第一行\n第二行", "", {}, true}};
  paper.sections = {{"出差申请", {{"事由", "拜访 <客户>", "", {}, true}}}};
  paper.tables = {{"明细", {"用途", "金额"}, {{"车票", "1,050.20"}}, {"", "1,050.20"}}};
  Approval approval;
  approval.step = "经理审批";
  approval.name = "陈博";
  approval.post = "总经理";
  approval.on_behalf_of = "林华";
  approval.outcome = "同意";
  approval.opinion = "请按预算执行。";
  approval.signature = Picture{"image/png", "\x89PNG"};
  paper.approvals = {approval};
  return paper;
}

std::string print(const Paper& paper) {
  const std::string language = paper.language == Language::Chinese ? "zh" : "en";
  return document(language,
                  {sheet(standard_template(), paper, feel::NoNames(), {}, "Asia/Shanghai")});
}

TEST(paper, says_everything_that_was_asked_and_decided) {
  const std::string html = print(paper());

  for (const char* text : {"经纬智能有限公司", "BX-202603-0001", "差旅 &lt;三月&gt;",
                           "壹仟零伍拾元贰角", "<h2>出差申请</h2>", "拜访 &lt;客户&gt;", "车票",
                           "<tr class=\"total\"><td>合计</td><td>1,050.20</td>", "经理审批", "陈博",
                           "代 林华", "总经理", "请按预算执行。", "data:image/png;base64,iVBORw==",
                           R"("第 " counter(page) " 页 共 " counter(pages) " 页")"}) {
    EXPECT_THAT(html, HasSubstr(text));
  }
  EXPECT_THAT(html, Not(HasSubstr("http")));
}

TEST(paper, speaks_english_and_carries_the_address_as_a_picture) {
  Paper english = paper();
  english.language = Language::English;
  english.address = "https://jingwei.example/instances/1";
  english.approvals.clear();

  const std::string html = print(english);

  EXPECT_THAT(html, HasSubstr(R"("Page " counter(page) " of " counter(pages))"));
  EXPECT_THAT(html, HasSubstr("<svg class=\"qr\""));
  EXPECT_THAT(html, HasSubstr("<div class=\"none\">None</div>"));
}

TEST(paper, a_number_has_its_unit_behind_it_and_nothing_has_none) {
  Paper graded = paper();
  graded.fields = {{"评估分", "85", "", {}, false, " 分"}, {"投入比例", "", "", {}, false, "%"}};

  const std::string html = print(graded);

  EXPECT_THAT(html, HasSubstr("<div class=\"text\">85 分</div>"));
  EXPECT_THAT(html, Not(HasSubstr("<div class=\"text\">%</div>")));
}

TEST(paper, a_date_in_a_table_is_not_broken) {
  Paper dated = paper();
  dated.tables = {
      {"任务", {"名称", "截止", "收到"}, {{"布线", "2026-03-02", "2026-03-02 09:00"}}, {}}};

  const std::string html = print(dated);

  EXPECT_THAT(html, HasSubstr("<td class=\"day\">2026-03-02</td>"));
  EXPECT_THAT(html, HasSubstr("<td class=\"day\">2026-03-02 09:00</td>"));
  EXPECT_THAT(html, HasSubstr("<td class=\"\">布线</td>"));
}

TEST(paper, short_fields_share_a_line_and_wide_ones_do_not) {
  const std::string html = print(paper());

  EXPECT_THAT(html, HasSubstr("</td><th>日期</th><td colspan=\"1\">"));
  EXPECT_THAT(html, HasSubstr("<tr><th>说明</th><td colspan=\"3\">"));
}

TEST(paper, who_printed_it_cannot_write_style) {
  Paper forged = paper();
  forged.printed = "\"; } </style><script>";

  const std::string html = print(forged);

  EXPECT_THAT(html, Not(HasSubstr("<script>")));
  EXPECT_THAT(html, HasSubstr(R"(content: "\22 \3b  \7d  \3c \2f style\3e \3c script\3e ")"));
}

TEST(paper, a_template_finds_a_metric_by_its_id_and_what_has_no_value_is_empty) {
  Paper measured = paper();
  measured.metrics = {{"on_time", "按时率", "87.5%"}, {"score", "绩效 <分>", ""}};
  const auto read = Template::read(
      "<!-- title: t -->\n{% for one in paper.metrics[id = \"on_time\"] %}<b>{{ one.title }} {{ "
      "one.text "
      "}}</b>{% end %}{% for one in paper.metrics[id = \"score\"] %}<i>{{ one.title }}{{ if "
      "one.text = "
      "\"\" then \"—\" else one.text }}</i>{% end %}{% for one in paper.metrics[id = \"other\"] "
      "%}<u></u>{% end %}",
      "papers/t.html");
  ASSERT_TRUE(read.problems.empty());

  const std::string html =
      document("zh", {sheet(*read.result, measured, feel::NoNames(), {}, "Asia/Shanghai")});

  EXPECT_THAT(html, HasSubstr("<b>按时率 87.5%</b><i>绩效 &lt;分&gt;—</i>"));
  EXPECT_THAT(html, Not(HasSubstr("<u>")));
}

}  // namespace
}  // namespace reports
