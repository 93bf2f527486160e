#include "sequences.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdio>
#include <map>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "desk.h"

namespace approvals {
namespace {

constexpr int acts_max = 30;
// So many matters share a desk: making one takes longer than playing on it.
constexpr int sequences_of_desk = 50;
// Every so many desks are played again on a fresh one.
constexpr int replayed_of = 5;

constexpr std::array acts = {
    "agree",      "agree",       "agree",         "disagree",      "return", "return_back",
    "take_back",  "transfer",    "delegate",      "reply",         "reply",  "sign_before",
    "sign_after", "sign_beside", "remove_signer", "remove_signer", "claim",  "unclaim",
    "urge",       "copy",        "jump",          "suspend",       "resume", "withdraw",
    "advance",    "hand_over",   "deputise"};

struct Count {
  int64_t applied = 0;
  int64_t refused = 0;
};

class Dice {
 public:
  explicit Dice(uint64_t seed) : engine_(seed) {}
  size_t roll(size_t sides) { return static_cast<size_t>(engine_() % sides); }
  bool happens(size_t percent) { return roll(100) < percent; }
  template <class List>
  const auto& pick(const List& list) {
    return list[roll(list.size())];
  }

 private:
  std::mt19937_64 engine_;
};

class Sequence {
 public:
  Sequence(Desk& desk, Dice& dice, std::map<std::string, Count>& counts)
      : desk_(desk), dice_(dice), counts_(counts) {}

  std::optional<std::string> play() {
    desk_.play({person(0), "start", 0, "", 0, dice_.pick(models()).id, {}});
    instance_ = desk_.instances();
    const size_t wanted = 1 + dice_.roll(acts_max);
    for (size_t number = 0; number < wanted; ++number) {
      const auto command = draw();
      if (!command) break;
      auto wrong = command->act == "take_back" ? take_back(*command) : act(*command);
      if (wrong) return print(*command) + ": " + *wrong;
      if (desk_.instance(instance_).state != "active") return {};
    }
    return desk_.drain(instance_);
  }

 private:
  // What others than him have voted there, by seat.
  static std::map<std::string, std::string> votes_beside(const work::Task& task,
                                                         const std::string& person) {
    std::map<std::string, std::string> votes;
    for (const work::Seat& seat : task.seats) {
      if (seat.state == work::SeatState::Acted && seat.person != person)
        votes[seat.id] = seat.person + " " + seat.outcome;
    }
    return votes;
  }

  std::vector<work::Task> tasks_at(const std::string& element) {
    auto all = desk_.tasks(instance_);
    std::erase_if(all, [&](const work::Task& task) { return task.element != element; });
    return all;
  }

  // Of a step that is over a new task stands where the old one stood.
  std::optional<std::string> take_back(const Command& command) {
    const auto before = tasks_at(command.element);
    if (auto wrong = act(command)) return wrong;
    const auto after = tasks_at(command.element);
    const auto place = static_cast<size_t>(command.number) - 1;
    const work::Task& now = after.size() > before.size() ? after.back() : after.at(place);
    if (votes_beside(before.at(place), command.person) != votes_beside(now, command.person))
      return "what others have voted is gone with it";
    return {};
  }

  std::optional<std::string> act(const Command& command) {
    const auto refused = desk_.play(command);
    ++(refused ? counts_[command.act].refused : counts_[command.act].applied);
    if (!refused && command.act == "claim") has_claimed_ = true;
    if (!refused && command.act == "disagree") dissent_ = command;
    const bool is_rule = !refused || refused->starts_with("work.") ||
                         refused->starts_with("engine.") || refused->starts_with("org.");
    if (!is_rule) return refused;
    return desk_.fault(instance_);
  }

  std::optional<Command> draw() {
    const std::string name = dice_.pick(acts);
    if (desk_.is_suspended(instance_) && dice_.happens(70)) return of_instance("p19", "resume", "");
    // Soon, while the task is still there.
    if (has_claimed_ && dice_.happens(30)) {
      has_claimed_ = false;
      return on_task("unclaim");
    }
    if (dissent_ && dice_.happens(40)) {
      Command regretted = *std::exchange(dissent_, {});
      regretted.act = "take_back";
      return regretted;
    }
    if (name == "withdraw") return of_instance("p0", dice_.happens(30) ? name : "agree", "");
    if (name == "jump") return of_instance("p19", name, dice_.pick(elements()));
    if (name == "suspend" || name == "resume") return of_instance("p19", "suspend", "");
    if (name == "advance")
      return Command{"system", name, 0, "", 0, dice_.happens(50) ? "PT1H" : "P2D", {}};
    return on_task(name);
  }

