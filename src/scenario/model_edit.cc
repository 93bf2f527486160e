#include "scenario/model_edit.h"

#include <algorithm>
#include <vector>

#include "bpmn/reader.h"

namespace scenario {

namespace {

// A stretch of the text and what shall stand there.
struct Edit {
  size_t begin = 0;
  size_t end = 0;
  std::string text;
};

size_t offset_of(std::string_view text, bpmn::Place place) {
  size_t offset = 0;
  for (int line = 1; line < place.line; ++line) {
    offset = text.find('\n', offset);
    if (offset == std::string_view::npos) return text.size();
    ++offset;
  }
  for (int column = 1; column < place.column && offset < text.size(); ++column) {
    ++offset;
    while (offset < text.size() && (static_cast<unsigned char>(text[offset]) & 0xC0) == 0x80)
      ++offset;
  }
  return offset;
}

class Editor {
 public:
  explicit Editor(packs::Process& process) : process_(process), xml_(process.model.xml) {}

  // The text that begins at `place` and ends before one of `ends`.
  void replace(bpmn::Place place, std::string_view ends, std::string text) {
    const size_t begin = offset_of(xml_, place);
    const size_t end = xml_.find_first_of(ends, begin);
    if (end != std::string::npos) edits_.push_back({begin, end, std::move(text)});
  }
  // The value of an attribute of the element at or behind `place`.
  void replace_attribute(bpmn::Place place, const std::string& name, std::string text) {
    const size_t at = xml_.find(name + "=\"", offset_of(xml_, place));
    if (at == std::string::npos) return;
    const size_t begin = at + name.size() + 2;
    edits_.push_back({begin, xml_.find('"', begin), std::move(text)});
  }
  void insert_before(std::string_view mark, std::string text) {
    const size_t at = xml_.find(mark);
    if (at != std::string::npos) edits_.push_back({at, at, std::move(text)});
  }
  bool is_empty() const { return edits_.empty(); }

  void apply() {
    std::sort(edits_.begin(), edits_.end(),
              [](const Edit& a, const Edit& b) { return a.begin > b.begin; });
    for (const Edit& edit : edits_) xml_.replace(edit.begin, edit.end - edit.begin, edit.text);
    process_.model = bpmn::read(process_.model.file, xml_).model;
  }

 private:
  packs::Process& process_;
  std::string xml_;
  std::vector<Edit> edits_;
};

// "name=required" of the field becomes "name=edit".
std::string not_required(std::string text, const std::string& field) {
  for (size_t at = text.find(field + "="); at != std::string::npos;
       at = text.find(field + "=", at + 1)) {
    const bool is_whole = at == 0 || text[at - 1] == ' ' || text[at - 1] == ',';
    const size_t value = at + field.size() + 1;
    if (is_whole && text.compare(value, 8, "required") == 0) text.replace(value, 8, "edit");
  }
  return text;
}

std::string off_user_task(Editor& editor, const bpmn::Element& element) {
  for (const bpmn::Property& property : element.properties) {
    const std::string& value = property.value.text;
    const auto set = [&](std::string text) {
      editor.replace(property.value.place, "\"", std::move(text));
    };
    if (property.name == "jw:policy" && value != "any") set("any");
    if (property.name == "jw:final" && value == "true") set("false");
    if (property.name == "jw:opinion" && value != "optional") set("optional");
    if (property.name == "jw:applicant" && value == "deputy") set("allowed");
    if (property.name == "jw:signature" && value == "required") set("none");
    if (property.name == "jw:remind" || property.name == "jw:escalate")
      set("P36500D" +
          (value.find(' ') == std::string::npos ? "/P36500D" : value.substr(value.find(' '))));
  }
  if (!editor.is_empty()) return "policy any, nothing final, reminded or escalated";
  if (const bpmn::Property* candidates = element.find_property("jw:candidates"))
    editor.replace(candidates->value.place, "\"", "position:nobody_at_all");
  return editor.is_empty() ? "" : "nobody can do it";
}

std::string off_timer(Editor& editor, const bpmn::Element& element) {
  const char* far[] = {"", "2999-01-01T00:00:00Z", "P36500D", "R/P36500D"};
  editor.replace(element.event.timer.place, "<", far[static_cast<int>(element.event.timer_kind)]);
  return "it is never due";
}

std::string off_message(Editor& editor, const bpmn::Element& element) {
  editor.replace_attribute(element.event.place, "messageRef", "message_switched_off");
  editor.insert_before(
      "<bpmndi:BPMNDiagram",
      "<bpmn:message id=\"message_switched_off\" name=\"never_sent\"><bpmn:extensionElements>"
      "<zeebe:subscription correlationKey=\"=&quot;never&quot;\" /></bpmn:extensionElements>"
      "</bpmn:message>\n  ");
  return "its message is never sent";
}

std::string off_element(Editor& editor, const bpmn::Element& element) {
  if (element.kind == bpmn::Kind::UserTask) return off_user_task(editor, element);
  if (!element.job_type.empty()) {
    editor.replace(element.job_type.place, "\"", "switched_off");
    return "it waits for a worker that never comes";
  }
  if (element.event.trigger == bpmn::Trigger::Timer) return off_timer(editor, element);
  if (element.event.trigger == bpmn::Trigger::Message) return off_message(editor, element);
  return {};
}

}  // namespace

std::string switch_off_element(packs::Process& process, std::string_view id) {
  if (process.model.processes.empty()) return {};
  Editor editor(process);
  std::string what;
  const bpmn::Process& model = process.model.processes.front();
  if (const int index = model.find(id); index >= 0)
    what = off_element(editor, model.elements[static_cast<size_t>(index)]);
  for (const bpmn::Flow& flow : model.flows) {
    if (flow.id != id || flow.condition.empty()) continue;
    editor.replace(flow.condition.place, "<", "= true");
    what = "its condition is always true";
  }
  if (editor.is_empty()) return {};
  editor.apply();
  return what;
}

void ask_no_more_for(packs::Process& process, const std::string& field) {
  if (process.model.processes.empty()) return;
  Editor editor(process);
  const auto weaken = [&](const std::vector<bpmn::Property>& properties) {
    for (const bpmn::Property& property : properties) {
      if (property.name != "jw:fields" && property.name != "jw:start_fields") continue;
      const std::string weaker = not_required(property.value.text, field);
      if (weaker != property.value.text) editor.replace(property.value.place, "\"", weaker);
    }
  };
  const bpmn::Process& model = process.model.processes.front();
  weaken(model.properties);
  for (const bpmn::Element& element : model.elements) weaken(element.properties);
  if (!editor.is_empty()) editor.apply();
}

}  // namespace scenario
