// Rules of decision tables in the text of a DMN file: where they stand, and the file without one.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace packs {

// Ids of decisions and of the rules (rows) of their tables, with their lines.
std::vector<std::pair<std::string, int>> decision_rules(std::string_view xml);

// The text without the rule `id`, or without all rules of the decision `id`. As it was when there
// is none.
std::string without_rule(std::string_view xml, std::string_view id);

}  // namespace packs
