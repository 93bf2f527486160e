#include "server/camunda/tags.h"

#include <gtest/gtest.h>

namespace server::camunda {
namespace {

std::string refused(const std::vector<std::string>& tags) {
  const auto checked = check_tags(tags);
  if (checked.ok()) return "";
  EXPECT_EQ(checked.error().code, "request.wrong_type");
  EXPECT_EQ(checked.error().place, "tags");
  return checked.error().detail;
}

TEST(tags, of_ascii_with_a_letter_first_are_taken) {
  EXPECT_EQ(refused({}), "");
  EXPECT_EQ(refused({"a", "A", "priority:high", "v1.2-rc_3", std::string(100, 'x')}), "");
  EXPECT_EQ(refused({"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"}), "");
}

TEST(tags, others_are_refused_with_the_tag_and_the_rule) {
  for (const std::string tag : {"", "1x", "b c", "a,b", "_a", ":a", "标签", "aé"}) {
    const auto why = refused({"first", tag});
    EXPECT_TRUE(why.starts_with("\"" + tag + "\": a tag begins with a letter")) << why;
  }
  EXPECT_EQ(refused({"a", "b", "a"}), "\"a\": a tag is given once");
  EXPECT_EQ(refused({"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"}),
            "at most 10 tags, and these are 11");
}

TEST(tags, one_that_is_too_long_is_told_by_its_beginning) {
  EXPECT_TRUE(refused({std::string(101, 'x')}).starts_with("\"" + std::string(100, 'x') + "\":"));
  const auto why = refused({"x" + std::string(98, 'y') + "标"});
  EXPECT_TRUE(why.starts_with("\"x" + std::string(98, 'y') + "\":")) << why;
}

}  // namespace
}  // namespace server::camunda
