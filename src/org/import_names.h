// What a cell of an imported table refers to: an id, or what pages call the thing.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace org {

class Referents {
 public:
  void add(const std::string& id, const base::Text& title);
  // The id that `cell` is, or those of the things whose title it is in either language; several:
  // it says too little. Empty: there is nothing of that name.
  std::vector<std::string> meant(const std::string& cell) const;

 private:
  std::set<std::string, std::less<>> ids_;
  std::map<std::string, std::set<std::string>, std::less<>> by_title_;
};

// "有多个岗位叫“店员”，请填编号：clerk、clerk_2"
base::Text several_are_called(const base::Text& what, const std::string& cell,
                              const std::vector<std::string>& ids);

}  // namespace org
