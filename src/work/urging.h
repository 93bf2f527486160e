// Urging (催办) a whole matter: by whom, and whom it reaches beyond the matter's own tasks.
#pragma once

#include "work/acts.h"
#include "work/instances.h"

namespace work {

// What bears on it beside the matter itself.
struct Urging {
  enum class By { Participant, Owner };
  By by = By::Participant;              // who owns its process need take no part in it
  std::vector<int64_t> answering = {};  // matters that are to bring about what it waits for
};
// As offered_acts of an instance; to an owner without a part in it only urge.
std::vector<std::string> offered_acts(const Moment& moment, const Instance& instance,
                                      std::string_view person, const Urging& urging);
// As urge_instance, also the tasks of the answering matters; by an owner without a part in it, of
// whom those urged are told.
base::Result<void> urge_instance(Context& context, int64_t instance, const Urging& urging);

}  // namespace work
