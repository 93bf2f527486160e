#include "work/settings.h"

#include <algorithm>

#include "base/text.h"
#include "work/lights.h"
#include "work/reading/reader.h"
#include "work/timeline.h"

namespace work {
namespace {

const Outcome agree{"agree", {"同意", "Agree"}};
const Outcome disagree{"disagree", {"不同意", "Disagree"}};

std::vector<Outcome> usual_outcomes(TaskKind kind) {
  switch (kind) {
    case TaskKind::Work: return {{"done", {"完成", "Done"}}};
    case TaskKind::Approve:
    case TaskKind::Vote: return {agree, disagree};
    case TaskKind::Confirm:
      return {{"confirm", {"确认", "Confirm"}}, {"reject", {"退回", "Reject"}}};
  }
  return {};
}

std::vector<Outcome> read_outcomes(Reader& reader, TaskKind kind) {
  const std::string text = reader.get("jw:outcomes");
  if (text.empty()) return usual_outcomes(kind);
  std::vector<Outcome> outcomes;
  for (const std::string& part : base::split(text, ',')) {
    const size_t colon = part.find(':');
    Outcome outcome{std::string(base::trim(part.substr(0, colon))), {}};
    outcome.title.zh =
        colon == std::string::npos ? outcome.id : std::string(base::trim(part.substr(colon + 1)));
    const base::Text usual = title_of_outcome(outcome.id);
    outcome.title.en = outcome.title.zh == usual.zh ? usual.en : outcome.title.zh;
    if (!base::is_snake_case(outcome.id) ||
        std::ranges::count(outcomes, outcome.id, &Outcome::id) > 0) {
      reader.bad("jw:outcomes", {"形如 won:中标, lost:未中标", "Like won:Won, lost:Lost"});
      return usual_outcomes(kind);
    }
    outcomes.push_back(std::move(outcome));
  }
  return outcomes;
}

std::vector<std::string> read_clauses(const Reader& reader) {
  std::string text = reader.get("jw:clauses");
  std::ranges::replace(text, ' ', ',');
  return base::split(text, ',');
}

// "2", "top", "top-1"; nothing: 1 of a single superior, the top of a chain.
std::optional<int> read_level(std::string_view text, int usual) {
  if (text.empty()) return usual;
  const bool is_from_top = text.starts_with("top-");
  if (text == "top") return 0;
  if (is_from_top) text.remove_prefix(4);
  if (text.size() != 1 || text[0] < '1' || text[0] > '9') return {};
  const int level = text[0] - '0';
  return is_from_top ? -level : level;
}

// "starter", "starter:2" …
std::optional<CandidateEntry> of_starter(CandidateEntry::Kind kind, std::string_view rest,
                                         int usual) {
  if (!rest.starts_with("starter")) return {};
  rest.remove_prefix(7);
  if (!rest.empty() && (rest[0] != ':' || rest.size() == 1)) return {};
  const auto level = read_level(rest.empty() ? rest : rest.substr(1), usual);
  const bool is_single = kind == CandidateEntry::Kind::SuperiorOfStarter;
  if (!level || (is_single && *level < 1)) return {};
  return CandidateEntry{kind, "", *level};
}

std::optional<CandidateEntry> parse_entry(std::string_view text) {
  using Kind = CandidateEntry::Kind;
  const size_t colon = text.find(':');
  const std::string_view word = base::trim(text.substr(0, colon));
  const std::string_view rest =
      colon == std::string_view::npos ? "" : base::trim(text.substr(colon + 1));
  if (word == "starter" && colon == std::string_view::npos)
    return CandidateEntry{Kind::Starter, "", 1};
  if (word == "unit_head" && rest == "starter")
    return CandidateEntry{Kind::UnitHeadOfStarter, "", 1};
  if (word == "unit_head" && rest.starts_with("field:") && base::is_snake_case(rest.substr(6)))
    return CandidateEntry{Kind::UnitHeadOfField, std::string(rest.substr(6)), 1};
  if (word == "superior" && rest.starts_with("field:") && base::is_snake_case(rest.substr(6)))
    return CandidateEntry{Kind::SuperiorOfField, std::string(rest.substr(6)), 1};
  if (word == "superior") return of_starter(Kind::SuperiorOfStarter, rest, 1);
  if (word == "superiors") return of_starter(Kind::SuperiorsOfStarter, rest, 0);
  if (word == "unit_heads") return of_starter(Kind::UnitHeadsOfStarter, rest, 0);
  if (word == "choice" && (rest == "starter" || rest == "previous"))
    return CandidateEntry{Kind::Choice, std::string(rest), 1};
  constexpr std::string_view below = ":below";
  const bool is_below = word == "unit" && rest.ends_with(below);
  const std::string_view unit = is_below ? rest.substr(0, rest.size() - below.size()) : rest;
  if (word == "unit" && base::is_snake_case(unit))
    return CandidateEntry{is_below ? Kind::UnitAndBelow : Kind::Unit, std::string(unit), 1};
  if (!base::is_snake_case(rest)) return {};
  if (word == "parent.field") return CandidateEntry{Kind::ParentField, std::string(rest), 1};
  if (word == "position") return CandidateEntry{Kind::Position, std::string(rest), 1};
  if (word == "role") return CandidateEntry{Kind::Role, std::string(rest), 1};
  if (word == "person") return CandidateEntry{Kind::Person, std::string(rest), 1};
  if (word == "field") return CandidateEntry{Kind::Field, std::string(rest), 1};
  return {};
}

}  // namespace

std::string_view name_of(TaskKind kind) {
  switch (kind) {
    case TaskKind::Work: return "work";
    case TaskKind::Approve: return "approve";
    case TaskKind::Vote: return "vote";
    case TaskKind::Confirm: return "confirm";
  }
  return "work";
}

std::string_view name_of(OpinionRule rule) {
  switch (rule) {
    case OpinionRule::Optional: return "optional";
    case OpinionRule::Required: return "required";
    case OpinionRule::RequiredOnDisagree: return "required_on_disagree";
  }
  return "optional";
}

std::string_view name_of(WithdrawRule rule) {
  switch (rule) {
    case WithdrawRule::BeforeFirstAct: return "before_first_act";
    case WithdrawRule::WhileRunning: return "running";
    case WithdrawRule::Never: return "none";
  }
  return "none";
}

base::Result<std::vector<CandidateEntry>> parse_candidates(std::string_view text) {
  const std::string_view trimmed = base::trim(text);
  if (trimmed.starts_with('=')) {
    const std::string formula(base::trim(trimmed.substr(1)));
    if (formula.empty()) return base::refusal("work.bad_settings").because("empty formula");
    return std::vector{CandidateEntry{CandidateEntry::Kind::Formula, formula, 1}};
  }
  std::vector<CandidateEntry> entries;
  for (const std::string& part : base::split(trimmed, ',')) {
    auto entry = parse_entry(part);
    if (!entry) return base::refusal("work.bad_settings").because("not a candidate: " + part);
    entries.push_back(std::move(*entry));
  }
  if (entries.empty()) return base::refusal("work.bad_settings").because("no candidates are named");
  return entries;
}

const Outcome* Settings::outcome(std::string_view id) const {
  const auto found = std::ranges::find(outcomes, id, &Outcome::id);
  return found == outcomes.end() ? nullptr : &*found;
}

base::Result<Settings> read_settings(const engine::Properties& properties) {
  Reader reader(properties);
  Settings settings;
  settings.kind = reader.choice<TaskKind>("jw:kind", TaskKind::Work,
                                          {{"work", TaskKind::Work},
                                           {"approve", TaskKind::Approve},
                                           {"vote", TaskKind::Vote},
                                           {"confirm", TaskKind::Confirm}});
  settings.outcomes = read_outcomes(reader, settings.kind);
  const std::string candidates = reader.get("jw:candidates");
  if (!candidates.empty()) settings.candidates = reader.candidates("jw:candidates", candidates);
  read_rule(reader, settings);
  // Only checked here: it is asked for when somebody changes the people of a step.
  reader.choice("jw:people", 0, {{"fixed", 0}, {"owner", 0}, {"starter", 0}});
  // Only checked here: the engine looks at it when the task has its outcome.
  reader.choice("jw:dissent", 0, {{"end", 0}, {"go_on", 0}});
  if (!parse_light(reader.get("jw:light")))
    reader.bad("jw:light", {"形如 60% 或 60%, 90%，或 none", "Like 60% or 60%, 90%, or none"});
  settings.is_signature_required =
      reader.choice("jw:signature", false, {{"none", false}, {"required", true}});
  // Only checked here: it is asked for when an act comes with a signature.
  reader.choice("jw:resign", 0, {{"optional", 0}, {"always", 0}});
  settings.opinions_for = base::split(reader.get("jw:opinions"), ',');
  read_exceptions(reader, settings);
  read_times(reader, settings);
  settings.clauses = read_clauses(reader);
  if (reader.has_problems()) return reader.problems();
  return settings;
}

base::Result<ProcessSettings> read_process_settings(const engine::Properties& properties) {
  Reader reader(properties);
  ProcessSettings settings;
  settings.withdraw =
      reader.choice<WithdrawRule>("jw:withdraw", WithdrawRule::BeforeFirstAct,
                                  {{"before_first_act", WithdrawRule::BeforeFirstAct},
                                   {"running", WithdrawRule::WhileRunning},
                                   {"none", WithdrawRule::Never}});
  const std::string after = reader.get("jw:withdraw_after");
  if (!after.empty()) settings.withdraw_after = reader.duration("jw:withdraw_after", after);
  const std::string at_start = reader.get("jw:copy_at_start");
  if (!at_start.empty()) settings.copy_at_start = reader.candidates("jw:copy_at_start", at_start);
  const std::string at_end = reader.get("jw:copy_at_end");
  if (!at_end.empty()) settings.copy_at_end = reader.candidates("jw:copy_at_end", at_end);
  if (reader.has_problems()) return reader.problems();
  return settings;
}

}  // namespace work
