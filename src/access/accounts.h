// Accounts and passwords. Hashing is slow on purpose and never done on the writer's thread: first
// hash or check on any thread, then store or sign in inside an operation.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.h"
#include "base/result.h"
#include "storage/database.h"
#include "storage/tx.h"

namespace entry {

struct Account {
  std::string person;
  std::string username;
  bool must_change_password = false;
  bool is_disabled = false;
  std::optional<base::Time> locked_until;
};

// A password as it is stored (Argon2id of libsodium with its parameters and salt).
struct HashedPassword {
  std::string text;
};
// At least 8 and at most 256 bytes of UTF-8, not the username; refuses with access.weak_password.
base::Result<HashedPassword> hash_password(std::string_view password, std::string_view username);

// Refuses with access.username_taken.
base::Result<void> create_account(storage::Tx& tx, std::string_view person,
                                  std::string_view username, const HashedPassword& password);
// Ends all sessions of the person but `session_kept` (a public id, may be empty).
base::Result<void> set_password(storage::Tx& tx, std::string_view person,
                                const HashedPassword& password, std::string_view session_kept);
base::Result<void> disable_account(storage::Tx& tx, std::string_view person);
// Its person is back; the old password stays without effect until a link sets a new one.
void enable_account(storage::Tx& tx, std::string_view person, const HashedPassword& unknown);
std::optional<Account> account_of(storage::Connection& db, std::string_view person);
// By user name.
std::vector<Account> accounts(storage::Connection& db);
bool has_accounts(storage::Connection& db);

// The outcome of comparing a password, to be brought to the writer.
struct CheckedPassword {
  std::string person;  // empty: no such account (the same time was spent)
  bool matches = false;
  std::string stored;  // the hash that was compared; a change in between voids the check
};
CheckedPassword check_password(storage::Connection& db, std::string_view username,
                               std::string_view password);
CheckedPassword check_password_of(storage::Connection& db, std::string_view person,
                                  std::string_view password);

// A one-time link: whoever opens it sets the person's password; earlier ones are void.
// Returns the token; only its hash is stored. Valid for 24 hours and one use.
std::string create_setup_link(storage::Tx& tx, base::Random& random, std::string_view person);
// Refuses with access.setup_link_invalid.
base::Result<std::string> setup_link_person(storage::Connection& db, std::string_view token,
                                            base::Time at);
base::Result<std::string> use_setup_link(storage::Tx& tx, std::string_view token,
                                         std::string_view username, const HashedPassword& password);

std::span<const storage::Migration> migrations();

}  // namespace entry
