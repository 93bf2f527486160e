#include "storage/event_log.h"

#include <gtest/gtest.h>

#include "storage/idempotency.h"
#include "storage/outbox.h"
#include "storage/testing.h"

namespace storage {
namespace {

TEST(event_log, keeps_every_act_in_order) {
  testing::Store store;
  Tx tx = store.tx();
  tx.actor.on_behalf_of = "chen";

  EXPECT_EQ(
      append_event(
          tx, {"record.created", "project", "7", "project", "7", "S18-R12", {{"name", "门户"}}}),
      1);
  EXPECT_EQ(append_event(tx, {"task.voted", "task", "9", "project", "7", "", {}}), 2);

  const auto of_root = events_of_root(store.db(), "project", "7");
  ASSERT_EQ(of_root.size(), 2u);
  EXPECT_EQ(of_root[0].event.act, "record.created");
  EXPECT_EQ(of_root[0].event.clause, "S18-R12");
  EXPECT_EQ(base::print(of_root[0].event.changes), R"({"name":"门户"})");
  EXPECT_EQ(of_root[0].actor.on_behalf_of, "chen");
  EXPECT_EQ(of_root[0].actor.person, "lin");
  EXPECT_EQ(of_root[0].at, store.now);
  EXPECT_EQ(events_of_subject(store.db(), "task", "9").size(), 1u);
  EXPECT_EQ(events_after(store.db(), 1, 10).size(), 1u);
  EXPECT_EQ(last_position(store.db()), 2);
}

TEST(event_log, is_empty_at_first) {
  testing::Store store;

  EXPECT_EQ(last_position(store.db()), 0);
  EXPECT_TRUE(events_after(store.db(), 0, 10).empty());
}

TEST(outbox, tries_again_later_and_gives_up_in_the_end) {
  testing::Store store;
  Tx tx = store.tx();
  send_later(tx, {"webhook", "https://example.com/hook", {{"a", 1}}});
  const int64_t id = messages_due(store.db(), store.now, 10).at(0).id;

  mark_failed(tx, id, "timed out");
  EXPECT_TRUE(messages_due(store.db(), store.now, 10).empty());
  EXPECT_EQ(messages_due(store.db(), store.now + base::minutes(1), 10).at(0).attempts, 1);
  for (int i = 1; i < 10; ++i) mark_failed(tx, id, "timed out");

  EXPECT_TRUE(messages_due(store.db(), store.now + base::days(365), 10).empty());
  EXPECT_EQ(dead_messages(store.db(), 10).at(0).reason, "timed out");
  revive(tx, id);
  EXPECT_EQ(messages_due(store.db(), store.now, 10).size(), 1u);
  mark_sent(tx, id);
  EXPECT_TRUE(messages_due(store.db(), store.now + base::days(365), 10).empty());
}

TEST(idempotency, the_same_request_gets_the_same_answer_for_a_day) {
  testing::Store store;
  Tx tx = store.tx();
  keep_answer(tx, "lin", "k1", "h1", 201, "{}");
  const auto ask = [&](const char* actor, const char* hash, base::Time now) {
    return kept_answer(store.db(), actor, "k1", hash, now);
  };

  EXPECT_EQ(ask("lin", "h1", store.now).value()->status, 201);
  EXPECT_FALSE(ask("chen", "h1", store.now).value());
  EXPECT_EQ(ask("lin", "other", store.now).error().code, "request.key_reused");
  EXPECT_FALSE(ask("lin", "h1", store.now + base::hours(24)).value());

  tx.now = store.now + base::hours(25);
  EXPECT_EQ(drop_old_answers(tx), 1);
}

}  // namespace
}  // namespace storage
