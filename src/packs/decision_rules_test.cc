#include "packs/decision_rules.h"

#include <gtest/gtest.h>

namespace packs {
namespace {

const char* const xml =
    "<definitions id=\"all\">\n"
    "  <decision id=\"colour\" name=\"颜色\">\n"
    "    <decisionTable>\n"
    "      <rule id=\"red\"><x/></rule>\n"
    "      <rule\n id=\"green\"><y/></rule>\n"
    "    </decisionTable>\n"
    "  </decision>\n"
    "  <decision id=\"other\"><decisionTable><rule id=\"blue\"></rule></decisionTable></decision>\n"
    "</definitions>\n";

TEST(decision_rules, are_found_with_their_lines) {
  EXPECT_EQ(decision_rules(xml),
            (std::vector<std::pair<std::string, int>>{
                {"colour", 2}, {"red", 4}, {"green", 5}, {"other", 9}, {"blue", 9}}));
}

TEST(decision_rules, one_is_taken_out) {
  const std::string without = without_rule(xml, "red");

  EXPECT_EQ(without.find("<x/>"), std::string::npos);
  EXPECT_NE(without.find("<y/>"), std::string::npos);
}

TEST(decision_rules, all_of_a_decision_are_taken_out) {
  const std::string without = without_rule(xml, "colour");

  EXPECT_EQ(without.find("red"), std::string::npos);
  EXPECT_EQ(without.find("green"), std::string::npos);
  EXPECT_NE(without.find("blue"), std::string::npos);
}

TEST(decision_rules, an_unknown_id_changes_nothing) { EXPECT_EQ(without_rule(xml, "pink"), xml); }

}  // namespace
}  // namespace packs
