// Print templates against the record types that they print.
#include "packs/checks/checks.h"
#include "reports/paper.h"

namespace packs::checks {

void check_papers(const Whole& whole) {
  if (!whole.types) return;
  const auto functions = reports::template_functions("zh");
  for (const auto& pack : whole.packs) {
    for (const auto& paper : pack->papers) {
      const std::string& record = paper.form->record();
      if (!record.empty() && whole.types->type(record) == nullptr)
        whole.report(*pack, "papers/" + paper.id + ".html", {1, 1},
                     "unknown record type " + record);
      const auto scope = reports::template_scope(*whole.types, record);
      for (auto& problem : paper.form->check(scope, functions))
        whole.problems.push_back(std::move(problem));
    }
  }
}

}  // namespace packs::checks
