#include "work/steps/forecast.h"

#include <algorithm>
#include <optional>

#include "org/organisation.h"
#include "work/policy.h"
#include "work/signers.h"
#include "work/steps/automatic.h"
#include "work/steps/one_vote.h"

namespace work {
namespace {

void add_once(std::vector<std::string>& list, const std::string& item) {
  if (!contains(list, item)) list.push_back(item);
}

// Over whose seats no rule decides, those who are asked for want of others last.
std::vector<std::string> asked_of(const std::vector<SeatAhead>& seats) {
  std::vector<std::string> persons;
  for (const bool is_gap : {false, true}) {
    for (const SeatAhead& seat : seats) {
      if (seat.is_gap != is_gap || !seat.rule.reason.empty()) continue;
      for (const std::string& person : seat.shown) add_once(persons, person);
    }
  }
  return persons;
}

bool is_approval(const StepVisit& visit) {
  return visit.node >= 0 &&
         (visit.step.kind == TaskKind::Approve || visit.step.kind == TaskKind::Vote);
}

// Whether the step is not decided before this ballot is there, all others agreeing.
bool is_needed(const Settings& settings, std::vector<Ballot> ballots, size_t place) {
  for (size_t each = 0; each < ballots.size(); ++each) {
    if (each != place && ballots[each].outcome.empty())
      ballots[each].outcome = std::string(settings.agreeing());
  }
  return ballots.size() == 1 || !decide(settings.rule, ballots, settings.sides());
}

class Forecast {
 public:
  Forecast(Context& context, const engine::Process& process, const TakenFlows& flows,
           std::vector<StepVisit>& visits)
      : context_(context),
        process_(process),
        flows_(flows),
        visits_(visits),
        is_known_(visits.size(), false) {}

  void run() {
    for (size_t at = 0; at < visits_.size(); ++at) know(at);
  }

 private:
  // What comes before is known before.
  void know(size_t at) {
    if (is_known_[at]) return;
    is_known_[at] = true;
    StepVisit& visit = visits_[at];
    if (visit.node < 0 || visit.has_begun) return;
    if (looks_back(visit)) {
      for (size_t other = 0; other < visits_.size(); ++other) {
        if (is_before(visits_[other], visit)) know(other);
      }
    }
    rule_over(visit);
  }

  static bool looks_back(const StepVisit& visit) {
    const DuplicateRule rule = visit.task.settings.duplicates;
    return rule == DuplicateRule::First || rule == DuplicateRule::Consecutive;
  }

  void rule_over(StepVisit& visit) {
    const Settings& settings = visit.task.settings;
    std::vector<Ballot> ballots;
    for (const SeatAhead& seat : visit.seats) ballots.push_back({"", seat.weight});
    std::optional<std::string> decided;
    for (size_t at = 0; at < visit.seats.size() && !decided; ++at) {
      SeatAhead& seat = visit.seats[at];
      rule_over(visit, seat);
      if (seat.rule.reason.empty()) continue;
      const bool is_rejected = seat.is_empty && settings.nobody.act == Nobody::Act::Reject;
      ballots[at].outcome = is_rejected ? settings.dissenting() : settings.agreeing();
      tell(visit.step, seat);
      decided = decide(settings.rule, ballots, settings.sides());
    }
    for (size_t at = 0; at < visit.seats.size(); ++at) {
      const SeatAhead& seat = visit.seats[at];
      if (seat.rule.reason == duplicate_reason) visit.agreed.push_back(seat.ruled.front());
      const bool is_asked = seat.rule.reason.empty() && seat.shown.size() == 1 && !decided;
      if (is_asked && is_needed(settings, ballots, at)) visit.agreed.push_back(seat.shown.front());
    }
    fill(visit, decided);
  }

  static void tell(PredictedStep& step, const SeatAhead& seat) {
    step.ruled.push_back({seat.ruled, seat.rule.reason, seat.rule.text});
  }

