#include "app/inside/duties.h"

#include <algorithm>

#include "app/inside/duty_opening.h"
#include "app/inside/install.h"
#include "app/inside/json.h"
#include "org/reporting.h"
#include "org/structure.h"
#include "work/due_dates.h"
#include "work/leaving.h"
#include "work/notices.h"
#include "work/task.h"

namespace app {

namespace {

constexpr std::string_view look_kind = "duty.look";          // midnight: what has come?
constexpr std::string_view due_kind = "duty.due";            // an item's deadline
constexpr std::string_view escalate_kind = "duty.escalate";  // working hours after it
constexpr std::string_view next_look = "duties.next_look";

void look_again(Act& act) {
  const std::string& zone = act.op().calendar.zone;
  const base::Date tomorrow = base::local_in(act.tx().now, zone).date + 1;
  const base::Time at = base::instant_of({tomorrow, 0}, zone);
  if (setting(act.db(), next_look) == base::print_utc(at)) return;
  set_setting(act.db(), next_look, base::print_utc(at));
  runtime::schedule(act.tx(), at, look_kind, base::JsonObject{});
}

base::Result<void> look(Act& act) {
  const auto active = all_records(act, duty_type, {equal_to("state", "active")});
  for (const auto& record : active) {
    if (auto opened = open_duty(act, duty_of(record)); !opened) return opened;
  }
  if (!active.empty()) look_again(act);
  return {};
}

void watch_deadline(Act& act, const DutyItem& item) {
  runtime::schedule(
      act.tx(), item.due_at, due_kind,
      base::JsonObject{{"item", id_text(item.ref)}, {"at", base::print_utc(item.due_at)}});
}

std::optional<DutyItem> find_item(Act& act, const base::Json& payload) {
  const auto id = records::parse_id(base::text_or_empty(payload, "item"));
  if (!id) return {};
  const auto record = records::find(act.db(), act.types(), {std::string(duty_item_type), *id});
  return record ? std::optional(item_of(*record)) : std::nullopt;
}

void tell(Act& act, const std::vector<std::string>& persons, const DutyItem& item,
          const std::string& kind, const base::Text& what) {
  work::notify(act.context(), persons,
               {kind,
                {what, {item.name, item.name}},
                {},
                "record/" + std::string(duty_item_type) + "/" + id_text(item.ref),
                kind + "/" + id_text(item.ref) + "/" + base::print_utc(item.due_at)});
}

base::Result<void> fall_due(Act& act, const DutyItem& item) {
  const auto made =
      records::transition(act.tx(), act.types(), act.granted_environment({}), item.ref, "fall_due");
  if (!made) return made.error();
  tell(act, {item.person}, item, "overdue", {"例行职责逾期未交", "A duty is overdue"});
  const auto duty = records::find(act.db(), act.types(), {std::string(duty_type), item.duty});
  const auto hours = duty ? duty_of(*duty).escalate_hours : std::nullopt;
  if (!hours) return {};
  const auto calendar = calendar_of_person(act.db(), item.person, act.tx().now);
  runtime::schedule(act.tx(), base::add_working_time(calendar, item.due_at, base::hours(*hours)),
                    escalate_kind, base::JsonObject{{"item", id_text(item.ref)}});
  return {};
}

// Whoever stands above by now is told, and may read it from then on.
base::Result<void> escalate(Act& act, const DutyItem& item) {
  const auto duty = records::find(act.db(), act.types(), {std::string(duty_type), item.duty});
  if (item.state != "late" || !duty) return {};
  auto told = superiors_of_duty(act.db(), duty_of(*duty).position, item.person, act.tx().now);
  std::erase(told, item.person);
  auto readers = item.superiors;
  for (const auto& person : told) {
    if (std::ranges::find(readers, person) == readers.end()) readers.push_back(person);
  }
  if (readers != item.superiors) {
    const auto updated = records::update(
        act.tx(), act.types(), act.granted_environment({}), item.ref,
        base::JsonObject{{"superiors", base::JsonArray(readers.begin(), readers.end())}});
    if (!updated) return updated.error();
  }
  tell(act, told, item, "escalate", {"下属的例行职责逾期", "A duty is overdue"});
  return {};
}

base::Result<void> check_assigner(Act& act, const Duty& duty) {
  if (may_assign(act.db(), act.environment().acting, duty, act.tx().now)) return {};
  return base::refusal("app.not_allowed")
      .at(duty.name)
      .with_title({"只有上级或系统管理员可以安排这项职责",
                   "Only a superior or an administrator may assign this duty"});
}

base::Result<void> check_changer(Act& act, const records::Record& before) {
  if (may_change_duty(act.db(), act.environment().acting, before, act.tx().now)) return {};
  return base::refusal("app.not_allowed")
      .at(duty_of(before).name)
      .with_title({"只有上级或系统管理员可以更改或停止这项职责；自己安排给自己、上级没有改过的除外",
                   "Only a superior or an administrator may change or stop this duty, unless you "
                   "assigned it to yourself and nobody above has changed it since"});
}

bool is_owed_by_the_same(const Duty& one, const Duty& other) {
  return one.person == other.person && one.position == other.position;
}

// Kept with the duty: the rule in words, and who has assigned it. Who may change it by hand without
// being its assigner stands above.
base::Result<void> complete_duty(Act& act, const records::Change& change) {
  const base::Text words = work::words_of(duty_of(change.after).rule);
  base::JsonObject kept{{"words", words.zh + " · " + words.en}};
  if (change.is_by_hand) kept["assigned_by"] = act.environment().acting.person;
  const base::Json values(change.after.values);
  const bool is_complete = std::ranges::all_of(kept, [&](const auto& each) {
    return base::text_or_empty(values, each.key()) == each.value().as_string();
  });
  if (is_complete) return {};
  const auto updated =
      records::update(act.tx(), act.types(), act.granted_environment({}), change.ref, kept);
  if (!updated) return updated.error();
  return {};
}

std::optional<base::Time> counted_again(Act& act, const DutyItem& item, const Duty& duty) {
  const auto calendar = calendar_of_person(act.db(), item.person, act.tx().now);
  auto period = work::period_of(duty.rule.every, base::local_in(item.due_at, calendar.zone).date);
  // A deadline that was shifted may lie beside its period.
  if (period.id > item.period) period = work::period_of(duty.rule.every, period.first + -1);
  if (period.id < item.period) period = work::period_after(duty.rule.every, period);
  const auto date = work::due_date(duty.rule, calendar, period);
  if (!date || period.id != item.period) return {};
  const base::Time due = work::due_time(duty.rule, calendar, *date);
  if (due == item.due_at || due < act.tx().now) return {};
  return due;
}

}  // namespace

namespace {

bool stands_above(storage::Connection& db, const records::Acting& actor, const Duty& duty,
                  base::Time now) {
  if (actor.is_process || actor.person == "system") return true;
  if (std::ranges::find(actor.roles, "administrator") != actor.roles.end()) return true;
  std::vector<std::string> positions = {duty.position};
  if (!duty.person.empty()) positions = org::positions_of(db, duty.person, now);
  const auto structure = org::structure_at(db, now);
  return std::ranges::any_of(positions, [&](const std::string& position) {
    const auto line = org::superiors_of(structure, position);
    if (!line) return false;
    return std::ranges::any_of(*line, [&](const std::string& above) {
      return std::ranges::find(actor.positions, above) != actor.positions.end();
    });
  });
}

}  // namespace

bool may_assign(storage::Connection& db, const records::Acting& actor, const Duty& duty,
                base::Time now) {
  if (!duty.person.empty() && duty.person == actor.person) return true;
  return stands_above(db, actor, duty, now);
}

bool may_change_duty(storage::Connection& db, const records::Acting& actor,
                     const records::Record& record, base::Time now) {
  const Duty duty = duty_of(record);
  const bool is_his_own = duty.person == actor.person && assigner_of(record) == actor.person;
  return is_his_own || stands_above(db, actor, duty, now);
}

base::Result<void> check_duty(Act& act, const records::Change& change) {
  if (!change.is_by_hand) return {};
  const Duty duty = duty_of(change.after);
  if (change.before) {
    if (auto may = check_changer(act, *change.before); !may) return may;
  }
  if (change.before && is_owed_by_the_same(duty_of(*change.before), duty)) return {};
  return check_assigner(act, duty);
}

base::Result<void> follow_duty(Act& act, const records::Change& change) {
  if (auto may = check_duty(act, change); !may) return may;
  const Duty duty = duty_of(change.after);
  if (change.after.state != "active") return {};
  if (auto completed = complete_duty(act, change); !completed) return completed;
  if (auto opened = open_duty(act, duty); !opened) return opened;
  look_again(act);
  return {};
}

namespace {

bool is_ahead(Act& act, const DutyItem& item) {
  const bool waits = item.state == "open" || item.state == "returned";
  return waits && item.due_at > act.tx().now;
}

// Tells in the story that he left and who took it over.
base::Result<void> hand_item(Act& act, const DutyItem& item, const std::string& to) {
  const auto handed = records::hand_over(act.tx(), act.types(), act.granted_environment({}),
                                         {item.ref, "person", item.person}, to);
  if (!handed) return handed.error();
  return {};
}

base::Result<void> hand_to_who_owes(Act& act, const DutyItem& item) {
  const auto doer = org::person(act.db(), item.person);
  if (!doer || doer->is_active) return {};
  const auto duty = records::find(act.db(), act.types(), {std::string(duty_type), item.duty});
  const auto owers = duty ? owers_of(act, duty_of(*duty)) : std::vector<std::string>();
  return owers.empty() ? base::Result<void>() : hand_item(act, item, owers.front());
}

}  // namespace

base::Result<void> hand_duty_items(Act& act, const std::string& leaver) {
  if (act.types().type(duty_item_type) == nullptr) return {};
  for (const auto* state : {"open", "returned"}) {
    for (const auto& record :
         all_records(act, duty_item_type, {equal_to("state", state), equal_to("person", leaver)})) {
      const DutyItem item = item_of(record);
      const auto to = work::owner_of_open_task(act.db(), engine_ref(item.ref));
      if (!is_ahead(act, item) || to.empty() || to == leaver) continue;
      if (auto handed = hand_item(act, item, to); !handed) return handed;
    }
  }
  return {};
}

base::Result<void> follow_duty_item(Act& act, const records::Change& change) {
  const DutyItem item = item_of(change.after);
  if (change.before && change.changes.contains("person")) return carry_to_sheet(act, item);
  if (change.event == "hand_in") return check_visit(act, item);
  const bool is_new =
      change.event == "created" || change.event == "send_back" || change.changes.contains("due_at");
  if (!is_new || !is_ahead(act, item)) return {};
  watch_deadline(act, item);
  if (change.event == "send_back") {
    if (auto handed = hand_to_who_owes(act, item); !handed) return handed;
  }
  for (const auto& task : work::tasks_of_record(act.db(), engine_ref(item.ref))) {
    if (task.is_open() && task.due_at && *task.due_at != item.due_at)
      work::set_due_date(act.context(), task.key, item.due_at);
  }
  return {};
}

std::vector<std::string> duty_schedule_kinds() {
  return {std::string(look_kind), std::string(due_kind), std::string(escalate_kind)};
}

base::Result<void> fire_duty(Act& act, std::string_view kind, const base::Json& payload) {
  if (act.types().type(duty_item_type) == nullptr) return {};
  if (kind == look_kind) return look(act);
  const auto item = find_item(act, payload);
  if (!item) return {};
  if (kind == escalate_kind) return escalate(act, *item);
  const bool waits = item->state == "open" || item->state == "returned";
  if (!waits || base::print_utc(item->due_at) != base::text_or_empty(payload, "at")) return {};
  return fall_due(act, *item);
}

std::vector<MovedDuty> moved_duties(Act& act) {
  std::vector<MovedDuty> moved;
  if (act.types().type(duty_item_type) == nullptr) return moved;
  for (const auto* state : {"open", "returned"}) {
    for (const auto& record : all_records(act, duty_item_type, {equal_to("state", state)})) {
      const DutyItem item = item_of(record);
      const auto duty = records::find(act.db(), act.types(), {std::string(duty_type), item.duty});
      if (!duty) continue;
      if (const auto to = counted_again(act, item, duty_of(*duty)))
        moved.push_back({item.ref, *to});
    }
  }
  return moved;
}

namespace {

// In the history of the item.
void tell_moved(Act& act, const records::Ref& item) {
  const auto root = records::root_of(act.db(), act.types(), item);
  const auto why = texts_json("工作日历变更，截止时间重新计算",
                              "The working calendar changed, the deadline was counted again");
  storage::append_event(act.tx(),
                        {"record.commented", item.type, std::to_string(item.id), root.type,
                         std::to_string(root.id), "", base::JsonObject{{"text", why}}});
}

}  // namespace

base::Result<void> move_duties(Act& act, const std::vector<MovedDuty>& moved) {
  const auto environment = act.granted_environment({});
  for (const MovedDuty& one : moved) {
    const auto updated = records::update(act.tx(), act.types(), environment, one.item,
                                         base::JsonObject{{"due_at", base::print_utc(one.to)}});
    if (!updated) return updated.error();
    tell_moved(act, one.item);
  }
  return {};
}

std::vector<records::Record> duties_of_person(Act& act, std::string_view person) {
  if (act.types().type(duty_type) == nullptr) return {};
  return all_records(act, duty_type, {equal_to("state", "active"), equal_to("person", person)});
}

}  // namespace app
