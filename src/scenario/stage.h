// A workspace to play in: a temporary folder, a virtual clock, the packs, and the program opened on
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
#include "scenario/temporary_folder.h"

namespace scenario {

using PacksRef = std::shared_ptr<const packs::Packs>;

// What a later scenario can begin from: a closed workspace's folder and the time it stood at.
struct Ground {
  std::shared_ptr<TemporaryFolder> folder;
  base::Time now;
};

class Stage {
 public:
  // Begins with a copy of `ground`.
  static base::Result<std::unique_ptr<Stage>> open(const Ground& ground, PacksRef packs);

  app::Workspace& workspace() { return *workspace_; }
  const std::filesystem::path& folder() const { return folder_->path(); }
  const packs::Packs& packs() const { return *packs_; }
  base::VirtualClock& clock() { return clock_; }
  // Closes and opens the workspace on the same folder.
  base::Result<void> restart();
  // Closes it; the folder may be begun from again.
  Ground close() &&;

 private:
  Stage(const Ground& ground, PacksRef packs);

  std::shared_ptr<TemporaryFolder> folder_;
  PacksRef packs_;
  base::VirtualClock clock_;
  base::SeededRandom random_;
  std::unique_ptr<app::Workspace> workspace_;
};

// An empty workspace with the packs' organisation, made once per packs and time.
base::Result<Ground> make_ground(PacksRef packs, base::Time now);

}  // namespace scenario
