// A year of a working calendar from CSV.
#include <set>

#include "base/csv.h"
#include "base/text.h"
#include "org/calendar.h"

namespace org {
namespace {

// As spreadsheets write dates, too: "2027/1/1", "2027.1.1", "2027年1月1日".
std::optional<base::Date> date_of(std::string_view text) {
  std::string plain(base::trim(text));
  for (const std::string_view sign : {"年", "月", "/", "."}) {
    for (size_t at = plain.find(sign); at != std::string::npos; at = plain.find(sign))
      plain.replace(at, sign.size(), "-");
  }
  if (plain.ends_with("日")) plain.resize(plain.size() - std::string_view("日").size());
  std::string padded;
  for (const std::string& part : base::split(plain, '-'))
    padded += (padded.empty() ? "" : "-") + std::string(part.size() == 1 ? "0" : "") + part;
  return base::parse_date(padded);
}

// Holidays of a year may begin in the last days of the year before and end in the next.
constexpr int days_beside_max = 7;

struct Problems {
  base::Error error = base::refusal("org.bad_calendar");

  void add(int line, base::Text how) {
    error.missing.push_back({base::Missing::Kind::Field,
                             "line " + std::to_string(line),
                             {"第 " + std::to_string(line) + " 行", "Line " + std::to_string(line)},
                             std::move(how)});
  }
};

std::optional<DayKind> kind_of(std::string_view word) {
  if (word == "off" || word == "休") return DayKind::Off;
  if (word == "work" || word == "班") return DayKind::Work;
  if (word == "half" || word == "半") return DayKind::Half;
  return {};
}

bool is_near(base::Date date, int year) {
  const auto first = base::date_of({year, 1, 1});
  const auto last = base::date_of({year, 12, 31});
  return *first + -days_beside_max <= date && date <= *last + days_beside_max;
}

std::optional<CalendarDay> read_line(const base::CsvLine& line, int year, Problems& problems) {
  if (line.cells.size() != 3) {
    problems.add(line.line,
                 {"须有三列：date,name,kind", "It must have three cells: date,name,kind"});
    return {};
  }
  const auto date = date_of(line.cells[0]);
  const auto kind = kind_of(base::trim(line.cells[2]));
  if (!date) {
    problems.add(line.line, {"日期须写作 " + std::to_string(year) + "-10-01",
                             "The date must look like " + std::to_string(year) + "-10-01"});
  } else if (!is_near(*date, year)) {
    problems.add(line.line, {"日期不在 " + std::to_string(year) + " 年",
                             "The date is not in " + std::to_string(year)});
  }
  if (!kind) {
    problems.add(line.line, {"类型须为 off（休）、work（班）或 half（半天）",
                             "The kind must be off, work or half"});
  }
  if (!date || !kind) return {};
  return CalendarDay{*date, std::string(base::trim(line.cells[1])), *kind, line.line};
}

bool is_header(const base::CsvLine& line) {
  std::vector<std::string> cells;
  for (const std::string& cell : line.cells) cells.emplace_back(base::trim(cell));
  return cells == std::vector<std::string>{"date", "name", "kind"} ||
         cells == std::vector<std::string>{"日期", "名称", "类型"};
}

}  // namespace

base::Result<std::vector<CalendarDay>> read_year(std::string_view csv, int year) {
  const auto lines = base::parse_csv(csv);
  if (!lines) return lines.error();
  Problems problems;
  if (lines->empty() || !is_header(lines->front())) {
    problems.add(1, {"第一行须为 date,name,kind 或 日期,名称,类型",
                     "The first line must be date,name,kind"});
    return problems.error;
  }
  std::vector<CalendarDay> days;
  std::map<base::Date, int> seen;
  for (const base::CsvLine& line : std::span(*lines).subspan(1)) {
    const auto day = read_line(line, year, problems);
    if (!day) continue;
    const auto [before, is_new] = seen.emplace(day->date, day->line);
    if (!is_new) {
      const std::string other = std::to_string(before->second);
      problems.add(day->line, {"与第 " + other + " 行日期相同", "Same date as line " + other});
    }
    days.push_back(*day);
  }
  if (days.empty() && problems.error.missing.empty())
    problems.add(1, {"文件中没有日期", "The file has no days"});
  if (!problems.error.missing.empty()) return problems.error;
  return days;
}

}  // namespace org
