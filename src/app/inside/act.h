// One operation as records and work see it: who acts, what they may ask, and what follows from a
// change.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/inside/parts.h"
#include "records/records.h"
#include "runtime/runtime.h"
#include "work/context.h"

namespace app {

// Lives as long as the call that made it; work's hooks and the environment's observer point into
// it.
class Act final : public records::Observer {
 public:
  // By a person who calls.
  Act(Parts& parts, runtime::Op& op, const Caller& caller);
  // By the engine.
  Act(Parts& parts, runtime::Op& op);
  Act(const Act&) = delete;
  Act& operator=(const Act&) = delete;

  runtime::Op& op() { return op_; }
  storage::Tx& tx() { return op_.tx; }
  storage::Connection& db() { return op_.tx.db; }
  const Definitions& definitions() const { return *parts_.definitions; }
  const records::Catalogue& types() const { return *parts_.definitions->types; }
  work::Context& context() { return context_; }

  // With the caller's own rights.
  records::Environment environment();
  // With the rights of the task or process that lets him act; `task` is {element, outcome,
  // opinion}.
  records::Environment granted_environment(feel::Value task);

  // What steps on the caller's desk hide from him he does not give.
  base::Result<void> asked(storage::Tx& tx, const records::Record& before,
                           const base::JsonObject& given) override;
  // Messages to the processes, their `record`, and everybody who looks.
  base::Result<void> changed(storage::Tx& tx, const records::Change& change) override;

  void tell_after_commit(Hint hint);

 private:
  void fill_hooks();
  void fill_names();
  base::Result<void> publish(std::string_view name, const records::Ref& subject,
                             const records::Change& change);
  void carry_to_people(const records::Change& change);
  void carry_to_due_dates(const records::Change& change);
  base::Result<void> carry_to_processes(const records::Change& change);
  base::Result<void> carry_to_process(const records::Transition& transition, int64_t instance);
  work::SubjectTitle title_of_record(const std::string& process, const records::Ref& ref);
  work::SubjectTitle title_of(const std::string& process, const records::Record& record);
  void retitle(const records::Change& change);
  struct Evaluated {
    feel::Value value;
    std::string why;  // it is null, where that is known
  };
  // FEEL of a task's setting, on what the task sees.
  Evaluated evaluate(const work::Task& task, const std::string& formula);
  base::Result<std::vector<std::string>> evaluate_persons(const work::Task& task,
                                                          const std::string& formula);
  base::Result<std::string> evaluate_due(const work::Task& task, const std::string& formula);
  std::vector<std::string> persons_in_field(const records::Ref& ref, const std::string& field);
  std::vector<std::string> persons_in_parent_field(const records::Ref& ref,
                                                   const std::string& field);

  Parts& parts_;
  runtime::Op& op_;
  records::Environment environment_;
  const records::Record* at_hand_ = nullptr;  // as its row stands, while its matters are retitled
  work::Hooks hooks_;
  work::Context context_;
};

// Somebody opens what was copied to him: it counts as read from then on.
void note_copies_read(Parts& parts, const Caller& caller, int64_t instance);

// Ids of persons from a FEEL value: a text or a list of texts; everything else is passed over.
std::vector<std::string> persons_of_value(const feel::Value& value);
// The persons whom a field of the record names.
std::vector<std::string> persons_named(const records::Record& record, const std::string& field);
engine::RecordRef engine_ref(const records::Ref& ref);
records::Ref record_ref(const engine::RecordRef& ref);

}  // namespace app
