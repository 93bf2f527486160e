#include "runtime/store/definitions.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "bpmn/check.h"
#include "bpmn/elements_named.h"
#include "bpmn/reader.h"
#include "dmn/decide.h"
#include "dmn/model.h"
#include "runtime/store/definition_elements.h"

namespace runtime {

namespace {

// In removed_version: of one decision of a model, which is versioned on its own.
constexpr std::string_view decision_rows = "decision_definition";

bool ends_with(std::string_view text, std::string_view end) { return text.ends_with(end); }

std::string checksum_of(const File& file) {
  return base::sha256_hex(file.name + "\n" + file.content);
}

bool has_start_form(const engine::Process& process) {
  return std::any_of(process.starts.begin(), process.starts.end(), [&](int start) {
    return !process.nodes[static_cast<size_t>(start)].form_id.empty();
  });
}

void prepare_process(const File& file, Prepared& prepared, std::vector<base::Problem>& problems) {
  const auto refuse = [&](std::vector<base::Problem> found) {
    bpmn::name_elements(file.content, found);
    problems.insert(problems.end(), found.begin(), found.end());
  };
  bpmn::Reading reading = bpmn::read(file.name, file.content);
  if (!reading.problems.empty()) return refuse(std::move(reading.problems));
  engine::Compilation compilation = engine::compile(reading.model);
  refuse(std::move(compilation.problems));
  for (auto& process : compilation.processes) {
    prepared.items.push_back({"process", process->id, process->name, file.name, file.content,
                              checksum_of(file), process->version_tag, has_start_form(*process),
                              process});
  }
}

// A decision is asked for by its id; without one by its name.
std::vector<Prepared::Item::Decision> decisions_of(const File& file) {
  std::vector<Prepared::Item::Decision> out;
  const auto reading = dmn::read_definitions(file.content, file.name);
  for (const auto& element : reading.definitions->elements) {
    if (element.kind != dmn::ElementKind::Decision) continue;
    out.push_back({element.id.empty() ? element.name : element.id, element.name});
  }
  return out;
}

void prepare_decision(const File& file, Prepared& prepared, std::vector<base::Problem>& problems) {
  dmn::Reading reading = dmn::read_in(feel::Dialect::Camunda, file.content, file.name);
  problems.insert(problems.end(), reading.problems.begin(), reading.problems.end());
  if (!reading.model || !reading.problems.empty()) return;
  prepared.items.push_back({"decision", std::string(reading.model->id()),
                            std::string(reading.model->name()), file.name, file.content,
                            checksum_of(file), "", false, nullptr, decisions_of(file)});
}

// A form, or a robot's script: a document with an id, perhaps with a versionTag.
void prepare_json(const char* kind, const File& file, Prepared& prepared,
                  std::vector<base::Problem>& problems) {
  const auto json = base::parse_json(file.content);
  if (!json.ok()) {
    problems.push_back(
        {file.name, 0, 0, "not JSON: " + json.error().place + " " + json.error().detail});
    return;
  }
  prepared.items.push_back({kind, base::text_or_empty(*json, "id"), "", file.name, file.content,
                            checksum_of(file), base::text_or_empty(*json, "versionTag"), false});
}

void check_ids(const Prepared& prepared, std::vector<base::Problem>& problems) {
  std::map<std::pair<std::string, std::string>, std::string> seen;
  const auto check = [&](const std::string& kind, const std::string& id, const std::string& file) {
    if (id.empty()) problems.push_back({file, 0, 0, "the " + kind + " has no id"});
    const auto [found, is_new] = seen.emplace(std::pair(kind, id), file);
    if (!is_new) problems.push_back({file, 0, 0, kind + " " + id + " is also in " + found->second});
  };
  for (const Prepared::Item& item : prepared.items) {
    const bool is_model = item.kind == "decision";
    check(is_model ? "decision model" : item.kind, item.id, item.file);
    for (const auto& decision : item.decisions) check("decision", decision.id, item.file);
  }
}

// What a process binds to its own deployment is in it, as far as the model says what that is.
class Bindings {
 public:
  Bindings(const Prepared& prepared, std::vector<base::Problem>& problems) : problems_(problems) {
    for (const Prepared::Item& item : prepared.items) {
      if (item.kind != "decision") given_.emplace(item.kind, item.id);
      for (const auto& decision : item.decisions) given_.emplace("decision", decision.id);
    }
  }

