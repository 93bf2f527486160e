#include <map>

#include "access/outside_link.h"
#include "app/inside/act.h"
#include "app/inside/duty_records.h"
#include "app/inside/file_rights.h"
#include "app/inside/opinion_rights.h"
#include "app/inside/queries.h"
#include "app/inside/signed.h"
#include "app/inside/work_json.h"
#include "base/text.h"
#include "org/organisation.h"
#include "records/removal.h"
#include "work/event_codes.h"
#include "work/task.h"

namespace app {

namespace {

// What was done with a link for people outside: which link, for whom, and how long it holds.
base::Text words_of_link(Look& look, const work::TimelineEntry& entry) {
  const bool is_to_sign = base::text_or_empty(entry.changes, "purpose") == "sign";
  base::Text link =
      is_to_sign ? base::Text{"签字链接", "link to sign"} : base::Text{"查看链接", "link to view"};
  const std::string recipient(base::text_or_empty(entry.changes, "recipient"));
  if (!recipient.empty())
    link = {link.zh + "（给" + recipient + "）", link.en + " (for " + recipient + ")"};
  const auto what = entry.act.substr(entry.act.find('.') + 1);
  if (what == "opened") return {"打开" + link.zh, "Opened the " + link.en};
  if (what == "used") return {"通过" + link.zh + "签字", "Signed by the " + link.en};
  if (what == "revoked") return {"撤销" + link.zh, "Revoked the " + link.en};
  if (what == "expired") return {link.zh + "到期，不能再打开", "The " + link.en + " has expired"};
  if (what == "wrong_code") {
    const bool is_locked = base::int_or(entry.changes, "attempts_left", 1) <= 0;
    return {link.zh + "的访问口令输入错误" + (is_locked ? "，链接已锁定" : ""),
            "Wrong code for the " + link.en + (is_locked ? ", which is now locked" : "")};
  }
  const auto until = base::parse_time(base::text_or_empty(entry.changes, "expires_at"));
  const auto end = until ? minute_of(*until, look.environment().zone) : std::string();
  return {"生成" + link.zh + (until ? "，有效至 " + end : ""),
          "Made a " + link.en + (until ? ", valid until " + end : "")};
}

// "Changed solution project", but "CRM entry" stays.
std::string within_sentence(std::string title) {
  const bool is_word = title.size() > 1 && title[1] >= 'a' && title[1] <= 'z';
  if (is_word) title[0] = base::lower_ascii(title.substr(0, 1))[0];
  return title;
}

// Words for what other modules did; work names its own acts.
base::Text words_of(Look& look, const work::TimelineEntry& entry) {
  const auto* type = look.types().type(entry.subject_type);
  const base::Text what = type != nullptr ? type->title : base::Text{};
  const auto with = [&](std::string zh, std::string en) {
    return base::Text{zh + what.zh, en + (what.en.empty() ? what.zh : within_sentence(what.en))};
  };
  if (entry.act == "record.created") return with("新建", "Created ");
  if (const auto* handed = base::find(entry.changes, "leaver")) {
    const auto from = org::name_of(look.db(), base::text_or_empty(*handed, "old"));
    const auto to = org::name_of(look.db(), base::text_or_empty(*handed, "new"));
    return {from.zh + "离职，由" + to.zh + "接手",
            to.en + " takes over from " + from.en + ", who leaves"};
  }
  if (entry.act == "record.changed") return with("修改", "Changed ");
  if (entry.act == "record.deleted") return with("删除", "Deleted ");
  if (entry.act == "record.commented") return {"评论", "Commented"};
  if (entry.act == "record.transitioned" && type != nullptr) {
    const auto* said = base::find(entry.changes, "transition");
    const auto* made =
        said == nullptr ? nullptr : type->transition(base::text_or_empty(*said, "new"));
    if (made != nullptr) {
      return {what.zh + "：" + made->title.zh,
              (what.en.empty() ? what.zh : what.en) + ": " +
                  (made->title.en.empty() ? made->title.zh : made->title.en)};
    }
    return with("推进", "Moved on ");
  }
  if (entry.act.starts_with("outside_link.")) return words_of_link(look, entry);
  if (entry.act.starts_with("report.")) return {"发送报告", "Report sent"};
  if (entry.act == "process.start_skipped") {
    const auto title = look.definitions().title_of(entry.subject, "", "");
    return {"“" + title.zh + "”已停止发起，没有启动",
            "\"" + (title.en.empty() ? title.zh : title.en) + "\" is closed and was not started"};
  }
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

// What an act changed beside the state, of a record that is gone what it held; a new one says in
// its own page what it holds.
void add_changes(Look& look, const work::TimelineEntry& entry, const records::Record& record,
                 base::JsonObject& out) {
  const bool is_told = entry.act == "record.changed" || entry.act == "record.transitioned" ||
                       entry.act == "record.deleted";
  if (!is_told) return;
  const auto* object = entry.changes.if_object();
  if (object == nullptr) return;
  base::JsonObject fields = *object;
  for (const auto* shown_apart : {"state", "transition", "leaver"}) fields.erase(shown_apart);
  // That it was a row of the record whose story this is goes without saying.
  const auto* type = look.types().type(record.ref.type);
  if (type != nullptr && entry.act == "record.deleted") fields.erase(type->parent);
  auto changes = changes_json(look, record, fields);
  if (!changes.empty()) out["changes"] = std::move(changes);
}

// That a duty was not done in time is told where it happened.
base::Text lateness_in(Look& look, const work::TimelineEntry& entry,
                       const records::Record& record) {
  const auto* made = base::find(entry.changes, "transition");
  if (made == nullptr || !entry.at || record.ref.type != duty_item_type) return {};
  return lateness_of(item_of(record), base::text_or_empty(*made, "new"), *entry.at,
                     look.environment().zone);
}

// What the program says of an act, of work or of another module.
base::Text sentence_of(const work::TimelineEntry& entry) {
  if (!entry.reason_text.zh.empty()) return entry.reason_text;
  const auto* said = base::find(entry.changes, "text");
  if (said == nullptr || !said->is_object()) return {};
  return {base::text_or_empty(*said, "zh"), base::text_or_empty(*said, "en")};
}

// The record that was written on the seat whose act it is.
engine::RecordRef written_at(Look& look, const work::TimelineEntry& entry) {
  const auto task = work::find_task(look.db(), entry.task);
  const auto* seat = task ? task->seat(base::text_or_empty(entry.changes, "seat")) : nullptr;
  return seat == nullptr ? engine::RecordRef{} : seat->written;
}

base::Json entry_json(Look& look, const work::TimelineEntry& entry, size_t index) {
  const auto id = entry.position != 0 ? std::to_string(entry.position)
                                      : (entry.at ? "ended-" : "pending-") + std::to_string(index);
  base::JsonObject out{{"id", id}, {"act", entry.act}};
  set_text(out, "code", std::string(work::event_code(entry)));
  out["title"] = text_json(entry.title.zh.empty() ? words_of(look, entry) : entry.title);
  set_time(out, "at", entry.at);
  if (!entry.person.empty()) out["person"] = signed_visitor(look, entry.person, entry.changes);
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
  if (entry.signature.is_object())
    out["signature"] = signature_json(look, written_at(look, entry), entry.signature);
  if (!entry.files.empty()) out["files"] = files_json(look.db(), entry.files);
  if (!entry.mentions.empty()) out["mentions"] = look.persons(entry.mentions);
  if (entry.seconds) out["seconds"] = *entry.seconds;
  if (base::is_true(entry.changes, "by_administrator")) out["by_administrator"] = true;
  set_text(out, "reason", entry.reason);
  set_title(out, "reason_text", sentence_of(entry));
  set_text(out, "clause", entry.clause);
  if (entry.task != 0) out["task"] = std::to_string(entry.task);
  set_text(out, "element", entry.element);
  if (const auto target = base::text_or_empty(entry.changes, "target"); !target.empty()) {
    const auto* title = base::find(entry.changes, "target_title");
    base::Text text{target, target};
    if (title != nullptr && !base::text_or_empty(*title, "zh").empty())
      text = {base::text_or_empty(*title, "zh"), base::text_or_empty(*title, "en")};
    out["target"] = look.ref(target, text);
  }
  add_states(look, entry, out);
  return out;
}

struct Known {
  std::optional<records::Record> record;
  bool is_readable = true;
};
using KnownRecords = std::map<records::Ref, Known>;

std::optional<records::Ref> ref_of(Look& look, const work::TimelineEntry& entry) {
  const auto id = records::parse_id(entry.subject);
  if (look.types().type(entry.subject_type) == nullptr || !id) return std::nullopt;
  return records::Ref{entry.subject_type, *id};
}

// What was done to a record that the caller may not read says nothing to him, not even that it is
// there.
void hide_unreadable(Look& look, std::vector<work::TimelineEntry>& entries, KnownRecords& known) {
  std::erase_if(entries, [&](const work::TimelineEntry& entry) {
    const auto ref = ref_of(look, entry);
    if (!ref) return false;
    const auto [found, is_new] = known.try_emplace(*ref);
    auto& [record, is_readable] = found->second;
    if (!is_new) return !is_readable;
    record = records::find(look.db(), look.types(), *ref);
    if (!record) record = records::removed(look.db(), look.types(), *ref);
    is_readable = !record || records::may(look.db(), look.types(), look.environment(), *record,
                                          records::May::Read);
    return !is_readable;
  });
}

// A link that ran out leaves no event: that it ended is told from the link itself, at its time.
void add_expired_links(Look& look, const records::Ref& ref,
                       std::vector<work::TimelineEntry>& entries) {
  for (const auto& link : entry::outside_links(look.db(), ref.type, std::to_string(ref.id))) {
    const bool was_over = link.revoked_at || link.used_at || link.attempts_left <= 0;
    if (was_over || link.expires_at > look.now()) continue;
    work::TimelineEntry ended;
    ended.at = link.expires_at;
    ended.act = "outside_link.expired";
    ended.subject_type = ref.type;
    ended.subject = std::to_string(ref.id);
    ended.changes =
        base::JsonObject{{"purpose", entry::name_of(link.purpose)}, {"recipient", link.recipient}};
    const auto later = std::ranges::find_if(entries, [&](const work::TimelineEntry& other) {
      return !other.at || *other.at > link.expires_at;
    });
    entries.insert(later, std::move(ended));
  }
}

// That somebody has voted stays in the story, what he said does not.
void hide_opinions(Look& look, std::vector<work::TimelineEntry>& entries) {
  const OpinionRights rights(look.parts(), look.db(), look.environment(), look.caller());
  std::map<int64_t, std::pair<std::optional<work::Task>, Told>> tasks;
  for (auto& entry : entries) {
    if (entry.task == 0) continue;
    const auto [known, is_new] = tasks.try_emplace(entry.task, std::nullopt, Told::Words);
    auto& [task, told] = known->second;
    if (is_new) {
      task = work::find_task(look.db(), entry.task);
      if (task) told = rights.told(*task);
    }
    if (told == Told::Nothing) work::hide_vote(entry);
    if (told == Told::Outcome && !rights.is_for_caller(*task, entry)) work::hide_words(entry);
  }
}

}  // namespace

base::Json timeline_json(Look& look, std::vector<work::TimelineEntry> entries) {
  work::hide_blind_votes(look.db(), entries, look.caller().person);
  hide_opinions(look, entries);
  KnownRecords known;
  hide_unreadable(look, entries, known);
  base::JsonArray out;
  for (size_t i = 0; i < entries.size(); ++i) {
    auto entry = entry_json(look, entries[i], i).as_object();
    const auto ref = ref_of(look, entries[i]);
    const auto* record = ref && known[*ref].record ? &*known[*ref].record : nullptr;
    if (record != nullptr) {
      add_changes(look, entries[i], *record, entry);
      set_title(entry, "reason_text", lateness_in(look, entries[i], *record));
    }
    out.push_back(std::move(entry));
  }
  return out;
}

base::Json story_json(Look& look, const records::Ref& record) {
  auto entries = work::timeline_of_record(look.db(), engine_ref(record));
  add_expired_links(look, record, entries);
  return timeline_json(look, std::move(entries));
}

}  // namespace app
