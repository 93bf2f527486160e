#include "app/inside/model_warnings.h"

#include <algorithm>

#include "base/text.h"
#include "bpmn/reader.h"
#include "org/organisation.h"
#include "org/reporting.h"
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

class Warnings {
 public:
  Warnings(Look& look, std::string file) : look_(look), file_(std::move(file)) {}

  void look_at(const bpmn::Process& process) {
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
    const auto property =
        std::ranges::find(setting.properties, setting.name, &bpmn::Property::name);
    const auto place =
        property == setting.properties.end() ? setting.around : property->value.place;
    found_.push_back({std::move(code),
                      {setting.name + "：" + what.zh, setting.name + ": " + what.en},
                      {file_, place.line, place.column, ""}});
  }

  Look& look_;
  std::string file_;
  std::vector<ModelWarning> found_;
};

}  // namespace

std::vector<ModelWarning> warnings_of(Look& look, const std::string& file, const std::string& xml) {
  Warnings warnings(look, file);
  const auto reading = bpmn::read(file, xml);
  for (const auto& process : reading.model.processes) warnings.look_at(process);
  auto found = std::move(warnings).found();
  std::ranges::stable_sort(
      found, {}, [](const ModelWarning& each) { return std::pair(each.at.line, each.at.column); });
  return found;
}

}  // namespace app
