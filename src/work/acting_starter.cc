#include "work/acting_starter.h"

#include "org/organisation.h"
#include "work/steps/candidates.h"
#include "work/steps/common.h"

namespace work {
namespace {

constexpr std::string_view handed_over = "handed_over";

bool has_left(storage::Connection& db, std::string_view person) {
  const auto known = org::person(db, person);
  return known && !known->is_active;
}

// What the person started and what he took over, as far as it runs on or may still be withdrawn.
std::vector<Instance> matters_of(Context& context, const std::string& person) {
  storage::Connection& db = context.tx.db;
  const Moment moment{db, context.calendar, context.tx.now};
  std::vector<Instance> matters;
  for (const storage::Row& row :
       db.query("SELECT id FROM work_instance WHERE (state = 'active' OR (state = 'completed' AND "
                "withdraw_after <> '')) AND (starter = ? OR id IN "
                "(SELECT instance FROM work_spoken_for WHERE person = ?)) ORDER BY id",
                {person, person})) {
    auto known = instance(db, row.integer(0));
    const bool is_his = known->state == "active" ? acting_starter(db, *known) == person
                                                 : may_withdraw(moment, *known, person);
    if (is_his) matters.push_back(std::move(*known));
  }
  return matters;
}

bool may_see(Context& context, const Instance& known, const std::string& person) {
  Task matter;
  matter.instance = known.key;
  matter.record = known.record;
  return check_participants(context, matter, {person}).ok();
}

void hand_matter(Context& context, const Instance& known, const std::string& from,
                 const std::string& to, const std::string& reason) {
  context.tx.db.execute(
      "INSERT INTO work_spoken_for (instance, person) VALUES (?, ?) ON CONFLICT (instance) DO "
      "UPDATE SET person = excluded.person",
      {known.key, to});
  add_participant(context.tx, known.key, to);
  tell_instance(
      context, known, handed_over,
      {{"from", from}, {"to", to}, {"persons", base::JsonArray{base::Json(to)}}, {"text", reason}});
  const base::Text name = org::name_of(context.tx.db, from);
  notify(context, {to},
         {"message",
          {{"您接手" + name.zh + "发起的事项",
            "You take over what " + (name.en.empty() ? name.zh : name.en) + " started"},
           headline(known)},
          {},
          link_of_instance(known.key),
          "instance:" + std::to_string(known.key) + ":handed_over"});
}

}  // namespace

std::string spoken_for_by(storage::Connection& db, int64_t instance) {
  const auto row = db.first("SELECT person FROM work_spoken_for WHERE instance = ?", {instance});
  return row ? row->text(0) : std::string();
}

std::string acting_starter(storage::Connection& db, const Instance& instance) {
  if (!has_left(db, instance.starter)) return instance.starter;
  const std::string successor = spoken_for_by(db, instance.key);
  return successor.empty() ? instance.starter : successor;
}

bool is_starter(storage::Connection& db, const Task& task, const std::string& person) {
  if (task.starter == person) return true;
  return has_left(db, task.starter) && spoken_for_by(db, task.instance) == person;
}

bool may_start_again(storage::Connection& db, const Instance& instance, std::string_view person) {
  Instance spoken = instance;
  spoken.starter = acting_starter(db, instance);
  return may_start_again(spoken, person);
}

std::vector<int64_t> spoken_for(storage::Connection& db, std::string_view person) {
  std::vector<int64_t> found;
  for (const storage::Row& row :
       db.query("SELECT instance FROM work_spoken_for WHERE person = ? ORDER BY instance DESC",
                {std::string(person)}))
    found.push_back(row.integer(0));
  return found;
}

void hand_matters(Context& context, const std::string& from, const std::string& to,
                  const std::string& reason) {
  for (const Instance& known : matters_of(context, from)) {
    if (may_see(context, known, to)) hand_matter(context, known, from, to, reason);
  }
}

}  // namespace work
