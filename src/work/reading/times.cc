// When something is due, and what happens then.
#include "base/text.h"
#include "feel/feel.h"
#include "work/reading/reader.h"

namespace work {
namespace {

// "P3WD", "P3WD/P1D" or "P3WD/P1D*3".
std::optional<Reminder> read_reminder(Reader& reader) {
  std::string text = reader.get("jw:remind");
  if (text.empty()) return {};
  int64_t times_max = 0;
  if (const size_t star = text.find('*'); star != std::string::npos) {
    times_max = reader.whole("jw:remind", text.substr(star + 1), 1).value_or(1);
    text.resize(star);
  }
  const size_t slash = text.find('/');
  const auto first = reader.duration("jw:remind", text.substr(0, slash));
  const auto every =
      slash == std::string::npos ? first : reader.duration("jw:remind", text.substr(slash + 1));
  if (!first || !every) return {};
  if (*every == base::Duration{}) {
    reader.bad("jw:remind", {"间隔须大于零", "The interval must be longer than nothing"});
    return {};
  }
  return Reminder{*first, *every, times_max};
}

std::optional<Escalation> read_escalation(Reader& reader) {
  const std::string text = reader.get("jw:escalate");
  if (text.empty()) return {};
  const size_t space = text.find(' ');
  const auto after = reader.duration("jw:escalate", text.substr(0, space));
  const auto to = space == std::string::npos ? "" : text.substr(space + 1);
  auto entries = reader.candidates("jw:escalate", to);
  if (!after || entries.empty()) return {};
  return Escalation{*after, std::move(entries)};
}

// "pass", "transfer position:p", "jump element" …
Overdue read_overdue(Reader& reader, const Settings& settings) {
  using Act = Overdue::Act;
  const std::string text = reader.get("jw:overdue");
  if (text.empty()) return {};
  const size_t space = text.find(' ');
  const std::string word = text.substr(0, space);
  const std::string rest(
      space == std::string::npos ? "" : base::trim(std::string_view(text).substr(space)));
  if (word == "transfer") return {Act::Transfer, reader.candidates("jw:overdue", rest), ""};
  if (word == "jump" && !rest.empty()) return {Act::Jump, {}, rest};
  if (rest.empty()) {
    if (word == "notify") return {Act::Notify, {}, ""};
    if (word == "pass") return {Act::Pass, {}, ""};
    if (word == "reject" && settings.outcomes.size() > 1) return {Act::Reject, {}, ""};
    if (word == "close" && settings.outcomes.size() > 1) return {Act::Close, {}, ""};
    if (word == "escalate") return {Act::Escalate, {}, ""};
  }
  reader.bad("jw:overdue",
             {"应为 notify | pass | reject | close | escalate | transfer 候选人 | jump 环节",
              "One of notify | pass | reject | close | escalate | transfer candidates | jump "
              "element"});
  return {};
}

void read_due(Reader& reader, Settings& settings) {
  std::string said = reader.get("jw:due");
  if (said.starts_with('=')) {
    settings.due_formula = base::trim(std::string_view(said).substr(1));
    said.clear();
    if (settings.due_formula.empty() ||
        !feel::compile(settings.due_formula, {.dialect = feel::Dialect::Camunda}).ok())
      reader.bad("jw:due", {"应为 FEEL，如 = record.wanted_on", "FEEL, like = record.wanted_on"});
  }
  const std::string found = reader.get(due_found);
  if (found.empty() && said.empty()) return;
  settings.due = parse_due(found.empty() ? said : found);
  if (!settings.due)
    reader.bad("jw:due", {"形如 P3WD、PT8WH、P14D、2026-03-10，或 = FEEL",
                          "Like P3WD, PT8WH, P14D or 2026-03-10, or = FEEL"});
}

}  // namespace

std::optional<Due> parse_due(std::string_view text) {
  const std::string_view said = base::trim(text);
  if (const auto duration = base::parse_duration(said)) return Due(*duration);
  if (const auto day = base::parse_date(said)) return Due(*day);
  if (const auto moment = base::parse_time(said)) return Due(*moment);
  return {};
}

void read_times(Reader& reader, Settings& settings) {
  read_due(reader, settings);
  settings.overdue = read_overdue(reader, settings);
  settings.remind = read_reminder(reader);
  settings.escalate = read_escalation(reader);
}

}  // namespace work
