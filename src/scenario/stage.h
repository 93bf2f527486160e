// A workspace to play in: a temporary place, a virtual clock, the packs, and the program opened on
// them.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "app/workspace.h"
#include "base/clock.h"
#include "base/random.h"
#include "base/result.h"
#include "packs/pack.h"
#include "storage/temporary_place.h"

namespace scenario {

using PacksRef = std::shared_ptr<const packs::Packs>;

// What a later scenario can begin from: a closed workspace's place and the time it stood at.
struct Ground {
  std::shared_ptr<storage::TemporaryPlace> place;
  base::Time now;
};

class Stage {
 public:
  // Begins with an empty place: on `server` (postgres://…) or, when that is empty, in a folder.
  static base::Result<std::unique_ptr<Stage>> open(const std::string& server, base::Time now,
                                                   PacksRef packs);
  // Begins with a copy of `ground`.
  static base::Result<std::unique_ptr<Stage>> open(const Ground& ground, PacksRef packs);

  app::Workspace& workspace() { return *workspace_; }
  const packs::Packs& packs() const { return *packs_; }
  base::VirtualClock& clock() { return clock_; }
  // Closes and opens the workspace on the same place.
  base::Result<void> restart();
  // The same, opened no sooner than then: what fell due while it was closed fires at once, late.
  // Refuses with runtime.clock_backwards.
  base::Result<void> restart_at(base::Time time);
  // Closes it; the place may be begun from again.
  Ground close() &&;

 private:
  Stage(std::shared_ptr<storage::TemporaryPlace> place, base::Time now, PacksRef packs);
  static base::Result<std::unique_ptr<Stage>> begin(std::shared_ptr<storage::TemporaryPlace> place,
                                                    base::Time now, PacksRef packs);

  std::shared_ptr<storage::TemporaryPlace> place_;
  PacksRef packs_;
  base::VirtualClock clock_;
  base::SeededRandom random_;
  std::unique_ptr<app::Workspace> workspace_;
};

}  // namespace scenario
