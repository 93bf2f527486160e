// What the packs say, compiled once when the workspace opens. Immutable but for the processes in
// force, shared by all threads.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/principal.h"
#include "app/inside/papers_in_force.h"
#include "app/inside/processes_in_force.h"
#include "base/result.h"
#include "forms/forms.h"
#include "metrics/metrics.h"
#include "packs/pack.h"
#include "records/catalogue.h"
#include "reports/reports.h"
#include "runtime/engine.h"

namespace app {

struct Definitions {
  std::shared_ptr<const packs::Packs> packs;
  std::string fingerprint;  // of everything that is deployed
  std::shared_ptr<const records::Catalogue> types;
  std::shared_ptr<const metrics::Catalogue> metrics;
  std::shared_ptr<const reports::Catalogue> reports;
  std::vector<entry::Role> roles;
  std::unique_ptr<ProcessesInForce> processes = std::make_unique<ProcessesInForce>();
  std::map<std::string, const forms::Form*, std::less<>> forms;
  std::map<std::string, const packs::View*, std::less<>> views;
  std::unique_ptr<PapersInForce> papers = std::make_unique<PapersInForce>();
  std::vector<runtime::File> files;  // processes, decisions and forms to deploy
  runtime::PreparedRef prepared;     // all of them

  // As it is in force.
  const ProcessDefinition* process(std::string_view id) const { return processes->find(id); }
  const packs::View* view(std::string_view id) const;
  const packs::PaperFile* paper(std::string_view id) const { return papers->find(id); }
  // The templates that print a matter of the process (empty: a record alone) about a record of the
  // type, the usual one first. Whatever they are, the standard one can be asked for.
  std::vector<const packs::PaperFile*> papers_for(std::string_view process,
                                                  std::string_view record_type) const;
  // Name of an element in both languages; of the process when `element` is empty; of an outcome of
  // the element when that is not empty. Empty when unknown.
  base::Text title_of(std::string_view process, std::string_view element,
                      std::string_view outcome) const;
  // Opinions that the pack puts ready: of the step, then of the whole process (jw:phrases).
  std::vector<base::Text> phrases_of(std::string_view process, std::string_view element) const;
  // What is written on the drawing of a process, by id: pools, lanes, elements and flows with
  // names.
  std::map<std::string, base::Text> names_of(std::string_view process) const;
  const entry::Role* role(std::string_view id) const;
  // The clause and the pack whose charter holds it; nullptr when there is none.
  struct FoundClause {
    const packs::Clause* clause = nullptr;
    const packs::Pack* pack = nullptr;
  };
  FoundClause clause(std::string_view id) const;
  // The cockpit of a record type; empty when it has none.
  std::string cockpit_of(std::string_view type) const;
};

// Refuses with app.pack_does_not_fit, `detail` holding every problem, a line each.
base::Result<std::shared_ptr<const Definitions>> define(std::shared_ptr<const packs::Packs> packs);

}  // namespace app
