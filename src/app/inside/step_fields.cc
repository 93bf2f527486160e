#include "app/inside/step_fields.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <set>

#include "app/inside/step_lists.h"
#include "app/inside/task_forms.h"
#include "base/text.h"
#include "work/on_record.h"

namespace app {

namespace {

using forms::Mode;
using records::Ref;

constexpr std::string_view fields_setting = "jw:fields";
constexpr std::string_view latest = "latest:";

std::string property(const work::Task& task, std::string_view name) {
  const auto found = task.properties.find(name);
  return found == task.properties.end() ? std::string() : found->second;
}

// Who asked for an opinion, and whose seat it was then.
bool waits_for_opinion(const work::Seat& seat, std::string_view person) {
  const auto is_his = [&](const work::Delegation& each) {
    return each.by == person || std::ranges::count(each.persons, person) > 0;
  };
  return seat.state == work::SeatState::Open && std::ranges::any_of(seat.delegations, is_his);
}

bool sits_on(const work::Task& task, std::string_view person) {
  return std::ranges::any_of(task.seats, [&](const work::Seat& seat) {
    return std::ranges::count(seat.candidates, person, &work::Candidate::person) > 0 ||
           waits_for_opinion(seat, person);
  });
}

// The record that the form of the task is about; none where it makes one, or writes variables.
std::optional<Ref> subject_of(storage::Connection& db, const records::Catalogue& types,
                              const work::Task& task) {
  const std::string writes = property(task, "jw:writes");
  const Ref bound = record_ref(task.record);
  if (bound.id == 0 || writes == "variables" || writes.starts_with("new:")) return {};
  if (!writes.starts_with(latest)) return bound;
  std::optional<Ref> newest;
  for (const Ref& child : records::children_of(db, types, bound)) {
    const bool is_newer = !newest || child.id > newest->id;
    if (child.type == writes.substr(latest.size()) && is_newer) newest = child;
  }
  return newest;
}

std::optional<std::string> done_as(const work::Task& task, std::string_view person) {
  const work::Seat* seat = work::seat_for(task, person);
  const bool rests = !task.is_open() || task.suspended_at || task.held_by != 0;
  if (rests || seat == nullptr || !seat->delegations.empty()) return {};
  if (work::is_claimed_by_other(task, *seat, person)) return {};
  return work::holder_at(task, person);
}

std::optional<OpenStep> step_of(const work::Task& task, std::string_view person) {
  const std::string said = property(task, fields_setting);
  auto permissions = permissions_of(said, mode_without_fields(task));
  if (!permissions) return {};
  const bool says_of_fields = !base::trim(std::string_view(said)).empty();
  return OpenStep{task.title, std::move(*permissions), says_of_fields,
                  said.find('*') != std::string::npos, done_as(task, person)};
}

// What the steps let at most, and the one that lets least; none where none says anything.
struct Let {
  Mode most = Mode::Hide;
  const OpenStep* least = nullptr;
};
std::optional<Let> let_by(const std::vector<OpenStep>& steps, const records::Field& field) {
  if (field.type == records::FieldType::Children) return {};
  Let let;
  for (const OpenStep& step : steps) {
    const Mode mode = step.permissions.of(field.id);
    let.most = std::max(let.most, mode);
    const bool is_said = step.says_of_others || step.permissions.fields.contains(field.id);
    const bool is_least = let.least == nullptr || mode < let.least->permissions.of(field.id);
    if (step.says_of_fields && is_said && is_least) let.least = &step;
  }
  if (let.least == nullptr) return {};
  return let;
}

constexpr int64_t rows_page = 500;

// All that stand in a list, whoever reads them.
std::vector<int64_t> rows_of(storage::Connection& db, const records::Catalogue& types,
                             std::string_view type, const std::string& link, int64_t owner) {
  records::Environment of_all;
  of_all.acting.is_process = true;
  records::Query query;
  query.where.push_back({link, "=", base::Json(std::to_string(owner))});
  query.size = rows_page;
  query.with_computed = false;
  std::vector<int64_t> rows;
  for (bool is_last = false; !is_last; ++query.page) {
    const auto page = records::list(db, types, of_all, type, query);
    if (!page) return rows;
    for (const auto& row : page->items) rows.push_back(row.ref.id);
    is_last = query.page * query.size >= page->total;
  }
  return rows;
}

// The columns of its lists that a step hides, by the records of the lists.
void withhold_columns(storage::Connection& db, const records::Catalogue& types,
                      std::string_view person, const Ref& owner, WithheldByType& withheld) {
  const records::RecordType& type = *types.type(owner.type);
  for (const records::Field& field : type.fields) {
    if (field.type != records::FieldType::Children || field.is_retired) continue;
    const StepList list(db, types, person, owner, field.id);
    if (!list.is_named()) continue;
    const std::string link(types.link_of(type, field));
    records::FieldNames hidden;
    for (const records::Field& column : types.type(field.of)->fields) {
      const bool is_hidden = list.of(column.id) == Mode::Hide;
      if (is_hidden && column.id != link) hidden.insert(column.id);
    }
    if (hidden.empty()) continue;
    for (const int64_t row : rows_of(db, types, field.of, link, owner.id))
      withheld[field.of][row].insert(hidden.begin(), hidden.end());
  }
}

void withhold(storage::Connection& db, const records::Catalogue& types, std::string_view person,
              const Ref& ref, WithheldByType& withheld) {
  const auto steps = steps_about(db, types, person, ref);
  for (const records::Field& field : types.type(ref.type)->fields) {
    const auto let = let_by(steps, field);
    if (let && let->most == Mode::Hide) withheld[ref.type][ref.id].insert(field.id);
  }
  withhold_columns(db, types, person, ref, withheld);
}

// What the steps of a person withhold of all records but one.
struct OfOthers {
  std::string person;
  work::Task task;  // whose record is the one
  std::optional<WithheldByType> withheld = {};
};

WithheldByType withheld_beside(storage::Connection& db, const records::Catalogue& types,
                               std::string_view person, const std::optional<Ref>& own) {
  WithheldByType withheld;
  std::set<Ref> seen;
  for (const work::Task& task : work::open_tasks_saying(db, person, "hide")) {
    const auto subject = subject_of(db, types, task);
    if (!subject || subject == own || types.type(subject->type) == nullptr) continue;
    if (seen.insert(*subject).second) withhold(db, types, person, *subject, withheld);
  }
  return withheld;
}

bool is_changed(const records::Change& change, const std::string& field) {
  const auto* old = change.before->values.if_contains(field);
  const auto* now = change.after.values.if_contains(field);
  return (old ? *old : base::Json()) != (now ? *now : base::Json());
}

// What the transition sets is the pack's.
bool is_given(const records::Change& change, const std::string& field) {
  const records::Transition* made = change.transition;
  return made == nullptr ||
         (std::ranges::count(made->required, field) > 0 &&
          std::ranges::none_of(made->set, [&](const auto& set) { return set.first == field; }));
}

base::Missing missing_of(const records::Field& field, const OpenStep& step) {
  const std::string english = step.title.en.empty() ? step.title.zh : step.title.en;
  return {base::Missing::Kind::Field,
          field.id,
          field.title,
          {"您的待办“" + step.title.zh + "”规定该字段不能修改",
           "the step \"" + english + "\" on your desk keeps it as it is"}};
}

// Names the fields that `is_kept` finds, by the most that the caller's steps let of each.
base::Result<void> refuse_where(Act& act, const Ref& ref, const auto& is_kept) {
  const auto steps = steps_about(act.db(), act.types(), act.tx().actor.person, ref);
  if (steps.empty()) return {};
  base::Error refused = base::refusal("app.field_only_read");
  for (const records::Field& field : act.types().type(ref.type)->fields) {
    const auto let = let_by(steps, field);
    if (let && is_kept(field, let->most)) refused.missing.push_back(missing_of(field, *let->least));
  }
  if (!refused.missing.empty()) return refused;
  return {};
}

}  // namespace

std::vector<OpenStep> steps_about(storage::Connection& db, const records::Catalogue& types,
                                  std::string_view person, const Ref& ref) {
  auto tasks = work::open_tasks_of_record(db, engine_ref(ref));
  const records::RecordType* type = types.type(ref.type);
  const bool has_parent = type != nullptr && !type->parent.empty();
  const auto record = has_parent ? records::find(db, types, ref) : std::nullopt;
  const auto parent = record ? records::parent_ref(types, *record) : std::nullopt;
  if (parent) {
    auto above = work::open_tasks_of_record(db, engine_ref(*parent));
    std::ranges::move(above, std::back_inserter(tasks));
  }
  std::vector<OpenStep> steps;
  for (const work::Task& task : tasks) {
    if (!sits_on(task, person) || subject_of(db, types, task) != ref) continue;
    if (auto step = step_of(task, person)) steps.push_back(std::move(*step));
  }
  return steps;
}

WithheldByType withheld_from(storage::Connection& db, const records::Catalogue& types,
                             std::string_view person) {
  return withheld_beside(db, types, person, {});
}

void open_own_record(const records::Catalogue& types, const work::Task& task,
                     records::Environment& environment) {
  const std::string& person = environment.acting.person;
  if (!environment.withheld || !task.is_open() || !sits_on(task, person)) return;
  environment.withheld = [&types, all = std::move(environment.withheld),
                          others = std::make_shared<OfOthers>(OfOthers{person, task})](
                             storage::Connection& on,
                             std::string_view type) -> const records::Withheld& {
    static const records::Withheld nothing;
    // For nearly everybody nothing is, and the record is not looked for.
    if (all(on, type).empty()) return nothing;
    auto& withheld = others->withheld;
    if (!withheld)
      withheld = withheld_beside(on, types, others->person, subject_of(on, types, others->task));
    const auto found = withheld->find(type);
    return found == withheld->end() ? nothing : found->second;
  };
}

void limit_to_fields(storage::Connection& db, const records::Catalogue& types,
                     std::string_view person, const Ref& ref, forms::Permissions& permissions) {
  const auto steps = steps_about(db, types, person, ref);
  for (const records::Field& field : types.type(ref.type)->fields) {
    const auto let = let_by(steps, field);
    if (let && let->most < Mode::Edit)
      permissions.fields[field.id] = std::min(permissions.of(field.id), let->most);
  }
}

base::Result<void> keep_hidden(Act& act, const Ref& ref, const base::JsonObject& given) {
  if (given.empty()) return {};
  return refuse_where(act, ref, [&](const records::Field& field, Mode most) {
    return most == Mode::Hide && given.contains(field.id);
  });
}

base::Result<void> keep_to_fields(Act& act, const records::Change& change) {
  if (!change.before) return {};
  return refuse_where(act, change.ref, [&](const records::Field& field, Mode most) {
    return most < Mode::Edit && is_changed(change, field.id) && is_given(change, field.id);
  });
}

}  // namespace app
