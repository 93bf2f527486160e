#include "access/outside_link.h"

#include "access/secret/secret.h"
#include "base/json.h"

namespace entry {
namespace {

constexpr size_t token_bytes = 16;  // 128 bits

constexpr std::string_view columns =
    "SELECT id, subject_type, subject, purpose, recipient, created_by, created_at, expires_at, "
    "revoked_at, used_at,"
    " opened_at, code_hash, attempts_left FROM access_outside_link ";

struct Stored {
  OutsideLink link;
  std::string code_hash;
};

Stored stored_of_row(const storage::Row& row) {
  Stored stored;
  stored.link = {row.integer(0),
                 row.text(1),
                 row.text(2),
                 *purpose_of(row.text(3)),
                 row.text(4),
                 row.text(5),
                 {row.integer(6)},
                 {row.integer(7)},
                 time_or_nothing(row, 8),
                 time_or_nothing(row, 9),
                 time_or_nothing(row, 10),
                 !row.text(11).empty(),
                 static_cast<int>(row.integer(12))};
  stored.code_hash = row.text(11);
  return stored;
}

std::optional<Stored> find(storage::Connection& db, std::string_view token) {
  const auto row = db.first(std::string(columns) + "WHERE hash = ?", {hash_of(token)});
  if (!row) return {};
  return stored_of_row(*row);
}

// The link's token is mixed in, so equal codes of different links look different.
std::string code_hash_of(std::string_view token, std::string_view code) {
  return code.empty() ? std::string() : hash_of(std::string(token) + ":" + std::string(code));
}

bool is_over(const OutsideLink& link, base::Time at) {
  return link.revoked_at || link.used_at || link.expires_at <= at || link.attempts_left <= 0;
}

// Anyone outside: the history shows the link instead of a person.
void note(storage::Tx& tx, std::string_view act, const OutsideLink& link,
          const base::JsonObject& more = {}) {
  base::JsonObject changes{{"purpose", name_of(link.purpose)}, {"recipient", link.recipient}};
  for (const auto& [name, value] : more) changes[name] = value;
  storage::append_event(tx, {std::string(act), "outside_link", std::to_string(link.id),
                             link.subject_type, link.subject, "", std::move(changes)});
}

}  // namespace

std::string_view name_of(Purpose purpose) { return purpose == Purpose::View ? "view" : "sign"; }

std::optional<Purpose> purpose_of(std::string_view name) {
  if (name == "view") return Purpose::View;
  if (name == "sign") return Purpose::Sign;
  return {};
}

base::Result<CreatedLink> create_outside_link(storage::Tx& tx, base::Random& random,
                                              const NewOutsideLink& fresh) {
  if (fresh.expires_at <= tx.now || fresh.expires_at > tx.now + base::days(366)) {
    return base::refusal("access.link_period").at("expires_at");
  }
  CreatedLink created{tx.keys.next(), base::random_token(random, token_bytes)};
  tx.db.execute(
      "INSERT INTO access_outside_link (id, hash, subject_type, subject, purpose, recipient, "
      "code_hash,"
      " attempts_left, created_by, created_at, expires_at, revoked_at, used_at, opened_at)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, NULL)",
      {created.id, hash_of(created.token), fresh.subject_type, fresh.subject,
       std::string(name_of(fresh.purpose)), fresh.recipient,
       code_hash_of(created.token, fresh.code), int64_t{code_attempts_max}, tx.actor.person,
       tx.now.micros, fresh.expires_at.micros});
  note(tx, "outside_link.created", *outside_link(tx.db, created.id),
       {{"expires_at", base::print_utc(fresh.expires_at)}});
  return created;
}

base::Result<OutsideLink> peek_outside_link(storage::Connection& db, std::string_view token,
                                            std::string_view code, base::Time at) {
  const auto stored = find(db, token);
  if (!stored) return base::refusal("access.link_invalid");
  if (is_over(stored->link, at)) return base::refusal("access.link_over");
  if (stored->link.has_code && code.empty()) return base::refusal("access.code_required");
  if (stored->code_hash != code_hash_of(token, stored->link.has_code ? code : "")) {
    return base::refusal("access.wrong_code");
  }
  return stored->link;
}

OpenOutcome open_outside_link(storage::Tx& tx, std::string_view token, std::string_view code) {
  auto peeked = peek_outside_link(tx.db, token, code, tx.now);
  if (!peeked) {
    const auto stored = find(tx.db, token);
    if (peeked.error().code == "access.wrong_code") {
      tx.db.execute("UPDATE access_outside_link SET attempts_left = attempts_left - 1 WHERE id = ?",
                    {stored->link.id});
      note(tx, "outside_link.wrong_code", stored->link,
           {{"attempts_left", stored->link.attempts_left - 1}});
    }
    return {{}, peeked.error()};
  }
  if (!peeked->opened_at) {
    tx.db.execute("UPDATE access_outside_link SET opened_at = ? WHERE id = ?",
                  {tx.now.micros, peeked->id});
    note(tx, "outside_link.opened", *peeked);
    peeked->opened_at = tx.now;
  }
  return {*peeked, {}};
}

base::Result<void> use_up(storage::Tx& tx, int64_t id, std::string_view signer) {
  const auto link = outside_link(tx.db, id);
  if (!link) return base::refusal("access.no_link");
  if (is_over(*link, tx.now) || link->purpose != Purpose::Sign)
    return base::refusal("access.link_over");
  tx.db.execute("UPDATE access_outside_link SET used_at = ? WHERE id = ?", {tx.now.micros, id});
  note(tx, "outside_link.used", *link, {{"signer", signer}});
  return {};
}

base::Result<void> revoke_outside_link(storage::Tx& tx, int64_t id) {
  const auto link = outside_link(tx.db, id);
  if (!link || link->revoked_at) return base::refusal("access.no_link");
  tx.db.execute("UPDATE access_outside_link SET revoked_at = ? WHERE id = ?", {tx.now.micros, id});
  note(tx, "outside_link.revoked", *link);
  return {};
}

std::optional<OutsideLink> outside_link(storage::Connection& db, int64_t id) {
  const auto row = db.first(std::string(columns) + "WHERE id = ?", {id});
  if (!row) return {};
  return stored_of_row(*row).link;
}

std::vector<OutsideLink> outside_links(storage::Connection& db, std::string_view subject_type,
                                       std::string_view subject) {
  std::vector<OutsideLink> found;
  for (const storage::Row& row :
       db.query(std::string(columns) + "WHERE subject_type = ? AND subject = ? ORDER BY id DESC",
                {std::string(subject_type), std::string(subject)})) {
    found.push_back(stored_of_row(row).link);
  }
  return found;
}

}  // namespace entry
