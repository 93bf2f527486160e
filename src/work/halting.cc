// Who hears that an administrator halted a matter or lets it go on, and whose story tells it.
#include "org/organisation.h"
#include "runtime/called.h"
#include "work/acting_starter.h"
#include "work/administering.h"
#include "work/called.h"
#include "work/instances.h"
#include "work/notices.h"
#include "work/steps/common.h"
#include "work/steps/in_hand.h"

namespace work {
namespace {

std::string_view act_of(Halt halt) { return halt == Halt::Suspended ? "suspended" : "resumed"; }

base::JsonObject with_reason(base::JsonObject more, std::string_view reason) {
  if (!reason.empty()) more["text"] = reason;
  return more;
}

// A matter that waits in a call has no task to tell of it; whoever waits for this one learns why.
void tell_stories(Context& context, const Instance& known, Halt halt, std::string_view reason) {
  storage::Connection& db = context.tx.db;
  const std::string_view act = act_of(halt);
  if (open_tasks(db, known.key).empty())
    tell_instance(context, known, act, with_reason(by_administrator(), reason));
  auto by = runtime::caller_of(db, known.key);
  for (; by && by->is_waited_for; by = runtime::caller_of(db, by->instance)) {
    const auto caller = instance(db, by->instance);
    if (!caller) continue;
    base::JsonObject more = with_reason(by_administrator(), reason);
    more["step"] = json_of(known.title);
    tell_instance(context, *caller, act, std::move(more));
  }
}

NewNotice notice_of_halt(Context& context, const Instance& known, Halt halt,
                         std::string_view reason) {
  const base::Text by = org::name_of(context.tx.db, context.tx.actor.person);
  const std::string said(reason);
  base::Text event{"已挂起", "Suspended"};
  if (halt == Halt::Resumed) event = {"已恢复", "Resumed"};
  base::Text text = by;
  if (text.en.empty()) text.en = text.zh;
  if (!said.empty()) text = {text.zh + "：" + said, text.en + ": " + said};
  return {"suspended",
          {event, headline(known)},
          text,
          link_of_instance(known.key),
          std::string(act_of(halt)) + ":" + std::to_string(known.key) + ":" +
              std::to_string(context.tx.now.micros)};
}

}  // namespace

void tell_halt(Context& context, int64_t key, Halt halt, std::string_view reason) {
  const auto known = instance(context.tx.db, key);
  if (!known || known->state != "active") return;
  tell_stories(context, *known, halt, reason);
  NewNotice notice = notice_of_halt(context, *known, halt, reason);
  const auto tell_others = [&](std::vector<std::string> persons, int64_t shown) {
    std::erase(persons, context.tx.actor.person);
    notice.link = link_of_instance(shown);
    notify(context, persons, notice);
  };
  if (!known->starter.empty() && known->starter != "system")
    tell_others({acting_starter(context.tx.db, *known)}, key);
  for (const Task& task : tasks_in_hand(context.tx.db, key))
    tell_others(people_in_hand(task), task.instance);
}

}  // namespace work
