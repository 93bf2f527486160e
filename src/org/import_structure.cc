#include "org/import_structure.h"

#include <algorithm>
#include <map>
#include <utility>

#include "base/csv.h"
#include "base/decimal.h"
#include "base/text.h"
#include "org/import_names.h"
#include "org/structure.h"

namespace org {
namespace {

struct Column {
  std::string id;
  std::vector<std::string> names;  // that a header may have instead; the first is that of the pages
};
using Columns = std::vector<Column>;

struct Table {
  std::vector<std::string> header;
  std::vector<base::CsvLine> lines;
  std::multimap<int, base::Text> problems;  // by line

  void add(int line, base::Text how) { problems.emplace(line, std::move(how)); }
  base::Error refused() const {
    base::Error error = base::refusal("org.bad_list");
    for (const auto& [line, how] : problems) {
      const std::string number = std::to_string(line);
      error.missing.push_back({base::Missing::Kind::Field,
                               "line " + number,
                               {"第 " + number + " 行", "Line " + number},
                               how});
    }
    return error;
  }
};

struct Row {
  const Table& table;
  const base::CsvLine& line;

  std::string get(std::string_view column) const {
    const auto found = std::ranges::find(table.header, column);
    if (found == table.header.end()) return {};
    return std::string(base::trim(line.cells[static_cast<size_t>(found - table.header.begin())]));
  }
  std::string get_or(std::string_view column, const std::string& known) const {
    std::string cell = get(column);
    return cell.empty() ? known : cell;
  }
};

base::Text known_columns(const Columns& columns) {
  base::Text known;
  for (const Column& column : columns) {
    const bool is_first = &column == &columns.front();
    known.zh += (is_first ? "" : "、") + column.names.front() + "（" + column.id + "）";
    known.en += (is_first ? "" : ", ") + column.id;
  }
  return known;
}

void check_header(Table& table, const Columns& columns) {
  const base::Text all = known_columns(columns);
  for (std::string& column : table.header) {
    const auto known = std::ranges::find_if(columns, [&](const Column& one) {
      return one.id == column || std::ranges::count(one.names, column) > 0;
    });
    if (known != columns.end()) {
      column = known->id;
    } else {
      table.add(1, {"没有 " + column + " 这一列，只认识 " + all.zh,
                    "There is no column " + column + "; known are " + all.en});
    }
  }
  for (const std::string& column : table.header) {
    if (std::ranges::count(table.header, column) > 1)
      table.add(1, {column + " 只能有一列", "The column " + column + " may stand once"});
  }
  for (const std::string_view needed : {"id", "name"}) {
    if (std::ranges::count(table.header, needed) > 0) continue;
    const std::string name(needed);
    table.add(1, {"必须有 " + name + " 这一列", "The column " + name + " is needed"});
  }
}

base::Result<Table> read(std::string_view csv, const Columns& columns) {
  auto lines = base::parse_csv(csv);
  if (!lines) return lines.error();
  Table table;
  if (!lines->empty()) {
    for (const std::string& cell : lines->front().cells)
      table.header.emplace_back(base::trim(cell));
    lines->erase(lines->begin());
  }
  table.lines = std::move(*lines);
  check_header(table, columns);
  if (!table.problems.empty()) return table.refused();
  return table;
}

// What a change was refused for, with what it names.
base::Text why(const base::Error& refused) {
  base::Text text = refused.title;
  const std::string& what = refused.detail.empty() ? refused.place : refused.detail;
  if (what.empty()) return text;
  return {text.zh + "（" + what + "）", text.en + " (" + what + ")"};
}

base::Text named(const std::string& text) { return {text, text}; }
base::Text in_words(const base::Text& title) {
  return {title.zh, title.en.empty() ? title.zh : title.en};
}

// Compares a line with what is known, one column after the other.
class Changes {
 public:
  void note(std::string_view column, base::Text from, base::Text to, bool is_same) {
    if (!is_same) found_.push_back({std::string(column), std::move(from), std::move(to)});
  }
  void note(std::string_view column, const std::string& from, const std::string& to) {
    note(column, named(from), named(to), from == to);
  }
  std::vector<ImportedChange> take() { return std::move(found_); }

 private:
  std::vector<ImportedChange> found_;
};

// What units and positions are called, those of the table as it calls them.
class Titles {
 public:
  Titles(storage::Connection& db, base::Time at) : db_(db), at_(at) {}

  void add(const std::string& id, const base::Text& title) { titles_[id] = title; }
  base::Text unit(const std::string& id) const {
    const auto known = unit_at(db_, id, at_);
    return titled(id, known ? std::optional(known->title) : std::nullopt);
  }
  base::Text position(const std::string& id) const {
    const auto known = position_at(db_, id, at_);
    return titled(id, known ? std::optional(known->title) : std::nullopt);
  }

 private:
  base::Text titled(const std::string& id, const std::optional<base::Text>& known) const {
    if (known) return in_words(*known);
    const auto found = titles_.find(id);
    return found == titles_.end() ? named(id) : in_words(found->second);
  }

