#include "feel/builtins/pattern.h"

#include <gtest/gtest.h>

#include "feel/feel.h"

namespace feel {
namespace {

// "true", "false", or "refused".
std::string matched(std::string_view text, std::string_view pattern, std::string_view flags = "") {
  std::string problem;
  const auto compiled = Pattern::compile(pattern, flags, problem);
  if (!compiled) return problem.empty() ? "no problem told" : "refused";
  Search search;
  const auto found = compiled->matches(text, search);
  if (!found) return search.problem;
  return *found ? "true" : "false";
}

TEST(pattern, words_are_all_but_punctuation_separators_and_others) {
  EXPECT_EQ(matched("é", R"(^\w$)"), "true");
  EXPECT_EQ(matched("😀", R"(^\w$)"), "true");
  EXPECT_EQ(matched("$", R"(^[\w]$)"), "true");
  EXPECT_EQ(matched("_", R"(^\w$)"), "false");
  EXPECT_EQ(matched("_", R"(^[\W]$)"), "true");
  EXPECT_EQ(matched("a", R"(^[^\w]$)"), "false");
}

TEST(pattern, spaces_are_the_four_of_xml) {
  EXPECT_EQ(matched("\r", R"(^\s$)"), "true");
  EXPECT_EQ(matched("\v", R"(^\s$)"), "false");
  EXPECT_EQ(matched("\u00A0", R"(^[\s]$)"), "false");
  EXPECT_EQ(matched("\v", R"(^[\S]$)"), "true");
}

TEST(pattern, digits_are_those_of_every_script) {
  EXPECT_EQ(matched("٣", R"(^\d$)"), "true");
  EXPECT_EQ(matched("٣", R"(^[\D]$)"), "false");
}

TEST(pattern, names_of_xml_have_classes) {
  EXPECT_EQ(matched("经-1", R"(^\i\c*$)"), "true");
  EXPECT_EQ(matched("1", R"(^\i$)"), "false");
  EXPECT_EQ(matched("1", R"(^[\I]$)"), "true");
  EXPECT_EQ(matched("×", R"(^[\C]$)"), "true");
  EXPECT_EQ(matched("a", R"(^[\C]$)"), "false");
}

TEST(pattern, knows_every_block_and_category) {
  EXPECT_EQ(matched("α", R"(\p{IsGreek})"), "true");
  EXPECT_EQ(matched("ก", R"(\p{IsThai})"), "true");
  EXPECT_EQ(matched("→", R"([\p{IsArrows}])"), "true");
  EXPECT_EQ(matched("a", R"(^[\P{IsArrows}]$)"), "true");
  EXPECT_EQ(matched("a", R"(\P{IsBasicLatin})"), "false");
  EXPECT_EQ(matched("A", R"(\p{Lu})"), "true");
  EXPECT_EQ(matched("α", R"(\p{Greek})"), "refused");
  EXPECT_EQ(matched("α", R"(\p{IsNowhere})"), "refused");
  EXPECT_EQ(matched("α", R"(\pL)"), "refused");
}

TEST(pattern, classes_are_subtracted) {
  EXPECT_EQ(matched("b", "^[a-z-[aeiou]]$"), "true");
  EXPECT_EQ(matched("e", "^[a-z-[aeiou]]$"), "false");
  EXPECT_EQ(matched("1", "[^a-z-[aeiou]]"), "true");
  EXPECT_EQ(matched("a", "[a-[b]c]"), "refused");
  EXPECT_EQ(matched("a", "[-[a]]"), "refused");
}

TEST(pattern, groups_are_referred_to_when_closed) {
  EXPECT_EQ(matched("abab", R"(^(ab)\1$)"), "true");
  EXPECT_EQ(matched("aa1", R"(^(a)\11$)"), "true");
  EXPECT_EQ(matched("a", R"(\1(a))"), "refused");
  EXPECT_EQ(matched("a", R"((a\1))"), "refused");
}

TEST(pattern, refuses_what_xpath_does_not_have) {
  for (const char* pattern :
       {"a++",   "a**",     "a{,3}", "a{x}",  "a{2",     "*",      "(*a)",        "|+",
        "(?=a)", "(?<n>a)", "(?i)a", R"(\b)", R"(\x61)", R"(\Qa)", "a\\",         "(a",
        "a)",    "[a",      "[]",    "[^]",   "]",       "}",      "[[:alpha:]]", "[b-a]"}) {
    EXPECT_EQ(matched("a", pattern), "refused") << pattern;
  }
}

TEST(pattern, flags_change_the_meaning) {
  EXPECT_EQ(matched("a\nb", "^b$"), "false");
  EXPECT_EQ(matched("a\nb", "^b$", "m"), "true");
  EXPECT_EQ(matched("a\n", "^a$"), "false");
  EXPECT_EQ(matched("a\nb", "a.b"), "false");
  EXPECT_EQ(matched("a\nb", "a.b", "s"), "true");
  EXPECT_EQ(matched("hello world", R"(hello\ s world)", "x"), "true");
  EXPECT_EQ(matched("a b", "a[ ]b", "x"), "true");
  EXPECT_EQ(matched("A.B", "a.b", "qi"), "true");
  EXPECT_EQ(matched("axb", "a.b", "q"), "false");
  EXPECT_EQ(matched("a", "a", "z"), "refused");
}

TEST(pattern, changes_case_of_every_script) {
  EXPECT_EQ(to_upper("straße 1"), "STRASSE 1");
  EXPECT_EQ(to_upper("az{`"), "AZ{`");
  EXPECT_EQ(to_lower("ÀZ[@"), "àz[@");
  EXPECT_EQ(to_lower("AZ[@"), "az[@");
}

}  // namespace
}  // namespace feel
