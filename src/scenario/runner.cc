#include "scenario/runner.h"

#include <algorithm>

#include "app/clock.h"
#include "base/text.h"
#include "packs/formats.h"
#include "packs/organisation.h"
#include "scenario/acts.h"
#include "scenario/expectations.h"

namespace scenario {

namespace {

namespace fs = std::filesystem;

std::string print(const std::vector<base::Problem>& problems) {
  std::string text;
  for (const base::Problem& problem : problems) text += "  " + problem.print() + "\n";
  return text;
}

std::string print(const base::Error& error) {
  std::string text = error.code;
  if (!error.clause.empty()) text += " (" + error.clause + ")";
  text += " " + error.title.zh;
  if (!error.place.empty()) text += " at " + error.place;
  if (!error.detail.empty()) text += "; " + error.detail;
  for (const base::Missing& item : error.missing)
    text += "\n      missing " + item.name + " " + item.label.zh;
  return text;
}

std::string print(const std::vector<Difference>& differences) {
  std::string text;
  for (const Difference& difference : differences)
    text += "    " + difference.place + "\n      expected " + difference.expected +
            "\n      actual   " + difference.actual + "\n";
  return text;
}

base::Result<void> do_step(Scene& scene, const Step& step) {
  if (!step.as.empty()) scene.world.as = step.as;
  if (!step.advance.empty()) return app::advance_clock(scene.workspace, step.advance);
  if (!step.at.empty()) return app::set_clock(scene.workspace, *base::parse_time(step.at));
  if (step.verb.empty() || step.verb == "restart") return {};
  return act(scene, step);
}

// What went wrong with a step, without saying which step it was.
std::string fault_of(Scene& scene, const Step& step) {
  try {
    const base::Result<void> result = do_step(scene, step);
    app::settle(scene.workspace);
    const packs::Node* refused = step.node.find("refused");
    if (refused && result.ok())
      return "    expected the refusal " + refused->text_of("id") + "; it was done\n";
    if (refused) {
      const auto found = differences(*refused, result.error());
      if (!found.empty()) return print(found);
    } else if (!result.ok()) {
      return "    refused: " + print(result.error()) + "\n";
    }
    return print(differences(scene, step));
  } catch (const Mistake& mistake) {
    return "    " + mistake.text + "\n";
  }
}

std::string key_of_packs(const Scenario& scenario) {
  std::string key;
  for (const fs::path& folder : scenario.packs) key += fs::weakly_canonical(folder).string() + "\n";
  if (scenario.organisation()) key += fs::weakly_canonical(scenario.file).string();
  return key;
}

}  // namespace

std::optional<std::string> play_step(app::Workspace& workspace, const packs::Packs& packs,
                                     World& world, const Step& step) {
  Scene scene{workspace, packs, world};
  const std::string fault = fault_of(scene, step);
  if (fault.empty()) return {};
  return fault;
}

std::optional<std::string> play_step(Stage& stage, World& world, const Step& step) {
  if (step.verb == "restart") {
    const auto restarted = step.restart_at ? stage.restart_at(*step.restart_at) : stage.restart();
    if (!restarted) return "    refused: " + print(restarted.error()) + "\n";
  }
  return play_step(stage.workspace(), stage.packs(), world, step);
}

std::optional<std::string> Runner::play(const fs::path& file) {
  const Playing playing = outcome(file);
  if (playing.failure.empty()) return {};
  return playing.failure;
}

Playing Runner::outcome(const fs::path& file) {
  const ReadScenario reading = read(file);
  if (!reading.problems.empty()) return {print(reading.problems), {}};
  if (reading.scenario.is_engine) {
    std::string failure = play_engine(reading.scenario, server_).value_or("");
    if (failure.empty()) return {};
    return {std::move(failure), file};
  }
  std::vector<fs::path> chain;
  Ending ending = end_of(file.lexically_normal(), chain);
  return {std::move(ending.failure), std::move(ending.failed_in)};
}

Runner::Ending Runner::end_of(const fs::path& file, std::vector<fs::path>& chain) {
  if (const auto known = endings_.find(file); known != endings_.end()) return known->second;
  if (std::find(chain.begin(), chain.end(), file) != chain.end())
    return {{}, {}, {}, "  " + file.generic_string() + ": begins with its own end\n"};
  chain.push_back(file);
  const ReadScenario reading = read(file);
  Ending ending;
  if (!reading.problems.empty()) {
    ending.failure = print(reading.problems);
  } else {
    const Ending beginning = beginning_of(reading.scenario, chain);
    ending = beginning.failure.empty() ? play_from(reading.scenario, beginning) : beginning;
    if (!beginning.failure.empty() && !reading.scenario.after.empty())
      ending.failure =
          "  it begins after " + reading.scenario.after.generic_string() + ", which fails\n";
  }
  if (kept_.contains(file)) endings_[file] = ending;
  return ending;
}

Runner::Ending Runner::beginning_of(const Scenario& scenario, std::vector<fs::path>& chain) {
  if (scenario.after.empty()) return fresh(scenario);
  kept_.insert(scenario.after);
  return end_of(scenario.after, chain);
}

PacksRef Runner::packs_of(const Scenario& scenario, std::string& failure) {
  const std::string key = key_of_packs(scenario);
  if (const auto known = packs_.find(key); known != packs_.end()) return known->second;
  PacksRef& read = (*library_)[key];
  if (!read) read = std::make_shared<packs::Packs>(packs::read(scenario.packs));
  if (!read->problems.empty()) {
    failure = print(read->problems);
    return nullptr;
  }
  auto packs = std::make_shared<packs::Packs>(*read);
  if (const packs::Node* organisation = scenario.organisation())
    packs::replace_organisation(*packs, *organisation);
  if (change_) change_(*packs);
  return packs_[key] = std::move(packs);
}

Runner::Ending Runner::fresh(const Scenario& scenario) {
  const std::string key = key_of_packs(scenario) + base::print_utc(scenario.clock) +
                          (scenario.plays_demo_data ? "data" : "");
  if (const auto known = grounds_.find(key); known != grounds_.end()) return known->second;
  Ending ending;
  ending.packs = packs_of(scenario, ending.failure);
  if (!ending.packs) return ending;
  auto stage = Stage::open(server_, scenario.clock, ending.packs);
  if (!stage) {
    ending.failure = "  the workspace cannot be opened: " + print(stage.error()) + "\n";
    return ending;
  }
  if (scenario.plays_demo_data) {
    for (const auto& pack : ending.packs->packs) {
      for (const packs::Node& node : pack->demo_steps) {
        const std::string file = (pack->folder / "demo/data.yaml").generic_string();
        std::vector<base::Problem> problems;
        const Step step = step_of(node, file, problems);
        if (problems.empty())
          if (const auto fault = play_step(*stage.value(), ending.world, step))
            problems.push_back(
                {file, node.mark.line, node.mark.column, step.describe() + "\n" + *fault});
        if (!problems.empty()) ending.failure = print(problems);
        if (!problems.empty()) return ending;
      }
    }
  }
  ending.ground = std::move(*stage.value()).close();
  return grounds_[key] = ending;
}

Runner::Ending Runner::play_from(const Scenario& scenario, const Ending& beginning) {
  Ending ending{{}, beginning.world, beginning.packs, {}};
  auto stage = Stage::open(beginning.ground, beginning.packs);
  if (!stage) {
    ending.failure = "  the workspace cannot be opened: " + print(stage.error()) + "\n";
    return ending;
  }
  const std::string file = scenario.file.generic_string();
  for (size_t i = 0; i < scenario.steps.size(); ++i) {
    const Step& step = scenario.steps[i];
    const auto fault = play_step(*stage.value(), ending.world, step);
    if (!fault) continue;
    ending.failed_in = scenario.file;
    ending.failure = "  " + file + ":" + std::to_string(step.mark.line) + ":" +
                     std::to_string(step.mark.column) + " step " + std::to_string(i + 1) + ", " +
                     step.describe() + "\n" + *fault;
    return ending;
  }
  ending.ground = std::move(*stage.value()).close();
  return ending;
}

}  // namespace scenario
