// Who reads what is said at a task, and the files handed in with it.
#pragma once

#include "app/inside/json.h"
#include "records/records.h"
#include "work/task.h"
#include "work/timeline.h"

namespace app {

// How much is told of what was said at a step: only that something was; what came of it and who was
// for it; the words and files, too.
enum class Told { Nothing, Outcome, Words };

// Words: to everybody who reads the matter, or, where its step names them (jw:opinions), only to
// those, who is asked at the step, the starter, the owner of the process and administrators. Where
// the step keeps its words from the starter, he is told the outcome.
class OpinionRights {
 public:
  OpinionRights(Parts& parts, storage::Connection& db, const records::Environment& environment,
                const Caller& caller)
      : definitions_(*parts.definitions), db_(db), environment_(environment), caller_(caller) {}

  Told told(const work::Task& task) const;
  // Whether an act in the story of a task is told to the caller with its words, whatever the task
  // keeps from him: his own, one that names him, or a return to a step of his.
  bool is_for_caller(const work::Task& task, const work::TimelineEntry& entry) const;
  // What is said at all the tasks of a matter, words and files.
  bool may_read_all(int64_t matter) const;

 private:
  bool is_named(const work::Task& task, const std::vector<std::string>& readers) const;

  const Definitions& definitions_;
  storage::Connection& db_;
  const records::Environment& environment_;
  const Caller& caller_;
};

// The same of one task, for who looks.
Told told_of(Look& look, const work::Task& task);

}  // namespace app
