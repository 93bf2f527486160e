#include "app/inside/model_warnings.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "bpmn/reader.h"
#include "org/organisation.h"
#include "org/reporting.h"
#include "packs/standing_ways.h"
#include "work/settings.h"

namespace app {

namespace {

using work::CandidateEntry;

std::string english(const base::Text& title) { return title.en.empty() ? title.zh : title.en; }

engine::Properties named(const std::vector<bpmn::Property>& properties) {
  engine::Properties out;
  for (const auto& property : properties) out[property.name] = property.value.text;
  return out;
}

// Whether people make the record with the form that starts the process.
bool is_handed_in(const bpmn::Process& process) {
  return std::ranges::any_of(process.elements, [](const bpmn::Element& element) {
    return element.kind == bpmn::Kind::StartEvent && element.parent < 0 &&
           element.event.trigger == bpmn::Trigger::None;
  });
}

// Whether no person starts it ever: time does, or a record that rules alone make.
bool is_begun_by_rules(Look& look, const bpmn::Model& model, const bpmn::Process& process) {
  const std::string_view bound = process.property("jw:record");
  const auto* type = look.types().type(bound.substr(bound.find('.') + 1));
  const bool is_made_by_rules =
      type != nullptr && type->access.create == std::vector<std::string>{"process"};
  const auto is_by_rule = [&](const bpmn::EventDefinition& event) {
    if (event.trigger == bpmn::Trigger::Timer) return true;
    const auto message = std::ranges::find(model.messages, event.ref, &bpmn::Message::id);
    return event.trigger == bpmn::Trigger::Message && is_made_by_rules &&
           message != model.messages.end() && message->name == type->id + ".created";
  };
  bool is_begun = false;
  for (const auto& element : process.elements) {
    if (element.kind != bpmn::Kind::StartEvent || element.parent >= 0) continue;
    if (!is_by_rule(element.event)) return false;
    is_begun = true;
  }
  return is_begun;
}

bool is_of_starter(const CandidateEntry& entry) {
  using Kind = CandidateEntry::Kind;
  constexpr std::array kinds = {Kind::Starter, Kind::UnitHeadOfStarter, Kind::UnitHeadsOfStarter,
                                Kind::SuperiorOfStarter, Kind::SuperiorsOfStarter};
  return std::ranges::find(kinds, entry.kind) != kinds.end();
}

bool is_decided(const bpmn::Process& process) {
  return std::ranges::any_of(process.elements, [](const bpmn::Element& element) {
    const auto kind = element.property("jw:kind");
    return element.kind == bpmn::Kind::UserTask && (kind == "approve" || kind == "vote");
  });
}

// By jw:transition, jw:on.OUTCOME.transition and their like, of the process or of an element; by an
// automatic step; or, as far as this model tells, by a process that it calls.
bool is_moved(const bpmn::Process& process) {
  const auto moves = [](const bpmn::Property& property) {
    return property.name.starts_with("jw:") && property.name.ends_with("transition");
  };
  return std::ranges::any_of(process.properties, moves) ||
         std::ranges::any_of(process.elements, [&](const bpmn::Element& element) {
           return element.kind == bpmn::Kind::CallActivity ||
                  element.job_type.text == "records:transition" ||
                  std::ranges::any_of(element.properties, moves);
         });
}

std::string quoted(const base::Text& title) { return "\"" + english(title) + "\""; }

base::Text without_states(const records::RecordType& type) {
  return {"“" + type.title.zh +
              "”没有可以流转的状态：单据一经提交就计入，不同意、撤回、终止或作废之后仍在列表中。"
              "请在单据类型中加上状态和流转（如“待审”“有效”“未通过”），再在环节和整个流程中选用",
          "records of " + quoted(type.title) +
              " have no state to move through: one counts from its creation, and stays in lists "
              "when it is declined, taken back, terminated or voided. Give the type states and "
              "transitions (to be approved, in force, declined), then name them at the steps and "
              "for the whole process"};
}

base::Text not_moved(const records::RecordType& type) {
  std::vector<std::string> zh;
  std::vector<std::string> en;
  for (const auto& transition : type.transitions) {
    zh.push_back(transition.title.zh);
    en.push_back(english(transition.title));
  }
  return {
      "没有环节使“" + type.title.zh +
          "”流转：单据一经提交就计入，不同意、撤回、终止或作废之后状态不变。"
          "请在环节和整个流程中选用它的流转：" +
          base::join(zh, "、"),
      "no step moves records of " + quoted(type.title) +
          ": one counts from its creation, and keeps its state when it is declined, taken back, "
          "terminated or voided. Name its transitions at the steps and for the whole process: " +
          base::join(en, ", ")};
}

std::string state_title(const records::RecordType& type, const std::string& state, bool is_en) {
  const auto* known = type.state(state);
  if (known == nullptr) return state;
  return is_en ? english(known->title) : known->title.zh;
}

base::Text standing_way(const records::RecordType& type, const std::string& state) {
  return {"这样走下去，通过之后“" + type.title.zh + "”会一直停在“" +
              state_title(type, state, false) +
              "”：请在流程设置“通过后单据变为”，或在这条路径的环节选用流转",
          "on this way records of " + quoted(type.title) + " stay in \"" +
              state_title(type, state, true) +
              "\" for ever once the matter has passed: set what the record becomes when it passes "
              "for the whole process, or name a transition at a step of this way"};
}

base::Text standing_dissent(const records::RecordType& type, const std::string& state) {
  return {"这一步不同意之后流程结束，“" + type.title.zh + "”会一直停在“" +
              state_title(type, state, false) +
              "”：请在流程设置“不通过后单据变为”，或为这一步不同意的结论选用流转",
          "declined here the matter ends, and records of " + quoted(type.title) + " stay in \"" +
              state_title(type, state, true) +
              "\" for ever: set what the record becomes when it does not pass for the whole "
              "process, or name a transition for the dissent of this step"};
}

// The record that people make with the form that starts the process, and decide about.
const records::RecordType* decided_type(Look& look, const bpmn::Process& process) {
  const std::string_view bound = process.property("jw:record");
  const auto* type = look.types().type(bound.substr(bound.find('.') + 1));
  return type != nullptr && is_handed_in(process) && is_decided(process) ? type : nullptr;
}

class Warnings {
 public:
  Warnings(Look& look, std::string file) : look_(look), file_(std::move(file)) {}

