// Reads processes, decisions and forms: files with readers of their own.
#include <algorithm>

#include "base/text.h"
#include "bpmn/check.h"
#include "bpmn/measure.h"
#include "bpmn/reader.h"
#include "packs/decision_rules.h"
#include "packs/process_texts.h"
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

void use_texts(const File& file, const bpmn::Model& model) {
  for (const ProcessText& text : texts_of(model)) {
    if (text.is_translated)
      file.optional_text(text.path, text.zh);
    else
      file.text(text.path, text.zh, mark_of(text.place));
  }
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
  use_texts(file, reading.model);
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
