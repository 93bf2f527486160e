#include "work/phrases.h"

#include "work/testing.h"

namespace work {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class PhrasesTest : public testing::WorkTest {
 protected:
  std::string add(const std::string& person, std::string_view text) {
    return code(as(person, [&](Context& c) { return add_phrase(c, text); }));
  }
  std::vector<std::string> texts(const std::string& person) {
    std::vector<std::string> found;
    for (const Phrase& phrase : phrases(store_.db(), person)) found.push_back(phrase.text);
    return found;
  }
};

TEST_F(PhrasesTest, belong_to_one_person_and_are_kept_once) {
  EXPECT_EQ(add("chen", " 同意，请按预算执行。 "), "ok");
  EXPECT_EQ(add("chen", "同意，请按预算执行。"), "ok");

  EXPECT_THAT(texts("chen"), ElementsAre("同意，请按预算执行。"));
  EXPECT_THAT(texts("lin"), IsEmpty());
}

TEST_F(PhrasesTest, that_are_used_most_come_first) {
  add("chen", "同意。");
  add("chen", "请补充材料。");
  EXPECT_THAT(texts("chen"), ElementsAre("请补充材料。", "同意。"));

  with("chen", [](Context& c) { count_phrases(c, "同意。另请尽快办理。"); });
  with("lin", [](Context& c) { count_phrases(c, "请补充材料。"); });

  EXPECT_THAT(texts("chen"), ElementsAre("同意。", "请补充材料。"));
}

TEST_F(PhrasesTest, are_dropped_by_their_owner_only) {
  const int64_t key = *as("chen", [](Context& c) { return add_phrase(c, "同意。"); });

  with("lin", [&](Context& c) { drop_phrase(c, key); });
  EXPECT_THAT(texts("chen"), ElementsAre("同意。"));
  with("chen", [&](Context& c) { drop_phrase(c, key); });
  EXPECT_THAT(texts("chen"), IsEmpty());
}

TEST_F(PhrasesTest, are_neither_empty_nor_long_nor_more_than_fifty) {
  EXPECT_EQ(add("chen", "  "), "work.text_required");
  EXPECT_EQ(add("chen", std::string(201, 'a')), "work.text_required");
  for (int number = 0; number < phrases_max; ++number)
    ASSERT_EQ(add("chen", "意见 " + std::to_string(number)), "ok");

  EXPECT_EQ(add("chen", "再来一句"), "work.too_many_phrases");
  EXPECT_EQ(add("chen", "意见 7"), "ok");
}

}  // namespace
}  // namespace work
