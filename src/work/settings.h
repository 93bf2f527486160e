// What a model says about a user task in its `jw:` properties, read and checked.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
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

// Where candidates come from: one entry of jw:candidates (also of jw:escalate, jw:copy and
// notify:send's `to`).
struct CandidateEntry {
  enum class Kind {
    Position,
    Unit,          // who has a main or part-time post in it
    UnitAndBelow,  // or in one below it
    Role,
    Person,
    Field,
    ParentField,  // of the record that the bound one belongs to
    Starter,
    UnitHeadOfStarter,
    UnitHeadOfField,
    SuperiorOfField,
    SuperiorOfStarter,
    SuperiorsOfStarter,  // one seat a level, the direct superior first
    UnitHeadsOfStarter,  // likewise, his own unit's head first
    Choice,              // named at the start or by an approver before: variable choice_<element>
    Formula
  };
  Kind kind = Kind::Person;
  std::string name;  // position, unit, role, person or field id; FEEL without its "="
  // Of a superior: how far up (1: the direct one). Of several: up to which; 0: to the top, -k: to
  // the k-th below the top.
  int level = 1;
  bool is_chain() const {
    return kind == Kind::SuperiorsOfStarter || kind == Kind::UnitHeadsOfStarter;
  }
};
// "position:a, role:b, starter, superior:starter:2, superiors:starter:top-1 …" or "= FEEL".
// Refuses with work.bad_settings, `detail` saying what.
base::Result<std::vector<CandidateEntry>> parse_candidates(std::string_view text);

struct Outcome {
  std::string id;
  base::Text title;
};

// When a task is due: so long after it comes, at the end of the work of a day, or at a moment.
using Due = std::variant<base::Duration, base::Date, base::Time>;
// "P3WD", "2026-03-10", "2026-03-10T17:00:00+08:00".
std::optional<Due> parse_due(std::string_view text);
// The property in which a task keeps what FEEL said of its due date when it came, in these words.
constexpr std::string_view due_found = "jw:due.found";

struct Reminder {
  base::Duration first;
  base::Duration every;
  int64_t times_max = 0;  // 0: until it is done
};
struct Escalation {
  base::Duration after;
  std::vector<CandidateEntry> to;
};

// What happens when the due time comes.
struct Overdue {
  enum class Act {
    Notify,    // those who have not acted are told
    Pass,      // decided as agreed
    Reject,    // decided as disagreed
    Close,     // decided by the votes that are there
    Transfer,  // open seats go to others
    Escalate,  // open seats go to the direct superiors of who sits on them
    Jump       // the process goes on elsewhere
  };
  Act act = Act::Notify;
  std::vector<CandidateEntry> to;  // of Transfer
  std::string element;             // of Jump
};

// When nobody is found for a seat.
struct Nobody {
  enum class Act {
    Usual,  // nothing is said: as Administrators
    Administrators,
    Refuse,
    Wait,  // the task comes and stays vacant until somebody is there
    Pass,
    Reject,
    Persons
  };
  Act act = Act::Usual;
  std::vector<CandidateEntry> to;  // of Persons
};

// When an applicant would decide his own matter.
enum class ApplicantRule { Allowed, Deputy, Skip, Superior, UnitHead };
// When a person has agreed in this pass before.
enum class DuplicateRule { Ask, First, Consecutive, Last };
enum class TakeBackRule { NotActed, NotOpened, Never };
enum class ReturnRule { Executed, Previous, Starter, Never };
// What follows a return: every step again, or straight back to who returned it.
enum class AfterReturn { Choose, Again, Back };

// What becomes of a person's seat when he leaves the company.
enum class LeavingRule {
  HandOn,  // somebody takes it over
  End      // it was his alone to acknowledge: nobody has to any more
};

// An act that the step offers, in the order of the buttons.
struct OfferedAct {
  std::string name;
  std::string title;  // empty: the usual word
  bool is_reason_required = false;
};

struct Settings {
  TaskKind kind = TaskKind::Work;
  std::vector<Outcome> outcomes;  // the first is the agreeing one
  std::vector<CandidateEntry> candidates;
  Rule rule;
  std::map<std::string, int64_t, std::less<>> weights;  // by position or person; others: 1
  bool is_blind = false;  // nobody sees the votes of others before the decision
  bool is_final = false;
  OpinionRule opinion = OpinionRule::Optional;
  // Who reads votes and opinions beside those who take part: as records::Access. Empty: whoever
  // reads the story.
  std::vector<std::string> opinions_for;
  bool is_signature_required = false;
  ApplicantRule applicant = ApplicantRule::Allowed;
  std::vector<CandidateEntry> applicants;          // whose matter it is; empty: the starter's
  std::vector<CandidateEntry> successors;          // who may take the step over; empty: anybody
  LeavingRule when_leaving = LeavingRule::HandOn;  // End only where nothing is decided
  DuplicateRule duplicates = DuplicateRule::Ask;
  Nobody nobody;
  TakeBackRule take_back = TakeBackRule::NotActed;
  ReturnRule returns = ReturnRule::Executed;
  AfterReturn after_return = AfterReturn::Choose;
  std::vector<OfferedAct> acts;  // empty: all
  bool is_batch_allowed = false;
  std::vector<CandidateEntry> copy_to;  // told when it is decided
  std::optional<Due> due;               // of FEEL: what it gave when the task came
  std::string due_formula;              // without its "="
  Overdue overdue;
  std::optional<Reminder> remind;
  std::optional<Escalation> escalate;
  std::vector<std::string> clauses;

  const Outcome* outcome(std::string_view id) const;  // nullptr when not declared
  std::string_view agreeing() const { return outcomes.front().id; }
  std::string_view dissenting() const { return outcomes[outcomes.size() > 1 ? 1 : 0].id; }
  Sides sides() const { return {agreeing(), dissenting()}; }
  // nullptr: the step does not offer it. Acts that no setting concerns are always offered.
  const OfferedAct* offered(std::string_view act) const;
};

// Reads the properties of a user task. Refuses with work.bad_settings; `missing` names every
// property that cannot be read and how it should look. Properties of others (jw:fields, jw:writes
// …) are passed over.
base::Result<Settings> read_settings(const engine::Properties& properties);

enum class WithdrawRule { BeforeFirstAct, WhileRunning, Never };
std::string_view name_of(WithdrawRule rule);
// What a model says about the whole matter.
struct ProcessSettings {
  WithdrawRule withdraw = WithdrawRule::BeforeFirstAct;  // jw:withdraw
  std::optional<base::Duration> withdraw_after;          // jw:withdraw_after: from the end on
  std::vector<CandidateEntry> copy_at_start;             // jw:copy_at_start, jw:copy_at_end
  std::vector<CandidateEntry> copy_at_end;
};
// Refuses as read_settings does.
base::Result<ProcessSettings> read_process_settings(const engine::Properties& properties);

}  // namespace work
