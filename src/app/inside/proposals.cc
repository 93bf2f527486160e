#include "app/inside/proposals.h"

#include <algorithm>

#include "app/inside/act.h"
#include "app/inside/difference_words.h"
#include "base/text.h"
#include "runtime/queries.h"
#include "runtime/searches.h"
#include "runtime/versions.h"
#include "storage/event_log.h"
#include "work/notices.h"

namespace app {

namespace {

constexpr const char* columns =
    "SELECT process, person, base_version, xml, comment, at, taken_over_by FROM model_proposal";

Proposal of_row(const storage::Row& row) {
  return {row.text(0), row.text(1),      row.integer(2), row.text(3),
          row.text(4), {row.integer(5)}, row.text(6)};
}

}  // namespace

std::optional<Proposal> proposal_of(storage::Connection& db, std::string_view process,
                                    std::string_view person) {
  const auto row = db.first(std::string(columns) + " WHERE process = ? AND person = ?",
                            {std::string(process), std::string(person)});
  return row ? std::optional(of_row(*row)) : std::nullopt;
}

std::vector<Proposal> proposals_with(storage::Connection& db, std::string_view process,
                                     const std::string& person) {
  std::vector<Proposal> found;
  for (const auto& row :
       db.query(std::string(columns) + " WHERE process = ? AND (person = ? OR taken_over_by = ?) "
                                       "ORDER BY CASE person WHEN ? THEN 0 ELSE 1 END, at",
                {std::string(process), person, person, person}))
    found.push_back(of_row(row));
  return found;
}

base::Result<Proposal> proposal_seen(storage::Connection& db, std::string_view process,
                                     std::string_view person, const std::string& at) {
  auto found = proposal_of(db, process, person);
  if (found && time_json(found->at) == base::Json(at)) return std::move(*found);
  return base::refusal("app.no_proposal").at(std::string(process.substr(0, 100)));
}

std::vector<Proposal> all_proposals(storage::Connection& db) {
  std::vector<Proposal> all;
  for (const auto& row : db.query(std::string(columns) + " ORDER BY at, process, person", {}))
    all.push_back(of_row(row));
  return all;
}

void store_proposal(storage::Tx& tx, const Proposal& proposal) {
  tx.db.execute(
      "INSERT INTO model_proposal (process, person, base_version, xml, comment, at) "
      "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (process, person) DO UPDATE SET "
      "base_version = excluded.base_version, xml = excluded.xml, comment = excluded.comment, "
      "at = excluded.at, taken_over_by = ''",
      {proposal.process, proposal.person, proposal.base_version, proposal.xml, proposal.comment,
       proposal.at.micros});
}

void forget_proposal(storage::Tx& tx, const Proposal& proposal) {
  tx.db.execute("DELETE FROM model_proposal WHERE process = ? AND person = ?",
                {proposal.process, proposal.person});
  work::close_notices(tx, link_of(proposal));
}

namespace {

// What is other than in the version that was changed.
base::JsonArray differing(Look& look, const Proposal& proposal) {
  base::JsonArray titles;
  const auto key =
      runtime::definition_of_version(look.db(), proposal.process, proposal.base_version);
  const auto source = key ? runtime::source(look.db(), *key) : std::nullopt;
  if (!source) return titles;
  const DifferenceWords words(look.definitions(), proposal.process, source->text, proposal.xml);
  for (const base::Text& title : words.titles()) titles.push_back(text_json(title));
  return titles;
}

}  // namespace

base::Json proposal_json(Look& look, const Proposal& proposal) {
  const auto* process = look.definitions().process(proposal.process);
  const auto newest = runtime::newest_version(look.db(), proposal.process);
  base::JsonObject out{
      {"process", look.ref(proposal.process, process != nullptr ? process->title : base::Text{})},
      {"by", look.person(proposal.person)},
      {"at", time_json(proposal.at)},
      {"comment", proposal.comment},
      {"base_version", proposal.base_version},
      {"differs", differing(look, proposal)},
      {"newest", newest ? newest->version : 0}};
  if (!proposal.taken_over_by.empty()) out["taken_over_by"] = look.person(proposal.taken_over_by);
  return base::Json(std::move(out));
}

base::Json last_return_json(Look& look, std::string_view process, std::string_view person) {
  const auto events = storage::events_of_subject(look.db(), "process", process);
  const auto last = std::ranges::find_if(events.rbegin(), events.rend(), [&](const auto& stored) {
    return stored.event.act.starts_with("process.propos") &&
           (base::text_or_empty(stored.event.changes, "by") == person ||
            base::text_or_empty(stored.event.changes, "to") == person);
  });
  if (last == events.rend() || last->event.act != "process.proposal_returned") return nullptr;
  return base::JsonObject{{"by", look.person(last->actor.person)},
                          {"at", time_json(last->at)},
                          {"reason", base::text_or_empty(last->event.changes, "text")}};
}

std::string link_of(const Proposal& proposal) {
  return "/waiting/" + proposal.process + "/proposals/" + proposal.person;
}

namespace {

void tell_published(Act& act, const Proposal& proposal, const Publication& publication,
                    int64_t version) {
  const std::string number = std::to_string(version);
  base::Text event{"您提交的流程版本已发布", "The version you handed in is published"};
  base::Text text{"版本 " + number, "Version " + number};
  if (publication.xml != proposal.xml) {
    event = {"您提交的流程版本改动后发布", "The version you handed in is published with changes"};
    const DifferenceWords words(act.definitions(), proposal.process, proposal.xml, publication.xml);
    std::vector<std::string> zh;
    std::vector<std::string> en;
    for (const base::Text& title : words.titles()) {
      zh.push_back(title.zh);
      en.push_back(title.en.empty() ? title.zh : title.en);
    }
    if (!zh.empty())
      text = {text.zh + "，与您提交的不同：" + base::join(zh, "、"),
              text.en + ", other than you handed in: " + base::join(en, ", ")};
  }
  const auto* process = act.definitions().process(proposal.process);
  work::notify(act.context(), {proposal.told()},
               {"message", {event, process->title}, text, "/waiting/" + proposal.process, ""});
}

}  // namespace

base::Result<void> accept_proposal(Parts& parts, runtime::Op& op, const Caller& caller,
                                   const Publication& publication, int64_t version) {
  if (publication.proposal.empty()) return {};
  const auto proposal =
      proposal_seen(op.tx.db, publication.process, publication.proposal, publication.proposed_at);
  if (!proposal) return proposal.error();
  forget_proposal(op.tx, *proposal);
  op.tx.db.execute("DELETE FROM model_draft WHERE process = ? AND person = ? AND xml = ?",
                   {proposal->process, proposal->told(), proposal->xml});
  Act act(parts, op, caller);
  tell_published(act, *proposal, publication, version);
  return {};
}

}  // namespace app
