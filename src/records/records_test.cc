#include "records/records.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "records/testing.h"

namespace records {
namespace {

using testing::computed;
using ::testing::ElementsAre;
using testing::field;
using ::testing::IsEmpty;
using testing::missing_names;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;
using testing::World;

constexpr std::string_view park = R"({"name": "园区", "amount": "120.50", "class": "plain"})";

feel::Value all_agree(storage::Connection&, const Ref&, std::string_view) {
  return feel::Fields().set("agree", 3).set("disagree", 0).set("total", 3).build();
}

TEST(records, create_gives_number_state_defaults_and_version) {
  World world;

  const auto created = world.create("project", park);

  ASSERT_TRUE(created.ok());
  EXPECT_EQ(created->number, "P-202603-001");
  EXPECT_EQ(created->state, "draft");
  EXPECT_EQ(created->version, 1);
  EXPECT_EQ(created->values.at("owner"), "wang");
  EXPECT_EQ(created->values.at("amount"), "120.50");
  const auto read = world.get(created->ref);
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->values.at("name"), "园区");
  EXPECT_TRUE(read->values.at("done").is_null());  // nothing divided by nothing is no value
}

TEST(records, everything_missing_is_named_at_once) {
  World world;

  const auto refused = world.create("project", R"({"class": "special"})");

  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, "records.field_required");
  EXPECT_THAT(missing_names(refused.error()), ElementsAre("name", "reason"));
  EXPECT_EQ(refused.error().missing[0].label.zh, "name");
  EXPECT_EQ(refused.error().missing[0].how.zh, "请填写");
}

TEST(records, required_by_condition_carries_its_clause) {
  World world;

  const auto refused = world.create("project", R"({"name": "a", "class": "special"})");

  EXPECT_EQ(refused.error().clause, "T-1");
}

TEST(records, unknown_and_computed_fields_are_refused) {
  World world;

  EXPECT_EQ(world.create("project", R"({"name": "a", "nonsense": 1})").error().code,
            "records.unknown_field");
  EXPECT_EQ(world.create("project", R"({"name": "a", "done": 1})").error().code,
            "records.field_not_writable");
  EXPECT_EQ(world.create("project", R"({"name": "a", "milestones": []})").error().code,
            "records.field_not_writable");
  EXPECT_EQ(world.create("nothing", "{}").error().code, "records.unknown_type");
}

TEST(records, check_and_rule_refuse_with_their_own_code_and_clause) {
  World world;

  const auto order = world.create(
      "project", R"({"name": "a", "starts_on": "2026-03-05", "ends_on": "2026-03-01"})");
  const auto amount = world.create("project", R"({"name": "a", "class": "plain", "amount": 1000})");

  EXPECT_EQ(order.error().code, "project.order");
  EXPECT_EQ(order.error().clause, "T-2");
  EXPECT_EQ(order.error().kind, base::ErrorKind::Refused);
  EXPECT_EQ(amount.error().code, "project.too_much");
  EXPECT_THAT(missing_names(amount.error()), ElementsAre("project.too_much"));
}

TEST(records, unique_value_is_taken_once) {
  World world;
  ASSERT_TRUE(world.create("project", R"({"name": "a", "code": "X1"})").ok());

  const auto refused = world.create("project", R"({"name": "b", "code": "X1"})");

  EXPECT_EQ(refused.error().code, "records.not_unique");
  EXPECT_THAT(missing_names(refused.error()), ElementsAre("code"));
}

TEST(records, forged_ids_are_refused) {
  World world;

  EXPECT_EQ(world.create("project", R"({"name": "a", "owner": "nobody"})").error().code,
            "records.value_invalid");
  EXPECT_EQ(world.create("milestone", R"({"name": "m", "project": "12345"})").error().code,
            "records.value_invalid");
}

TEST(records, update_needs_access_and_the_seen_version) {
  World world;
  const Ref ref = world.make("project", park);
  ASSERT_TRUE(world.update(ref, R"({"name": "园区二期"})", 1).ok());

  const auto stale = world.update(ref, R"({"amount": "1"})", 1);
  ASSERT_FALSE(stale.ok());
  EXPECT_EQ(stale.error().code, "records.changed_meanwhile");
  EXPECT_THAT(missing_names(stale.error()), ElementsAre("name"));
  EXPECT_EQ(stale.error().missing[0].how.zh, "name of wang 于 2026-03-02 09:00 更改");

  world.be("zhao");
  EXPECT_EQ(world.update(ref, R"({"name": "b"})").error().code, "records.forbidden");
  world.be("zhao", {"boss"});
  EXPECT_TRUE(world.update(ref, R"({"name": "b"})", 2).ok());
}

