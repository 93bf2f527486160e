// Plain tasks: whom a program or a person gives them to.
#include "work/assignment.h"

#include "work/next_to_do.h"
#include "work/testing.h"

namespace work::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class AssignmentTest : public WorkTest {
 protected:
  int64_t plain(const std::string& assignee, std::vector<std::string> users = {}) {
    auto made = user_task("plain", {});
    made.assignee = assignee;
    made.candidate_users = std::move(users);
    EXPECT_EQ(code(as("system", [&](Context& c) { return create_task(c, made); })), "ok");
    return made.key;
  }
  std::string assign_to(int64_t key, const std::string& person, Override over) {
    return code(as("system", [&](Context& c) { return assign(c, key, person, over); }));
  }
  std::string claim_as(const std::string& person, int64_t key) {
    return code(as(person, [&](Context& c) { return claim(c, key); }));
  }
  std::string transfer_to(const std::string& person, int64_t key, const std::string& to) {
    return code(as(person, [&](Context& c) { return transfer(c, key, to, "出差"); }));
  }
  std::string assignee(int64_t key) { return assignment_of(store_.db(), key).assignee; }
  // The latest of what has happened; what is awaited stands behind it.
  TimelineEntry last_told() {
    auto all = timeline_of_instance(store_.db(), 1000);
    std::erase_if(all, [](const auto& entry) { return entry.act == "pending"; });
    return all.back();
  }
  base::Json asked(const std::string& name) { return feel::to_json(asked_.values[name]); }
};

TEST_F(AssignmentTest, a_claimed_task_is_assigned_already) {
  const int64_t key = plain("", {"sun", "wang"});
  ASSERT_EQ(claim_as("sun", key), "ok");

  EXPECT_EQ(assign_to(key, "hu", Override::Refused), "work.assigned");

  EXPECT_EQ(assign_to(key, "hu", Override::Allowed), "ok");
  EXPECT_EQ(task(key).claimed_by, "");
  EXPECT_EQ(code(act("hu", key, "done")), "ok");
}

TEST_F(AssignmentTest, what_is_taken_away_is_claimed_by_nobody) {
  const int64_t key = plain("", {"sun", "wang"});
  ASSERT_EQ(claim_as("sun", key), "ok");

  ASSERT_EQ(code(as("system", [&](Context& c) { return unassign(c, key); })), "ok");

  EXPECT_EQ(task(key).claimed_by, "");
  EXPECT_THAT(open_now(key), ElementsAre("sun", "wang"));
}

TEST_F(AssignmentTest, a_transfer_is_an_assignment_that_listeners_see_first) {
  const int64_t key = plain("sun");
  is_listened_ = true;

  ASSERT_EQ(transfer_to("sun", key, "hu"), "ok");

  EXPECT_EQ(asked_.event, engine::JobKind::Assigning);
  EXPECT_EQ(asked("assignee"), base::Json("hu"));
  EXPECT_EQ(asked("action"), base::Json("transfer"));
  EXPECT_THAT(open_now(key), ElementsAre("sun"));
  ASSERT_TRUE(carry_out_asked().ok());
  EXPECT_THAT(open_now(key), ElementsAre("hu"));
  EXPECT_EQ(assignee(key), "hu");
  EXPECT_THAT(titles("hu"), Contains(HasSubstr("转办")));
  EXPECT_EQ(last_told().act, "transferred");
  EXPECT_EQ(last_told().person, "sun");
}

TEST_F(AssignmentTest, a_transfer_that_a_listener_corrects_is_an_assignment) {
  const int64_t key = plain("sun");
  is_listened_ = true;
  ASSERT_EQ(transfer_to("sun", key, "hu"), "ok");
  auto values = feel::to_json(asked_.values);
  values.as_object()["assignee"] = "qian";
  asked_.values = feel::from_json(values);

  ASSERT_TRUE(carry_out_asked().ok());

  EXPECT_THAT(open_now(key), ElementsAre("qian"));
  EXPECT_EQ(assignee(key), "qian");
  EXPECT_EQ(last_told().act, "reassigned");
}

TEST_F(AssignmentTest, who_lost_the_task_meanwhile_hands_it_on_all_the_same) {
  const int64_t key = plain("sun");
  is_listened_ = true;
  ASSERT_EQ(transfer_to("sun", key, "hu"), "ok");
  ASSERT_EQ(code(as("sun", [&](Context& c) { return delegate(c, key, "qian", "请看"); })), "ok");

  ASSERT_TRUE(carry_out_asked().ok());

  EXPECT_EQ(assignee(key), "hu");
  EXPECT_THAT(open_now(key), ElementsAre("hu"));
  EXPECT_EQ(code(act("hu", key, "done")), "ok");
}

