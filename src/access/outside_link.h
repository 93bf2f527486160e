// Links for people outside the company: 128 random bits stored hashed, an end, revocable, with an
// optional code that is asked for and has few attempts.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.h"
#include "base/result.h"
#include "storage/tx.h"

namespace entry {

enum class Purpose { View, Sign };
std::string_view name_of(Purpose purpose);  // "view", "sign"
std::optional<Purpose> purpose_of(std::string_view name);

inline constexpr int code_attempts_max = 5;

struct NewOutsideLink {
  std::string subject_type;  // record type id
  std::string subject;       // record id as text
  Purpose purpose = Purpose::View;
  base::Time expires_at;
  std::string code;       // empty: none is asked for
  std::string recipient;  // for whom, free text
};

struct CreatedLink {
  int64_t id = 0;
  std::string token;  // shown once
};

struct OutsideLink {
  int64_t id = 0;
  std::string subject_type;
  std::string subject;
  Purpose purpose = Purpose::View;
  std::string recipient;
  std::string created_by;
  base::Time created_at;
  base::Time expires_at;
  std::optional<base::Time> revoked_at;
  std::optional<base::Time> used_at;    // a signing link is used up by the signature
  std::optional<base::Time> opened_at;  // first time
  bool has_code = false;
  int attempts_left = code_attempts_max;
};

// Refuses with access.link_period when the end is not in (now, now + 366 days].
base::Result<CreatedLink> create_outside_link(storage::Tx& tx, base::Random& random,
                                              const NewOutsideLink& link);

// Looks without changing: refuses with access.link_invalid (unknown token; nothing is said about
// why), access.link_over (expired, revoked, used up or too many wrong codes), access.code_required
// when a code is asked for and `code` is empty.
base::Result<OutsideLink> peek_outside_link(storage::Connection& db, std::string_view token,
                                            std::string_view code, base::Time at);

// Opens it: counts a wrong code, notes the opening. A refusal must be committed too (see
// SignInOutcome).
struct OpenOutcome {
  std::optional<OutsideLink> link;
  std::optional<base::Error> refused;  // as above and access.wrong_code
};
OpenOutcome open_outside_link(storage::Tx& tx, std::string_view token, std::string_view code);

// Marks a signing link as used, inside the operation that stores the signature; `signer` is the
// name that stands under it.
base::Result<void> use_up(storage::Tx& tx, int64_t id, std::string_view signer);
// Refuses with access.no_link.
base::Result<void> revoke_outside_link(storage::Tx& tx, int64_t id);
std::optional<OutsideLink> outside_link(storage::Connection& db, int64_t id);
// Newest first.
std::vector<OutsideLink> outside_links(storage::Connection& db, std::string_view subject_type,
                                       std::string_view subject);

}  // namespace entry
