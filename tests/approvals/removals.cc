#include "removals.h"

#include <cstdio>
#include <optional>
#include <string>
#include <vector>

#include "desk.h"
#include "work/signers.h"

namespace approvals {
namespace {

// p3 adds p8 to his seat; then p8's seat comes to a state, and is removed. Nothing of it may count:
// the step is as in a matter where p8 was never added.
constexpr const char* relations[] = {"sign_before", "sign_after", "sign_beside"};
constexpr const char* seats[] = {"办理前", "已同意",   "已不同意",           "已转办",
                                 "已委派", "带前加签", "带已不同意的前加签", "带并加签"};

struct Cell {
  std::string model;
  std::string relation;
  std::string seat;
};

class Removal {
 public:
  Removal(Desk& desk, const Cell& cell) : desk_(desk), cell_(cell) {}

  // The step with p8 added and removed. Gives what is wrong; `refused` where a rule has.
  std::optional<std::string> run() {
    if (auto wrong = begin()) return wrong;
    if (auto wrong = add("p3", "p8", cell_.relation)) return wrong;
    if (cell_.relation == "sign_after") {
      if (auto wrong = vote("p3", "agree")) return wrong;
    }
    if (auto wrong = come_to_state()) return wrong;
    if (!desk_.tasks(1).empty() && !review().is_open()) {
      refused_ = "the step is decided";
      return {};
    }
    Command command = desk_.on(review(), "p19", "remove_signer");
    command.argument = added_seat();
    if (auto refused = desk_.play(command)) return "not removed: " + *refused;
    return desk_.fault(1);
  }
  // The same without him; whom he added beside himself among signers is one of them and stays.
  std::optional<std::string> run_without() {
    if (auto wrong = begin()) return wrong;
    if (cell_.seat == "带并加签" && cell_.relation != "sign_beside") {
      if (auto wrong = add("p3", "p9", cell_.relation)) return wrong;
    }
    return cell_.relation == "sign_after" ? vote("p3", "agree") : std::nullopt;
  }
  const std::string& refused() const { return refused_; }

  // What the seats of the step itself have come to, and who is asked.
  std::string standing() {
    const work::Task task = review();
    std::string text = std::string(work::name_of(task.state)) + " " + task.outcome + ";";
    for (const work::Seat& seat : task.seats) {
      if (seat.relation != work::Relation::Own) continue;
      text += " " + std::string(work::name_of(seat.state)) + " " + work::standing(task, seat) + ",";
    }
    for (const work::Seat& seat : task.seats) {
      if (seat.state != work::SeatState::Open) continue;
      for (const work::Candidate& candidate : seat.candidates) text += " " + candidate.person;
    }
    const work::Tally tally = work::count(work::ballots_of(task), task.settings.agreeing());
    return text + "; " + std::to_string(tally.agree) + ":" + std::to_string(tally.disagree) +
           " of " + std::to_string(tally.total);
  }
  std::optional<std::string> drain() { return desk_.drain(1); }

 private:
  work::Task review() {
    for (const work::Task& task : desk_.tasks(1)) {
      if (task.element == "review") return task;
    }
    base::ensure(false, "the step was there");
    return {};
  }

  std::string added_seat() {
    const work::Task task = review();
    for (const work::Seat& seat : task.seats) {
      if (seat.added_by == "p3") return seat.id;
    }
    base::ensure(false, "p3 has added somebody");
    return {};
  }

  std::optional<std::string> begin() {
    desk_.play({person(0), "start", 0, "", 0, cell_.model, {}});
    for (const work::Task& task : desk_.open_tasks(1)) {
      if (auto refused = desk_.play(desk_.on(task, "p1", "agree"))) return refused;
    }
    // A colleague has acted where that neither comes too early nor decides.
    const bool is_in_time =
        cell_.model != "any" && cell_.model != "sequence" && cell_.model != "one_pass";
    return is_in_time ? vote("p5", "agree") : std::nullopt;
  }
  std::optional<std::string> vote(const std::string& who, const std::string& outcome) {
    return desk_.play(desk_.on(review(), who, outcome));
  }
  std::optional<std::string> add(const std::string& by, const std::string& who,
                                 const std::string& relation) {
    Command command = desk_.on(review(), by, relation);
    command.persons = {who};
    return desk_.play(command);
  }
  std::optional<std::string> hand(const std::string& act) {
    Command command = desk_.on(review(), "p8", act);
    command.persons = {"p9"};
    return desk_.play(command);
  }
  std::optional<std::string> come_to_state() {
    const std::string& seat = cell_.seat;
    if (seat == "已同意") return vote("p8", "agree");
    if (seat == "已不同意") return vote("p8", "disagree");
    if (seat == "已转办") return hand("transfer");
    if (seat == "已委派") return hand("delegate");
    if (seat == "带前加签") return add("p8", "p9", "sign_before");
    if (seat == "带并加签") return add("p8", "p9", "sign_beside");
    if (seat != "带已不同意的前加签") return {};
    if (auto wrong = add("p8", "p9", "sign_before")) return wrong;
    return vote("p9", "disagree");
  }

  Desk& desk_;
  const Cell& cell_;
  std::string refused_;
};

// Nothing, or what is wrong; `refused` where the removal came too late.
std::optional<std::string> play(const Cell& cell, std::string& refused) {
  Desk desk(policies());
  Removal removal(desk, cell);
  if (auto wrong = removal.run()) return wrong;
  refused = removal.refused();
  if (!refused.empty()) return {};
  Desk plain(policies());
  Removal without(plain, cell);
  if (auto wrong = without.run_without()) return "without him: " + *wrong;
  if (removal.standing() != without.standing())
    return "it is\n    " + removal.standing() + "\n  and without him\n    " + without.standing();
  return removal.drain();
}

}  // namespace

int play_removals() {
  int done = 0;
  int too_late = 0;
  int failed = 0;
  for (const Model& model : policies()) {
    for (const char* relation : relations) {
      for (const char* seat : seats) {
        const Cell cell{model.id, relation, seat};
        const std::string name = model.id + " × " + relation + " × " + seat;
        std::string refused;
        if (const auto wrong = play(cell, refused)) {
          ++failed;
          std::printf("failed   %s: %s\n", name.c_str(), wrong->c_str());
        } else {
          ++(refused.empty() ? done : too_late);
          std::printf("%s %s\n", refused.empty() ? "done    " : "too late", name.c_str());
        }
      }
    }
  }
  std::printf("%d cells: %d done, %d decided before, %d failed\n", done + too_late + failed, done,
              too_late, failed);
  return failed;
}

}  // namespace approvals
