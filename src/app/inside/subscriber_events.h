// Which events of the history a subscriber is told, and in which words.
#pragma once

#include <optional>

#include "app/inside/subscribers.h"
#include "base/json.h"
#include "storage/event_log.h"

namespace app {

// What a process tells systems by name: {…, systems: [ids]}.
constexpr std::string_view step_done = "callback.step_done";
constexpr std::string_view matter_ended = "callback.matter_ended";

// Event of the contract.
base::Json event_json(const storage::StoredEvent& stored);

bool wants(storage::Connection& db, const Subscriber& subscriber,
           const storage::StoredEvent& stored);

struct NextEvent {
  std::optional<storage::StoredEvent> event;
  int64_t looked_to = 0;  // up to here there is nothing else for it
};
// The next for it behind `after`.
NextEvent next_event(storage::Connection& db, const Subscriber& subscriber, int64_t after);

// What lies before it, as far as the next thousand events tell.
struct Waiting {
  int64_t count = 0;
  bool has_more = false;  // there are events that were not looked at
  std::optional<storage::StoredEvent> first;
};
Waiting waiting_for(storage::Connection& db, const Subscriber& subscriber);

}  // namespace app
