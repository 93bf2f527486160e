// When something is due, and what happens then.
#include "base/text.h"
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

}  // namespace

void read_times(Reader& reader, Settings& settings) {
  const std::string due = reader.get("jw:due");
  if (!due.empty()) settings.due = reader.duration("jw:due", due);
  settings.overdue = read_overdue(reader, settings);
  settings.remind = read_reminder(reader);
  settings.escalate = read_escalation(reader);
}

}  // namespace work
