// Versions that owners of processes have handed in to be published (提交发布): one a process and
// person, until it is published, returned or taken back.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/designing.h"
#include "app/inside/json.h"
#include "base/result.h"
#include "runtime/runtime.h"

namespace app {

struct Proposal {
  std::string process;
  std::string person;
  int64_t base_version = 0;  // that was changed
  std::string xml;
  std::string comment;
  base::Time at;
  std::string taken_over_by = {};  // the person, of what somebody who has left had handed in

  // Who hears what becomes of it.
  const std::string& told() const { return taken_over_by.empty() ? person : taken_over_by; }
};
std::optional<Proposal> proposal_of(storage::Connection& db, std::string_view process,
                                    std::string_view person);
// His own first, then what he has taken over from who has left.
std::vector<Proposal> proposals_with(storage::Connection& db, std::string_view process,
                                     const std::string& person);
// As somebody saw it, handed in at that time; refuses with app.no_proposal.
base::Result<Proposal> proposal_seen(storage::Connection& db, std::string_view process,
                                     std::string_view person, const std::string& at);
// The oldest first.
std::vector<Proposal> all_proposals(storage::Connection& db);

void store_proposal(storage::Tx& tx, const Proposal& proposal);
void forget_proposal(storage::Tx& tx, const Proposal& proposal);

// ModelProposal of the contract.
base::Json proposal_json(Look& look, const Proposal& proposal);

// {by, at, reason}: what became of the last version that the person handed in or took over, if it
// was returned and nothing has been handed in since; null otherwise.
base::Json last_return_json(Look& look, std::string_view process, std::string_view person);

// The front's page of it.
std::string link_of(const Proposal& proposal);

// What is published answers the proposal that the publication names: it goes, with its draft, and
// who handed it in is told, with what was changed before it was published. Nothing where none is
// named; refuses with app.no_proposal.
base::Result<void> accept_proposal(Parts& parts, runtime::Op& op, const Caller& caller,
                                   const Publication& publication, int64_t version);

}  // namespace app
