// Who may have no part in the work on a record, nor on what belongs to it.
#include "records/acts/act.h"
#include "records/gates/fields.h"
#include "records/records.h"
#include "records/scope/scope.h"

namespace records {

namespace {

constexpr int depth_max = 20;

// A person is kept away only where the condition is surely met.
std::optional<base::Error> excluded(Scope& scope, const RecordType& type, const Record& record,
                                    const feel::Names& names) {
  for (const Check& exclusion : type.exclusions) {
    if (!scope.evaluate(exclusion.when, record, &names).is_true()) continue;
    Findings findings;
    refuse(scope, type, exclusion.refuse, record, "records.rule_violated", findings);
    return findings.error();
  }
  return {};
}

}  // namespace

bool excludes_people(const Catalogue& catalogue, std::string_view type_id) {
  const RecordType* type = catalogue.type(type_id);
  for (int steps = 0; type && steps < depth_max; ++steps) {
    if (!type->exclusions.empty()) return true;
    const Field* link = type->parent.empty() ? nullptr : type->field(type->parent);
    type = link ? catalogue.type(link->to) : nullptr;
  }
  return false;
}

base::Result<void> may_take_part(storage::Connection& db, const Catalogue& catalogue,
                                 const Environment& environment, const Ref& ref,
                                 std::string_view person) {
  if (!excludes_people(catalogue, ref.type)) return {};
  Scope scope(db, catalogue, environment, environment.now);
  const feel::ContextNames names(
      feel::Fields().set("person", feel::Value(std::string(person))).build());
  std::optional<Ref> at = ref;
  for (int steps = 0; at && steps < depth_max; ++steps) {
    const Record* record = scope.find(at->type, at->id);
    if (!record) return {};
    if (auto error = excluded(scope, *catalogue.type(at->type), *record, names))
      return *std::move(error);
    at = parent_ref(catalogue, *record);
  }
  return {};
}

}  // namespace records
