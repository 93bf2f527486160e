#include "packs/yaml.h"

#include <gtest/gtest.h>

namespace packs {
namespace {

std::vector<std::string> problems(std::string_view text) {
  std::vector<std::string> result;
  for (const auto& problem : read_yaml(text, "x.yaml").problems) result.push_back(problem.print());
  return result;
}

TEST(yaml, keeps_order_and_places) {
  const auto document = read_yaml("b: 1\na:\n  - x\n  - {k: v}\n", "x.yaml");

  ASSERT_TRUE(document.problems.empty());
  ASSERT_EQ(document.root.entries.size(), 2u);
  EXPECT_EQ(document.root.entries[0].key, "b");
  EXPECT_EQ(document.root.entries[1].mark, (Mark{2, 1}));
  const Node& list = document.root.entries[1].value;
  EXPECT_EQ(list.items[1].find("k")->mark, (Mark{4, 9}));
}

TEST(yaml, counts_columns_in_characters) {
  const auto document = read_yaml("{标题: 方案, x: 1}", "x.yaml");

  ASSERT_TRUE(document.problems.empty());
  EXPECT_EQ(document.root.entries[1].mark, (Mark{1, 10}));
}

TEST(yaml, refuses_duplicate_keys_with_the_place_of_the_second) {
  EXPECT_EQ(
      problems("a: 1\nb: 2\na: 3\nb: 4\n"),
      (std::vector<std::string>{"x.yaml:3:1: duplicate key: a", "x.yaml:4:1: duplicate key: b"}));
}

TEST(yaml, refuses_anchors_aliases_tags_and_merges) {
  EXPECT_EQ(problems("a: &x 1\nb: *x\nc: !!str 3\n").size(), 3u);
  EXPECT_EQ(problems("<<: {a: 1}\n").size(), 1u);
}

TEST(yaml, refuses_what_cannot_be_read_with_its_line) {
  const auto found = problems("a: 1\n b: [\n");

  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].substr(0, 8), "x.yaml:2");
}

TEST(yaml, refuses_a_second_document_and_deep_nesting_and_bytes) {
  EXPECT_EQ(problems("a: 1\n---\nb: 2\n").size(), 1u);
  EXPECT_EQ(problems(std::string(40, '[') + std::string(40, ']')).size(), 1u);
  EXPECT_EQ(problems("a: \xff").size(), 1u);
  EXPECT_EQ(problems(std::string(2'000'000, ' ')).size(), 1u);
}

TEST(yaml, plain_scalars_become_json_values_and_quoted_ones_stay_text) {
  const auto document =
      read_yaml("[1, -2.5, true, null, ~, '1', 007, 1.2.3, 2026-03-02, 12345678901234567890]", "x");

  EXPECT_EQ(base::print(to_json(document.root)),
            R"([1,-2.5,true,null,null,"1","007","1.2.3","2026-03-02","12345678901234567890"])");
}

}  // namespace
}  // namespace packs
