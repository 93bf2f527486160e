#include "app/inside/background.h"

#include "runtime/queries.h"

namespace app {

std::optional<work::Instance> background_instance(const Definitions& definitions,
                                                  storage::Connection& db, int64_t key) {
  const auto view = runtime::instance(db, key);
  if (!view || work::instance(db, key)) return {};
  work::Instance out;
  out.key = key;
  out.process = view->process_id;
  out.title = definitions.title_of(view->process_id, "", "");
  out.record = {view->record_type, view->record_id};
  out.started_at = view->started_at;
  out.ended_at = view->ended_at;
  out.state = view->state;
  out.reason = view->end_reason;
  return out;
}

}  // namespace app
