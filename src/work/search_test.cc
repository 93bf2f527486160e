#include "work/search.h"

#include "work/testing.h"

namespace work::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class SearchTest : public WorkTest {
 protected:
  void SetUp() override {
    subject_ = {"FA-202603-0001", "智慧园区", {"仁和医院", "¥860,000.00"}};
    ASSERT_TRUE(offer("visit", {{"jw:candidates", "person:sun"}}).ok());
  }
  std::vector<int64_t> found(std::string_view words) {
    return find_instances(store_.db(), words, 10);
  }
};

TEST_F(SearchTest, finds_what_lists_show_of_a_matter) {
  for (const auto* words :
       {"FA-202603", "fa-202603-0001", "园区", "仁和", "rhyy", "zhyq", "仁和 FA-202603"}) {
    EXPECT_THAT(found(words), ElementsAre(1000)) << words;
  }
  for (const auto* words : {"友谊", "仁和 友谊", "", "--"}) EXPECT_THAT(found(words), IsEmpty());
}

TEST_F(SearchTest, follows_the_title) {
  subject_.title = "滨江花园";
  with("system", [](Context& c) { retitle(c, {"project", 7}); });

  EXPECT_THAT(found("滨江"), ElementsAre(1000));
  EXPECT_THAT(found("智慧"), IsEmpty());
}

TEST_F(SearchTest, older_workspace_is_indexed_when_it_opens) {
  store_.db().execute("DELETE FROM work_instance_terms", {});

  make_search(store_.db());
  make_search(store_.db());

  EXPECT_THAT(found("仁和"), ElementsAre(1000));
}

}  // namespace
}  // namespace work::testing
