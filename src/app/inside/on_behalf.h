// Starting for another (代提交): who may, and the form as the applicant would fill it in.
#pragma once

#include "app/inside/parts.h"

namespace app {

// jw:behalf of the process names him.
bool may_start_for_others(const ProcessDefinition& process, const Caller& caller);

// Whose matter it becomes: the caller's own where `behalf` is empty. Refuses with app.not_allowed,
// app.no_person, and app.applicant_may_not_start.
base::Result<Caller> applicant_of(Parts& parts, storage::Connection& db,
                                  const ProcessDefinition& process, const Caller& caller,
                                  std::string_view behalf);
// Rules see the applicant as the actor; what may be read stays what the caller may read.
records::Environment as_applicant(records::Environment environment, const Caller& applicant);

// What happens while it lives is written down on behalf of the applicant.
class ForApplicant {
 public:
  ForApplicant(storage::Tx& tx, const Caller& applicant);
  ~ForApplicant();
  ForApplicant(const ForApplicant&) = delete;
  ForApplicant& operator=(const ForApplicant&) = delete;

 private:
  storage::Tx& tx_;
  std::string before_;
};

}  // namespace app
