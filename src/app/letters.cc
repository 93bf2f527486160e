#include "app/letters.h"

#include <algorithm>

#include "app/inside/absences.h"
#include "app/inside/act.h"
#include "app/inside/file_rights.h"
#include "app/inside/json.h"
#include "app/inside/words.h"
#include "org/deputies.h"
#include "org/reporting.h"
#include "work/letters.h"

namespace app {

namespace {

// Who heads a unit may write to people; whom he writes to is his matter.
bool may_send(storage::Connection& db, const Caller& caller, base::Time now) {
  if (is_administrator(caller)) return true;
  const auto units = org::units_at(db, now);
  return std::ranges::any_of(units, [&](const org::UnitTerm& unit) {
    return !unit.head.empty() && org::holds(db, caller.person, unit.head, now);
  });
}

// Persons by name, then those of the units; each once.
std::vector<std::string> receivers_of(storage::Connection& db, const base::Json& request,
                                      base::Time now) {
  std::vector<std::string> persons;
  const auto add = [&](const std::string& person) {
    if (std::ranges::find(persons, person) == persons.end()) persons.push_back(person);
  };
  for (const auto& person : texts_of(request, "persons")) add(person);
  for (const auto& unit : texts_of(request, "units")) {
    for (const auto& person : org::people_in_unit(db, unit, org::Units::AndBelow, now)) add(person);
  }
  return persons;
}

bool sees_all(const Caller& caller, const work::Letter& letter) {
  return is_administrator(caller) || letter.sender == caller.person ||
         letter.followed_by == caller.person;
}

// Who stands in for the receiver now, by an absence on record or as his deputy in everything: he
// neither reads nor acknowledges it, but says why nobody does.
void set_absence(Look& look, const AwayByPerson& absences, const std::string& person,
                 base::JsonObject& out) {
  std::vector<Away> away;
  if (const auto found = absences.find(person); found != absences.end()) away = found->second;
  for (const org::DeputyRow& row : org::deputies_of(look.db(), person, "", look.now()))
    away.push_back({row.from, row.until, {row.deputy}});
  std::vector<std::string> persons;
  for (const Away& each : away) {
    for (const std::string& stand_in : each.stand_ins) {
      if (std::ranges::find(persons, stand_in) == persons.end()) persons.push_back(stand_in);
    }
  }
  if (persons.empty()) return;
  out["stand_ins"] = look.persons(persons);
  set_time(out, "away_until", away.front().until);
}

base::JsonObject receipt_json(Look& look, const AwayByPerson& absences,
                              const work::Receipt& receipt) {
  base::JsonObject out{{"person", look.person(receipt.person)}};
  set_time(out, "read_at", receipt.read_at);
  set_time(out, "acknowledged_at", receipt.acknowledged_at);
  set_text(out, "words", receipt.words);
  set_time(out, "left_at", receipt.left_at);
  if (!receipt.taken_over_by.empty()) out["taken_over_by"] = look.person(receipt.taken_over_by);
  const auto person = org::person(look.db(), receipt.person);
  out["has_left"] = receipt.left_at.has_value() || !person || !person->is_active;
  if (receipt.is_open()) set_absence(look, absences, receipt.person, out);
  return out;
}

base::JsonObject letter_json(Look& look, const work::Letter& letter) {
  const auto& caller = look.caller();
  const auto absences = absences_within(look, now_of(look));
  base::JsonArray receipts;
  for (const work::Receipt& receipt : letter.receipts) {
    if (!sees_all(caller, letter) && receipt.person != caller.person) continue;
    receipts.push_back(receipt_json(look, absences, receipt));
  }
  const auto* own = letter.receipt_of(caller.person);
  base::JsonObject out{{"id", std::to_string(letter.key)},
                       {"kind", work::name_of(letter.kind)},
                       {"number", letter.number},
                       {"title", letter.title},
                       {"text", letter.text},
                       {"sender", look.person(letter.sender)},
                       {"at", time_json(letter.at)},
                       {"files", files_json(look.db(), letter.files)},
                       {"receipts", std::move(receipts)},
                       {"may_acknowledge", own != nullptr && !own->acknowledged_at}};
  set_time(out, "due_at", letter.due_at);
  if (!letter.followed_by.empty()) out["followed_by"] = look.person(letter.followed_by);
  return out;
}

void note_letter_read(Parts& parts, const Caller& caller, int64_t id) {
  parts.runtime->submit(
      {caller.person, "", caller.door},
      [&parts, caller, id](runtime::Op& op) -> base::Result<base::Json> {
        Act act(parts, op, caller);
        if (auto read = work::read_letter(act.context(), id); !read) return read.error();
        return base::Json();
      },
      [](base::Result<base::Json>) {});
}

}  // namespace

base::Result<base::Json> list_letters(Workspace& workspace, const Caller& caller, LetterBox box,
                                      const Page& page) {
  Look look(workspace.parts(), caller);
  const auto which = box == LetterBox::Sent ? work::LetterBox::Sent : work::LetterBox::Received;
  base::JsonArray items;
  for (const auto& each : work::letters(look.db(), caller.person, which, page.size, page.offset()))
    items.push_back(letter_json(look, each));
  auto out =
      page_json(std::move(items), work::count_letters(look.db(), caller.person, which), page);
  out.as_object()["may_send"] = may_send(look.db(), caller, look.now());
  return out;
}

base::Result<base::Json> letter(Workspace& workspace, const Caller& caller, int64_t id) {
  Look look(workspace.parts(), caller);
  const auto found = work::letter(look.db(), id);
  const auto* own = found ? found->receipt_of(caller.person) : nullptr;
  if (!found || (own == nullptr && !sees_all(caller, *found)))
    return base::refusal("work.no_letter");
  if (own != nullptr && !own->read_at) note_letter_read(workspace.parts(), caller, id);
  return base::Json(letter_json(look, *found));
}

base::Result<base::Json> send_letter(Workspace& workspace, const Caller& caller,
                                     const base::Json& request) {
  auto& parts = workspace.parts();
  const auto kind = needed_word_of(request, "kind", {"notice", "circular", "change"});
  if (!kind) return kind.error();
  std::optional<base::Time> due;
  if (const auto text = base::text_or_empty(request, "due_at"); !text.empty()) {
    due = base::parse_time(text);
    if (!due) return base::refusal("request.wrong_type").at("due_at");
  }
  return parts.run(caller, [&](runtime::Op& op) -> base::Result<base::Json> {
    Act act(parts, op, caller);
    if (!may_send(act.db(), caller, op.tx.now)) return base::refusal("app.not_allowed");
    if (auto named = check_files(parts, act.db(), caller, request); !named) return named.error();
    const auto key = work::send_letter(
        act.context(),
        {*work::letter_kind(*kind), base::text_or_empty(request, "title"),
         base::text_or_empty(request, "text"), receivers_of(act.db(), request, op.tx.now), due,
         texts_of(request, "files")});
    if (!key) return key.error();
    return base::Json(base::JsonObject{{"id", std::to_string(*key)}});
  });
}

base::Result<void> acknowledge_letter(Workspace& workspace, const Caller& caller, int64_t id,
                                      std::string_view words) {
  auto& parts = workspace.parts();
  const auto done = parts.run(caller, [&](runtime::Op& op) -> base::Result<base::Json> {
    Act act(parts, op, caller);
    if (auto said = work::acknowledge_letter(act.context(), id, words); !said) return said.error();
    return base::Json();
  });
  if (!done) return done.error();
  return {};
}

}  // namespace app
