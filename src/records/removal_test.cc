// Rows that are taken away: what stays of them, and what has to stay.
#include "records/removal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "records/testing.h"

namespace records {
namespace {

using ::testing::ElementsAre;
using testing::missing_names;
using testing::World;

RecordType numbered_milestone() {
  RecordType type = testing::milestone();
  type.number = {"M-{seq}", NumberPattern::Reset::Never};
  type.transitions.back().by = {"everyone"};
  return type;
}

class RemovalTest : public ::testing::Test {
 protected:
  RemovalTest() {
    use(numbered_milestone());
    project_ = world_.make("project", R"({"name": "a", "amount": "1", "class": "plain"})");
    row_ = world_.make_milestone(project_, "first");
  }
  void use(RecordType milestone, std::vector<RecordType> more = {}) {
    std::vector<RecordType> all = {testing::project(), std::move(milestone), testing::report()};
    for (RecordType& type : more) all.push_back(std::move(type));
    base::ensure(world_.use(std::move(all)).ok(), "tables");
  }
  base::Result<void> remove(const Ref& ref, std::optional<int64_t> version = {}) {
    storage::Tx tx = world_.tx();
    return records::remove(tx, *world_.catalogue, world_.environment, ref, version);
  }
  bool is_offered(const Ref& ref) {
    const auto record = find(world_.db(), *world_.catalogue, ref);
    return may_remove(world_.db(), *world_.catalogue, world_.environment, *record);
  }
  // What the offer says, too.
  base::Error refused(const Ref& ref) {
    EXPECT_FALSE(is_offered(ref));
    const auto gone = remove(ref);
    EXPECT_FALSE(gone.ok());
    EXPECT_TRUE(find(world_.db(), *world_.catalogue, ref));
    return gone.ok() ? base::Error() : gone.error();
  }
  int64_t found(const std::string& words) {
    Query query;
    query.search = words;
    return world_.list("milestone", query)->total;
  }

