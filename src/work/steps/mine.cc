#include "work/steps/mine.h"

#include <algorithm>

#include "base/text.h"
#include "work/steps/common.h"
#include "work/steps/not_yours.h"

namespace work {

base::Result<Mine> my_task(Context& context, int64_t key, std::string_view act) {
  auto task = open_task(context, key);
  if (!task) return task.error();
  if (auto offered = check_offered(*task, act); !offered) return offered.error();
  const std::string& person = context.tx.actor.person;
  const Seat* seat = seat_for(*task, person);
  if (!seat) return not_yours(context, *task);
  if (is_claimed_by_other(*task, *seat, person)) {
    return base::refusal("work.claimed")
        .with_title(told_by(context, task->claimed_by, *task->claimed_at,
                            {"已签收此任务", "claimed this task"}));
  }
  const Candidate as = *std::ranges::find(seat->candidates, person, &Candidate::person);
  return Mine{*task, *seat, as};
}

base::Result<void> check_offered(const Task& task, std::string_view act) {
  if (task.settings.offered(act)) return {};
  return base::refusal("work.act_not_offered").at(std::string(act));
}

base::Result<std::string> reason_for(const Task& task, std::string_view act,
                                     std::string_view reason) {
  const OfferedAct* offered = task.settings.offered(act);
  if (offered && offered->is_reason_required) return checked_reason(reason);
  return std::string(base::trim(reason));
}

base::Result<std::string> checked_reason(std::string_view reason) {
  auto text = checked_text(reason);
  if (text) return text;
  return base::refusal("work.reason_required")
      .lacking({base::Missing::Kind::Field,
                "text",
                {"原因", "Reason"},
                {"请说明原因", "Give a reason"}});
}

bool is_administrator(Context& context) {
  const auto administrators = context.hooks.persons_of_role("administrator");
  return std::ranges::count(administrators, context.tx.actor.person) > 0;
}

}  // namespace work
