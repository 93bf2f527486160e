#include "org/deputies.h"

#include <algorithm>

#include "base/json.h"
#include "base/text.h"

namespace org {
namespace {

constexpr std::string_view columns =
    "SELECT id, of_id, is_position, deputy, from_at, until_at, reason, scope, created_by, "
    "created_at, mode FROM org_deputy ";

// Scope is stored as ",a,b,", empty for everything.
std::string stored_scope(const std::vector<std::string>& scope) {
  return scope.empty() ? std::string() : "," + base::join(scope, ",") + ",";
}

DeputyRow deputy_of_row(const storage::Row& row) {
  DeputyRow found{row.integer(0),
                  row.text(1),
                  row.integer(2) != 0,
                  row.text(3),
                  {row.integer(4)},
                  {},
                  row.text(6),
                  base::split(row.text(7), ','),
                  row.text(8),
                  {row.integer(9)},
                  deputy_mode(row.text(10)).value_or(DeputyMode::Beside)};
  if (!row.is_null(5)) found.until = base::Time{row.integer(5)};
  return found;
}

std::vector<DeputyRow> query(storage::Connection& db, std::string_view where,
                             const std::vector<storage::Cell>& parameters) {
  std::vector<DeputyRow> found;
  for (const storage::Row& row : db.query(std::string(columns).append(where), parameters)) {
    found.push_back(deputy_of_row(row));
  }
  return found;
}

base::Error unknown(std::string_view place, std::string_view id) {
  return base::refusal("org.unknown_reference")
      .at(std::string(place))
      .because("unknown id: " + std::string(id));
}

}  // namespace

std::string_view name_of(DeputyMode mode) {
  return mode == DeputyMode::Instead ? "instead" : "beside";
}

std::optional<DeputyMode> deputy_mode(std::string_view name) {
  if (name == "instead") return DeputyMode::Instead;
  if (name == "beside") return DeputyMode::Beside;
  return {};
}

base::Result<int64_t> set_deputy(storage::Tx& tx, const NewDeputy& fresh) {
  const bool is_position = position(tx.db, fresh.of).has_value();
  if (!is_position && !person(tx.db, fresh.of)) return unknown("of", fresh.of);
  const auto stand_in = person(tx.db, fresh.deputy);
  if (!stand_in || !stand_in->is_active) return unknown("deputy", fresh.deputy);
  if (fresh.of == fresh.deputy) return base::refusal("org.deputy_self").at("deputy");
  if (fresh.until && *fresh.until <= fresh.from)
    return base::refusal("org.deputy_period").at("until");

  const int64_t key = tx.keys.next();
  const storage::Cell until =
      fresh.until ? storage::Cell(fresh.until->micros) : storage::Cell(nullptr);
  tx.db.execute(
      "INSERT INTO org_deputy (id, of_id, is_position, deputy, from_at, until_at, reason, scope, "
      "created_by,"
      " created_at, mode) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {key, fresh.of, int64_t{is_position}, fresh.deputy, fresh.from.micros, until, fresh.reason,
       stored_scope(fresh.scope), tx.actor.person, tx.now.micros,
       std::string(name_of(fresh.mode))});
  storage::append_event(
      tx, {"deputy.set", "deputy", std::to_string(key), is_position ? "position" : "person",
           fresh.of, "",
           base::JsonObject{
               {"of", fresh.of},
               {"deputy", fresh.deputy},
               {"mode", name_of(fresh.mode)},
               {"from", base::print_utc(fresh.from)},
               {"until", fresh.until ? base::Json(base::print_utc(*fresh.until)) : base::Json()},
               {"reason", fresh.reason}}});
  return key;
}

base::Result<void> revoke_deputy(storage::Tx& tx, int64_t key) {
  const auto found = deputy(tx.db, key);
  if (!found || (found->until && *found->until <= tx.now)) return base::refusal("org.no_deputy");
  tx.db.execute("UPDATE org_deputy SET until_at = ? WHERE id = ?", {tx.now.micros, key});
  storage::append_event(tx, {"deputy.revoked", "deputy", std::to_string(key),
                             found->is_position ? "position" : "person", found->of, "",
                             base::JsonObject{{"of", found->of}, {"deputy", found->deputy}}});
  return {};
}

std::optional<DeputyRow> deputy(storage::Connection& db, int64_t key) {
  auto found = query(db, "WHERE id = ?", {key});
  if (found.empty()) return {};
  return std::move(found.front());
}

std::vector<DeputyRow> deputies(storage::Connection& db, base::Time at) {
  return query(db, "WHERE until_at IS NULL OR until_at > ? ORDER BY from_at, id", {at.micros});
}

std::vector<DeputyRow> deputised_by(storage::Connection& db, std::string_view deputy,
                                    base::Time at) {
  return query(db,
               "WHERE deputy = ? AND from_at <= ? AND (until_at IS NULL OR until_at > ?) "
               "ORDER BY from_at, id",
               {std::string(deputy), at.micros, at.micros});
}

std::vector<DeputyRow> replacements_of(storage::Connection& db, std::string_view of,
                                       std::string_view process, base::Time at) {
  const auto is_instead = [](const DeputyRow& row) { return row.mode == DeputyMode::Instead; };
  auto found = deputies_of(db, of, process, at);
  std::erase_if(found, [&](const DeputyRow& row) {
    return !is_instead(row) ||
           std::ranges::any_of(deputies_of(db, row.deputy, process, at), is_instead);
  });
  return found;
}

std::vector<DeputyRow> deputies_of(storage::Connection& db, std::string_view of,
                                   std::string_view process, base::Time at) {
  auto found = query(db,
                     "WHERE of_id = ? AND from_at <= ? AND (until_at IS NULL OR until_at > ?) "
                     "ORDER BY from_at, id",
                     {std::string(of), at.micros, at.micros});
  std::erase_if(found, [&](const DeputyRow& row) {
    const bool is_in_scope =
        row.scope.empty() || std::ranges::find(row.scope, process) != row.scope.end();
    const auto stand_in = person(db, row.deputy);
    return !is_in_scope || !stand_in || !stand_in->is_active;
  });
  return found;
}

}  // namespace org
