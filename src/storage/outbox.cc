#include "storage/outbox.h"

namespace storage {
namespace {

constexpr int64_t attempts_max = 10;

Outgoing read_message(const Row& row, size_t at) {
  auto body = base::parse_json(row.text(at + 2));
  base::ensure(body.ok(), "a stored message is JSON");
  return {row.text(at), row.text(at + 1), std::move(body).value()};
}

}  // namespace

void send_later(Tx& tx, const Outgoing& message) {
  tx.db.execute(
      "INSERT INTO outbox (created_at, channel, address, body, state, attempts, next_try, reason) "
      "VALUES (?, ?, ?, ?, 'waiting', 0, ?, '')",
      {tx.now.micros, message.channel, message.address, base::print(message.body), tx.now.micros});
}

std::vector<WaitingMessage> messages_due(Connection& db, base::Time now, int64_t limit) {
  std::vector<WaitingMessage> due;
  db.each(
      "SELECT id, attempts, channel, address, body FROM outbox "
      "WHERE state = 'waiting' AND next_try <= ? ORDER BY id LIMIT ?",
      {now.micros, limit}, [&](const Row& row) {
        due.push_back({row.integer(0), row.integer(1), read_message(row, 2)});
        return true;
      });
  return due;
}

void mark_sent(Tx& tx, int64_t id) {
  tx.db.execute("UPDATE outbox SET state = 'sent' WHERE id = ?", {id});
}

void mark_failed(Tx& tx, int64_t id, std::string_view reason) {
  const auto row = tx.db.first("SELECT attempts FROM outbox WHERE id = ?", {id});
  if (!row) return;
  const int64_t attempts = row->integer(0) + 1;
  const base::Time next_try = tx.now + base::minutes(int64_t{1} << (attempts - 1));
  tx.db.execute("UPDATE outbox SET state = ?, attempts = ?, next_try = ?, reason = ? WHERE id = ?",
                {attempts >= attempts_max ? "dead" : "waiting", attempts, next_try.micros,
                 std::string(reason), id});
}

void revive(Tx& tx, int64_t id) {
  tx.db.execute(
      "UPDATE outbox SET state = 'waiting', attempts = 0, next_try = ? "
      "WHERE id = ? AND state = 'dead'",
      {tx.now.micros, id});
}

std::vector<DeadMessage> dead_messages(Connection& db, int64_t limit) {
  std::vector<DeadMessage> dead;
  db.each(
      "SELECT id, channel, address, body, reason FROM outbox WHERE state = 'dead' "
      "ORDER BY id LIMIT ?",
      {limit}, [&](const Row& row) {
        dead.push_back({row.integer(0), read_message(row, 1), row.text(4)});
        return true;
      });
  return dead;
}

}  // namespace storage
