// A task whose instance has gone over to another definition.
#include "work/testing.h"

namespace work::testing {
namespace {

using ::testing::Contains;

class MigratedTest : public WorkTest {
 protected:
  base::Result<void> migrate(int64_t key, const engine::Properties& properties) {
    return as("system", [&](Context& c) {
      engine::UserTask now;
      now.key = key;
      now.at.instance = task(key).instance;
      now.at.definition = 99;
      now.at.process_id = "moved";
      now.at.element_id = "second_look";
      now.at.element_name = "再看";
      now.properties = properties;
      now.form_id = "second_form";
      return migrate_task(c, now);
    });
  }
};

TEST_F(MigratedTest, is_named_and_decided_as_the_new_definition_says) {
  const int64_t key = *offer("visit", {{"jw:candidates", "position:sales_rep"}});
  const int64_t version = task(key).version;

  ASSERT_TRUE(migrate(key, {{"jw:candidates", "position:sales_rep"},
                            {"jw:outcomes", "pass:通过,fail:不通过"}})
                  .ok());

  const Task now = task(key);
  EXPECT_EQ(now.definition, 99);
  EXPECT_EQ(now.process, "moved");
  EXPECT_EQ(now.element, "second_look");
  EXPECT_EQ(now.title.zh, "再看");
  EXPECT_EQ(now.form_id, "second_form");
  EXPECT_GT(now.version, version);
  EXPECT_THAT(box(Box::Todo, "sun"), Contains(key));
  EXPECT_EQ(code(act("sun", key, "done")), "work.unknown_outcome");
  EXPECT_EQ(code(act("sun", key, "pass")), "ok");
}

TEST_F(MigratedTest, while_listeners_look_at_its_completion_too) {
  const int64_t key = *offer("visit", {{"jw:candidates", "position:sales_rep"}});
  ASSERT_EQ(code(act("sun", key, "done")), "ok");

  ASSERT_TRUE(migrate(key, {{"jw:candidates", "position:sales_rep"}}).ok());

  EXPECT_EQ(task(key).element, "second_look");
  EXPECT_FALSE(task(key).is_open());
}

TEST_F(MigratedTest, settings_that_cannot_be_read_are_refused) {
  const int64_t key = *offer("visit", {{"jw:candidates", "position:sales_rep"}});

  EXPECT_EQ(code(migrate(key, {{"jw:policy", "whoever"}})), "work.bad_settings");

  EXPECT_EQ(task(key).element, "visit");
}

}  // namespace
}  // namespace work::testing