  // Whether the process binds anything to its deployment.
  bool check(const Prepared::Item& item) {
    bool binds = false;
    for (const engine::Node& node : item.process->nodes) {
      if (is_to_deployment(node.binding)) {
        binds = true;
        check(item, node, "process", node.called_process);
        check(item, node, "decision", node.called_decision);
        check(item, node, "form", {node.form_id, {}});
      }
      for (const bpmn::LinkedResource& each : node.linked_resources) {
        if (!is_to_deployment(each.binding)) continue;
        binds = true;
        require(item, node, each.binding, "resource", each.id);
      }
    }
    return binds;
  }

 private:
  static bool is_to_deployment(const bpmn::Binding& binding) {
    return binding.type == "deployment";
  }

  void check(const Prepared::Item& item, const engine::Node& node, const char* kind,
             const engine::Formula& id) {
    if (!id.empty() && !id.expression) require(item, node, node.binding, kind, id.text);
  }

  void require(const Prepared::Item& item, const engine::Node& node, const bpmn::Binding& binding,
               const char* kind, const std::string& id) {
    if (given_.contains({kind, id})) return;
    problems_.push_back({item.file, binding.place.line, binding.place.column,
                         node.id + " is bound to the " + kind + " " + id +
                             " of its own deployment, which holds none"});
  }

