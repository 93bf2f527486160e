// Processes as people draw them in the browser: a version's model, what is wrong with a changed
// one, somebody's draft, and its publication. For the owner of a process; administrators own every
// one.
#pragma once

#include <string>
#include <string_view>

#include "app/workspace.h"

namespace app {

struct ProcessDefinition;

// All refuse with app.no_process, also when the caller does not own it.

// {version, newest, xml}. Refuses with engine.no_process for a version that is not.
base::Result<base::Json> model_of_version(Workspace& workspace, const Caller& caller,
                                          std::string_view process, int64_t version);
// What the settings of its steps may name: ModelContext of the contract.
base::Result<base::Json> model_context(Workspace& workspace, const Caller& caller,
                                       std::string_view process);
// {problems}, none of a model that could be published.
base::Result<base::Json> check_model(Workspace& workspace, const Caller& caller,
                                     std::string_view process, const std::string& xml);

struct Publication {
  std::string process;
  std::string xml;
  int64_t base_version = 0;  // the newest version when the change began
  std::string comment;
  std::string proposal;     // the person whose proposal it answers; empty: nobody's
  std::string proposed_at;  // of that proposal, as it was seen
};
// {version}: the next starts use it, what runs stays with its own; the caller's draft goes. By
// administrators, and by the owner where the pack says so. Refuses with app.model_has_problems
// (`missing` holds all of them), app.version_not_newest, and app.version_in_force when the newest
// has the same file, and app.no_proposal.
base::Result<base::Json> publish_version(Workspace& workspace, const Caller& caller,
                                         const Publication& publication);
// Whether the caller could.
bool may_publish(const ProcessDefinition& process, const Caller& caller);

// {draft} when there is one: {xml, base_version, saved_at}; {proposal} when he has handed one in.
base::Result<base::Json> model_draft(Workspace& workspace, const Caller& caller,
                                     std::string_view process);
// Saves over what was there.
base::Result<base::Json> save_model_draft(Workspace& workspace, const Caller& caller,
                                          std::string_view process, const std::string& xml,
                                          int64_t base_version);
base::Result<void> drop_model_draft(Workspace& workspace, const Caller& caller,
                                    std::string_view process);

// --- Handing a version in to be published (提交发布), for owners who may not publish themselves.

struct ProposedVersion {
  std::string process;
  std::string xml;
  int64_t base_version = 0;
  std::string comment;
};
// In place of what the caller has handed in of it before, and as his draft. Who may publish is
// told. Refuses as publish_version does, but for the right to publish.
base::Result<base::Json> propose_version(Workspace& workspace, const Caller& caller,
                                         const ProposedVersion& proposed);
// By who has handed it in or taken it over. Refuses with app.no_proposal.
base::Result<void> take_proposal_back(Workspace& workspace, const Caller& caller,
                                      std::string_view process);
// {items}: those that the caller may publish, and his own.
base::Json list_proposals(Workspace& workspace, const Caller& caller);
// With its xml. For who may publish it and who handed it in, others are refused with
// app.no_proposal.
base::Result<base::Json> proposal(Workspace& workspace, const Caller& caller,
                                  std::string_view process, std::string_view person);
struct ReturnedProposal {
  std::string process;
  std::string person;
  std::string at;  // as it was seen: what was handed in anew meanwhile stays
  std::string reason;
};
// By who may publish it; its author is told the reason. Refuses with app.no_proposal.
base::Result<void> return_proposal(Workspace& workspace, const Caller& caller,
                                   const ReturnedProposal& returned);

}  // namespace app
