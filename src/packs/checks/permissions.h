// What permissions of a form name is there, and does something.
#pragma once

#include <string>
#include <vector>

#include "packs/checks/checks.h"

namespace packs::checks {

// Of a derived form. `is_new`: it makes a record of the type; else it is about one that is there.
std::vector<std::string> permission_problems(const Whole& whole, const records::RecordType& type,
                                             const forms::Permissions& permissions, bool is_new);
// Of a form that a pack draws; none where it is unknown.
std::vector<std::string> permission_problems(const Whole& whole, std::string_view form,
                                             const forms::Permissions& permissions);

}  // namespace packs::checks
