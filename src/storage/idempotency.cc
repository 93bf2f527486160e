#include "storage/idempotency.h"

namespace storage {
namespace {

constexpr base::Span kept_for = base::hours(24);

}  // namespace

base::Result<std::optional<KeptAnswer>> kept_answer(Connection& db, std::string_view actor,
                                                    std::string_view key,
                                                    std::string_view request_hash, base::Time now) {
  const auto row = db.first(
      "SELECT request_hash, status, body, created_at FROM idempotency "
      "WHERE actor = ? AND request_key = ? AND created_at > ?",
      {std::string(actor), std::string(key), (now - kept_for).micros});
  if (!row) return std::optional<KeptAnswer>();
  if (row->text(0) != request_hash) return base::refusal("request.key_reused");
  return std::optional(KeptAnswer{row->text(0), row->integer(1), row->text(2), {row->integer(3)}});
}

void keep_answer(Tx& tx, std::string_view actor, std::string_view key,
                 std::string_view request_hash, int64_t status, std::string_view body) {
  tx.db.execute("DELETE FROM idempotency WHERE actor = ? AND request_key = ?",
                {std::string(actor), std::string(key)});
  tx.db.execute(
      "INSERT INTO idempotency (actor, request_key, request_hash, status, body, created_at) "
      "VALUES (?, ?, ?, ?, ?, ?)",
      {std::string(actor), std::string(key), std::string(request_hash), status, std::string(body),
       tx.now.micros});
}

int64_t drop_old_answers(Tx& tx) {
  return tx.db.execute("DELETE FROM idempotency WHERE created_at <= ?",
                       {(tx.now - kept_for).micros});
}

}  // namespace storage
