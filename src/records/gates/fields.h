// What the fields and rules of a type demand of a record's values.
#pragma once

#include "records/gates/findings.h"
#include "records/scope/scope.h"

namespace records {

// Lays what somebody gave over `record.values`; unknown, computed and wrong values become findings.
void take_values(Scope& scope, const RecordType& type, const base::JsonObject& given,
                 Record& record, Findings& findings);
// Names in `given` that no person fills in: what rules set, and in an update the parent, since a
// record belongs to the same one for ever. `before`: of an update.
void check_by_hand(const RecordType& type, const base::JsonObject& given, const Record* before,
                   Findings& findings);
// What a transition asks for; it is no door to other fields.
void check_asked(const RecordType& type, const Transition& transition,
                 const base::JsonObject& given, Findings& findings);
// What somebody may not read he does not change either, whatever he gives: a refusal of other
// values alone would tell him the one that is there.
void check_told(const FieldNames& untold, const RecordType& type, const base::JsonObject& given,
                Findings& findings);
// What the transition requires and somebody may not read stands in his way, filled or not: if only
// the empty one did, it would tell him that it is. Call it before anything is asked of the fields.
void check_required_untold(const Transition& transition, const FieldNames& untold,
                           const RecordType& type, Findings& findings);
// Defaults for fields that `given` does not name, in the order of the fields.
void fill_defaults(Scope& scope, const RecordType& type, const base::JsonObject& given,
                   Record& record, Findings& findings);
// A value that a formula of the pack gives, e.g. of `set`.
void take_formula(Scope& scope, const Field& field, const feel::Value& value, Record& record,
                  Findings& findings);

// The refusal becomes a finding, with the names of what stands in the way of the record.
void refuse(Scope& scope, const RecordType& type, const Refusal& refusal, const Record& record,
            std::string_view otherwise, Findings& findings);

// Required fields, checks, filters of links, uniqueness. `record` must be pinned in the scope.
void check_fields(Scope& scope, const RecordType& type, const Record& record, Findings& findings);
void check_required(const RecordType& type, const std::vector<std::string>& fields,
                    const Record& record, Findings& findings);
// What rules demand that keep no fields.
void check_rules(Scope& scope, const RecordType& type, Rule::On on, const Record& record,
                 Findings& findings);
// Fields that rest (Rule::keep) and have another value than before.
void check_kept(Scope& scope, const RecordType& type, const Record& before, const Record& after,
                Findings& findings);
// The same of a new record, of which `given` was written by hand: the rule asks the record as it
// would be without these fields, defaults filled in.
void check_kept_of_new(Scope& scope, const RecordType& type, const base::JsonObject& given,
                       const Record& record, Findings& findings);
// Whether the fields that the rule keeps may change now.
bool is_changeable(Scope& scope, const Rule& rule, const Record& record);
void check_guards(Scope& scope, const RecordType& type, const Transition& transition,
                  const Record& record, Findings& findings);

bool is_filled(const Record& record, std::string_view field);

}  // namespace records
