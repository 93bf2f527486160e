#include "scenario/switch_off.h"

#include <algorithm>

#include "base/text.h"
#include "packs/decision_rules.h"
#include "scenario/model_edit.h"

namespace scenario {

namespace {

using packs::Pack;
using packs::Packs;

// "records/x.yaml#transition.t.guard.1" taken apart.
struct Place {
  std::string folder;             // "records"
  std::string id;                 // "x"
  std::vector<std::string> part;  // "transition", "t", "guard", "1"; of a model the one id
  std::string file() const { return folder.empty() ? id : folder + "/" + id; }
};

// The pack that the path means, by the name in front, and the place in it.
std::pair<size_t, Place> find_place(const Packs& packs, const Pack& pack, std::string_view path) {
  size_t index = 0;
  for (size_t i = 0; i < packs.packs.size(); ++i) {
    std::string folder = packs.packs[i]->id;
    std::replace(folder.begin(), folder.end(), '_', '-');
    if (packs.packs[i]->id == pack.id) index = i;
    if (pack.parts.contains(path)) continue;
    if (path.starts_with(folder + "/") || path.starts_with(packs.packs[i]->id + "/")) {
      index = i;
      path.remove_prefix(packs.packs[i]->id.size() + 1);
      break;
    }
  }
  Place place;
  const size_t hash = path.find('#');
  const std::string_view file = path.substr(0, hash);
  const size_t slash = file.find('/');
  if (slash != std::string_view::npos) place.folder = file.substr(0, slash);
  const std::string_view name = slash == std::string_view::npos ? file : file.substr(slash + 1);
  place.id = name.substr(0, name.rfind('.'));
  if (hash != std::string_view::npos) {
    const std::string_view part = path.substr(hash + 1);
    const bool is_dotted = place.folder == "records";
    place.part = is_dotted ? base::split(part, '.') : std::vector<std::string>{std::string(part)};
    // Ids of rules hold a point themselves: "rule.client.no_name".
    if (is_dotted && place.part.size() > 2 && place.part[0] == "rule")
      place.part = {"rule", std::string(part.substr(5))};
  }
  return {index, place};
}

// --- record types

void open_field(records::Field& field) {
  field.is_required = false;
  field.is_unique = false;
  field.required_when = {};
  field.visible_when = {};
  field.read = {};
  field.check.reset();
  field.filter.reset();
  field.computed = {};
  field.default_value.reset();
  field.default_formula = {};
  field.min.clear();
  field.max.clear();
}

bool has_gate(const records::Field& field) {
  return field.is_required || field.is_unique || field.required_when.is_set() ||
         field.visible_when.is_set() || field.read.is_set() || field.check || field.filter ||
         field.computed.is_set() || field.default_value || field.default_formula.is_set() ||
         !field.min.empty() || !field.max.empty();
}

std::string off_field(records::Field& field, const std::vector<std::string>& part) {
  if (part.size() == 4 && part[2] == "option") {
    std::erase_if(field.options, [&](const auto& option) { return option.id == part[3]; });
    return "the option is removed";
  }
  if (has_gate(field)) {
    open_field(field);
    return "not required, not checked, not computed";
  }
  field.is_retired = true;
  return "nobody can fill it";
}

std::string off_transition(records::RecordType& type, records::Transition& transition,
                           const std::vector<std::string>& part) {
  if (part.size() >= 3 && part[2] == "creates") {
    std::erase_if(transition.creates, [](const auto& one) { return !one.list.is_set(); });
    return "it creates nothing";
  }
  if (part.size() >= 3 && part[2] == "each") {
    std::erase_if(transition.creates, [](const auto& one) { return one.list.is_set(); });
    transition.cascades.clear();
    return "nothing happens to each of a list";
  }
  if (part.size() == 4 && part[2] == "guard") {
    const size_t number = static_cast<size_t>(std::max(0, std::atoi(part[3].c_str())));
    if (number >= 1 && number <= transition.guards.size())
      transition.guards.erase(transition.guards.begin() + static_cast<std::ptrdiff_t>(number - 1));
    return "the guard is removed";
  }
  const bool is_gate = !transition.guards.empty() || !transition.required.empty();
  if (is_gate) {
    transition.guards.clear();
    transition.required.clear();
    transition.anew.clear();
    transition.from = {"*"};
    transition.by = {"everyone", "process"};
    return "no guards, nothing required, from any state, by anyone";
  }
  transition.guards.push_back({{"false", type.file, 0, 0},
                               {type.id + ".switched_off", {"已关闭", "Switched off"}, {}, {}}});
  return "it can never be made";
}

std::string off_whole_type(records::RecordType& type) {
  records::Rule never;
  never.on = records::Rule::On::Create;
  never.when = {"false", type.file, 0, 0};
  never.refuse = {type.id + ".switched_off", {"已关闭", "Switched off"}, {}, {}};
  type.rules.push_back(never);
  return "no record of it can be made";
}

std::string off_record_type(records::RecordType& type, const std::vector<std::string>& part) {
  if (part.empty()) return off_whole_type(type);
  if (part[0] == "freeze") {
    type.freeze.reset();
    return "nothing is frozen";
  }
  if (part[0] == "exclude") {
    type.exclusions.clear();
    return "nobody is kept away";
  }
  if (part[0] == "access") {
    type.access = {};
    return "everyone may";
  }
  if (part[0] == "outside") {
    type.outside.clear();
    for (const auto& field : type.fields) type.outside.push_back(field.id);
    return "outside links show every field";
  }
  if (part[0] == "rule" && part.size() == 2) {
    const auto named = std::erase_if(
        type.rules, [&](const records::Rule& rule) { return rule.refuse.id == part[1]; });
    if (named > 0) return "the rule is removed";
    for (size_t i = 0; i < type.rules.size(); ++i) {
      if (std::to_string(i + 1) != part[1]) continue;
      type.rules.erase(type.rules.begin() + static_cast<std::ptrdiff_t>(i));
      return "the rule is removed";
    }
  }
  for (auto& field : type.fields)
    if (part[0] == "field" && part.size() >= 2 && field.id == part[1])
      return off_field(field, part);
  for (auto& transition : type.transitions)
    if (part[0] == "transition" && part.size() >= 2 && transition.id == part[1])
      return off_transition(type, transition, part);
  return {};
}

// --- the other files

std::string off_decision(packs::Decision& decision, const std::vector<std::string>& part) {
  std::string xml = decision.xml;
  if (!part.empty()) xml = packs::without_rule(xml, part[0]);
  if (part.empty())
    for (const auto& [id, line] : packs::decision_rules(decision.xml))
      xml = packs::without_rule(xml, id);
  if (xml == decision.xml) return {};
  auto reading = dmn::read(xml, decision.file);
  if (!reading.model) return {};
  decision.xml = xml;
  decision.model = *std::move(reading.model);
  return part.empty() ? "its tables are empty" : "its rules are removed";
}

std::string off_form(packs::FormFile& file, const std::vector<std::string>& part) {
  if (part.empty()) return {};
  for (const forms::Component* component : forms::fields(file.form)) {
    if (component->key != part[0]) continue;
    const_cast<forms::Component*>(component)->is_required = false;
    return "not required";
  }
  return {};
}

std::string off_in(Pack& pack, const Place& place) {
  if (place.folder == "records") {
    for (auto& type : pack.record_types)
      if (type.id == place.id) {
        if (place.part.size() == 2 && place.part[0] == "field")
          for (auto& process : pack.processes) ask_no_more_for(process, place.part[1]);
        return off_record_type(type, place.part);
      }
  } else if (place.folder == "processes") {
    for (auto it = pack.processes.begin(); it != pack.processes.end(); ++it) {
      if (it->id != place.id) continue;
      if (!place.part.empty()) return switch_off_element(*it, place.part[0]);
      pack.processes.erase(it);
      return "the process is not loaded";
    }
  } else if (place.folder == "decisions") {
    for (auto& decision : pack.decisions)
      if (decision.id == place.id) return off_decision(decision, place.part);
  } else if (place.folder == "metrics") {
    for (auto& metric : pack.metrics) {
      if (metric.id != place.id) continue;
      metric.value.text = "null";
      return "it has no value";
    }
  } else if (place.folder == "duties") {
    if (std::erase_if(pack.duties, [&](const auto& duty) { return duty.id == place.id; }) > 0)
      return "it never comes";
  } else if (place.folder == "forms") {
    for (auto& form : pack.forms)
      if (form.id == place.id) return off_form(form, place.part);
  }
  return {};
}

std::string exempt_by_kind(const Place& place) {
  if (place.folder == "reports") return "a report tells, it does not decide";
  if (place.folder == "papers") return "a paper shows, it does not decide";
  if (place.folder == "views" || place.id == "menu") return "a view shows, it does not decide";
  if (place.folder == "roles") return "a role names people; the gates that ask for it are tried";
  if (place.folder == "forms") return "a form shows; its fields are tried one by one";
  if (place.folder == "records") return "a state is reached by transitions; those are tried";
  if (place.folder == "processes") return "drawn only: what it connects is tried";
  return "there is nothing to switch off";
}

std::string apply(Packs& packs, const Pack& pack, std::string_view path) {
  const auto [index, place] = find_place(packs, pack, path);
  auto copy = std::make_shared<Pack>(*packs.packs[index]);
  std::string what = off_in(*copy, place);
  if (!what.empty()) packs.packs[index] = std::move(copy);
  return what;
}

}  // namespace

SwitchOff way_to_switch_off(const Packs& packs, const Pack& pack, std::string_view path) {
  Packs copy = packs;
  const std::string what = apply(copy, pack, path);
  if (!what.empty()) return {what, {}};
  return {{}, exempt_by_kind(find_place(packs, pack, path).second)};
}

void switch_off(Packs& packs, const Pack& pack, std::string_view path) { apply(packs, pack, path); }

}  // namespace scenario
