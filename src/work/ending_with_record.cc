#include "work/ending_with_record.h"

#include <algorithm>

#include "org/organisation.h"
#include "work/called.h"
#include "work/instances.h"
#include "work/steps/common.h"

namespace work {

void tell_ending_with_record(Context& context, int64_t key) {
  const auto known = instance(context.tx.db, key);
  if (!known) return;
  std::vector<std::string> persons;
  for (const Task& task : tasks_in_hand(context.tx.db, key)) {
    for (const std::string& person : open_candidates(task)) {
      const bool is_known = std::ranges::count(persons, person) > 0;
      if (!is_known && person != context.tx.actor.person) persons.push_back(person);
    }
  }
  notify(context, persons,
         {"canceled",
          {{"流程随单据结束", "Ended with its record"}, headline(*known)},
          org::name_of(context.tx.db, context.tx.actor.person),
          link_of_instance(key),
          "ended_with_record:" + std::to_string(key)});
}

}  // namespace work
