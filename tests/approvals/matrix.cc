#include "matrix.h"

#include <algorithm>
#include <cstdio>
#include <map>
#include <string>

#include "desk.h"

namespace approvals {
namespace {

struct State {
  const char* name;
  const char* model;
  const char* colleague;  // who acts before, where one does
  const char* actor;      // whose turn it is when nobody has acted
  const char* next;       // and after the colleague
  const char* setup;      // what p3 did to the step first
};

constexpr State states[] = {
    {"或签", "any", "p5", "p3", "p3", ""},
    {"并行会签", "all", "p5", "p3", "p3", ""},
    {"顺序会签", "sequence", "p3", "p3", "p4", ""},
    {"票签", "ratio", "p5", "p3", "p3", ""},
    {"并行网关内", "parallel", "p7", "p3", "p3", ""},
    {"包容网关内", "inclusive", "p7", "p3", "p3", ""},
    {"子流程内", "sub", "p5", "p3", "p3", ""},
    {"前加签中", "all", "p5", "p8", "p8", "sign_before"},
    {"后加签中", "all", "p5", "p8", "p8", "sign_after"},
    {"委派中", "all", "p5", "p8", "p8", "delegate"},
};

constexpr const char* operations[] = {"退回发起人", "退回上一步", "退回任意", "拿回",
                                      "加签",       "减签",       "转办",     "委派",
                                      "撤销",       "跳转",       "超时",     "挂起/恢复"};

struct Cell {
  const State& state;
  std::string operation;
  bool has_colleague_acted = false;
};

// A cell in play: the desk, and the first refusal that a rule gave.
class Play {
 public:
  Play(Desk& desk, const Cell& cell) : desk_(desk), cell_(cell) {}

  // Nothing, or what is wrong with the program.
  std::optional<std::string> run() {
    if (auto wrong = reach()) return "cannot be reached: " + *wrong;
    operate();
    if (auto wrong = desk_.fault(instance_)) return wrong;
    if (auto wrong = desk_.drain(instance_)) return wrong;
    return {};
  }
  const std::string& refused() const { return refused_; }

 private:
  std::optional<work::Task> open(std::string_view element) {
    for (const work::Task& task : desk_.open_tasks(instance_)) {
      if (task.element == element) return task;
    }
    return {};
  }
  work::Task latest(std::string_view element) {
    const auto all = desk_.tasks(instance_);
    const auto found = std::find_if(
        all.rbegin(), all.rend(), [&](const work::Task& task) { return task.element == element; });
    base::ensure(found != all.rend(), "the step was there");
    return *found;
  }

  std::optional<std::string> reach() {
    desk_.play({person(0), "start", 0, "", 0, cell_.state.model, {}});
    instance_ = desk_.instances();
    for (const char* step : {"first", "prepare"}) {
      if (const auto task = open(step)) {
        if (auto refused = agree(*task)) return refused;
      }
    }
    if (auto refused = set_up()) return refused;
    return cell_.has_colleague_acted ? colleague_acts() : std::nullopt;
  }
  std::optional<std::string> agree(const work::Task& task) {
    return desk_.play(desk_.on(task, task.seats.front().candidates.front().person, "agree"));
  }
  std::optional<std::string> set_up() {
    const std::string setup = cell_.state.setup;
    if (setup.empty()) return {};
    Command command = desk_.on(*open("review"), "p3", setup);
    command.persons = {"p8"};
    if (auto refused = desk_.play(command)) return refused;
    if (setup != "sign_after") return {};
    return desk_.play(desk_.on(*open("review"), "p3", "agree"));
  }
  std::optional<std::string> colleague_acts() {
    const std::string who = cell_.state.colleague;
    return desk_.play(desk_.on(*open(who == "p7" ? "beside" : "review"), who, "agree"));
  }

  void ask(Command command) {
    if (auto refused = desk_.play(command); refused && refused_.empty()) refused_ = *refused;
  }
  Command by_actor(std::string act) {
    const char* actor = cell_.has_colleague_acted ? cell_.state.next : cell_.state.actor;
    return desk_.on(latest("review"), actor, std::move(act));
  }
  Command of_instance(std::string who, std::string act, std::string argument = "") {
    return {std::move(who), std::move(act), instance_, "", 0, std::move(argument), {}};
  }

