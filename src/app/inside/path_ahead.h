// What lies before a running matter: the process it runs by, where it stands, what is known.
#pragma once

#include <memory>

#include "app/inside/parts.h"
#include "work/ahead.h"

namespace app {

class Ahead {
 public:
  // `db` must outlive it.
  Ahead(Parts& parts, storage::Connection& db, const work::Instance& instance);
  work::Running running() const;

 private:
  std::shared_ptr<engine::Process> process_;
  std::vector<work::Place> active_;
  std::shared_ptr<const feel::HostFunctions> functions_;
  work::CalledProcess called_;
};

// A deployed process, as a call activity finds it.
work::CalledProcess called_processes(const Parts& parts);
// Of the caller towards the people of later steps; nothing where he has no say in them.
std::optional<work::Standing> standing_of(Parts& parts, storage::Connection& db,
                                          const Caller& caller, const work::Instance& instance);
// {act: people} of the contract.
base::Result<void> change_people(Parts& parts, work::Context& context, const Caller& caller,
                                 const work::Instance& instance, const base::Json& request);

}  // namespace app
