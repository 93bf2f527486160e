// One act on a record and what follows from it, inside the operation's transaction.
#pragma once

#include "records/gates/fields.h"
#include "records/gates/findings.h"
#include "records/records.h"
#include "records/scope/scope.h"

namespace records {

// Whether somebody asks, or a transition's own consequences: these need no access and may change
// what hangs on an ended record.
// A hand-over is nobody's own change: rules that keep a field do not ask.
enum class Origin { Caller, HandOver, Consequence };

// An act of a deputy, and what follows from it, is written on behalf of the one he stands in for.
class OnBehalf {
 public:
  OnBehalf(storage::Tx& tx, const std::string& holder) : tx_(tx), before_(tx.actor.on_behalf_of) {
    if (!holder.empty()) tx_.actor.on_behalf_of = holder;
  }
  ~OnBehalf() { tx_.actor.on_behalf_of = before_; }
  OnBehalf(const OnBehalf&) = delete;
  OnBehalf& operator=(const OnBehalf&) = delete;

 private:
  storage::Tx& tx_;
  std::string before_;
};

class Act {
 public:
  Act(storage::Tx& tx, const Catalogue& catalogue, const Environment& environment, Origin origin,
      int depth)
      : tx_(tx), catalogue_(catalogue), environment_(environment), origin_(origin), depth_(depth) {}

  base::Result<Record> create(std::string_view type, const base::JsonObject& values);
  base::Result<Record> update(const Ref& ref, const base::JsonObject& values,
                              std::optional<int64_t> version);
  base::Result<Record> transition(const Ref& ref, std::string_view name,
                                  const base::JsonObject& values, std::optional<int64_t> version);
  base::Result<void> remove(const Ref& ref, std::optional<int64_t> version);
  base::Result<void> comment(const Ref& ref, std::string_view text);
  // From now on what is written tells that `person` took over from who leaves.
  void tell_leaver(const Place& place, std::string_view person);

 private:
  Scope scope() const { return {tx_.db, catalogue_, environment_, tx_.now}; }
  base::Result<Record> read(const Ref& ref, std::optional<int64_t> version);
  // As whom he may (acts_as), where neither a task nor a transition lets him anyway.
  std::optional<std::string> granted(Scope& scope, const Record& record,
                                     const std::vector<std::string>& who);
  // Somebody's own values: neither of a process nor of a transition's consequences.
  bool is_by_hand() const { return origin_ == Origin::Caller && !environment_.acting.is_process; }
  // Refuses when the record, or one that it belongs to, has ended; or when the latter is frozen.
  std::optional<base::Error> ended(Scope& scope, const RecordType& type, const Record& record);
  std::optional<base::Error> frozen(Scope& scope, const RecordType& type, const Record& record);
  // Whether the observer lets these values be given by hand.
  base::Result<void> asked(const Record& before, const base::JsonObject& given);
  FieldNames untold_by_type(const Record& record);
  std::string new_number(Scope& scope, const RecordType& type, const Record& record);

  base::Result<void> follow(const RecordType& type, const Transition& transition,
                            const Record& record);
  base::Result<void> create_following(const RecordType& type, const Creation& creation,
                                      const Record& record);
  base::Result<void> ask_following(const Cascade& cascade, const Record& record);
  // Writes event and search terms, and tells the observer.
  base::Result<Record> finish(const RecordType& type, Change change, std::string_view act,
                              std::string clause);

  storage::Tx& tx_;
  const Catalogue& catalogue_;
  const Environment& environment_;
  Origin origin_;
  int depth_;
  base::Json leaver_;  // {"old": who leaves, "new": who takes over}, else null
};

// Whether failed guards are told on top of missing fields, or only once nothing is missing.
enum class Asking { FieldsFirst, Everything };

// Asks the guards, sets what the transition sets, moves the state and asks what fields then demand.
void make_transition(Scope& scope, const RecordType& type, const Transition& transition,
                     Asking asking, Record& record, Findings& findings);
// The clause of the transition that leads into a state.
std::string clause_into(const RecordType& type, std::string_view state);
// {"field": {"old":…, "new":…}} of everything that differs.
base::JsonObject differences(const std::optional<Record>& before, const Record& after);
// 409 that says who changed what, when, since the version that was seen.
base::Error changed_meanwhile(storage::Connection& db, const Catalogue& catalogue,
                              const Environment& environment, const Record& record, int64_t seen);

}  // namespace records
