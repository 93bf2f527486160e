#include "app/inside/subscriber_events.h"

#include <algorithm>

#include "app/inside/json.h"
#include "work/boxes.h"
#include "work/instances.h"

namespace app {

namespace {

constexpr int64_t page_size = 1000;

base::Json subject_json(const std::string& type, const std::string& id) {
  return base::JsonObject{{"type", type}, {"id", id}};
}

bool is_named(const Subscriber& subscriber, const storage::Event& event) {
  const auto* systems = base::find(event.changes, "systems");
  if (systems == nullptr || !systems->is_array()) return false;
  return std::ranges::count(systems->as_array(), base::Json(subscriber.id)) > 0;
}

bool is_act_of(const std::vector<std::string>& acts, const std::string& act) {
  return acts.empty() || std::ranges::any_of(acts, [&](const std::string& wanted) {
           return wanted.ends_with('.') ? act.starts_with(wanted) : act == wanted;
         });
}

int64_t number_of(const std::string& id) { return std::strtoll(id.c_str(), nullptr, 10); }

// A task and a matter are of one process, a record is of those that are bound to it.
std::vector<std::string> processes_of(storage::Connection& db, const storage::Event& event) {
  int64_t matter = 0;
  if (event.subject_type == "task") {
    const auto found = work::matter_of_task(db, number_of(event.subject));
    if (found) matter = found->instance;
  } else if (event.subject_type == "instance") {
    matter = number_of(event.subject);
  }
  std::vector<std::string> found;
  if (matter != 0) {
    if (const auto known = work::instance(db, matter)) found.push_back(known->process);
    return found;
  }
  for (const auto& known : work::instances_of_record(db, {event.root_type, number_of(event.root)}))
    found.push_back(known.process);
  return found;
}

}  // namespace

base::Json event_json(const storage::StoredEvent& stored) {
  const storage::Event& event = stored.event;
  base::JsonObject out{{"position", stored.position},
                       {"at", base::print_utc(stored.at)},
                       {"act", event.act},
                       {"subject", subject_json(event.subject_type, event.subject)},
                       {"door", stored.actor.door},
                       {"changes", event.changes}};
  if (!event.root_type.empty()) out["root"] = subject_json(event.root_type, event.root);
  set_text(out, "person", stored.actor.person);
  set_text(out, "on_behalf_of", stored.actor.on_behalf_of);
  set_text(out, "clause", event.clause);
  return out;
}

bool wants(storage::Connection& db, const Subscriber& subscriber,
           const storage::StoredEvent& stored) {
  const storage::Event& event = stored.event;
  if (event.act == step_done || event.act == matter_ended) return is_named(subscriber, event);
  if (subscriber.scope == SubscriberScope::Named) return false;
  if (subscriber.scope == SubscriberScope::All) return true;
  if (!is_act_of(subscriber.acts, event.act)) return false;
  if (subscriber.processes.empty()) return true;
  return std::ranges::any_of(processes_of(db, event), [&](const std::string& process) {
    return std::ranges::count(subscriber.processes, process) > 0;
  });
}

NextEvent next_event(storage::Connection& db, const Subscriber& subscriber, int64_t after) {
  NextEvent next{{}, after};
  while (true) {
    auto events = storage::events_after(db, next.looked_to, page_size);
    for (auto& stored : events) {
      if (wants(db, subscriber, stored)) {
        next.event = std::move(stored);
        return next;
      }
      next.looked_to = stored.position;
    }
    if (static_cast<int64_t>(events.size()) < page_size) return next;
  }
}

Waiting waiting_for(storage::Connection& db, const Subscriber& subscriber) {
  Waiting waiting;
  auto events = storage::events_after(db, subscriber.position, page_size);
  waiting.has_more = static_cast<int64_t>(events.size()) == page_size;
  for (auto& stored : events) {
    if (!wants(db, subscriber, stored)) continue;
    ++waiting.count;
    if (!waiting.first) waiting.first = std::move(stored);
  }
  return waiting;
}

}  // namespace app
