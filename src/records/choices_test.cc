// What a link may name, and refusals that name what stands in the way.
#include "records/testing.h"

namespace records::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

RecordType contract() {
  RecordType type;
  type.id = "contract";
  type.title = {"合同", "Contract"};
  Field project = link_to("project", "project");
  project.filter = check("state = \"review\"", "contract.not_reviewed", "T-9");
  type.fields = {required(field("name", FieldType::Text)), project,
                 many(link_to("others", "project"))};
  type.fields.back().filter = project.filter;
  return type;
}

class Choices : public ::testing::Test {
 protected:
  std::string make_project(bool is_reviewed) {
    const Ref made = world.make("project", R"({"name": "n", "class": "plain", "amount": "5"})");
    if (is_reviewed) {
      EXPECT_TRUE(world.transition(made, "submit").ok());
    }
    return "\"" + std::to_string(made.id) + "\"";
  }

  World world{{project(), milestone(), report(), contract()}};
  const std::string draft = make_project(false);
  const std::string reviewed = make_project(true);
};

TEST_F(Choices, link_outside_of_the_filter_is_refused_at_the_field) {
  const auto refused = world.create("contract", R"({"name": "c", "project": )" + draft + "}");

  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, "contract.not_reviewed");
  EXPECT_EQ(refused.error().clause, "T-9");
  EXPECT_THAT(missing_names(refused.error()), ElementsAre("project"));
  EXPECT_TRUE(world.create("contract", R"({"name": "c", "project": )" + reviewed + "}").ok());
}

TEST_F(Choices, every_link_of_a_list_is_filtered) {
  const auto refused =
      world.create("contract", R"({"name": "c", "others": [)" + reviewed + ", " + draft + "]}");

  ASSERT_FALSE(refused.ok());
  EXPECT_THAT(missing_names(refused.error()), ElementsAre("others"));
}

TEST_F(Choices, link_that_was_chosen_stays_whatever_becomes_of_it) {
  const Ref made = world.make("contract", R"({"name": "c", "project": )" + reviewed + "}");
  const Ref linked{"project", *parse_id(reviewed.substr(1, reviewed.size() - 2))};
  ASSERT_TRUE(world.transition(linked, "stop").ok());

  EXPECT_TRUE(world.update(made, R"({"name": "d"})").ok());
  EXPECT_FALSE(world.update(made, R"({"project": )" + draft + "}").ok());
}

TEST_F(Choices, only_a_link_has_a_filter) {
  RecordType wrong = contract();
  wrong.fields.front().filter = wrong.fields.back().filter;

  const auto built = Catalogue::build({project(), milestone(), report(), wrong});

  ASSERT_EQ(built.problems.size(), 1U);
  EXPECT_THAT(built.problems.front().text, HasSubstr("only a link has a filter"));
}

TEST(refusal, names_each_that_stands_in_the_way) {
  RecordType guarded = project();
  Check none_planned = check("count(milestones[state = \"planned\"]) = 0", "project.planned_left");
  none_planned.refuse.missing = {
      {"", "", both("drop it"), formula("for m in milestones[state = \"planned\"] return m.name")}};
  for (Transition& transition : guarded.transitions) {
    if (transition.id == "stop") transition.guards = {none_planned};
  }
  World world({guarded, milestone(), report()});
  const Ref ref = world.make("project", R"({"name": "n", "class": "plain", "amount": "5"})");
  ASSERT_TRUE(world.transition(ref, "submit").ok());
  world.make_milestone(ref, "first");
  world.make_milestone(ref, "second");

  const auto refused = world.transition(ref, "stop");

  ASSERT_FALSE(refused.ok());
  EXPECT_THAT(missing_names(refused.error()), ElementsAre("first", "second"));
  EXPECT_EQ(refused.error().missing.front().label.en, "first");
  EXPECT_EQ(refused.error().missing.front().how.en, "drop it");
}

TEST(records, a_refusal_points_to_the_records_that_stand_in_the_way) {
  RecordType guarded = project();
  Check none_planned = check("count(milestones[state = \"planned\"]) = 0", "project.planned_left");
  none_planned.refuse.missing = {
      {"", "", both("drop it"), formula("milestones[state = \"planned\"]")}};
  for (Transition& transition : guarded.transitions) {
    if (transition.id == "stop") transition.guards = {none_planned};
  }
  World world({guarded, milestone(), report()});
  const Ref ref = world.make("project", R"({"name": "n", "class": "plain", "amount": "5"})");
  ASSERT_TRUE(world.transition(ref, "submit").ok());
  const Ref first = world.make_milestone(ref, "same");
  const Ref second = world.make_milestone(ref, "same");

  const auto refused = world.transition(ref, "stop");

  ASSERT_FALSE(refused.ok());
  const auto called = [](const Ref& one) { return "milestone/" + std::to_string(one.id); };
  EXPECT_THAT(missing_names(refused.error()), ElementsAre(called(first), called(second)));
  EXPECT_EQ(refused.error().missing.front().label.en, "same");
}

}  // namespace
}  // namespace records::testing
