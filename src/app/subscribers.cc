#include "app/subscribers.h"

#include <algorithm>

#include "app/inside/delivery_json.h"
#include "app/inside/json.h"
#include "app/inside/secrets.h"
#include "app/inside/subscriber_events.h"
#include "app/inside/systems_named.h"
#include "base/text.h"
#include "post/callbacks.h"

namespace app {

namespace {

constexpr size_t subscribers_max = 20;
constexpr size_t secret_min = 16;

base::Error wrong(std::string_view place) {
  return base::refusal("app.bad_subscriber").at(std::string(place));
}

bool is_act(const std::string& act) {
  return !act.empty() && std::ranges::all_of(act, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
  });
}

base::Result<void> read_wanted(const Definitions& definitions, const base::Json& request,
                               Subscriber& into) {
  into.title = std::string(base::trim(base::text_or_empty(request, "title")));
  if (into.title.empty()) return wrong("title");
  const auto scope = subscriber_scope(base::text_or_empty(request, "scope"));
  if (!scope) return wrong("scope");
  into.scope = *scope;
  const bool is_chosen = *scope == SubscriberScope::Chosen;
  into.acts = is_chosen ? texts_of(request, "acts") : std::vector<std::string>();
  into.processes = is_chosen ? texts_of(request, "processes") : std::vector<std::string>();
  if (!std::ranges::all_of(into.acts, is_act)) return wrong("acts");
  for (const auto& process : into.processes) {
    if (definitions.process(process) == nullptr) return wrong("processes");
  }
  if (is_chosen && into.acts.empty() && into.processes.empty()) return wrong("acts");
  if (const auto address = base::text_or_empty(request, "address"); !address.empty()) {
    if (!post::is_callback_address(address)) return wrong("address");
    into.address = address;
  }
  if (const auto secret = base::text_or_empty(request, "secret"); !secret.empty()) {
    if (secret.size() < secret_min) return wrong("secret");
    into.secret = secret;
  }
  return {};
}

// Where the processes in force name it.
struct Use {
  const ProcessDefinition* process = nullptr;
  std::string element;  // empty: the process itself
  std::string setting;
};
std::vector<Use> uses_of(const Definitions& definitions, std::string_view system) {
  std::vector<Use> out;
  for (const auto* process : definitions.processes->all()) {
    if (process->model == nullptr) continue;
    for (const auto& named : systems_named(*process->model))
      if (named.system == system) out.push_back({process, named.element, named.setting});
  }
  return out;
}

base::JsonArray uses_json(Look& look, std::string_view system) {
  base::JsonArray out;
  for (const auto& use : uses_of(look.definitions(), system)) {
    base::JsonObject item{{"process", look.ref(use.process->id, use.process->title)},
                          {"setting", use.setting}};
    if (!use.element.empty())
      item["element"] =
          look.ref(use.element, look.definitions().title_of(use.process->id, use.element, ""));
    out.push_back(std::move(item));
  }
  return out;
}

base::Json subscriber_json(Look& look, const Subscriber& stored) {
  const auto clear = unsealed(*look.parts().vault, stored);
  const auto waiting = waiting_for(look.db(), stored);
  base::JsonArray processes;
  for (const auto& process : stored.processes) processes.push_back(look.process(process));
  base::JsonObject out{{"id", stored.id},
                       {"title", stored.title},
                       {"address", shown_address(clear.address)},
                       {"has_secret", !clear.secret.empty()},
                       {"scope", name_of(stored.scope)},
                       {"acts", base::JsonArray(stored.acts.begin(), stored.acts.end())},
                       {"processes", std::move(processes)},
                       {"state", name_of(stored.state)},
                       {"position", stored.position},
                       {"failures", stored.failures},
                       {"used_by", uses_json(look, stored.id)},
                       {"waiting", waiting.count},
                       {"has_more", waiting.has_more}};
  set_text(out, "reason", stored.reason);
  if (stored.delivered_at) {
    out["delivered"] = base::JsonObject{{"position", stored.last_delivered},
                                        {"at", time_json(*stored.delivered_at)}};
  }
  if (stored.failures > 0 && stored.state == SubscriberState::On)
    out["next_try"] = time_json(stored.next_try);
  if (waiting.first) {
    out["next"] = base::JsonObject{{"position", waiting.first->position},
                                   {"act", waiting.first->event.act},
                                   {"at", time_json(waiting.first->at)}};
  }
  return out;
}

// One operation on a subscriber that is there; what was done to it is an event of its own.
base::Result<void> change(Workspace& workspace, const Caller& caller, std::string_view id,
                          std::string_view act,
                          const std::function<base::Result<void>(storage::Tx&, Subscriber)>& body) {
  if (auto may = require_administrator(caller); !may) return may;
  auto& parts = workspace.parts();
  const auto done = parts.run(caller, [&](runtime::Op& op) -> base::Result<base::Json> {
    auto stored = subscriber(op.tx.db, id);
    if (!stored) return base::refusal("app.no_subscriber").at(std::string(id));
    base::JsonObject told{{"title", stored->title}, {"position", stored->position}};
    if (auto acted = body(op.tx, std::move(*stored)); !acted) return acted.error();
    storage::append_event(op.tx, {"subscriber." + std::string(act), "subscriber", std::string(id),
                                  "", "", "", std::move(told)});
    return base::Json();
  });
  if (!done) return done.error();
  parts.tell({"notice", "", "", caller.person});
  return {};
}

}  // namespace

