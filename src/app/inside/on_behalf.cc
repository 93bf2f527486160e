#include "app/inside/on_behalf.h"

#include <algorithm>

#include "app/inside/starters.h"
#include "base/text.h"
#include "org/organisation.h"

namespace app {

bool may_start_for_others(const ProcessDefinition& process, const Caller& caller) {
  const auto who = base::split(process.model->property("jw:behalf"), ',');
  return std::ranges::any_of(who, [&](const std::string& one) {
    if (one == "everyone" || caller.has_role(one)) return true;
    if (!one.starts_with("position:")) return false;
    const std::string position(base::trim(std::string_view(one).substr(9)));
    return std::ranges::count(caller.positions, position) > 0;
  });
}

base::Result<Caller> applicant_of(Parts& parts, storage::Connection& db,
                                  const ProcessDefinition& process, const Caller& caller,
                                  std::string_view behalf) {
  if (behalf.empty()) return caller;
  if (behalf == caller.person || !may_start_for_others(process, caller))
    return base::refusal("app.not_allowed").at("behalf");
  const auto person = org::person(db, behalf);
  if (!person || !person->is_active) return base::refusal("app.no_person").at("behalf");
  const auto principal = entry::principal_of(db, parts.definitions->roles, behalf, parts.now());
  Caller applicant = caller;
  applicant.person = principal.person;
  applicant.positions = principal.positions;
  applicant.roles = principal.roles;
  if (!may_start(parts, db, process, applicant)) {
    return base::refusal("app.applicant_may_not_start").at("behalf").because(std::string(behalf));
  }
  return applicant;
}

records::Environment as_applicant(records::Environment environment, const Caller& applicant) {
  environment.acting.person = applicant.person;
  environment.acting.positions = applicant.positions;
  environment.acting.roles = applicant.roles;
  return environment;
}

ForApplicant::ForApplicant(storage::Tx& tx, const Caller& applicant)
    : tx_(tx), before_(tx.actor.on_behalf_of) {
  if (applicant.person != tx.actor.person) tx_.actor.on_behalf_of = applicant.person;
}

ForApplicant::~ForApplicant() { tx_.actor.on_behalf_of = before_; }

}  // namespace app
