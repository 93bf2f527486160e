// Who reads what is said at a task, and the files handed in with it.
#pragma once

#include "app/inside/json.h"
#include "records/records.h"
#include "work/task.h"

namespace app {

// Everybody who reads the matter, or, where its step names them (jw:opinions), only those, who is
// asked at the step, the owner of the process, administrators and, unless the step keeps them from
// him, the starter.
class OpinionRights {
 public:
  OpinionRights(Parts& parts, storage::Connection& db, const records::Environment& environment,
                const Caller& caller)
      : definitions_(*parts.definitions), db_(db), environment_(environment), caller_(caller) {}

  bool may_read(const work::Task& task) const;
  // What is said at all the tasks of a matter.
  bool may_read_all(int64_t matter) const;

 private:
  bool is_named(const work::Task& task, const std::vector<std::string>& readers) const;

  const Definitions& definitions_;
  storage::Connection& db_;
  const records::Environment& environment_;
  const Caller& caller_;
};

// The same of one task, for who looks.
bool reads_opinions(Look& look, const work::Task& task);

}  // namespace app
