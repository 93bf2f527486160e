// Whom a setting of a process names: everybody is there, and a list holds no formula.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "packs/checks/checks.h"

namespace packs::checks {

// Of a text that is no formula as a whole; `bound` is the record type of the process, or nullptr.
std::vector<std::string> candidate_problems(const Whole& whole, const records::RecordType* bound,
                                            std::string_view text);

// The type that records of this one belong to; nullptr: none.
const records::RecordType* parent_of(const Whole& whole, const records::RecordType* type);
// Whether people may be named in the field.
bool names_person(const records::RecordType* type, const std::string& field);

}  // namespace packs::checks
