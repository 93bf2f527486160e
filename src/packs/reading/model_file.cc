// Reads processes, decisions and forms: files with readers of their own.
#include <algorithm>

#include "base/text.h"
#include "bpmn/check.h"
#include "bpmn/measure.h"
#include "bpmn/reader.h"
#include "packs/decision_rules.h"
#include "packs/jw.h"
#include "packs/reading/context.h"

namespace packs::reading {

namespace {

Mark mark_of(bpmn::Place place) { return {place.line, place.column}; }

void take_problems(const File& file, std::vector<base::Problem> found) {
  for (base::Problem& problem : found) {
    if (problem.file.empty()) problem.file = file.context.shown(file.path);
    file.context.problems.push_back(std::move(problem));
  }
}

// `id`: of the step or of the process.
void use_phrases(const File& file, const std::string& id, const bpmn::Property* property) {
  if (!property) return;
  size_t number = 0;
  for (const std::string& phrase : phrases_of(property->value.text))
    file.text(id + ".phrases." + std::to_string(++number), phrase, mark_of(property->value.place));
}

// Texts of one element that people read.
void use_texts(const File& file, const bpmn::Element& element) {
  if (const bpmn::Property* area = element.find_property("jw:area"))
    file.text(element.id + ".area", area->value.text, mark_of(area->value.place));
  use_phrases(file, element.id, element.find_property("jw:phrases"));
  if (!element.name.empty()) file.text(element.id, element.name, mark_of(element.place));
  for (const auto& [outcome, title] : outcomes_of(element))
    if (element.find_property("jw:outcomes"))
      file.text(element.id + ".outcomes." + outcome, title, mark_of(element.place));
  if (element.job_type.text != "notify:send") return;
  for (const bpmn::Property& header : element.headers) {
    const bool is_text = header.name == "title" || header.name == "text";
    if (is_text && !base::trim(header.value.text).starts_with("="))
      file.text(element.id + "." + header.name, header.value.text, mark_of(header.value.place));
    else if (is_text)
      file.optional_text(element.id + "." + header.name, "");
  }
}

void use_texts(const File& file, const bpmn::Process& process) {
  if (process.property("jw:title_en").empty())
    file.text(process.id, process.name, mark_of(process.place));
  else
    file.optional_text(process.id, process.name);
  for (const bpmn::Property& property : process.properties)
    if (property.name == "jw:phrases") use_phrases(file, process.id, &property);
  for (const bpmn::Element& element : process.elements) use_texts(file, element);
  for (const bpmn::Flow& flow : process.flows)
    if (!flow.name.empty()) file.text(flow.id, flow.name, mark_of(flow.place));
  for (const bpmn::Lane& lane : process.lanes)
    if (!lane.name.empty()) file.text(lane.id, lane.name, mark_of(lane.place));
}

void note_parts(const File& file, const bpmn::Process& process) {
  for (const bpmn::Element& element : process.elements)
    file.part(element.id, mark_of(element.place));
  for (const bpmn::Flow& flow : process.flows) file.part(flow.id, mark_of(flow.place));
  for (const bpmn::Lane& lane : process.lanes) file.part(lane.id, mark_of(lane.place));
}

}  // namespace

void process(const File& file, const std::string& xml) {
  bpmn::Reading reading = bpmn::read(file.context.shown(file.path), xml);
  const bool is_readable = !reading.model.processes.empty();
  take_problems(file, std::move(reading.problems));
  if (!is_readable) return;
  take_problems(file, bpmn::check(reading.model));
  take_problems(file, bpmn::measure(reading.model).findings);
  const bpmn::Process& first = reading.model.processes.front();
  if (reading.model.processes.size() > 1)
    file.report(mark_of(reading.model.processes[1].place), "one process a file");
  if (first.id != file.id())
    file.report(mark_of(first.place),
                "the process is called " + first.id + ", its file " + file.id());
  use_texts(file, first);
  for (const bpmn::Pool& pool : reading.model.pools)
    if (!pool.name.empty()) file.text(pool.id, pool.name, mark_of(pool.place));
  note_parts(file, first);
  file.part("", mark_of(first.place));
  file.context.pack.processes.push_back({file.id(), file.path, std::move(reading.model)});
}

void decision(const File& file, const std::string& xml) {
  dmn::Reading reading = dmn::read(xml, file.context.shown(file.path));
  take_problems(file, std::move(reading.problems));
  if (!reading.model) return;
  file.part("", {1, 1});
  for (const std::string& name : reading.model->decisions()) file.part(name, {1, 1});
  for (const auto& [id, line] : decision_rules(xml)) file.part(id, {line, 1});
  file.context.pack.decisions.push_back({file.id(), file.path, xml, *std::move(reading.model)});
}

void form(const File& file, const std::string& json) {
  forms::ReadForm reading = forms::read(json, file.context.shown(file.path));
  take_problems(file, std::move(reading.problems));
  forms::Form& form = reading.form;
  if (form.id != file.id())
    file.report({1, 1}, "the form is called " + form.id + ", its file " + file.id());
  if (!form.title.zh.empty()) form.title = file.text("title", form.title.zh, {1, 1});
  translate(file, form.components);
  file.part("", {1, 1});
  for (const forms::Component* component : forms::fields(form))
    file.part(component->key, {component->line, 1});
  file.context.pack.forms.push_back({file.id(), file.path, json, std::move(form)});
}

void translate(const File& file, std::vector<forms::Component>& components) {
  for (forms::Component& component : components) {
    const std::string& name = component.key.empty() ? component.id : component.key;
    if (!component.label.zh.empty())
      component.label = file.text("fields." + name, component.label.zh, {component.line, 1});
    for (forms::Choice& choice : component.choices) {
      const std::string value = choice.value.is_string() ? std::string(choice.value.get_string())
                                                         : base::print(choice.value);
      choice.label =
          file.text("fields." + name + ".options." + value, choice.label.zh, {component.line, 1});
    }
    translate(file, component.components);
  }
}

}  // namespace packs::reading
