#include "app/inside/notice_subject.h"

#include <algorithm>

#include "records/records.h"
#include "work/instances.h"
#include "work/task.h"

namespace app {

namespace {

// The type of the record; empty: there is none.
std::string type_behind(storage::Connection& db, std::string_view link) {
  if (link.starts_with('/')) link.remove_prefix(1);
  const auto slash = std::min(link.find('/'), link.size());
  const auto kind = link.substr(0, slash);
  const auto rest = link.substr(std::min(slash + 1, link.size()));
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

}  // namespace

bool is_open_to_all(storage::Connection& db, const records::Catalogue& types,
                    std::string_view link) {
  const auto* type = types.type(type_behind(db, link));
  return type == nullptr || std::ranges::count(type->access.read, "everyone") > 0;
}

}  // namespace app
