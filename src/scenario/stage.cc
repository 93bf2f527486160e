#include "scenario/stage.h"

#include <atomic>

namespace scenario {

namespace {

// A place that is begun from again holds ids of an earlier stage: each stage draws others.
uint64_t next_seed() {
  static std::atomic<uint64_t> count{20260302};
  return ++count;
}

}  // namespace

Stage::Stage(std::shared_ptr<storage::TemporaryPlace> place, base::Time now, PacksRef packs)
    : place_(std::move(place)), packs_(std::move(packs)), clock_(now), random_(next_seed()) {}

base::Result<std::unique_ptr<Stage>> Stage::open(const std::string& server, base::Time now,
                                                 PacksRef packs) {
  return begin(std::make_shared<storage::TemporaryPlace>(server, storage::Room::Database), now,
               std::move(packs));
}

base::Result<std::unique_ptr<Stage>> Stage::open(const Ground& ground, PacksRef packs) {
  return begin(std::make_shared<storage::TemporaryPlace>(*ground.place), ground.now,
               std::move(packs));
}

base::Result<std::unique_ptr<Stage>> Stage::begin(std::shared_ptr<storage::TemporaryPlace> place,
                                                  base::Time now, PacksRef packs) {
  std::unique_ptr<Stage> stage(new Stage(std::move(place), now, std::move(packs)));
  if (auto opened = stage->restart(); !opened) return opened.error();
  return stage;
}

base::Result<void> Stage::restart() {
  workspace_.reset();
  app::Settings settings;
  settings.storage = place_->settings();
  settings.clock = &clock_;
  settings.random = &random_;
  settings.demo = app::Demo::Organisation;
  auto opened = app::Workspace::open(settings, packs_);
  if (!opened) return opened.error();
  workspace_ = std::move(opened).value();
  return {};
}

base::Result<void> Stage::restart_at(base::Time time) {
  if (time < clock_.now()) return base::refusal("runtime.clock_backwards");
  workspace_.reset();
  clock_.set(time);
  return restart();
}

Ground Stage::close() && {
  workspace_.reset();
  return {place_, clock_.now()};
}

}  // namespace scenario
