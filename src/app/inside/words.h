// Words of closed lists in what is asked.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"

namespace app {

// The word that a request has in a field; empty where it has none. Refuses with request.wrong_type
// what is not among `words`, naming them: a misspelt word is never taken for another one.
base::Result<std::string> word_of(const base::Json& request, std::string_view field,
                                  const std::vector<std::string_view>& words);
// The same of a field that has to have one.
base::Result<std::string> needed_word_of(const base::Json& request, std::string_view field,
                                         const std::vector<std::string_view>& words);

}  // namespace app
