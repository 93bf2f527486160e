#include "work/forgetting.h"

#include <string>

#include "work/search.h"

namespace work {

void forget_instance(storage::Connection& db, int64_t instance) {
  for (const char* table : {"work_seat", "work_candidate", "work_draft", "work_assignment",
                            "work_light", "work_handed_on"})
    db.execute("DELETE FROM " + std::string(table) +
                   " WHERE task IN (SELECT id FROM work_task WHERE instance = ?)",
               {instance});
  for (const char* table : {"work_copy", "work_participant", "work_evaluation", "work_remark_file",
                            "work_step_person", "work_handed_in", "work_spoken_for", "work_task"})
    db.execute("DELETE FROM " + std::string(table) + " WHERE instance = ?", {instance});
  db.execute("DELETE FROM work_instance WHERE id = ?", {instance});
  forget_indexed(db, instance);
}

}  // namespace work
