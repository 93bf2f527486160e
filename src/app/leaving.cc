#include "app/leaving.h"

#include <algorithm>

#include "access/accounts.h"
#include "app/inside/act.h"
#include "app/inside/duties.h"
#include "app/inside/duty_receivers.h"
#include "app/inside/held_records.h"
#include "app/inside/json.h"
#include "app/inside/letters_held.h"
#include "app/inside/named_ahead.h"
#include "app/inside/organisation_rights.h"
#include "app/inside/planned_leaving.h"
#include "app/inside/proposals_held.h"
#include "org/deputies.h"
#include "org/leaving.h"
#include "org/structure.h"
#include "work/instances.h"
#include "work/leaving.h"
#include "work/notices.h"
#include "work/own_matters.h"
#include "work/seats.h"

namespace app {

namespace {

struct HeldPosition {
  std::string id;
  base::Time from;                  // now, or when a planned post begins
  std::optional<base::Time> until;  // excluded
  int64_t seats = 0;                // open ones that follow it
  std::vector<std::string> others;

  bool is_sole() const { return others.empty(); }
  bool is_needed() const { return is_sole() && seats > 0; }
};

// All that a person has to hand over.
struct Holdings {
  std::vector<work::HeldSeat> tasks;
  std::vector<work::HeldSeat> acknowledgements;  // his alone, which go to nobody
  std::vector<HeldPosition> positions;
  std::vector<org::Area> areas;
  std::vector<org::DeputyRow> deputies;  // in which he stands in for somebody
  std::vector<records::Record> duties;   // recurring work that is his own
  std::vector<Reception> receptions;     // and that others hand in to him
  std::vector<HeldRecord> records;       // for which he answers
  std::vector<HeldRecord> ending;        // that are about him
  std::vector<LetterHeld> letters;       // not acknowledged, or sent and followed
  std::vector<Proposal> proposals;       // versions of processes that wait to be published
  std::vector<NamedAhead> named;         // steps to come for which a field names him
};

// Now, and whenever something planned begins.
std::vector<base::Time> moments_from(storage::Connection& db, base::Time now) {
  auto moments = org::planned_changes(db, now);
  moments.insert(moments.begin(), now);
  return moments;
}

HeldPosition held_position(storage::Connection& db, const org::PostRow& post, base::Time at,
                           base::Time now) {
  HeldPosition held{post.position, at, post.until, 0, org::holders(db, post.position, at)};
  if (at == now) held.seats = work::count_position_seats(db, post.position);
  std::erase(held.others, post.person);
  return held;
}

// Of posts that follow one another without a gap the first stands for all.
std::vector<HeldPosition> positions_held(storage::Connection& db, const std::string& person,
                                         base::Time now) {
  std::vector<HeldPosition> found;
  for (const base::Time at : moments_from(db, now)) {
    for (const org::PostRow& post : org::posts_of(db, person, at)) {
      const auto known = std::ranges::find(found, post.position, &HeldPosition::id);
      if (known == found.end())
        found.push_back(held_position(db, post, at, now));
      else if (known->until == post.from)
        known->until = post.until;
    }
  }
  return found;
}

std::vector<org::Area> areas_held(storage::Connection& db, const std::string& person,
                                  base::Time now) {
  std::vector<org::Area> found;
  for (const base::Time at : moments_from(db, now)) {
    for (org::Area& area : org::areas(db, at)) {
      const bool is_known = std::ranges::count(found, area.key, &org::Area::key) > 0;
      if (area.person == person && !is_known) found.push_back(std::move(area));
    }
  }
  return found;
}

Holdings holdings_of(Act& act, const std::string& person) {
  work::Context& context = act.context();
  storage::Connection& db = context.tx.db;
  const base::Time now = context.tx.now;
  Holdings found;
  found.tasks = work::held_seats(context, person);
  found.acknowledgements = work::ending_seats(context, person);
  found.positions = positions_held(db, person, now);
  found.areas = areas_held(db, person, now);
  found.deputies = org::deputies(db, now);
  std::erase_if(found.deputies, [&](const org::DeputyRow& row) { return row.deputy != person; });
  found.duties = duties_of_person(act, person);
  found.receptions = receptions_of(act, person);
  found.records = records_held(act, person);
  found.ending = records_ending(act, person);
  found.letters = letters_held(db, person);
  found.proposals = proposals_held(db, person);
  found.named = steps_naming(act, person);
  return found;
}

// What ends with the records that are about him goes to nobody: his tasks on them, and places in
// what belongs to them.
base::Result<void> end_records(Act& act, const std::string& person, Holdings& holdings) {
  for (const auto& held : holdings.ending) {
    if (auto ended = end_with_leaver(act, held); !ended) return ended;
  }
  if (holdings.ending.empty()) return {};
  holdings.acknowledgements = work::ending_seats(act.context(), person);
  const auto tasks = work::held_seats(act.context(), person);
  std::erase_if(holdings.tasks, [&](const work::HeldSeat& held) {
    return std::ranges::none_of(tasks,
                                [&](const work::HeldSeat& left) { return left.task == held.task; });
  });
  const auto records = records_held(act, person);
  std::erase_if(holdings.records, [&](const HeldRecord& held) {
    return std::ranges::none_of(records,
                                [&](const HeldRecord& left) { return left.id() == held.id(); });
  });
  return {};
}

base::Text title_of_unit(storage::Connection& db, const std::string& id) {
  const auto unit = org::unit(db, id);
  return unit ? unit->title : base::Text{id, id};
}

base::Text title_of_duty(const records::Record& duty) {
  const auto name = base::text_or_empty(base::Json(duty.values), "name");
  return {name, name};
}

// Who takes what: by name, else the successor of all. Null says that nobody does, and what others
// hold too goes to nobody unless it is named.
struct Successors {
  const base::Json& request;

