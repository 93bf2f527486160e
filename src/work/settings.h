// What a model says about a user task in its `jw:` properties, read and checked.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "engine/effects.h"
#include "work/policy.h"

namespace work {

enum class TaskKind { Work, Approve, Vote, Confirm };
std::string_view name_of(TaskKind kind);

enum class OpinionRule { Optional, Required, RequiredOnDisagree };
std::string_view name_of(OpinionRule rule);

// Where candidates come from: one entry of jw:candidates (also of jw:escalate and notify:send's
// `to`).
struct CandidateEntry {
  enum class Kind {
    Position,
    Role,
    Person,
    Field,
    Starter,
    UnitHeadOfStarter,
    SuperiorOfStarter,
    Formula
  };
  Kind kind = Kind::Person;
  std::string name;  // position, role, person or field id; FEEL without its "="
  int level = 1;     // of a superior: superior:starter:2
};
// "position:a, role:b, person:c, field:d, starter, unit_head:starter, superior:starter" or "=
// FEEL". Refuses with work.bad_settings, `detail` saying what.
base::Result<std::vector<CandidateEntry>> parse_candidates(std::string_view text);

struct Outcome {
  std::string id;
  base::Text title;
};

struct Reminder {
  base::Duration first;
  base::Duration every;
};
struct Escalation {
  base::Duration after;
  std::vector<CandidateEntry> to;
};

struct Settings {
  TaskKind kind = TaskKind::Work;
  std::vector<Outcome> outcomes;  // the first is the agreeing one
  std::vector<CandidateEntry> candidates;
  Policy policy = Policy::Any;
  bool is_final = false;
  OpinionRule opinion = OpinionRule::Optional;
  bool is_signature_required = false;
  bool is_applicant_excluded = false;  // jw:applicant=deputy
  bool is_return_allowed = true;
  std::optional<base::Duration> due;
  std::optional<Reminder> remind;
  std::optional<Escalation> escalate;
  std::vector<std::string> clauses;

  const Outcome* outcome(std::string_view id) const;  // nullptr when not declared
  std::string_view agreeing() const { return outcomes.front().id; }
};

// Reads the properties of a user task. Refuses with work.bad_settings; `missing` names every
// property that cannot be read and how it should look. Properties of others (jw:fields, jw:writes
// …) are passed over.
base::Result<Settings> read_settings(const engine::Properties& properties);

enum class WithdrawRule { BeforeFirstAct, WhileRunning, Never };
std::string_view name_of(WithdrawRule rule);
// jw:withdraw of the process: before_first_act (default), running, none.
base::Result<WithdrawRule> read_withdraw_rule(const engine::Properties& process_properties);

}  // namespace work