  static void fill(StepVisit& visit, const std::optional<std::string>& decided) {
    PredictedStep& step = visit.step;
    if (decided) {
      const bool is_agreed = *decided == visit.task.settings.agreeing();
      step.by_rule = is_agreed ? Nobody::Act::Pass : Nobody::Act::Reject;
      return;
    }
    step.persons = asked_of(visit.seats);
  }

  void rule_over(const StepVisit& visit, SeatAhead& seat) {
    if (!seat.rule.reason.empty()) return;  // the applicant's own
    if (seat.is_empty) {
      seat.rule = why_nobody(visit.task);
      return;
    }
    switch (visit.task.settings.duplicates) {
      case DuplicateRule::Ask: return;
      case DuplicateRule::Last: return rule_if_later(visit, seat);
      case DuplicateRule::First:
      case DuplicateRule::Consecutive: return rule_if_earlier(visit, seat);
    }
  }

  void rule_if_later(const StepVisit& visit, SeatAhead& seat) {
    for (const std::string& person : seat.holders) {
      const bool comes_again = std::ranges::any_of(visits_, [&](const StepVisit& later) {
        if (!is_approval(later) || !is_before(visit, later)) return false;
        const auto asked = everybody_of(later);
        const bool is_sure = is_counted(later.step.policy) || asked.size() == 1;
        return is_sure && contains(asked, person);
      });
      if (!comes_again) continue;
      seat.rule = why_duplicate_later(org::name_of(context_.tx.db, person));
      seat.ruled = {person};
      return;
    }
  }

  void rule_if_earlier(const StepVisit& visit, SeatAhead& seat) {
    for (const Earlier& earlier : earlier_of(visit)) {
      const auto person = std::ranges::find_if(
          earlier.agreed, [&](const std::string& each) { return contains(seat.holders, each); });
      if (person == earlier.agreed.end()) continue;
      seat.rule = why_duplicate(org::name_of(context_.tx.db, *person), earlier.title);
      seat.ruled = {*person};
      return;
    }
  }

  struct Earlier {
    std::vector<std::string> agreed;
    base::Text title;
  };

  // The approvals that will be decided by then, the latest first; of `consecutive` the last one,
  // where it can be told which that is.
  std::vector<Earlier> earlier_of(const StepVisit& visit) {
    std::vector<Earlier> found;
    for (auto each = visits_.rbegin(); each != visits_.rend(); ++each) {
      if (is_approval(*each) && is_before(*each, visit) && is_asked_for(visit, *each))
        found.push_back({each->agreed, each->step.title});
    }
    const bool is_last_only = visit.task.settings.duplicates == DuplicateRule::Consecutive;
    if (is_last_only && (!found.empty() || has_beside(visit))) return found;
    for (const Task& task : decided_before(visit)) {
      if (std::ranges::count(visit.not_counted, task.key) > 0) continue;
      Earlier earlier{{}, task.title};
      for (const Seat& seat : task.seats) {
        if (has_agreed(task, seat)) earlier.agreed.push_back(seat.person);
      }
      found.push_back(std::move(earlier));
      if (is_last_only) break;
    }
    return found;
  }

  bool is_asked_for(const StepVisit& visit, const StepVisit& earlier) const {
    if (visit.task.settings.duplicates == DuplicateRule::First) return true;
    return std::ranges::all_of(visits_, [&](const StepVisit& other) {
      return !is_approval(other) || &other == &visit || &other == &earlier ||
             is_before(other, earlier) || is_before(visit, other);
    });
  }

  // An approval that may be decided before or after it.
  bool has_beside(const StepVisit& visit) const {
    return std::ranges::any_of(visits_, [&](const StepVisit& other) {
      return is_approval(other) && &other != &visit && !is_before(visit, other);
    });
  }

