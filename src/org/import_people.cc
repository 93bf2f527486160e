// People from CSV.
#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "base/csv.h"
#include "base/mail_address.h"
#include "base/text.h"
#include "org/import_names.h"
#include "org/import_preview.h"
#include "org/structure.h"

namespace org {
namespace {

using Cells = std::vector<std::string>;

struct Column {
  std::string_view id;
  base::Text title;
  std::vector<std::string_view> other_names;  // that a header may have, beside its id and title
};
const std::vector<Column> columns = {
    {"id", {"编号", "Id"}, {"工号", "人员编号"}},
    {"name", {"姓名", "Name"}, {"名字"}},
    {"name_en", {"英文名", "English name"}, {"英文姓名"}},
    {"phone", {"电话", "Telephone"}, {"手机", "手机号", "联系电话"}},
    {"email", {"邮箱", "Mail"}, {"电子邮箱", "邮件"}},
    {"position", {"岗位", "Position"}, {"职位", "岗位编号"}},
    {"main", {"主岗", "Main post"}, {"是否主岗"}}};

const Column* column_of(std::string_view header) {
  const auto found = std::ranges::find_if(columns, [&](const Column& column) {
    return column.id == header || column.title.zh == header ||
           std::ranges::count(column.other_names, header) > 0;
  });
  return found == columns.end() ? nullptr : &*found;
}

struct Imports {
  Cells header;
  std::vector<base::CsvLine> lines;
  base::Error problems = base::refusal("org.bad_import");

