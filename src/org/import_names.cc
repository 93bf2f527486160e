#include "org/import_names.h"

#include "base/text.h"

namespace org {

void Referents::add(const std::string& id, const base::Text& title) {
  ids_.insert(id);
  for (const std::string& name : {title.zh, title.en}) {
    if (!name.empty()) by_title_[name].insert(id);
  }
}

std::vector<std::string> Referents::meant(const std::string& cell) const {
  if (ids_.contains(cell)) return {cell};
  const auto found = by_title_.find(cell);
  if (found == by_title_.end()) return {};
  return {found->second.begin(), found->second.end()};
}

base::Text several_are_called(const base::Text& what, const std::string& cell,
                              const std::vector<std::string>& ids) {
  return {"有多个" + what.zh + "叫“" + cell + "”，请填编号：" + base::join(ids, "、"),
          "Several " + what.en + " are called " + cell + "; give the id: " + base::join(ids, ", ")};
}

}  // namespace org
