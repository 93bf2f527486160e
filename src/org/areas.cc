// Areas of responsibility: who answers for which region or shop.
#include "org/structure.h"

namespace org {
namespace {

constexpr std::string_view in_force =
    "SELECT a.id, a.person, a.position, a.unit, a.from_at, a.until_at FROM org_area a"
    " JOIN org_person o ON o.id = a.person WHERE o.is_active = 1 AND a.from_at <= ?"
    " AND (a.until_at IS NULL OR a.until_at > ?) AND EXISTS (SELECT 1 FROM org_post p"
    " WHERE p.person = a.person AND p.position = a.position AND p.from_at <= ?"
    " AND (p.until_at IS NULL OR p.until_at > ?))";

std::vector<Area> query(storage::Connection& db, std::string_view more, base::Time at,
                        const std::vector<storage::Cell>& further) {
  std::vector<storage::Cell> parameters(4, at.micros);
  parameters.insert(parameters.end(), further.begin(), further.end());
  std::vector<Area> found;
  for (const storage::Row& row :
       db.query(std::string(in_force).append(more) + " ORDER BY a.from_at, a.id", parameters)) {
    Area area{row.integer(0), row.text(1), row.text(2), row.text(3), {row.integer(4)}, {}};
    if (!row.is_null(5)) area.until = base::Time{row.integer(5)};
    found.push_back(std::move(area));
  }
  return found;
}

base::Error unknown(std::string_view place, std::string_view id) {
  return base::refusal("org.unknown_reference")
      .at(std::string(place))
      .because("unknown id: " + std::string(id));
}

base::Result<void> check(storage::Tx& tx, const Area& area) {
  if (!unit_at(tx.db, area.unit, area.from)) return unknown("unit", area.unit);
  if (!position_at(tx.db, area.position, area.from)) return unknown("position", area.position);
  if (area.from < tx.now) return base::refusal("org.change_in_past").at("from");
  if (!holds(tx.db, area.person, area.position, area.from))
    return base::refusal("org.no_post").at("person");
  for (const Area& each : query(tx.db, " AND a.unit = ? AND a.position = ? AND a.person = ?",
                                area.from, {area.unit, area.position, area.person})) {
    return base::refusal("org.area_exists").at(each.unit);
  }
  return {};
}

}  // namespace

base::Result<int64_t> give_area(storage::Tx& tx, const Area& area) {
  if (auto checked = check(tx, area); !checked) return checked.error();
  const int64_t key = tx.keys.next();
  const storage::Cell until =
      area.until ? storage::Cell(area.until->micros) : storage::Cell(nullptr);
  tx.db.execute(
      "INSERT INTO org_area (id, person, position, unit, from_at, until_at) VALUES (?, ?, ?, ?, ?, "
      "?)",
      {key, area.person, area.position, area.unit, area.from.micros, until});
  storage::append_event(tx, {"area.given", "person", area.person, "person", area.person, "",
                             base::JsonObject{{"position", area.position},
                                              {"unit", area.unit},
                                              {"from", base::print_utc(area.from)}}});
  return key;
}

base::Result<void> end_area(storage::Tx& tx, int64_t key) {
  const auto row = tx.db.first(
      "SELECT person, unit FROM org_area WHERE id = ? AND (until_at IS NULL OR until_at > ?)",
      {key, tx.now.micros});
  if (!row) return base::refusal("org.no_area");
  tx.db.execute("UPDATE org_area SET until_at = ? WHERE id = ?", {tx.now.micros, key});
  storage::append_event(tx, {"area.ended", "person", row->text(0), "person", row->text(0), "",
                             base::JsonObject{{"unit", row->text(1)}}});
  return {};
}

std::vector<Area> areas(storage::Connection& db, base::Time at) { return query(db, "", at, {}); }

}  // namespace org