  const std::vector<Task>& decided_before(const StepVisit& visit) {
    if (!decided_) {
      decided_ = visit.task.instance == 0 ? std::vector<Task>()
                                          : decided_approvals(context_, visit.task.instance);
    }
    return *decided_;
  }

  // The nodes around it, the outermost first, and itself.
  std::vector<int> scopes_of(int node) const {
    std::vector<int> around;
    for (int each = node; each >= 0; each = process_.nodes[static_cast<size_t>(each)].parent)
      around.insert(around.begin(), each);
    return around;
  }

  // Whether one is surely over when the other begins.
  bool is_before(const StepVisit& one, const StepVisit& other) const {
    if (&one == &other || one.node < 0 || other.node < 0 || other.has_begun) return false;
    const size_t depth = std::min(one.instances.size(), other.instances.size());
    for (size_t at = 0; at < depth; ++at) {
      const InstanceOf& here = one.instances[at];
      const InstanceOf& there = other.instances[at];
      if (here == there) continue;
      if (here.node != there.node) break;
      return process_.nodes[static_cast<size_t>(here.node)].is_sequential &&
             here.place < there.place;
    }
    const auto here = scopes_of(one.node);
    const auto there = scopes_of(other.node);
    const auto [apart, beside] = std::ranges::mismatch(here, there);
    if (apart == here.end() || beside == there.end()) return one.has_begun;
    return reaches(*apart, *beside);
  }

  bool reaches(int from, int to) const {
    auto& reached = reached_[from];
    if (reached.empty()) {
      std::vector<int> open{from};
      while (!open.empty()) {
        const auto next = flows_.find(open.back());
        open.pop_back();
        if (next == flows_.end()) continue;
        for (const int target : next->second) {
          if (reached.insert(target).second) open.push_back(target);
        }
      }
      reached.insert(-1);  // known, though it leads nowhere
    }
    return reached.contains(to);
  }

  Context& context_;
  const engine::Process& process_;
  const TakenFlows& flows_;
  std::vector<StepVisit>& visits_;
  std::vector<bool> is_known_;
  std::optional<std::vector<Task>> decided_;
  mutable std::map<int, std::set<int>> reached_;
};

}  // namespace

StepVisit begun_step(const Task& task, int node) {
  StepVisit visit{{}, task, node};
  visit.has_begun = true;
  visit.step.element = task.element;
  visit.step.title = task.title;
  visit.step.kind = task.settings.kind;
  visit.step.policy = task.settings.rule.policy;
  const auto seats = voting_seats(task);
  const auto ballots = ballots_of(task);
  for (size_t at = 0; at < seats.size(); ++at) {
    const Seat& seat = *seats[at];
    if (has_agreed(task, seat)) visit.agreed.push_back(seat.person);
    const auto shown = shown_of(seat.candidates);
    const bool is_one_persons = is_undecided(seat) && shown.size() == 1;
    if (is_one_persons && is_needed(task.settings, ballots, at))
      visit.agreed.push_back(shown.front());
  }
  return visit;
}

void forecast(Context& context, const engine::Process& process, const TakenFlows& flows,
              std::vector<StepVisit>& visits) {
  Forecast(context, process, flows, visits).run();
}

std::vector<std::string> holders_among(const std::vector<Candidate>& candidates) {
  std::vector<std::string> persons;
  for (const Candidate& candidate : candidates) {
    if (candidate.on_behalf_of.empty()) add_once(persons, candidate.person);
  }
  return persons;
}

std::vector<std::string> shown_of(const std::vector<Candidate>& candidates) {
  auto persons = holders_among(candidates);
  if (!persons.empty()) return persons;
  for (const Candidate& candidate : candidates) add_once(persons, candidate.person);
  return persons;
}

std::vector<std::string> everybody_of(const StepVisit& visit) {
  auto seats = visit.seats;
  for (SeatAhead& seat : seats) seat.rule = {};
  return asked_of(seats);
}

}  // namespace work
