// Our settings on BPMN elements (`jw:…` properties), as far as they can be read without the rest of
// a pack.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bpmn/model.h"

namespace packs {

// Outcomes of a user task with their Chinese titles: of jw:outcomes, else of its kind.
std::vector<std::pair<std::string, std::string>> outcomes_of(const bpmn::Element& user_task);

// In jw:opinions: the starter does not read them.
inline constexpr std::string_view kNotStarter = "not:starter";

// The opinions that jw:phrases puts ready: "同意。 | 请补充材料。"
std::vector<std::string> phrases_of(std::string_view text);

// Which properties an element of a kind may have; "jw:on.<outcome>.transition" stands for all
// outcomes.
const std::vector<std::string>& process_properties();
const std::vector<std::string>& user_task_properties();
const std::vector<std::string>& call_activity_properties();
const std::vector<std::string>& other_properties();

}  // namespace packs
