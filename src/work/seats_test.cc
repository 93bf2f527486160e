// Open seats follow the organisation.
#include "work/testing.h"

namespace work::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

class SeatsTest : public WorkTest {
 protected:
  // The same step of several matters, of whoever started them.
  int64_t step_of(const std::string& starter, engine::Properties properties) {
    properties.emplace("jw:kind", "approve");
    auto asked = user_task("approve", std::move(properties));
    asked.at.instance = 1000 + asked.key;
    asked.at.starter = starter;
    EXPECT_EQ(code(as("system", [&](Context& c) { return create_task(c, asked); })), "ok");
    return asked.key;
  }
  int64_t resolve() {
    return with("system", [](Context& c) { return resolve_open_seats(c); });
  }
};

TEST_F(SeatsTest, all_seats_of_a_position_find_its_new_holder) {
  const engine::Properties buying = {{"jw:candidates", "position:purchaser"}};
  const int64_t first = step_of("wang", buying);
  const int64_t second = step_of("sun", buying);
  const int64_t other = step_of("wang", {{"jw:candidates", "position:sales_manager"}});
  EXPECT_EQ(resolve(), 0);

  appoint("hu", "purchaser");

  EXPECT_EQ(resolve(), 2);
  EXPECT_THAT(open_now(first), UnorderedElementsAre("qian", "hu"));
  EXPECT_THAT(open_now(second), UnorderedElementsAre("qian", "hu"));
  EXPECT_THAT(open_now(other), ElementsAre("lin"));
}

TEST_F(SeatsTest, of_the_same_step_the_applicants_own_finds_others) {
  const engine::Properties ruled = {{"jw:candidates", "position:sales_manager"},
                                    {"jw:applicant", "superior"}};
  const int64_t of_wang = step_of("wang", ruled);
  const int64_t of_himself = step_of("hu", ruled);
  const int64_t of_hu = step_of("hu", {{"jw:candidates", "position:sales_manager"}});

  appoint("hu", "sales_manager");
  release("lin", "sales_manager");

  EXPECT_EQ(resolve(), 3);
  EXPECT_THAT(open_now(of_wang), ElementsAre("hu"));
  EXPECT_THAT(open_now(of_himself), ElementsAre("chen"));
  EXPECT_THAT(open_now(of_hu), ElementsAre("hu"));
}

TEST_F(SeatsTest, more_than_one_page_of_them_is_resolved) {
  std::vector<int64_t> keys;
  for (int i = 0; i < 1'001; ++i)
    keys.push_back(step_of("wang", {{"jw:candidates", "position:purchaser"}}));

  release("qian", "purchaser");

  EXPECT_EQ(resolve(), 1'001);
  EXPECT_THAT(open_now(keys.front()), IsEmpty());
  EXPECT_THAT(open_now(keys.back()), IsEmpty());
}

}  // namespace
}  // namespace work::testing
