#include "access/accounts.h"

#include <sodium.h>

#include <semaphore>

#include "access/secret/secret.h"
#include "base/json.h"

namespace entry {
namespace {

// About 60 ms on one core of a small server: RFC 9106 asks for memory first, so 32 MiB in two
// passes.
constexpr unsigned long long passes = 2;
constexpr size_t memory_bytes = size_t{32} * 1024 * 1024;
constexpr base::Span setup_link_max = base::hours(24);

void start_sodium() {
  static const int started = sodium_init();
  base::ensure(started >= 0, "libsodium starts");
}

// So many hash at once: each takes a processor and memory_bytes, and many threads may want to.
constexpr int hashing_max = 4;

// Held while one hashes; waits for its turn.
class Turn {
 public:
  Turn() { free_.acquire(); }
  ~Turn() { free_.release(); }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

 private:
  static inline std::counting_semaphore<hashing_max> free_{hashing_max};
};

std::string argon2id(std::string_view password) {
  start_sodium();
  const Turn turn;
  char text[crypto_pwhash_STRBYTES] = {};
  const int done = crypto_pwhash_str_alg(text, password.data(), password.size(), passes,
                                         memory_bytes, crypto_pwhash_ALG_ARGON2ID13);
  base::ensure(done == 0, "there is memory for hashing a password");
  return text;
}

bool verifies(const std::string& stored, std::string_view password) {
  start_sodium();
  if (password.size() > 256) return false;
  const Turn turn;
  return crypto_pwhash_str_verify(stored.c_str(), password.data(), password.size()) == 0;
}

CheckedPassword check(const std::optional<storage::Row>& account, std::string_view password) {
  if (!account) {
    // Spends the same time, so that nobody learns which names exist.
    static const std::string nobody = argon2id("nobody has this password");
    static_cast<void>(verifies(nobody, password));
    return {};
  }
  return {account->text(0), verifies(account->text(1), password), account->text(1)};
}

void note(storage::Tx& tx, std::string_view act, std::string_view person) {
  storage::append_event(tx, {std::string(act), "account", std::string(person), "person",
                             std::string(person), "", base::JsonObject{}});
}

bool is_taken(storage::Connection& db, std::string_view person, std::string_view username) {
  return db
      .first("SELECT 1 FROM access_account WHERE username = ? AND person <> ?",
             {std::string(username), std::string(person)})
      .has_value();
}

struct SetupLink {
  std::string person;
};
base::Result<SetupLink> find_setup_link(storage::Connection& db, std::string_view token,
                                        base::Time at) {
  const auto row = db.first(
      "SELECT person FROM access_setup_link WHERE hash = ? AND used_at IS NULL AND expires_at > ?",
      {hash_of(token), at.micros});
  if (!row) return base::refusal("access.setup_link_invalid");
  return SetupLink{row->text(0)};
}

}  // namespace

base::Result<HashedPassword> hash_password(std::string_view password, std::string_view username) {
  const bool is_long_enough = password.size() >= 8 && password.size() <= 256;
  if (!is_long_enough || !base::is_utf8(password) || password == username) {
    return base::refusal("access.weak_password").at("password");
  }
  return HashedPassword{argon2id(password)};
}

base::Result<void> create_account(storage::Tx& tx, std::string_view person,
                                  std::string_view username, const HashedPassword& password) {
  const bool has_one = account_of(tx.db, person).has_value();
  if (has_one || username.empty() || is_taken(tx.db, person, username)) {
    return base::refusal("access.username_taken").at("username");
  }
  tx.db.execute(
      "INSERT INTO access_account (person, username, password, failures, failed_at, locked_until,"
      " must_change, is_disabled) VALUES (?, ?, ?, 0, 0, NULL, 0, 0)",
      {std::string(person), std::string(username), password.text});
  note(tx, "account.created", person);
  return {};
}

base::Result<void> set_password(storage::Tx& tx, std::string_view person,
                                const HashedPassword& password, std::string_view session_kept) {
  const int64_t changed = tx.db.execute(
      "UPDATE access_account SET password = ?, failures = 0, locked_until = NULL, must_change = 0 "
      "WHERE person = ?",
      {password.text, std::string(person)});
  if (changed == 0) return base::refusal("access.no_account");
  tx.db.execute(
      "UPDATE access_session SET ended_at = ? WHERE person = ? AND is_program = 0 AND ended_at IS "
      "NULL AND id <> ?",
      {tx.now.micros, std::string(person), std::string(session_kept)});
  note(tx, "account.password_changed", person);
  return {};
}

base::Result<void> disable_account(storage::Tx& tx, std::string_view person) {
  if (tx.db.execute("UPDATE access_account SET is_disabled = 1 WHERE person = ?",
                    {std::string(person)}) == 0) {
    return base::refusal("access.no_account");
  }
  tx.db.execute("UPDATE access_session SET ended_at = ? WHERE person = ? AND ended_at IS NULL",
                {tx.now.micros, std::string(person)});
  note(tx, "account.disabled", person);
  return {};
}

void enable_account(storage::Tx& tx, std::string_view person, const HashedPassword& unknown) {
  tx.db.execute(
      "UPDATE access_account SET is_disabled = 0, password = ?, failures = 0, locked_until = NULL "
      "WHERE person = ? AND is_disabled = 1",
      {unknown.text, std::string(person)});
  note(tx, "account.enabled", person);
}

std::optional<Account> account_of(storage::Connection& db, std::string_view person) {
  const auto row = db.first(
      "SELECT person, username, must_change, is_disabled, locked_until FROM access_account"
      " WHERE person = ?",
      {std::string(person)});
  if (!row) return {};
  return Account{row->text(0), row->text(1), row->integer(2) != 0, row->integer(3) != 0,
                 time_or_nothing(*row, 4)};
}

std::vector<Account> accounts(storage::Connection& db) {
  std::vector<Account> found;
  for (const storage::Row& row : db.query("SELECT person FROM access_account ORDER BY username")) {
    found.push_back(*account_of(db, row.text(0)));
  }
  return found;
}

bool has_accounts(storage::Connection& db) {
  return db.first("SELECT 1 FROM access_account").has_value();
}

CheckedPassword check_password(storage::Connection& db, std::string_view username,
                               std::string_view password) {
  return check(db.first("SELECT person, password FROM access_account WHERE username = ?",
                        {std::string(username)}),
               password);
}

CheckedPassword check_password_of(storage::Connection& db, std::string_view person,
                                  std::string_view password) {
  return check(db.first("SELECT person, password FROM access_account WHERE person = ?",
                        {std::string(person)}),
               password);
}

std::string create_setup_link(storage::Tx& tx, base::Random& random, std::string_view person) {
  std::string token = base::random_token(random, 32);
  tx.db.execute("UPDATE access_setup_link SET used_at = ? WHERE person = ? AND used_at IS NULL",
                {tx.now.micros, std::string(person)});
  tx.db.execute(
      "INSERT INTO access_setup_link (hash, person, expires_at, used_at) VALUES (?, ?, ?, NULL)",
      {hash_of(token), std::string(person), (tx.now + setup_link_max).micros});
  note(tx, "account.setup_link_made", person);
  return token;
}

base::Result<std::string> setup_link_person(storage::Connection& db, std::string_view token,
                                            base::Time at) {
  auto link = find_setup_link(db, token, at);
  if (!link) return link.error();
  return link->person;
}

base::Result<std::string> use_setup_link(storage::Tx& tx, std::string_view token,
                                         std::string_view username,
                                         const HashedPassword& password) {
  const auto link = find_setup_link(tx.db, token, tx.now);
  if (!link) return link.error();
  if (!account_of(tx.db, link->person)) {
    if (auto made = create_account(tx, link->person, username, password); !made)
      return made.error();
  } else if (auto set = set_password(tx, link->person, password, ""); !set) {
    return set.error();
  }
  tx.db.execute("UPDATE access_setup_link SET used_at = ? WHERE hash = ?",
                {tx.now.micros, hash_of(token)});
  return link->person;
}

}  // namespace entry
