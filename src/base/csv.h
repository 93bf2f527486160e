// Comma separated values, as spreadsheets write and read them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace base {

// One line with CRLF. A cell that a spreadsheet would run as a formula gets an apostrophe in front.
std::string csv_line(const std::vector<std::string>& cells);

struct CsvLine {
  int line = 0;  // 1-based, where it begins
  std::vector<std::string> cells;
};
// `refused` about a line of a file (0: the whole of it), saying what is wrong with it.
Error in_file(Error refused, int line, Text what);

// Commas, quotes, line ends of any kind, an optional BOM; blank lines are skipped, also those of
// blank cells, as spreadsheets write them. Refuses with request.malformed and the line.
Result<std::vector<CsvLine>> parse_csv(std::string_view text);
// How many lines it skips.
int64_t count_blank_lines(std::string_view text);

}  // namespace base
