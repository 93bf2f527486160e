#include <map>

#include "app/inside/work_json.h"

namespace app {

namespace {

// Words for what other modules did; work names its own acts.
base::Text words_of(Look& look, const work::TimelineEntry& entry) {
  const auto* type = look.types().type(entry.subject_type);
  const base::Text what = type != nullptr ? type->title : base::Text{};
  const auto with = [&](std::string zh, std::string en) {
    return base::Text{zh + what.zh, en + (what.en.empty() ? what.zh : what.en)};
  };
  if (entry.act == "record.created") return with("新建", "Created ");
  if (entry.act == "record.changed") return with("修改", "Changed ");
  if (entry.act == "record.commented") return {"评论", "Commented"};
  if (entry.act == "record.transitioned" && type != nullptr) {
    const auto* made = type->transition(base::text_or_empty(entry.changes, "transition"));
    if (made != nullptr) {
      return {what.zh + "：" + made->title.zh,
              (what.en.empty() ? what.zh : what.en) + ": " +
                  (made->title.en.empty() ? made->title.zh : made->title.en)};
    }
    return with("推进", "Moved on ");
  }
  if (entry.act.starts_with("outside_link.")) return {"外部链接", "Outside link"};
  if (entry.act.starts_with("report.")) return {"发送报告", "Report sent"};
  return {entry.act, entry.act};
}

void add_states(Look& look, const work::TimelineEntry& entry, base::JsonObject& out) {
  const auto* type = look.types().type(entry.subject_type);
  const auto* state = base::find(entry.changes, "state");
  if (type == nullptr || state == nullptr) return;
  const auto before = base::text_or_empty(*state, "old");
  const auto after = base::text_or_empty(*state, "new");
  if (!before.empty()) out["from_state"] = state_json(*type, before);
  if (!after.empty()) out["to_state"] = state_json(*type, after);
}

base::Json entry_json(Look& look, const work::TimelineEntry& entry, size_t index) {
  const auto id =
      entry.position != 0 ? std::to_string(entry.position) : "pending-" + std::to_string(index);
  base::JsonObject out{{"id", id}, {"act", entry.act}};
  out["title"] = text_json(entry.title.zh.empty() ? words_of(look, entry) : entry.title);
  set_time(out, "at", entry.at);
  if (!entry.person.empty()) out["person"] = look.person(entry.person);
  if (!entry.on_behalf_of.empty()) out["on_behalf_of"] = look.person(entry.on_behalf_of);
  base::JsonArray persons;
  for (const auto& person : entry.persons) {
    const auto found = entry.standing_in.find(person);
    const bool is_deputy = found != entry.standing_in.end();
    persons.push_back(waited_for_json(look, person, is_deputy ? found->second : ""));
  }
  if (!persons.empty()) out["persons"] = std::move(persons);
  set_title(out, "seat", entry.seat);
  if (!entry.outcome.empty()) out["outcome"] = look.ref(entry.outcome, entry.outcome_title);
  set_text(out, "opinion", entry.opinion);
  set_text(out, "text",
           entry.text.empty() ? base::text_or_empty(entry.changes, "text") : entry.text);
  if (entry.signature.is_object()) out["signature"] = entry.signature;
  if (entry.seconds) out["seconds"] = *entry.seconds;
  set_text(out, "reason", entry.reason);
  set_title(out, "reason_text", entry.reason_text);
  set_text(out, "clause", entry.clause);
  if (entry.task != 0) out["task"] = std::to_string(entry.task);
  set_text(out, "element", entry.element);
  add_states(look, entry, out);
  return out;
}

// What was done to a record that the caller may not read says nothing to him, not even that it is
// there.
void hide_unreadable(Look& look, std::vector<work::TimelineEntry>& entries) {
  std::map<records::Ref, bool> known;
  std::erase_if(entries, [&](const work::TimelineEntry& entry) {
    const auto id = records::parse_id(entry.subject);
    if (look.types().type(entry.subject_type) == nullptr || !id) return false;
    const records::Ref ref{entry.subject_type, *id};
    const auto [answer, is_new] = known.try_emplace(ref, true);
    if (!is_new) return !answer->second;
    const auto record = records::find(look.db(), look.types(), ref);
    answer->second = !record || records::may(look.db(), look.types(), look.environment(), *record,
                                             records::May::Read);
    return !answer->second;
  });
}

}  // namespace

base::Json timeline_json(Look& look, std::vector<work::TimelineEntry> entries) {
  work::hide_blind_votes(look.db(), entries, look.caller().person);
  hide_unreadable(look, entries);
  base::JsonArray out;
  for (size_t i = 0; i < entries.size(); ++i) out.push_back(entry_json(look, entries[i], i));
  return out;
}

}  // namespace app
