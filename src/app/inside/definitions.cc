#include "app/inside/definitions.h"

#include <algorithm>

#include "base/text.h"
#include "packs/jw.h"
#include "work/timeline.h"

namespace app {

namespace {

base::Error does_not_fit(const std::vector<base::Problem>& problems) {
  std::string detail;
  for (const auto& problem : problems) detail += problem.print() + "\n";
  return base::refusal("app.pack_does_not_fit").because(std::move(detail));
}

std::vector<runtime::File> files_of(const packs::Packs& packs) {
  std::vector<runtime::File> files;
  for (const auto& pack : packs.packs) {
    const auto place = pack->id + "/";
    for (const auto& process : pack->processes)
      files.push_back({place + process.file, process.model.xml});
    for (const auto& decision : pack->decisions)
      files.push_back({place + decision.file, decision.xml});
    for (const auto& form : pack->forms) files.push_back({place + form.file, form.text});
  }
  return files;
}

std::string fingerprint_of(const std::vector<runtime::File>& files) {
  std::string all;
  for (const auto& file : files) all += file.name + "\n" + file.content + "\n";
  return base::sha256_hex(all);
}

// Its English is the model's own, else the pack's; what is called as usual needs none.
base::Text title_of_outcome(const ProcessDefinition& process, const bpmn::Element& element,
                            std::string_view outcome, const std::string& zh) {
  const std::string id(outcome);
  const auto own = element.property("jw:on." + id + ".title_en");
  if (!own.empty()) return {zh, std::string(own)};
  auto title = process.text(element.id + ".outcomes." + id, zh);
  const auto usual = work::title_of_outcome(outcome);
  return title.en == zh && usual.zh == zh ? usual : title;
}

base::Result<void> compile(Definitions& out) {
  std::vector<records::RecordType> types;
  std::vector<metrics::Metric> metric_list;
  std::vector<reports::Report> report_list;
  for (const auto& pack : out.packs->packs) {
    types.insert(types.end(), pack->record_types.begin(), pack->record_types.end());
    metric_list.insert(metric_list.end(), pack->metrics.begin(), pack->metrics.end());
    report_list.insert(report_list.end(), pack->reports.begin(), pack->reports.end());
  }
  auto built_types = records::Catalogue::build(std::move(types));
  if (!built_types.problems.empty()) return does_not_fit(built_types.problems);
  out.types = built_types.catalogue;
  auto built_metrics = metrics::Catalogue::build(std::move(metric_list), *out.types);
  if (!built_metrics.problems.empty()) return does_not_fit(built_metrics.problems);
  out.metrics = built_metrics.catalogue;
  auto built_reports = reports::Catalogue::build(std::move(report_list), *out.types, *out.metrics);
  if (!built_reports.problems.empty()) return does_not_fit(built_reports.problems);
  out.reports = built_reports.catalogue;
  return {};
}

// Two roles exist without any pack.
void add_standing_roles(std::vector<entry::Role>& roles) {
  const auto has = [&](std::string_view id) {
    return std::any_of(roles.begin(), roles.end(), [&](const auto& role) { return role.id == id; });
  };
  if (!has("everyone")) {
    entry::Role everyone;
    everyone.id = "everyone";
    everyone.title = {"所有人", "Everyone"};
    everyone.is_everyone = true;
    roles.push_back(std::move(everyone));
  }
  if (!has("administrator")) {
    entry::Role administrator;
    administrator.id = "administrator";
    administrator.title = {"系统管理员", "Administrator"};
    roles.push_back(std::move(administrator));
  }
  for (auto& role : roles) {
    if (role.id == "everyone") role.is_everyone = true;
    if (role.id == "administrator") role.persons.push_back("administrator");
  }
}

}  // namespace

const packs::View* Definitions::view(std::string_view id) const {
  const auto found = views.find(id);
  return found == views.end() ? nullptr : found->second;
}

std::vector<const packs::PaperFile*> Definitions::papers_for(std::string_view process_id,
                                                             std::string_view record_type) const {
  std::vector<const packs::PaperFile*> out;
  const auto* found = process(process_id);
  if (found != nullptr && !found->papers.empty()) {
    for (const auto& id : found->papers)
      if (const auto* one = paper(id)) out.push_back(one);
    return out;
  }
  for (const auto* one : papers->all())
    if (!record_type.empty() && one->in_force->form->record() == record_type)
      out.push_back(one->in_force.get());
  return out;
}

const entry::Role* Definitions::role(std::string_view id) const {
  for (const auto& role : roles) {
    if (role.id == id) return &role;
  }
  return nullptr;
}

std::map<std::string, base::Text> Definitions::names_of(std::string_view process_id) const {
  std::map<std::string, base::Text> names;
  const auto* found = process(process_id);
  if (found == nullptr) return names;
  const auto add = [&](const auto& parts) {
    for (const auto& part : parts) {
      if (!part.name.empty()) names[part.id] = found->text(part.id, part.name);
    }
  };
  add(found->source->model.pools);
  add(found->model->lanes);
  add(found->model->elements);
  add(found->model->flows);
  return names;
}

base::Text Definitions::title_of(std::string_view process_id, std::string_view element_id,
                                 std::string_view outcome) const {
  const auto* found = process(process_id);
  if (found == nullptr) return {};
  if (element_id.empty()) return found->title;
  const int index = found->model->find(element_id);
  if (index < 0) return {};
  const auto& element = found->model->elements[static_cast<size_t>(index)];
  if (outcome.empty())
    return element.name.empty() ? base::Text{} : found->text(element.id, element.name);
  for (const auto& item : base::split(element.property("jw:outcomes"), ',')) {
    const size_t colon = item.find(':');
    if (colon == std::string::npos ||
        base::trim(std::string_view(item).substr(0, colon)) != outcome)
      continue;
    const std::string zh(base::trim(std::string_view(item).substr(colon + 1)));
    return title_of_outcome(*found, element, outcome, zh);
  }
  return {};
}

std::vector<base::Text> Definitions::phrases_of(std::string_view process_id,
                                                std::string_view element_id) const {
  std::vector<base::Text> out;
  const auto* found = process(process_id);
  if (found == nullptr) return out;
  const auto add = [&](const std::string& id, std::string_view text) {
    size_t number = 0;
    for (const auto& phrase : packs::phrases_of(text)) {
      const auto path = id + ".phrases." + std::to_string(++number);
      out.push_back(found->text(path, phrase));
    }
  };
  const int index = found->model->find(element_id);
  if (index >= 0) {
    const auto& element = found->model->elements[static_cast<size_t>(index)];
    add(element.id, element.property("jw:phrases"));
  }
  add(found->model->id, found->model->property("jw:phrases"));
  return out;
}

Definitions::FoundClause Definitions::clause(std::string_view id) const {
  for (const auto& pack : packs->packs) {
    if (const auto* found = pack->charter.find(id)) return {found, pack.get()};
  }
  return {};
}

std::string Definitions::cockpit_of(std::string_view type) const {
  for (const auto& [id, view] : views) {
    if (view->kind == packs::ViewKind::Cockpit && view->record == type) return id;
  }
  return {};
}

base::Result<std::shared_ptr<const Definitions>> define(std::shared_ptr<const packs::Packs> packs) {
  auto out = std::make_shared<Definitions>();
  out->packs = std::move(packs);
  if (!out->packs->problems.empty()) return does_not_fit(out->packs->problems);
  for (const auto& pack : out->packs->packs) {
    for (const auto& process : pack->processes) out->processes->put(define_process(pack, process));
    out->roles.insert(out->roles.end(), pack->roles.begin(), pack->roles.end());
    for (const auto& form : pack->forms) out->forms.emplace(form.id, &form.form);
    for (const auto& view : pack->views) out->views.emplace(view.id, &view);
    for (const auto& paper : pack->papers) out->papers->put({pack, &paper, {pack, &paper}});
  }
  add_standing_roles(out->roles);
  if (auto compiled = compile(*out); !compiled) return compiled.error();
  out->files = files_of(*out->packs);
  out->fingerprint = fingerprint_of(out->files);
  auto prepared = runtime::prepare(out->files);
  if (!prepared) return prepared.error();
  out->prepared = *prepared;
  return std::shared_ptr<const Definitions>(std::move(out));
}

}  // namespace app