  std::string get(const base::CsvLine& line, std::string_view column) const {
    const auto found = std::ranges::find(header, column);
    return found == header.end() ? std::string()
                                 : line.cells[static_cast<size_t>(found - header.begin())];
  }
  std::string* cell(base::CsvLine& line, std::string_view column) const {
    const auto found = std::ranges::find(header, column);
    if (found == header.end() || line.cells.size() != header.size()) return nullptr;
    return &line.cells[static_cast<size_t>(found - header.begin())];
  }
  void add(int line, base::Text label, base::Text how) {
    problems.missing.push_back({base::Missing::Kind::Field, "line " + std::to_string(line),
                                std::move(label), std::move(how)});
  }
};

base::Text line_label(int number) {
  return {"第 " + std::to_string(number) + " 行", "Line " + std::to_string(number)};
}

// "第 3 行，电话（phone）"
base::Text cell_label(int number, std::string_view column) {
  const std::string id(column);
  const base::Text& title = column_of(column)->title;
  const base::Text line = line_label(number);
  return {line.zh + "，" + title.zh + "（" + id + "）",
          line.en + ", " + title.en + " (" + id + ")"};
}

base::Text known_columns() {
  base::Text known{"只认识 ", "Known are "};
  for (const Column& column : columns) {
    const bool is_first = &column == &columns.front();
    known.zh += (is_first ? "" : "、") + column.title.zh + "（" + std::string(column.id) + "）";
    known.en += (is_first ? "" : ", ") + std::string(column.id);
  }
  return known;
}

void check_header(Imports& imports) {
  for (std::string& column : imports.header) {
    if (const Column* known = column_of(column)) column = known->id;
  }
  for (const std::string& column : imports.header) {
    if (std::ranges::count(imports.header, column) > 1) {
      imports.add(1, {"列 " + column, "Column " + column}, {"只能有一列", "It may stand once"});
    }
    if (column_of(column) == nullptr)
      imports.add(1, {"列 " + column, "Column " + column}, known_columns());
  }
  for (const std::string_view needed : {"id", "name"}) {
    if (std::ranges::find(imports.header, needed) != imports.header.end()) continue;
    imports.add(1, {"列 " + std::string(needed), "Column " + std::string(needed)},
                {"必须有这一列", "It is needed"});
  }
}

bool is_telephone_number(std::string_view text) {
  constexpr std::string_view signs = " +-().,/#*";
  const auto is_digit = [](char letter) { return letter >= '0' && letter <= '9'; };
  return std::ranges::any_of(text, is_digit) && std::ranges::all_of(text, [&](char letter) {
           return is_digit(letter) || signs.find(letter) != std::string_view::npos;
         });
}

// Whether a word of the column `main` says so; nothing: it is neither word.
std::optional<bool> yes_or_no(std::string_view said) {
  const std::string word = base::lower_ascii(said);
  if (word.empty() || word == "true" || word == "yes" || word == "是") return true;
  if (word == "false" || word == "no" || word == "否") return false;
  return {};
}

void check_cells(Imports& imports, const base::CsvLine& line) {
  for (const std::string& column : imports.header) {
    if (imports.get(line, column).find_first_of("\r\n") != std::string::npos)
      imports.add(line.line, cell_label(line.line, column),
                  {"不能换行", "It may not have a line break"});
  }
  const std::string phone = imports.get(line, "phone");
  if (!phone.empty() && !is_telephone_number(phone))
    imports.add(line.line, cell_label(line.line, "phone"),
                {"电话号码不正确：" + phone, "No telephone number: " + phone});
  const std::string main = imports.get(line, "main");
  if (!yes_or_no(main))
    imports.add(
        line.line, cell_label(line.line, "main"),
        {"须填是或否（true、false），不能是 " + main, "Give yes or no (true, false), not " + main});
}

void check_line(storage::Connection& db, Imports& imports, const base::CsvLine& line,
                base::Time now) {
  const base::Text label = line_label(line.line);
  if (line.cells.size() != imports.header.size()) {
    imports.add(line.line, label, {"列数与表头不一致", "It must have as many cells as the header"});
    return;
  }
  if (!may_be_id(imports.get(line, "id")) || known_title(db, imports.get(line, "id"))) {
    imports.add(line.line, label,
                {"id 须为小写字母、数字和下划线，不能是 system 或岗位的 id",
                 "id must be snake_case, and neither system nor a position's id"});
  }
  if (imports.get(line, "name").empty())
    imports.add(line.line, label, {"请填写姓名", "Give a name"});
  check_cells(imports, line);
  const std::string email = imports.get(line, "email");
  if (!email.empty() && !base::is_mail_address(email))
    imports.add(line.line, label, {"邮箱地址不正确：" + email, "No mail address: " + email});
  const std::string held = imports.get(line, "position");
  const bool is_told = std::ranges::any_of(imports.problems.missing, [&](const auto& problem) {
    return problem.label.zh == cell_label(line.line, "position").zh;
  });
  if (!held.empty() && !is_told && !position_at(db, held, now)) {
    imports.add(line.line, label, {"没有岗位 " + held, "There is no position " + held});
  }
}

// A position may be said by its id or by what it is called.
void take_positions(storage::Connection& db, Imports& imports, std::vector<base::CsvLine>& lines,
                    base::Time now) {
  Referents positions;
  for (const PositionTerm& position : positions_at(db, now))
    positions.add(position.id, position.title);
  for (base::CsvLine& line : lines) {
    std::string* cell = imports.cell(line, "position");
    if (cell == nullptr || cell->empty()) continue;
    const auto meant = positions.meant(*cell);
    if (meant.size() == 1) *cell = meant.front();
    if (meant.size() > 1)
      imports.add(line.line, cell_label(line.line, "position"),
                  several_are_called({"岗位", "positions"}, *cell, meant));
  }
}

bool is_main(const Imports& imports, const base::CsvLine& line) {
  return yes_or_no(imports.get(line, "main")).value_or(true);
}

// Several lines of one person, one each post: they agree, and one post at most is said to be the
// main one.
void check_together(Imports& imports) {
  std::map<std::string, const base::CsvLine*, std::less<>> first;
  std::set<std::string, std::less<>> with_main;
  for (const base::CsvLine& line : imports.lines) {
    if (line.cells.size() != imports.header.size()) continue;
    const std::string id = imports.get(line, "id");
    const base::CsvLine& before = *first.emplace(id, &line).first->second;
    for (const std::string_view column : {"name", "name_en", "phone", "email"}) {
      const std::string value = imports.get(line, column);
      const std::string known = imports.get(before, column);
      if (value.empty() || known.empty() || value == known) continue;
      const std::string at = std::to_string(before.line);
      imports.add(line.line, line_label(line.line),
                  {id + " 的 " + std::string(column) + " 与第 " + at + " 行不同",
                   std::string(column) + " of " + id + " differs from line " + at});
    }
    if (imports.get(line, "position").empty() || !is_main(imports, line)) continue;
    if (!with_main.insert(id).second)
      imports.add(line.line, line_label(line.line),
                  {id + " 有两个主岗，其余请填 false",
                   id + " has two main posts; give false for the others"});
  }
}

// What a line asks for; empty where it leaves the person as he is.
NewPerson wanted(const Imports& imports, const base::CsvLine& line,
                 const std::optional<PersonRow>& before) {
  const auto or_before = [&](std::string_view column, std::string_view old) {
    std::string value = imports.get(line, column);
    return value.empty() ? std::string(old) : value;
  };
  return {imports.get(line, "id"),
          {imports.get(line, "name"), or_before("name_en", before ? before->name.en : "")},
          or_before("phone", before ? before->phone : ""),
          or_before("email", before ? before->email : "")};
}

// The address that a line gives to somebody who does not have it now, in small letters; else empty.
std::string new_mail(storage::Connection& db, const Imports& imports, const base::CsvLine& line) {
  const auto before = person(db, imports.get(line, "id"));
  const std::string mail = base::lower_ascii(wanted(imports, line, before).email);
  const bool has_it = before && before->is_active && base::lower_ascii(before->email) == mail;
  return has_it ? std::string() : mail;
}

struct NewMail {
  int line = 0;
  std::string mail;
};
using NewMails = std::map<std::string, NewMail>;  // by person

NewMails new_mails(storage::Connection& db, const Imports& imports) {
  NewMails given;
  for (const base::CsvLine& line : imports.lines) {
    if (line.cells.size() != imports.header.size()) continue;
    if (auto mail = new_mail(db, imports, line); !mail.empty())
      given.try_emplace(imports.get(line, "id"), NewMail{line.line, std::move(mail)});
  }
  return given;
}

// An address is one person's once all lines are stored: two people may exchange theirs. Of several
// to whom the file gives the same, the first has it.
void check_mails(storage::Connection& db, Imports& imports) {
  const NewMails given = new_mails(db, imports);
  std::map<std::string, std::string> kept;  // who has an address and keeps it
  for (const PersonRow& person : people(db)) {
    if (person.is_active && !person.email.empty() && !given.contains(person.id))
      kept.try_emplace(base::lower_ascii(person.email), person.id);
  }
  std::vector<std::pair<std::string, NewMail>> in_order(given.begin(), given.end());
  std::ranges::sort(in_order, {}, [](const auto& one) { return one.second.line; });
  for (const auto& [id, fresh] : in_order) {
    const auto [holder, is_free] = kept.try_emplace(fresh.mail, id);
    if (is_free) continue;
    const base::Text name = name_of(db, holder->second);
    imports.add(
        fresh.line, line_label(fresh.line),
        {fresh.mail + " 已由" + name.zh + "使用", fresh.mail + " is the address of " + name.en});
  }
}

// The number in "line 12".
int line_of(const base::Missing& problem) {
  int number = 0;
  const std::string_view digits =
      std::string_view(problem.name).substr(std::string_view("line ").size());
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

Imports read(storage::Connection& db, std::string_view csv, base::Time now) {
  Imports imports;
  auto lines = base::parse_csv(csv);
  if (!lines) {
    imports.problems.missing = lines.error().missing;
    imports.problems.place = lines.error().place;
    return imports;
  }
  for (base::CsvLine& line : *lines) {
    for (std::string& cell : line.cells) cell = std::string(base::trim(cell));
  }
  if (!lines->empty()) imports.header = lines->front().cells;
  check_header(imports);
  if (!imports.problems.missing.empty()) return imports;
  take_positions(db, imports, *lines, now);
  for (size_t i = 1; i < lines->size(); ++i) {
    check_line(db, imports, (*lines)[i], now);
    imports.lines.push_back(std::move((*lines)[i]));
  }
  check_together(imports);
  check_mails(db, imports);
  std::ranges::stable_sort(imports.problems.missing, {}, line_of);
  return imports;
}

std::vector<ImportedChange> changes_of(const NewPerson& fresh, const PersonRow& before) {
  std::vector<ImportedChange> changes;
  const auto note = [&](const char* column, const std::string& from, const std::string& to) {
    if (from != to) changes.push_back({column, {from, from}, {to, to}});
  };
  note("name", before.name.zh, fresh.name.zh);
  note("name_en", before.name.en, fresh.name.en);
  note("phone", before.phone, fresh.phone);
  note("email", before.email, fresh.email);
  if (!before.is_active) changes.push_back({"state", {"已离职", "Left"}, {"在职", "Here again"}});
  return changes;
}

ImportedPerson planned(storage::Connection& db, const Imports& imports, const base::CsvLine& line,
                       base::Time now) {
  const std::string id = imports.get(line, "id");
  const auto before = person(db, id);
  const NewPerson fresh = wanted(imports, line, before);
  ImportedPerson plan{line.line, id, fresh.name.zh, ImportedPerson::Act::Added, "", {}};
  if (before) {
    plan.changes = changes_of(fresh, *before);
    plan.act = plan.changes.empty() ? ImportedPerson::Act::Kept : ImportedPerson::Act::Changed;
  }
  const std::string held = imports.get(line, "position");
  if (!held.empty() && !holds(db, id, held, now)) plan.appointed_to = held;
  return plan;
}

base::Result<void> store(storage::Tx& tx, const Imports& imports, const base::CsvLine& line,
                         const ImportedPerson& plan) {
  const NewPerson fresh = wanted(imports, line, person(tx.db, plan.id));
  if (plan.act == ImportedPerson::Act::Changed) {
    if (auto changed = change_person(tx, fresh); !changed) return changed.error();
  }
  if (plan.act == ImportedPerson::Act::Added) {
    if (auto added = add_person(tx, fresh); !added) return added.error();
  }
  if (plan.appointed_to.empty()) return {};
  const auto appointed = appoint(tx, plan.id, plan.appointed_to, tx.now, is_main(imports, line));
  if (!appointed) return appointed.error();
  return {};
}

// Who gets another address gives up his own first: it may be meant for somebody on an earlier line.
void give_up_mails(storage::Tx& tx, const Imports& imports) {
  for (const base::CsvLine& line : imports.lines) {
    if (imports.get(line, "email").empty() || new_mail(tx.db, imports, line).empty()) continue;
    tx.db.execute("UPDATE org_person SET email = '' WHERE id = ?", {imports.get(line, "id")});
  }
}

void add(Imported& imported, const ImportedPerson& plan) {
  if (plan.act == ImportedPerson::Act::Added) ++imported.added;
  if (plan.act == ImportedPerson::Act::Changed) ++imported.changed;
  if (!plan.appointed_to.empty()) ++imported.appointed;
}

}  // namespace

base::Result<std::vector<ImportedPerson>> preview_import(storage::Connection& db,
                                                         std::string_view csv, base::Time now) {
  const Imports imports = read(db, csv, now);
  if (!imports.problems.missing.empty()) return imports.problems;
  std::vector<ImportedPerson> people;
  std::map<std::string, std::set<std::string>> told;  // columns of each that a line changes
  for (const base::CsvLine& line : imports.lines) {
    ImportedPerson plan = planned(db, imports, line, now);
    const auto [columns, is_first] = told.try_emplace(plan.id);
    std::erase_if(plan.changes, [&](const ImportedChange& change) {
      return !columns->second.insert(change.column).second;
    });
    // A further post of a person whom an earlier line adds or changes.
    if (!is_first && plan.changes.empty()) plan.act = ImportedPerson::Act::Kept;
    people.push_back(std::move(plan));
  }
  return people;
}

base::Result<Imported> import_people(storage::Tx& tx, std::string_view csv) {
  const Imports imports = read(tx.db, csv, tx.now);
  if (!imports.problems.missing.empty()) return imports.problems;
  give_up_mails(tx, imports);
  Imported imported;
  for (const base::CsvLine& line : imports.lines) {
    // A line may speak of a person whom an earlier one added.
    const ImportedPerson plan = planned(tx.db, imports, line, tx.now);
    if (auto stored = store(tx, imports, line, plan); !stored) return stored.error();
    add(imported, plan);
  }
  return imported;
}

}  // namespace org
