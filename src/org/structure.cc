#include "org/structure.h"

#include <algorithm>
#include <array>
#include <map>

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

template <class Term>
using ById = std::map<std::string, Term, std::less<>>;

// All units and positions at a moment.
struct Company {
  ById<UnitTerm> units;
  ById<PositionTerm> positions;

  Company(storage::Connection& db, base::Time at) {
    for (UnitTerm& unit : units_at(db, at)) put(std::move(unit));
    for (PositionTerm& position : positions_at(db, at)) put(std::move(position));
  }
  void put(UnitTerm unit) { units.insert_or_assign(unit.id, std::move(unit)); }
  void put(PositionTerm position) { positions.insert_or_assign(position.id, std::move(position)); }
  Structure structure() const {
    return {[this](std::string_view id) { return find(units, id); },
            [this](std::string_view id) { return find(positions, id); }};
  }

 private:
  template <class Term>
  static std::optional<Term> find(const ById<Term>& terms, std::string_view id) {
    const auto found = terms.find(id);
    return found == terms.end() ? std::nullopt : std::optional(found->second);
  }
};

base::Result<void> check_references(const Company& company, const UnitTerm& fresh) {
  if (!fresh.parent.empty() && fresh.parent != fresh.id && !company.units.contains(fresh.parent))
    return unknown("parent", fresh.parent);
  if (!fresh.head.empty() && !company.positions.contains(fresh.head))
    return unknown("head", fresh.head);
  return {};
}

base::Result<void> check_references(const Company& company, const PositionTerm& fresh) {
  if (!company.units.contains(fresh.unit)) return unknown("unit", fresh.unit);
  if (!fresh.superior.empty() && fresh.superior != fresh.id &&
      !company.positions.contains(fresh.superior))
    return unknown("superior", fresh.superior);
  return {};
}

const std::string& above(const UnitTerm& unit) { return unit.parent; }
const std::string& above(const PositionTerm& position) { return position.superior; }

// "a → b → a", as far as each names the next.
template <class Term>
std::string circle_of(const ById<Term>& terms, const std::string& start) {
  std::string circle = start;
  std::string here = start;
  for (size_t steps = 0; steps <= terms.size(); ++steps) {
    const auto found = terms.find(here);
    if (found == terms.end() || above(found->second).empty()) return {};
    here = above(found->second);
    circle += " → " + here;
    if (here == start) return circle;
  }
  return {};
}

// Who stands in a circle is told so; who only leads into one is not.
template <class Term>
base::Result<void> as_circle(const ById<Term>& terms, const std::string& id, base::Error met) {
  if (met.place != id) return {};
  if (auto circle = circle_of(terms, id); !circle.empty())
    met = std::move(met).because(std::move(circle));
  return met;
}

base::Result<void> check_line(const Company& company, const UnitTerm& fresh) {
  auto line = units_from(company.structure(), fresh.id);
  return line ? base::Result<void>() : as_circle(company.units, fresh.id, line.error());
}

base::Result<void> check_line(const Company& company, const PositionTerm& fresh) {
  auto line = superiors_of(company.structure(), fresh.id);
  return line ? base::Result<void>() : as_circle(company.positions, fresh.id, line.error());
}

// Of anybody's at all; a circle may close through somebody who is not changed.
base::Result<void> check_all_lines(const Company& company) {
  const Structure structure = company.structure();
  for (const auto& [id, position] : company.positions) {
    if (auto line = superiors_of(structure, id); !line) return line.error();
  }
  return {};
}

// Checks changes of one kind, each from one moment up to its own next planned change, at every
// moment at which they meet another structure.
template <class Term>
class Check {
 public:
  Check(storage::Tx& tx, const Terms& terms, const std::vector<Term>& fresh, base::Time from)
      : tx_(tx), fresh_(fresh), from_(from) {
    for (const Term& term : fresh) until_.push_back(next_term(tx.db, terms, term.id, from));
  }

  const std::optional<base::Time>& until(size_t at) const { return until_[at]; }

  std::vector<TermProblem> problems() {
    if (fresh_.empty()) return {};
    if (from_ < tx_.now) return {{0, base::refusal("org.change_in_past").at("from")}};
    for (size_t i = 0; i < fresh_.size(); ++i) {
      if (!may_be_id(fresh_[i].id)) add(i, base::refusal("org.bad_id").at("id"));
    }
    for (const base::Time at : moments_of(tx_.db, from_, end())) look(at);
    std::ranges::sort(problems_, {}, &TermProblem::at);
    return std::move(problems_);
  }

