#include "work/acting_starter.h"

#include <algorithm>

#include "org/organisation.h"
#include "storage/event_log.h"
#include "work/steps/candidates.h"
#include "work/steps/common.h"

namespace work {
namespace {

constexpr std::string_view handed_over = "handed_over";

bool has_left(storage::Connection& db, std::string_view person) {
  const auto known = org::person(db, person);
  return known && !known->is_active;
}

// Who took the matter over last; empty: nobody.
std::string successor_in(storage::Connection& db, int64_t instance) {
  std::string successor;
  for (const auto& stored : storage::events_of_subject(db, "instance", std::to_string(instance))) {
    if (stored.event.act == "instance." + std::string(handed_over))
      successor = base::text_or_empty(stored.event.changes, "to");
  }
  return successor;
}

// Who started a matter and who took one over both take part in it.
std::vector<Instance> matters_of(storage::Connection& db, const std::string& person) {
  std::vector<Instance> matters;
  for (const storage::Row& row :
       db.query("SELECT i.id FROM work_instance i JOIN work_participant p ON p.instance = i.id "
                "WHERE p.person = ? AND i.state = 'active' ORDER BY i.id",
                {person})) {
    const auto known = instance(db, row.integer(0));
    const bool is_his = known->starter == person ||
                        (has_left(db, known->starter) && successor_in(db, known->key) == person);
    if (is_his) matters.push_back(*known);
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

std::string acting_starter(storage::Connection& db, const Instance& instance) {
  if (!has_left(db, instance.starter)) return instance.starter;
  const std::string successor = successor_in(db, instance.key);
  return successor.empty() ? instance.starter : successor;
}

void hand_matters(Context& context, const std::string& from, const std::string& to,
                  const std::string& reason) {
  for (const Instance& known : matters_of(context.tx.db, from)) {
    if (may_see(context, known, to)) hand_matter(context, known, from, to, reason);
  }
}

}  // namespace work
