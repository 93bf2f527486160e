// Which records a query selects, in which order: as far as possible in SQL, the rest by evaluation.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "records/records.h"
#include "records/scope/scope.h"

namespace records {

class Selection {
 public:
  // Refuses with records.query_invalid.
  static base::Result<Selection> prepare(storage::Connection& db, const Catalogue& catalogue,
                                         const Environment& environment, const RecordType& type,
                                         const Query& query);
  // Leaves only the rows of the type's table that the condition names.
  void narrow(const std::string& sql, std::vector<storage::Cell> parameters) {
    add_condition(sql, std::move(parameters));
  }
  // Records from `offset` on, at most `limit`, and how many there are in all.
  Page read(int64_t offset, int64_t limit);

 private:
  struct Order {
    std::string name;
    bool is_descending = false;
  };
  Selection(storage::Connection& db, const Catalogue& catalogue, const Environment& environment,
            const RecordType& type)
      : db_(db),
        catalogue_(catalogue),
        environment_(environment),
        type_(type),
        withheld_(withheld_from(db, environment, type)) {}

  base::Result<void> add_filters(const Query& query);
  base::Result<void> add_filter(const std::string& text);
  base::Result<void> add_order(const std::vector<std::string>& sort);
  // What is withheld from the caller in records of the type; nothing from a process.
  static const Withheld& withheld_from(storage::Connection& db, const Environment& environment,
                                       const RecordType& type);
  bool is_withheld_somewhere(std::string_view field) const;
  void add_search(const std::string& words);
  void add_condition(const std::string& sql, std::vector<storage::Cell> parameters);
  std::string order_sql() const;
  Page read_sql(int64_t offset, int64_t limit);
  Page read_evaluated(int64_t offset, int64_t limit);
  bool passes(Scope& scope, const Record& record) const;
  void sort(Scope& scope, std::vector<Record>& records) const;

  storage::Connection& db_;
  const Catalogue& catalogue_;
  const Environment& environment_;
  const RecordType& type_;
  const Withheld& withheld_;
  std::string conditions_ = "1 = 1";
  std::vector<storage::Cell> parameters_;
  std::vector<feel::Expression> evaluated_;  // filters that the table cannot answer
  std::vector<Order> order_;
  bool is_sorted_in_sql_ = true;
};

}  // namespace records
