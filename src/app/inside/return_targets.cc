#include "app/inside/return_targets.h"

#include <algorithm>
#include <optional>

#include "app/inside/looking_ahead.h"
#include "app/inside/parts.h"
#include "app/inside/path_ahead.h"
#include "engine/parts.h"
#include "work/acts.h"
#include "work/prediction.h"

namespace app {
namespace {

std::string_view word_of(work::AfterReturn strategy) {
  return strategy == work::AfterReturn::Back ? "back" : "again";
}

// Where the task stands, and what is known there: what is done over stands where it was asked for.
work::Outlook outlook_of(storage::Connection& db, work::Task task, const work::Instance& matter,
                         const work::Running& running) {
  while (task.origin != 0) task = *work::find_task(db, task.origin);
  work::Outlook outlook{
      feel::Value::context({}), matter.record, matter.starter, matter.key, task.element,
      running.functions,        running.called};
  const auto parts = engine::parts_of(task.properties);
  for (const work::Place& place : running.active) {
    const bool is_its = parts.empty() || std::ranges::count(place.parts, parts.back().key) > 0;
    if (place.element != task.element || !is_its) continue;
    outlook.variables = place.variables;
    outlook.parts = place.parts;
  }
  return outlook;
}

// Who would be asked at each target, in each way in which the return may go on.
class Asked {
 public:
  Asked(Look& look, const work::Task& task, const work::Instance& matter)
      : look_(look),
        task_(task),
        hooks_(hooks_of_running(look)),
        calendar_(look.parts().calendar()),
        tx_{look.db(), look.now(), keys_, {look.caller().person, "", look.caller().door}},
        ahead_(look.parts(), look.db(), matter),
        running_(ahead_.running()),
        outlook_(outlook_of(look.db(), task, matter, running_)) {}

  base::JsonObject at(const work::ReturnTarget& target) {
    work::Context context{tx_, *calendar_, hooks_};
    base::JsonObject asked;
    for (const auto strategy : target.strategies) {
      const bool is_starter = target.element == work::starter_target;
      asked[word_of(strategy)] =
          look_.persons(is_starter ? target.persons
                                   : work::asked_again(context, running_.process, outlook_,
                                                       {task_, target.element, strategy}));
    }
    return asked;
  }

 private:
  Look& look_;
  const work::Task& task_;
  work::Hooks hooks_;
  std::shared_ptr<const base::WorkingCalendar> calendar_;
  NoKeys keys_;
  storage::Tx tx_;
  Ahead ahead_;
  work::Running running_;
  work::Outlook outlook_;
};

}  // namespace

base::JsonArray return_targets_json(Look& look, const work::Task& task,
                                    const std::vector<std::string>& acts) {
  const auto targets = work::return_targets(look.db(), task);
  const auto matter = work::instance(look.db(), task.instance);
  std::optional<Asked> asked;
  if (matter && !targets.empty() && std::ranges::count(acts, "return") > 0)
    asked.emplace(look, task, *matter);
  base::JsonArray out;
  for (const auto& target : targets) {
    auto ref = look.ref(target.element, target.title).as_object();
    ref["persons"] = look.persons(target.persons);
    base::JsonArray strategies;
    for (const auto strategy : target.strategies) strategies.emplace_back(word_of(strategy));
    ref["strategies"] = std::move(strategies);
    const auto beside = work::return_beside(look.db(), task, target.element);
    if (!beside.empty()) ref["beside"] = base::JsonArray(beside.begin(), beside.end());
    if (asked) ref["asked"] = asked->at(target);
    out.push_back(std::move(ref));
  }
  return out;
}

}  // namespace app
