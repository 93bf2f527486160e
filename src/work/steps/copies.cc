#include "work/steps/copies.h"

#include "work/seats.h"
#include "work/steps/candidates.h"
#include "work/steps/common.h"

namespace work {
namespace {

// A matter as the rules of candidates see it, without any step.
Task whole_matter(const Instance& matter) {
  Task task;
  task.instance = matter.key;
  task.process = matter.process;
  task.title = matter.title;
  task.record = matter.record;
  task.starter = matter.starter;
  return task;
}

std::string link_of_copy(const Task& task) {
  return task.key == 0 ? link_of_instance(task.instance) : link_of(task);
}

void tell_copied(Context& context, const Task& task, base::JsonObject more) {
  if (task.key != 0) return tell(context, task, "copied", std::move(more));
  tell_instance(context, *instance(context.tx.db, task.instance), "copied", std::move(more));
}

void signal_copies(Context& context, const Task& task, const std::vector<std::string>& persons) {
  if (task.key != 0) return signal_task(context, task, persons);
  if (context.hooks.signal && !persons.empty()) context.hooks.signal({"counts", "", persons});
}

base::Result<void> copy_by_rule(Context& context, const Task& task,
                                const std::vector<CandidateEntry>& entries, const Why& why) {
  if (entries.empty()) return {};
  auto persons = resolve_persons(context, task, entries);
  if (!persons) return persons.error();
  std::erase_if(*persons, [&](const std::string& person) {
    return !check_participants(context, task, {person}).ok();
  });
  const auto fresh = add_copies(context, task, *persons, "copy", {"抄送", "Copied to you"}, "");
  if (fresh.empty()) return {};
  tell_copied(context, task,
              {{"persons", base::JsonArray(fresh.begin(), fresh.end())},
               {"reason", why.reason},
               {"text", json_of(why.text)}});
  return {};
}

}  // namespace

std::vector<std::string> add_copies(Context& context, const Task& task,
                                    const std::vector<std::string>& persons, std::string_view kind,
                                    const base::Text& what, const std::string& text) {
  std::vector<std::string> fresh;
  for (const std::string& person : persons) {
    const int64_t added = context.tx.db.execute(
        "INSERT INTO work_copy (id, instance, task, person, kind, by_person, at, read_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, NULL) ON CONFLICT (person, instance, kind) DO NOTHING",
        {context.tx.keys.next(), task.instance, task.key, person, std::string(kind),
         context.tx.actor.person, context.tx.now.micros});
    if (added == 0) continue;
    add_participant(context.tx, task.instance, person);
    fresh.push_back(person);
  }
  const base::Text about = headline(context, task);
  notify(context, fresh,
         {std::string(kind),
          {what, about},
          {text, text},
          link_of_copy(task),
          std::string(kind) + ":" + std::to_string(task.instance)});
  signal_copies(context, task, fresh);
  return fresh;
}

base::Result<void> copy_decision(Context& context, const Task& task) {
  return copy_by_rule(
      context, task, task.settings.copy_to,
      {"copy_decided", {"此环节办结，按规则抄送", "the step is done; copied by rule"}});
}

namespace {

const Why at_start{"copy_at_start", {"发起时按规则抄送", "copied by rule at the start"}};

}  // namespace

base::Result<void> copy_at_start(Context& context, const Task& first,
                                 const std::vector<CandidateEntry>& entries) {
  return copy_by_rule(context, first, entries, at_start);
}

void copy_matter_at_start(Context& context, const Instance& matter, const std::string& candidates) {
  if (candidates.empty()) return;
  const auto entries = parse_candidates(candidates);
  if (entries) (void)copy_by_rule(context, whole_matter(matter), *entries, at_start);
}

void copy_at_end(Context& context, const Instance& matter, const std::string& candidates) {
  if (candidates.empty()) return;
  const auto entries = parse_candidates(candidates);
  if (!entries) return;
  const auto keys = task_keys(context.tx.db, "instance = ? ORDER BY id DESC LIMIT 1", {matter.key});
  const Task about = keys.empty() ? whole_matter(matter) : *find_task(context.tx.db, keys.front());
  (void)copy_by_rule(context, about, *entries,
                     {"copy_at_end", {"办结时按规则抄送", "copied by rule at the end"}});
}

}  // namespace work
