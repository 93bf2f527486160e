#include "work/applicants.h"

#include <algorithm>

#include "base/text.h"

namespace work {

Applicants read_applicants(std::string_view text) {
  if (base::trim(text).starts_with("=")) return {std::string(text), {}};
  constexpr std::string_view word = "done_by:";
  Applicants applicants;
  std::vector<std::string> named;
  for (const std::string& entry : base::split(text, ',')) {
    const std::string_view trimmed = base::trim(entry);
    if (trimmed.starts_with(word) && trimmed.size() > word.size())
      applicants.steps.emplace_back(base::trim(trimmed.substr(word.size())));
    else
      named.push_back(entry);
  }
  applicants.named = base::join(named, ",");
  return applicants;
}

// A step of a loop is superseded as soon as what it leads back to begins again.
bool has_done(storage::Connection& db, int64_t instance, const std::vector<std::string>& steps,
              const std::string& person) {
  return std::ranges::any_of(steps, [&](const std::string& element) {
    return db
        .first(
            "SELECT 1 FROM work_task t LEFT JOIN work_seat s ON s.task = t.id AND s.state = 'acted'"
            " WHERE t.instance = ? AND t.element = ? AND t.state = 'done' AND (t.is_superseded = 0 "
            "OR"
            " t.id = (SELECT max(id) FROM work_task WHERE instance = ? AND element = ? AND state ="
            " 'done')) AND (t.ended_by = ? OR s.person = ? OR s.on_behalf_of = ?) LIMIT 1",
            {instance, element, instance, element, person, person, person})
        .has_value();
  });
}

}  // namespace work
