// Private to the module: which seats of the steps ahead a rule will decide, as vote_by_rule will
// when they open, every step being taken to agree.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "engine/process.h"
#include "work/prediction.h"
#include "work/store/rows.h"
#include "work/task.h"

namespace work {

struct SeatAhead {
  std::vector<std::string> holders;  // who has it himself: the same person is looked for there
  std::vector<std::string> shown;    // who is asked
  int64_t weight = 1;
  bool is_gap = false;                  // they are asked for want of others
  bool is_empty = false;                // nobody is there, and jw:empty lets a rule decide
  Why rule = {};                        // no reason: they are asked
  std::vector<std::string> ruled = {};  // for whom it passes
};

// Of a multi-instance activity: which of its instances.
struct InstanceOf {
  int node = -1;
  int64_t place = 0;
  bool operator==(const InstanceOf&) const = default;
};

// One coming to a step: in each instance of a multi-instance activity there is one.
struct StepVisit {
  PredictedStep step;  // its people are filled in at last
  Task task = {};
  int node = -1;  // -1: of a called process, whose approvals are its own
  std::vector<InstanceOf> instances = {};
  std::vector<SeatAhead> seats = {};
  std::vector<int64_t> not_counted = {};  // approvals whose votes are past when it begins
  bool has_begun = false;  // it is open now: not ahead, but its people will have agreed
  std::vector<std::string> agreed = {};  // who surely will
};

// The flows that are taken, from node to node.
using TakenFlows = std::map<int, std::set<int>>;

// A step that is open: who has agreed there and who surely will.
StepVisit begun_step(const Task& task, int node);

// Decides what rules decide, and says so in the steps.
void forecast(Context& context, const engine::Process& process, const TakenFlows& flows,
              std::vector<StepVisit>& visits);

// They themselves; deputies where they act instead of all of them.
std::vector<std::string> shown_of(const std::vector<Candidate>& candidates);
// Those who stand in for nobody.
std::vector<std::string> holders_among(const std::vector<Candidate>& candidates);
// Whom a step asks where no rule decides.
std::vector<std::string> everybody_of(const StepVisit& visit);

}  // namespace work
