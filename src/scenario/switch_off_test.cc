#include "scenario/switch_off.h"

#include <gtest/gtest.h>

#include "scenario/model_edit.h"

namespace scenario {
namespace {

// The shipped pack, read once: parts of it are switched off one by one.
const packs::Packs& shipped() {
  static const packs::Packs packs =
      packs::read({std::filesystem::path(JINGWEI_SOURCE_DIR) / "packs/solution-projects"});
  return packs;
}

const packs::Pack& pack() { return *shipped().find("solution_projects"); }

packs::Packs without(std::string_view path) {
  packs::Packs copy = shipped();
  switch_off(copy, pack(), path);
  return copy;
}

const records::RecordType& type(const packs::Packs& packs, std::string_view id) {
  for (const auto& candidate : packs.find("solution_projects")->record_types)
    if (candidate.id == id) return candidate;
  throw std::runtime_error("no such type");
}

TEST(switch_off, a_guarded_transition_is_open_to_all) {
  const auto packs = without("records/solution_project.yaml#transition.initiate");

  const auto* transition = type(packs, "solution_project").transition("initiate");
  EXPECT_TRUE(transition->guards.empty());
  EXPECT_EQ(transition->from, std::vector<std::string>{"*"});
  EXPECT_FALSE(type(shipped(), "solution_project").transition("initiate")->guards.empty());
}

TEST(switch_off, a_transition_without_gate_can_never_be_made) {
  const auto packs = without("records/solution_project.yaml#transition.terminate");

  ASSERT_EQ(type(packs, "solution_project").transition("terminate")->guards.size(), 1u);
  EXPECT_EQ(type(packs, "solution_project").transition("terminate")->guards[0].when.text, "false");
}

TEST(switch_off, a_required_field_is_not_required) {
  const auto packs = without("records/solution_project.yaml#field.class");

  EXPECT_FALSE(type(packs, "solution_project").field("class")->is_required);
  EXPECT_EQ(way_to_switch_off(shipped(), pack(), "records/solution_project.yaml#field.class").what,
            "not required, not checked, not computed");
}

TEST(switch_off, a_plain_field_cannot_be_filled) {
  const auto packs = without("records/solution_project.yaml#field.presales");

  EXPECT_TRUE(type(packs, "solution_project").field("presales")->is_retired);
}

TEST(switch_off, an_option_is_gone) {
  const auto packs = without("records/solution_project.yaml#field.class.option.standard");

  EXPECT_EQ(type(packs, "solution_project").field("class")->options.size(), 1u);
}

TEST(switch_off, a_whole_process_is_not_loaded) {
  const auto packs = without("processes/risk_review.bpmn");

  EXPECT_EQ(packs.find("solution_projects")->processes.size() + 1, pack().processes.size());
}

TEST(switch_off, a_counted_vote_becomes_any) {
  packs::Process process = pack().processes.front();
  for (const auto& candidate : pack().processes)
    if (candidate.id == "solution_project_flow") process = candidate;

  const std::string what = switch_off_element(process, "initiation");

  EXPECT_EQ(what, "policy any, nothing final, reminded or escalated");
  const auto& model = process.model.processes.front();
  const auto& element = model.elements[static_cast<size_t>(model.find("initiation"))];
  EXPECT_EQ(element.property("jw:policy"), "any");
  EXPECT_EQ(element.property("jw:final"), "false");
}

TEST(switch_off, a_timer_is_never_due) {
  packs::Process process = pack().processes.front();
  for (const auto& candidate : pack().processes)
    if (candidate.id == "issue_handling") process = candidate;

  EXPECT_EQ(switch_off_element(process, "overdue"), "it is never due");

  const auto& model = process.model.processes.front();
  EXPECT_EQ(model.elements[static_cast<size_t>(model.find("overdue"))].event.timer.text,
            "2999-01-01T00:00:00Z");
}

TEST(switch_off, a_message_is_never_sent_but_others_are) {
  packs::Process process = pack().processes.front();
  for (const auto& candidate : pack().processes)
    if (candidate.id == "issue_handling") process = candidate;

  EXPECT_EQ(switch_off_element(process, "solved"), "its message is never sent");

  const auto& model = process.model;
  const auto& elements = model.processes.front().elements;
  EXPECT_EQ(elements[static_cast<size_t>(model.processes.front().find("solved"))].event.ref,
            "message_switched_off");
  EXPECT_EQ(elements[static_cast<size_t>(model.processes.front().find("raised"))].event.ref,
            "message_project_issue_created");
  ASSERT_NE(model.message("message_switched_off"), nullptr);
}

TEST(switch_off, what_only_shows_is_exempt_with_a_reason) {
  EXPECT_EQ(way_to_switch_off(shipped(), pack(), "roles/leader.yaml").exempt,
            "a role names people; the gates that ask for it are tried");
  EXPECT_EQ(way_to_switch_off(shipped(), pack(), "views/project_cockpit.yaml").exempt,
            "a view shows, it does not decide");
  EXPECT_EQ(way_to_switch_off(shipped(), pack(), "reports/stage_status.yaml").exempt,
            "a report tells, it does not decide");
}

TEST(switch_off, every_carrier_of_the_shipped_packs_has_a_way_or_a_reason) {
  for (const auto& clause : pack().charter.clauses)
    for (const auto& carrier : clause.carried_by) {
      const auto way = way_to_switch_off(shipped(), pack(), carrier.path);
      EXPECT_NE(way.what.empty(), way.exempt.empty()) << carrier.path;
      EXPECT_NE(way.exempt, "there is nothing to switch off") << carrier.path;
    }
}

}  // namespace
}  // namespace scenario
