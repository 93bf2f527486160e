#include "app/inside/closed.h"

#include <algorithm>

#include "app/inside/json.h"
#include "org/organisation.h"
#include "runtime/closing.h"
#include "storage/event_log.h"

namespace app {

namespace {

constexpr size_t told_max = 20;

}  // namespace

base::Result<void> check_open(Parts& parts, storage::Connection& db, std::string_view process) {
  const auto closed = runtime::closing(db, process);
  if (!closed) return {};
  const auto title = parts.definitions->title_of(process, "", "");
  const auto person = org::name_of(db, closed->person);
  const auto at = minute_of(closed->at, parts.calendar()->zone);
  const auto in_english = [](const base::Text& text) {
    return text.en.empty() ? text.zh : text.en;
  };
  return base::refusal("engine.process_closed")
      .with_title(
          {"“" + title.zh + "”已由" + person.zh + "于 " + at + " 停止发起：" + closed->reason,
           in_english(person) + " closed \"" + in_english(title) + "\" for new starts at " + at +
               ": " + closed->reason});
}

base::Json closing_json(Look& look, std::string_view process) {
  const auto closed = runtime::closing(look.db(), process);
  if (!closed) return nullptr;
  return base::JsonObject{{"reason", closed->reason},
                          {"person", look.person(closed->person)},
                          {"at", time_json(closed->at)}};
}

base::JsonArray closings_json(Look& look, std::string_view process) {
  base::JsonArray out;
  auto events = storage::events_of_subject(look.db(), "process", process);
  std::ranges::reverse(events);
  for (const auto& [position, at, actor, event] : events) {
    const bool is_meant = event.act == "process.closed" || event.act == "process.opened" ||
                          event.act == "process.start_skipped";
    if (!is_meant) continue;
    if (out.size() == told_max) break;
    base::JsonObject entry{{"id", std::to_string(position)},
                           {"act", event.act.substr(event.act.find('.') + 1)},
                           {"at", time_json(at)}};
    if (actor.person != "system") entry["person"] = look.person(actor.person);
    for (const char* name : {"reason", "trigger", "name"})
      set_text(entry, name, base::text_or_empty(event.changes, name));
    out.push_back(std::move(entry));
  }
  return out;
}

}  // namespace app
