#include "work/callback.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace work {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(callback, nothing_said_asks_and_tells_nobody) {
  const auto rule = read_callback({});

  ASSERT_TRUE(rule.ok());
  EXPECT_TRUE(rule->asked.empty());
  EXPECT_THAT(rule->begun, IsEmpty());
  EXPECT_THAT(rule->after, IsEmpty());
}

TEST(callback, everything_is_read) {
  const auto rule = read_callback({{"jw:callback.ask", "erp"},
                                   {"jw:callback.begin", "crm"},
                                   {"jw:callback.wait", "PT12S"},
                                   {"jw:callback.unanswered", "pass"},
                                   {"jw:callback.after", "erp, data_centre"}});

  ASSERT_TRUE(rule.ok());
  EXPECT_EQ(rule->asked, "erp");
  EXPECT_THAT(rule->begun, ElementsAre("crm"));
  EXPECT_EQ(rule->seconds, 12);
  EXPECT_TRUE(rule->is_passed_unanswered);
  EXPECT_THAT(rule->after, ElementsAre("erp", "data_centre"));
  EXPECT_THAT(*read_callback_at_end({{"jw:callback.end", "erp"}}), ElementsAre("erp"));
}

TEST(callback, what_was_published_under_the_former_name_is_asked_as_before) {
  EXPECT_EQ(read_callback({{"jw:callback.before", "erp"}})->asked, "erp");
  EXPECT_FALSE(read_callback({{"jw:callback.before", "erp, crm"}}).ok());
}

TEST(callback, what_cannot_be_read_is_named) {
  for (const auto& [name, value] : engine::Properties{{"jw:callback.ask", "erp, crm"},
                                                      {"jw:callback.begin", "Erp"},
                                                      {"jw:callback.after", "Erp"},
                                                      {"jw:callback.wait", "PT21S"},
                                                      {"jw:callback.unanswered", "perhaps"}}) {
    const auto rule = read_callback({{name, value}});
    ASSERT_FALSE(rule.ok()) << name;
    EXPECT_EQ(rule.error().code, "work.bad_settings");
    EXPECT_EQ(rule.error().missing.front().name, name);
  }
  for (const auto* wait : {"P1D", "PT0S", "PT5WM", "PT1.5S", "soon"})
    EXPECT_FALSE(read_callback({{"jw:callback.wait", wait}}).ok()) << wait;
  EXPECT_FALSE(read_callback_at_end({{"jw:callback.end", "http://x"}}).ok());
}

}  // namespace
}  // namespace work
