#include "work/bulk_transfer.h"

#include "work/testing.h"

namespace work::testing {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Pair;

class BulkTransferTest : public WorkTest {
 protected:
  int64_t approval(const std::string& element, const std::string& candidates,
                   engine::Properties more = {}) {
    more["jw:candidates"] = candidates;
    more["jw:kind"] = "approve";
    return *offer(element, std::move(more));
  }
  base::Result<std::vector<SeatToPass>> pass(const std::string& by, const BulkTransfer& order) {
    return as(by, [&](Context& c) { return transfer_in_bulk(c, order); });
  }
  // Each task with why it stays; "goes" where it does.
  using Fates = std::vector<std::pair<int64_t, std::string>>;
  static Fates fates(const std::vector<SeatToPass>& seats) {
    Fates out;
    for (const SeatToPass& seat : seats)
      out.emplace_back(seat.task, seat.stays ? seat.stays->code : "goes");
    return out;
  }
  Fates seen(const std::string& from, const std::string& to) {
    return with("system", [&](Context& c) { return fates(seats_to_pass(c, from, to)); });
  }
  TimelineEntry last_of(int64_t key) {
    auto all = timeline_of_instance(store_.db(), 1000);
    std::erase_if(all, [&](const auto& entry) { return entry.task != key || !entry.at; });
    return all.back();
  }
};

TEST_F(BulkTransferTest, all_that_may_go_goes_with_one_notice_each_side) {
  const int64_t first = approval("first", "person:sun");
  const int64_t second = approval("second", "person:sun, person:hu");
  ASSERT_EQ(code(as("sun", [&](Context& c) { return claim(c, second); })), "ok");

  const auto done = pass("chen", {"sun", "qian", {}, "长期病假"});

  EXPECT_THAT(fates(*done), ElementsAre(Pair(first, "goes"), Pair(second, "goes")));
  EXPECT_THAT(box(Box::Todo, "sun"), IsEmpty());
  EXPECT_THAT(box(Box::Done, "sun"), ElementsAre(second, first));
  EXPECT_THAT(box(Box::Todo, "qian"), ElementsAre(first, second));
  EXPECT_THAT(open_now(second), ElementsAre("qian", "hu"));
  EXPECT_THAT(titles("qian"), ElementsAre("转交（管理员代操作）：孙悦的 2 项待办转交给您"));
  EXPECT_THAT(titles("sun"), Contains("已由管理员转交：您的 2 项待办转交给钱多"));
  EXPECT_TRUE(base::is_true(last_of(first).changes, "by_administrator"));
  EXPECT_EQ(base::text_or_empty(last_of(first).changes, "from"), "sun");
  EXPECT_EQ(code(act("qian", first, "agree")), "ok");
}

TEST_F(BulkTransferTest, what_he_returned_stays_until_it_is_back) {
  const int64_t key = approval("first", "person:sun");
  ASSERT_EQ(code(as("sun",
                    [&](Context& c) {
                      return return_to(c, key, {"$starter", AfterReturn::Back, "金额有误"});
                    })),
            "ok");
  EXPECT_THAT(seen("sun", "qian"), ElementsAre(Pair(key, "work.returned")));

  ASSERT_EQ(code(act("wang", box(Box::Todo, "wang").front(), "resubmit")), "ok");

  EXPECT_THAT(seen("sun", "qian"), ElementsAre(Pair(key, "goes")));
}

TEST_F(BulkTransferTest, what_he_hands_on_himself_is_his_own_act) {
  const int64_t first = approval("first", "person:sun");
  const int64_t second = approval("second", "person:sun");

  ASSERT_EQ(code(pass("sun", {"sun", "qian", {second}, "请代为处理"})), "ok");

  EXPECT_THAT(box(Box::Todo, "sun"), ElementsAre(first));
  EXPECT_FALSE(base::is_true(last_of(second).changes, "by_administrator"));
  EXPECT_THAT(titles("qian"), ElementsAre("转交：孙悦的 1 项待办转交给您"));
  EXPECT_THAT(titles("sun"), Not(Contains(HasSubstr("转交"))));
}

TEST_F(BulkTransferTest, what_stays_says_why) {
  appoint("sun", "purchaser");
  deputise("hu", "sun");
  const int64_t asked = approval("asked", "person:sun");
  ASSERT_EQ(code(as("sun", [&](Context& c) { return delegate(c, asked, "hu", "请看"); })), "ok");
  const int64_t shared = approval("shared", "position:purchaser");
  const int64_t stood = approval("stood", "person:hu");
  const int64_t closed = approval("closed", "person:sun", {{"jw:acts", "copy"}});
  const int64_t taken = approval("taken", "person:sun, person:lin");
  ASSERT_EQ(code(as("lin", [&](Context& c) { return claim(c, taken); })), "ok");
  const int64_t own_matter = approval("own", "person:sun", {{"jw:applicant", "deputy"}});

  EXPECT_THAT(
      seen("sun", "wang"),
      ElementsAre(Pair(asked, "work.stands_in"), Pair(shared, "work.shared_seat"),
                  Pair(stood, "work.stands_in"), Pair(closed, "work.act_not_offered"),
                  Pair(taken, "work.claimed"), Pair(own_matter, "work.transfer_not_allowed")));
  EXPECT_THAT(seen("sun", ""), Contains(Pair(own_matter, "goes")));
  EXPECT_THAT(fates(*pass("chen", {"sun", "wang", {}, "休假"})),
              Not(Contains(Pair(shared, "goes"))));
}

TEST_F(BulkTransferTest, an_opinion_asked_for_comes_back_to_who_asked) {
  const int64_t key = approval("asked", "person:sun");
  ASSERT_EQ(code(as("sun", [&](Context& c) { return delegate(c, key, "hu", "请看"); })), "ok");

  EXPECT_THAT(seen("sun", "qian"), ElementsAre(Pair(key, "work.delegated")));
  ASSERT_EQ(code(pass("hu", {"hu", "qian", {}, "请您答复"})), "ok");
  ASSERT_EQ(code(as("qian", [&](Context& c) { return reply(c, key, {"可以"}); })), "ok");

  EXPECT_THAT(open_now(key), ElementsAre("sun"));
}

TEST_F(BulkTransferTest, the_only_holder_gives_a_seat_of_his_position) {
  const int64_t key = approval("one", "position:product_manager");

  ASSERT_EQ(code(pass("chen", {"zhao", "hu", {}, "出差三个月"})), "ok");
  with("system", [&](Context& c) { resolve_open_seats(c); });

  EXPECT_THAT(open_now(key), ElementsAre("hu"));
}

TEST_F(BulkTransferTest, final_votes_and_suspended_work_stay) {
  const int64_t vote = *review();
  const int64_t halted = approval("halted", "person:zhao");
  store_.db().execute("UPDATE work_task SET suspended_at = 1 WHERE id = ?", {halted});

  EXPECT_THAT(seen("zhao", "hu"),
              ElementsAre(Pair(vote, "work.transfer_not_allowed"), Pair(halted, "work.suspended")));
}

TEST_F(BulkTransferTest, of_two_seats_of_a_vote_nobody_gets_both) {
  const int64_t key =
      approval("joint", "person:sun, person:qian, person:hu", {{"jw:policy", "all"}});

  EXPECT_THAT(seen("sun", "qian"), ElementsAre(Pair(key, "work.transfer_not_allowed")));
  EXPECT_THAT(fates(*pass("sun", {"sun", "lin", {}, "请代办"})), ElementsAre(Pair(key, "goes")));
  EXPECT_THAT(open_now(key), ElementsAre("lin", "qian", "hu"));
}

TEST_F(BulkTransferTest, a_task_of_a_program_is_assigned_anew) {
  auto plain = user_task("plain", {});
  plain.assignee = "sun";
  ASSERT_EQ(code(as("system", [&](Context& c) { return create_task(c, plain); })), "ok");

  ASSERT_EQ(code(pass("chen", {"sun", "qian", {}, "病假"})), "ok");

  EXPECT_EQ(assignment_of(store_.db(), plain.key).assignee, "qian");
  EXPECT_THAT(open_now(plain.key), ElementsAre("qian"));
}

TEST_F(BulkTransferTest, what_was_done_meanwhile_is_told) {
  const int64_t key = approval("first", "person:sun");
  ASSERT_EQ(code(act("sun", key, "agree")), "ok");

  const auto done = pass("sun", {"sun", "qian", {key, 999}, "请代办"});

  EXPECT_THAT(fates(*done), ElementsAre(Pair(key, "work.task_over"), Pair(999, "work.no_task")));
  EXPECT_THAT(titles("qian"), IsEmpty());
}

TEST_F(BulkTransferTest, it_needs_somebody_else_and_a_reason) {
  approval("first", "person:sun");

  EXPECT_EQ(code(pass("sun", {"sun", "ghost", {}, "x"})), "work.unknown_person");
  EXPECT_EQ(code(pass("sun", {"sun", "sun", {}, "x"})), "work.transfer_not_allowed");
  EXPECT_EQ(code(pass("sun", {"sun", "qian", {}, " "})), "work.reason_required");
}

}  // namespace
}  // namespace work::testing
