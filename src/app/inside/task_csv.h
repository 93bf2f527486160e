// The rows of a box as a table for a spreadsheet.
#pragma once

#include <string>
#include <vector>

#include "app/inside/json.h"
#include "work/boxes.h"

namespace app {

enum class Tongue { Chinese, English };

// The line with the names of the columns, and one row. Times are those of the working calendar's
// zone.
std::string task_csv_head(work::Box box, Tongue tongue);
std::string task_csv_row(Look& look, const work::BoxRow& row, work::Box box, Tongue tongue);

}  // namespace app