base::Result<base::Json> list_subscribers(Workspace& workspace, const Caller& caller) {
  if (auto may = require_administrator(caller); !may) return may.error();
  Look look(workspace.parts(), caller);
  base::JsonArray items;
  for (const auto& stored : subscribers(look.db())) items.push_back(subscriber_json(look, stored));
  return base::Json(
      base::JsonObject{{"items", std::move(items)}, {"last", storage::last_position(look.db())}});
}

base::Result<base::Json> add_subscriber(Workspace& workspace, const Caller& caller,
                                        const base::Json& request) {
  if (auto may = require_administrator(caller); !may) return may.error();
  auto& parts = workspace.parts();
  Subscriber fresh;
  fresh.id = base::text_or_empty(request, "id");
  if (!base::is_snake_case(fresh.id)) return wrong("id");
  if (auto read = read_wanted(*parts.definitions, request, fresh); !read) return read.error();
  if (fresh.address.empty()) return wrong("address");
  if (fresh.secret.empty()) return wrong("secret");
  const auto kept = sealed(*parts.vault, fresh);
  if (!kept) return kept.error();
  const bool is_from_beginning = base::text_or_empty(request, "from") == "beginning";
  auto done = parts.run(caller, [&](runtime::Op& op) -> base::Result<base::Json> {
    const auto known = subscribers(op.tx.db);
    if (std::ranges::count(known, kept->id, &Subscriber::id) > 0)
      return base::refusal("app.subscriber_exists").at("id");
    if (known.size() >= subscribers_max)
      return wrong("id").because("at most " + std::to_string(subscribers_max));
    Subscriber added = *kept;
    added.position = is_from_beginning ? 0 : storage::last_position(op.tx.db);
    add_subscriber(op.tx, added);
    storage::append_event(op.tx, {"subscriber.added", "subscriber", added.id, "", "", "",
                                  base::JsonObject{{"title", added.title}}});
    return base::Json(base::JsonObject{{"id", added.id}});
  });
  if (done) parts.tell({"notice", "", "", caller.person});
  return done;
}

base::Result<void> change_subscriber(Workspace& workspace, const Caller& caller,
                                     std::string_view id, const base::Json& request) {
  if (auto may = require_administrator(caller); !may) return may;
  auto& parts = workspace.parts();
  Subscriber wanted;
  if (auto read = read_wanted(*parts.definitions, request, wanted); !read) return read;
  const auto state = base::text_or_empty(request, "state");
  if (state != "on" && state != "off") return wrong("state");
  const auto kept = sealed(*parts.vault, wanted);
  if (!kept) return kept.error();
  return change(workspace, caller, id, "changed", [&](storage::Tx& tx, Subscriber stored) {
    stored.title = kept->title;
    stored.scope = kept->scope;
    stored.acts = kept->acts;
    stored.processes = kept->processes;
    if (!kept->address.empty()) stored.address = kept->address;
    if (!kept->secret.empty()) stored.secret = kept->secret;
    if (state == "off") stored.state = SubscriberState::Off;
    if (state == "on" && stored.state == SubscriberState::Off) stored.state = SubscriberState::On;
    change_subscriber(tx, stored);
    return base::Result<void>();
  });
}