TEST(records, update_without_difference_changes_nothing) {
  World world;
  const Ref ref = world.make("project", park);

  const auto same = world.update(ref, R"({"name": "园区"})", 1);

  EXPECT_EQ(same->version, 1);
  EXPECT_THAT(history(world.db(), ref), SizeIs(1));
}

TEST(records, guards_report_all_failures_with_the_first_ones_clause) {
  World world;
  const Ref ref = world.make("project", park);
  ASSERT_TRUE(world.transition(ref, "submit").ok());
  world.be("lin", {"boss"});

  const auto refused = world.transition(ref, "start");

  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, "project.not_agreed");
  EXPECT_EQ(refused.error().clause, "T-3");
  EXPECT_THAT(missing_names(refused.error()),
              ElementsAre("project.not_agreed", "project.no_milestones"));
  EXPECT_EQ(world.get(ref)->state, "review");
}

TEST(records, transition_moves_sets_and_is_told) {
  World world;
  const Ref ref = world.make("project", park);
  world.make_milestone(ref);
  ASSERT_TRUE(world.transition(ref, "submit").ok());
  world.environment.votes = all_agree;
  world.be("lin", {"boss"});

  const auto moved = world.transition(ref, "start");

  ASSERT_TRUE(moved.ok());
  EXPECT_EQ(moved->state, "running");
  EXPECT_EQ(moved->values.at("starts_on"), "2026-03-02");
  const auto entries = history(world.db(), ref);
  EXPECT_EQ(entries[0].act, "record.transitioned");
  EXPECT_EQ(entries[0].clause, "T-5");
  EXPECT_EQ(*base::find(*base::find(entries[0].changes, "transition"), "new"), "start");
}

TEST(records, transition_needs_state_person_and_required_fields) {
  World world;
  const Ref ref = world.make("project", R"({"name": "a"})");

  EXPECT_EQ(world.transition(ref, "start").error().code, "records.transition_not_allowed");
  EXPECT_EQ(world.transition(ref, "nonsense").error().code, "records.unknown_transition");
  const auto lacking = world.transition(ref, "submit");
  EXPECT_EQ(lacking.error().code, "records.field_required");
  EXPECT_THAT(missing_names(lacking.error()), ElementsAre("amount"));
  EXPECT_TRUE(world.transition(ref, "submit", R"({"amount": 5})").ok());
  EXPECT_EQ(world.transition(ref, "start").error().code, "records.forbidden");
}

TEST(records, final_state_ends_the_record_and_what_hangs_on_it) {
  World world;
  const Ref ref = world.make("project", park);
  const std::string child = R"({"name": "m", "project": ")" + std::to_string(ref.id) + "\"}";
  const Ref milestone = world.make_milestone(ref);
  ASSERT_TRUE(world.transition(ref, "submit").ok());

  ASSERT_TRUE(world.transition(ref, "stop").ok());

  EXPECT_EQ(world.get(milestone)->state, "dropped");
  EXPECT_EQ(world.update(ref, R"({"name": "b"})").error().code, "records.final");
  EXPECT_EQ(world.update(ref, R"({"name": "b"})").error().clause, "T-6");
  const auto again = world.transition(ref, "submit");
  EXPECT_EQ(again.error().code, "records.transition_not_allowed");
  EXPECT_EQ(again.error().clause, "T-6");
  EXPECT_EQ(world.create("milestone", child).error().code, "records.final");
  EXPECT_EQ(world.update(milestone, R"({"name": "n"})").error().code, "records.final");
  EXPECT_TRUE(world.comment(ref, "遗憾").ok());
}

TEST(records, defaults_see_parent_and_siblings) {
  World world;
  const Ref ref = world.make("project", park);
  const std::string child = R"({"name": "m", "project": ")" + std::to_string(ref.id) + "\"}";

  const auto first = world.create("milestone", child);
  const auto second = world.create("milestone", child);

  EXPECT_EQ(first->values.at("position"), 1);
  EXPECT_EQ(second->values.at("position"), 2);
  EXPECT_EQ(second->values.at("responsible"), "wang");
  world.be("zhao");
  EXPECT_EQ(world.create("milestone", child).error().code, "records.forbidden");
}