  std::set<std::pair<std::string, std::string>> given_;
  std::vector<base::Problem>& problems_;
};

// Message, signal and conditional starts are found here; timer starts stand in the table of timers.
void store_starts(storage::Tx& tx, const engine::Process& process) {
  tx.db.execute("DELETE FROM process_start WHERE process_id = ?", {process.id});
  for (int index : process.triggered_starts) {
    const engine::Node& start = process.nodes[static_cast<size_t>(index)];
    for (const engine::CompiledEvent& event : start.events) {
      if (event.trigger == bpmn::Trigger::Timer) continue;
      tx.db.execute(
          "INSERT INTO process_start (process_id, definition, element_id, kind, name) "
          "VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
          {process.id, process.key, start.id, std::string(name_of(event.trigger)), event.name});
    }
  }
}

// One more than any that there is or was. `kind`: of a definition, or decision_rows.
int64_t next_version(storage::Connection& db, std::string_view kind, const std::string& id) {
  const bool is_decision = kind == decision_rows;
  const std::string highest = is_decision
                                  ? "SELECT version FROM decision_definition WHERE id = ?"
                                  : "SELECT version FROM definition WHERE kind = ? AND id = ?";
  std::vector<storage::Cell> parameters;
  if (!is_decision) parameters.emplace_back(std::string(kind));
  parameters.emplace_back(id);
  parameters.emplace_back(std::string(kind));
  parameters.emplace_back(id);
  const auto row = db.first("SELECT MAX(version) FROM (" + highest +
                                " UNION ALL SELECT version FROM removed_version WHERE kind = ? AND "
                                "id = ?) AS given",
                            parameters);
  return row->integer(0) + 1;
}

void keep_version(storage::Tx& tx, std::string_view kind, const std::string& id, int64_t version) {
  tx.db.execute(
      "INSERT INTO removed_version (kind, id, version) VALUES (?, ?, ?) ON CONFLICT (kind, id) DO "
      "UPDATE SET version = excluded.version WHERE excluded.version > removed_version.version",
      {std::string(kind), id, version});
}

// Rows of the model's decisions; those that it has already are left as they are.
void store_decisions(storage::Tx& tx, const Prepared::Item& item, int64_t model,
                     Deployed& deployed) {
  for (const auto& decision : item.decisions) {
    const auto known =
        tx.db.first("SELECT key, version FROM decision_definition WHERE model = ? AND id = ?",
                    {model, decision.id});
    const int64_t key = known ? known->integer(0) : tx.keys.next();
    const int64_t version =
        known ? known->integer(1) : next_version(tx.db, decision_rows, decision.id);
    if (!known) {
      tx.db.execute(
          "INSERT INTO decision_definition (key, id, version, name, model) VALUES (?, ?, ?, ?, ?)",
          {key, decision.id, version, decision.name, model});
    }
    deployed.decisions.push_back(
        {decision.id, decision.name, key, static_cast<int>(version), model});
  }
}

}  // namespace

base::Result<PreparedRef> prepare(const std::vector<File>& files) {
  auto prepared = std::make_shared<Prepared>();
  std::vector<base::Problem> problems;
  for (const File& file : files) {
    if (ends_with(file.name, ".bpmn") || ends_with(file.name, ".xml")) {
      prepare_process(file, *prepared, problems);
    } else if (ends_with(file.name, ".dmn")) {
      prepare_decision(file, *prepared, problems);
    } else if (ends_with(file.name, ".form")) {
      prepare_json("form", file, *prepared, problems);
    } else if (ends_with(file.name, ".rpa")) {
      prepare_json("resource", file, *prepared, problems);
    } else {
      problems.push_back({file.name, 0, 0,
                          "only .bpmn (or .xml with BPMN), .dmn, .form and .rpa can be deployed"});
    }
  }
  check_ids(*prepared, problems);
  Bindings bindings(*prepared, problems);
  for (const Prepared::Item& item : prepared->items) {
    if (item.process && bindings.check(item)) prepared->binds_to_deployment = true;
  }
  if (problems.empty()) return PreparedRef(std::move(prepared));
  return not_deployable(problems);
}

base::Error not_deployable(const std::vector<base::Problem>& problems) {
  std::string all;
  for (const base::Problem& each : problems) all += each.print() + "\n";
  const base::Problem& first = problems.front();
  std::string place = first.file;
  if (first.line > 0)
    place += ":" + std::to_string(first.line) + ":" + std::to_string(first.column);
  return base::refusal("engine.not_deployable").at(std::move(place)).because(std::move(all));
}

namespace {

struct InForce {
  int64_t key = 0;
  int version = 0;
};

// The latest version, when it has the content of the item.
std::optional<InForce> in_force(storage::Connection& db, const Prepared::Item& item) {
  const auto last = db.first(
      "SELECT key, version, checksum FROM definition WHERE kind = ? AND id = ? ORDER BY version "
      "DESC LIMIT 1",
      {item.kind, item.id});
  if (!last || last->text(2) != item.checksum) return {};
  return InForce{last->integer(0), static_cast<int>(last->integer(1))};
}

}  // namespace

Deployed Definitions::deploy(
    storage::Tx& tx, const Prepared& prepared, Versions versions,
    const std::function<void(const engine::Process&, const std::string& file)>& on_new) {
  Deployed deployed;
  const int64_t deployment = tx.keys.next();
  const bool is_together = versions == Versions::Together || prepared.binds_to_deployment;
  const bool has_changed = std::ranges::any_of(
      prepared.items, [&](const Prepared::Item& item) { return !in_force(tx.db, item); });
  for (const Prepared::Item& item : prepared.items) {
    const auto last = in_force(tx.db, item);
    if (last && !(is_together && has_changed)) {
      deployed.definitions.push_back(
          {item.kind, item.id, last->key, last->version, false, item.file, item.name});
      store_decisions(tx, item, last->key, deployed);
      continue;
    }
    const int version = static_cast<int>(next_version(tx.db, item.kind, item.id));
    const int64_t key = tx.keys.next();
    tx.db.execute(
        "INSERT INTO definition (key, kind, id, version, name, file, checksum, content, "
        "deployed_at, deployed_by, version_tag, has_start_form, deployment, is_together) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {key, item.kind, item.id, int64_t{version}, item.name, item.file, item.checksum,
         item.content, tx.now.micros, tx.actor.person, item.version_tag,
         int64_t{item.has_start_form}, deployment, int64_t{is_together}});
    store_decisions(tx, item, key, deployed);
    forget();
    was_changed_ = true;
    if (item.process) {
      auto process = std::make_shared<engine::Process>(*item.process);
      process->key = key;
      process->version = version;
      process->deployment = deployment;
      processes_[key] = process;
      store_starts(tx, *process);
      store_elements(tx.db, *process);
      on_new(*process, item.file);
    }
    deployed.definitions.push_back({item.kind, item.id, key, version, true, item.file, item.name});
  }
  return deployed;
}

