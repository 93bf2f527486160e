// A user task waits until somebody completes it; who and how many decide it is not the engine's
// business.
#include "base/text.h"
#include "engine/core/work.h"
#include "engine/elements/table.h"

namespace engine {

namespace {

// A list of texts, or one text with commas. Nothing: an incident was raised.
std::optional<std::vector<std::string>> names(Work& work, int64_t key, const Formula& formula,
                                              std::string_view what) {
  if (formula.empty()) return std::vector<std::string>();
  std::string why;
  const feel::Value value = work.evaluate(formula, key, why);
  if (value.is(feel::Kind::String)) return base::split(value.text(), ',');
  if (value.is_null() && why.empty()) return std::vector<std::string>();
  if (value.is(feel::Kind::List)) {
    std::vector<std::string> result;
    for (const feel::Value& each : value.items()) result.push_back(each.text_or_empty());
    return result;
  }
  work.incident(key, "EXTRACT_VALUE_ERROR",
                std::string(what) + " is no list of texts" + (why.empty() ? "" : ": " + why));
  return {};
}

int priority_of(Work& work, int64_t key, const Formula& formula) {
  constexpr int kUsual = 50;
  if (formula.empty()) return kUsual;
  std::string why;
  const feel::Value value = work.evaluate(formula, key, why);
  const auto number = value.is(feel::Kind::Number) ? std::optional(value.number())
                                                   : base::Decimal::parse(value.text_or_empty());
  return number ? static_cast<int>(number->to_int64().value_or(kUsual)) : kUsual;
}

// Not a FEEL name, so that no expression can read it.
constexpr std::string_view kCorrections = "jw:corrections";

void take(const feel::Value* value, std::string& to) {
  if (value && value->is(feel::Kind::String)) to = value->text();
}
void take(const feel::Value* value, std::vector<std::string>& to) {
  if (!value || !value->is(feel::Kind::List)) return;
  to.clear();
  for (const feel::Value& each : value->items()) to.push_back(each.text_or_empty());
}

void apply_corrections(const feel::Value& corrections, UserTask& task) {
  take(corrections.find("assignee"), task.assignee);
  take(corrections.find("dueDate"), task.due_date);
  take(corrections.find("followUpDate"), task.follow_up_date);
  take(corrections.find("candidateUsers"), task.candidate_users);
  take(corrections.find("candidateGroups"), task.candidate_groups);
  const feel::Value* priority = corrections.find("priority");
  if (priority && priority->is(feel::Kind::Number))
    task.priority = static_cast<int>(priority->number().to_int64().value_or(task.priority));
}

void enter(Work& work, int64_t key) {
  if (work.run_task_listeners(key, JobKind::Creating)) create_user_task(work, key);
}

}  // namespace

// A later listener has the last word.
void correct_user_task(Work& work, int64_t key, const feel::Value& corrections) {
  feel::Fields all;
  const feel::Value* before = work.local(key, kCorrections);
  const auto add = [&](const feel::Value& from) {
    for (size_t i = 0; i < from.names().size(); ++i) all.set(from.names()[i], from.values()[i]);
  };
  if (before) add(*before);
  add(corrections);
  work.set_local(key, kCorrections, all.build());
}

void create_user_task(Work& work, int64_t key) {
  const Node& here = work.node_of(key);
  UserTask task;
  task.key = key;
  task.at = work.position(key);
  task.properties = {here.properties.begin(), here.properties.end()};
  task.process_properties = {work.process.properties.begin(), work.process.properties.end()};
  task.form_id = here.form_id;
  task.loop = work.at(key).loop;
  if (!here.assignee.empty()) {
    std::string why;
    const feel::Value assignee = work.evaluate(here.assignee, key, why);
    if (!assignee.is(feel::Kind::String) && !assignee.is_null()) {
      work.incident(key, "EXTRACT_VALUE_ERROR", "the assignee is no text");
      return;
    }
    task.assignee = assignee.text_or_empty();
  }
  const auto groups = names(work, key, here.candidate_groups, "candidateGroups");
  if (!groups) return;
  const auto users = names(work, key, here.candidate_users, "candidateUsers");
  if (!users) return;
  task.candidate_groups = *groups;
  task.candidate_users = *users;
  if (!here.due_date.empty()) {
    std::string why;
    const feel::Value due = work.evaluate(here.due_date, key, why);
    task.due_date = due.is_null() ? "" : feel::to_text(due);
  }
  if (!here.follow_up_date.empty()) {
    std::string why;
    const feel::Value follow_up = work.evaluate(here.follow_up_date, key, why);
    task.follow_up_date = follow_up.is_null() ? "" : feel::to_text(follow_up);
  }
  task.priority = priority_of(work, key, here.priority);
  if (const feel::Value* corrections = work.local(key, kCorrections))
    apply_corrections(*corrections, task);
  task.locals = work.locals(key);
  work.wait(key);
  work.effects.push_back(std::move(task));
}

namespace {

void cancel(Work& work, int64_t key, const std::string& reason) {
  if (work.at(key).phase == Phase::Waiting)
    work.effects.push_back(UserTaskCanceled{key, work.position(key), reason});
}

}  // namespace

const Behaviour kUserTask = {.enter = enter, .cancel = cancel};

}  // namespace engine
