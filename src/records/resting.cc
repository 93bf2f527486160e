#include "records/resting.h"

#include <algorithm>

#include "records/gates/fields.h"
#include "records/scope/scope.h"

namespace records {

namespace {

constexpr int depth_max = 20;

std::optional<base::Error> refused(Scope& scope, const RecordType& type, const Refusal& refusal,
                                   const Record& record, std::string_view otherwise) {
  Findings findings;
  refuse(scope, type, refusal, record, otherwise, findings);
  return findings.error();
}

}  // namespace

std::optional<base::Error> resting(storage::Connection& db, const Catalogue& catalogue,
                                   const Environment& environment, const Record& record,
                                   std::string_view field) {
  Scope scope(db, catalogue, environment, environment.now);
  const Record* at = &record;
  for (int steps = 0; at && steps < depth_max; ++steps) {
    const RecordType& type = *catalogue.type(at->ref.type);
    if (type.freeze && scope.is_true(type.freeze->when, *at))
      return refused(scope, type, type.freeze->refuse, *at, "records.frozen");
    const auto above = parent_ref(catalogue, *at);
    at = above ? scope.find(above->type, above->id) : nullptr;
  }
  const RecordType& type = *catalogue.type(record.ref.type);
  for (const Rule& rule : type.rules) {
    const bool keeps_it = std::ranges::find(rule.keep, field) != rule.keep.end();
    if (keeps_it && rule.on != Rule::On::Create && !is_changeable(scope, rule, record))
      return refused(scope, type, rule.refuse, record, "records.rule_violated");
  }
  return {};
}

}  // namespace records
