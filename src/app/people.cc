#include "app/people.h"

#include <map>

#include "app/inside/act.h"
#include "app/inside/json.h"
#include "app/inside/organisation_rights.h"
#include "app/inside/words.h"
#include "app/structure.h"
#include "base/person_name.h"
#include "base/text.h"
#include "org/deputies.h"
#include "org/leaving.h"
#include "org/organisation.h"
#include "org/structure.h"
#include "work/seats.h"

namespace app {

namespace {

base::Json person_json(Look& look, const org::PersonRow& person, base::Time at) {
  base::JsonArray positions;
  for (const auto& id : org::positions_of(look.db(), person.id, at))
    positions.push_back(look.position(id));
  base::JsonObject out{{"id", person.id},
                       {"name", person.name.zh},
                       {"initials", base::name_initials(person.name.zh)},
                       {"positions", std::move(positions)}};
  const auto unit = org::unit_of(look.db(), person.id, at);
  if (const auto found = org::unit(look.db(), unit)) out["unit"] = look.ref(unit, found->title);
  return out;
}

// Who is to leave, and when; for those alone who keep the organisation.
std::map<std::string, base::Time> leaving_moments(Look& look) {
  std::map<std::string, base::Time> out;
  if (!keeps_organisation(look.caller())) return out;
  for (const auto& planned : org::planned_leavings(look.db())) out[planned.person] = planned.at;
  return out;
}

base::Json position_json(Look& look, const org::PositionTerm& position, base::Time at) {
  base::JsonObject out{{"id", position.id},
                       {"title", text_json(position.title)},
                       {"unit", position.unit},
                       {"headcount", position.headcount},
                       {"holders", look.persons(org::holders(look.db(), position.id, at))}};
  set_text(out, "superior", position.superior);
  base::JsonArray deputies;
  for (const auto& row : org::deputies_of(look.db(), position.id, "", at)) {
    deputies.push_back(look.person(row.deputy));
  }
  out["deputies"] = std::move(deputies);
  return out;
}

base::Json area_json(Look& look, const org::Area& area) {
  base::JsonObject out{{"id", std::to_string(area.key)},
                       {"person", look.person(area.person)},
                       {"position", look.position(area.position)},
                       {"unit", area.unit},
                       {"from", time_json(area.from)}};
  set_time(out, "until", area.until);
  return out;
}

// One may name a deputy for oneself, a holder for his position, an administrator for anybody.
base::Result<void> may_deputise(storage::Connection& db, const Caller& caller, std::string_view of,
                                base::Time at) {
  if (is_administrator(caller) || of == caller.person || org::holds(db, caller.person, of, at))
    return {};
  return base::refusal("app.not_allowed").at(std::string(of));
}

base::Json deputy_json(Look& look, const org::DeputyRow& row) {
  base::JsonObject out{{"id", std::to_string(row.key)},
                       {"deputy", look.person(row.deputy)},
                       {"from", time_json(row.from)},
                       {"mode", org::name_of(row.mode)}};
  if (row.is_position)
    out["position"] = look.position(row.of);
  else
    out["person"] = look.person(row.of);
  set_time(out, "until", row.until);
  set_text(out, "reason", row.reason);
  base::JsonArray scope;
  for (const auto& process : row.scope) scope.push_back(look.process(process));
  if (!scope.empty()) out["scope"] = std::move(scope);
  out["can_end"] = may_deputise(look.db(), look.caller(), row.of, look.now()).ok();
  return out;
}

// Processes that a deputy may be limited to.
base::Result<std::vector<std::string>> scope_of(const Parts& parts, const base::Json& request) {
  std::vector<std::string> out;
  const auto* scope = base::find(request, "scope");
  if (scope == nullptr || !scope->is_array()) return out;
  for (const auto& process : scope->as_array()) {
    if (!process.is_string()) return base::refusal("request.wrong_type").at("scope");
    if (parts.definitions->process(process.as_string()) == nullptr)
      return base::refusal("app.no_process").at(std::string(process.as_string()));
    out.emplace_back(process.as_string());
  }
  return out;
}

base::Result<std::optional<base::Time>> time_of(const base::Json& json, std::string_view name) {
  const auto text = base::text_or_empty(json, name);
  if (text.empty()) return std::optional<base::Time>();
  const auto time = base::parse_time(text);
  if (!time) return base::refusal("request.wrong_type").at(std::string(name));
  return std::optional(*time);
}

}  // namespace

base::Result<base::Json> organisation(Workspace& workspace, const Caller& caller) {
  return organisation_at(workspace, caller, "");
}

base::Result<base::Json> organisation_at(Workspace& workspace, const Caller& caller,
                                         std::string_view when) {
  Look look(workspace.parts(), caller);
  const auto asked = when.empty() ? std::optional(look.now()) : base::parse_time(when);
  if (!asked) return base::refusal("request.wrong_type").at("at");
  const base::Time at = *asked;
  base::JsonArray units, positions, people, areas, planned;
  for (const auto& unit : org::units_at(look.db(), at)) {
    base::JsonObject out{
        {"id", unit.id}, {"title", text_json(unit.title)}, {"kind", org::name_of(unit.kind)}};
    set_text(out, "parent", unit.parent);
    set_text(out, "head_position", unit.head);
    units.push_back(std::move(out));
  }
  for (const auto& position : org::positions_at(look.db(), at))
    positions.push_back(position_json(look, position, at));
  const auto leaves_at = leaving_moments(look);
  for (const auto& person : org::people(look.db())) {
    if (!person.is_active) continue;
    auto row = person_json(look, person, at).as_object();
    const auto leaves = leaves_at.find(person.id);
    if (leaves != leaves_at.end()) row["leaves_at"] = time_json(leaves->second);
    people.push_back(std::move(row));
  }
  for (const auto& area : org::areas(look.db(), at)) areas.push_back(area_json(look, area));
  for (const auto moment : org::planned_changes(look.db(), look.now()))
    planned.push_back(time_json(moment));
  return base::Json(base::JsonObject{{"at", time_json(at)},
                                     {"units", std::move(units)},
                                     {"positions", std::move(positions)},
                                     {"people", std::move(people)},
                                     {"areas", std::move(areas)},
                                     {"planned", std::move(planned)}});
}

base::Result<base::Json> find_people(Workspace& workspace, const Caller& caller,
                                     std::string_view words) {
  Look look(workspace.parts(), caller);
  base::JsonArray items;
  for (const auto& person : org::search_people(look.db(), words, 50))
    items.push_back(person_json(look, person, look.now()));
  return items_json(std::move(items));
}

base::Result<base::Json> list_deputies(Workspace& workspace, const Caller& caller) {
  Look look(workspace.parts(), caller);
  base::JsonArray items;
  for (const auto& row : org::deputies(look.db(), look.now()))
    items.push_back(deputy_json(look, row));
  base::JsonArray processes;
  for (const auto* process : workspace.parts().definitions->processes->all())
    processes.push_back(look.process(process->id));
  return base::Json(
      base::JsonObject{{"items", std::move(items)}, {"processes", std::move(processes)}});
}

base::Result<base::Json> set_deputy(Workspace& workspace, const Caller& caller,
                                    const base::Json& request) {
  auto& parts = workspace.parts();
  org::NewDeputy deputy;
  deputy.of = base::text_or_empty(request, "position");
  if (deputy.of.empty()) deputy.of = base::text_or_empty(request, "person");
  if (deputy.of.empty()) deputy.of = caller.person;
  deputy.deputy = base::text_or_empty(request, "deputy");
  deputy.reason = base::text_or_empty(request, "reason");
  const auto mode = word_of(request, "mode", {"beside", "instead"});
  if (!mode) return mode.error();
  deputy.mode = org::deputy_mode(*mode).value_or(org::DeputyMode::Beside);
  auto scope = scope_of(parts, request);
  if (!scope) return scope.error();
  deputy.scope = std::move(*scope);
  const auto from = time_of(request, "from");
  if (!from) return from.error();
  // What has begun already, as "today", begins now: nobody was a deputy before he was named.
  deputy.from = std::max(from->value_or(workspace.now()), workspace.now());
  const auto until = time_of(request, "until");
  if (!until) return until.error();
  deputy.until = *until;
  const auto done = parts.run(caller, [&](runtime::Op& op) -> base::Result<base::Json> {
    Act act(parts, op, caller);
    if (auto may = may_deputise(act.db(), caller, deputy.of, op.tx.now); !may) return may.error();
    const auto key = org::set_deputy(op.tx, deputy);
    if (!key) return key.error();
    work::follow_change(act.context(), deputy.from, deputy.until);
    return base::Json(std::to_string(*key));
  });
  if (!done) return done.error();
  Look look(parts, caller);
  const auto row = org::deputy(look.db(), std::stoll(std::string(done->as_string())));
  if (!row) return base::refusal("org.no_deputy");
  return deputy_json(look, *row);
}

base::Result<void> end_deputy(Workspace& workspace, const Caller& caller, int64_t id) {
  auto& parts = workspace.parts();
  const auto done = parts.run(caller, [&](runtime::Op& op) -> base::Result<base::Json> {
    Act act(parts, op, caller);
    const auto row = org::deputy(act.db(), id);
    if (!row) return base::refusal("org.no_deputy");
    if (auto may = may_deputise(act.db(), caller, row->of, op.tx.now); !may) return may.error();
    if (auto revoked = org::revoke_deputy(op.tx, id); !revoked) return revoked.error();
    work::resolve_open_seats(act.context());
    return base::Json();
  });
  if (!done) return done.error();
  return {};
}

}  // namespace app
