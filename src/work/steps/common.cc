#include "work/steps/common.h"

#include <algorithm>

#include "base/text.h"
#include "org/organisation.h"
#include "work/instances.h"

namespace work {
namespace {

constexpr size_t text_max = 4000;

}  // namespace

std::string print_minute(base::Time at, const std::string& zone) {
  const std::string text = base::print_in_zone(at, zone);
  return text.substr(0, 10) + " " + text.substr(11, 5);
}

base::Text told_by(Context& context, std::string_view person, base::Time at,
                   const base::Text& what) {
  const base::Text name = org::name_of(context.tx.db, person);
  const std::string time = print_minute(at, context.calendar.zone);
  return {name.zh + "于 " + time + " " + what.zh, name.en + " " + what.en + " at " + time};
}

base::Error task_over(Context& context, const Task& task) {
  base::Text what{"办理了此任务", "did this task"};
  if (task.state == TaskState::Canceled) what = {"结束了此任务", "ended this task"};
  base::Text title = told_by(context, task.ended_by, task.ended_at.value_or(task.created_at), what);
  if (!task.reason_text.zh.empty()) {
    title.zh += "（" + task.reason_text.zh + "）";
    title.en += " (" + task.reason_text.en + ")";
  }
  return base::refusal("work.task_over").with_title(std::move(title));
}

base::Result<Task> task_of_participant(Context& context, int64_t key) {
  auto task = get_task(context.tx.db, key);
  if (!task) return task;
  if (!is_participant(context.tx.db, *task, context.tx.actor.person))
    return base::refusal("work.no_task");
  return task;
}

namespace {

base::Result<Task> if_open(Context& context, base::Result<Task> task) {
  if (!task) return task;
  if (!task->is_open()) return task_over(context, *task);
  if (task->suspended_at) return base::refusal("work.suspended");
  return task;
}

}  // namespace

base::Result<Task> open_task(Context& context, int64_t key) {
  return if_open(context, task_of_participant(context, key));
}

base::Result<Task> any_open_task(Context& context, int64_t key) {
  return if_open(context, get_task(context.tx.db, key));
}

base::Json json_of(const base::Text& text) {
  return base::JsonObject{{"zh", text.zh}, {"en", text.en}};
}

base::Text title_of_outcome(const Context& context, const Task& task, std::string_view outcome) {
  if (context.hooks.title_of) {
    const base::Text known =
        context.hooks.title_of(task.process, task.element, std::string(outcome));
    if (!known.zh.empty()) return known;
  }
  return task.settings.outcome(outcome)->title;
}

void tell(Context& context, const Task& task, std::string_view act, base::JsonObject more) {
  more["task"] = std::to_string(task.key);
  more["element"] = task.element;
  more["title"] = json_of(task.title);
  more["seconds"] = (context.tx.now - task.created_at).micros / 1'000'000;
  const bool is_bound = static_cast<bool>(task.record);
  const std::string root = std::to_string(is_bound ? task.record.id : task.instance);
  storage::append_event(
      context.tx,
      {"task." + std::string(act), "task", std::to_string(task.key),
       is_bound ? task.record.type : "instance", root,
       task.settings.clauses.empty() ? "" : task.settings.clauses.front(), std::move(more)});
}

void tell_instance(Context& context, const Instance& instance, std::string_view act,
                   base::JsonObject more) {
  more["title"] = json_of(instance.title);
  more["process"] = instance.process;
  const bool is_bound = static_cast<bool>(instance.record);
  const std::string key = std::to_string(instance.key);
  storage::append_event(context.tx,
                        {"instance." + std::string(act), "instance", key,
                         is_bound ? instance.record.type : "instance",
                         is_bound ? std::to_string(instance.record.id) : key, "", std::move(more)});
}

std::string link_of(const Task& task) { return link_of_task(task.key); }

namespace {

base::Text headline_of(const base::Text& title, const std::optional<Instance>& known) {
  std::string about = known ? known->number : std::string();
  if (known && !known->subject.empty()) about += (about.empty() ? "" : " ") + known->subject;
  if (about.empty()) return title;
  return {title.zh + "：" + about, (title.en.empty() ? title.zh : title.en) + ": " + about};
}

}  // namespace

base::Text headline(Context& context, const Task& task) {
  return headline_of(task.title, instance(context.tx.db, task.instance));
}

base::Text headline(const Instance& instance) { return headline_of(instance.title, instance); }

base::Text done_by_actor(Context& context, std::string_view zh, std::string_view en) {
  const base::Text name = org::name_of(context.tx.db, context.tx.actor.person);
  return {name.zh + std::string(zh), (name.en.empty() ? name.zh : name.en) + " " + std::string(en)};
}

base::Text summary_of(Context& context, const Task& task) {
  const auto known = instance(context.tx.db, task.instance);
  const std::string lines = known ? base::join(known->summary, "\n") : std::string();
  return {lines, lines};
}

std::vector<std::string> open_candidates(const Task& task) {
  std::vector<std::string> persons;
  for (const Seat& seat : task.seats) {
    if (seat.state != SeatState::Open) continue;
    for (const Candidate& candidate : seat.candidates) {
      if (std::ranges::find(persons, candidate.person) == persons.end())
        persons.push_back(candidate.person);
    }
  }
  return persons;
}

std::vector<std::string> others_waited_for(const Task& task, std::string_view person) {
  std::vector<std::string> others;
  for (const Seat& seat : task.seats) {
    if (seat.state != SeatState::Open) continue;
    const bool is_his = std::ranges::count(seat.candidates, person, &Candidate::person) > 0;
    if (is_his && !is_claimed_by_other(task, seat, person)) continue;
    for (const Candidate& candidate : seat.candidates) {
      const bool is_new = std::ranges::count(others, candidate.person) == 0;
      if (is_new && candidate.person != person) others.push_back(candidate.person);
    }
  }
  return others;
}

NewNotice notice_of(Context& context, const Task& task, std::string_view kind,
                    const base::Text& what, std::string_view cause) {
  const base::Text about = headline(context, task);
  return {std::string(kind),
          {what, about},
          summary_of(context, task),
          link_of(task),
          "task:" + std::to_string(task.key) + ":" + std::string(cause)};
}

std::string cause_of_seat(int64_t task, std::string_view seat, int64_t version) {
  return "task:" + std::to_string(task) + ":seat:" + std::string(seat) + ":" +
         std::to_string(version);
}

void signal_task(Context& context, const Task& task, std::vector<std::string> persons) {
  if (!context.hooks.signal) return;
  context.hooks.signal({"task", std::to_string(task.key), std::move(persons)});
}

base::Result<std::string> checked_text(std::string_view text) {
  const std::string_view trimmed = base::trim(text);
  if (trimmed.empty() || !base::is_utf8(trimmed) || base::length(trimmed) > text_max) {
    return base::refusal("work.text_required")
        .lacking({base::Missing::Kind::Field,
                  "text",
                  {"内容", "Text"},
                  {"1 到 4000 字", "1 to 4,000 characters"}});
  }
  return std::string(trimmed);
}

base::Result<void> check_persons(storage::Connection& db, const std::vector<std::string>& persons) {
  if (persons.empty()) return base::refusal("work.unknown_person").at("persons");
  for (const std::string& id : persons) {
    const auto person = org::person(db, id);
    if (!person || !person->is_active)
      return base::refusal("work.unknown_person").at("persons").because(id);
  }
  return {};
}

}  // namespace work
