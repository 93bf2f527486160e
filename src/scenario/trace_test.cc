#include "scenario/trace.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "storage/temporary_place.h"

namespace scenario {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class TracedPack : public testing::Test {
 protected:
  TracedPack() : pack_(place_.folder() / "small") {
    write("pack.yaml", "{id: small, title: 小制度, version: 0.1.0, license: Apache-2.0}\n");
    write("records/request.yaml",
          "title: 申请\ndescription: 一份申请。\nexample: 例\n"
          "fields:\n  name: {type: text, title: 名称, required: true}\n  amount: {type: money, "
          "title: 金额}\n"
          "rules:\n  - when: amount = null or amount < 1000\n    refuse: {id: request.too_large, "
          "clause: T-R1, text: 金额过大}\n");
    write("charter.yaml",
          "title: 制度\nclauses:\n"
          "  - {id: T-R1, text: 一千元以下, meaning: Below a thousand, carried_by: "
          "[records/request.yaml#rule.1]}\n"
          "  - {id: T-R2, text: 须有名称, meaning: Needs a name, carried_by: "
          "[records/request.yaml#field.name]}\n"
          "  - {id: T-R3, text: 以后, meaning: Later, status: planned, reason: 二期}\n");
    write("demo/organisation.yaml",
          "units: [{id: office, title: 办公室}]\npositions: [{id: clerk, title: 文员, unit: "
          "office}]\n"
          "people: [{id: wang, name: 王, posts: [clerk]}]\n");
    write("scenarios/rules.scenario",
          "proves: [T-R1]\nstory: The amount is limited.\nsteps:\n"
          "  - {as: wang, do: create request, with: {name: 甲, amount: \"5000.00\"}, refused: {id: "
          "request.too_large}}\n");
  }
  void write(const std::string& file, const std::string& text) {
    fs::create_directories((pack_ / file).parent_path());
    std::ofstream(pack_ / file) << text;
  }
  std::string traced(TraceOptions options, int expected) {
    std::ostringstream out;
    EXPECT_EQ(trace({pack_}, options, out), expected);
    return out.str();
  }

  storage::TemporaryPlace place_;
  fs::path pack_;
};

TEST_F(TracedPack, a_clause_without_scenario_is_open) {
  const std::string text = traced({}, 1);

  EXPECT_THAT(text, HasSubstr("T-R1      closed"));
  EXPECT_THAT(text, HasSubstr("T-R2      OPEN"));
  EXPECT_THAT(text, HasSubstr("T-R3      planned"));
  EXPECT_THAT(text, HasSubstr("3 clauses, 2 in force, 1 open"));
}

TEST_F(TracedPack, json_says_the_same) {
  const auto json = base::parse_json(traced({Proof::Listed, Print::Json}, 1));

  ASSERT_TRUE(json.ok());
  EXPECT_EQ(base::int_or(json->as_array()[0], "open", -1), 1);
}

TEST_F(TracedPack, a_carrier_is_proved_when_a_scenario_fails_without_it) {
  write("scenarios/name.scenario",
        "proves: [T-R2]\nstory: A name is needed.\nsteps:\n"
        "  - {as: wang, do: create request, with: {amount: \"5.00\"}, refused: {id: "
        "records.field_required}}\n");

  const std::string text = traced({Proof::Tried, Print::Text}, 0);

  EXPECT_THAT(text, HasSubstr("records/request.yaml#rule.1  proved by"));
  EXPECT_THAT(text, HasSubstr("records/request.yaml#field.name  proved by"));
}

TEST_F(TracedPack, a_scenario_that_tries_nothing_proves_nothing) {
  write("scenarios/name.scenario",
        "proves: [T-R2]\nstory: A name is given.\nsteps:\n  - {as: wang, do: create request, with: "
        "{name: 甲}}\n");

  EXPECT_THAT(traced({Proof::Tried, Print::Text}, 1),
              HasSubstr("records/request.yaml#field.name  NOT PROVED"));
}

TEST_F(TracedPack, a_scenario_that_fails_anyway_proves_nothing) {
  write(
      "scenarios/name.scenario",
      "proves: [T-R2]\nstory: Wrong.\nsteps:\n  - {as: wang, do: create request, with: {name: 甲}, "
      "refused: {id: records.field_required}}\n");

  const std::string text = traced({Proof::Tried, Print::Text}, 1);

  EXPECT_THAT(text, HasSubstr("FAILED"));
  EXPECT_THAT(text, HasSubstr("records/request.yaml#field.name  NOT PROVED"));
}

TEST_F(TracedPack, a_beginning_that_does_not_name_the_clause_proves_nothing) {
  write("scenarios/begin.scenario",
        "proves: []\nstory: A name is needed.\nsteps:\n  - {as: wang, do: create request, with: "
        "{amount: \"5.00\"}, refused: {id: records.field_required}}\n");
  write("scenarios/name.scenario",
        "proves: [T-R2]\nstory: Later.\ngiven: {after: begin.scenario}\nsteps:\n"
        "  - {as: wang, do: create request, with: {name: 甲}}\n");

  EXPECT_THAT(traced({Proof::Tried, Print::Text}, 1),
              HasSubstr("records/request.yaml#field.name  NOT PROVED"));
}

TEST_F(TracedPack, a_clause_carried_by_nothing_that_can_be_tried_is_open) {
  write("charter.yaml",
        "title: 制度\nclauses:\n  - {id: T-R1, text: 一千元以下, meaning: Below, carried_by: "
        "[{at: records/request.yaml#rule.1, exempt: 无法看出}]}\n");

  EXPECT_THAT(traced({}, 0), HasSubstr("T-R1      closed"));
  EXPECT_THAT(traced({Proof::Tried, Print::Text}, 1), HasSubstr("T-R1      OPEN"));
}

TEST_F(TracedPack, problems_of_the_pack_come_first) {
  write("menu.yaml", "- {title: 空}\n");

  EXPECT_THAT(traced({}, 2), HasSubstr("menu.yaml:1:3"));
}

}  // namespace
}  // namespace scenario
