// Who is away during some time, and who stands in for him. Why somebody is away is told to nobody
// here.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/inside/json.h"

namespace app {

// Excludes its end.
struct Span {
  base::Time from;
  base::Time until;
};
Span now_of(const Look& look);

struct Away {
  base::Time from;
  std::optional<base::Time> until;
  std::vector<std::string> stand_ins;
};
using AwayByPerson = std::map<std::string, std::vector<Away>, std::less<>>;

// By absences on record, as an approved leave makes one.
AwayByPerson absences_within(Look& look, const Span& span);
// By those, or by a deputy for everything who acts instead of him or until a stated moment.
AwayByPerson away_within(Look& look, const Span& span);
// Likewise, as far as a time to come is told to the caller: of his own unit and of those that he
// heads with all below them; of the whole company to who keeps the organisation.
AwayByPerson away_told(Look& look, const Span& span);

// Of one person at the moment by which something is due; nullptr where he is there.
const Away* away_at(const AwayByPerson& found, std::string_view person, base::Time at);

}  // namespace app
