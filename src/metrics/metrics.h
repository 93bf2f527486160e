// Metrics: one definition each, in FEEL over one record of its grain; every value opens the
// records behind it. A value that cannot be computed (zero denominator, nothing due) is no value,
// never 0.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/decimal.h"
#include "base/result.h"
#include "records/records.h"

namespace metrics {

enum class Better { Higher, Lower };
// Against the thresholds: worse than red, worse than yellow, or neither. None: no threshold or no
// value.
enum class Colour { None, Green, Yellow, Red };
std::string_view name_of(Colour colour);

// What several records come to: the mean of their values, their sum, or the sum of the parts over
// the sum of the wholes (in percent where the unit is percent).
enum class Together { Mean, Sum, Ratio };

struct Metric {
  std::string id;
  std::string code;  // in the metric catalogue: "M-45"
  std::string pack;
  std::string file;
  base::Text title;
  base::Text description;
  base::Text example;
  std::string unit;      // percent, number, money, days, hours
  std::string currency;  // of money
  std::string grain;     // record type
  records::Formula value;
  records::Formula rows;  // list of records
  Together together = Together::Mean;
  records::Formula part;  // of Ratio, over one record
  records::Formula whole;
  std::optional<base::Decimal> target;
  records::Formula target_formula;
  std::optional<base::Decimal> red;     // reached: red
  std::optional<base::Decimal> yellow;  // reached: yellow
  Better better = Better::Higher;
  bool counts_voided = false;  // also records whose matter is void
  std::string owner;           // position or role
  std::vector<std::string> clauses;
};

// All metrics of a workspace, compiled and checked against the record types.
class Catalogue {
 public:
  struct Built;
  static Built build(std::vector<Metric> metrics, const records::Catalogue& types);
  const std::map<std::string, Metric, std::less<>>& all() const { return metrics_; }
  const Metric* metric(std::string_view id) const;  // by id or code; nullptr when unknown
  const feel::Expression& compiled(const records::Formula& formula) const;

 private:
  std::map<std::string, Metric, std::less<>> metrics_;
  std::map<std::string, feel::Expression, std::less<>> expressions_;
};
struct Catalogue::Built {
  std::shared_ptr<const Catalogue> catalogue;
  std::vector<base::Problem> problems;
};

struct Reading {
  std::optional<base::Decimal> value;  // unrounded; empty: no value
  std::optional<base::Decimal> target;
  std::optional<bool> is_reached;
  Colour colour = Colour::None;
  std::vector<records::Ref> rows;
  bool is_hidden = false;  // it rests on rows that the caller may not read
};

// The metric of one record. Refuses with metrics.unknown and what reading the record refuses with.
base::Result<Reading> read(storage::Connection& db, const records::Catalogue& types,
                           const records::Environment& environment, const Catalogue& metrics,
                           std::string_view metric, const records::Ref& record);

// The metric of every record of its grain that the filter (FEEL, may be empty) lets pass.
struct Row {
  records::Ref record;
  std::string title;
  Reading reading;
};
struct Summary {
  std::vector<Row> rows;
  std::optional<base::Decimal> value;  // as Together says; empty: none of them has one
  int64_t behind = 0;                  // records behind the values, of all rows
};
base::Result<Summary> read_all(storage::Connection& db, const records::Catalogue& types,
                               const records::Environment& environment, const Catalogue& metrics,
                               std::string_view metric, std::string_view filter);

// Two decimals, half up; "–" without a value.
std::string print(const std::optional<base::Decimal>& value);

}  // namespace metrics