  storage::Connection& db_;
  base::Time at_;
  std::map<std::string, base::Text> titles_;
};

// Cells that name a unit or a position, by id or title, say its id from here on.
void take_references(Table& table, std::string_view column, const base::Text& what,
                     const Referents& referents) {
  const auto found = std::ranges::find(table.header, column);
  if (found == table.header.end()) return;
  const auto at = static_cast<size_t>(found - table.header.begin());
  for (base::CsvLine& line : table.lines) {
    if (line.cells.size() != table.header.size()) continue;
    const std::string cell(base::trim(line.cells[at]));
    const auto meant = referents.meant(cell);
    if (meant.size() == 1) line.cells[at] = meant.front();
    if (meant.size() > 1) table.add(line.line, several_are_called(what, cell, meant));
  }
}

// Those of the table by the names that it gives them.
void add_stated(const Table& table, Referents& referents) {
  for (const base::CsvLine& line : table.lines) {
    if (line.cells.size() != table.header.size()) continue;
    const Row row{table, line};
    referents.add(row.get("id"), {row.get("name"), row.get("name_en")});
  }
}

Referents units_known(storage::Tx& tx) {
  Referents known;
  for (const UnitTerm& unit : units_at(tx.db, tx.now)) known.add(unit.id, unit.title);
  return known;
}
Referents positions_known(storage::Tx& tx) {
  Referents known;
  for (const PositionTerm& position : positions_at(tx.db, tx.now))
    known.add(position.id, position.title);
  return known;
}

std::optional<UnitKind> kind_in(const std::string& word) {
  static const std::map<std::string, UnitKind> words = {{"公司", UnitKind::Company},
                                                        {"部门", UnitKind::Department},
                                                        {"小组", UnitKind::Team},
                                                        {"区域", UnitKind::Region},
                                                        {"门店", UnitKind::Shop}};
  const auto found = words.find(word);
  return found == words.end() ? unit_kind(word) : std::optional(found->second);
}

base::Result<UnitTerm> read_unit(storage::Tx& tx, const Row& row) {
  const UnitTerm known = unit_at(tx.db, row.get("id"), tx.now).value_or(UnitTerm{});
  const std::string kind = row.get("kind");
  const auto stated = kind_in(kind);
  if (!kind.empty() && !stated) {
    return base::refusal("request.wrong_type")
        .with_title({"类型须为公司、部门、小组、区域或门店，不能是 " + kind,
                     "The kind is company, department, team, region or shop, not " + kind});
  }
  return UnitTerm{row.get("id"),
                  {row.get_or("name", known.title.zh), row.get_or("name_en", known.title.en)},
                  stated.value_or(known.kind),
                  row.get_or("parent", known.parent),
                  row.get_or("head", known.head)};
}

base::Result<PositionTerm> read_position(storage::Tx& tx, const Row& row) {
  const PositionTerm known = position_at(tx.db, row.get("id"), tx.now).value_or(PositionTerm{});
  const std::string planned = row.get_or("headcount", std::to_string(known.headcount));
  const auto headcount = base::Decimal::parse(planned);
  const auto count = headcount ? headcount->to_int64() : std::nullopt;
  if (!count || *count < 0) {
    return base::refusal("request.wrong_type")
        .with_title({"编制人数须为零或正整数，不能是 " + planned,
                     "The headcount is a whole number from 0 on, not " + planned});
  }
  return PositionTerm{row.get("id"),
                      {row.get_or("name", known.title.zh), row.get_or("name_en", known.title.en)},
                      row.get_or("unit", known.unit),
                      row.get_or("superior", known.superior),
                      *count};
}

std::optional<UnitTerm> known_term(storage::Tx& tx, const UnitTerm& unit) {
  return unit_at(tx.db, unit.id, tx.now);
}
std::optional<PositionTerm> known_term(storage::Tx& tx, const PositionTerm& position) {
  return position_at(tx.db, position.id, tx.now);
}

std::vector<ImportedChange> changes_of(const Titles& titles, const UnitTerm& from,
                                       const UnitTerm& to) {
  Changes changes;
  changes.note("name", from.title.zh, to.title.zh);
  changes.note("name_en", from.title.en, to.title.en);
  changes.note("kind", std::string(name_of(from.kind)), std::string(name_of(to.kind)));
  changes.note("parent", titles.unit(from.parent), titles.unit(to.parent),
               from.parent == to.parent);
  changes.note("head", titles.position(from.head), titles.position(to.head), from.head == to.head);
  return changes.take();
}

std::vector<ImportedChange> changes_of(const Titles& titles, const PositionTerm& from,
                                       const PositionTerm& to) {
  Changes changes;
  changes.note("name", from.title.zh, to.title.zh);
  changes.note("name_en", from.title.en, to.title.en);
  changes.note("unit", titles.unit(from.unit), titles.unit(to.unit), from.unit == to.unit);
  changes.note("superior", titles.position(from.superior), titles.position(to.superior),
               from.superior == to.superior);
  changes.note("headcount", std::to_string(from.headcount), std::to_string(to.headcount));
  return changes.take();
}

std::vector<TermProblem> change_all(storage::Tx& tx, const std::vector<UnitTerm>& units) {
  return change_units(tx, units, tx.now);
}
std::vector<TermProblem> change_all(storage::Tx& tx, const std::vector<PositionTerm>& positions) {
  return change_positions(tx, positions, tx.now);
}

// The lines that can be read, each with what it states.
template <class Term>
using Stated = std::vector<std::pair<int, Term>>;

template <class Term, class Read>
Stated<Term> stated_in(storage::Tx& tx, Table& table, Read read_term) {
  Stated<Term> stated;
  std::map<std::string, int> lines;
  for (const base::CsvLine& line : table.lines) {
    if (line.cells.size() != table.header.size()) {
      table.add(line.line, {"列数与表头不一致", "It must have as many cells as the header"});
      continue;
    }
    const Row row{table, line};
    const auto [before, is_new] = lines.emplace(row.get("id"), line.line);
    const std::string first = std::to_string(before->second);
    if (!is_new) {
      table.add(line.line, {"id 与第 " + first + " 行相同", "Its id stands in line " + first});
    } else if (row.get("name").empty()) {
      table.add(line.line, {"请填写名称", "Give a name"});
    } else if (auto term = read_term(tx, row)) {
      stated.emplace_back(line.line, *term);
    } else {
      table.add(line.line, why(term.error()));
    }
  }
  return stated;
}

// What each line would do; what it changes is put into `fresh`.
template <class Term>
std::vector<ImportedTerm> compared(storage::Tx& tx, const Stated<Term>& stated,
                                   std::vector<Term>& fresh, std::vector<int>& lines) {
  Titles titles(tx.db, tx.now);
  for (const auto& [line, term] : stated) titles.add(term.id, term.title);
  std::vector<ImportedTerm> found;
  for (const auto& [line, term] : stated) {
    const auto known = known_term(tx, term);
    ImportedTerm imported{line, term.id, term.title.zh, ImportedPerson::Act::Added, {}};
    if (known) {
      imported.changes = changes_of(titles, *known, term);
      imported.act =
          imported.changes.empty() ? ImportedPerson::Act::Kept : ImportedPerson::Act::Changed;
    }
    if (imported.act != ImportedPerson::Act::Kept) {
      fresh.push_back(term);
      lines.push_back(line);
    }
    found.push_back(std::move(imported));
  }
  return found;
}

template <class Term, class Read, class Refer>
base::Result<std::vector<ImportedTerm>> import_terms(storage::Tx& tx, std::string_view csv,
                                                     const Columns& columns, Refer refer,
                                                     Read read_term) {
  auto table = read(csv, columns);
  if (!table) return table.error();
  refer(*table);
  if (!table->problems.empty()) return table->refused();
  const auto stated = stated_in<Term>(tx, *table, read_term);
  std::vector<Term> fresh;
  std::vector<int> lines;
  auto found = compared(tx, stated, fresh, lines);
  for (const TermProblem& problem : change_all(tx, fresh))
    table->add(lines[problem.at], why(problem.error));
  if (!table->problems.empty()) return table->refused();
  return found;
}

}  // namespace

base::Result<std::vector<ImportedTerm>> import_units(storage::Tx& tx, std::string_view csv) {
  const Columns columns = {
      {"id", {"编号", "部门编号"}},        {"name", {"名称", "部门名称", "部门"}},
      {"name_en", {"英文名", "英文名称"}}, {"kind", {"类型", "部门类型"}},
      {"parent", {"上级部门", "上级"}},    {"head", {"负责人岗位", "负责岗位"}}};
  const auto refer = [&](Table& table) {
    Referents units = units_known(tx);
    add_stated(table, units);
    take_references(table, "parent", {"部门", "units"}, units);
    take_references(table, "head", {"岗位", "positions"}, positions_known(tx));
  };
  return import_terms<UnitTerm>(tx, csv, columns, refer, read_unit);
}

base::Result<std::vector<ImportedTerm>> import_positions(storage::Tx& tx, std::string_view csv) {
  const Columns columns = {
      {"id", {"编号", "岗位编号"}},        {"name", {"名称", "岗位名称", "岗位"}},
      {"name_en", {"英文名", "英文名称"}}, {"unit", {"所属部门", "部门"}},
      {"superior", {"上级岗位", "上级"}},  {"headcount", {"编制人数", "编制"}}};
  const auto refer = [&](Table& table) {
    Referents positions = positions_known(tx);
    add_stated(table, positions);
    take_references(table, "unit", {"部门", "units"}, units_known(tx));
    take_references(table, "superior", {"岗位", "positions"}, positions);
  };
  return import_terms<PositionTerm>(tx, csv, columns, refer, read_position);
}

}  // namespace org
