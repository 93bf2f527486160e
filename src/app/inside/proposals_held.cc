#include "app/inside/proposals_held.h"

#include "org/organisation.h"
#include "storage/event_log.h"
#include "work/notices.h"

namespace app {

namespace {

base::Text title_of(const Definitions& definitions, const Proposal& proposal) {
  const auto* process = definitions.process(proposal.process);
  return process != nullptr ? process->title : base::Text{proposal.process, proposal.process};
}

void hand_proposal(Act& act, const Proposal& proposal, const std::string& to) {
  storage::Tx& tx = act.tx();
  tx.db.execute("UPDATE model_proposal SET taken_over_by = ? WHERE process = ? AND person = ?",
                {to, proposal.process, proposal.person});
  tx.db.execute(
      "INSERT INTO model_draft (process, person, base_version, xml, saved_at) "
      "VALUES (?, ?, ?, ?, ?) ON CONFLICT (process, person) DO NOTHING",
      {proposal.process, to, proposal.base_version, proposal.xml, tx.now.micros});
  storage::append_event(tx, {"process.proposal_handed_over", "process", proposal.process, "", "",
                             "", base::JsonObject{{"by", proposal.person}, {"to", to}}});
  const base::Text from = org::name_of(tx.db, proposal.told());
  work::notify(act.context(), {to},
               {"message",
                {{"离职交接给您：待发布的流程版本", "Handed over to you: a version to publish"},
                 title_of(act.definitions(), proposal)},
                {"原由" + from.zh + "提交，发布或退回时通知您",
                 "Handed in by " + from.en + "; you hear when it is published or returned"},
                link_of(proposal),
                ""});
}

}  // namespace

std::string id_of(const Proposal& proposal) { return proposal.process + "/" + proposal.person; }

std::vector<Proposal> proposals_held(storage::Connection& db, const std::string& person) {
  auto held = all_proposals(db);
  std::erase_if(held, [&](const Proposal& proposal) { return proposal.told() != person; });
  return held;
}

base::Json proposals_held_json(Look& look, const std::vector<Proposal>& held) {
  base::JsonArray out;
  for (const Proposal& proposal : held) {
    out.push_back(base::JsonObject{{"id", id_of(proposal)},
                                   {"title", text_json(title_of(look.definitions(), proposal))}});
  }
  return out;
}

void hand_proposals(Act& act, const std::vector<Proposal>& held,
                    const std::function<std::string(const std::string& id)>& successor_of) {
  for (const Proposal& proposal : held) {
    const std::string to = successor_of(id_of(proposal));
    if (!to.empty()) hand_proposal(act, proposal, to);
  }
}

}  // namespace app
