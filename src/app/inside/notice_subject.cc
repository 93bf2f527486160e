#include "app/inside/notice_subject.h"

#include <algorithm>
#include <set>

#include "access/principal.h"
#include "org/organisation.h"
#include "records/records.h"
#include "work/instances.h"
#include "work/letters.h"
#include "work/task.h"

namespace app {

namespace {

struct Subject {
  std::string_view kind;  // record, tasks, instances, letters …
  std::string_view rest;  // its key; of a record type and id
};

Subject subject_of(std::string_view link) {
  if (link.starts_with('/')) link.remove_prefix(1);
  const auto slash = std::min(link.find('/'), link.size());
  return {link.substr(0, slash), link.substr(std::min(slash + 1, link.size()))};
}

// The type of the record; empty: there is none.
std::string type_behind(storage::Connection& db, const Subject& subject) {
  const auto& [kind, rest] = subject;
  if (kind == "record") return std::string(rest.substr(0, rest.find('/')));
  const auto key = records::parse_id(rest).value_or(0);
  if (kind == "tasks") {
    const auto task = work::find_task(db, key);
    return task ? task->record.type : std::string();
  }
  const auto matter = kind == "instances" || kind == "instance" ? work::instance(db, key)
                                                                : std::optional<work::Instance>();
  return matter ? matter->record.type : std::string();
}

// Everybody who is here was sent it, has written it, or is an administrator, who reads all.
bool is_to_everybody(Act& act, const Subject& subject) {
  const auto letter = work::letter(act.db(), records::parse_id(subject.rest).value_or(0));
  if (!letter) return false;
  const auto keepers =
      entry::persons_of(act.db(), act.definitions().roles, "administrator", act.tx().now);
  std::set<std::string> readers(keepers.begin(), keepers.end());
  readers.insert(letter->sender);
  for (const auto& receipt : letter->receipts) readers.insert(receipt.person);
  return std::ranges::all_of(org::people(act.db()), [&](const org::PersonRow& person) {
    return !person.is_active || readers.contains(person.id);
  });
}

}  // namespace

bool is_open_to_all(Act& act, std::string_view link) {
  const Subject subject = subject_of(link);
  if (subject.kind == "letters") return is_to_everybody(act, subject);
  const auto* type = act.types().type(type_behind(act.db(), subject));
  return type == nullptr || std::ranges::count(type->access.read, "everyone") > 0;
}

}  // namespace app
