// What a frame of the journal remembers of an instance, and that taking it back leaves nothing.
#include <gtest/gtest.h>

#include "bpmn/testing.h"
#include "runtime/store/instances.h"
#include "runtime/testing.h"

namespace runtime {
namespace {

using namespace bpmn::testing;
using testing::Workspace;

struct journal : ::testing::Test {
  Workspace w;
  storage::Connection& db() { return w.database().writer(); }

  // An instance that waits for so many jobs.
  int64_t waiting(int jobs) {
    const std::string task =
        "<bpmn:serviceTask id=\"each\"><bpmn:extensionElements><zeebe:taskDefinition "
        "type=\"t\"/></bpmn:extensionElements><bpmn:multiInstanceLoopCharacteristics>"
        "<bpmn:extensionElements><zeebe:loopCharacteristics inputCollection=\"=for i in 1..n "
        "return i\" inputElement=\"item\"/></bpmn:extensionElements>"
        "</bpmn:multiInstanceLoopCharacteristics></bpmn:serviceTask>\n";
    EXPECT_EQ(w.deploy("p.bpmn",
                       process("p", element("startEvent", "start") + task + flow("start", "each"))),
              "ok");
    return w.start("p", feel::Fields().set("n", feel::Value(jobs)).build());
  }
};

TEST_F(journal, many_stored_rows_are_read_again_instead_of_copied) {
  const int64_t key = waiting(1'000);
  Definitions definitions(db());
  Instances instances(db(), definitions);
  const size_t jobs = instances.find(key)->jobs.size();

  instances.begin_frame();
  engine::Instance* changed = instances.change(key);
  changed->jobs.clear();
  changed->variables.clear();
  instances.roll_back_frame();

  EXPECT_EQ(instances.rows_copied(), 0u);
  EXPECT_EQ(jobs, 1'000u);
  EXPECT_EQ(changed->jobs.size(), jobs);
  EXPECT_TRUE(instances.find(key)->local(key, "n"));
  EXPECT_EQ(instances.instance_of_job(changed->jobs.back().key), key);
}

TEST_F(journal, what_was_not_changed_after_all_is_not_read_again) {
  const int64_t key = waiting(1'000);
  Definitions definitions(db());
  Instances instances(db(), definitions);
  const int64_t last = instances.find(key)->jobs.back().key;
  db().begin();
  db().execute("DELETE FROM every_job WHERE key = ?", {last});  // so that a reading would show

  instances.begin_frame();
  instances.change(key);
  instances.roll_back_frame();
  EXPECT_TRUE(instances.find(key)->job(last));

  instances.begin_frame();
  engine::JobRow& first = *instances.change(key)->job(instances.find(key)->jobs.begin()->key);
  first.retries = 7;
  first.is_dirty = true;
  instances.keep_frame();
  instances.begin_frame();
  instances.change(key);
  instances.roll_back_frame();
  EXPECT_TRUE(instances.find(key)->job(last));
  EXPECT_EQ(instances.find(key)->jobs.begin()->retries, 7);

  instances.begin_frame();
  engine::JobRow& again = *instances.change(key)->job(first.key);
  again.retries = 8;
  again.is_dirty = true;
  instances.roll_back_frame();
  EXPECT_EQ(instances.find(key)->jobs.begin()->retries, 7);
  EXPECT_FALSE(instances.find(key)->job(last)) << "what was changed is read again";
  db().roll_back();
}

// A job ended, one got other retries, a variable went and one came.
void change_a_little(engine::Instance& instance) {
  instance.ended_jobs.push_back(instance.jobs.take(instance.jobs.back().key));
  engine::JobRow& first = *instance.job(instance.jobs.begin()->key);
  first.retries = 7;
  first.is_dirty = true;
  instance.variables.erase_if([](const auto& row) { return row.name == "n"; });
  instance.removed.push_back(
      {engine::Removed::Table::Variable, instance.row.key, -1, std::string("n")});
  instance.add_variable({instance.row.key, "fresh", feel::Value(1)});
  engine::ElementRow& last = *instance.element(instance.elements.back().key);
  last.state = engine::ElementState::Completed;
  last.is_dirty = true;
}

void clear(engine::Instance& instance) {
  const auto kept = instance.row;
  const auto process = instance.process;
  instance = {};
  instance.row = kept;
  instance.process = process;
}

TEST_F(journal, of_many_rows_what_is_not_stored_yet_is_copied) {
  const int64_t key = waiting(1'000);
  Definitions definitions(db());
  Instances instances(db(), definitions);
  const engine::Instance& now = *instances.find(key);
  const size_t elements = now.elements.size();
  instances.begin_frame();
  change_a_little(*instances.change(key));

  instances.begin_frame();
  clear(*instances.change(key));
  instances.roll_back_frame();

  EXPECT_EQ(instances.rows_copied(), 5u);
  EXPECT_EQ(now.jobs.size(), 999u);
  EXPECT_EQ(now.jobs.begin()->retries, 7);
  EXPECT_EQ(now.ended_jobs.size(), 1u);
  EXPECT_EQ(instances.instance_of_job(now.jobs.back().key), key);
  EXPECT_FALSE(now.local(key, "n"));
  EXPECT_TRUE(now.local(key, "fresh"));
  EXPECT_EQ(now.elements.size(), elements);
  EXPECT_EQ(now.elements.back().state, engine::ElementState::Completed);
  EXPECT_FALSE(now.removed.empty());

  instances.roll_back_frame();
  EXPECT_EQ(now.jobs.size(), 1'000u);
  EXPECT_EQ(now.jobs.begin()->retries, 3);
  EXPECT_TRUE(now.local(key, "n"));
  EXPECT_FALSE(now.local(key, "fresh"));
  EXPECT_EQ(now.elements.back().state, engine::ElementState::Active);
}

TEST_F(journal, of_few_rows_all_are_copied) {
  const int64_t key = waiting(10);
  Definitions definitions(db());
  Instances instances(db(), definitions);
  instances.begin_frame();
  engine::Jobs& jobs = instances.change(key)->jobs;
  jobs.take(jobs.back().key);

  instances.begin_frame();
  instances.change(key)->jobs.clear();
  instances.roll_back_frame();

  EXPECT_GT(instances.rows_copied(), 30u);
  EXPECT_EQ(instances.find(key)->jobs.size(), 9u);
  instances.roll_back_frame();
  EXPECT_EQ(instances.find(key)->jobs.size(), 10u);
}

TEST_F(journal, one_variable_is_remembered_alone) {
  const int64_t key = waiting(1'000);
  Definitions definitions(db());
  Instances instances(db(), definitions);
  const auto set = [&](const char* name, int value) {
    engine::Instance* changed = instances.change_variable(key, name);
    if (auto* row = changed->local(key, name)) {
      row->value = feel::Value(value);
    } else {
      changed->add_variable({key, name, feel::Value(value)});
    }
  };
  const auto value = [&](const char* name) {
    const auto* row = instances.find(key)->local(key, name);
    return row ? feel::to_text(row->value) : "absent";
  };
  instances.begin_frame();
  set("n", 1);
  set("fresh", 1);

  instances.begin_frame();
  set("n", 2);
  set("fresh", 2);
  set("n", 3);
  instances.change(key)->jobs.clear();
  set("n", 4);
  instances.roll_back_frame();

  EXPECT_EQ(value("n"), "1");
  EXPECT_EQ(value("fresh"), "1");
  EXPECT_EQ(instances.find(key)->jobs.size(), 1'000u);
  const size_t copied = instances.rows_copied();
  instances.begin_frame();
  set("n", 5);
  instances.keep_frame();
  instances.roll_back_frame();
  EXPECT_EQ(value("n"), "1000");
  EXPECT_EQ(value("fresh"), "absent");
  EXPECT_EQ(instances.rows_copied(), copied);
}

}  // namespace
}  // namespace runtime
