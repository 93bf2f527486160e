// What a metric is: one definition, read from a pack. Plain data.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "records/record_type.h"

namespace metrics {

enum class Unit { Percent, Number, Money, Days, Hours };
enum class Better { Higher, Lower };

struct Metric {
  std::string id;    // the file's name: "schedule_attainment"
  std::string code;  // in the metric catalogue: "M-45"
  std::string pack;
  base::Text title;
  base::Text description;
  std::string example;
  Unit unit = Unit::Number;
  std::string grain;         // record type: one value a record
  records::Formula value;    // over the record
  records::Formula rows;     // the records behind the value, may be absent
  records::Formula target;   // may be absent; a plain number is FEEL too
  Better better = Better::Higher;
  std::string owner;  // position or role
  std::vector<std::string> clauses;
};

}  // namespace metrics
