#include "app/inside/row_removal.h"

#include "access/outside_link.h"
#include "app/inside/act.h"
#include "records/removal.h"
#include "work/instances.h"

namespace app {

base::Result<void> check_unused(storage::Connection& db, const records::Ref& ref) {
  auto refused = base::refusal("records.in_use");
  using Kind = base::Missing::Kind;
  for (const auto& instance : work::instances_of_record(db, engine_ref(ref))) {
    refused.missing.push_back({Kind::Condition,
                               "instance",
                               {"流程 " + instance.number, "Process " + instance.number},
                               {"办理的就是它", "is about it"}});
  }
  if (!entry::outside_links(db, ref.type, std::to_string(ref.id)).empty()) {
    refused.missing.push_back({Kind::Condition,
                               "outside_link",
                               {"外部链接", "Outside link"},
                               {"已发给外部人员", "shows it to people outside"}});
  }
  if (!refused.missing.empty()) return refused;
  return {};
}

base::Json removable_json(Look& look, const std::vector<records::Record>& items) {
  base::JsonArray out;
  for (const auto& record : items) {
    if (records::may_remove(look.db(), look.types(), look.environment(), record) &&
        check_unused(look.db(), record.ref))
      out.emplace_back(std::to_string(record.ref.id));
  }
  return out;
}

}  // namespace app
