// What a report is made of, read from a pack. Plain data.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "records/record_type.h"

namespace reports {

struct Column {
  std::string field;  // a path from the row: "owner", "project.name"
  base::Text title;   // empty: the field's own
  int width = 0;      // 0: as wide as needed
};

struct Section {
  enum class Kind { Fields, Table, Metric, Text };
  base::Text title;
  Kind kind = Kind::Fields;
  std::vector<std::string> fields;   // of Fields
  records::Formula rows;             // of Table: a list of records
  std::vector<Column> columns;       // of Table
  std::vector<std::string> metrics;  // of Metric
  std::string text;                  // of Text, plain; or
  records::Formula text_formula;     // the FEEL behind "="
  bool is_outside = false;           // shown to people outside too
  std::string clause;
};

struct Report {
  std::string id;
  std::string pack;
  base::Text title;
  std::string description;
  std::string record;  // the type it is about
  std::vector<Section> sections;
  std::vector<std::string> clauses;
};

}  // namespace reports