namespace {

base::Text words_of_setting(std::string_view setting) {
  if (setting == "jw:callback.begin") return {"到达时通知", "told when the step begins"};
  if (setting == "jw:callback.after") return {"有结果后通知", "told when the step is decided"};
  if (setting == "jw:callback.end") return {"结束时通知", "told when a matter ends"};
  return {"办结前询问", "asked before the step is completed"};
}

// Names each step that would be left without an answer, and each process that tells nobody any
// more.
base::Error in_use(const Definitions& definitions, std::string_view id,
                   const std::vector<Use>& uses) {
  auto refusal = base::refusal("app.subscriber_in_use").at(std::string(id));
  for (const auto& use : uses) {
    base::Text where = use.process->title;
    if (where.en.empty()) where.en = where.zh;
    if (!use.element.empty()) {
      const auto step = definitions.title_of(use.process->id, use.element, "");
      where = {where.zh + " · " + step.zh,
               where.en + " · " + (step.en.empty() ? step.zh : step.en)};
    }
    refusal.missing.push_back({base::Missing::Kind::Condition,
                               use.process->id + (use.element.empty() ? "" : "." + use.element),
                               std::move(where), words_of_setting(use.setting)});
  }
  return refusal;
}

}  // namespace

base::Result<void> remove_subscriber(Workspace& workspace, const Caller& caller,
                                     std::string_view id, Removing how) {
  const auto& definitions = *workspace.parts().definitions;
  return change(workspace, caller, id, "removed",
                [&](storage::Tx& tx, const Subscriber&) -> base::Result<void> {
                  const auto uses = uses_of(definitions, id);
                  if (how == Removing::Unused && !uses.empty())
                    return in_use(definitions, id, uses);
                  remove_subscriber(tx, id);
                  return {};
                });
}

base::Result<void> try_subscriber(Workspace& workspace, const Caller& caller, std::string_view id) {
  if (auto may = require_administrator(caller); !may) return may;
  auto& parts = workspace.parts();
  std::optional<Subscriber> stored;
  {
    auto db = parts.database->read();
    stored = subscriber(*db, id);
  }
  if (!stored) return base::refusal("app.no_subscriber").at(std::string(id));
  const auto clear = unsealed(*parts.vault, *stored);
  const auto now = parts.now();
  const auto called =
      post::call_back({clear.address, clear.secret},
                      {"trial", "trial-" + std::to_string(now.micros),
                       base::JsonObject{{"act", "subscriber.trial"}, {"at", base::print_utc(now)}}},
                      now);
  if (!called) return called.error();
  return {};
}

base::Result<void> resume_subscriber(Workspace& workspace, const Caller& caller,
                                     std::string_view id) {
  return change(workspace, caller, id, "resumed", [&](storage::Tx& tx, const Subscriber& stored) {
    set_position(tx, id, stored.position);
    return base::Result<void>();
  });
}

base::Result<void> resend_to_subscriber(Workspace& workspace, const Caller& caller,
                                        std::string_view id, int64_t position) {
  return change(workspace, caller, id, "set_back",
                [&](storage::Tx& tx, const Subscriber& stored) -> base::Result<void> {
                  if (position < 1 || position > stored.position) return wrong("position");
                  set_position(tx, id, position - 1);
                  return {};
                });
}

base::Result<void> skip_for_subscriber(Workspace& workspace, const Caller& caller,
                                       std::string_view id, int64_t position) {
  return change(workspace, caller, id, "skipped",
                [&](storage::Tx& tx, const Subscriber& stored) -> base::Result<void> {
                  const auto next = next_event(tx.db, stored, stored.position);
                  if (!next.event || next.event->position != position) return wrong("position");
                  set_position(tx, id, position);
                  return {};
                });
}

}  // namespace app
