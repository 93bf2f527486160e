#include "runtime/store/definition_elements.h"

#include "base/json.h"
#include "runtime/store/definitions.h"

namespace runtime {

namespace {

// The element's kind as the compatible API names it: "userTask" is USER_TASK.
std::string type_of(bpmn::Kind kind) {
  if (kind == bpmn::Kind::EventSubProcess) return "EVENT_SUB_PROCESS";
  std::string out;
  for (const char c : tag(kind)) {
    const bool is_upper = c >= 'A' && c <= 'Z';
    if (is_upper) out += '_';
    out += is_upper ? c : static_cast<char>(c - 'a' + 'A');
  }
  return out;
}

std::string headers_of(const engine::Node& node) {
  base::JsonObject out;
  for (const auto& [name, formula] : node.headers) out[name] = formula.text;
  return base::print(out);
}

}  // namespace

void store_elements(storage::Connection& db, const engine::Process& process) {
  for (const engine::Node& node : process.nodes) {
    db.execute(
        "INSERT INTO definition_element (definition, element_id, name, type, headers) VALUES (?, "
        "?, ?, ?, ?)",
        {process.key, node.id, node.name, type_of(node.kind), headers_of(node)});
  }
}

void store_missing_elements(storage::Connection& db, Definitions& definitions) {
  const auto rows = db.query(
      "SELECT key FROM definition d WHERE kind = 'process' AND NOT EXISTS (SELECT 1 FROM "
      "definition_element e WHERE e.definition = d.key)",
      {});
  if (rows.empty()) return;
  db.begin();
  for (const auto& row : rows) store_elements(db, *definitions.process(row.integer(0)));
  db.commit();
}

}  // namespace runtime
