// Everything that speaks against an act, collected before it is refused.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/result.h"
#include "records/record_type.h"

namespace records {

class Findings {
 public:
  // What the one who acts may not read is called so, and not empty.
  void add_required(const Field& field);
  void add_wrong(const Field& field, const base::Text& how);
  void add_unknown(std::string_view name);
  void add_not_writable(const Field& field);
  // What `each` has named is a condition of the refusal; a record that it has named is called by
  // type and id there ("link_report/12").
  void add_refusal(const RecordType& type, const Refusal& refusal, std::string_view otherwise);

  // Fields that the one who acts may not read: to be said before any of them is found.
  void keep_untold(std::set<std::string, std::less<>> fields) { untold_ = std::move(fields); }

  // Takes over the refusals of `others`, in front of its own.
  void put_first(const Findings& others);
  bool has_required() const { return !required_.empty(); }
  // The one error that says it all; empty when nothing was found. What cannot even be read comes
  // first, then rules, then what is missing.
  std::optional<base::Error> error() const;

 private:
  struct Rule {
    std::string code;
    base::Text title;
    std::string clause;
  };
  std::set<std::string, std::less<>> untold_;
  std::vector<base::Missing> unknown_;
  std::vector<base::Missing> not_writable_;
  std::vector<base::Missing> wrong_;
  std::vector<base::Missing> required_;
  std::vector<base::Missing> refused_;
  std::vector<Rule> rules_;
  std::string wrong_clause_;
  std::string required_clause_;
};

}  // namespace records
