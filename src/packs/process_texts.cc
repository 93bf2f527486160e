#include "packs/process_texts.h"

#include "base/text.h"
#include "packs/jw.h"

namespace packs {

namespace {

using Texts = std::vector<ProcessText>;

// `id`: of the step or of the process.
void add_phrases(Texts& out, const std::string& id, const bpmn::Property* property) {
  if (!property) return;
  size_t number = 0;
  for (const std::string& phrase : phrases_of(property->value.text))
    out.push_back({id + ".phrases." + std::to_string(++number), phrase, property->value.place});
}

void add_notice(Texts& out, const bpmn::Element& element) {
  if (element.job_type.text != "notify:send") return;
  for (const bpmn::Property& header : element.headers) {
    if (header.name != "title" && header.name != "text") continue;
    const bool is_computed = base::trim(header.value.text).starts_with("=");
    out.push_back({element.id + "." + header.name, is_computed ? "" : header.value.text,
                   header.value.place, is_computed});
  }
}

void add_element(Texts& out, const bpmn::Element& element) {
  if (const bpmn::Property* area = element.find_property("jw:area"))
    out.push_back({element.id + ".area", area->value.text, area->value.place});
  if (const bpmn::Property* prompt = element.find_property("jw:prompt"))
    out.push_back({element.id + ".prompt", prompt->value.text, prompt->value.place});
  add_phrases(out, element.id, element.find_property("jw:phrases"));
  if (!element.name.empty())
    out.push_back(
        {element.id, element.name, element.place, !element.property("jw:title_en").empty()});
  if (element.find_property("jw:outcomes"))
    for (const auto& [outcome, title] : outcomes_of(element))
      out.push_back({element.id + ".outcomes." + outcome, title, element.place,
                     !element.property("jw:on." + outcome + ".title_en").empty()});
  add_notice(out, element);
}

template <class Parts>
void add_names(Texts& out, const Parts& parts) {
  for (const auto& part : parts)
    if (!part.name.empty()) out.push_back({part.id, part.name, part.place});
}

}  // namespace

std::vector<ProcessText> texts_of(const bpmn::Model& model) {
  Texts out;
  const bpmn::Process& process = model.processes.front();
  out.push_back(
      {process.id, process.name, process.place, !process.property("jw:title_en").empty()});
  for (const bpmn::Property& property : process.properties)
    if (property.name == "jw:phrases") add_phrases(out, process.id, &property);
  for (const bpmn::Element& element : process.elements) add_element(out, element);
  add_names(out, process.flows);
  add_names(out, process.lanes);
  add_names(out, model.pools);
  return out;
}

}  // namespace packs
