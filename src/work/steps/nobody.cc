#include "work/steps/nobody.h"

#include "base/text.h"
#include "org/organisation.h"
#include "org/structure.h"

namespace work {
namespace {

using Kind = CandidateEntry::Kind;

const base::Text fill_it{"填写可以办理的在职人员", "Enter somebody active who may do it"};
const base::Text appoint{"任命任职人或设定代理人", "Appoint a holder or set a deputy"};
const base::Text see_to_it{"确认其中有可以办理的在职人员",
                           "See that somebody active who may do it is among them"};

base::Missing missing(std::string name, base::Text label, const base::Text& how) {
  if (label.zh.empty()) label = {name, name};
  if (label.en.empty()) label.en = label.zh;
  return {base::Missing::Kind::Condition, std::move(name), std::move(label), how};
}

base::Text title_of_position(storage::Connection& db, const std::string& id) {
  const auto position = org::position(db, id);
  return position ? position->title : base::Text{};
}

base::Text title_of_unit(storage::Connection& db, const std::string& id) {
  const auto unit = org::unit(db, id);
  return unit ? unit->title : base::Text{};
}

base::Missing missing_source(Context& context, const Task& task, const CandidateEntry& entry) {
  storage::Connection& db = context.tx.db;
  switch (entry.kind) {
    case Kind::Position: return missing(entry.name, title_of_position(db, entry.name), appoint);
    case Kind::Unit:
    case Kind::UnitAndBelow: return missing(entry.name, title_of_unit(db, entry.name), see_to_it);
    case Kind::Role: return missing("role:" + entry.name, {}, see_to_it);
    case Kind::Person: return missing(entry.name, org::name_of(db, entry.name), see_to_it);
    case Kind::Field: return missing("field:" + entry.name, {}, fill_it);
    case Kind::ParentField: return missing("parent.field:" + entry.name, {}, fill_it);
    case Kind::Starter: return missing("starter", {"发起人", "The starter"}, see_to_it);
    case Kind::UnitHeadOfStarter:
    case Kind::UnitHeadsOfStarter:
      return missing("unit_head", {"发起人的部门负责人", "The head of the starter's unit"},
                     appoint);
    case Kind::UnitHeadOfField:
      return missing("field:" + entry.name, {},
                     {"任命其部门的负责人", "Appoint a head of the unit"});
    case Kind::SuperiorOfField:
      return missing("field:" + entry.name, {}, {"任命其上级", "Appoint a superior"});
    case Kind::SuperiorOfStarter:
    case Kind::SuperiorsOfStarter:
      return missing("superior", {"发起人的上级", "The starter's superior"}, appoint);
    case Kind::Choice:
      return missing(task.element, {"所选的办理人", "Who was chosen for it"}, see_to_it);
    case Kind::Formula:
      return missing("formula", {"规则给出的人员", "Whom the rule gives"}, see_to_it);
  }
  return {};
}

base::Missing missing_persons(storage::Connection& db, const std::vector<std::string>& persons) {
  std::vector<std::string> zh;
  std::vector<std::string> en;
  for (const std::string& person : persons) {
    const base::Text name = org::name_of(db, person);
    zh.push_back(name.zh);
    en.push_back(name.en);
  }
  return missing(
      base::join(persons, ","), {base::join(zh, "、"), base::join(en, ", ")},
      {"不能办理，请设定代理人或另选他人", "May not act; set a deputy or choose somebody else"});
}

}  // namespace

base::Error nobody_for(Context& context, const Task& task, const std::vector<SeatPlan>& gaps) {
  base::Error nobody = base::refusal("work.no_candidate");
  for (const SeatPlan& gap : gaps) {
    if (!gap.position.empty()) {
      nobody.missing.push_back(
          missing(gap.position, title_of_position(context.tx.db, gap.position), appoint));
    } else if (!gap.persons.empty()) {
      nobody.missing.push_back(missing_persons(context.tx.db, gap.persons));
    }
    for (const CandidateEntry& source : gap.sources)
      nobody.missing.push_back(missing_source(context, task, source));
  }
  if (nobody.missing.empty()) {
    nobody.missing.push_back(missing(task.element, task.title,
                                     {"该环节没有指定由谁办理", "The step names nobody to do it"}));
  }
  return nobody;
}

}  // namespace work