TEST(records, frozen_record_keeps_its_values) {
  World world;
  const Ref ref = world.make("project", park);
  const Ref milestone = world.make_milestone(ref);
  ASSERT_TRUE(world.transition(milestone, "reach").ok());

  const auto refused = world.update(milestone, R"({"name": "other"})");

  EXPECT_EQ(refused.error().code, "milestone.frozen");
  EXPECT_EQ(refused.error().clause, "T-8");
  EXPECT_EQ(world.get(ref)->values.at("done"), 100);
}

TEST(records, refusals_without_a_code_of_their_own_carry_the_general_one) {
  RecordType plain_project = testing::project();
  plain_project.rules.front().refuse.id = "";
  RecordType plain_milestone = testing::milestone();
  plain_milestone.freeze->refuse.id = "";
  World world({plain_project, plain_milestone, testing::report()});
  const Ref milestone = world.make_milestone(world.make("project", park));
  ASSERT_TRUE(world.transition(milestone, "reach").ok());

  const auto frozen = world.update(milestone, R"({"name": "other"})");
  const auto rule = world.create("project", R"({"name": "a", "class": "plain", "amount": 1000})");

  EXPECT_EQ(frozen.error().code, "records.frozen");
  EXPECT_EQ(rule.error().code, "records.rule_violated");
}

TEST(records, transitions_that_follow_from_each_other_without_end_are_refused) {
  RecordType round_project = testing::project();
  Transition down = testing::move("down", {"*"}, "draft");
  down.by = {"everyone"};
  down.cascades = {{testing::formula("milestones"), "up"}};
  round_project.transitions.push_back(down);
  RecordType round_milestone = testing::milestone();
  Transition up = testing::move("up", {"*"}, "planned");
  up.by = {"everyone"};
  up.cascades = {{testing::formula("parent"), "down"}};
  round_milestone.transitions.push_back(up);
  World world({round_project, round_milestone, testing::report()});
  const Ref project = world.make("project", park);
  world.make_milestone(project);

  EXPECT_EQ(world.transition(project, "down").error().code, "records.too_deep");
}

TEST(records, transition_creates_what_it_says) {
  World world;
  const Ref ref = world.make("project", park);
  const Ref milestone = world.make_milestone(ref);

  ASSERT_TRUE(world.transition(milestone, "reach").ok());

  const auto reports = world.list("report", {.parent = milestone});
  ASSERT_THAT(reports->items, SizeIs(1));
  EXPECT_EQ(reports->items[0].values.at("title"), "m report");
  EXPECT_EQ(root_of(world.db(), *world.catalogue, reports->items[0].ref), ref);
  EXPECT_EQ(world.create("report", R"({"milestone": "1"})").error().code, "records.value_invalid");
}

class Listener final : public Observer {
 public:
  base::Result<void> changed(storage::Tx&, const Change& change) override {
    heard.push_back(change.event);
    if (change.parent) parents.push_back(change.parent->type);
    if (refuses == change.event) return base::refusal("records.forbidden");
    return {};
  }
  std::vector<std::string> heard;
  std::vector<std::string> parents;
  std::string refuses;
};

TEST(records, observer_hears_every_change_and_may_refuse) {
  World world;
  Listener listener;
  world.environment.observer = &listener;

  const Ref ref = world.make("project", park);
  world.make_milestone(ref);
  ASSERT_TRUE(world.update(ref, R"({"name": "b"})").ok());
  listener.refuses = "submit";
  const auto refused = world.transition(ref, "submit");

  EXPECT_EQ(refused.error().code, "records.forbidden");
  EXPECT_THAT(listener.heard, ElementsAre("created", "created", "changed", "submit"));
  EXPECT_THAT(listener.parents, ElementsAre("project"));
}

TEST(records, numbers_count_per_period_and_never_repeat) {
  World world;
  std::set<std::string> numbers;
  for (int i = 0; i < 30; ++i) {
    if (i == 20) world.pass(base::days(31));
    const auto created = world.create("project", i % 3 == 2 ? "{}" : park);
    if (created.ok()) numbers.insert(created->number);
  }
  EXPECT_THAT(numbers, SizeIs(20));
  EXPECT_TRUE(numbers.contains("P-202604-001"));
}

