#include "scenario/file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "storage/temporary_place.h"

namespace scenario {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class ScenarioFile : public testing::Test {
 protected:
  ScenarioFile() {
    std::filesystem::create_directories(place_.folder() / "scenarios");
    std::ofstream(place_.folder() / "pack.yaml") << "id: small\n";
  }
  ReadScenario read_text(const std::string& text) {
    const auto path = place_.folder() / "scenarios/one.scenario";
    std::ofstream(path) << text;
    return read(path);
  }
  std::vector<std::string> problems(const std::string& text) {
    std::vector<std::string> result;
    for (const auto& problem : read_text(text).problems) {
      const std::string all = problem.print();
      result.push_back(all.substr(all.find("one.scenario") + 12));
    }
    return result;
  }
  storage::TemporaryPlace place_;
};

TEST_F(ScenarioFile, steps_are_taken_apart) {
  const auto reading = read_text(
      "proves: [A-R1]\nstory: One.\ngiven: {clock: 2026-03-02T10:00+08:00, data: demo}\nsteps:\n"
      "  - {as: lin, do: start approval, with: {a: 1}}\n  - {advance: P3WD}\n  - {expect: "
      "{records: {x: 1}}}\n");

  ASSERT_THAT(reading.problems, IsEmpty());
  const Scenario& scenario = reading.scenario;
  EXPECT_EQ(scenario.proves, (std::vector<std::string>{"A-R1"}));
  EXPECT_TRUE(scenario.plays_demo_data);
  EXPECT_EQ(scenario.clock, *base::parse_time("2026-03-02T02:00Z"));
  EXPECT_EQ(scenario.packs.size(), 1u);
  EXPECT_EQ(scenario.steps[0].verb, "start");
  EXPECT_EQ(scenario.steps[0].object, "approval");
  EXPECT_EQ(scenario.steps[1].advance, "P3WD");
  EXPECT_EQ(scenario.steps[2].describe(), "expectations");
}

TEST_F(ScenarioFile, unknown_verbs_and_keys_fail_with_their_place) {
  EXPECT_THAT(
      problems("proves: []\nstory: One.\nsteps:\n  - {do: leap high}\n  - {as: lin}\n"),
      ElementsAre(HasSubstr(":4:5: unknown verb: leap"), HasSubstr(":5:5: a step without act")));
  EXPECT_THAT(problems("proves: []\nstory: One.\nsteps:\n  - {do: start x, hurry: true}\n"),
              ElementsAre(HasSubstr(":4:19: unknown key: hurry")));
  EXPECT_THAT(
      problems("proves: []\nstory: One.\nsteps:\n  - {do: start x, expect: {mood: good}}\n"),
      ElementsAre(HasSubstr("unknown key: mood")));
}

TEST_F(ScenarioFile, times_and_beginnings_are_checked) {
  EXPECT_THAT(
      problems("proves: []\nstory: One.\ngiven: {clock: monday}\nsteps: [{advance: soon}, {at: "
               "later}]\n"),
      ElementsAre(HasSubstr("not a time with an offset: monday"), HasSubstr("not a duration: soon"),
                  HasSubstr("not a time with an offset: later")));
  EXPECT_THAT(problems("proves: []\nstory: One.\nsteps: [{do: restart, with: {until: later}}, {do: "
                       "restart, with: {until: 2026-03-10T09:00+08:00, at: noon}}]\n"),
              ElementsAre(HasSubstr("not a time with an offset: later"),
                          HasSubstr("restart knows until only, not at")));
  EXPECT_THAT(
      problems("proves: []\nstory: One.\ngiven: {after: two.scenario, data: demo}\nsteps: []\n"),
      ElementsAre(HasSubstr("after stands alone"), HasSubstr("no such file: two.scenario")));
}

TEST_F(ScenarioFile, engine_scenarios_have_their_own_steps) {
  EXPECT_TRUE(read_text("proves: []\nstory: One.\ngiven: engine\nsteps: [{start: x}]\n")
                  .scenario.is_engine);
  EXPECT_THAT(problems("proves: []\nstory: One.\ngiven: engine\nsteps: [{do: start x}]\n"),
              ElementsAre(HasSubstr("unknown key: do")));
}

}  // namespace
}  // namespace scenario
