#include "scenario/stage.h"

#include <atomic>

namespace scenario {

namespace fs = std::filesystem;

namespace {

// A folder that is begun from again holds ids of an earlier stage: each stage draws others.
uint64_t next_seed() {
  static std::atomic<uint64_t> count{20260302};
  return ++count;
}

}  // namespace

Stage::Stage(const Ground& ground, PacksRef packs)
    : folder_(std::make_shared<TemporaryFolder>()),
      packs_(std::move(packs)),
      clock_(ground.now),
      random_(next_seed()) {
  if (ground.folder)
    fs::copy(ground.folder->path(), folder_->path(),
             fs::copy_options::recursive | fs::copy_options::overwrite_existing);
}

base::Result<std::unique_ptr<Stage>> Stage::open(const Ground& ground, PacksRef packs) {
  std::unique_ptr<Stage> stage(new Stage(ground, std::move(packs)));
  if (auto opened = stage->restart(); !opened) return opened.error();
  return stage;
}

base::Result<void> Stage::restart() {
  workspace_.reset();
  app::Settings settings;
  settings.folder = folder_->path();
  settings.durability = storage::Durability::Off;  // the folder does not outlive the run
  settings.clock = &clock_;
  settings.random = &random_;
  settings.demo = app::Demo::Organisation;
  auto opened = app::Workspace::open(settings, packs_);
  if (!opened) return opened.error();
  workspace_ = std::move(opened).value();
  return {};
}

Ground Stage::close() && {
  workspace_.reset();
  return {folder_, clock_.now()};
}

base::Result<Ground> make_ground(PacksRef packs, base::Time now) {
  auto stage = Stage::open({nullptr, now}, std::move(packs));
  if (!stage) return stage.error();
  return std::move(*stage.value()).close();
}

}  // namespace scenario
