#include "app/inside/planned_leaving.h"

#include <algorithm>

#include "access/principal.h"
#include "org/leaving.h"
#include "org/organisation.h"
#include "work/notices.h"

namespace app {

namespace {

constexpr std::string_view leave_kind = "leaving.leave";
constexpr std::string_view look_kind = "leaving.look";  // just after it: has he left?

bool is_administrator_now(Act& act, const std::string& person) {
  const auto administrators =
      entry::persons_of(act.db(), act.definitions().roles, "administrator", act.tx().now);
  return std::ranges::find(administrators, person) != administrators.end();
}

base::Result<void> check_plan(Act& act, const org::PlannedLeaving& planned,
                              const std::string& successor) {
  const auto leaver = org::person(act.db(), planned.person);
  if (!leaver || !leaver->is_active) return base::refusal("app.no_person").at(planned.person);
  if (planned.at <= act.tx().now) return base::refusal("org.change_in_past").at("at");
  if (is_administrator_now(act, planned.person) && !is_administrator_now(act, planned.by))
    return base::refusal("app.beyond_keeping");
  const auto taker = org::person(act.db(), successor);
  if (taker && taker->is_active && successor != planned.person) return {};
  return base::refusal("work.no_successor")
      .lacking({base::Missing::Kind::Field,
                "successor",
                {"默认接手人", "Successor"},
                {"离职日之前还会有新的事项，请选择由谁接手",
                 "More will come until that day; choose who takes it over"}});
}

void tell_failed(Act& act, const org::PlannedLeaving& planned) {
  auto told = entry::persons_of(act.db(), act.definitions().roles, "administrator", act.tx().now);
  if (std::ranges::find(told, planned.by) == told.end()) told.push_back(planned.by);
  const base::Text name = org::name_of(act.db(), planned.person);
  work::notify(act.context(), told,
               {"message",
                {{"离职交接未能按计划办理", "A planned hand-over was not made"}, name},
                {"请打开其离职交接，查看缺少什么后重新办理",
                 "Open the hand-over, see what is missing and do it again"},
                "",
                ""});
}

}  // namespace

base::Result<void> plan_leaving(Parts& parts, const Caller& caller, const std::string& leaver,
                                const base::Json& request) {
  const auto at = base::parse_time(base::text_or_empty(request, "at"));
  if (!at) return base::refusal("request.wrong_type").at("at");
  const org::PlannedLeaving planned{leaver, *at, caller.person, base::print(request)};
  if (auto checked = check_successors(parts, caller, leaver, request); !checked) return checked;
  const auto done = parts.run(caller, [&](runtime::Op& op) -> base::Result<base::Json> {
    Act act(parts, op, caller);
    const auto successor = base::text_or_empty(request, "successor");
    if (auto checked = check_plan(act, planned, successor); !checked) return checked.error();
    org::plan_leaving(op.tx, planned);
    const base::JsonObject about{{"person", leaver}, {"at", base::print_utc(*at)}};
    runtime::schedule(op.tx, *at, leave_kind, about);
    runtime::schedule(op.tx, *at, look_kind, about);
    return base::Json();
  });
  if (!done) return done.error();
  return {};
}

std::vector<std::string> leaving_schedule_kinds() {
  return {std::string(leave_kind), std::string(look_kind)};
}

base::Result<void> fire_leaving(Act& act, std::string_view kind, const base::Json& payload) {
  const auto leaver = base::text_or_empty(payload, "person");
  const auto planned = org::planned_leaving(act.db(), leaver);
  const bool is_meant =
      planned && base::print_utc(planned->at) == base::text_or_empty(payload, "at");
  if (!is_meant || planned->has_failed) return {};
  if (kind == look_kind) {
    org::fail_leaving(act.tx(), leaver);
    tell_failed(act, *planned);
    return {};
  }
  if (is_administrator_now(act, leaver) && !is_administrator_now(act, planned->by))
    return base::refusal("app.beyond_keeping");
  const auto request = base::parse_json(planned->request);
  if (!request) return request.error();
  return hand_all(act, leaver, *request);
}

}  // namespace app