TEST_F(AssignmentTest, one_of_a_pool_is_replaced_and_the_pool_stays) {
  const int64_t key = plain("", {"sun", "wang"});

  ASSERT_EQ(transfer_to("sun", key, "hu"), "ok");

  EXPECT_EQ(assignee(key), "");
  EXPECT_THAT(open_now(key), ::testing::UnorderedElementsAre("hu", "wang"));
}

TEST_F(AssignmentTest, a_completion_that_is_denied_gives_the_task_back) {
  const int64_t key = plain("sun");
  ASSERT_EQ(code(as("system", [&](Context& c) { return complete_plain(c, key, {}, ""); })), "ok");
  ASSERT_THAT(box(Box::Todo, "sun"), IsEmpty());

  ASSERT_TRUE(as("system", [&](Context& c) -> base::Result<void> {
                deny(c, key, "金额不符");
                return {};
              }).ok());

  EXPECT_THAT(box(Box::Todo, "sun"), ElementsAre(key));
  EXPECT_EQ(code(act("sun", key, "done")), "ok");
}

TEST_F(AssignmentTest, what_is_due_comes_first_and_what_never_is_last) {
  const int64_t first = plain("sun");
  const int64_t second = plain("sun");
  const auto due = [&](int64_t key, base::Json at) {
    return code(as("system", [&](Context& c) {
      return change_task(c, key, base::JsonObject{{"dueDate", std::move(at)}});
    }));
  };
  const auto next = [&] {
    const auto found = next_to_do(store_.db(), "sun", {});
    return found ? found->task : 0;
  };

  ASSERT_EQ(due(second, "2026-03-05T09:00:00+08:00"), "ok");
  EXPECT_THAT(box(Box::Todo, "sun"), ElementsAre(second, first));
  EXPECT_EQ(next(), second);

  ASSERT_EQ(due(first, "2026-03-04T09:00:00+08:00"), "ok");
  EXPECT_THAT(box(Box::Todo, "sun"), ElementsAre(first, second));

  ASSERT_EQ(due(first, ""), "ok");
  EXPECT_THAT(box(Box::Todo, "sun"), ElementsAre(second, first));

  ASSERT_EQ(code(act("sun", second, "done")), "ok");
  EXPECT_EQ(next(), first);

  store_.db().execute("UPDATE work_task SET suspended_at = 1 WHERE id = ?", {first});
  EXPECT_EQ(next(), 0);
}

TEST_F(AssignmentTest, what_is_next_is_of_the_matter_just_worked_on_first) {
  const auto offered = [&](int64_t instance, int64_t record) {
    engine::UserTask task = user_task("visit", {{"jw:candidates", "person:sun"}});
    task.at.instance = instance;
    task.at.record = {"project", record};
    EXPECT_EQ(code(as("system", [&](Context& c) { return create_task(c, task); })), "ok");
    return task.key;
  };
  const auto next = [&](const TaskMatter& worked_on) {
    const auto found = next_to_do(store_.db(), "sun", worked_on);
    return std::pair(found->task, found->is_of_matter);
  };
  const int64_t first = offered(1001, 8);
  const int64_t same_instance = offered(1002, 9);
  const int64_t same_record = offered(1003, 10);

  EXPECT_EQ(next({1002, {"project", 9}}), std::pair(same_instance, true));
  EXPECT_EQ(next({1004, {"project", 10}}), std::pair(same_record, true));
  EXPECT_EQ(next({1004, {"project", 11}}), std::pair(first, false));
  EXPECT_EQ(next({1004, {}}), std::pair(first, false)) << "no record is no record in common";
  store_.db().execute("UPDATE work_task SET suspended_at = 1 WHERE id = ?", {same_instance});
  EXPECT_EQ(next({1002, {"project", 9}}), std::pair(first, false));
  ASSERT_EQ(code(act("sun", same_record, "done")), "ok");
  EXPECT_EQ(next({1004, {"project", 10}}), std::pair(first, false));
}

TEST_F(AssignmentTest, what_the_process_left_before_listeners_were_done_is_not_done) {
  const int64_t key = plain("sun");
  ASSERT_EQ(code(act("sun", key, "done")), "ok");

  ASSERT_TRUE(as("system", [&](Context& c) -> base::Result<void> {
                cancel_completing_task(c, key, "canceled");
                return {};
              }).ok());

  EXPECT_EQ(task(key).state, TaskState::Canceled);
  EXPECT_EQ(task(key).outcome, "");
}

}  // namespace
}  // namespace work::testing
