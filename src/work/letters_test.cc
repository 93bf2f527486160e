#include "work/letters.h"

#include "work/files.h"
#include "work/testing.h"

#include "work/task.h"

namespace work::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class LetterTest : public WorkTest {
 protected:
  base::Result<int64_t> send(NewLetter letter) {
    return as("chen", [&](Context& c) { return send_letter(c, letter); });
  }
  NewLetter plain(LetterKind kind = LetterKind::Notice) {
    return {kind, "到货异常", "三号线推迟一周，请调整。", {"lin", "zhao"}, {}, {}};
  }
  Letter stored(int64_t key) { return *letter(store_.db(), key); }
};

TEST_F(LetterTest, is_numbered_without_gaps_within_year_and_kind) {
  const int64_t first = *send(plain());
  const int64_t circular = *send(plain(LetterKind::Circular));
  EXPECT_EQ(code(send({LetterKind::Notice, "", "x", {"lin"}, {}})), "work.text_required");
  const int64_t second = *send(plain());
  store_.now = *base::parse_time("2026-12-31T16:30:00Z");  // the new year has come in Shanghai
  const int64_t next_year = *send(plain());

  EXPECT_EQ(stored(first).number, "通知〔2026〕1号");
  EXPECT_EQ(stored(circular).number, "通报〔2026〕1号");
  EXPECT_EQ(stored(second).number, "通知〔2026〕2号");
  EXPECT_EQ(stored(next_year).number, "通知〔2027〕1号");
}

TEST_F(LetterTest, reaches_each_receiver_who_acknowledges_once) {
  const int64_t key = *send(plain());
  EXPECT_THAT(titles("lin"), SizeIs(1));

  ASSERT_EQ(code(as("lin", [&](Context& c) { return acknowledge_letter(c, key, " 已调整 "); })),
            "ok");
  const auto at = stored(key).receipt_of("lin")->acknowledged_at;
  store_.now = store_.now + base::hours(1);
  ASSERT_EQ(code(as("lin", [&](Context& c) { return acknowledge_letter(c, key, "另说"); })), "ok");

  EXPECT_EQ(stored(key).receipt_of("lin")->words, "已调整");
  EXPECT_EQ(stored(key).receipt_of("lin")->acknowledged_at, at);
  EXPECT_FALSE(stored(key).receipt_of("zhao")->read_at);
  EXPECT_EQ(count_notices(store_.db(), "lin", NoticeChoice::Unread), 0);
  EXPECT_EQ(count_notices(store_.db(), "zhao", NoticeChoice::Unread), 1);
}

TEST_F(LetterTest, keeps_its_files_in_their_order_for_sender_and_receivers) {
  NewLetter letter = plain();
  letter.files = {"f2", "f1"};
  EXPECT_EQ(stored(*send(letter)).files, letter.files);

  EXPECT_TRUE(is_in_letter(store_.db(), "f1"));
  EXPECT_FALSE(is_in_letter(store_.db(), "f3"));
  for (const char* person : {"chen", "lin", "zhao"})
    EXPECT_TRUE(has_letter_with_file(store_.db(), "f1", person)) << person;
  EXPECT_FALSE(has_letter_with_file(store_.db(), "f1", "hu"));
}

TEST_F(LetterTest, is_acknowledged_by_its_receivers_only) {
  const int64_t key = *send(plain());

  for (const auto* other : {"chen", "hu"}) {
    EXPECT_EQ(code(as(other, [&](Context& c) { return acknowledge_letter(c, key, ""); })),
              "work.no_letter");
  }
  EXPECT_EQ(code(as("lin", [&](Context& c) { return read_letter(c, key + 1); })), "work.no_letter");
}

TEST_F(LetterTest, needs_receivers_and_time_to_come) {
  auto to_nobody = plain();
  to_nobody.to = {};
  auto to_ghost = plain();
  to_ghost.to = {"ghost"};
  auto late = plain();
  late.due_at = store_.now;

  EXPECT_EQ(code(send(to_nobody)), "work.unknown_person");
  EXPECT_EQ(code(send(to_ghost)), "work.unknown_person");
  EXPECT_EQ(code(send(late)), "work.due_in_past");
  EXPECT_THAT(letters(store_.db(), "chen", LetterBox::Sent, 10, 0), IsEmpty());
}

TEST_F(LetterTest, overdue_reminds_who_is_silent_and_tells_the_sender_ten_times) {
  auto urgent = plain();
  urgent.due_at = store_.now + base::hours(4);
  const int64_t key = *send(urgent);
  ASSERT_EQ(code(as("lin", [&](Context& c) { return acknowledge_letter(c, key, ""); })), "ok");

  advance_to(store_.now + base::hours(5));
  EXPECT_THAT(titles("zhao").at(0), HasSubstr("请签收：通知〔2026〕1号"));
  EXPECT_THAT(titles("lin"), SizeIs(1));
  EXPECT_THAT(notices(store_.db(), "chen", NoticeChoice::All, 1, 0).at(0).text.zh, "赵敏");

  advance_to(store_.now + base::days(60));
  EXPECT_EQ(store_.db().first("SELECT reminded FROM work_letter WHERE id = ?", {key})->integer(0),
            10);
  EXPECT_THAT(titles("zhao"), SizeIs(1)) << "one notice, told anew";
}

