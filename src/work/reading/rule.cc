// How a task is decided.
#include <numeric>

#include "base/text.h"
#include "feel/feel.h"
#include "work/reading/reader.h"

namespace work {
namespace {

struct Ratio {
  int64_t above = 0;
  int64_t below = 1;
};

std::optional<int64_t> number(std::string_view text) {
  if (text.empty() || text.size() > 6) return {};
  int64_t value = 0;
  for (const char digit : text) {
    if (digit < '0' || digit > '9') return {};
    value = value * 10 + (digit - '0');
  }
  return value;
}

// "2/3" or "60%": whole numbers, since 66.67 % of three is not two.
std::optional<Ratio> ratio_of(std::string_view text) {
  const bool is_percent = text.ends_with('%');
  const size_t slash = text.find('/');
  if (!is_percent && slash == std::string_view::npos) return {};
  const auto above = number(base::trim(text.substr(0, is_percent ? text.size() - 1 : slash)));
  const auto below = is_percent ? 100 : number(base::trim(text.substr(slash + 1)));
  if (!above || !below || *above < 1 || *below < 1) return {};
  return Ratio{*above, *below};
}

// The fraction that a decimal number was rounded from, or the number itself: 66.67% is 2/3, 62.5%
// is 5/8. Empty: it is none.
std::string fraction_for(std::string_view text) {
  const bool is_percent = text.ends_with('%');
  if (is_percent) text.remove_suffix(1);
  const size_t point = text.find('.');
  if (point == std::string_view::npos) return {};
  const std::string_view decimals = base::trim(text.substr(point + 1));
  const auto digits =
      number(std::string(base::trim(text.substr(0, point))) + std::string(decimals));
  int64_t scale = is_percent ? 100 : 1;
  for (size_t place = 0; place < decimals.size(); ++place) scale *= 10;
  if (!digits || *digits < 1 || *digits > scale) return {};
  for (int64_t below = 2; below <= 12 && scale >= 1000; ++below) {
    for (int64_t above = 1; above < below; ++above) {
      const bool is_cut = above * scale / below == *digits;
      const bool is_rounded = (2 * above * scale + below) / (2 * below) == *digits;
      if (is_cut || is_rounded) return std::to_string(above) + "/" + std::to_string(below);
    }
  }
  const int64_t shared = std::gcd(*digits, scale);
  return std::to_string(*digits / shared) + "/" + std::to_string(scale / shared);
}

void read_ratio(Reader& reader, const std::string& text, Rule& rule) {
  const auto ratio = ratio_of(text);
  if (!ratio) {
    base::Text said{"应为分数或整数百分比，形如 2/3 或 60%",
                    "A fraction or a whole percentage, like 2/3 or 60%"};
    if (const std::string exact = fraction_for(text); !exact.empty()) {
      said.zh += "；" + text + " 请写作 " + exact;
      said.en += "; write " + exact + " for " + text;
    }
    return reader.bad("jw:pass", said);
  }
  rule.numerator = ratio->above;
  rule.denominator = ratio->below;
  if (ratio->above > ratio->below)
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
