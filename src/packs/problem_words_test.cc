#include "packs/problem_words.h"

#include <gtest/gtest.h>

namespace packs {

TEST(problem_words, name_what_is_wrong_in_both_languages) {
  const auto words = words_of("jw:starters: unknown role boss");

  EXPECT_EQ(words.code, "unknown_role");
  EXPECT_EQ(words.text.zh, "jw:starters：没有角色 boss");
  EXPECT_EQ(words.text.en, "jw:starters: unknown role boss");
}

TEST(problem_words, keep_what_an_expression_is_refused_for) {
  const auto words = words_of("the condition does not parse: unknown name: amout");

  EXPECT_EQ(words.code, "bad_expression");
  EXPECT_EQ(words.text.zh, "条件表达式有误：unknown name: amout");
}

TEST(problem_words, tell_words_with_the_same_end_apart) {
  EXPECT_EQ(words_of("jw:reads: unknown field x").text.zh, "jw:reads：没有字段 x");
  EXPECT_EQ(words_of("jw:fields: unknown field x of client").text.zh,
            "jw:fields：单据 client 没有字段 x");
  EXPECT_EQ(words_of("review is not drawn").code, "drawing");
  EXPECT_EQ(words_of("jw:kind: One of work, approve").text.zh, "jw:kind：应为 work, approve 之一");
}

TEST(problem_words, say_an_unknown_problem_all_the_same) {
  const auto words = words_of("the moon is full");

  EXPECT_EQ(words.code, "other");
  EXPECT_EQ(words.text.zh, "模型有误：the moon is full");
}

}  // namespace packs