base::Result<void> Definitions::remove(
    storage::Tx& tx, int64_t key, const std::function<void(const engine::Process&)>& is_latest) {
  const auto row = tx.db.first("SELECT kind, id, version FROM definition WHERE key = ?", {key});
  if (!row) return base::refusal("request.no_such_key").at(std::to_string(key));
  if (tx.db.first("SELECT 1 FROM process_instance WHERE definition = ?", {key}))
    return base::refusal("engine.definition_in_use").because(row->text(1));
  keep_version(tx, row->text(0), row->text(1), row->integer(2));
  for (const storage::Row& decision :
       tx.db.query("SELECT id, version FROM decision_definition WHERE model = ?", {key}))
    keep_version(tx, decision_rows, decision.text(0), decision.integer(1));
  for (const char* table :
       {"definition WHERE key = ?", "definition_element WHERE definition = ?",
        "decision_definition WHERE model = ?", "process_start WHERE definition = ?",
        "timer WHERE instance = 0 AND definition = ?"})
    tx.db.execute("DELETE FROM " + std::string(table), {key});
  forget();
  was_changed_ = true;
  if (row->text(0) != "process") return {};
  if (const engine::ProcessRef before = latest_process(row->text(1))) {
    store_starts(tx, *before);
    is_latest(*before);
  }
  return {};
}

engine::ProcessRef Definitions::process(int64_t key) {
  if (const auto found = processes_.find(key); found != processes_.end()) return found->second;
  const auto row = db_.first(
      "SELECT content, version, id, file, deployment FROM definition WHERE key = ? AND kind = "
      "'process'",
      {key});
  if (!row) return nullptr;
  engine::Compilation compilation =
      engine::compile_deployed(bpmn::read(row->text(3), row->text(0)).model);
  for (auto& each : compilation.processes) {
    if (each->id != row->text(2)) continue;
    each->key = key;
    each->version = static_cast<int>(row->integer(1));
    each->deployment = row->integer(4);
    processes_[key] = each;
    return each;
  }
  base::ensure(false, "a deployed process can be compiled");
  return nullptr;
}

engine::ProcessRef Definitions::latest_process(std::string_view id) {
  if (const auto found = latest_.find(id); found != latest_.end()) return process(found->second);
  const auto row = db_.first(
      "SELECT key FROM definition WHERE kind = 'process' AND id = ? ORDER BY version DESC LIMIT 1",
      {std::string(id)});
  if (!row) return nullptr;
  latest_.emplace(id, row->integer(0));
  return process(row->integer(0));
}