  void return_to(std::string target) {
    Command command = by_actor("return");
    command.argument = std::move(target);
    ask(command);
  }
  // The latest executed step, as the page offers it.
  void return_to_previous() {
    const auto targets = desk_.targets(latest("review"));
    return_to(targets.empty() ? "first" : targets.front().element);
  }
  void take_back() {
    const std::string who = cell_.has_colleague_acted ? cell_.state.colleague : "";
    if (who == "p7") return ask(desk_.on(latest("beside"), who, "take_back"));
    if (!who.empty()) return ask(desk_.on(latest("review"), who, "take_back"));
    const bool is_inside = std::string(cell_.state.model) == "sub";
    ask(desk_.on(latest(is_inside ? "prepare" : "first"), is_inside ? "p6" : "p1", "take_back"));
  }
  void hand(const std::string& act) {
    Command command = by_actor(act);
    command.persons = {"p9"};
    ask(command);
  }
  // Somebody is added by the actor and removed again; of who only gives an opinion, the
  // administrator removes a seat.
  void remove_signer() {
    const bool is_asked_only = std::string(cell_.state.setup) == "delegate";
    if (!is_asked_only) hand("sign_beside");
    if (!refused_.empty()) return;
    Command command = is_asked_only ? desk_.on(latest("review"), "p19", "remove_signer")
                                    : by_actor("remove_signer");
    command.argument = is_asked_only ? "1" : latest("review").seats.back().id;
    ask(command);
  }

  void operate() {
    const std::string& what = cell_.operation;
    if (what == "退回发起人") return return_to(std::string(work::starter_target));
    if (what == "退回上一步") return return_to_previous();
    if (what == "退回任意") return return_to("first");
    if (what == "拿回") return take_back();
    if (what == "加签") return hand("sign_before");
    if (what == "减签") return remove_signer();
    if (what == "转办") return hand("transfer");
    if (what == "委派") return hand("delegate");
    if (what == "撤销") return ask(of_instance("p0", "withdraw"));
    if (what == "跳转") return ask(of_instance("p19", "jump", "last"));
    if (what == "超时") return ask({"system", "advance", 0, "", 0, "P2D", {}});
    ask(of_instance("p19", "suspend"));
    if (auto wrong = desk_.fault(instance_)) refused_ = "failed: " + *wrong;
    ask(of_instance("p19", "resume"));
  }

  Desk& desk_;
  const Cell& cell_;
  int instance_ = 0;
  std::string refused_;
};

// A fresh program that is given the same commands is in the same state.
std::optional<std::string> replayed(Desk& desk) {
  Desk fresh;
  for (const Command& command : desk.played()) fresh.play(command);
  if (fresh.snapshot(1) == desk.snapshot(1)) return {};
  return "played again it is\n" + fresh.snapshot(1) + "instead of\n" + desk.snapshot(1);
}

// Rules may refuse; what the engine or the program cannot do is a failure.
bool is_rule(const std::string& refusal) { return refusal.starts_with("work."); }

struct Sum {
  int done = 0;
  int refused = 0;
  int failed = 0;
};

void play(const Cell& cell, Sum& sum) {
  Desk desk;
  Play play(desk, cell);
  auto wrong = play.run();
  if (!wrong) wrong = replayed(desk);
  if (!wrong && !play.refused().empty() && !is_rule(play.refused())) wrong = play.refused();
  const std::string name = std::string(cell.state.name) + " × " + cell.operation +
                           (cell.has_colleague_acted ? " × 已有人办理" : " × 无人办理");
  if (wrong) {
    ++sum.failed;
    std::printf("failed   %s: %s\n", name.c_str(), wrong->c_str());
    for (const Command& command : desk.played()) std::printf("    %s\n", print(command).c_str());
  } else if (!play.refused().empty()) {
    ++sum.refused;
    std::printf("refused  %s: %s\n", name.c_str(), play.refused().c_str());
  } else {
    ++sum.done;
    std::printf("done     %s\n", name.c_str());
  }
}

}  // namespace

int play_matrix() {
  Sum sum;
  for (const State& state : states) {
    for (const char* operation : operations) {
      for (const bool has_acted : {false, true}) play({state, operation, has_acted}, sum);
    }
  }
  std::printf("%d cells: %d done, %d refused by rule, %d failed\n",
              sum.done + sum.refused + sum.failed, sum.done, sum.refused, sum.failed);
  return sum.failed + (sum.refused > 40 ? 1 : 0);
}

}  // namespace approvals