  Command of_instance(std::string who, std::string name, std::string argument) {
    if (name == "agree") return *on_task("agree");
    return {std::move(who), std::move(name), instance_, "", 0, std::move(argument), {}};
  }

  static const std::vector<std::string>& elements() {
    static const std::vector<std::string> ids = {"first", "review", "last", "check", "beside"};
    return ids;
  }

  // Mostly somebody who may act on an open task, at times anybody on any.
  std::optional<Command> on_task(const std::string& name) {
    const auto all = desk_.tasks(instance_);
    std::vector<work::Task> open;
    std::ranges::copy_if(all, std::back_inserter(open),
                         [](const work::Task& task) { return task.is_open(); });
    if (open.empty()) return {};
    const work::Task& task = choose(name, all, open);
    Command command = desk_.on(task, actor_of(task, name), name);
    fill(command, task);
    return command;
  }

  const work::Task& choose(const std::string& name, const std::vector<work::Task>& all,
                           const std::vector<work::Task>& open) {
    if (name == "take_back") return acted_on(all);
    for (const work::Task& task : open) {
      const bool fits = std::ranges::any_of(task.seats, [&](const work::Seat& seat) {
        if (seat.state != work::SeatState::Open) return false;
        if (name == "reply") return !seat.delegations.empty();
        if (name == "unclaim") return !task.claimed_by.empty();
        if (name == "claim") return seat.candidates.size() > 1;
        return false;
      });
      const bool has_signer =
          name == "remove_signer" && std::ranges::any_of(task.seats, [](const work::Seat& seat) {
            return !seat.added_by.empty() && seat.state != work::SeatState::Acted;
          });
      if (fits || has_signer) return task;
    }
    return dice_.pick(open);
  }

  // The latest task that somebody has acted on, at times any.
  const work::Task& acted_on(const std::vector<work::Task>& all) {
    for (size_t i = all.size(); i > 0; --i) {
      const work::Task& task = all[i - 1];
      const bool was_acted_on = std::ranges::any_of(task.seats, [](const work::Seat& seat) {
        return seat.state == work::SeatState::Acted && seat.reason.empty();
      });
      if (was_acted_on && task.state != work::TaskState::Canceled && dice_.happens(80)) return task;
    }
    return dice_.pick(all);
  }

  std::string actor_of(const work::Task& task, const std::string& name) {
    if (dice_.happens(5)) return person(static_cast<int>(dice_.roll(20)));
    if (name == "urge" || name == "copy") return person(0);
    if (name == "remove_signer") return person(19);
    if (!task.claimed_by.empty()) return task.claimed_by;
    std::vector<std::string> persons;
    for (const work::Seat& seat : task.seats) {
      if (name == "take_back" && seat.state == work::SeatState::Acted)
        persons.push_back(seat.person);
      if (name == "take_back" || seat.state != work::SeatState::Open) continue;
      const bool is_asked = !seat.delegations.empty();
      if (is_asked != (name == "reply") && dice_.happens(90)) continue;
      for (const auto& candidate : seat.candidates) persons.push_back(candidate.person);
    }
    std::erase(persons, "");
    return persons.empty() ? person(19) : dice_.pick(persons);
  }

  void fill(Command& command, const work::Task& task) {
    const std::string& name = command.act;
    if (name == "agree" || name == "disagree") {
      const bool is_agreeing = name == "agree" || task.settings.outcomes.size() == 1;
      command.act = is_agreeing ? std::string(task.settings.agreeing()) : name;
    }
    if (name == "return" || name == "return_back") {
      const auto targets = desk_.targets(task);
      command.argument = targets.empty() ? "first" : dice_.pick(targets).element;
    }
    if (name == "remove_signer") {
      for (const work::Seat& seat : task.seats) {
        const bool is_undecided =
            seat.state == work::SeatState::Open || seat.state == work::SeatState::Waiting;
        const bool is_voted = seat.state == work::SeatState::Acted && dice_.happens(20);
        if (is_voted || (is_undecided && (command.argument.empty() || !seat.added_by.empty())))
          command.argument = seat.id;
      }
    }
    if (name == "hand_over") command.argument = std::exchange(command.person, person(19));
    if (name == "deputise") command.argument = dice_.happens(50) ? "instead" : "beside";
    const bool is_adding = name.starts_with("sign_");
    if (is_adding) command.argument = dice_.pick(std::array{"all", "any", "one_by_one"});
    const size_t persons = is_adding ? 1 + dice_.roll(2) : 1;
    const bool takes_persons = is_adding || name == "transfer" || name == "delegate" ||
                               name == "copy" || name == "hand_over" || name == "deputise";
    for (size_t number = 0; takes_persons && number < persons; ++number)
      command.persons.push_back(somebody(name, task));
  }

