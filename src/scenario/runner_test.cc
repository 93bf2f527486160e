#include "scenario/runner.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "scenario/scenario.h"
#include "storage/temporary_place.h"

namespace scenario {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

// A pack of one record type, with scenarios that hold and scenarios that do not.
class SmallPack : public testing::Test {
 protected:
  SmallPack() : pack_(place_.folder() / "small") {
    write("pack.yaml", "{id: small, title: 小制度, version: 0.1.0, license: Apache-2.0}\n");
    write("records/request.yaml",
          "title: 申请\ndescription: 一份申请。\nexample: SQ-0001\nnumber: {pattern: "
          "\"SQ-{seq:4}\"}\n"
          "fields:\n  name: {type: text, title: 名称, required: true}\n  amount: {type: money, "
          "title: 金额}\n"
          "states: {draft: 草稿, agreed: 同意}\n"
          "transitions:\n  agree:\n    title: 同意\n    from: draft\n    to: agreed\n    by: "
          "[\"position:manager\"]\n"
          "    when: amount < 1000\n    refuse: {id: request.too_large, clause: T-R1, text: "
          "金额过大}\n");
    write("charter.yaml",
          "title: 制度\nclauses:\n"
          "  - {id: T-R1, text: 一千元以下, meaning: Below a thousand, carried_by: "
          "[records/request.yaml#transition.agree]}\n"
          "  - {id: T-R2, text: 须有名称, meaning: Needs a name, carried_by: "
          "[records/request.yaml#field.name]}\n"
          "  - {id: T-R3, text: 以后, meaning: Later, status: planned, reason: 二期}\n");
    write(
        "demo/organisation.yaml",
        "units: [{id: office, title: 办公室}]\n"
        "positions: [{id: manager, title: 经理, unit: office}, {id: clerk, title: 文员, unit: "
        "office}]\n"
        "people: [{id: lin, name: 林, posts: [manager]}, {id: wang, name: 王, posts: [clerk]}]\n");
    write("demo/data.yaml",
          "steps:\n  - {as: wang, do: create request, name: first, with: {name: 甲, amount: "
          "\"10.00\"}}\n");
  }

  void write(const std::string& file, const std::string& text) {
    fs::create_directories((pack_ / file).parent_path());
    std::ofstream(pack_ / file) << text;
  }
  fs::path scenario(const std::string& name, const std::string& text) {
    write("scenarios/" + name + ".scenario", text);
    return pack_ / "scenarios" / (name + ".scenario");
  }
  std::string play(const std::string& steps, const std::string& given = "{}") {
    return Runner()
        .play(scenario("one", "proves: []\nstory: One.\ngiven: " + given + "\nsteps:\n" + steps))
        .value_or("");
  }

