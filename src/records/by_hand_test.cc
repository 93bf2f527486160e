// What nobody does by hand, whoever asks: fields that rules set, another parent, more in a
// transition than it asks for, and anything below a record that is frozen.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "records/testing.h"

namespace records {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::missing_names;
using testing::World;

constexpr std::string_view park = R"({"name": "园区", "amount": "10", "class": "plain"})";

std::vector<RecordType> types() {
  RecordType project = testing::project();
  Field kept = testing::field("kept_by", FieldType::Person);
  kept.is_set_by_rules = true;
  kept.default_formula = testing::formula("actor.person");
  project.fields.push_back(kept);
  for (Transition& transition : project.transitions) {
    if (transition.id == "submit") transition.set = {{"kept_by", testing::formula("\"lin\"")}};
  }
  project.freeze = testing::check("state = \"review\"", "project.paused", "T-9");
  return {std::move(project), testing::milestone(), testing::report()};
}

TEST(by_hand, field_that_rules_set_is_not_filled_in) {
  World world(types());
  const Ref ref = world.make("project", park);

  const auto created =
      world.create("project", R"({"name": "b", "class": "plain", "kept_by": "zhao"})");
  const auto updated = world.update(ref, R"({"kept_by": "zhao"})");

  EXPECT_EQ(world.get(ref)->values.at("kept_by"), "wang");
  EXPECT_EQ(created.error().code, "records.field_not_writable");
  EXPECT_THAT(missing_names(updated.error()), ElementsAre("kept_by"));
}

TEST(by_hand, transition_and_process_set_it) {
  World world(types());
  const Ref ref = world.make("project", park);

  ASSERT_TRUE(world.transition(ref, "submit").ok());

  EXPECT_EQ(world.get(ref)->values.at("kept_by"), "lin");
  world.be_process();
  const auto made = world.create(
      "project", R"({"name": "b", "class": "plain", "owner": "wang", "kept_by": "zhao"})");
  ASSERT_TRUE(made.ok()) << made.error().code;
  EXPECT_EQ(made->values.at("kept_by"), "zhao");
}

TEST(by_hand, transition_takes_only_what_it_asks_for) {
  World world(types());
  const Ref ref = world.make("project", R"({"name": "园区", "class": "plain"})");

  const auto refused = world.transition(ref, "submit", R"({"amount": "5", "notes": "x"})");

  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, "records.field_not_writable");
  EXPECT_THAT(missing_names(refused.error()), ElementsAre("notes"));
  EXPECT_TRUE(world.transition(ref, "submit", R"({"amount": "5"})").ok());
}

TEST(by_hand, a_place_that_is_handed_over_is_not_kept_but_every_other_rule_asks) {
  std::vector<RecordType> all = types();
  Field& owner = *std::ranges::find(all.front().fields, "owner", &Field::id);
  owner.handed_over = testing::formula("true");
  Rule kept;
  kept.on = Rule::On::Update;
  kept.keep = {"owner"};
  kept.when = testing::formula("false");
  kept.refuse.id = "project.owner_kept";
  Rule able;
  able.when = testing::formula("owner != \"zhao\"");
  able.refuse.id = "project.not_able";
  all.front().rules = {kept, able};
  World world(std::move(all));
  const Ref ref = world.make("project", park);
  world.be_process();
  const auto hand = [&](std::string_view to) {
    storage::Tx tx = world.tx();
    return hand_over(tx, *world.catalogue, world.environment, {ref, "owner", "wang"}, to);
  };

  EXPECT_EQ(world.update(ref, R"({"owner": "lin"})").error().code, "project.owner_kept");
  EXPECT_EQ(hand("zhao").error().code, "project.not_able");
  ASSERT_TRUE(hand("lin").ok());
  EXPECT_EQ(world.get(ref)->values.at("owner"), "lin");
  const auto told = history(world.db(), ref).front().changes;
  EXPECT_EQ(base::print(told.at("leaver")), R"({"old":"wang","new":"lin"})");
}

TEST(by_hand, a_place_is_handed_over_in_what_is_frozen_too) {
  std::vector<RecordType> all = types();
  Field& owner = *std::ranges::find(all.front().fields, "owner", &Field::id);
  owner.handed_over = testing::formula("true");
  all.front().freeze->when = testing::formula("owner != null");
  World world(std::move(all));
  const Ref ref = world.make("project", park);
  world.be_process();

  EXPECT_EQ(world.update(ref, R"({"owner": "lin"})").error().code,
            world.catalogue->type("project")->freeze->refuse.id);
  storage::Tx tx = world.tx();
  ASSERT_TRUE(
      hand_over(tx, *world.catalogue, world.environment, {ref, "owner", "wang"}, "lin").ok());
}

TEST(by_hand, in_a_list_another_takes_the_place_once) {
  std::vector<RecordType> all = types();
  std::ranges::find(all.front().fields, "members", &Field::id)->handed_over =
      testing::formula("true");
  World world(std::move(all));
  const Ref ref =
      world.make("project", R"({"name": "a", "amount": "1", "members": ["zhao", "wang"]})");
  world.be_process();
  const auto members_after = [&](std::string_view person, std::string_view to) {
    storage::Tx tx = world.tx();
    const Place place{ref, "members", std::string(person)};
    const auto handed = hand_over(tx, *world.catalogue, world.environment, place, to);
    EXPECT_TRUE(handed.ok()) << handed.error().code;
    return base::print(world.get(ref)->values.at("members"));
  };

  EXPECT_EQ(members_after("wang", "lin"), R"(["zhao","lin"])");
  EXPECT_EQ(members_after("zhao", "lin"), R"(["lin"])");
}

