#include "runtime/searches.h"

#include "bpmn/reader.h"
#include "engine/process.h"

namespace runtime {

namespace {

using storage::FieldKind;
using storage::Searchable;

constexpr std::string_view tenant = "'<default>'";

std::vector<DecisionSource> decisions_where(storage::Connection& db, std::string_view condition,
                                            const std::vector<storage::Cell>& parameters) {
  std::vector<DecisionSource> out;
  const auto rows = db.query(
      "SELECT d.key, d.id, d.name, d.version, m.key, m.id, m.file, m.content "
      "FROM decision_definition d JOIN definition m ON m.key = d.model WHERE " +
          std::string(condition),
      parameters);
  for (const auto& row : rows) {
    out.push_back({row.integer(0), row.text(1), row.text(2), static_cast<int>(row.integer(3)),
                   row.integer(4), row.text(5), row.text(6), row.text(7)});
  }
  return out;
}

std::optional<DecisionSource> first_of(std::vector<DecisionSource> found) {
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

}  // namespace

const Searchable& process_definitions() {
  static const Searchable table{
      "definition d WHERE d.kind = 'process'",
      "d.key",
      {{"name", "NULLIF(d.name, '')"},
       {"resourceName", "d.file"},
       {"version", "d.version", FieldKind::Integer},
       {"versionTag", "NULLIF(d.version_tag, '')"},
       {"processDefinitionId", "d.id"},
       {"tenantId", tenant},
       {"processDefinitionKey", "d.key", FieldKind::Key},
       {"hasStartForm", "d.has_start_form", FieldKind::Boolean},
       {"state", "'ACTIVE'", FieldKind::Text, {"ACTIVE", "DELETED"}},
       {"isLatestVersion",
        "d.version = (SELECT MAX(l.version) FROM definition l WHERE l.kind = 'process' AND l.id = "
        "d.id)",
        FieldKind::Boolean,
        {},
        false}}};
  return table;
}

const Searchable& decision_definitions() {
  static const Searchable table{
      "decision_definition d JOIN definition m ON m.key = d.model WHERE m.kind = 'decision'",
      "d.key",
      {{"decisionDefinitionId", "d.id"},
       {"decisionDefinitionKey", "d.key", FieldKind::Key},
       {"decisionRequirementsId", "m.id"},
       {"decisionRequirementsKey", "m.key", FieldKind::Key},
       {"decisionRequirementsName", "m.name"},
       {"decisionRequirementsVersion", "m.version", FieldKind::Integer},
       {"name", "d.name"},
       {"tenantId", tenant},
       {"version", "d.version", FieldKind::Integer},
       {"isLatestVersion",
        "d.version = (SELECT MAX(l.version) FROM decision_definition l WHERE l.id = d.id)",
        FieldKind::Boolean,
        {},
        false}}};
  return table;
}

const Searchable& decision_requirements() {
  static const Searchable table{"definition m WHERE m.kind = 'decision'",
                                "m.key",
                                {{"decisionRequirementsId", "m.id"},
                                 {"decisionRequirementsKey", "m.key", FieldKind::Key},
                                 {"decisionRequirementsName", "m.name"},
                                 {"resourceName", "m.file"},
                                 {"tenantId", tenant},
                                 {"version", "m.version", FieldKind::Integer}}};
  return table;
}

const Searchable& resources() {
  static const Searchable table{"definition d WHERE d.kind <> ''",
                                "d.key",
                                {{"resourceId", "d.id"},
                                 {"resourceKey", "d.key", FieldKind::Key},
                                 {"resourceName", "d.file"},
                                 {"tenantId", tenant},
                                 {"version", "d.version", FieldKind::Integer},
                                 {"versionTag", "NULLIF(d.version_tag, '')"}}};
  return table;
}

std::optional<Source> source(storage::Connection& db, int64_t definition) {
  const auto row =
      db.first("SELECT kind, file, content FROM definition WHERE key = ?", {definition});
  if (!row) return std::nullopt;
  return Source{row->text(0), row->text(1), row->text(2)};
}

std::optional<int64_t> start_form(storage::Connection& db, int64_t process) {
  const auto row = db.first("SELECT id, file, content FROM definition WHERE key = ?", {process});
  if (!row) return std::nullopt;
  const auto compilation = engine::compile_deployed(bpmn::read(row->text(1), row->text(2)).model);
  for (const auto& each : compilation.processes) {
    if (each->id != row->text(0)) continue;
    for (const int start : each->starts) {
      const auto& form = each->nodes[static_cast<size_t>(start)].form_id;
      if (form.empty()) continue;
      const auto found = db.first(
          "SELECT key FROM definition WHERE kind = 'form' AND id = ? ORDER BY version DESC LIMIT 1",
          {form});
      if (found) return found->integer(0);
    }
  }
  return std::nullopt;
}

std::optional<DecisionSource> decision(storage::Connection& db, int64_t key) {
  return first_of(decisions_where(db, "d.key = ?", {key}));
}

std::optional<DecisionSource> latest_decision(storage::Connection& db, std::string_view id) {
  return first_of(
      decisions_where(db, "d.id = ? ORDER BY d.version DESC LIMIT 1", {std::string(id)}));
}

std::vector<DecisionSource> latest_decisions(storage::Connection& db) {
  return decisions_where(db,
                         "d.version = (SELECT MAX(l.version) FROM decision_definition l WHERE l.id "
                         "= d.id) ORDER BY d.id",
                         {});
}

std::vector<DecisionSource> decisions_of(storage::Connection& db, int64_t model) {
  return decisions_where(db, "d.model = ? ORDER BY d.key", {model});
}

}  // namespace runtime