 private:
  void add(size_t at, base::Error error) {
    if (std::ranges::count(problems_, at, &TermProblem::at) == 0)
      problems_.push_back({at, std::move(error)});
  }
  void add(size_t at, const base::Result<void>& checked) {
    if (!checked) add(at, checked.error());
  }

  // The last moment at which one of them holds; nothing: they hold on.
  std::optional<base::Time> end() const {
    std::optional<base::Time> last = from_;
    for (const auto& until : until_) {
      if (!until) return {};
      last = std::max(last, until);
    }
    return last;
  }

  void look(base::Time at) {
    Company company(tx_.db, at);
    std::vector<size_t> in_force;
    for (size_t i = 0; i < fresh_.size(); ++i) {
      if (!until_[i] || at < *until_[i]) in_force.push_back(i);
    }
    for (const size_t i : in_force) company.put(fresh_[i]);
    const size_t known = problems_.size();
    for (const size_t i : in_force) add(i, check_references(company, fresh_[i]));
    for (const size_t i : in_force) add(i, check_line(company, fresh_[i]));
    if (problems_.size() == known && !in_force.empty())
      add(in_force.front(), check_all_lines(company));
  }

  storage::Tx& tx_;
  const std::vector<Term>& fresh_;
  base::Time from_;
  std::vector<std::optional<base::Time>> until_;
  std::vector<TermProblem> problems_;
};

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

namespace {

void store(storage::Tx& tx, const UnitTerm& fresh, base::Time from,
           std::optional<base::Time> until) {
  const int64_t place = place_of(tx.db, unit_terms, fresh.id);
  end_term(tx, unit_terms, fresh.id, from);
  tx.db.execute(
      "INSERT INTO org_unit_term (unit, from_at, until_at, title_zh, title_en, kind, parent, head, "
      "place) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {fresh.id, from.micros, cell_of(until), fresh.title.zh, fresh.title.en,
       std::string(name_of(fresh.kind)), fresh.parent, fresh.head, place});
  note(tx, "changed", unit_terms, fresh.id,
       {{"from", base::print_utc(from)},
        {"title", fresh.title.zh},
        {"kind", name_of(fresh.kind)},
        {"parent", fresh.parent},
        {"head", fresh.head}});
}

void store(storage::Tx& tx, const PositionTerm& fresh, base::Time from,
           std::optional<base::Time> until) {
  const int64_t place = place_of(tx.db, position_terms, fresh.id);
  end_term(tx, position_terms, fresh.id, from);
  tx.db.execute(
      "INSERT INTO org_position_term (position, from_at, until_at, title_zh, title_en, unit, "
      "superior, headcount, place) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {fresh.id, from.micros, cell_of(until), fresh.title.zh, fresh.title.en, fresh.unit,
       fresh.superior, fresh.headcount, place});
  note(tx, "changed", position_terms, fresh.id,
       {{"from", base::print_utc(from)},
        {"title", fresh.title.zh},
        {"unit", fresh.unit},
        {"superior", fresh.superior},
        {"headcount", fresh.headcount}});
}

template <class Term>
std::vector<TermProblem> change(storage::Tx& tx, const Terms& terms, const std::vector<Term>& fresh,
                                base::Time from) {
  Check<Term> check(tx, terms, fresh, from);
  auto problems = check.problems();
  if (!problems.empty()) return problems;
  for (size_t i = 0; i < fresh.size(); ++i) store(tx, fresh[i], from, check.until(i));
  take_effect(tx);
  return {};
}

base::Result<void> first_of(const std::vector<TermProblem>& problems) {
  if (problems.empty()) return {};
  return problems.front().error;
}

}  // namespace

std::vector<TermProblem> change_units(storage::Tx& tx, const std::vector<UnitTerm>& units,
                                      base::Time from) {
  return change(tx, unit_terms, units, from);
}

std::vector<TermProblem> change_positions(storage::Tx& tx,
                                          const std::vector<PositionTerm>& positions,
                                          base::Time from) {
  std::vector<TermProblem> taken;
  for (size_t i = 0; i < positions.size(); ++i) {
    if (person(tx.db, positions[i].id))
      taken.push_back({i, base::refusal("org.person_exists").at("id")});
  }
  if (!taken.empty()) return taken;
  return change(tx, position_terms, positions, from);
}

base::Result<void> change_unit(storage::Tx& tx, const UnitTerm& unit, base::Time from) {
  return first_of(change_units(tx, {unit}, from));
}

base::Result<void> change_position(storage::Tx& tx, const PositionTerm& position, base::Time from) {
  return first_of(change_positions(tx, {position}, from));
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