  storage::TemporaryPlace place_;
  fs::path pack_;
};

TEST_F(SmallPack, a_story_that_holds_passes) {
  EXPECT_EQ(
      play("  - {as: wang, do: create request, name: mine, with: {name: 乙, amount: \"500.00\"},\n"
           "     expect: {record: {number: SQ-0001, state: draft, amount: 500}, records: {request: "
           "1}}}\n"
           "  - {as: manager, do: transition agree, on: $mine, expect: {refs: {mine: {state: "
           "agreed, amount: '= ? < 501'}}}}\n"),
      "");
}

TEST_F(SmallPack, a_refusal_must_come_as_expected) {
  EXPECT_EQ(
      play("  - {as: wang, do: create request, with: {amount: \"1.00\"}, refused: {id: "
           "records.field_required, missing: [name]}}\n"
           "  - {as: wang, do: create request, name: mine, with: {name: 乙, amount: \"5000.00\"}}\n"
           "  - {as: lin, do: transition agree, on: $mine, refused: {id: request.too_large, "
           "clause: T-R1}}\n"
           "  - {as: wang, do: transition agree, on: $mine, refused: {id: records.forbidden}}\n"),
      "");
}

TEST_F(SmallPack, a_failure_shows_step_expectation_and_fact) {
  const std::string report = play(
      "  - {as: wang, do: create request, with: {name: 乙}, expect: {record: {state: agreed}}}\n");

  EXPECT_THAT(report, HasSubstr("one.scenario:5:5 step 1, as wang: create request"));
  EXPECT_THAT(report, HasSubstr("record.state\n      expected agreed\n      actual   draft"));
}

TEST_F(SmallPack, what_should_be_refused_and_is_done_fails) {
  EXPECT_THAT(play("  - {as: wang, do: create request, with: {name: 乙}, refused: {id: "
                   "records.forbidden}}\n"),
              HasSubstr("expected the refusal records.forbidden; it was done"));
  EXPECT_THAT(
      play("  - {as: wang, do: create request, with: {}, refused: {id: records.forbidden}}\n"),
      HasSubstr("actual   records.field_required"));
  EXPECT_THAT(play("  - {as: wang, do: create request, with: {}}\n"),
              HasSubstr("refused: records.field_required"));
}

TEST_F(SmallPack, unknown_names_are_mistakes_of_the_scenario) {
  EXPECT_THAT(play("  - {as: nobody, do: create request, with: {name: 乙}, refused: {id: "
                   "records.forbidden}}\n"),
              HasSubstr("neither a person nor a position"));
  EXPECT_THAT(play("  - {as: wang, do: update $nothing, with: {name: 乙}, refused: {id: "
                   "records.forbidden}}\n"),
              HasSubstr("nothing is named $nothing"));
}

TEST_F(SmallPack, a_record_is_found_by_its_fields) {
  EXPECT_EQ(play("  - {as: wang, do: create request, with: {name: 乙}}\n"
                 "  - {do: create request, with: {name: 丙}}\n"
                 "  - {do: find request, name: found, with: {name: 乙}}\n"
                 "  - {expect: {refs: {found: {number: SQ-0001}}, record: {name: 乙}}}\n"),
            "");
  EXPECT_THAT(play("  - {as: wang, do: find request, with: {name: 丁}}\n"),
              HasSubstr("no request fits"));
}

TEST_F(SmallPack, time_moves_and_the_workspace_opens_again) {
  EXPECT_EQ(play("  - {advance: P3WD, expect: {clock: 2026-03-05T09:00+08:00}}\n"
                 "  - {at: 2026-04-01T10:00+08:00, expect: {clock: 2026-04-01T10:00+08:00}}\n"
                 "  - {as: wang, do: create request, name: mine, with: {name: 乙}}\n"
                 "  - {do: restart, expect: {refs: {mine: {state: draft}}}}\n"
                 "  - {do: restart, with: {until: 2026-04-03T09:00+08:00}, expect: {clock: "
                 "2026-04-03T09:00+08:00}}\n"),
            "");
  EXPECT_THAT(play("  - {do: restart, with: {until: 2026-01-01T09:00+08:00}}\n"),
              HasSubstr("runtime.clock_backwards"));
}

TEST_F(SmallPack, demo_data_is_played_and_keeps_its_names) {
  EXPECT_EQ(
      play("  - {expect: {refs: {first: {name: 甲, created_by: wang}}, records: {request: 1}}}\n",
           "{data: demo}"),
      "");
}

TEST_F(SmallPack, an_inline_organisation_takes_the_place_of_the_demo) {
  const std::string given =
      "{org: {units: [{id: u, title: 部}], positions: [{id: manager, title: 经理, unit: u}], "
      "people: [{id: zhao, name: 赵, posts: [manager]}]}}";

  EXPECT_EQ(play("  - {as: manager, do: create request, with: {name: 乙}}\n", given), "");
  EXPECT_THAT(play("  - {as: lin, do: create request, with: {name: 乙}}\n", given),
              HasSubstr("neither a person"));
}

TEST_F(SmallPack, one_begins_where_another_ends) {
  scenario("begin",
           "proves: []\nstory: Begin.\nsteps:\n  - {as: wang, do: create request, name: mine, "
           "with: {name: 乙}}\n");
  EXPECT_EQ(play("  - {expect: {refs: {mine: {name: 乙}}}}\n", "{after: begin.scenario}"), "");

  scenario("begin",
           "proves: []\nstory: Begin.\nsteps:\n  - {as: wang, do: create request, with: {}}\n");
  EXPECT_THAT(play("  - {expect: {records: {request: 1}}}\n", "{after: begin.scenario}"),
              HasSubstr("which fails"));
}

TEST_F(SmallPack, a_circle_of_beginnings_is_found) {
  scenario("two", "proves: []\nstory: Two.\ngiven: {after: one.scenario}\nsteps: []\n");

  EXPECT_THAT(play("  - {expect: {records: {request: 0}}}\n", "{after: two.scenario}"),
              Not(testing::Eq("")));
}

TEST_F(SmallPack, running_prints_failures_and_the_sum) {
  scenario("good", "proves: []\nstory: Good.\nsteps:\n  - {expect: {records: {request: 0}}}\n");
  scenario("bad", "proves: []\nstory: Bad.\nsteps:\n  - {expect: {records: {request: 7}}}\n");
  std::ostringstream out;

  EXPECT_EQ(run({pack_}, {}, out), 1);
  EXPECT_THAT(out.str(), HasSubstr("FAILED"));
  EXPECT_THAT(out.str(), HasSubstr("2 scenarios, 1 failed"));
  EXPECT_EQ(run({pack_ / "nowhere"}, {}, out), 2);
}

}  // namespace
}  // namespace scenario
