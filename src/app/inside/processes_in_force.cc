#include "app/inside/processes_in_force.h"

#include <algorithm>

#include "base/text.h"
#include "packs/process_texts.h"

namespace app {

namespace {

std::vector<std::string> words_of(std::string_view text) {
  std::string spaced(text);
  std::replace(spaced.begin(), spaced.end(), ' ', ',');
  return base::split(spaced, ',');
}

// The pack check has compiled it before.
std::optional<feel::Expression> rule_of(const bpmn::Process& model, std::string_view property) {
  std::string_view text = base::trim(model.property(property));
  if (!text.starts_with("=")) return {};
  text.remove_prefix(1);
  auto compiled = feel::compile(text);
  if (!compiled) return {};
  return std::move(compiled).value();
}

base::Text title_of(const ProcessDefinition& process) {
  const bpmn::Process& model = *process.model;
  const auto& zh = model.name.empty() ? model.id : model.name;
  base::Text title = process.text(model.id, zh);
  const auto english = model.property("jw:title_en");
  const bool is_open = !process.is_of_pack() || title.en.empty() || title.en == zh;
  if (!english.empty() && is_open) title.en = english;
  return title;
}

void fill(ProcessDefinition& out) {
  const auto& processes = out.source->model.processes;
  const auto found = std::ranges::find(processes, out.id, &bpmn::Process::id);
  base::ensure(found != processes.end(), "the file holds its process");
  const bpmn::Process& model = *found;
  out.model = &model;
  out.title = title_of(out);
  out.record_type = model.property("jw:record");
  out.starters = base::split(model.property("jw:starters"), ',');
  out.start_form = model.property("jw:start_form");
  out.start_fields = model.property("jw:start_fields");
  out.title_rule = rule_of(model, "jw:title");
  out.summary_rule = rule_of(model, "jw:summary");
  out.papers = base::split(model.property("jw:paper"), ',');
  out.clauses = words_of(model.property("jw:clauses"));
}

}  // namespace

base::Text ProcessDefinition::text(std::string_view path, std::string_view zh) const {
  const int index = model->find(path);
  if (index >= 0) {
    const auto english = model->elements[static_cast<size_t>(index)].property("jw:title_en");
    if (!english.empty()) return {std::string(zh), std::string(english)};
  }
  if (!is_of_pack()) {
    const auto known = packed_texts.find(path);
    if (known == packed_texts.end() || known->second != zh)
      return {std::string(zh), std::string(zh)};
  }
  return pack->locale.text(packed->file, path, zh);
}

std::unique_ptr<const ProcessDefinition> define_process(std::shared_ptr<const packs::Pack> pack,
                                                        const packs::Process& packed) {
  auto out = std::make_unique<ProcessDefinition>();
  out->id = packed.id;
  out->packed = &packed;
  out->source = std::shared_ptr<const packs::Process>(pack, &packed);
  out->pack = std::move(pack);
  fill(*out);
  return out;
}

std::unique_ptr<const ProcessDefinition> define_begun(std::shared_ptr<const packs::Pack> pack,
                                                      std::shared_ptr<const packs::Process> begun,
                                                      std::string begun_by) {
  auto out = std::make_unique<ProcessDefinition>();
  out->id = begun->id;
  out->pack = std::move(pack);
  out->packed = begun.get();
  out->source = begun;
  out->begun = std::move(begun);
  out->begun_by = std::move(begun_by);
  fill(*out);
  out->starters.clear();
  return out;
}

std::unique_ptr<const ProcessDefinition> define_published(const ProcessDefinition& before,
                                                          bpmn::Model model) {
  const bool is_packed = before.begun_by.empty() && model.xml == before.packed->model.xml;
  if (is_packed) return define_process(before.pack, *before.packed);
  auto out = std::make_unique<ProcessDefinition>();
  out->id = before.id;
  out->pack = before.pack;
  out->packed = before.packed;
  out->begun = before.begun;
  out->begun_by = before.begun_by;
  out->source = std::make_shared<const packs::Process>(
      packs::Process{before.id, before.packed->file, std::move(model)});
  for (const auto& text : packs::texts_of(before.packed->model))
    out->packed_texts.emplace(text.path, text.zh);
  fill(*out);
  return out;
}

const ProcessDefinition* ProcessesInForce::find(std::string_view id) const {
  const std::scoped_lock lock(mutex_);
  const auto found = in_force_.find(id);
  return found == in_force_.end() ? nullptr : found->second;
}

std::vector<const ProcessDefinition*> ProcessesInForce::all() const {
  const std::scoped_lock lock(mutex_);
  std::vector<const ProcessDefinition*> out;
  for (const auto& [id, process] : in_force_) out.push_back(process);
  return out;
}

void ProcessesInForce::put(std::unique_ptr<const ProcessDefinition> process) {
  const std::scoped_lock lock(mutex_);
  in_force_[process->id] = process.get();
  all_.push_back(std::move(process));
}

void ProcessesInForce::drop(std::string_view id) {
  const std::scoped_lock lock(mutex_);
  const auto found = in_force_.find(id);
  if (found != in_force_.end()) in_force_.erase(found);
}

}  // namespace app
