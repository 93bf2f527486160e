// Clauses that files name stand in a charter; carriers that a charter names are there.
#include <algorithm>

#include "base/text.h"
#include "packs/checks/checks.h"

namespace packs::checks {

namespace {

class ClauseCheck {
 public:
  ClauseCheck(const Whole& whole, const Pack& pack) : whole_(whole), pack_(pack) {}

  void named(const std::string& clause, const std::string& part) {
    if (clause.empty() || is_known(clause)) return;
    whole_.report(pack_, part, "unknown clause: " + clause);
  }
  void named(const std::vector<std::string>& clauses, const std::string& part) {
    for (const std::string& clause : clauses) named(clause, part);
  }

 private:
  // Packs may name clauses of each other: a gate of `common` can carry out a rule of those that use
  // it.
  bool is_known(const std::string& clause) const {
    return std::any_of(whole_.packs.begin(), whole_.packs.end(),
                       [&](const auto& pack) { return pack->charter.find(clause) != nullptr; });
  }

  const Whole& whole_;
  const Pack& pack_;
};

void check_record_clauses(ClauseCheck& check, const records::RecordType& type) {
  const std::string file = "records/" + type.id + ".yaml";
  check.named(type.clauses, file);
  for (const auto& field : type.fields) {
    check.named(field.clauses, file + "#field." + field.id);
    for (const auto* gate : {&field.check, &field.filter})
      if (*gate) check.named((*gate)->refuse.clause, file + "#field." + field.id);
  }
  for (const auto& transition : type.transitions) {
    check.named(transition.clauses, file + "#transition." + transition.id);
    for (const auto& guard : transition.guards)
      check.named(guard.refuse.clause, file + "#transition." + transition.id);
  }
  for (size_t i = 0; i < type.rules.size(); ++i)
    check.named(type.rules[i].refuse.clause, file + "#rule." + std::to_string(i + 1));
  if (type.freeze) check.named(type.freeze->refuse.clause, file + "#freeze");
  for (const auto& exclusion : type.exclusions)
    check.named(exclusion.refuse.clause, file + "#exclude");
}

std::vector<std::string> clauses_in(std::string_view text) {
  std::string spaced(text);
  std::replace(spaced.begin(), spaced.end(), ',', ' ');
  return base::split(spaced, ' ');
}

void check_clauses_named(const Whole& whole, const Pack& pack) {
  ClauseCheck check(whole, pack);
  for (const auto& type : pack.record_types) check_record_clauses(check, type);
  for (const auto& role : pack.roles) check.named(role.clauses, "roles/" + role.id + ".yaml");
  for (const auto& metric : pack.metrics)
    check.named(metric.clauses, "metrics/" + metric.id + ".yaml");
  for (const auto& duty : pack.duties) check.named(duty.clauses, "duties/" + duty.id + ".yaml");
  for (const auto& report : pack.reports)
    check.named(report.clauses, "reports/" + report.id + ".yaml");
  for (const auto& view : pack.views) {
    check.named(view.clauses, "views/" + view.id + ".yaml");
    for (const Section& section : view.sections)
      check.named(section.clause, "views/" + view.id + ".yaml");
  }
  for (const auto& process : pack.processes) {
    for (const bpmn::Process& model : process.model.processes) {
      check.named(clauses_in(model.property("jw:clauses")), process.file);
      for (const bpmn::Element& element : model.elements)
        check.named(clauses_in(element.property("jw:clauses")), process.file + "#" + element.id);
    }
  }
}

bool is_there(const Whole& whole, const Pack& pack, const std::string& path) {
  if (pack.parts.contains(path)) return true;
  const size_t slash = path.find('/');
  if (slash == std::string::npos) return false;
  const std::string name = path.substr(0, slash);
  for (const auto& other : whole.packs) {
    std::string folder = other->id;
    std::replace(folder.begin(), folder.end(), '_', '-');
    const bool is_named = folder == name || other->id == name;
    if (is_named && other->parts.contains(path.substr(slash + 1))) return true;
  }
  return false;
}

}  // namespace

void check_charter(const Whole& whole) {
  for (const auto& pack : whole.packs) {
    check_clauses_named(whole, *pack);
    for (const Clause& clause : pack->charter.clauses)
      for (const Carrier& carrier : clause.carried_by)
        if (!is_there(whole, *pack, carrier.path))
          whole.report(*pack, "charter.yaml", carrier.mark,
                       clause.id + ": nothing is at " + carrier.path);
  }
}

}  // namespace packs::checks
