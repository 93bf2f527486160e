#include "org/structure.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "org/organisation.h"
#include "org/reporting.h"

namespace org {
namespace {

base::Error unknown(std::string_view place, std::string_view id) {
  return base::refusal("org.unknown_reference")
      .at(std::string(place))
      .because("unknown id: " + std::string(id));
}

constexpr std::array<std::string_view, 5> unit_kind_names = {"company", "department", "team",
                                                             "region", "shop"};
constexpr std::string_view unit_columns =
    "SELECT unit, title_zh, title_en, kind, parent, head FROM org_unit_term WHERE ";
constexpr std::string_view position_columns =
    "SELECT position, title_zh, title_en, unit, superior, headcount FROM org_position_term WHERE ";
// At a time given twice as parameters.
constexpr std::string_view in_force = "from_at <= ? AND (until_at IS NULL OR until_at > ?)";
constexpr std::string_view by_place = " ORDER BY place, 1";

void read(const storage::Row& row, UnitTerm& term) {
  term = {row.text(0),
          {row.text(1), row.text(2)},
          unit_kind(row.text(3)).value_or(UnitKind::Department),
          row.text(4),
          row.text(5)};
}

void read(const storage::Row& row, PositionTerm& term) {
  term = {row.text(0), {row.text(1), row.text(2)}, row.text(3), row.text(4), row.integer(5)};
}

// All in force, or the one that the query asks for besides.
template <class Term>
std::vector<Term> rows(storage::Connection& db, const std::string& query, base::Time at,
                       std::string_view id) {
  std::vector<storage::Cell> parameters = {at.micros, at.micros};
  if (!id.empty()) parameters.push_back(std::string(id));
  std::vector<Term> found;
  for (const storage::Row& row : db.query(query, parameters)) read(row, found.emplace_back());
  return found;
}

std::vector<base::Time> times(storage::Connection& db, const std::string& text,
                              const std::vector<storage::Cell>& parameters) {
  std::vector<base::Time> found;
  for (const storage::Row& row : db.query(text, parameters)) found.push_back({row.integer(0)});
  return found;
}

// The stored structure with one row put in its place.
struct Changed {
  std::optional<UnitTerm> unit;
  std::optional<PositionTerm> position;
};

Structure structure_with(storage::Connection& db, const Changed& changed, base::Time at) {
  const Structure stored = structure_at(db, at);
  return {[stored, &changed](std::string_view id) {
            return changed.unit && changed.unit->id == id ? changed.unit : stored.unit(id);
          },
          [stored, &changed](std::string_view id) {
            return changed.position && changed.position->id == id ? changed.position
                                                                  : stored.position(id);
          }};
}

// Everybody has a finite line of superiors.
base::Result<void> check_lines(storage::Connection& db, const Changed& changed, base::Time at) {
  const Structure structure = structure_with(db, changed, at);
  if (changed.unit) {
    if (auto above = units_from(structure, changed.unit->id); !above) return above.error();
  }
  auto all = positions_at(db, at);
  if (changed.position) all.push_back(*changed.position);
  for (const PositionTerm& each : all) {
    if (auto line = superiors_of(structure, each.id); !line) return line.error();
  }
  return {};
}

base::Result<void> check_references(storage::Connection& db, const Changed& changed,
                                    base::Time at) {
  if (const auto& fresh = changed.unit) {
    if (!fresh->parent.empty() && fresh->parent != fresh->id && !unit_at(db, fresh->parent, at))
      return unknown("parent", fresh->parent);
    if (!fresh->head.empty() && !position_at(db, fresh->head, at))
      return unknown("head", fresh->head);
  }
  if (const auto& fresh = changed.position) {
    if (!unit_at(db, fresh->unit, at)) return unknown("unit", fresh->unit);
    if (!fresh->superior.empty() && fresh->superior != fresh->id &&
        !position_at(db, fresh->superior, at))
      return unknown("superior", fresh->superior);
  }
  return {};
}

// What holds of a unit or position from one moment to the next change, as columns.
struct Terms {
  std::string table;    // org_unit, org_position
  std::string id_name;  // unit, position
};
const Terms unit_terms{"org_unit", "unit"};
const Terms position_terms{"org_position", "position"};

std::optional<base::Time> next_term(storage::Connection& db, const Terms& terms,
                                    std::string_view id, base::Time from) {
  const auto found = times(db,
                           "SELECT from_at FROM " + terms.table + "_term WHERE " + terms.id_name +
                               " = ? AND from_at > ? ORDER BY from_at LIMIT 1",
                           {std::string(id), from.micros});
  if (found.empty()) return {};
  return found.front();
}

// Moments at which the change meets another structure: its beginning, and what is planned within
// it.
std::vector<base::Time> moments_of(storage::Connection& db, base::Time from,
                                   std::optional<base::Time> until) {
  std::vector<base::Time> moments = {from};
  for (const base::Time at : planned_changes(db, from)) {
    if (!until || at < *until) moments.push_back(at);
  }
  return moments;
}

base::Result<void> check(storage::Tx& tx, const Changed& changed, std::string_view id,
                         base::Time from, std::optional<base::Time> until) {
  if (!may_be_id(id)) return base::refusal("org.bad_id").at("id");
  if (from < tx.now) return base::refusal("org.change_in_past").at("from");
  for (const base::Time at : moments_of(tx.db, from, until)) {
    if (auto known = check_references(tx.db, changed, at); !known) return known;
    if (auto lines = check_lines(tx.db, changed, at); !lines) return lines;
  }
  return {};
}

// Where it stands in lists: as before, or last.
int64_t place_of(storage::Connection& db, const Terms& terms, std::string_view id) {
  const auto known =
      db.first("SELECT max(place) FROM " + terms.table + "_term WHERE " + terms.id_name + " = ?",
               {std::string(id)});
  if (!known->is_null(0)) return known->integer(0);
  return db.first("SELECT COALESCE(max(place), 0) + 1 FROM " + terms.table + "_term", {})
      ->integer(0);
}

void end_term(storage::Tx& tx, const Terms& terms, std::string_view id, base::Time from) {
  const std::string table = terms.table + "_term WHERE " + terms.id_name + " = ? AND ";
  tx.db.execute("DELETE FROM " + table + "from_at = ?", {std::string(id), from.micros});
  tx.db.execute("UPDATE " + terms.table + "_term SET until_at = ? WHERE " + terms.id_name +
                    " = ? AND from_at < ? AND (until_at IS NULL OR until_at > ?)",
                {from.micros, std::string(id), from.micros, from.micros});
}

storage::Cell cell_of(const std::optional<base::Time>& time) {
  return time ? storage::Cell(time->micros) : storage::Cell(nullptr);
}

void note(storage::Tx& tx, std::string_view act, const Terms& terms, std::string_view id,
          base::JsonObject changes) {
  storage::append_event(tx, {terms.id_name + "." + std::string(act), terms.id_name, std::string(id),
                             "", "", "", std::move(changes)});
}

void require(base::Error& error, const std::string& id, const base::Text& title, base::Text how) {
  error.missing.push_back({base::Missing::Kind::Field, id, title, std::move(how)});
}

base::Result<void> close(storage::Tx& tx, const Terms& terms, std::string_view id, base::Time from,
                         base::Error in_use) {
  if (from < tx.now) return base::refusal("org.change_in_past").at("from");
  if (!in_use.missing.empty()) return in_use;
  tx.db.execute(
      "DELETE FROM " + terms.table + "_term WHERE " + terms.id_name + " = ? AND from_at > ?",
      {std::string(id), from.micros});
  end_term(tx, terms, id, from);
  take_effect(tx);
  note(tx, "closed", terms, id, {{"from", base::print_utc(from)}});
  return {};
}

// What refers to a unit or position at a moment.
void collect_uses_of_unit(storage::Connection& db, std::string_view id, base::Time at,
                          base::Error& in_use) {
  for (const UnitTerm& each : units_at(db, at)) {
    if (each.parent == id)
      require(in_use, each.id, each.title, {"下级部门须先移走或撤销", "Move or close it first"});
  }
  for (const PositionTerm& each : positions_at(db, at)) {
    if (each.unit == id)
      require(in_use, each.id, each.title, {"岗位须先移走或撤销", "Move or close it first"});
  }
}

void collect_uses_of_position(storage::Connection& db, std::string_view id, base::Time at,
                              base::Error& in_use) {
  for (const std::string& person : holders(db, id, at))
    require(in_use, person, name_of(db, person), {"须先免去任职", "End the post first"});
  for (const UnitTerm& each : units_at(db, at)) {
    if (each.head == id)
      require(in_use, each.id, each.title, {"须先更换负责人", "Give it another head first"});
  }
  for (const PositionTerm& each : positions_at(db, at)) {
    if (each.superior == id)
      require(in_use, each.id, each.title, {"须先更换上级", "Give it another superior first"});
  }
}

using Collect = void (*)(storage::Connection&, std::string_view, base::Time, base::Error&);

// Of the first moment, from `from` on, at which something does.
base::Error uses(storage::Connection& db, std::string_view id, base::Time from, Collect collect) {
  base::Error in_use = base::refusal("org.still_in_use").at(std::string(id));
  for (const base::Time at : moments_of(db, from, {})) {
    collect(db, id, at, in_use);
    if (!in_use.missing.empty()) break;
  }
  return in_use;
}

}  // namespace

std::string_view name_of(UnitKind kind) { return unit_kind_names[static_cast<size_t>(kind)]; }

std::optional<UnitKind> unit_kind(std::string_view name) {
  const auto found = std::ranges::find(unit_kind_names, name);
  if (found == unit_kind_names.end()) return {};
  return static_cast<UnitKind>(found - unit_kind_names.begin());
}

std::vector<UnitTerm> units_at(storage::Connection& db, base::Time at) {
  return rows<UnitTerm>(db, std::string(unit_columns).append(in_force).append(by_place), at, {});
}

std::vector<PositionTerm> positions_at(storage::Connection& db, base::Time at) {
  return rows<PositionTerm>(db, std::string(position_columns).append(in_force).append(by_place), at,
                            {});
}

std::optional<UnitTerm> unit_at(storage::Connection& db, std::string_view id, base::Time at) {
  if (id.empty()) return {};
  auto found = rows<UnitTerm>(
      db, std::string(unit_columns).append(in_force).append(" AND unit = ?"), at, id);
  if (found.empty()) return {};
  return std::move(found.front());
}

std::optional<PositionTerm> position_at(storage::Connection& db, std::string_view id,
                                        base::Time at) {
  if (id.empty()) return {};
  auto found = rows<PositionTerm>(
      db, std::string(position_columns).append(in_force).append(" AND position = ?"), at, id);
  if (found.empty()) return {};
  return std::move(found.front());
}

std::optional<base::Text> known_title(storage::Connection& db, std::string_view position) {
  const auto row = db.first(
      "SELECT title_zh, title_en FROM org_position_term WHERE position = ? ORDER BY from_at DESC "
      "LIMIT 1",
      {std::string(position)});
  if (!row) return {};
  return base::Text{row->text(0), row->text(1)};
}

void take_effect(storage::Tx& tx) {
  const std::vector<storage::Cell> now = {tx.now.micros, tx.now.micros};
  tx.db.execute("DELETE FROM org_unit", {});
  tx.db.execute(
      "INSERT INTO org_unit (id, title_zh, title_en, parent, head, place) SELECT unit, title_zh, "
      "title_en, parent, head, place FROM org_unit_term WHERE " +
          std::string(in_force),
      now);
  tx.db.execute("DELETE FROM org_position", {});
  tx.db.execute(
      "INSERT INTO org_position (id, title_zh, title_en, unit, headcount, place) SELECT position, "
      "title_zh, title_en, unit, headcount, place FROM org_position_term WHERE " +
          std::string(in_force),
      now);
}

base::Result<void> change_unit(storage::Tx& tx, const UnitTerm& fresh, base::Time from) {
  const auto until = next_term(tx.db, unit_terms, fresh.id, from);
  if (auto checked = check(tx, {fresh, {}}, fresh.id, from, until); !checked) return checked;
  const int64_t place = place_of(tx.db, unit_terms, fresh.id);
  end_term(tx, unit_terms, fresh.id, from);
  tx.db.execute(
      "INSERT INTO org_unit_term (unit, from_at, until_at, title_zh, title_en, kind, parent, head, "
      "place) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {fresh.id, from.micros, cell_of(until), fresh.title.zh, fresh.title.en,
       std::string(name_of(fresh.kind)), fresh.parent, fresh.head, place});
  take_effect(tx);
  note(tx, "changed", unit_terms, fresh.id,
       {{"from", base::print_utc(from)},
        {"title", fresh.title.zh},
        {"kind", name_of(fresh.kind)},
        {"parent", fresh.parent},
        {"head", fresh.head}});
  return {};
}