TEST_F(LetterTest, is_not_chased_once_all_have_acknowledged) {
  auto urgent = plain();
  urgent.due_at = store_.now + base::hours(4);
  const int64_t key = *send(urgent);
  for (const auto* person : {"lin", "zhao"}) {
    ASSERT_EQ(code(as(person, [&](Context& c) { return acknowledge_letter(c, key, ""); })), "ok");
  }

  advance_to(store_.now + base::days(3));

  EXPECT_THAT(titles("chen"), IsEmpty());
}

TEST_F(LetterTest, asks_who_has_left_no_more_and_whoever_takes_over_in_his_own_name) {
  auto urgent = plain();
  urgent.due_at = store_.now + base::hours(4);
  const int64_t key = *send(urgent);
  ASSERT_THAT(letters_to_acknowledge(store_.db(), "zhao"), SizeIs(1));

  with("chen", [&](Context& c) { leave_letter(c, key, "zhao", "wang"); });

  const Letter after = stored(key);
  EXPECT_EQ(after.receipt_of("zhao")->left_at, store_.now);
  EXPECT_EQ(after.receipt_of("zhao")->taken_over_by, "wang");
  ASSERT_NE(after.receipt_of("wang"), nullptr);
  EXPECT_TRUE(after.receipt_of("wang")->is_open());
  EXPECT_THAT(titles("wang").at(0), HasSubstr("离职交接给您：通知〔2026〕1号"));
  EXPECT_THAT(letters_to_acknowledge(store_.db(), "zhao"), IsEmpty());

  advance_to(store_.now + base::hours(5));
  EXPECT_THAT(notices(store_.db(), "chen", NoticeChoice::All, 1, 0).at(0).text.zh, "林华、王敏");
  EXPECT_THAT(titles("zhao"), SizeIs(1)) << "as it was sent";
}

TEST_F(LetterTest, that_nobody_takes_over_is_closed_for_who_has_left) {
  const int64_t key = *send(plain());

  with("chen", [&](Context& c) {
    leave_letter(c, key, "zhao", "");
    leave_letter(c, key, "lin", "lin");
  });

  EXPECT_THAT(stored(key).receipts, SizeIs(2)) << "whom it was sent to already is not told twice";
  EXPECT_EQ(stored(key).receipt_of("zhao")->taken_over_by, "");
}

TEST_F(LetterTest, acknowledged_stays_so_when_its_receiver_leaves) {
  const int64_t key = *send(plain());
  ASSERT_EQ(code(as("lin", [&](Context& c) { return acknowledge_letter(c, key, ""); })), "ok");

  with("chen", [&](Context& c) { leave_letter(c, key, "lin", "wang"); });

  EXPECT_FALSE(stored(key).receipt_of("lin")->left_at);
  EXPECT_EQ(stored(key).receipt_of("wang"), nullptr);
}

TEST_F(LetterTest, whose_sender_has_left_is_followed_by_another) {
  auto urgent = plain();
  urgent.due_at = store_.now + base::hours(4);
  urgent.files = {"f1"};
  const int64_t key = *send(urgent);
  ASSERT_THAT(letters_to_follow(store_.db(), "chen"), SizeIs(1));

  with("chen", [&](Context& c) { hand_letter(c, key, "wang"); });

  EXPECT_EQ(stored(key).sender, "chen") << "who sent it is never changed";
  EXPECT_EQ(stored(key).follower(), "wang");
  EXPECT_EQ(count_letters(store_.db(), "wang", LetterBox::Sent), 1);
  EXPECT_TRUE(has_letter_with_file(store_.db(), "f1", "wang"));
  EXPECT_THAT(letters_to_follow(store_.db(), "chen"), IsEmpty());
  EXPECT_THAT(letters_to_follow(store_.db(), "wang"), SizeIs(1));
  advance_to(store_.now + base::hours(5));
  EXPECT_THAT(titles("chen"), IsEmpty());
  EXPECT_THAT(titles("wang").at(0), HasSubstr("尚未签收"));
}

TEST_F(LetterTest, chases_nobody_who_has_left_however_he_did) {
  auto urgent = plain();
  urgent.due_at = store_.now + base::hours(4);
  ASSERT_TRUE(send(urgent).ok());
  store_.db().execute("UPDATE org_person SET is_active = 0 WHERE id IN ('lin', 'zhao')", {});

  advance_to(store_.now + base::hours(5));

  EXPECT_THAT(titles("chen"), IsEmpty());
  EXPECT_THAT(titles("zhao"), SizeIs(1));
}

TEST_F(LetterTest, lists_are_newest_first_by_box) {
  send(plain()).value();
  const int64_t second = *send(plain(LetterKind::Change));

  const auto received = letters(store_.db(), "zhao", LetterBox::Received, 10, 0);
  ASSERT_THAT(received, SizeIs(2));
  EXPECT_EQ(received[0].key, second);
  EXPECT_EQ(count_letters(store_.db(), "chen", LetterBox::Sent), 2);
  EXPECT_EQ(count_letters(store_.db(), "zhao", LetterBox::Sent), 0);
}

}  // namespace
}  // namespace work::testing
