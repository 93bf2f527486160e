// Brings the table of one record type to its definition without losing data.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "records/records.h"

namespace records {

class TableUpgrade {
 public:
  TableUpgrade(storage::Connection& db, const RecordType& type) : db_(db), type_(type) {}
  // Makes every change that keeps all data; what it would have to lose is in losses().
  void run();
  const std::vector<base::Missing>& losses() const { return losses_; }

 private:
  std::string fingerprint() const;
  void create_table();
  void rename_type();
  void read_known();
  void rename_fields();
  void add_or_convert(const Field& field);
  void add(const Field& field);
  void convert(const Field& field, const Field& before);
  void rebuild_column(const Field& field, const std::map<int64_t, base::Json>& values);
  void look_for_removed_fields();
  void begin_in_first_state();
  void look_for_removed_states();
  void add_indexes();
  void make_view();
  void forget_guarded_words();
  void remember(const Field& field);
  void remember(const std::string& field, const std::string& definition);
  void lose(const std::string& place, const std::string& zh, const std::string& en);
  int64_t count_filled(std::string_view column);

  storage::Connection& db_;
  const RecordType& type_;
  std::map<std::string, Field> known_;  // as the table was made
  std::vector<base::Missing> losses_;
};

}  // namespace records