  World world_;
  Ref project_;
  Ref row_;
};

TEST_F(RemovalTest, a_row_is_gone_and_its_history_keeps_what_it_held) {
  ASSERT_EQ(found("first"), 1);
  ASSERT_TRUE(is_offered(row_));

  ASSERT_TRUE(remove(row_).ok());

  EXPECT_FALSE(find(world_.db(), *world_.catalogue, row_));
  EXPECT_EQ(world_.list("milestone", {})->total, 0);
  EXPECT_EQ(found("first"), 0);
  const auto entries = history(world_.db(), row_);
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_EQ(entries.front().act, "record.deleted");
  EXPECT_EQ(entries.front().person, "wang");
  EXPECT_EQ(base::print(entries.front().changes.at("name")), R"({"old":"first","new":null})");
  const auto last = removed(world_.db(), *world_.catalogue, row_);
  ASSERT_TRUE(last);
  EXPECT_EQ(last->number, "M-1");
  EXPECT_EQ(last->state, "planned");
  EXPECT_EQ(last->values.at("project"), base::Json(std::to_string(project_.id)));
  EXPECT_EQ(remove(row_).error().code, "records.not_found");
}

TEST_F(RemovalTest, its_number_is_given_to_no_other) {
  ASSERT_TRUE(remove(row_).ok());

  const Ref next = world_.make_milestone(project_, "second");

  EXPECT_EQ(world_.get(next)->number, "M-2");
  EXPECT_FALSE(removed(world_.db(), *world_.catalogue, next));
}

TEST_F(RemovalTest,
       stays_for_who_may_not_add_or_not_change_such_a_row_and_for_who_saw_an_older_one) {
  EXPECT_EQ(remove(row_, 7).error().code, "records.changed_meanwhile");
  world_.be("zhao");
  EXPECT_EQ(refused(row_).code, "records.forbidden");
  world_.be("wang");
  RecordType changed_by_boss = numbered_milestone();
  changed_by_boss.access.update = {"position:boss"};
  use(changed_by_boss);
  EXPECT_EQ(refused(row_).code, "records.forbidden");
}

TEST_F(RemovalTest, stays_once_it_is_frozen_ended_or_moved_on) {
  const Ref dropped = world_.make_milestone(project_, "dropped");
  ASSERT_TRUE(world_.transition(row_, "reach").ok());
  ASSERT_TRUE(world_.transition(dropped, "drop").ok());

  EXPECT_EQ(refused(row_).code, "milestone.frozen");
  const auto moved = refused(dropped);
  EXPECT_EQ(moved.code, "records.in_use");
  EXPECT_THAT(missing_names(moved), ElementsAre("state"));
  const Ref other = world_.make_milestone(project_, "other");
  ASSERT_TRUE(world_.transition(project_, "submit").ok());
  ASSERT_TRUE(world_.transition(project_, "stop").ok());
  EXPECT_EQ(refused(other).code, "records.final");
}

TEST_F(RemovalTest, what_belongs_to_no_other_record_stays) {
  const auto error = refused(project_);

  EXPECT_EQ(error.code, "records.in_use");
  EXPECT_THAT(missing_names(error), ElementsAre("parent"));
}

RecordType note(std::string about, bool is_of_many) {
  RecordType type;
  type.id = "note";
  type.title = testing::both("note");
  Field link = testing::link_to(std::move(about), "milestone");
  type.fields = {is_of_many ? testing::many(link) : link, testing::field("name", FieldType::Text)};
  type.access.read = {"field:reader", "position:boss"};
  type.fields.push_back(testing::field("reader", FieldType::Person));
  return type;
}

TEST_F(RemovalTest, stays_while_another_record_names_it_which_is_told_to_its_readers_only) {
  for (const bool is_of_many : {false, true}) {
    use(numbered_milestone(), {note(is_of_many ? "all" : "one", is_of_many)});
    const std::string id = "\"" + std::to_string(row_.id) + "\"";
    const std::string link = is_of_many ? "\"all\": [" + id + "]" : "\"one\": " + id;
    world_.be("wang", {"boss"});
    const Ref secret = world_.make("note", "{" + link + R"(, "name": "secret"})");

    const auto told = refused(row_);
    world_.be("wang");
    const auto untold = refused(row_);

    EXPECT_EQ(told.code, "records.in_use");
    EXPECT_THAT(missing_names(told), ElementsAre("note/" + std::to_string(secret.id)));
    EXPECT_THAT(told.missing.front().label.zh, ::testing::HasSubstr("secret"));
    EXPECT_EQ(untold.code, "records.in_use");
    EXPECT_THAT(missing_names(untold), ElementsAre("note"));
    EXPECT_EQ(untold.missing.front().label.zh, "note");
    world_.be("wang", {"boss"});
    ASSERT_TRUE(world_.update(secret, is_of_many ? R"({"all": []})" : R"({"one": null})").ok());
    world_.be("wang");
    EXPECT_TRUE(is_offered(row_));
  }
}

TEST_F(RemovalTest, a_rule_keeps_what_it_holds_and_no_empty_field) {
  RecordType type = numbered_milestone();
  Rule rule{Rule::On::Update, testing::formula("false"), testing::refusal("milestone.kept", "T-9")};
  rule.keep = {"planned_on"};
  type.rules.push_back(rule);
  use(type);
  const Ref dated =
      world_.make("milestone", R"({"name": "b", "planned_on": "2026-05-01", "project": ")" +
                                   std::to_string(project_.id) + R"("})");

  EXPECT_EQ(refused(dated).code, "milestone.kept");
  EXPECT_TRUE(remove(row_).ok());
}

TEST_F(RemovalTest, stays_where_a_rule_lets_nothing_of_its_owner_change) {
  RecordType type = numbered_milestone();
  type.rules.push_back({Rule::On::Both, testing::formula("project.state = \"draft\""),
                        testing::refusal("milestone.closed", "T-9")});
  use(type);
  EXPECT_TRUE(is_offered(row_));
  ASSERT_TRUE(world_.transition(project_, "submit").ok());

  EXPECT_EQ(refused(row_).code, "milestone.closed");
}

TEST_F(RemovalTest, a_deputy_deletes_on_behalf_of_whom_he_stands_in_for) {
  world_.environment.acts_for = [](storage::Connection&, const Record&, Doing) {
    return std::vector<Acting>{{"wang", {}, {}, false}};
  };
  world_.be("zhao");

  ASSERT_TRUE(remove(row_).ok());

  EXPECT_EQ(history(world_.db(), row_).front().person, "zhao");
  EXPECT_EQ(history(world_.db(), row_).front().on_behalf_of, "wang");
}

}  // namespace
}  // namespace records
