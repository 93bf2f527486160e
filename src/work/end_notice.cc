#include "work/end_notice.h"

#include <algorithm>

#include "runtime/called.h"
#include "work/acting_starter.h"
#include "work/instances.h"
#include "work/reading/reader.h"

namespace work {

base::Result<EndNotice> read_end_notice(const engine::Properties& properties) {
  Reader reader(properties);
  const auto choice = reader.choice<EndNotice>("jw:end_notice", EndNotice::Every,
                                               {{"all", EndNotice::Every},
                                                {"not_passed", EndNotice::NotPassed},
                                                {"none", EndNotice::Never}});
  if (reader.has_problems()) return reader.problems();
  return choice;
}

void keep_end_notice(storage::Tx& tx, int64_t instance, const std::string& said) {
  if (said.empty()) return;
  tx.db.execute("UPDATE work_instance SET end_notice = ? WHERE id = ?", {said, instance});
}

void note_told(Context& context, int64_t key, const std::vector<std::string>& persons) {
  const auto known = instance(context.tx.db, key);
  if (known && std::ranges::count(persons, acting_starter(context.tx.db, *known)) > 0)
    context.tx.db.execute("UPDATE work_instance SET starter_told = 1 WHERE id = ?", {key});
  const auto by = runtime::caller_of(context.tx.db, key);
  if (by && by->is_waited_for) note_told(context, by->instance, persons);
}

}  // namespace work
