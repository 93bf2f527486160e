// Who does somebody's work reads what it is about, as far as that person may.
#include <gtest/gtest.h>

#include "records/testing.h"

namespace records {
namespace {

using testing::World;

// Projects and what belongs to them are the boss's, reports everybody's.
std::vector<RecordType> types() {
  RecordType project = testing::project();
  RecordType milestone = testing::milestone();
  project.access.read = milestone.access.read = {"position:boss"};
  return {std::move(project), std::move(milestone), testing::report()};
}

class StandingInTest : public ::testing::Test {
 protected:
  StandingInTest() : world_(types()) {
    world_.db().execute(
        "CREATE TABLE work (person TEXT, holder TEXT, record_type TEXT, record_id BIGINT,"
        " until BIGINT)");
    project_ = world_.make("project", R"({"name": "a", "amount": "1", "class": "plain"})");
    milestone_ = world_.make_milestone(project_);
    world_.environment.standing_in.work = "work";
    world_.environment.standing_in.holders = [this](storage::Connection&) { return holders_; };
    world_.be("zhao");
  }

  // The boss lin is away, and zhao has a task of his about the record.
  void work(const Ref& about, std::optional<base::Time> until = {}) {
    holders_ = {{"lin", {"boss"}, {}, false}};
    world_.db().execute(
        "INSERT INTO work VALUES ('zhao', 'lin', ?, ?, ?)",
        {about.type, about.id, until ? storage::Cell(until->micros) : storage::Cell()});
  }

  // By itself and in the list: always the same.
  bool is_read(const Ref& ref) {
    const bool is_open = world_.get(ref).ok();
    Query everything;
    int64_t listed = 0;
    const auto page = world_.list(ref.type, everything);
    for (const Record& item : page->items) listed += item.ref == ref;
    EXPECT_EQ(listed, is_open ? 1 : 0);
    return is_open;
  }

  World world_;
  std::vector<Acting> holders_;
  Ref project_;
  Ref milestone_;
};

TEST_F(StandingInTest, nobody_reads_more_without_a_task) {
  holders_ = {{"lin", {"boss"}, {}, false}};

  EXPECT_FALSE(is_read(project_));
  EXPECT_FALSE(is_read(milestone_));
}

TEST_F(StandingInTest, reads_the_record_of_the_task_and_what_belongs_to_it) {
  work(project_);
  const Ref other = [&] {
    world_.be("wang");
    const Ref made = world_.make("project", R"({"name": "b", "amount": "1", "class": "plain"})");
    world_.be("zhao");
    return made;
  }();

  EXPECT_TRUE(is_read(project_));
  EXPECT_TRUE(is_read(milestone_));
  EXPECT_FALSE(is_read(other));
}

TEST_F(StandingInTest, reads_what_the_record_of_the_task_belongs_to) {
  world_.be("wang");
  const Ref beside = world_.make_milestone(project_, "beside");
  world_.be("zhao");
  work(milestone_);

  EXPECT_TRUE(is_read(milestone_));
  EXPECT_TRUE(is_read(project_));
  EXPECT_FALSE(is_read(beside));
}

TEST_F(StandingInTest, reads_no_more_than_the_one_whose_work_it_is) {
  work(project_);
  holders_ = {{"lin", {}, {}, false}};

  EXPECT_FALSE(is_read(project_));
  EXPECT_FALSE(is_read(milestone_));
}

TEST_F(StandingInTest, somebody_else_reads_nothing_of_it) {
  work(project_);
  world_.be("wang");

  EXPECT_FALSE(is_read(project_));
}

TEST_F(StandingInTest, who_is_done_keeps_what_was_there_then) {
  work(project_, world_.environment.now);
  world_.pass(base::minutes(5));
  world_.be("wang");
  const Ref later = world_.make_milestone(project_, "later");
  world_.be("zhao");

  EXPECT_TRUE(is_read(project_));
  EXPECT_TRUE(is_read(milestone_));
  EXPECT_FALSE(is_read(later));
}

TEST_F(StandingInTest, changes_nothing_by_it) {
  work(project_);

  const auto changed = world_.update(project_, R"({"name": "b"})");

  EXPECT_EQ(changed.error().code, "records.forbidden");
}

}  // namespace
}  // namespace records
