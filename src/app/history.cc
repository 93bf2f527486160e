#include "app/history.h"

#include "app/inside/parts.h"
#include "app/inside/subscriber_events.h"
#include "storage/event_log.h"

namespace app {

base::Result<base::Json> history_after(Workspace& workspace, const Caller& caller,
                                       const HistoryWanted& wanted) {
  if (!is_administrator(caller)) return base::refusal("app.not_allowed");
  auto db = workspace.parts().database->read();
  // Asked first: what is written meanwhile lies behind it and comes with the next page.
  const int64_t last = storage::last_position(*db);
  const auto events = storage::events_after(*db, wanted.after, wanted.size, wanted.acts);
  const bool is_full = static_cast<int64_t>(events.size()) == wanted.size;
  int64_t next = std::max(wanted.after, last);
  if (!events.empty() && (is_full || events.back().position > last)) next = events.back().position;
  // Below a position asked for that this history never had: somebody else's, or a backup's future.
  const int64_t end = events.empty() ? last : std::max(last, events.back().position);
  base::JsonArray items;
  for (const auto& event : events) items.push_back(event_json(event));
  return base::Json(base::JsonObject{{"items", std::move(items)}, {"next", next}, {"last", end}});
}

}  // namespace app
