// Decision tables.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "dmn/compiled/box.h"
#include "dmn/compiled/table_index.h"

namespace dmn {

struct TableBox final : Box {
  struct Column {
    std::string text;
    feel::Expression expression;
    feel::TypeRef type;                       // null: any
    std::optional<feel::Expression> allowed;  // unary tests
  };
  struct Result {
    std::string name;
    feel::TypeRef type;
    feel::Values ranked;                      // output values in order of priority; may be empty
    std::optional<feel::Expression> allowed;  // unary tests
    std::optional<feel::Expression> otherwise;
  };
  struct Line {
    std::string id;
    std::vector<feel::Expression> tests;
    std::vector<feel::Expression> outputs;
  };
  std::vector<Column> columns;
  std::vector<Result> results;
  std::vector<Line> lines;
  HitPolicy policy = HitPolicy::Unique;
  Aggregator aggregator = Aggregator::None;
  std::vector<ColumnIndex> indexes;  // one a column, of large tables only

  void build_indexes();
  void free_names(std::set<std::string>& names) const override;
  // The values of the input expressions.
  feel::Values inputs(const feel::Names& names, feel::Evaluation& evaluation) const;
  // The rules that match, in order; of a table that takes the first one, only that.
  std::vector<size_t> matches(const feel::Values& inputs, const feel::Names& names,
                              feel::Evaluation& evaluation) const;
  struct Decided {
    feel::Value value;
    std::string conflict;  // of rules that give no result together; it is noted, too
  };
  // As evaluate(), with what stood against a result.
  Decided decided(const feel::Names& names, feel::Evaluation& evaluation) const;
  // What the table made of these names: its columns, the matched rules, and every rule when asked.
  void explain(const feel::Names& names, feel::Evaluation& evaluation, Explain explain,
               Explanation& explanation) const;

 protected:
  feel::Value run(const feel::Names& names, feel::Evaluation& evaluation) const override;

 private:
  // Of a rule from 1; 0: the input expression, or the default value.
  feel::TableCell cell_of_input(size_t rule, size_t column) const;
  feel::TableCell cell_of_output(size_t rule, size_t result) const;
  bool is_match(size_t line, const feel::Values& inputs, const feel::Names& names,
                feel::Evaluation& evaluation) const;
  // The rule with all its cells tested.
  Rule tried(size_t line, const feel::Values& inputs, const feel::Names& names,
             feel::Evaluation& evaluation) const;
  std::optional<std::vector<uint32_t>> candidates(const feel::Values& inputs) const;
  // The value of an output entry; null, which is noted, when it is not allowed.
  feel::Value output(const Result& result, const feel::Expression& entry, std::string_view role,
                     const feel::Names& names, feel::Evaluation& evaluation) const;
  feel::Values outputs_of(size_t line, const feel::Names& names,
                          feel::Evaluation& evaluation) const;
  feel::Value as_value(feel::Values outputs) const;
  Decided run_rules(const feel::Names& names, feel::Evaluation& evaluation) const;
  feel::Value otherwise(const feel::Values& inputs, const feel::Names& names,
                        feel::Evaluation& evaluation) const;
  Decided conflict(std::string text, feel::Evaluation& evaluation) const;
  Decided decide(std::vector<feel::Values> hits, const std::vector<size_t>& rules,
                 feel::Evaluation& evaluation) const;
  Decided collect(std::vector<feel::Values> hits, feel::Evaluation& evaluation) const;
  void sort_by_priority(std::vector<feel::Values>& hits) const;
};

}  // namespace dmn