TEST(records, offered_transitions_follow_state_and_person) {
  World world;
  const auto created = world.create("project", park);
  const auto offered_ids = [&](const Record& record) {
    std::vector<std::string> ids;
    for (const Transition* transition :
         offered(world.db(), *world.catalogue, world.environment, record)) {
      ids.push_back(transition->id);
    }
    return ids;
  };

  EXPECT_THAT(offered_ids(*created), ElementsAre("submit"));
  const auto moved = world.transition(created->ref, "submit");
  EXPECT_THAT(offered_ids(*moved), ElementsAre("stop"));
  world.be("zhao");
  EXPECT_THAT(offered_ids(*moved), IsEmpty());
  EXPECT_TRUE(may(world.db(), *world.catalogue, world.environment, *moved, May::Read));
  EXPECT_FALSE(may(world.db(), *world.catalogue, world.environment, *moved, May::Update));
}

TEST(records, ready_says_what_a_transition_lacks) {
  World world;
  const auto created = world.create("project", R"({"name": "a"})");
  const Transition& submit = *world.catalogue->type("project")->transition("submit");

  const auto lacking = ready(world.db(), *world.catalogue, world.environment, *created, submit);

  EXPECT_THAT(missing_names(lacking.error()), ElementsAre("amount"));
  EXPECT_EQ(world.get(created->ref)->state, "draft");
}

TEST(records, what_a_field_held_on_a_day_is_told_by_the_history) {
  RecordType type = testing::project();
  const auto on = [](const std::string& day) {
    return "value_on(\"project\", id, \"owner\", date(\"" + day + "\"))";
  };
  type.fields.push_back(computed(field("before", FieldType::Person), on("2026-03-01")));
  type.fields.push_back(computed(field("at_first", FieldType::Person), on("2026-03-02")));
  type.fields.push_back(computed(field("later", FieldType::Person), on("2026-03-31")));
  type.fields.push_back(computed(field("unknown", FieldType::Person),
                                 "value_on(\"project\", id, \"nobody\", date(\"2026-03-02\"))"));
  World world({type, testing::milestone(), testing::report()});
  const Ref ref = world.make("project", park);
  world.pass(base::days(1));
  ASSERT_TRUE(world.update(ref, R"({"owner": "lin"})").ok());

  const auto read = world.get(ref);

  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->values.at("before"), "wang");
  EXPECT_EQ(read->values.at("at_first"), "wang");
  EXPECT_EQ(read->values.at("later"), "lin");
  EXPECT_TRUE(read->values.at("unknown").is_null());
}

TEST(records, draft_sees_unsaved_values) {
  World world;
  const auto unsaved = draft(world.db(), *world.catalogue, world.environment, "project", {},
                             testing::object(R"({"class": "special", "amount": 3})"));

  EXPECT_EQ(unsaved->find("class"), feel::Value("special"));
  EXPECT_EQ(unsaved->find("amount"), feel::Value(3));
  EXPECT_EQ(unsaved->find("state"), feel::Value("draft"));
  EXPECT_FALSE(unsaved->find("nonsense").has_value());
}

TEST(records, defaults_are_shown_before_saving) {
  World world;
  const Ref ref = world.make("project", park);

  const auto values =
      defaults(world.db(), *world.catalogue, world.environment, "milestone",
               testing::object(R"({"project": ")" + std::to_string(ref.id) + "\"}"));

  EXPECT_EQ(values.at("position"), 1);
  EXPECT_EQ(values.at("responsible"), "wang");
}

TEST(records, what_is_not_stored_has_no_id) {
  World world;
  const Ref ref = world.make("project", park);

  const auto kept = draft(world.db(), *world.catalogue, world.environment, "project", ref, {});
  const auto unsaved = draft(world.db(), *world.catalogue, world.environment, "project", {}, {});

  EXPECT_EQ(kept->find("id"), feel::Value(std::to_string(ref.id)));
  EXPECT_EQ(unsaved->find("id"), feel::Value());
}

