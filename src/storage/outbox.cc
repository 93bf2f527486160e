#include "storage/outbox.h"

#include <algorithm>

namespace storage {
namespace {

constexpr int64_t attempts_max = 10;

Outgoing read_message(const Row& row, size_t at) {
  auto body = base::parse_json(row.text(at + 2));
  base::ensure(body.ok(), "a stored message is JSON");
  return {row.text(at), row.text(at + 1), std::move(body).value()};
}

}  // namespace

void send_later(Tx& tx, const Outgoing& message) { send_later(tx, message, "", tx.now); }

void send_later(Tx& tx, const Outgoing& message, std::string_view subject, base::Time not_before) {
  // Of the keys, so that no message ever has the number of one that was withdrawn on its way.
  tx.db.execute(
      "INSERT INTO outbox (id, created_at, channel, address, body, state, attempts, next_try, "
      "reason, "
      "subject) VALUES (?, ?, ?, ?, ?, 'waiting', 0, ?, '', ?)",
      {tx.keys.next(), tx.now.micros, message.channel, message.address, base::print(message.body),
       std::max(tx.now, not_before).micros, std::string(subject)});
}

std::optional<WaitingMessage> just_queued(Tx& tx, std::string_view address,
                                          std::string_view subject) {
  const auto row = tx.db.first(
      "SELECT id, attempts, channel, address, body FROM outbox WHERE subject = ? AND subject <> '' "
      "AND address = ? AND state = 'waiting' AND attempts = 0 AND created_at = ? ORDER BY id DESC "
      "LIMIT 1",
      {std::string(subject), std::string(address), tx.now.micros});
  if (!row) return {};
  return WaitingMessage{row->integer(0), row->integer(1), read_message(*row, 2)};
}

void replace_body(Tx& tx, int64_t id, const base::Json& body) {
  tx.db.execute("UPDATE outbox SET body = ? WHERE id = ?", {base::print(body), id});
}

std::vector<WaitingMessage> messages_due(Connection& db, base::Time now, int64_t limit) {
  std::vector<WaitingMessage> due;
  db.each(
      "SELECT id, attempts, channel, address, body FROM (SELECT *, row_number() OVER (PARTITION BY "
      "CASE WHEN channel = 'mail' THEN channel ELSE address END ORDER BY id) AS place FROM outbox "
      "WHERE state = 'waiting' AND next_try <= ?) due WHERE place <= ? ORDER BY id",
      {now.micros, limit}, [&](const Row& row) {
        due.push_back({row.integer(0), row.integer(1), read_message(row, 2)});
        return true;
      });
  return due;
}

void mark_sent(Tx& tx, int64_t id) {
  tx.db.execute("UPDATE outbox SET state = 'sent', next_try = ? WHERE id = ?", {tx.now.micros, id});
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
      "WHERE id = ? AND state <> 'sent' AND attempts > 0",
      {tx.now.micros, id});
}

bool is_any_about(Connection& db, const std::vector<std::string>& subjects) {
  constexpr size_t kAtOnce = 8;
  for (size_t from = 0; from < subjects.size(); from += kAtOnce) {
    std::vector<Cell> some(kAtOnce, std::string());
    const size_t count = std::min(kAtOnce, subjects.size() - from);
    for (size_t i = 0; i < count; ++i) some[i] = subjects[from + i];
    const auto found = db.first(
        "SELECT 1 FROM outbox WHERE subject IN (?, ?, ?, ?, ?, ?, ?, ?) AND subject <> '' LIMIT 1",
        some);
    if (found) return true;
  }
  return false;
}

void withdraw_waiting(Tx& tx, std::string_view subject) {
  tx.db.execute("DELETE FROM outbox WHERE subject = ? AND subject <> '' AND state <> 'sent'",
                {std::string(subject)});
}

void withdraw_channel(Tx& tx, std::string_view channel) {
  tx.db.execute("DELETE FROM outbox WHERE channel = ? AND state <> 'sent'", {std::string(channel)});
}

void withdraw_address(Tx& tx, std::string_view channel, std::string_view address) {
  tx.db.execute("DELETE FROM outbox WHERE channel = ? AND address = ? AND state <> 'sent'",
                {std::string(channel), std::string(address)});
}

std::vector<std::string> waiting_subjects(Connection& db, std::string_view channel,
                                          std::string_view address) {
  std::vector<std::string> subjects;
  db.each(
      "SELECT subject FROM outbox WHERE state = 'waiting' AND channel = ? AND address = ? AND "
      "subject <> ''",
      {std::string(channel), std::string(address)}, [&](const Row& row) {
        subjects.push_back(row.text(0));
        return true;
      });
  return subjects;
}

std::vector<Outgoing> sent_about(Connection& db, std::string_view subject) {
  std::vector<Outgoing> sent;
  db.each(
      "SELECT channel, address, body FROM outbox WHERE subject = ? AND subject <> '' AND state = "
      "'sent' ORDER BY id",
      {std::string(subject)}, [&](const Row& row) {
        sent.push_back(read_message(row, 0));
        return true;
      });
  return sent;
}

void forget_subject(Tx& tx, std::string_view subject) {
  tx.db.execute("UPDATE outbox SET subject = '' WHERE subject = ? AND subject <> ''",
                {std::string(subject)});
}

void drop_sent_before(Tx& tx, base::Time time) {
  tx.db.execute("DELETE FROM outbox WHERE state = 'sent' AND next_try < ?", {time.micros});
}

std::vector<FailedMessage> failed_messages(Connection& db, int64_t limit) {
  std::vector<FailedMessage> failed;
  db.each(
      "SELECT id, channel, address, body, attempts, reason, state, next_try FROM outbox "
      "WHERE state IN ('waiting', 'dead') AND attempts > 0 ORDER BY id DESC LIMIT ?",
      {limit}, [&](const Row& row) {
        FailedMessage one{row.integer(0), read_message(row, 1), row.integer(4), row.text(5), {}};
        if (row.text(6) == "waiting") one.next_try = base::Time{row.integer(7)};
        failed.push_back(std::move(one));
        return true;
      });
  return failed;
}

}  // namespace storage
