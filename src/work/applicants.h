// Whose matter a step is (jw:applicants): people in the words of jw:candidates, and whoever did an
// earlier step (`done_by:<element>`).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "storage/database.h"

namespace work {

struct Applicants {
  std::string named;               // the entries in the words of jw:candidates
  std::vector<std::string> steps;  // the elements of the others
};
// Of the text of jw:applicants, well written or not; a formula is left whole.
Applicants read_applicants(std::string_view text);

// One of the steps was done in this pass of the matter by the person, or by somebody in his place.
bool has_done(storage::Connection& db, int64_t instance, const std::vector<std::string>& steps,
              const std::string& person);

}  // namespace work
