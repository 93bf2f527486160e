#include "runtime/store/definitions.h"

#include "base/text.h"
#include "bpmn/check.h"
#include "bpmn/reader.h"

namespace runtime {

namespace {

bool ends_with(std::string_view text, std::string_view end) { return text.ends_with(end); }

void prepare_process(const File& file, Prepared& prepared, std::vector<base::Problem>& problems) {
  bpmn::Reading reading = bpmn::read(file.name, file.content);
  problems.insert(problems.end(), reading.problems.begin(), reading.problems.end());
  if (!reading.problems.empty()) return;
  engine::Compilation compilation = engine::compile(reading.model);
  problems.insert(problems.end(), compilation.problems.begin(), compilation.problems.end());
  for (auto& process : compilation.processes) {
    prepared.items.push_back({"process", process->id, process->name, file.name, file.content,
                              base::sha256_hex(file.name + "\n" + file.content), process});
  }
}

void prepare_decision(const File& file, Prepared& prepared, std::vector<base::Problem>& problems) {
  dmn::Reading reading = dmn::read(file.content, file.name);
  problems.insert(problems.end(), reading.problems.begin(), reading.problems.end());
  if (!reading.model) return;
  prepared.items.push_back({"decision", std::string(reading.model->id()),
                            std::string(reading.model->name()), file.name, file.content,
                            base::sha256_hex(file.name + "\n" + file.content), nullptr});
}

void prepare_form(const File& file, Prepared& prepared, std::vector<base::Problem>& problems) {
  const auto json = base::parse_json(file.content);
  if (!json.ok()) {
    problems.push_back(
        {file.name, 0, 0, "not JSON: " + json.error().place + " " + json.error().detail});
    return;
  }
  prepared.items.push_back({"form", base::text_or_empty(*json, "id"), "", file.name, file.content,
                            base::sha256_hex(file.name + "\n" + file.content), nullptr});
}

void check_ids(const Prepared& prepared, std::vector<base::Problem>& problems) {
  std::map<std::pair<std::string, std::string>, std::string> seen;
  for (const Prepared::Item& item : prepared.items) {
    if (item.id.empty()) problems.push_back({item.file, 0, 0, "the " + item.kind + " has no id"});
    const auto [found, is_new] = seen.emplace(std::pair(item.kind, item.id), item.file);
    if (!is_new)
      problems.push_back(
          {item.file, 0, 0, item.kind + " " + item.id + " is also in " + found->second});
  }
}

// Message and signal starts are found by name; timer starts stand in the table of timers.
void store_starts(storage::Tx& tx, const engine::Process& process) {
  tx.db.execute("DELETE FROM process_start WHERE process_id = ?", {process.id});
  for (int index : process.triggered_starts) {
    const engine::Node& start = process.nodes[static_cast<size_t>(index)];
    tx.db.execute(
        "INSERT INTO process_start (process_id, definition, element_id, kind, name) VALUES (?, ?, "
        "?, ?, ?)",
        {process.id, process.key, start.id, std::string(name_of(start.event.trigger)),
         start.event.name});
  }
}

}  // namespace

base::Result<PreparedRef> prepare(const std::vector<File>& files) {
  auto prepared = std::make_shared<Prepared>();
  std::vector<base::Problem> problems;
  for (const File& file : files) {
    if (ends_with(file.name, ".bpmn") || ends_with(file.name, ".bpmn20.xml")) {
      prepare_process(file, *prepared, problems);
    } else if (ends_with(file.name, ".dmn")) {
      prepare_decision(file, *prepared, problems);
    } else if (ends_with(file.name, ".form")) {
      prepare_form(file, *prepared, problems);
    } else {
      problems.push_back({file.name, 0, 0, "only .bpmn, .dmn and .form can be deployed"});
    }
  }
  check_ids(*prepared, problems);
  if (problems.empty()) return PreparedRef(std::move(prepared));

  std::string all;
  for (const base::Problem& each : problems) all += each.print() + "\n";
  const base::Problem& first = problems.front();
  std::string place = first.file;
  if (first.line > 0)
    place += ":" + std::to_string(first.line) + ":" + std::to_string(first.column);
  return base::refusal("engine.not_deployable").at(std::move(place)).because(std::move(all));
}

Deployed Definitions::deploy(storage::Tx& tx, const Prepared& prepared,
                             const std::function<void(const engine::Process&)>& on_new) {
  Deployed deployed;
  for (const Prepared::Item& item : prepared.items) {
    const auto last = tx.db.first(
        "SELECT key, version, checksum FROM definition WHERE kind = ? AND id = ? ORDER BY version "
        "DESC LIMIT 1",
        {item.kind, item.id});
    if (last && last->text(2) == item.checksum) {
      deployed.definitions.push_back({item.kind, item.id, last->integer(0),
                                      static_cast<int>(last->integer(1)), false, item.file});
      continue;
    }
    const int version = last ? static_cast<int>(last->integer(1)) + 1 : 1;
    const int64_t key = tx.keys.next();
    tx.db.execute(
        "INSERT INTO definition (key, kind, id, version, name, file, checksum, content, "
        "deployed_at, deployed_by) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {key, item.kind, item.id, int64_t{version}, item.name, item.file, item.checksum,
         item.content, tx.now.micros, tx.actor.person});
    forget();
    was_changed_ = true;
    if (item.process) {
      auto process = std::make_shared<engine::Process>(*item.process);
      process->key = key;
      process->version = version;
      processes_[key] = process;
      store_starts(tx, *process);
      on_new(*process);
    }
    deployed.definitions.push_back({item.kind, item.id, key, version, true, item.file});
  }
  return deployed;
}

engine::ProcessRef Definitions::process(int64_t key) {
  if (const auto found = processes_.find(key); found != processes_.end()) return found->second;
  const auto row = db_.first(
      "SELECT content, version, id, file FROM definition WHERE key = ? AND kind = 'process'",
      {key});
  if (!row) return nullptr;
  engine::Compilation compilation = engine::compile(bpmn::read(row->text(3), row->text(0)).model);
  for (auto& each : compilation.processes) {
    if (each->id != row->text(2)) continue;
    each->key = key;
    each->version = static_cast<int>(row->integer(1));
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

const std::vector<dmn::Model>& Definitions::decision_models() {
  if (decision_models_) return *decision_models_;
  decision_models_.emplace();
  db_.each(
      "SELECT content, file FROM definition d WHERE kind = 'decision' AND version = "
      "(SELECT MAX(version) FROM definition l WHERE l.kind = d.kind AND l.id = d.id) ORDER BY key "
      "DESC",
      {}, [&](const storage::Row& row) {
        dmn::Reading reading = dmn::read(row.text(0), row.text(1));
        if (reading.model) decision_models_->push_back(*reading.model);
        return true;
      });
  return *decision_models_;
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
}

}  // namespace runtime