TEST(by_hand, who_has_left_answers_for_nothing_new) {
  std::vector<RecordType> all = types();
  std::ranges::find(all.front().fields, "owner", &Field::id)->handed_over =
      testing::formula("true");
  World world(std::move(all));
  world.environment.is_in_service = [](storage::Connection&, std::string_view person) {
    return person != "zhao";
  };
  const Ref ref = world.make("project", park);
  const auto named = world.update(ref, R"({"owner": "zhao"})");

  EXPECT_EQ(named.error().code, "records.value_invalid");
  EXPECT_THAT(missing_names(named.error()), ElementsAre("owner"));
  EXPECT_TRUE(world.update(ref, R"({"owner": "lin"})").ok());
  world.be_process();
  world.db().execute("UPDATE r_project SET owner = 'zhao' WHERE id = ?", {ref.id});
  EXPECT_TRUE(world.update(ref, R"({"owner": "zhao", "name": "b"})").ok()) << "named before";
}

TEST(by_hand, nothing_is_handed_over_of_what_has_ended) {
  std::vector<RecordType> all = types();
  Field& responsible = *std::ranges::find(all[1].fields, "responsible", &Field::id);
  responsible.handed_over = testing::formula("name != \"kept\"");
  World world(std::move(all));
  const Ref ref = world.make("project", park);
  const Ref milestone = world.make_milestone(ref);
  const auto is_held = [&] {
    const RecordType& type = *world.catalogue->type("milestone");
    return is_handed_over(world.db(), *world.catalogue, world.environment, *world.get(milestone),
                          *type.field("responsible"));
  };

  EXPECT_TRUE(is_held());
  world.db().execute("UPDATE r_milestone SET name = 'kept' WHERE id = ?", {milestone.id});
  EXPECT_FALSE(is_held()) << "the condition";
  world.db().execute("UPDATE r_milestone SET name = 'm' WHERE id = ?", {milestone.id});
  world.db().execute("UPDATE r_project SET state = ? WHERE id = ?",
                     {world.catalogue->type("project")->final_states.front(), ref.id});
  EXPECT_FALSE(is_held()) << "its project";
}

TEST(by_hand, a_rule_that_no_field_could_mend_refuses_every_change) {
  std::vector<RecordType> all = types();
  all.front().freeze.reset();
  Rule closed;
  closed.on = Rule::On::Update;
  closed.when = testing::formula("state != old.state or state = \"draft\"");
  Rule mendable;
  mendable.when = testing::formula("notes != \"x\"");
  all.front().rules = {closed, mendable};
  World world(std::move(all));
  const Ref ref = world.make("project", R"({"name": "b", "amount": "1", "class": "plain"})");
  const auto refuses = [&] {
    return refuses_every_change(world.db(), *world.catalogue, world.environment, *world.get(ref));
  };

  EXPECT_FALSE(refuses());
  world.db().execute("UPDATE r_project SET notes = 'x' WHERE id = ?", {ref.id});
  EXPECT_FALSE(refuses());
  world.db().execute("UPDATE r_project SET notes = NULL WHERE id = ?", {ref.id});
  ASSERT_TRUE(world.transition(ref, "submit").ok());
  EXPECT_TRUE(refuses());
}

TEST(by_hand, record_stays_with_its_parent) {
  World world(types());
  const Ref ref = world.make("project", park);
  const Ref other = world.make("project", park);
  const Ref milestone = world.make_milestone(ref);
  const auto move = [&](const Ref& to) {
    return world.update(milestone, R"({"project": ")" + std::to_string(to.id) + R"("})");
  };

  EXPECT_EQ(move(other).error().code, "records.field_not_writable");
  EXPECT_TRUE(move(ref).ok());
}

TEST(by_hand, nothing_below_a_frozen_record_changes) {
  World world(types());
  const Ref ref = world.make("project", park);
  const Ref milestone = world.make_milestone(ref);
  ASSERT_TRUE(world.transition(ref, "submit").ok());
  const std::string id = std::to_string(ref.id);

  const auto created = world.create("milestone", R"({"name": "n", "project": ")" + id + R"("})");

  EXPECT_EQ(created.error().code, "project.paused");
  EXPECT_EQ(created.error().clause, "T-9");
  EXPECT_EQ(world.update(milestone, R"({"name": "n"})").error().code, "project.paused");
  EXPECT_EQ(world.transition(milestone, "reach").error().code, "project.paused");
}

TEST(belonging, lists_all_levels_below) {
  World world(types());
  const Ref ref = world.make("project", park);
  const Ref milestone = world.make_milestone(ref);
  ASSERT_TRUE(world.transition(milestone, "reach").ok());  // makes a report

  const auto below = belonging_to(world.db(), *world.catalogue, ref);

  ASSERT_EQ(below.size(), 2u);
  EXPECT_EQ(below[0], milestone);
  EXPECT_EQ(below[1].type, "report");
  EXPECT_THAT(belonging_to(world.db(), *world.catalogue, below[1]), IsEmpty());
}

}  // namespace
}  // namespace records
