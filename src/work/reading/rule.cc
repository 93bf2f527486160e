// How a task is decided.
#include "base/text.h"
#include "feel/feel.h"
#include "work/reading/reader.h"

namespace work {
namespace {

// "2/3" or "60%": whole numbers, since 66.67 % of three is not two.
void read_ratio(Reader& reader, const std::string& text, Rule& rule) {
  const size_t slash = text.find('/');
  std::optional<int64_t> above;
  std::optional<int64_t> below;
  if (text.ends_with('%')) {
    above = reader.whole("jw:pass", text.substr(0, text.size() - 1), 1);
    below = 100;
  } else {
    above = reader.whole("jw:pass", text.substr(0, slash), 1);
    below = reader.whole("jw:pass", slash == std::string::npos ? "" : text.substr(slash + 1), 1);
  }
  if (!above || !below) return;
  rule.numerator = *above;
  rule.denominator = *below;
  if (*above > *below)
    reader.bad("jw:pass", {"比例不能超过 1，形如 2/3 或 60%", "At most 1, like 2/3 or 60%"});
}

void read_weight(Reader& reader, std::string_view text, Rule& rule) {
  rule.is_above = text.starts_with('>') && !text.starts_with(">=");
  if (text.starts_with(">=")) text.remove_prefix(2);
  if (rule.is_above) text.remove_prefix(1);
  rule.threshold = reader.whole("jw:pass", text, 0).value_or(0);
}

void read_count(Reader& reader, const std::string& text, Rule& rule) {
  rule.agree_count = reader.whole("jw:pass", text, 1).value_or(1);
  const std::string reject = reader.get("jw:reject");
  if (!reject.empty()) rule.disagree_count = reader.whole("jw:reject", reject, 1).value_or(0);
}

void read_formula(Reader& reader, std::string_view text, Rule& rule) {
  if (text.starts_with('=')) text.remove_prefix(1);
  rule.formula = base::trim(text);
  if (rule.formula.empty() || !feel::compile(rule.formula).ok()) {
    reader.bad("jw:pass", {"应为 FEEL，如 = agree > disagree + pending",
                           "FEEL, like = agree > disagree + pending"});
  }
}

void read_pass(Reader& reader, Rule& rule) {
  const std::string text = reader.get("jw:pass");
  switch (rule.policy) {
    case Policy::Ratio: return read_ratio(reader, text, rule);
    case Policy::Weight: return read_weight(reader, text, rule);
    case Policy::Count: return read_count(reader, text, rule);
    case Policy::Formula: return read_formula(reader, text, rule);
    default: break;
  }
  if (!text.empty())
    reader.bad("jw:pass", {"仅用于 ratio、weight、count、formula",
                           "Only with ratio, weight, count and formula"});
}

// "general_manager=3, wang=2"
void read_weights(Reader& reader, Settings& settings) {
  for (const std::string& part : base::split(reader.get("jw:weights"), ',')) {
    const size_t equals = part.find('=');
    const std::string who(base::trim(part.substr(0, equals)));
    if (equals == std::string::npos || !base::is_snake_case(who)) {
      reader.bad("jw:weights",
                 {"形如 general_manager=3, wang=2", "Like general_manager=3, wang=2"});
      return;
    }
    settings.weights[who] = reader.whole("jw:weights", part.substr(equals + 1), 0).value_or(1);
  }
}

bool needs_dissent(Policy policy) {
  return policy == Policy::Ratio || policy == Policy::Weight || policy == Policy::Count ||
         policy == Policy::Formula;
}

bool has_chain(const Settings& settings) {
  for (const CandidateEntry& entry : settings.candidates) {
    if (entry.is_chain()) return true;
  }
  return false;
}

void check_rule(Reader& reader, const Settings& settings) {
  const Policy policy = settings.rule.policy;
  if (needs_dissent(policy) && settings.outcomes.size() < 2)
    reader.bad("jw:policy", {"此规则需要同意与不同意两种结果", "This rule needs a second outcome"});
  if (policy == Policy::Any && settings.rule.timing == Timing::AllVoted)
    reader.bad("jw:decide", {"或签在首次办理时即有结果", "With any, the first act decides"});
  if (has_chain(settings) && policy != Policy::Sequence)
    reader.bad("jw:policy", {"连续多级须依次审批（sequence）", "A chain is asked in sequence"});
}

}  // namespace

void read_rule(Reader& reader, Settings& settings) {
  Rule& rule = settings.rule;
  rule.policy =
      reader.choice<Policy>("jw:policy", has_chain(settings) ? Policy::Sequence : Policy::Any,
                            {{"any", Policy::Any},
                             {"all", Policy::All},
                             {"one_pass", Policy::OnePass},
                             {"unanimous", Policy::Unanimous},
                             {"sequence", Policy::Sequence},
                             {"ratio", Policy::Ratio},
                             {"weight", Policy::Weight},
                             {"count", Policy::Count},
                             {"formula", Policy::Formula}});
  read_pass(reader, rule);
  rule.timing = reader.choice<Timing>("jw:decide", Timing::Early,
                                      {{"early", Timing::Early}, {"all_voted", Timing::AllVoted}});
  read_weights(reader, settings);
  const bool is_unanimous = rule.policy == Policy::Unanimous;
  settings.is_blind = reader.choice("jw:blind", false, {{"true", true}, {"false", false}});
  settings.is_final =
      reader.choice("jw:final", is_unanimous, {{"true", true}, {"false", false}}) || is_unanimous;
  settings.opinion = reader.choice<OpinionRule>(
      "jw:opinion", is_unanimous ? OpinionRule::Required : OpinionRule::Optional,
      {{"optional", OpinionRule::Optional},
       {"required", OpinionRule::Required},
       {"required_on_disagree", OpinionRule::RequiredOnDisagree}});
  if (is_unanimous) settings.opinion = OpinionRule::Required;
  check_rule(reader, settings);
}

}  // namespace work
