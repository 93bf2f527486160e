// The table of a record type: one row a record, one column a stored field. The only place that
// knows its SQL.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "records/records.h"

namespace records {

std::string table_of(std::string_view type);   // r_<type>, quoted
std::string search_of(std::string_view type);  // s_<type>, quoted
std::string view_of(std::string_view type);    // v_<type>, quoted
std::string sql_name(std::string_view name);

// Fields that have a column which is still used.
std::vector<const Field*> stored_fields(const RecordType& type);
// The columns that `of_row` reads, in its order, each behind `prefix`.
std::string columns_of(const RecordType& type, std::string_view prefix = "");
// Condition without parameters that leaves out what is void, and what belongs to it, where the
// environment says so.
std::string counted_only(const Catalogue& catalogue, const RecordType& type,
                         const Environment& environment);
Record of_row(const RecordType& type, const storage::Row& row);

std::optional<Record> read_row(storage::Connection& db, const RecordType& type, int64_t id);
// In the order of ids; `condition` is SQL over the columns.
std::vector<Record> read_rows(storage::Connection& db, const RecordType& type,
                              const std::string& condition,
                              const std::vector<storage::Cell>& parameters, int64_t limit);
void insert_row(storage::Connection& db, const RecordType& type, const Record& record);
void update_row(storage::Connection& db, const RecordType& type, const Record& record);
// With what the search finds of it.
void delete_row(storage::Connection& db, const RecordType& type, int64_t id);
// Renews what the search finds of the record, which is new without `before`. What not every reader
// of the record may read is found by nobody.
void index_row(storage::Connection& db, const RecordType& type, const std::optional<Record>& before,
               const Record& after);

// The same of every record of the type.
void index_anew(storage::Connection& db, const RecordType& type);
// What the search finds the record by, in one text.
std::string searchable(const RecordType& type, const Record& record);

// Another record that has the same value in a unique field.
std::optional<Record> twin_of(storage::Connection& db, const RecordType& type, const Field& field,
                              const Record& record);

// The next number of the type by its pattern; empty when it has none.
std::string next_number(storage::Connection& db, const RecordType& type, base::Date today,
                        std::string_view parent_number);

}  // namespace records