  // Who takes over or stands in is often one who sits there himself.
  std::string somebody(const std::string& name, const work::Task& task) {
    const bool is_close = name == "hand_over" || name == "deputise";
    if (is_close && dice_.happens(50)) {
      const auto& seat = dice_.pick(task.seats);
      if (!seat.person.empty()) return seat.person;
      if (!seat.candidates.empty()) return seat.candidates.front().person;
    }
    return person(static_cast<int>(dice_.roll(19)));
  }

  Desk& desk_;
  Dice& dice_;
  std::map<std::string, Count>& counts_;
  int instance_ = 0;
  bool has_claimed_ = false;
  std::optional<Command> dissent_;  // the latest, not taken back yet
};

bool report_failure(uint64_t seed, Desk& desk, const std::string& wrong) {
  static std::mutex one_at_a_time;
  const std::lock_guard guard(one_at_a_time);
  std::printf("seed %llu: %s\n", static_cast<unsigned long long>(seed), wrong.c_str());
  const int last = desk.instances();
  for (const Command& command : desk.played()) {
    const bool is_of_it = command.instance == last || command.instance == 0;
    if (is_of_it) std::printf("    %s\n", print(command).c_str());
  }
  std::printf("%s\n", desk.snapshot(last).c_str());
  return false;
}

using Counts = std::map<std::string, Count>;

// One desk full of sequences.
bool play_desk(uint64_t seed, int sequences, Counts& counts) {
  Desk desk;
  Dice dice(seed);
  for (int number = 0; number < sequences; ++number) {
    if (auto wrong = Sequence(desk, dice, counts).play()) return report_failure(seed, desk, *wrong);
  }
  if (seed % replayed_of != 0) return true;
  Desk fresh;
  for (const Command& command : desk.played()) fresh.play(command);
  for (int number = 1; number <= desk.instances(); ++number) {
    if (fresh.snapshot(number) == desk.snapshot(number)) continue;
    return report_failure(seed, desk,
                          "played again, matter " + std::to_string(number) + " is\n" +
                              fresh.snapshot(number) + "instead of\n" + desk.snapshot(number));
  }
  return true;
}

// All desks, one a core at a time; nothing when one failed.
std::optional<Counts> play_desks(const Wanted& wanted) {
  const size_t desks = (wanted.sequences + sequences_of_desk - 1) / sequences_of_desk;
  std::atomic<size_t> next = 0;
  std::atomic<bool> has_failed = false;
  std::mutex mutex;
  Counts all;
  const auto work = [&] {
    Counts counts;
    for (size_t at = next++; at < desks && !has_failed; at = next++) {
      const size_t left = wanted.sequences - at * sequences_of_desk;
      const auto sequences = static_cast<int>(std::min<size_t>(sequences_of_desk, left));
      if (!play_desk(wanted.seed + at, sequences, counts)) has_failed = true;
    }
    const std::lock_guard guard(mutex);
    for (const auto& [name, count] : counts) {
      all[name].applied += count.applied;
      all[name].refused += count.refused;
    }
  };
  {
    std::vector<std::jthread> workers;
    for (unsigned i = 0; i < std::max(1u, std::thread::hardware_concurrency()); ++i)
      workers.emplace_back(work);
  }
  return has_failed ? std::nullopt : std::optional(std::move(all));
}

}  // namespace

int play_sequences(const Wanted& wanted) {
  const auto played = play_desks(wanted);
  if (!played) return 1;
  const Counts& counts = *played;
  Count all;
  bool is_enough = true;
  for (const auto& [name, count] : counts) {
    std::printf("%-14s applied %7lld  refused %7lld\n", name.c_str(),
                static_cast<long long>(count.applied), static_cast<long long>(count.refused));
    all.applied += count.applied;
    all.refused += count.refused;
    is_enough = is_enough && count.applied >= wanted.applied_min;
  }
  std::printf("%zu sequences from seed %llu, %lld acts applied, %lld refused\n", wanted.sequences,
              static_cast<unsigned long long>(wanted.seed), static_cast<long long>(all.applied),
              static_cast<long long>(all.refused));
  if (!is_enough) std::printf("an act was applied too seldom\n");
  const bool is_too_often_refused = all.refused * 10 > (all.applied + all.refused) * 6;
  if (is_too_often_refused) std::printf("more than six of ten were refused\n");
  return is_enough && !is_too_often_refused ? 0 : 1;
}

}  // namespace approvals
