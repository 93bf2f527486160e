#include "work/ending_with_record.h"

#include <algorithm>

#include "org/organisation.h"
#include "work/called.h"
#include "work/instances.h"
#include "work/steps/common.h"
#include "work/steps/in_hand.h"

namespace work {

void tell_ending_with_record(Context& context, int64_t key) {
  const auto known = instance(context.tx.db, key);
  // What an administrator ends together with its record is told as his act.
  if (!known || known->state != "active") return;
  std::vector<std::string> persons;
  for (const Task& task : tasks_in_hand(context.tx.db, key)) {
    for (const std::string& person : people_in_hand(task)) {
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
