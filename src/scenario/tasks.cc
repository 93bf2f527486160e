// Finds the task that a step means.
#include "app/tasks.h"
#include "app/processes.h"
#include "app/records.h"
#include "scenario/acts.h"

namespace scenario {

namespace {

bool is_about(const base::Json& row, const RecordName& record) {
  if (!record.is_set()) return true;
  const base::Json* bound = base::find(row, "record");
  return bound && base::text_or_empty(*bound, "type") == record.type &&
         base::text_or_empty(*bound, "id") == std::to_string(record.id);
}

// The newest task of the element in a box of a person; 0 when there is none.
int64_t newest_in(Scene& scene, const std::string& person, std::string_view box,
                  std::string_view element, const RecordName& record) {
  const auto caller = app::caller_of(scene.workspace, person, "scenario");
  if (!caller) return 0;
  app::TaskQuery query;
  query.box = box;
  const auto page = app::list_tasks(scene.workspace, *caller, query, {1, 200});
  if (!page) return 0;
  int64_t newest = 0;
  for (const base::Json& row : page->at("items").as_array()) {
    if (base::text_or_empty(row, "element") != element || !is_about(row, record)) continue;
    const auto key = key_of(base::text_or_empty(row, "key"));
    if (key.ok()) newest = std::max(newest, key.value());
  }
  return newest;
}

}  // namespace

base::Result<FoundTask> find_task(Scene& scene, std::string_view element, const RecordName& record,
                                  const std::string& person) {
  if (!person.empty())
    if (const int64_t own = newest_in(scene, person, "todo", element, record))
      return FoundTask{own, person};
  FoundTask found;
  for (const std::string_view box : {"todo", "done"}) {
    for (const std::string& other : scene.all_people()) {
      const int64_t key = newest_in(scene, other, box, element, record);
      if (key > found.key || (key == found.key && key != 0 && other == person))
        found = {key, other};
    }
    if (found.key != 0) return found;
  }
  return base::refusal("scenario.no_task").at(std::string(element));
}

int64_t instance_of(Scene& scene, const RecordName& record) {
  const base::Json seen = scene.read(record);
  int64_t newest = 0;
  if (const base::Json* instances = base::find(seen, "instances"))
    for (const base::Json& row : instances->as_array())
      if (const auto key = key_of(base::text_or_empty(row, "key")); key.ok())
        newest = std::max(newest, key.value());
  return newest;
}

}  // namespace scenario
