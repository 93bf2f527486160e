#include "app/inside/publishing.h"

#include <algorithm>

#include "app/inside/begun_processes.h"
#include "app/inside/paper_versions.h"
#include "bpmn/reader.h"
#include "engine/process.h"
#include "org/organisation.h"
#include "packs/process_check.h"
#include "runtime/versions.h"

namespace app {

namespace {

// The engine's own reading: most of it the pack check has said in other words.
void add_compilation(const bpmn::Model& model, std::vector<base::Problem>& problems) {
  const auto compilation = engine::compile(model);
  for (const auto& problem : compilation.problems) {
    const bool is_said = std::ranges::any_of(problems, [&](const base::Problem& other) {
      return other.line == problem.line && other.column == problem.column;
    });
    if (!is_said) problems.push_back(problem);
  }
}

// What runs is bound to its record; another type would leave it without one.
void add_record(const ProcessDefinition& process, const bpmn::Process& model,
                std::vector<base::Problem>& problems) {
  const std::string kept(process.packed->model.processes.front().property("jw:record"));
  const auto proposed = model.property("jw:record");
  if (proposed == kept) return;
  problems.push_back(
      {process.packed->file, model.place.line, model.place.column,
       "a process keeps its record type: " + kept + ", not " + std::string(proposed)});
}

std::string file_of(const ProcessDefinition& process) {
  return process.pack->id + "/" + process.packed->file;
}

// A version by a person that the packs still bear.
bool stays_published(Parts& parts, storage::Connection& db, const ProcessDefinition& process) {
  const auto newest = runtime::newest_version(db, process.id);
  if (!newest) return false;
  const auto packed = runtime::newest_version_by(db, process.id, "system");
  const bool is_unchanged = packed && packed->source.text == process.packed->model.xml;
  if (!is_unchanged || packed->version == newest->version) return false;
  return problems_of(parts, db, process, newest->source.text).empty();
}

}  // namespace

std::vector<base::Problem> problems_of(Parts& parts, storage::Connection& db,
                                       const ProcessDefinition& process, const std::string& xml) {
  const auto& definitions = *parts.definitions;
  const packs::Known known{[&](std::string_view id) { return org::unit(db, id).has_value(); },
                           [&](std::string_view id) { return org::position(db, id).has_value(); },
                           [&](std::string_view id) { return org::person(db, id).has_value(); }};
  auto problems = packs::check_process(
      *definitions.packs, {*process.pack, *process.packed, xml, definitions.types, known});
  auto reading = bpmn::read(process.packed->file, xml);
  if (!reading.problems.empty() || reading.model.processes.empty()) return problems;
  add_record(process, reading.model.processes.front(), problems);
  add_compilation(reading.model, problems);
  return problems;
}

std::vector<runtime::File> files_to_deploy(Parts& parts) {
  std::vector<runtime::File> out = parts.definitions->files;
  auto db = parts.database->read();
  for (const auto* process : parts.definitions->processes->all()) {
    if (!stays_published(parts, *db, *process)) continue;
    std::erase_if(out, [&](const auto& file) { return file.name == file_of(*process); });
  }
  return out;
}

namespace {

void take_newest(Parts& parts, storage::Connection& db, std::string_view id) {
  const auto* before = parts.definitions->process(id);
  const auto newest = runtime::newest_version(db, id);
  const bool is_told = newest && before != nullptr && before->is_in_force() &&
                       newest->source.text == before->source->model.xml;
  if (before == nullptr || !newest || is_told) return;
  auto reading = bpmn::read(newest->source.file, newest->source.text);
  parts.definitions->processes->put(define_published(*before, std::move(reading.model)));
}

// What was begun in the browser has no file to give way to: it rests, and nobody can start it.
bool is_borne(Parts& parts, storage::Connection& db, const ProcessDefinition& process) {
  if (process.begun_by.empty()) return true;
  const auto newest = runtime::newest_version(db, process.id);
  return newest && problems_of(parts, db, process, newest->source.text).empty();
}

}  // namespace

void take_in_force(Parts& parts) {
  auto db = parts.database->read();
  put_begun(parts, *db);
  put_published_papers(parts, *db);
  for (const auto* process : parts.definitions->processes->all()) {
    if (is_borne(parts, *db, *process)) take_newest(parts, *db, process->id);
  }
}

void take_in_force_after(Parts& parts, runtime::Op& op, const std::string& process) {
  op.after_commit([&parts, process] {
    auto db = parts.database->read();
    take_newest(parts, *db, process);
  });
}

}  // namespace app
