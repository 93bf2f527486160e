#include "packs/checks/calls.h"

#include "packs/checks/candidates.h"

namespace packs::checks {

namespace {

using Say = std::function<void(bpmn::Place, std::string)>;

void check_word(const bpmn::Element& call, const std::string& name, const std::string& one,
                const std::string& other, const Say& say) {
  const bpmn::Property* said = call.find_property(name);
  if (said && said->value.text != one && said->value.text != other)
    say(said->value.place, name + ": " + one + " or " + other + ", not " + said->value.text);
}

void check_starter(const bpmn::Element& call, const records::RecordType* bound, const Say& say) {
  const std::string of_field = "field:";
  const bpmn::Property* said = call.find_property("jw:starter");
  const bool is_field = said && said->value.text.starts_with(of_field);
  const bpmn::Property* empty = call.find_property("jw:empty");
  if (empty && !is_field)
    say(empty->value.place, "jw:empty: of no use without a field in jw:starter");
  if (!said || said->value.text == "starter") return;
  const std::string field = is_field ? said->value.text.substr(of_field.size()) : "";
  if (!names_person(bound, field))
    say(said->value.place,
        "jw:starter: starter or a person field (field:leader), not " + said->value.text);
}

}  // namespace

void check_call(const bpmn::Element& call, const records::RecordType* bound, const Say& say) {
  // Of a user task jw:dissent is read with all other settings.
  check_word(call, "jw:dissent", "end", "go_on", say);
  check_word(call, "jw:wait", "true", "false", say);
  check_word(call, "jw:empty", "starter", "refuse", say);
  check_starter(call, bound, say);
  const bpmn::Property* dissent = call.find_property("jw:dissent");
  if (dissent && call.property("jw:wait") == "false")
    say(dissent->value.place, "jw:dissent: of no use with jw:wait=false");
  for (const bpmn::Mapping& input : call.inputs) {
    if (input.target == "starter")
      say(input.place,
          "an input mapping to starter changes nothing: say jw:starter=field:leader instead");
  }
}

}  // namespace packs::checks
