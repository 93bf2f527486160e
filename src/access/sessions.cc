#include "access/sessions.h"

#include <algorithm>

#include "access/secret/secret.h"
#include "base/json.h"

namespace entry {
namespace {

constexpr base::Span touch_interval = base::minutes(5);
constexpr size_t secret_bytes = 32;

void note(storage::Tx& tx, std::string_view act, std::string_view person,
          base::JsonObject changes) {
  storage::append_event(tx, {std::string(act), "account", std::string(person), "person",
                             std::string(person), "", std::move(changes)});
}

// Acts before a session exists are the person's own all the same.
class ActingAs {
 public:
  ActingAs(storage::Tx& tx, std::string person) : tx_(tx), before_(tx.actor.person) {
    tx_.actor.person = std::move(person);
  }
  ~ActingAs() { tx_.actor.person = before_; }
  ActingAs(const ActingAs&) = delete;
  ActingAs& operator=(const ActingAs&) = delete;

 private:
  storage::Tx& tx_;
  std::string before_;
};

struct StoredAccount {
  std::string password;
  int64_t failures = 0;
  base::Time failed_at;
  std::optional<base::Time> locked_until;
  bool is_disabled = false;
};

std::optional<StoredAccount> stored_account(storage::Connection& db, const std::string& person) {
  const auto row = db.first(
      "SELECT password, failures, failed_at, locked_until, is_disabled FROM access_account"
      " WHERE person = ?",
      {person});
  if (!row) return {};
  return StoredAccount{row->text(0),
                       row->integer(1),
                       {row->integer(2)},
                       time_or_nothing(*row, 3),
                       row->integer(4) != 0};
}

base::Error locked(base::Time until) {
  return base::refusal("access.locked").because("locked until " + base::print_utc(until));
}

// Failures count while they follow each other within the time of the lock-out.
SignInOutcome failed(storage::Tx& tx, const std::string& person, const StoredAccount& account) {
  const bool is_fresh = account.failed_at + lock_out > tx.now;
  const int64_t failures = (is_fresh ? account.failures : 0) + 1;
  std::optional<base::Time> until;
  if (failures >= failures_max) until = tx.now + lock_out;
  tx.db.execute(
      "UPDATE access_account SET failures = ?, failed_at = ?, locked_until = ? WHERE person = ?",
      {until ? int64_t{0} : failures, tx.now.micros, cell_of(until), person});
  note(tx, "account.sign_in_failed", person, {});
  if (!until) return {{}, base::refusal("access.wrong_password")};
  note(tx, "account.locked", person, {{"until", base::print_utc(*until)}});
  return {{}, locked(*until)};
}

SignedIn insert_session(storage::Tx& tx, base::Random& random, const std::string& person) {
  SignedIn fresh{base::random_token(random, secret_bytes), std::to_string(tx.keys.next()), person,
                 tx.now + session_max};
  tx.db.execute(
      "INSERT INTO access_session (hash, id, person, is_program, title, created_at, seen_at, "
      "expires_at,"
      " ended_at) VALUES (?, ?, ?, 0, '', ?, ?, ?, NULL)",
      {hash_of(fresh.token), fresh.session, person, tx.now.micros, tx.now.micros,
       fresh.expires_at.micros});
  return fresh;
}

}  // namespace

SignedIn open_session(storage::Tx& tx, base::Random& random, std::string_view person) {
  const ActingAs acting(tx, std::string(person));
  SignedIn fresh = insert_session(tx, random, std::string(person));
  note(tx, "account.signed_in", person, {{"session", fresh.session}});
  return fresh;
}

SignInOutcome sign_in(storage::Tx& tx, base::Random& random, const CheckedPassword& checked) {
  if (checked.person.empty()) return {{}, base::refusal("access.wrong_password")};
  const auto account = stored_account(tx.db, checked.person);
  if (!account) return {{}, base::refusal("access.wrong_password")};
  if (account->locked_until && *account->locked_until > tx.now)
    return {{}, locked(*account->locked_until)};
  const bool is_right = checked.matches && checked.stored == account->password;
  const ActingAs acting(tx, checked.person);
  if (!is_right) return failed(tx, checked.person, *account);
  if (account->is_disabled) return {{}, base::refusal("access.disabled")};
  tx.db.execute("UPDATE access_account SET failures = 0, locked_until = NULL WHERE person = ?",
                {checked.person});
  return {open_session(tx, random, checked.person), {}};
}

base::Result<Session> find_session(storage::Connection& db, std::string_view token, base::Time at) {
  const auto row = db.first(
      "SELECT s.id, s.person, s.created_at, s.seen_at, s.expires_at, s.is_program"
      " FROM access_session s LEFT JOIN access_account a ON a.person = s.person"
      " WHERE s.hash = ? AND s.ended_at IS NULL AND coalesce(a.is_disabled, 0) = 0",
      {hash_of(token)});
  if (!row) return base::refusal("access.not_signed_in");
  Session session{row->text(0),      row->text(1), {row->integer(2)},
                  {row->integer(3)}, {INT64_MAX},  row->integer(5) != 0};
  if (const auto end = time_or_nothing(*row, 4)) session.expires_at = *end;
  if (!session.is_program)
    session.expires_at = std::min(session.expires_at, session.seen_at + idle_max);
  if (session.expires_at <= at) return base::refusal("access.not_signed_in");
  return session;
}

bool wants_touch(const Session& session, base::Time at) {
  return at - session.seen_at >= touch_interval;
}

void touch_session(storage::Tx& tx, const Session& session) {
  tx.db.execute("UPDATE access_session SET seen_at = ? WHERE id = ? AND seen_at < ?",
                {tx.now.micros, session.id, tx.now.micros});
}

void sign_out(storage::Tx& tx, std::string_view session) {
  const int64_t ended =
      tx.db.execute("UPDATE access_session SET ended_at = ? WHERE id = ? AND ended_at IS NULL",
                    {tx.now.micros, std::string(session)});
  if (ended == 0) return;
  const auto row =
      tx.db.first("SELECT person FROM access_session WHERE id = ?", {std::string(session)});
  note(tx, "account.signed_out", row->text(0), {{"session", session}});
}

CreatedToken create_token(storage::Tx& tx, base::Random& random, const NewToken& fresh) {
  CreatedToken created{std::to_string(tx.keys.next()), base::random_token(random, secret_bytes)};
  tx.db.execute(
      "INSERT INTO access_session (hash, id, person, is_program, title, created_at, seen_at, "
      "expires_at,"
      " ended_at) VALUES (?, ?, ?, 1, ?, ?, ?, ?, NULL)",
      {hash_of(created.token), created.id, fresh.person, fresh.title, tx.now.micros, tx.now.micros,
       cell_of(fresh.expires_at)});
  note(tx, "account.token_created", fresh.person, {{"token", created.id}, {"title", fresh.title}});
  return created;
}

base::Result<void> revoke_token(storage::Tx& tx, std::string_view person, std::string_view id) {
  const int64_t ended = tx.db.execute(
      "UPDATE access_session SET ended_at = ? WHERE id = ? AND person = ? AND is_program = 1 AND "
      "ended_at IS NULL",
      {tx.now.micros, std::string(id), std::string(person)});
  if (ended == 0) return base::refusal("access.no_token");
  note(tx, "account.token_revoked", person, {{"token", id}});
  return {};
}

std::vector<TokenRow> tokens(storage::Connection& db, std::string_view person) {
  std::vector<TokenRow> found;
  for (const storage::Row& row :
       db.query("SELECT id, title, created_at, expires_at, seen_at FROM access_session"
                " WHERE person = ? AND is_program = 1 AND ended_at IS NULL ORDER BY created_at "
                "DESC, id DESC",
                {std::string(person)})) {
    TokenRow token{row.text(0), row.text(1), {row.integer(2)}, time_or_nothing(row, 3), {}};
    if (row.integer(4) > row.integer(2)) token.used_at = base::Time{row.integer(4)};
    found.push_back(std::move(token));
  }
  return found;
}

}  // namespace entry
