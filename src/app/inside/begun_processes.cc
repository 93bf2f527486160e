#include "app/inside/begun_processes.h"

#include <algorithm>

#include "app/inside/proposals.h"
#include "bpmn/reader.h"

namespace app {

base::Result<std::shared_ptr<const packs::Process>> read_begun(const std::string& xml) {
  auto reading = bpmn::read("process.bpmn", xml);
  auto error = base::refusal("app.model_has_problems");
  for (const auto& problem : reading.problems) {
    error.missing.push_back({base::Missing::Kind::Condition,
                             std::to_string(problem.line),
                             {"流程文件", "The file"},
                             {problem.text, problem.text}});
  }
  if (!error.missing.empty()) return error;
  if (reading.model.processes.size() != 1)
    return base::refusal("request.wrong_type").at("xml").because("one process");
  const std::string id = reading.model.processes.front().id;
  return std::shared_ptr<const packs::Process>(std::make_shared<packs::Process>(
      packs::Process{id, "processes/" + id + ".bpmn", std::move(reading.model)}));
}

void store_begun(storage::Tx& tx, const ProcessDefinition& process) {
  tx.db.execute(
      "INSERT INTO begun_process (id, pack, xml, begun_by, begun_at) VALUES (?, ?, ?, ?, ?) ON "
      "CONFLICT (id) DO UPDATE SET xml = excluded.xml",
      {process.id, process.pack->id, process.begun->model.xml, process.begun_by, tx.now.micros});
}

void forget_begun(storage::Tx& tx, std::string_view id) {
  tx.db.execute("DELETE FROM begun_process WHERE id = ?", {std::string(id)});
  tx.db.execute("DELETE FROM model_draft WHERE process = ?", {std::string(id)});
  for (const Proposal& proposal : all_proposals(tx.db)) {
    if (proposal.process == id) forget_proposal(tx, proposal);
  }
}

void put_begun(Parts& parts, storage::Connection& db) {
  const auto& definitions = *parts.definitions;
  for (const auto& row : db.query("SELECT id, pack, xml, begun_by FROM begun_process", {})) {
    const auto& packs = definitions.packs->packs;
    const auto pack =
        std::ranges::find_if(packs, [&](const auto& each) { return each->id == row.text(1); });
    if (pack == packs.end() || definitions.process(row.text(0)) != nullptr) continue;
    if (auto begun = read_begun(row.text(2)))
      definitions.processes->put(define_begun(*pack, std::move(*begun), row.text(3)));
  }
}

}  // namespace app
