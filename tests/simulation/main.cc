// Random models under random acts, crashes, repeated deliveries and jumps of the clock.
//
//   simulation [--steps N] [--seed S] [--only]
//
// `--only` plays the one episode of the seed. A failure prints its seed, the model and the shortest
// trace that was found.
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "generate.h"
#include "world.h"

namespace {

using namespace simulation;

constexpr int kSteps = 400;  // of an episode

struct Episode {
  Drawn model;
  std::vector<Choice> choices;
};

Act draw_act(Dice& dice) {
  // What makes progress comes more often.
  static constexpr Act kLikely[] = {Act::CompleteJob,  Act::CompleteJob,  Act::CompleteTask,
                                    Act::CompleteTask, Act::Publish,      Act::Signal,
                                    Act::Advance,      Act::SetVariables, Act::Start};
  if (dice.happens(65)) return kLikely[dice.roll(std::size(kLikely))];
  const Act act = static_cast<Act>(dice.roll(kActs));
  const bool is_rare =
      act == Act::Reopen || act == Act::Cancel || act == Act::Suspend || act == Act::FailStorage;
  return is_rare && dice.happens(60) ? Act::CompleteTask : act;
}

Episode draw_episode(uint64_t seed) {
  Episode episode;
  episode.model = draw_model(seed);
  Dice dice(seed ^ 0x5eed);
  for (int i = 0; i < kSteps; ++i) episode.choices.push_back({draw_act(dice), dice.roll(1 << 20)});
  return episode;
}

// What went wrong, if anything, and at which step.
std::optional<std::string> play(const std::string& xml, const std::vector<Choice>& choices,
                                Counts& counts, size_t& steps) {
  World world(counts);
  steps = 0;
  if (const auto refused = world.deploy(xml)) return "the model is refused: " + *refused;
  for (const Choice& choice : choices) {
    ++steps;
    if (auto fault = world.play(choice)) return fault;
    if (!world.is_overgrown()) continue;
    ++counts.overgrown;
    return {};
  }
  return world.drain();
}

// Leaves out what is not needed for the fault, in ever smaller pieces.
std::vector<Choice> shorten(const std::string& xml, std::vector<Choice> choices) {
  Counts unused;
  size_t steps = 0;
  int tries = 150;
  for (size_t piece = choices.size() / 2; piece > 0; piece /= 2) {
    for (size_t at = 0; at + piece <= choices.size() && tries > 0;) {
      std::vector<Choice> shorter = choices;
      shorter.erase(shorter.begin() + static_cast<std::ptrdiff_t>(at),
                    shorter.begin() + static_cast<std::ptrdiff_t>(at + piece));
      --tries;
      if (play(xml, shorter, unused, steps)) {
        choices = std::move(shorter);
      } else {
        at += piece;
      }
    }
  }
  return choices;
}

void report(uint64_t seed, const Episode& episode, size_t steps, const std::string& fault) {
  std::printf("seed %llu fails at step %zu: %s\n%s\n", static_cast<unsigned long long>(seed), steps,
              fault.c_str(), episode.model.xml.c_str());
  std::vector<Choice> choices = episode.choices;
  choices.resize(steps);
  choices = shorten(episode.model.xml, choices);
  std::printf("shortest trace:\n");
  for (const Choice& each : choices)
    std::printf("  %s %llu\n", std::string(name_of(each.act)).c_str(),
                static_cast<unsigned long long>(each.number));
  Counts unused;
  size_t last = 0;
  const auto again = play(episode.model.xml, choices, unused, last);
  std::printf("which gives: %s\n", again ? again->c_str() : "nothing");
}

int summary(const Counts& counts, const std::map<std::string, int>& elements, size_t steps,
            size_t episodes) {
  bool is_complete = true;
  for (const auto& [kind, count] : elements) std::printf("%s %d, ", kind.c_str(), count);
  std::printf("\n");
  for (int i = 0; i < kActs; ++i) {
    std::printf("%-16s applied %7d  refused %7d\n",
                std::string(name_of(static_cast<Act>(i))).c_str(), counts.applied[i],
                counts.refused[i]);
    is_complete = is_complete && counts.applied[i] > 0;
  }
  std::printf(
      "%zu steps in %zu models; %d instances brought to their end, %d stopped by an "
      "incident, %d busy without end by their own events; %d models filled their world; %d "
      "elements "
      "found no room in their instance\n",
      steps, episodes, counts.completed, counts.stopped_by_incident, counts.fed_by_itself,
      counts.overgrown, counts.without_room);
  if (!is_complete) std::printf("some acts were never applied\n");
  return is_complete ? 0 : 1;
}

}  // namespace

int main(int count, char** arguments) {
  size_t steps_wanted = 100'000;
  uint64_t seed = 1;
  bool is_only = false;
  for (int i = 1; i < count; ++i) {
    if (std::strcmp(arguments[i], "--only") == 0) is_only = true;
    if (i + 1 == count) break;
    if (std::strcmp(arguments[i], "--steps") == 0)
      steps_wanted = std::strtoull(arguments[i + 1], nullptr, 10);
    if (std::strcmp(arguments[i], "--seed") == 0)
      seed = std::strtoull(arguments[i + 1], nullptr, 10);
  }
  Counts counts;
  std::map<std::string, int> elements;
  size_t steps = 0;
  size_t episodes = 0;
  while (steps < steps_wanted) {
    const Episode episode = draw_episode(seed);
    size_t played = 0;
    if (const auto fault = play(episode.model.xml, episode.choices, counts, played)) {
      report(seed, episode, played, *fault);
      return 1;
    }
    for (const auto& [kind, number] : episode.model.elements) elements[kind] += number;
    steps += played;
    ++episodes;
    ++seed;
    if (is_only) return 0;
  }
  return summary(counts, elements, steps, episodes);
}
