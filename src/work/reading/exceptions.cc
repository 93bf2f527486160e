// Nobody there, the applicant himself, the same person twice; and which acts the step offers.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "work/applicants.h"
#include "work/reading/reader.h"

namespace work {
namespace {

constexpr std::array<std::string_view, 10> configurable_acts = {
    "transfer",  "delegate", "add_signer", "remove_signer", "return",
    "take_back", "claim",    "copy",       "circulate",     "urge"};

Nobody read_nobody(Reader& reader) {
  using Act = Nobody::Act;
  const std::string text = reader.get("jw:empty");
  if (text.empty()) return {};
  if (text == "administrators") return {Act::Administrators, {}};
  if (text == "refuse") return {Act::Refuse, {}};
  if (text == "wait") return {Act::Wait, {}};
  if (text == "pass") return {Act::Pass, {}};
  if (text == "reject") return {Act::Reject, {}};
  auto entries = parse_candidates(text);
  if (entries) return {Act::Persons, std::move(entries).value()};
  reader.bad("jw:empty", {"应为 administrators | refuse | wait | pass | reject 或候选人",
                          "One of administrators | refuse | wait | pass | reject, or candidates"});
  return {};
}

void check_nobody(Reader& reader, const Settings& settings) {
  if (settings.nobody.act != Nobody::Act::Wait || !is_counted(settings.rule.policy)) return;
  reader.bad("jw:empty", {"wait 只用于一人办理（any）的环节；会签缺人请用 refuse 或候选人",
                          "wait is for steps of policy any; where every seat counts say refuse or "
                          "candidates"});
}

void bad_acts(Reader& reader) {
  reader.bad("jw:acts", {"形如 transfer, return:退回修改, add_signer!，或 -transfer，或 none",
                         "Like transfer, return:Send back, add_signer!, or -transfer, or none"});
}

// "-transfer, -delegate": all but these.
std::vector<OfferedAct> all_acts_but(Reader& reader, const std::vector<std::string>& left_out) {
  std::vector<OfferedAct> acts;
  for (const std::string_view name : configurable_acts)
    acts.push_back({std::string(name), "", false});
  for (const std::string& part : left_out) {
    const bool is_known = part.starts_with('-') && std::erase_if(acts, [&](const OfferedAct& act) {
                                                     return act.name == part.substr(1);
                                                   }) > 0;
    if (is_known) continue;
    bad_acts(reader);
    return {};
  }
  return acts;
}

// "transfer, return:退回修改, add_signer!": in this order, renamed, with a reason required.
std::vector<OfferedAct> read_acts(Reader& reader) {
  const std::string said = reader.get("jw:acts");
  if (said.starts_with('-')) return all_acts_but(reader, base::split(said, ','));
  std::vector<OfferedAct> acts;
  for (const std::string& part : base::split(said, ',')) {
    std::string_view text = base::trim(part);
    OfferedAct act;
    act.is_reason_required = text.ends_with('!');
    if (act.is_reason_required) text.remove_suffix(1);
    const size_t colon = text.find(':');
    act.name = base::trim(text.substr(0, colon));
    if (colon != std::string_view::npos) act.title = base::trim(text.substr(colon + 1));
    const bool is_known = act.name == "none" || std::ranges::count(configurable_acts, act.name) > 0;
    if (!is_known) {
      bad_acts(reader);
      return {};
    }
    acts.push_back(std::move(act));
  }
  return acts;
}

// A vote, and whatever may come out in two ways, never ends with its person.
void read_when_leaving(Reader& reader, Settings& settings) {
  settings.when_leaving =
      reader.choice<LeavingRule>("jw:when_leaving", LeavingRule::HandOn,
                                 {{"hand_on", LeavingRule::HandOn}, {"end", LeavingRule::End}});
  if (settings.when_leaving == LeavingRule::HandOn) return;
  if (settings.kind == TaskKind::Confirm && settings.outcomes.size() == 1) return;
  reader.bad("jw:when_leaving", {"end 只用于只有一个结果的确认（confirm）；其他环节须交接",
                                 "end is for a confirm step of one outcome; others are handed on"});
}

void read_rules(Reader& reader, Settings& settings) {
  settings.applicant = reader.choice<ApplicantRule>("jw:applicant", ApplicantRule::Allowed,
                                                    {{"allowed", ApplicantRule::Allowed},
                                                     {"deputy", ApplicantRule::Deputy},
                                                     {"skip", ApplicantRule::Skip},
                                                     {"superior", ApplicantRule::Superior},
                                                     {"unit_head", ApplicantRule::UnitHead}});
  const std::string applicants = read_applicants(reader.get("jw:applicants")).named;
  if (!applicants.empty()) settings.applicants = reader.candidates("jw:applicants", applicants);
  const std::string successors = reader.get("jw:successors");
  if (!successors.empty()) settings.successors = reader.candidates("jw:successors", successors);
  read_when_leaving(reader, settings);
  settings.duplicates = reader.choice<DuplicateRule>("jw:duplicates", DuplicateRule::Ask,
                                                     {{"ask", DuplicateRule::Ask},
                                                      {"first", DuplicateRule::First},
                                                      {"consecutive", DuplicateRule::Consecutive},
                                                      {"last", DuplicateRule::Last}});
  settings.take_back = reader.choice<TakeBackRule>("jw:take_back", TakeBackRule::NotActed,
                                                   {{"not_acted", TakeBackRule::NotActed},
                                                    {"not_opened", TakeBackRule::NotOpened},
                                                    {"none", TakeBackRule::Never}});
  if (settings.is_final) settings.take_back = TakeBackRule::Never;
  settings.returns = reader.choice<ReturnRule>("jw:return", ReturnRule::Executed,
                                               {{"executed", ReturnRule::Executed},
                                                {"previous", ReturnRule::Previous},
                                                {"starter", ReturnRule::Starter},
                                                {"none", ReturnRule::Never}});
  if (settings.is_final) settings.returns = ReturnRule::Never;
  settings.after_return = reader.choice<AfterReturn>("jw:after_return", AfterReturn::Choose,
                                                     {{"choose", AfterReturn::Choose},
                                                      {"again", AfterReturn::Again},
                                                      {"back", AfterReturn::Back}});
}

}  // namespace

void read_exceptions(Reader& reader, Settings& settings) {
  read_rules(reader, settings);
  settings.nobody = read_nobody(reader);
  check_nobody(reader, settings);
  settings.acts = read_acts(reader);
  settings.is_batch_allowed =
      reader.choice("jw:batch", false, {{"none", false}, {"allowed", true}});
  const std::string copy = reader.get("jw:copy");
  if (!copy.empty()) settings.copy_to = reader.candidates("jw:copy", copy);
}

const OfferedAct* Settings::offered(std::string_view act) const {
  static const OfferedAct usual;
  const bool is_configurable = std::ranges::count(configurable_acts, act) > 0;
  if (acts.empty() || !is_configurable) return &usual;
  const auto found = std::ranges::find(acts, act, &OfferedAct::name);
  return found == acts.end() ? nullptr : &*found;
}

}  // namespace work