TEST(records, violations_lists_open_records_only) {
  World world;
  world.make("project", park);
  auto types = std::vector{testing::project(), testing::milestone(), testing::report()};
  types[0].fields[9].is_required = true;  // notes
  ASSERT_TRUE(world.use(types).ok());

  const auto found = violations(world.db(), *world.catalogue, world.environment, "project");

  ASSERT_THAT(found, SizeIs(1));
  EXPECT_THAT(missing_names(found[0].error), ElementsAre("notes"));
}

TEST(records, read_access_hides_records) {
  auto types = std::vector{testing::project(), testing::milestone(), testing::report()};
  types[0].access.read = {"field:owner", "field:members"};
  types[1].access.read = {"parent.field:owner"};
  World world(types);
  const Ref mine = world.make("project", park);
  world.make("project", R"({"name": "b", "owner": "lin", "members": ["lin", "zhao"]})");
  world.make_milestone(mine);

  EXPECT_EQ(world.list("project", {})->total, 1);
  EXPECT_EQ(world.list("milestone", {})->total, 1);
  world.be("zhao");
  EXPECT_EQ(world.list("project", {})->total, 1);
  EXPECT_EQ(world.list("milestone", {})->total, 0);
  EXPECT_EQ(world.get(mine).error().code, "records.not_found");
  EXPECT_EQ(world.update(mine, "{}").error().code, "records.not_found");
}

TEST(records, access_reaches_to_the_record_above_the_parent) {
  auto types = std::vector{testing::project(), testing::milestone(), testing::report()};
  types[2].access.read = {"parent.parent.field:members"};
  World world(types);
  const Ref ref = world.make("project", R"({"name": "a", "members": ["zhao"]})");
  ASSERT_TRUE(world.transition(world.make_milestone(ref), "reach").ok());
  const Ref report = belonging_to(world.db(), *world.catalogue, ref).at(1);

  EXPECT_EQ(world.list("report", {})->total, 0);
  EXPECT_EQ(world.get(report).error().code, "records.not_found");
  world.be("zhao");
  EXPECT_EQ(world.list("report", {})->total, 1);
  EXPECT_TRUE(world.get(report).ok());
}

TEST(records, nothing_is_offered_below_where_a_rule_refuses_it_whatever_it_says) {
  auto types = std::vector{testing::project(), testing::milestone(), testing::report()};
  auto refuse = testing::refusal("milestone.too_late");
  refuse.missing = {{"project", "", {}}};
  types[1].rules.push_back(
      {Rule::On::Create, testing::formula("parent.state = \"draft\""), refuse});
  World world(types);
  const Ref ref = world.make("project", park);
  const auto is_offered = [&] {
    return may_create(world.db(), *world.catalogue, world.environment, "milestone",
                      {{"project", std::to_string(ref.id)}});
  };

  EXPECT_TRUE(is_offered());
  ASSERT_TRUE(world.transition(ref, "submit", R"({"amount": "5.00"})").ok());
  EXPECT_FALSE(is_offered());
}

TEST(records, an_act_is_not_offered_while_only_the_parent_bars_it_and_says_so_when_asked) {
  auto types = std::vector{testing::project(), testing::milestone(), testing::report()};
  Check gate = testing::check("parent.state = \"review\"", "milestone.too_early");
  gate.refuse.missing = {{"project", "", {}}};
  Check lack = testing::check("planned_on != null", "milestone.no_date");
  lack.refuse.missing = {{"planned_on", "", {}}};
  types[1].transitions.front().guards = {gate, lack};
  World world(types);
  const Ref ref = world.make("project", park);
  const auto milestone = *world.get(world.make_milestone(ref));
  const auto offered_count = [&] {
    return offered(world.db(), *world.catalogue, world.environment, milestone).size();
  };

  EXPECT_EQ(offered_count(), 0u);
  EXPECT_EQ(world.transition(milestone.ref, "reach").error().code, "milestone.too_early");
  ASSERT_TRUE(world.transition(ref, "submit", R"({"amount": "5.00"})").ok());
  EXPECT_EQ(offered_count(), 1u) << "what the record itself lacks is told at the act";
}

TEST(records, a_title_that_is_a_choice_is_told_in_its_words) {
  auto types = std::vector{testing::project(), testing::milestone(), testing::report()};
  types[0].title_field = "class";
  types[0].fields[1].options.front().title = {"标准化方案", "Standard"};
  World world(types);
  const Ref ref = world.make("project", park);
  const auto record = find(world.db(), *world.catalogue, ref);

  ASSERT_EQ(types[0].fields[1].id, "class");
  EXPECT_EQ(title_of(*world.catalogue, *record), "标准化方案");
}

