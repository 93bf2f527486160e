#include "work/steps/passable.h"

#include <algorithm>
#include <optional>
#include <string>

#include "work/policy.h"
#include "work/signers.h"
#include "work/steps/automatic.h"

namespace work {
namespace {

base::Text needed(const Rule& rule, const Tally& seats) {
  const std::string total = std::to_string(seats.total);
  if (rule.policy == Policy::Count) {
    const std::string wanted = std::to_string(rule.agree_count);
    return {"只有 " + total + " 席，须 " + wanted + " 票同意",
            "seats: " + total + ", agreements needed: " + wanted};
  }
  if (rule.policy == Policy::Weight) {
    const std::string weight = std::to_string(seats.total_weight);
    const std::string wanted = std::to_string(rule.threshold);
    return {"权重合计只有 " + weight + "，须" + (rule.is_above ? "超过 " : "达到 ") + wanted,
            "weights: " + weight + " in all, " + (rule.is_above ? "more than " : "at least ") +
                wanted + " needed"};
  }
  return {"只有 " + total + " 席，全体同意也不满足通过规则",
          "seats: " + total + ", the rule says no even if all agree"};
}

base::Text title_of(Context& context, const Task& task) {
  if (!task.title.zh.empty() || !context.hooks.title_of) return task.title;
  return context.hooks.title_of(task.process, task.element, "");
}

}  // namespace

int64_t weight_of(const Task& task, const SeatPlan& plan) {
  std::vector<std::string> whose = plan.instead_of;
  whose.push_back(plan.position.empty() && plan.persons.size() == 1 ? plan.persons.front()
                                                                    : plan.position);
  std::optional<int64_t> weight;
  for (const std::string& who : whose) {
    const auto found = task.settings.weights.find(who);
    if (found == task.settings.weights.end()) continue;
    weight = std::max(weight.value_or(found->second), found->second);
  }
  return weight.value_or(1);
}

base::Result<void> check_passable(Context& context, const Task& task) {
  const auto ballots = ballots_of(task);
  const Sides sides = task.settings.sides();
  if (can_pass(task.settings.rule, ballots, sides)) return {};
  base::Error error = base::refusal("work.cannot_pass").at(task.process + "#" + task.element);
  error.missing.push_back({base::Missing::Kind::Condition, task.element, title_of(context, task),
                           needed(task.settings.rule, count(ballots, sides.agreeing))});
  return error;
}

base::Result<void> check_passable(Context& context, Task task, const std::vector<SeatPlan>& plans) {
  for (size_t place = 0; place < plans.size(); ++place) {
    Seat seat;
    seat.id = std::to_string(place);
    seat.weight = weight_of(task, plans[place]);
    task.seats.push_back(std::move(seat));
  }
  return check_passable(context, task);
}

std::vector<SeatPlan> plans_that_count(Context& context, const Task& task,
                                       const std::vector<SeatPlan>& plans) {
  if (task.settings.applicant != ApplicantRule::Skip || !is_counted(task.settings.rule.policy))
    return plans;
  auto others = plans;
  std::erase_if(
      others, [&](const SeatPlan& plan) { return is_skipped_for_applicant(context, task, plan); });
  return !others.empty() && check_passable(context, task, others) ? others : plans;
}

}  // namespace work