  void look_at(const bpmn::Model& model, const bpmn::Process& process) {
    is_begun_by_rules_ = is_begun_by_rules(look_, model, process);
    // Roles and positions, each by its name alone or behind its kind.
    for (const char* name : {"jw:starters", "jw:owner", "jw:behalf"}) {
      for (const auto& who : base::split(process.property(name), ','))
        look_at_group(who, {process.properties, process.place, name});
    }
    if (const auto settings = work::read_process_settings(named(process.properties))) {
      look_at(settings->copy_at_start, {process.properties, process.place, "jw:copy_at_start"});
      look_at(settings->copy_at_end, {process.properties, process.place, "jw:copy_at_end"});
    }
    for (const auto& element : process.elements) {
      if (element.kind == bpmn::Kind::UserTask) look_at(element);
    }
    look_at_record(process);
  }

  std::vector<ModelWarning> found() && { return std::move(found_); }

 private:
  // A setting of a process or element: where it stands.
  struct Setting {
    const std::vector<bpmn::Property>& properties;
    bpmn::Place around;
    std::string name;
  };

  void look_at(const bpmn::Element& element) {
    const auto settings = work::read_settings(named(element.properties));
    if (!settings) return;
    const auto look_at_setting = [&](const char* name, const std::vector<CandidateEntry>& entries) {
      look_at(entries, {element.properties, element.place, name});
    };
    look_at_setting("jw:candidates", settings->candidates);
    if (is_begun_by_rules_ && std::ranges::any_of(settings->candidates, is_of_starter))
      say("no_starter", {element.properties, element.place, "jw:candidates"},
          {"流程由规则发起，没有发起人，也就没有发起人的上级或部门负责人；请另选办理人",
           "rules start the process, so there is no starter and nobody above one; name others"});
    look_at_setting("jw:empty", settings->nobody.to);
    look_at_setting("jw:copy", settings->copy_to);
    look_at_setting("jw:overdue", settings->overdue.to);
    if (settings->escalate) look_at_setting("jw:escalate", settings->escalate->to);
  }

  void look_at(const std::vector<CandidateEntry>& entries, const Setting& setting) {
    using Kind = CandidateEntry::Kind;
    for (const auto& entry : entries) {
      if (entry.kind == Kind::Person) person(entry.name, setting);
      if (entry.kind == Kind::Position) position(entry.name, setting);
      if (entry.kind == Kind::Role) role(entry.name, setting);
      if (entry.kind == Kind::Unit) unit(entry.name, org::Units::Itself, setting);
      if (entry.kind == Kind::UnitAndBelow) unit(entry.name, org::Units::AndBelow, setting);
    }
  }

