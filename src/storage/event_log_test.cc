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

  append_event(tx,
               {"record.created", "project", "7", "project", "7", "S18-R12", {{"name", "门户"}}});
  append_event(tx, {"task.voted", "task", "9", "project", "7", "", {}});

  const auto of_root = events_of_root(store.db(), "project", "7");
  ASSERT_EQ(of_root.size(), 2u);
  EXPECT_EQ(of_root[0].position, 1);
  EXPECT_EQ(of_root[1].position, 2);
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

TEST(event_log, is_followed_by_kind_of_act_or_by_module) {
  testing::Store store;
  Tx tx = store.tx();
  for (const auto* act : {"task.voted", "tasks.counted", "record.created"})
    append_event(tx, {act, "task", "9", "", "", "", base::JsonObject()});
  const auto acts_after = [&](int64_t position, const std::vector<std::string>& acts) {
    std::vector<std::string> found;
    for (const auto& each : events_after(store.db(), position, 10, acts))
      found.push_back(each.event.act);
    return found;
  };

  EXPECT_EQ(acts_after(0, {"task."}), std::vector<std::string>{"task.voted"});
  EXPECT_EQ(acts_after(0, {"task.voted", "record."}),
            (std::vector<std::string>{"task.voted", "record.created"}));
  EXPECT_EQ(acts_after(1, {"record.created"}), std::vector<std::string>{"record.created"});
  EXPECT_TRUE(acts_after(0, {"task"}).empty());
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
  EXPECT_EQ(failed_messages(store.db(), 10).at(0).reason, "timed out");
  EXPECT_FALSE(failed_messages(store.db(), 10).at(0).next_try);
  revive(tx, id);
  EXPECT_EQ(messages_due(store.db(), store.now, 10).size(), 1u);
  mark_sent(tx, id);
  EXPECT_TRUE(messages_due(store.db(), store.now + base::days(365), 10).empty());
}

TEST(outbox, holds_a_message_back_until_its_time) {
  testing::Store store;
  Tx tx = store.tx();

  send_later(tx, {"mail", "lin@example.com", {}}, "", store.now + base::hours(8));

  EXPECT_TRUE(messages_due(store.db(), store.now + base::hours(7), 10).empty());
  EXPECT_EQ(messages_due(store.db(), store.now + base::hours(8), 10).size(), 1u);
}

TEST(outbox, what_waits_is_withdrawn_and_what_left_is_known_until_forgotten) {
  testing::Store store;
  Tx tx = store.tx();
  send_later(tx, {"robot", "team", {{"n", 1}}}, "/tasks/1", store.now);
  mark_sent(tx, messages_due(store.db(), store.now, 10).at(0).id);
  send_later(tx, {"robot", "team", {{"n", 2}}}, "/tasks/1", store.now);
  send_later(tx, {"robot", "team", {{"n", 3}}}, "/tasks/2", store.now);

  withdraw_waiting(tx, "/tasks/1");

  ASSERT_EQ(messages_due(store.db(), store.now, 10).size(), 1u);
  ASSERT_EQ(sent_about(store.db(), "/tasks/1").size(), 1u);
  EXPECT_EQ(base::int_or(sent_about(store.db(), "/tasks/1")[0].body, "n", 0), 1);
  forget_subject(tx, "/tasks/1");
  EXPECT_TRUE(sent_about(store.db(), "/tasks/1").empty());
}

TEST(outbox, the_number_of_a_withdrawn_message_is_not_given_again) {
  testing::Store store;
  Tx tx = store.tx();
  send_later(tx, {"robot", "team", {}}, "/tasks/1", store.now);
  const int64_t on_its_way = messages_due(store.db(), store.now, 10).at(0).id;
  withdraw_waiting(tx, "/tasks/1");
  send_later(tx, {"robot", "team", {}}, "/tasks/2", store.now);

  mark_sent(tx, on_its_way);

  EXPECT_EQ(messages_due(store.db(), store.now, 10).size(), 1u);
}

TEST(outbox, a_channel_that_is_stuck_does_not_hide_the_others) {
  testing::Store store;
  Tx tx = store.tx();
  for (int i = 0; i < 5; ++i)
    send_later(tx, {"mail", "p" + std::to_string(i) + "@example.com", {}});
  send_later(tx, {"robot", "team", {}});

  const auto due = messages_due(store.db(), store.now, 2);

  ASSERT_EQ(due.size(), 3u);
  EXPECT_EQ(due[2].message.address, "team");
}

TEST(outbox, old_messages_that_left_are_dropped) {
  testing::Store store;
  Tx tx = store.tx();
  send_later(tx, {"mail", "lin@example.com", {}}, "a", store.now);
  mark_sent(tx, messages_due(store.db(), store.now, 10).at(0).id);
  send_later(tx, {"mail", "lin@example.com", {}}, "b", store.now);

  drop_sent_before(tx, store.now + base::seconds(1));

  EXPECT_TRUE(sent_about(store.db(), "a").empty());
  EXPECT_EQ(messages_due(store.db(), store.now, 10).size(), 1u);
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