namespace {

int64_t bound_definition(storage::Connection& db, std::string_view kind, const std::string& id,
                         const bpmn::Binding& binding, int64_t caller) {
  const std::string head = "SELECT key FROM definition WHERE kind = ? AND id = ? ";
  std::vector<storage::Cell> parameters{std::string(kind), id};
  std::string limit;
  if (binding.type == "versionTag") {
    limit = "AND version_tag = ? ";
    parameters.push_back(binding.version_tag);
  } else if (binding.type == "deployment") {
    const auto calling =
        db.first("SELECT deployment, is_together FROM definition WHERE key = ?", {caller});
    if (!calling) return 0;
    limit = calling->integer(1) != 0 ? "AND deployment = ? " : "AND deployment <= ? ";
    parameters.emplace_back(calling->integer(0));
  }
  const auto row = db.first(head + limit + "ORDER BY version DESC LIMIT 1", parameters);
  return row ? row->integer(0) : 0;
}

}  // namespace

bool is_bound(const bpmn::Binding& binding) {
  return !binding.type.empty() && binding.type != "latest";
}

int64_t Definitions::bound(std::string_view kind, const std::string& id,
                           const bpmn::Binding& binding, int64_t caller) const {
  return bound_definition(db_, kind, id, binding, caller);
}

engine::ProcessRef Definitions::called_process(const engine::StartChild& call) {
  if (!is_bound(call.binding)) return latest_process(call.process_id);
  const int64_t key = bound("process", call.process_id, call.binding, call.at.definition);
  return key ? process(key) : nullptr;
}

std::optional<DecisionModel> Definitions::read_decisions(int64_t key) const {
  const auto stored = db_.first("SELECT content, file FROM definition WHERE key = ?", {key});
  dmn::Reading reading = dmn::read_in(feel::Dialect::Camunda, stored->text(0), stored->text(1));
  if (!reading.model) return {};
  DecisionModel model{key, *reading.model,
                      dmn::read_definitions(stored->text(0), stored->text(1)).definitions,
                      runtime::decisions_of(db_, key)};
  for (DecisionSource& each : model.decisions) each.text.clear();
  return model;
}

const std::vector<DecisionModel>& Definitions::decision_models() {
  if (decision_models_) return *decision_models_;
  decision_models_.emplace();
  for (const storage::Row& row : db_.query(
           "SELECT key FROM definition d WHERE kind = 'decision' AND version = (SELECT "
           "MAX(version) FROM definition l WHERE l.kind = d.kind AND l.id = d.id) ORDER BY key "
           "DESC")) {
    if (auto model = read_decisions(row.integer(0))) decision_models_->push_back(std::move(*model));
  }
  return *decision_models_;
}

std::vector<const DecisionModel*> Definitions::called_decisions(const engine::DecisionCall& call) {
  std::vector<const DecisionModel*> models;
  if (!is_bound(call.binding)) {
    for (const DecisionModel& each : decision_models()) models.push_back(&each);
    return models;
  }
  for (const storage::Row& row :
       db_.query("SELECT DISTINCT id FROM definition WHERE kind = 'decision' ORDER BY id", {})) {
    const int64_t key = bound("decision", row.text(0), call.binding, call.at.definition);
    if (key == 0) continue;
    auto found = older_models_.find(key);
    if (found == older_models_.end()) {
      auto model = read_decisions(key);
      if (!model) continue;
      found = older_models_.emplace(key, std::move(*model)).first;
    }
    models.push_back(&found->second);
  }
  return models;
}

std::vector<StartEvent> Definitions::starts(std::string_view kind, std::string_view name) {
  if (!starts_) {
    starts_.emplace();
    db_.each("SELECT process_id, definition, element_id, kind, name FROM process_start", {},
             [&](const storage::Row& row) {
               (*starts_)[{row.text(3), row.text(4)}].push_back(
                   {row.text(0), row.integer(1), row.text(2)});
               return true;
             });
  }
  const auto found = starts_->find({std::string(kind), std::string(name)});
  return found == starts_->end() ? std::vector<StartEvent>() : found->second;
}

void Definitions::forget() {
  processes_.clear();
  latest_.clear();
  starts_.reset();
  decision_models_.reset();
  older_models_.clear();
}

}  // namespace runtime
