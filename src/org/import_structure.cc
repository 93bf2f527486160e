#include "org/import_structure.h"

#include <algorithm>
#include <span>

#include "base/csv.h"
#include "base/decimal.h"
#include "base/text.h"
#include "org/structure.h"

namespace org {
namespace {

using Columns = std::vector<std::string>;

struct Table {
  Columns header;
  std::vector<base::CsvLine> lines;
  base::Error problems = base::refusal("org.bad_list");

  void add(int line, base::Text how) {
    const std::string number = std::to_string(line);
    problems.missing.push_back({base::Missing::Kind::Field,
                                "line " + number,
                                {"第 " + number + " 行", "Line " + number},
                                std::move(how)});
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

void check_header(Table& table, const Columns& columns) {
  const std::string all = base::join(columns, "、");
  for (const std::string& column : table.header) {
    if (std::ranges::count(columns, column) == 0)
      table.add(1, {"没有 " + column + " 这一列，只认识 " + all,
                    "There is no column " + column + "; known are " + base::join(columns, ", ")});
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
  if (!table.problems.missing.empty()) return table.problems;
  return table;
}

// What a change was refused for, with what it names.
base::Text why(const base::Error& refused) {
  base::Text text = refused.title;
  const std::string& what = refused.detail.empty() ? refused.place : refused.detail;
  if (what.empty()) return text;
  return {text.zh + "（" + what + "）", text.en + " (" + what + ")"};
}

// Nothing is done where the term is as the line says already.
template <class Term, class Change>
base::Result<ImportedPerson::Act> carry_out(const std::optional<Term>& before, bool is_same,
                                            Change change) {
  if (before && is_same) return ImportedPerson::Act::Kept;
  if (auto changed = change(); !changed) return changed.error();
  return before ? ImportedPerson::Act::Changed : ImportedPerson::Act::Added;
}

base::Result<ImportedPerson::Act> import_unit(storage::Tx& tx, const Row& row) {
  const auto before = unit_at(tx.db, row.get("id"), tx.now);
  const UnitTerm known = before.value_or(UnitTerm{});
  const std::string kind = row.get("kind");
  const auto named = unit_kind(kind);
  if (!kind.empty() && !named) return base::refusal("request.wrong_type").at("kind");
  const UnitTerm unit{row.get("id"),
                      {row.get_or("name", known.title.zh), row.get_or("name_en", known.title.en)},
                      named.value_or(known.kind),
                      row.get_or("parent", known.parent),
                      row.get_or("head", known.head)};
  const bool is_same = unit.title.zh == known.title.zh && unit.title.en == known.title.en &&
                       unit.kind == known.kind && unit.parent == known.parent &&
                       unit.head == known.head;
  return carry_out(before, is_same, [&] { return change_unit(tx, unit, tx.now); });
}

base::Result<ImportedPerson::Act> import_position(storage::Tx& tx, const Row& row) {
  const auto before = position_at(tx.db, row.get("id"), tx.now);
  const PositionTerm known = before.value_or(PositionTerm{});
  const std::string planned = row.get_or("headcount", std::to_string(known.headcount));
  const auto headcount = base::Decimal::parse(planned);
  const auto count = headcount ? headcount->to_int64() : std::nullopt;
  if (!count || *count < 0) return base::refusal("request.wrong_type").at("headcount");
  const PositionTerm position{
      row.get("id"),
      {row.get_or("name", known.title.zh), row.get_or("name_en", known.title.en)},
      row.get_or("unit", known.unit),
      row.get_or("superior", known.superior),
      *count};
  const bool is_same = position.title.zh == known.title.zh && position.title.en == known.title.en &&
                       position.unit == known.unit && position.superior == known.superior &&
                       position.headcount == known.headcount;
  return carry_out(before, is_same, [&] { return change_position(tx, position, tx.now); });
}

template <class Import>
base::Result<std::vector<ImportedTerm>> import_lines(storage::Tx& tx, std::string_view csv,
                                                     const Columns& columns, Import take) {
  auto table = read(csv, columns);
  if (!table) return table.error();
  std::vector<ImportedTerm> done;
  for (const base::CsvLine& line : table->lines) {
    if (line.cells.size() != table->header.size()) {
      table->add(line.line, {"列数与表头不一致", "It must have as many cells as the header"});
      continue;
    }
    const Row row{*table, line};
    if (row.get("name").empty()) {
      table->add(line.line, {"请填写名称", "Give a name"});
      continue;
    }
    const auto act = take(tx, row);
    if (act) {
      done.push_back({line.line, row.get("id"), row.get("name"), *act});
    } else {
      table->add(line.line, why(act.error()));
    }
  }
  if (!table->problems.missing.empty()) return table->problems;
  return done;
}

}  // namespace

base::Result<std::vector<ImportedTerm>> import_units(storage::Tx& tx, std::string_view csv) {
  return import_lines(tx, csv, {"id", "name", "name_en", "kind", "parent", "head"}, import_unit);
}

base::Result<std::vector<ImportedTerm>> import_positions(storage::Tx& tx, std::string_view csv) {
  return import_lines(tx, csv, {"id", "name", "name_en", "unit", "superior", "headcount"},
                      import_position);
}

}  // namespace org
