// The language of print templates: what it says, what it escapes, what it refuses and where.
#include "reports/template.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reports/paper.h"

namespace reports {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr const char* head = "<!-- title: t -->\n";

feel::Value row(const char* name, int amount) {
  return feel::Fields().set("name", name).set("amount", amount).build();
}

feel::Value given() {
  return feel::Fields()
      .set("name", "林 <b>\"华\"</b>")
      .set("field", field_value({"金额", "¥1.00", "壹元整", {}, false}, feel::Value(1)))
      .set("rows", feel::Value::list({row("车票", 3), row("住宿", 4)}))
      .set("none", feel::Value::list({}))
      .set("picture", "data:image/png;base64,iVBORw==")
      .build();
}

Template::Page rendered(const std::string& text, const std::string& language = "zh") {
  const auto read = Template::read(head + text, "papers/t.html");
  for (const auto& problem : read.problems) ADD_FAILURE() << problem.print();
  const auto functions = template_functions(language);
  feel::Evaluation evaluation;
  evaluation.functions = &functions;
  return read.result->render(feel::ContextNames(given()), evaluation);
}

std::vector<std::string> problems(const std::string& text) {
  std::vector<std::string> out;
  for (const auto& problem : Template::read(text, "t.html").problems)
    out.push_back(problem.print());
  return out;
}

TEST(template_language, says_values_escaped_and_fields_by_their_text) {
  EXPECT_EQ(rendered("<p>{{ name }}</p>").body, "\n<p>林 &lt;b&gt;&quot;华&quot;&lt;/b&gt;</p>");
  EXPECT_EQ(rendered("<p class=\"{{ name }}\">{{ field }} {{ field.words }} {{ 1 + 2 }}</p>").body,
            "\n<p class=\"林 &lt;b&gt;&quot;华&quot;&lt;/b&gt;\">¥1.00 壹元整 3</p>");
  EXPECT_EQ(rendered("{{ for r in rows return r.name }}{{ 1 / 0 }}").body, "\n车票、住宿");
}

TEST(template_language, repeats_chooses_and_counts) {
  EXPECT_EQ(rendered("{% for r in rows %}\n<p>{{ index }} {{ r.name }}</p>\n{% end %}").body,
            "\n<p>1 车票</p>\n<p>2 住宿</p>\n");
  EXPECT_EQ(rendered("{% for r in none %}x{% else %}无{% end %}").body, "\n无");
  EXPECT_EQ(
      rendered("{% if count(rows) = 1 %}a{% elif sum(rows.amount) = 7 %}b{% else %}c{% end %}")
          .body,
      "\nb");
  EXPECT_EQ(rendered("{{ {a: {b: \"}}\"}}.a.b }}").body, "\n}}") << "braces inside of FEEL";
}

TEST(template_language, draws_codes_and_pictures_where_there_are_any) {
  EXPECT_THAT(rendered("{% qr \"a\" %}").body, HasSubstr("<svg class=\"qr\""));
  EXPECT_EQ(rendered("{% qr null %}{% image null %}{% image name %}").body, "\n");
  EXPECT_THAT(rendered("{% image picture %}").body,
              HasSubstr("src=\"data:image/png;base64,iVBORw==\""));
}

TEST(template_language, calls_for_words_in_both_languages) {
  EXPECT_EQ(rendered("{{ say(\"编号\", \"Number\") }}", "en").body, "\nNumber");
  EXPECT_EQ(rendered("{{ in_words(1050.2) }} {{ in_figures(1050.2) }}").body,
            "\n壹仟零伍拾元贰角 ¥1,050.20");
  EXPECT_EQ(rendered("{{ date_in_words(@\"2026-03-02\") }}").body, "\n2026年3月2日");
  EXPECT_EQ(rendered("{{ date_in_words(@\"2026-03-02\") }}", "en").body, "\n2026-03-02");
}

TEST(template_language, a_value_in_style_is_a_string_that_nothing_ends) {
  const auto page = rendered("<style>@page { @top-left { content: {{ name }}; } }</style><p>a</p>");

  EXPECT_THAT(page.style, HasSubstr(R"(content: "林 \3c b\3e \22 华\22 \3c \2f b\3e ";)"));
  EXPECT_EQ(page.body, "\n<p>a</p>");
}

TEST(template_language, reports_every_problem_with_its_place) {
  EXPECT_THAT(problems("<p></p>"), ElementsAre("t.html:1:1: begins with <!-- title: … -->"));
  EXPECT_THAT(problems("<!-- record: a -->"), ElementsAre("t.html:1:1: the head has no title"));
  EXPECT_THAT(problems(std::string(head) + "<p>中{{ 1 + }}</p>\n{% fro x %}{% end %}"),
              ElementsAre(HasSubstr("t.html:2:"), HasSubstr("t.html:3:1: unknown \"fro\""),
                          HasSubstr("t.html:3:12: end: no block is open here")));
  EXPECT_THAT(problems(std::string(head) + "{% if true %}"),
              ElementsAre("t.html:2:1: no {% end %} follows"));
  EXPECT_THAT(problems(std::string(head) + "{% for in rows %}{% end %}"),
              ElementsAre("t.html:2:1: written {% for NAME in FEEL %}"));
  EXPECT_THAT(problems(std::string(head) + "<p>{{ name"),
              ElementsAre("t.html:2:4: no }} follows", HasSubstr("FEEL is missing"),
                          "t.html:2:11: p is not closed"));
}

TEST(template_language, blocks_close_what_they_open) {
  EXPECT_THAT(
      problems(std::string(head) + "{% if true %}<p>{% end %}</p>"),
      ElementsAre(HasSubstr("2:17: p is not closed in its block"), HasSubstr("no p is open")));
  EXPECT_THAT(problems(std::string(head) + "<p>{% if true %}</p>{% end %}"),
              ElementsAre(HasSubstr("no p is open here"), HasSubstr("p is not closed")));
  EXPECT_THAT(problems(std::string(head) + "</div>"), ElementsAre(HasSubstr("no div is open")));
}

TEST(template_language, loads_runs_and_links_nothing) {
  for (const char* text :
       {"<script>1</script>", "<iframe></iframe>", "<p onclick=\"x\"></p>", "<a href=\"x\">x</a>",
        "<img src=\"http://x/y.png\">", "<link rel=\"a\">",
        "<p style=\"background: url(//x)\"></p>", "<style>@import \"x\";</style>",
        "<style>p { background: URL( 'http://x') }</style>", "<svg><path onload=\"x\"/></svg>",
        "<p class=x></p>", "<form></form>", "<body></body>", "<p style=\"{{ name }}\"></p>",
        "<img src=\"{{ name }}\">", "<{{ name }}>", "<p {{ name }}></p>", "<meta charset=\"x\">"}) {
    EXPECT_THAT(problems(std::string(head) + text), Not(IsEmpty())) << text;
  }
  EXPECT_THAT(
      problems(std::string(head) + "<img src=\"data:image/png;base64,aa\" alt=\"{{ name }}\">"
                                   "<svg viewBox=\"0 0 1 1\"><path d=\"M0 0\"/></svg>"),
      IsEmpty());
}

TEST(template_language, unknown_names_functions_and_members_have_their_place) {
  const auto read = Template::read(std::string(head) +
                                       "<p>{{ nam }}</p>\n{% for r in list.rows %}{{ r.b }}"
                                       "{{ index }}{% end %}\n{{ cost(1) }}{{ field.txt }}",
                                   "t.html");
  ASSERT_TRUE(read.result);
  TemplateShape scope;
  scope.is_open = false;
  scope.members["list"] = shape_of({{"rows", list_shape(shape_of({{"a", open_shape()}}))}});
  scope.members["field"] = shape_of({{"text", open_shape()}});
  std::vector<std::string> found;
  for (const auto& problem : read.result->check(scope, template_functions("zh")))
    found.push_back(problem.print());

  EXPECT_THAT(found, ElementsAre("t.html:2:7: unknown: nam", "t.html:3:28: unknown: r.b",
                                 "t.html:4:4: unknown: cost", "t.html:4:17: unknown: field.txt"));
}

TEST(template_document, keeps_the_styles_of_several_sheets_apart) {
  const Sheet one{"a",
                  {"@page :first { margin: 1mm; @top-left { content: \"}\"; } } p { color: red; }",
                   "<p>1</p>"}};
  const Sheet two{"b", {"@page { size: A5 }", "<p>2</p>"}};

  const std::string html = document("zh", {one, two}, 2);

  EXPECT_THAT(html, HasSubstr("@page s1:first { margin: 1mm; @top-left { content: \"}\"; } }"));
  EXPECT_THAT(html, HasSubstr("@scope (.s1) { p { color: red; }}"));
  EXPECT_THAT(html, HasSubstr("@page s2{ size: A5 }"));
  EXPECT_THAT(html, HasSubstr("<div class=\"sheet s2\"><p>2</p></div>"));
  EXPECT_THAT(html, HasSubstr("有 2 件事项您无权查看，未列入打印。"));
  EXPECT_THAT(document("en", {one}), Not(HasSubstr("left out")));
}

}  // namespace
}  // namespace reports