base::Result<void> change_position(storage::Tx& tx, const PositionTerm& fresh, base::Time from) {
  if (person(tx.db, fresh.id)) return base::refusal("org.person_exists").at("id");
  const auto until = next_term(tx.db, position_terms, fresh.id, from);
  if (auto checked = check(tx, {{}, fresh}, fresh.id, from, until); !checked) return checked;
  const int64_t place = place_of(tx.db, position_terms, fresh.id);
  end_term(tx, position_terms, fresh.id, from);
  tx.db.execute(
      "INSERT INTO org_position_term (position, from_at, until_at, title_zh, title_en, unit, "
      "superior, headcount, place) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {fresh.id, from.micros, cell_of(until), fresh.title.zh, fresh.title.en, fresh.unit,
       fresh.superior, fresh.headcount, place});
  take_effect(tx);
  note(tx, "changed", position_terms, fresh.id,
       {{"from", base::print_utc(from)},
        {"title", fresh.title.zh},
        {"unit", fresh.unit},
        {"superior", fresh.superior},
        {"headcount", fresh.headcount}});
  return {};
}

base::Result<void> close_unit(storage::Tx& tx, std::string_view id, base::Time from) {
  if (!unit_at(tx.db, id, from)) return unknown("unit", id);
  return close(tx, unit_terms, id, from, uses(tx.db, id, from, collect_uses_of_unit));
}

base::Result<void> close_position(storage::Tx& tx, std::string_view id, base::Time from) {
  if (!position_at(tx.db, id, from)) return unknown("position", id);
  return close(tx, position_terms, id, from, uses(tx.db, id, from, collect_uses_of_position));
}

std::vector<base::Time> planned_changes(storage::Connection& db, base::Time at) {
  std::string text;
  std::vector<storage::Cell> parameters;
  for (const std::string_view table :
       {"org_unit_term", "org_position_term", "org_post", "org_area"}) {
    for (const std::string_view column : {"from_at", "until_at"}) {
      text += text.empty() ? "" : " UNION ";
      text.append("SELECT ").append(column).append(" AS at FROM ").append(table);
      text.append(" WHERE ").append(column).append(" > ?");
      parameters.push_back(at.micros);
    }
  }
  return times(db, text + " ORDER BY 1", parameters);
}

}  // namespace org