  void look_at_group(const std::string& who, const Setting& setting) {
    if (who.starts_with("position:")) return position(who.substr(9), setting);
    if (who.starts_with("person:") || who.starts_with("unit:")) {
      const auto parsed = work::parse_candidates(who);
      if (parsed) look_at(*parsed, setting);
      return;
    }
    role(who.starts_with("role:") ? who.substr(5) : who, setting);
  }

  // What people decide about a record they have just handed in has to hold it back somehow.
  void look_at_record(const bpmn::Process& process) {
    const auto* type = decided_type(look_, process);
    if (type == nullptr || is_moved(process)) return;
    const Setting setting{process.properties, process.place, "jw:record"};
    if (type->transitions.empty())
      add("record_without_states", setting, without_states(*type));
    else
      add("record_not_moved", setting, not_moved(*type));
  }

  // What nobody knows by its id is a problem of the check, not a warning.
  void person(const std::string& id, const Setting& setting) {
    const auto known = org::person(look_.db(), id);
    if (!known || known->is_active) return;
    const auto name = org::name_of(look_.db(), id);
    say("person_left", setting,
        {name.zh + "已离职或停用，不会收到", english(name) + " has left or is disabled"});
  }

  void position(const std::string& id, const Setting& setting) {
    const auto known = org::position(look_.db(), id);
    if (!known || !org::holders(look_.db(), id, look_.now()).empty()) return;
    say("position_vacant", setting,
        {"岗位“" + known->title.zh + "”目前无人担任",
         "nobody holds the position \"" + english(known->title) + "\" now"});
  }

  void role(const std::string& id, const Setting& setting) {
    const auto* known = look_.definitions().role(id);
    const auto& roles = look_.definitions().roles;
    if (known == nullptr || !entry::persons_of(look_.db(), roles, id, look_.now()).empty()) return;
    say("role_empty", setting,
        {"角色“" + known->title.zh + "”目前没有人",
         "nobody has the role \"" + english(known->title) + "\" now"});
  }

  void unit(const std::string& id, org::Units which, const Setting& setting) {
    const auto known = org::unit(look_.db(), id);
    if (!known || !org::people_in_unit(look_.db(), id, which, look_.now()).empty()) return;
    say("unit_empty", setting,
        {"部门“" + known->title.zh + "”目前没有人",
         "nobody is in \"" + english(known->title) + "\" now"});
  }

  void say(std::string code, const Setting& setting, const base::Text& what) {
    add(std::move(code), setting, {setting.name + "：" + what.zh, setting.name + ": " + what.en});
  }

  void add(std::string code, const Setting& setting, base::Text text) {
    const auto property =
        std::ranges::find(setting.properties, setting.name, &bpmn::Property::name);
    const auto place =
        property == setting.properties.end() ? setting.around : property->value.place;
    found_.push_back({std::move(code), std::move(text), {file_, place.line, place.column, ""}});
  }

  Look& look_;
  std::string file_;
  std::vector<ModelWarning> found_;
  bool is_begun_by_rules_ = false;
};

std::vector<ModelWarning> in_order(std::vector<ModelWarning> found) {
  std::ranges::stable_sort(
      found, {}, [](const ModelWarning& each) { return std::pair(each.at.line, each.at.column); });
  return found;
}

}  // namespace

std::vector<ModelWarning> warnings_of(Look& look, const std::string& file, const std::string& xml) {
  Warnings warnings(look, file);
  const auto reading = bpmn::read(file, xml);
  for (const auto& process : reading.model.processes) warnings.look_at(reading.model, process);
  return in_order(std::move(warnings).found());
}

std::vector<ModelWarning> standing_records(Look& look, const std::string& file,
                                           const std::string& xml) {
  std::vector<ModelWarning> found;
  const auto add = [&](std::string code, base::Text text, bpmn::Place place) {
    found.push_back({std::move(code), std::move(text), {file, place.line, place.column, ""}});
  };
  const auto reading = bpmn::read(file, xml);
  for (const auto& process : reading.model.processes) {
    const auto* type = decided_type(look, process);
    // Where nothing at all moves it the whole process is told so, not each step.
    if (type == nullptr || !is_moved(process)) continue;
    for (const auto& way : packs::standing_ways(process, *type))
      add("way_not_moved", standing_way(*type, way.state), way.place);
    for (const auto& way : packs::standing_dissents(process, *type))
      add("dissent_not_moved", standing_dissent(*type, way.state), way.place);
  }
  return in_order(std::move(found));
}

}  // namespace app
