#include "work/record_kept.h"

#include "work/steps/automatic.h"
#include "work/steps/common.h"

namespace work {

bool is_dissent(const Task& task, std::string_view outcome) {
  const bool is_approval =
      task.settings.kind == TaskKind::Approve || task.settings.kind == TaskKind::Vote;
  return is_approval && outcome != task.settings.agreeing();
}

void tell_record_kept(Context& context, const Task& task, const base::Text& why) {
  const BySystem by_system(context.tx);
  tell(context, task, "record_kept", {{"reason", "record_kept"}, {"text", json_of(why)}});
  NewNotice notice =
      notice_of(context, task, "incident",
                {"不同意已计入，单据状态没有改变", "A dissent counts, the record kept its state"},
                "record_kept");
  notice.text = why;
  notify(context, context.hooks.persons_of_role("administrator"), notice);
}

}  // namespace work
