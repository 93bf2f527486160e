#include "work/last_begun.h"

#include "work/instances.h"
#include "work/testing.h"

namespace work::testing {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

class LastBegunTest : public WorkTest {
 protected:
  void begin(const std::string& person, const std::string& process, int64_t key) {
    with(person, [&](Context& c) {
      open_instance(c, {key, process, {}, person});
      return 0;
    });
  }
};

TEST_F(LastBegunTest, the_latest_of_each_process_counts_and_only_ones_own) {
  begin("wang", "leave", 2001);
  store_.now = store_.now + base::days(1);
  begin("wang", "travel", 2002);
  store_.now = store_.now + base::days(1);
  begin("wang", "leave", 2003);

  const auto last = last_begun(store_.db(), "wang");

  EXPECT_THAT(last, SizeIs(2));
  EXPECT_EQ(last.at("leave"), store_.now);
  EXPECT_EQ(last.at("travel") + base::days(1), store_.now);
  EXPECT_THAT(last_begun(store_.db(), "sun"), IsEmpty());
}

}  // namespace
}  // namespace work::testing
