// Other systems that are told what happens: where each is called, what it wants, and how far it has
// come in the history (storage/event_log.h).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "storage/tx.h"

namespace app {

// Beside what processes tell it by name (jw:callback.…).
enum class SubscriberScope { All, Chosen, Named };
enum class SubscriberState {
  On,
  Off,     // by an administrator
  Stopped  // by too many failures; an administrator lets it go on
};
std::string_view name_of(SubscriberScope scope);
std::optional<SubscriberScope> subscriber_scope(std::string_view name);
std::string_view name_of(SubscriberState state);

struct Subscriber {
  std::string id;
  std::string title;
  std::string address;  // sealed as stored
  std::string secret;   // sealed as stored
  SubscriberScope scope = SubscriberScope::Named;
  std::vector<std::string> acts;       // of Chosen: as storage::events_after; empty: all
  std::vector<std::string> processes;  // of Chosen: of these only; empty: whatever it is of
  SubscriberState state = SubscriberState::On;
  int64_t position = 0;  // everything up to it was taken or was not for it
  int64_t failures = 0;  // since it took something last
  base::Time next_try;
  std::string reason;          // of the last failure
  int64_t last_delivered = 0;  // position; 0: nothing yet
  std::optional<base::Time> delivered_at;
};

// By id.
std::vector<Subscriber> subscribers(storage::Connection& db);
std::optional<Subscriber> subscriber(storage::Connection& db, std::string_view id);
void add_subscriber(storage::Tx& tx, const Subscriber& fresh);
// Title, address, secret, scope, acts, processes and state; what fails is tried again at once.
void change_subscriber(storage::Tx& tx, const Subscriber& changed);
void remove_subscriber(storage::Tx& tx, std::string_view id);

// All three do nothing when it stands elsewhere than at `from` by now: somebody has set it back.
// It took the event at `position`.
void mark_taken(storage::Tx& tx, std::string_view id, int64_t from, int64_t position);
// There was nothing for it up to `position`.
void pass_over(storage::Tx& tx, std::string_view id, int64_t from, int64_t position);
// Tried again after 10, 20, 40 … seconds, an hour at most; the twelfth failure stops it. Gives
// whether it did.
bool mark_refused(storage::Tx& tx, std::string_view id, int64_t from, std::string_view reason);
// It goes on behind `position` at once, with all its tries.
void set_position(storage::Tx& tx, std::string_view id, int64_t position);

}  // namespace app
