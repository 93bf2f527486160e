// Checks record types against each other and compiles their formulas.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "records/catalogue.h"

namespace records {

struct CatalogueBuilder {
  Catalogue::Built build(std::vector<RecordType> types);

 private:
  void check_type(const RecordType& type);
  void check_field(const RecordType& type, const Field& field);
  void check_guarded(const RecordType& type);
  void expect_told(const RecordType& type, const std::string& field, std::string_view where);
  void check_leaving(const RecordType& type, const Field& field, bool names_one_person);
  void settle_currency(const RecordType& type, Field& field);
  void check_currency(const RecordType& type, const Field& field);
  void check_limits(const RecordType& type, const Field& field);
  void check_references(const RecordType& type, const Field& field);
  void check_states(const RecordType& type);
  void check_transition(const RecordType& type, const Transition& transition);
  void check_creation(const RecordType& type, const Creation& creation);
  void check_cascade(const RecordType& type, const Cascade& cascade);
  void check_parents();

  void compile_type(const RecordType& type);
  void compile_field(const Field& field);
  void compile_transition(const Transition& transition);
  void compile_check(const Formula& when, const Refusal& refuse);
  void compile(const Formula& formula);

  void problem(const RecordType& type, std::string text);
  // Refuses unless every name is a field of the type.
  void expect_fields(const RecordType& type, const std::vector<std::string>& fields,
                     std::string_view where);
  void expect_state(const RecordType& type, std::string_view state, std::string_view where);
  void expect_who(const RecordType& type, const std::vector<std::string>& who,
                  std::string_view where);

  std::shared_ptr<Catalogue> made_;
  std::vector<base::Problem> problems_;
  std::set<std::string, std::less<>> names_;  // every name that a formula may read
  feel::HostFunctions functions_;
};

}  // namespace records
