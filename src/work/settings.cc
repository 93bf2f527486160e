#include "work/settings.h"

#include <algorithm>

#include "base/text.h"

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

// Reads one property after the other and collects what is wrong.
class Reader {
 public:
  explicit Reader(const engine::Properties& properties) : properties_(properties) {}

  std::string get(std::string_view name) const {
    const auto found = properties_.find(name);
    return found == properties_.end() ? std::string() : std::string(base::trim(found->second));
  }

  void bad(std::string_view name, base::Text how) {
    problems_.missing.push_back({base::Missing::Kind::Field,
                                 std::string(name),
                                 {std::string(name), std::string(name)},
                                 std::move(how)});
  }

  template <class T>
  T choice(std::string_view name, T usual,
           const std::vector<std::pair<std::string_view, T>>& known) {
    const std::string value = get(name);
    if (value.empty()) return usual;
    std::vector<std::string> words;
    for (const auto& [word, meaning] : known) {
      if (word == value) return meaning;
      words.emplace_back(word);
    }
    const std::string list = base::join(words, " | ");
    bad(name, {"应为 " + list, "One of " + list});
    return usual;
  }

  bool has_problems() const { return !problems_.missing.empty(); }
  base::Error problems() const { return problems_; }

 private:
  const engine::Properties& properties_;
  base::Error problems_ = base::refusal("work.bad_settings");
};

std::vector<Outcome> read_outcomes(Reader& reader, TaskKind kind) {
  const std::string text = reader.get("jw:outcomes");
  if (text.empty()) return usual_outcomes(kind);
  std::vector<Outcome> outcomes;
  for (const std::string& part : base::split(text, ',')) {
    const size_t colon = part.find(':');
    Outcome outcome{std::string(base::trim(part.substr(0, colon))), {}};
    outcome.title.zh =
        colon == std::string::npos ? outcome.id : std::string(base::trim(part.substr(colon + 1)));
    outcome.title.en = outcome.title.zh;
    if (!base::is_snake_case(outcome.id) ||
        std::ranges::count(outcomes, outcome.id, &Outcome::id) > 0) {
      reader.bad("jw:outcomes", {"形如 won:中标, lost:未中标", "Like won:Won, lost:Lost"});
      return usual_outcomes(kind);
    }
    outcomes.push_back(std::move(outcome));
  }
  return outcomes;
}

std::optional<base::Duration> read_duration(Reader& reader, std::string_view name,
                                            std::string_view text) {
  auto duration = base::parse_duration(base::trim(text));
  if (!duration)
    reader.bad(name, {"形如 P3WD、PT8WH、P14D", "A duration like P3WD, PT8WH or P14D"});
  return duration;
}

std::vector<CandidateEntry> read_candidates(Reader& reader, std::string_view name,
                                            std::string_view text) {
  auto entries = parse_candidates(text);
  if (entries) return std::move(entries).value();
  reader.bad(name, {"形如 position:p, role:r, person:x, field:f, starter, unit_head:starter, "
                    "superior:starter 或 = FEEL",
                    "Like position:p, role:r, person:x, field:f, starter, unit_head:starter, "
                    "superior:starter or = FEEL"});
  return {};
}

std::optional<Reminder> read_reminder(Reader& reader) {
  const std::string text = reader.get("jw:remind");
  if (text.empty()) return {};
  const size_t slash = text.find('/');
  const auto first = read_duration(reader, "jw:remind", text.substr(0, slash));
  const auto every = slash == std::string::npos
                         ? first
                         : read_duration(reader, "jw:remind", text.substr(slash + 1));
  if (!first || !every) return {};
  if (*every == base::Duration{}) {
    reader.bad("jw:remind", {"间隔须大于零", "The interval must be longer than nothing"});
    return {};
  }
  return Reminder{*first, *every};
}

std::optional<Escalation> read_escalation(Reader& reader) {
  const std::string text = reader.get("jw:escalate");
  if (text.empty()) return {};
  const size_t space = text.find(' ');
  const auto after = read_duration(reader, "jw:escalate", text.substr(0, space));
  const auto to = space == std::string::npos ? "" : text.substr(space + 1);
  auto entries = read_candidates(reader, "jw:escalate", to);
  if (!after || entries.empty()) return {};
  return Escalation{*after, std::move(entries)};
}

std::vector<std::string> read_clauses(const Reader& reader) {
  std::string text = reader.get("jw:clauses");
  std::ranges::replace(text, ' ', ',');
  return base::split(text, ',');
}

void read_policy(Reader& reader, Settings& settings) {
  settings.policy = reader.choice<Policy>("jw:policy", Policy::Any,
                                          {{"any", Policy::Any},
                                           {"all", Policy::All},
                                           {"unanimous", Policy::Unanimous},
                                           {"sequence", Policy::Sequence}});
  const bool is_unanimous = settings.policy == Policy::Unanimous;
  settings.is_final =
      reader.choice("jw:final", is_unanimous, {{"true", true}, {"false", false}}) || is_unanimous;
  settings.opinion = reader.choice<OpinionRule>(
      "jw:opinion", is_unanimous ? OpinionRule::Required : OpinionRule::Optional,
      {{"optional", OpinionRule::Optional},
       {"required", OpinionRule::Required},
       {"required_on_disagree", OpinionRule::RequiredOnDisagree}});
  if (is_unanimous) settings.opinion = OpinionRule::Required;
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
  if (word == "superior" && rest == "starter")
    return CandidateEntry{Kind::SuperiorOfStarter, "", 1};
  if (word == "superior" && rest.starts_with("starter:")) {
    const std::string_view level = rest.substr(8);
    if (level.size() != 1 || level[0] < '1' || level[0] > '9') return {};
    return CandidateEntry{Kind::SuperiorOfStarter, "", level[0] - '0'};
  }
  if (!base::is_snake_case(rest)) return {};
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
  if (!candidates.empty())
    settings.candidates = read_candidates(reader, "jw:candidates", candidates);
  read_policy(reader, settings);
  settings.is_signature_required =
      reader.choice("jw:signature", false, {{"none", false}, {"required", true}});
  settings.is_applicant_excluded =
      reader.choice("jw:applicant", false, {{"allowed", false}, {"deputy", true}});
  settings.is_return_allowed =
      reader.choice("jw:return", true, {{"executed", true}, {"none", false}}) && !settings.is_final;
  const std::string due = reader.get("jw:due");
  if (!due.empty()) settings.due = read_duration(reader, "jw:due", due);
  settings.remind = read_reminder(reader);
  settings.escalate = read_escalation(reader);
  settings.clauses = read_clauses(reader);
  if (reader.has_problems()) return reader.problems();
  return settings;
}

base::Result<WithdrawRule> read_withdraw_rule(const engine::Properties& process_properties) {
  Reader reader(process_properties);
  const auto rule = reader.choice<WithdrawRule>("jw:withdraw", WithdrawRule::BeforeFirstAct,
                                                {{"before_first_act", WithdrawRule::BeforeFirstAct},
                                                 {"running", WithdrawRule::WhileRunning},
                                                 {"none", WithdrawRule::Never}});
  if (reader.has_problems()) return reader.problems();
  return rule;
}

}  // namespace work
