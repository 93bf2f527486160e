// Plays scenario files, one after the other, and keeps what later ones begin from.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "scenario/file.h"
#include "scenario/stage.h"
#include "scenario/world.h"

namespace scenario {

// Plays one step. The text of what went wrong; empty when all is as expected.
std::optional<std::string> play_step(Stage& stage, World& world, const Step& step);
std::optional<std::string> play_step(app::Workspace& workspace, const packs::Packs& packs,
                                     World& world, const Step& step);

// How a scenario went.
struct Playing {
  std::string failure;              // the report of its first failure; empty when it holds
  std::filesystem::path failed_in;  // whose step failed: its own or of a file it begins after;
                                    // empty when it holds, or failed before any step
};

class Runner {
 public:
  // What packs are played with; for trying them without one of their parts.
  using Change = std::function<void(packs::Packs&)>;

  // Packs as read, shared between runners.
  using Library = std::map<std::string, PacksRef>;

  explicit Runner(Change change = {},
                  std::shared_ptr<Library> library = std::make_shared<Library>())
      : change_(std::move(change)), library_(std::move(library)) {}
  // Plays on a PostgreSQL server (postgres://…); empty: in folders.
  explicit Runner(std::string server) : Runner() { server_ = std::move(server); }

  // Empty when the scenario holds; else the whole report of its first failure.
  std::optional<std::string> play(const std::filesystem::path& file);
  // The same, and in which file a step failed.
  Playing outcome(const std::filesystem::path& file);
  // Keeps the end of this file when it is played: others begin from it.
  void keep(const std::filesystem::path& file) { kept_.insert(file.lexically_normal()); }

 private:
  struct Ending {
    Ground ground;
    World world;
    PacksRef packs;
    std::string failure;                   // of the file itself; nothing can begin from it then
    std::filesystem::path failed_in = {};  // as Playing
  };
  // Either an ending or what went wrong before there was one.
  Ending beginning_of(const Scenario& scenario, std::vector<std::filesystem::path>& chain);
  Ending fresh(const Scenario& scenario);
  Ending play_from(const Scenario& scenario, const Ending& beginning);
  Ending end_of(const std::filesystem::path& file, std::vector<std::filesystem::path>& chain);
  PacksRef packs_of(const Scenario& scenario, std::string& failure);

  std::string server_;
  Change change_;
  std::shared_ptr<Library> library_;
  std::set<std::filesystem::path> kept_;
  std::map<std::filesystem::path, Ending> endings_;
  std::map<std::string, PacksRef> packs_;
  std::map<std::string, Ending> grounds_;
};

// Plays an engine scenario; as Runner::play.
std::optional<std::string> play_engine(const Scenario& scenario, const std::string& server);

}  // namespace scenario
