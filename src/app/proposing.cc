// Versions that an owner hands in to be published, and what becomes of them.
#include <algorithm>

#include "app/designing.h"
#include "app/inside/act.h"
#include "app/inside/drawing.h"
#include "app/inside/proposals.h"
#include "base/text.h"
#include "org/organisation.h"
#include "runtime/versions.h"
#include "work/notices.h"

namespace app {

namespace {

bool may_see(Look& look, const Proposal& proposal) {
  const auto* process = look.definitions().process(proposal.process);
  if (process == nullptr) return false;
  const std::string& person = look.caller().person;
  return proposal.person == person || proposal.told() == person ||
         may_publish(*process, look.caller());
}

base::Result<Proposal> seen_proposal(Look& look, std::string_view process,
                                     std::string_view person) {
  auto found = proposal_of(look.db(), process, person);
  if (found && may_see(look, *found)) return std::move(*found);
  return base::refusal("app.no_proposal").at(std::string(process.substr(0, 100)));
}

base::Result<void> check_proposed(Look& look, const ProposedVersion& proposed) {
  const auto process = owned_process(look, proposed.process);
  if (!process) return process.error();
  if (auto checked = check_drawing(look, **process, proposed.xml); !checked) return checked;
  const auto newest = runtime::newest_version(look.db(), proposed.process);
  const int64_t version = newest ? newest->version : 0;
  if (version != proposed.base_version)
    return base::refusal("app.version_not_newest").at(std::to_string(version));
  if (newest && newest->source.text == proposed.xml)
    return base::refusal("app.version_in_force").at(std::to_string(version));
  return {};
}

// Administrators may publish every process, and find it in their list.
void tell_publishers(Act& act, const Proposal& proposal) {
  const auto& title = act.definitions().process(proposal.process)->title;
  auto publishers =
      entry::persons_of(act.db(), act.definitions().roles, "administrator", act.tx().now);
  std::erase(publishers, proposal.person);
  const base::Text name = org::name_of(act.db(), proposal.person);
  const std::string more = proposal.comment.empty() ? "" : "：" + proposal.comment;
  const std::string more_en = proposal.comment.empty() ? "" : ": " + proposal.comment;
  work::notify_again(act.context(), publishers,
                     {"task",
                      {{"流程新版本待发布", "A version of a process to publish"}, title},
                      {name.zh + "提交" + more, "Handed in by " + name.en + more_en},
                      link_of(proposal),
                      "proposal:" + proposal.process + ":" + proposal.person});
}

void tell(Act& act, std::string_view what, const Proposal& proposal, base::JsonObject more) {
  more["by"] = proposal.person;
  if (!proposal.taken_over_by.empty()) more["to"] = proposal.taken_over_by;
  storage::append_event(
      act.tx(), {std::string(what), "process", proposal.process, "", "", "", std::move(more)});
}

}  // namespace

base::Result<base::Json> propose_version(Workspace& workspace, const Caller& caller,
                                         const ProposedVersion& proposed) {
  auto& parts = workspace.parts();
  {
    Look look(parts, caller);
    if (auto checked = check_proposed(look, proposed); !checked) return checked.error();
  }
  auto drafted =
      save_model_draft(workspace, caller, proposed.process, proposed.xml, proposed.base_version);
  if (!drafted) return drafted;
  return parts.run(caller, [&](runtime::Op& op) -> base::Result<base::Json> {
    Act act(parts, op, caller);
    const Proposal proposal{proposed.process, caller.person,    proposed.base_version,
                            proposed.xml,     proposed.comment, op.tx.now};
    for (const Proposal& before : proposals_with(op.tx.db, proposed.process, caller.person)) {
      if (before.person != caller.person) forget_proposal(op.tx, before);
    }
    store_proposal(op.tx, proposal);
    tell_publishers(act, proposal);
    tell(act, "process.proposed", proposal,
         {{"base_version", proposal.base_version}, {"comment", proposal.comment}});
    return base::Json(base::JsonObject{{"at", time_json(op.tx.now)}});
  });
}

base::Result<void> take_proposal_back(Workspace& workspace, const Caller& caller,
                                      std::string_view process) {
  auto& parts = workspace.parts();
  const auto done = parts.run(caller, [&](runtime::Op& op) -> base::Result<base::Json> {
    const auto own = proposals_with(op.tx.db, process, caller.person);
    if (own.empty())
      return base::refusal("app.no_proposal").at(std::string(process.substr(0, 100)));
    Act act(parts, op, caller);
    forget_proposal(op.tx, own.front());
    tell(act, "process.proposal_taken_back", own.front(), {});
    return base::Json();
  });
  if (!done) return done.error();
  return {};
}

base::Json list_proposals(Workspace& workspace, const Caller& caller) {
  Look look(workspace.parts(), caller);
  base::JsonArray items;
  for (const auto& each : all_proposals(look.db()))
    if (may_see(look, each)) items.push_back(proposal_json(look, each));
  return items_json(std::move(items));
}

base::Result<base::Json> proposal(Workspace& workspace, const Caller& caller,
                                  std::string_view process, std::string_view person) {
  Look look(workspace.parts(), caller);
  const auto found = seen_proposal(look, process, person);
  if (!found) return found.error();
  auto out = proposal_json(look, *found);
  out.as_object()["xml"] = found->xml;
  out.as_object()["may_publish"] = may_publish(*look.definitions().process(process), caller);
  return out;
}

base::Result<void> return_proposal(Workspace& workspace, const Caller& caller,
                                   const ReturnedProposal& returned) {
  auto& parts = workspace.parts();
  {
    Look look(parts, caller);
    const auto found = seen_proposal(look, returned.process, returned.person);
    if (!found) return found.error();
    if (!may_publish(*look.definitions().process(returned.process), caller))
      return base::refusal("app.not_allowed");
  }
  const auto done = parts.run(caller, [&](runtime::Op& op) -> base::Result<base::Json> {
    const auto proposal = proposal_seen(op.tx.db, returned.process, returned.person, returned.at);
    if (!proposal) return proposal.error();
    Act act(parts, op, caller);
    forget_proposal(op.tx, *proposal);
    tell(act, "process.proposal_returned", *proposal, {{"text", returned.reason}});
    const auto& title = act.definitions().process(proposal->process)->title;
    work::notify(act.context(), {proposal->told()},
                 {"rejected",
                  {{"您提交的流程版本被退回", "The version you handed in was returned"}, title},
                  {returned.reason, returned.reason},
                  "/waiting/" + proposal->process + "/design",
                  ""});
    return base::Json();
  });
  if (!done) return done.error();
  return {};
}

}  // namespace app