  std::string named(std::string_view list, std::string_view id) const {
    const auto* names = base::find(request, list);
    return names == nullptr ? std::string() : base::text_or_empty(*names, id);
  }
  std::string of(std::string_view list, std::string_view id) const {
    const auto* names = base::find(request, list);
    const auto* said = names == nullptr ? nullptr : base::find(*names, id);
    if (said != nullptr && said->is_null()) return {};
    const std::string name = named(list, id);
    return name.empty() ? base::text_or_empty(request, "successor") : name;
  }
  std::string of(const HeldPosition& held) const {
    return held.is_sole() ? of("positions", held.id) : named("positions", held.id);
  }
  std::string of(const Reception& reception) const {
    const auto id = id_text(reception.duty);
    return reception.is_sole ? of("received_duties", id) : named("received_duties", id);
  }
};

base::Result<void> check(storage::Connection& db, const records::Catalogue& types,
                         const std::string& leaver, const Holdings& holdings,
                         const Successors& successors) {
  base::Error missing = base::refusal("work.no_successor");
  const auto require = [&](const std::string& id, const base::Text& title, const std::string& to) {
    const auto person = org::person(db, to);
    if (person && person->is_active && to != leaver) return;
    missing.missing.push_back(
        {base::Missing::Kind::Field, id, title, {"请选择接手人", "Choose who takes it over"}});
  };
  for (const auto& held : holdings.tasks) {
    const auto id = std::to_string(held.task);
    require(id, held.about, successors.of("tasks", id));
  }
  for (const auto& held : holdings.positions) {
    const auto to = successors.of(held);
    if (held.is_needed() || !to.empty()) require(held.id, org::name_of(db, held.id), to);
  }
  for (const auto& area : holdings.areas) {
    const auto id = std::to_string(area.key);
    require(id, title_of_unit(db, area.unit), successors.of("areas", id));
  }
  for (const auto& row : holdings.deputies) {
    const auto id = std::to_string(row.key);
    require(id, org::name_of(db, row.of), successors.of("deputies", id));
  }
  for (const auto& duty : holdings.duties) {
    const auto id = std::to_string(duty.ref.id);
    require(id, title_of_duty(duty), successors.of("duties", id));
  }
  for (const auto& reception : holdings.receptions) {
    const auto to = successors.of(reception);
    if (reception.is_needed || !to.empty())
      require(id_text(reception.duty), {reception.name, reception.name}, to);
  }
  for (const auto& held : holdings.records) {
    const auto name = records::title_of(types, held.record);
    require(held.id(), {name, name}, successors.of("records", held.id()));
  }
  for (const auto& held : holdings.letters) {
    const auto to = successors.of(held.list, held.id());
    const std::string title = held.letter.number + " " + held.letter.title;
    if (!to.empty()) require(held.id(), {title, title}, to);
  }
  for (const auto& held : holdings.proposals) {
    const auto to = successors.of("proposals", id_of(held));
    if (!to.empty()) require(id_of(held), {held.process, held.process}, to);
  }
  if (!missing.missing.empty()) return missing;
  return {};
}

// A first post is a main one.
base::Result<void> appoint(storage::Tx& tx, const std::string& to, const std::string& position,
                           base::Time from) {
  if (org::holds(tx.db, to, position, from)) return {};
  const bool is_first = org::posts_of(tx.db, to, from).empty();
  if (auto done = org::appoint(tx, to, position, from, is_first); !done) return done.error();
  return {};
}

base::Result<void> hand_positions(storage::Tx& tx, const Holdings& holdings,
                                  const Successors& successors) {
  for (const auto& held : holdings.positions) {
    const auto to = successors.of(held);
    if (to.empty() || org::holds(tx.db, to, held.id, held.from)) continue;
    const bool goes_on = !held.until || org::holds(tx.db, to, held.id, *held.until);
    if (auto done = appoint(tx, to, held.id, held.from); !done) return done;
    if (goes_on) continue;
    if (auto ends = org::release(tx, to, held.id, *held.until); !ends) return ends;
  }
  return {};
}

// An area goes with the position; who does not hold it is appointed to it.
base::Result<void> hand_areas(storage::Tx& tx, const Holdings& holdings,
                              const Successors& successors) {
  for (const auto& area : holdings.areas) {
    const auto to = successors.of("areas", std::to_string(area.key));
    const auto from = std::max(area.from, tx.now);
    if (auto done = appoint(tx, to, area.position, from); !done) return done;
    const auto given = org::give_area(tx, {0, to, area.position, area.unit, from, area.until});
    if (!given && given.error().code != "org.area_exists") return given.error();
  }
  return {};
}

base::Result<void> hand_deputies(work::Context& context, const Holdings& holdings,
                                 const Successors& successors) {
  storage::Tx& tx = context.tx;
  for (const auto& row : holdings.deputies) {
    const auto to = successors.of("deputies", std::to_string(row.key));
    // He does it himself from now on.
    if (to == row.of || org::holds(tx.db, to, row.of, tx.now)) continue;
    const auto from = std::max(row.from, tx.now);
    const auto set =
        org::set_deputy(tx, {row.of, to, from, row.until, row.reason, row.scope, row.mode});
    if (!set) return set.error();
    work::follow_change(context, from, row.until);
  }
  return {};
}

// What comes from now on is the successor's.
base::Result<void> hand_duties(Act& act, const Holdings& holdings, const Successors& successors) {
  for (const auto& duty : holdings.duties) {
    const auto to = successors.of("duties", std::to_string(duty.ref.id));
    const auto handed = records::update(act.tx(), act.types(), act.granted_environment({}),
                                        duty.ref, base::JsonObject{{"person", to}});
    if (!handed) return handed.error();
  }
  return {};
}

base::Result<void> hand_receptions(Act& act, const std::string& leaver, const Holdings& holdings,
                                   const Successors& successors) {
  for (const auto& reception : holdings.receptions) {
    const auto handed = hand_reception(act, reception, leaver, successors.of(reception));
    if (!handed) return handed;
  }
  return {};
}

// What tells it from others of the same title: its number, and what it belongs to.
std::string about_of(storage::Connection& db, const records::Catalogue& types,
                     const records::Record& record) {
  std::string about = record.number;
  const records::Ref root = records::root_of(db, types, record.ref);
  const auto owner = root == record.ref ? std::nullopt : records::find(db, types, root);
  if (!owner) return about;
  for (const std::string& more : {owner->number, records::title_of(types, *owner)}) {
    if (!more.empty()) about += (about.empty() ? "" : " · ") + more;
  }
  return about;
}

void tell_of_record(Act& act, const HeldRecord& held, const std::string& to) {
  const auto& ref = held.place.ref;
  std::string what = records::title_of(act.types(), held.record);
  if (const auto about = about_of(act.db(), act.types(), held.record); !about.empty())
    what += "（" + about + "）";
  const base::Text from = org::name_of(act.db(), held.place.person);
  work::notify(act.context(), {to},
               {"message",
                {{"离职交接给您", "Handed over to you"},
                 {what + " · " + held.field_title.zh, what + " · " + held.field_title.en}},
                {"原由" + from.zh + "负责", "Until now with " + from.en},
                "record/" + ref.type + "/" + id_text(ref),
                ""});
}

// The tasks that follow such a field go with it.
base::Result<void> hand_records(Act& act, const Holdings& holdings, const Successors& successors) {
  for (const auto& held : holdings.records) {
    const auto to = successors.of("records", held.id());
    if (auto handed = hand_record(act, held, to); !handed) return handed;
    tell_of_record(act, held, to);
  }
  return {};
}

work::HandOver order_of(const std::string& leaver, const base::Json& request) {
  work::HandOver order{leaver,
                       base::text_or_empty(request, "successor"),
                       {},
                       base::text_or_empty(request, "reason")};
  const auto* tasks = base::find(request, "tasks");
  if (tasks == nullptr) return order;
  for (const auto& [key, person] : tasks->as_object()) {
    const auto number = base::Decimal::parse(std::string_view(key));
    if (number && person.is_string())
      order.to_of_task.emplace(number->to_int64().value_or(0), person.as_string());
  }
  return order;
}

}  // namespace

base::Result<void> hand_all(Act& act, const std::string& leaver, const base::Json& request) {
  work::Context& context = act.context();
  storage::Tx& tx = context.tx;
  const auto person = org::person(tx.db, leaver);
  if (!person || !person->is_active) return base::refusal("app.no_person").at(leaver);
  const Successors successors{request};
  Holdings holdings = holdings_of(act, leaver);
  if (auto done = end_records(act, leaver, holdings); !done) return done;
  if (auto checked = check(tx.db, act.types(), leaver, holdings, successors); !checked)
    return checked;
  if (auto done = hand_positions(tx, holdings, successors); !done) return done;
  if (auto done = hand_areas(tx, holdings, successors); !done) return done;
  if (auto done = hand_deputies(context, holdings, successors); !done) return done;
  if (auto done = hand_duties(act, holdings, successors); !done) return done;
  if (auto done = hand_receptions(act, leaver, holdings, successors); !done) return done;
  if (auto done = hand_records(act, holdings, successors); !done) return done;
  hand_letters(
      context, leaver, holdings.letters,
      [&](std::string_view list, const std::string& id) { return successors.of(list, id); });
  hand_proposals(act, holdings.proposals,
                 [&](const std::string& id) { return successors.of("proposals", id); });
  const auto order = order_of(leaver, request);
  if (auto done = work::hand_over(context, order); !done) return done.error();
  if (auto done = hand_duty_items(act, leaver); !done) return done;
  if (auto done = org::deactivate_person(tx, leaver); !done) return done;
  org::name_successor(tx, leaver, order.to);
  if (auto done = work::end_seats(context, leaver); !done) return done;
  if (entry::account_of(tx.db, leaver)) {
    if (auto done = entry::disable_account(tx, leaver); !done) return done;
  }
  if (auto left = work::leave_own_matters(context, order.to); !left) return left;
  work::resolve_open_seats(context);
  return {};
}

namespace {

base::Json tasks_json(const std::vector<work::HeldSeat>& seats) {
  base::JsonArray out;
  for (const auto& held : seats) {
    out.push_back(
        base::JsonObject{{"key", std::to_string(held.task)}, {"title", text_json(held.about)}});
  }
  return out;
}

base::Json positions_json(Look& look, const Holdings& holdings) {
  base::JsonArray out;
  for (const auto& held : holdings.positions) {
    auto row = look.position(held.id).as_object();
    row["seats"] = held.seats;
    row["holders"] = look.persons(held.others);
    row["needed"] = held.is_needed();
    if (held.from > look.now()) row["from"] = time_json(held.from);
    out.push_back(std::move(row));
  }
  return out;
}

base::Json areas_json(Look& look, const Holdings& holdings) {
  base::JsonArray out;
  for (const auto& area : holdings.areas) {
    out.push_back(
        base::JsonObject{{"id", std::to_string(area.key)},
                         {"unit", look.ref(area.unit, title_of_unit(look.db(), area.unit))},
                         {"position", look.position(area.position)}});
  }
  return out;
}

base::Json deputies_json(Look& look, const Holdings& holdings) {
  base::JsonArray out;
  for (const auto& row : holdings.deputies) {
    out.push_back(base::JsonObject{{"id", std::to_string(row.key)},
                                   {"of", text_json(org::name_of(look.db(), row.of))}});
  }
  return out;
}

base::Json duties_json(const Holdings& holdings) {
  base::JsonArray out;
  for (const auto& duty : holdings.duties) {
    out.push_back(
        base::JsonObject{{"id", id_text(duty.ref)}, {"title", text_json(title_of_duty(duty))}});
  }
  return out;
}

base::Json receptions_json(const Holdings& holdings) {
  base::JsonArray out;
  for (const auto& reception : holdings.receptions) {
    out.push_back(base::JsonObject{{"id", id_text(reception.duty)},
                                   {"title", text_json({reception.name, reception.name})},
                                   {"sole", reception.is_sole},
                                   {"needed", reception.is_needed}});
  }
  return out;
}

base::Json records_json(Look& look, const std::vector<HeldRecord>& records) {
  base::JsonArray out;
  for (const auto& held : records) {
    const auto* type = look.types().type(held.record.ref.type);
    const auto title = records::title_of(look.types(), held.record);
    base::JsonObject row{{"id", held.id()},
                         {"title", title.empty() ? held.record.number : title},
                         {"type", text_json(type->title)},
                         {"field", text_json(held.field_title)}};
    if (const auto about = about_of(look.db(), look.types(), held.record); !about.empty())
      row["about"] = about;
    if (held.ending != nullptr) row["act"] = text_json(held.ending->title);
    out.push_back(std::move(row));
  }
  return out;
}

// Without what ends when he goes, which is tried and undone: what is refused leaves nothing behind.
// Where it cannot end now, all is told; the leaving itself then says why.
base::Result<Holdings> holdings_left(Parts& parts, const Caller& caller,
                                     const std::string& leaver) {
  std::optional<Holdings> found;
  Caller looking = caller;
  looking.idempotency_key.clear();  // nothing is done yet
  const auto looked = parts.run(looking, [&](runtime::Op& op) -> base::Result<base::Json> {
    if (!org::person(op.tx.db, leaver)) return base::refusal("app.no_person").at(leaver);
    Act act(parts, op, caller);
    found = holdings_of(act, leaver);
    const auto ended = end_records(act, leaver, *found);
    return ended ? base::refusal("work.no_successor") : ended.error();
  });
  if (!found) return looked.error();
  return std::move(*found);
}

base::JsonObject step_ahead_json(Look& look, const work::Instance& matter,
                                 const std::string& element) {
  auto title = look.definitions().title_of(matter.process, element, "");
  if (title.zh.empty()) title.zh = element;
  std::string about = matter.number;
  if (!matter.subject.empty()) about += (about.empty() ? "" : " ") + matter.subject;
  return {{"instance", std::to_string(matter.key)},
          {"element", element},
          {"step", text_json(title)},
          {"title", about}};
}

// Whoever takes over everything follows him there: nobody is named for them now.
base::Json chosen_json(Look& look, const std::string& person,
                       const std::vector<NamedAhead>& named) {
  base::JsonArray out;
  for (const auto& step : work::steps_chosen(look.db(), person)) {
    if (const auto matter = work::instance(look.db(), step.instance))
      out.push_back(step_ahead_json(look, *matter, step.element));
  }
  for (const NamedAhead& step : named) {
    const auto matter = work::instance(look.db(), step.instance);
    if (!matter) continue;
    auto row = step_ahead_json(look, *matter, step.element);
    row["field"] = text_json(step.field);
    out.push_back(std::move(row));
  }
  return out;
}

void set_planned(Look& look, const std::string& leaver, base::JsonObject& out) {
  const auto planned = org::planned_leaving(look.db(), leaver);
  if (!planned) return;
  out["planned"] = base::JsonObject{{"at", time_json(planned->at)},
                                    {"by", look.person(planned->by)},
                                    {"has_failed", planned->has_failed}};
}

}  // namespace

base::Result<void> check_successors(Parts& parts, const Caller& caller, const std::string& leaver,
                                    const base::Json& request) {
  const auto holdings = holdings_left(parts, caller, leaver);
  if (!holdings) return holdings.error();
  auto db = parts.database->read();
  return check(*db, *parts.definitions->types, leaver, *holdings, Successors{request});
}

base::Result<base::Json> leaving(Workspace& workspace, const Caller& caller,
                                 std::string_view person) {
  if (auto may = require_keeper(caller); !may) return may.error();
  auto& parts = workspace.parts();
  const std::string leaver(person);
  const auto looked = holdings_left(parts, caller, leaver);
  if (!looked) return looked.error();
  const Holdings& holdings = *looked;
  Look look(parts, caller);
  base::JsonObject out{{"person", look.person(leaver)},
                       {"tasks", tasks_json(holdings.tasks)},
                       {"acknowledgements", tasks_json(holdings.acknowledgements)},
                       {"chosen", chosen_json(look, leaver, holdings.named)},
                       {"positions", positions_json(look, holdings)},
                       {"areas", areas_json(look, holdings)},
                       {"deputies", deputies_json(look, holdings)},
                       {"duties", duties_json(holdings)},
                       {"received_duties", receptions_json(holdings)},
                       {"records", records_json(look, holdings.records)},
                       {"ending", records_json(look, holdings.ending)},
                       {"proposals", proposals_held_json(look, holdings.proposals)}};
  set_letters(out, holdings.letters);
  set_planned(look, leaver, out);
  return base::Json(std::move(out));
}

base::Result<void> leave(Workspace& workspace, const Caller& caller, std::string_view person,
                         const base::Json& request) {
  if (auto may = require_keeper(caller); !may) return may;
  if (auto may = may_hand_over(caller, request); !may) return may;
  // Somebody else has to see to it, or nobody could any more.
  if (person == caller.person) return base::refusal("app.not_allowed").at(caller.person);
  auto& parts = workspace.parts();
  if (base::find(request, "at") != nullptr)
    return plan_leaving(parts, caller, std::string(person), request);
  const auto done = parts.run(caller, [&](runtime::Op& op) -> base::Result<base::Json> {
    Act act(parts, op, caller);
    return keep_within_rights(parts, act.db(), caller, op.tx.now,
                              [&]() -> base::Result<base::Json> {
                                auto handed = hand_all(act, std::string(person), request);
                                if (!handed) return handed.error();
                                return base::Json();
                              });
  });
  if (!done) return done.error();
  return {};
}

base::Result<void> stay(Workspace& workspace, const Caller& caller, std::string_view person) {
  if (auto may = require_keeper(caller); !may) return may;
  const auto done = workspace.parts().run(caller, [&](runtime::Op& op) -> base::Result<base::Json> {
    if (!org::person(op.tx.db, person))
      return base::refusal("app.no_person").at(std::string(person));
    org::cancel_leaving(op.tx, person);
    return base::Json();
  });
  if (!done) return done.error();
  return {};
}

}  // namespace app