TEST(records, formulas_reach_over_links_children_and_back) {
  World world;
  const Ref ref = world.make("project", park);
  const Ref first = world.make_milestone(ref, "a");
  world.make_milestone(ref, "b");
  const auto value = [&](const Ref& of, const char* text) {
    return evaluate(world.db(), *world.catalogue, world.environment, of, *feel::compile(text));
  };

  EXPECT_EQ(value(ref, "count(milestones)"), feel::Value(2));
  EXPECT_EQ(value(ref, "milestones[2].name"), feel::Value("b"));
  EXPECT_EQ(value(ref, "milestones[1].project.name"), feel::Value("园区"));
  EXPECT_EQ(value(first, "parent.milestones[name = \"b\"][1].position"), feel::Value(2));
  EXPECT_EQ(value(first, "siblings[1].name"), feel::Value("b"));
  EXPECT_EQ(value(first, "project.done"), feel::Value(0));
  EXPECT_EQ(value(first, "count(records(\"milestone\", {project: project}))"), feel::Value(2));
  EXPECT_EQ(value(first, "count(records(\"milestone\", {name: \"a\", state: \"planned\"}))"),
            feel::Value(1));
  EXPECT_EQ(value(first, "count(records(\"milestone\"))"), feel::Value(2));
  EXPECT_TRUE(value(first, "records(\"nothing\")").is_null());
  EXPECT_EQ(value(ref, "actor.person"), feel::Value("wang"));
}

TEST(records, amounts_are_written_in_figures_as_people_read_them) {
  World world;
  const Ref ref = world.make("project", park);
  const auto figures = [&](const std::string& amount) {
    const auto rule = feel::compile("in_figures(" + amount + ")");
    return evaluate(world.db(), *world.catalogue, world.environment, ref, *rule);
  };

  EXPECT_EQ(figures("1050.2"), feel::Value("¥1,050.20"));
  EXPECT_EQ(figures("1234567"), feel::Value("¥1,234,567.00"));
  EXPECT_EQ(figures("999.995"), feel::Value("¥1,000.00"));
  EXPECT_EQ(figures("0.05"), feel::Value("¥0.05"));
  EXPECT_EQ(figures("-1000"), feel::Value("-¥1,000.00"));
  EXPECT_TRUE(figures("null").is_null());
}

TEST(records, what_is_computed_from_itself_has_no_value) {
  auto types = std::vector{testing::project(), testing::milestone(), testing::report()};
  types[1].fields.push_back(
      testing::computed(testing::number("share", 2), "share + count(parent.milestones)"));
  World world(types);

  const auto read = world.get(world.make_milestone(world.make("project", park)));

  EXPECT_TRUE(read->values.at("share").is_null());
}

TEST(records, next_state_may_be_kept_in_a_field_that_the_transition_clears) {
  auto types = std::vector{testing::project(), testing::milestone(), testing::report()};
  Transition resume = testing::move("resume", {"paused"}, "");
  resume.to_formula = testing::formula("notes");
  resume.set = {{"notes", testing::formula("null")}};
  resume.by = {"everyone"};
  types[0].transitions.push_back(resume);
  types[0].transitions[0].to = "paused";
  World world(types);
  const Ref ref = world.make("project", R"({"name": "a", "amount": 1, "notes": "running"})");
  ASSERT_TRUE(world.transition(ref, "submit").ok());

  const auto resumed = world.transition(ref, "resume");

  EXPECT_EQ(resumed->state, "running");
  EXPECT_TRUE(resumed->values.at("notes").is_null());
}

TEST(records, projection_holds_what_a_process_reads) {
  World world;
  const Ref ref = world.make("project", park);
  const std::vector<std::string> names = {"amount", "done"};

  const feel::Value seen = projection(world.db(), *world.catalogue, world.environment, ref, names);

  EXPECT_EQ(seen["amount"], feel::Value(*base::Decimal::parse("120.5")));
  EXPECT_EQ(seen["number"], feel::Value("P-202603-001"));
  EXPECT_TRUE(seen["done"].is_null());
  EXPECT_EQ(seen.find("name"), nullptr);
}

}  // namespace
}  // namespace records
