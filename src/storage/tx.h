// What a business operation works with on the writer's thread: the batch's connection, the time,
// who acts.
#pragma once

#include <cstdint>
#include <string>

#include "base/json.h"
#include "base/time.h"
#include "storage/connection.h"

namespace storage {

// Who acts. `on_behalf_of` is set for a deputy or an administrator who acts for somebody.
struct Actor {
  std::string person;        // person id; "system" for timers and processes
  std::string on_behalf_of;  // person id, or empty
  std::string door;          // web, api, v2, cli, import, engine, scenario
};

// Unique 64-bit keys, counting up, never given twice, not even after a crash.
class Keys {
 public:
  virtual ~Keys() = default;
  virtual int64_t next() = 0;
};

struct Tx {
  Connection& db;
  base::Time now;
  Keys& keys;
  Actor actor;
};

// The one history: every act of business, in order. Timeline, field history, audit and SSE are
// views of it.
struct Event {
  std::string act;           // "record.created", "task.voted" …: module.verb_in_past_tense
  std::string subject_type;  // record type id, "task", "person" …
  std::string subject;       // its id or key as text
  std::string
      root_type;  // what the timeline hangs on (the record or process instance), may be empty
  std::string root;
  std::string clause;  // the clause carried out, may be empty
  base::Json changes;  // {"field": {"old":…, "new":…}} or whatever the act has to say
};
// A value as an event tells it: of one that is longer than 1,000 bytes as JSON only "…", that it
// was there.
base::Json told(const base::Json& value);
// Each value of an object so.
base::JsonObject told_each(const base::JsonObject& values);
// Writes the event with the actor and time of `tx`, at the next position (1, 2, 3 …).
void append_event(Tx& tx, const Event& event);

// A message to leave the program after commit (mail, webhook). In-app notices are rows of `work`.
struct Outgoing {
  std::string channel;  // "mail", "webhook"
  std::string address;
  base::Json body;
};
void send_later(Tx& tx, const Outgoing& message);

}  // namespace storage
