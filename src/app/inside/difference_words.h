// What two versions of a process do differently, by the names that people know: of steps, lanes,
// and of flows what they lead from and to.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "app/inside/json.h"
#include "bpmn/differences.h"

namespace app {

class DifferenceWords {
 public:
  DifferenceWords(const Definitions& definitions, std::string_view process,
                  std::string_view earlier, std::string_view later);

  // Each once, in the order of the later version.
  std::vector<base::Text> titles() const;
  // VersionDifference of the contract, for each.
  base::JsonArray items() const;

 private:
  base::Text title(const std::string& id) const;
  base::Text titles_without(const std::string& ids, const std::string& others) const;
  base::JsonObject value_json(const bpmn::Rewritten& value) const;

  std::map<std::string, base::Text> known_;  // names with their English, by id
  std::map<std::string, bpmn::Called, std::less<>> called_;
  std::vector<bpmn::Differing> differing_;
};

}  // namespace app
