// Sign-in, sessions, and tokens of programs. Secrets are 256 random bits, stored as SHA-256 only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/accounts.h"
#include "base/random.h"
#include "base/result.h"
#include "storage/tx.h"

namespace entry {

inline constexpr base::Span idle_max = base::hours(8);
inline constexpr base::Span session_max = base::days(30);
inline constexpr int failures_max = 5;
inline constexpr base::Span lock_out = base::minutes(15);

struct SignedIn {
  std::string token;  // for the cookie; never stored
  std::string session;
  std::string person;
  base::Time expires_at;
};

// What a sign-in came to. A refusal must be committed too: it counts the failure. So the operation
// answers well and the caller looks here.
struct SignInOutcome {
  std::optional<SignedIn> signed_in;
  std::optional<base::Error> refused;  // access.wrong_password, access.locked, access.disabled
};
SignInOutcome sign_in(storage::Tx& tx, base::Random& random, const CheckedPassword& checked);

// A session without a password, right after a setup link was used.
SignedIn open_session(storage::Tx& tx, base::Random& random, std::string_view person);

struct Session {
  std::string id;  // public, shows nothing of the token
  std::string person;
  base::Time created_at;
  base::Time seen_at;
  base::Time expires_at;  // the earlier of idle and absolute
  bool is_program = false;
};

// A session by its cookie, or a program by its token. Refuses with access.not_signed_in (unknown,
// ended or expired).
base::Result<Session> find_session(storage::Connection& db, std::string_view token, base::Time at);
// Whether the session's last use should be written down now (at most every 5 minutes).
bool wants_touch(const Session& session, base::Time at);
void touch_session(storage::Tx& tx, const Session& session);
void sign_out(storage::Tx& tx, std::string_view session);

struct NewToken {
  std::string person;
  std::string title;
  std::optional<base::Time> expires_at;
};
struct CreatedToken {
  std::string id;
  std::string token;  // shown once
};
CreatedToken create_token(storage::Tx& tx, base::Random& random, const NewToken& token);
// Refuses with access.no_token.
base::Result<void> revoke_token(storage::Tx& tx, std::string_view person, std::string_view id);

struct TokenRow {
  std::string id;
  std::string title;
  base::Time created_at;
  std::optional<base::Time> expires_at;
  std::optional<base::Time> used_at;
};
std::vector<TokenRow> tokens(storage::Connection& db, std::string_view person);

}  // namespace entry
