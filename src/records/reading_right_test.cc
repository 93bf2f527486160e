// A field with a right to be read of its own (`read`) is told to nobody else, whatever the door.
#include <gtest/gtest.h>

#include <algorithm>

#include "records/files.h"
#include "records/guarded.h"
#include "records/testing.h"

namespace records {
namespace {

using testing::World;

constexpr const char* until_running = "actor.person != owner or state = \"running\"";

Field guarded(Field made, const std::string& read) {
  made.read = testing::formula(read);
  return made;
}

Field& field_of(RecordType& type, std::string_view id) {
  return *std::ranges::find(type.fields, id, &Field::id);
}

// What is noted about a project, and how it is rated, its owner reads when it runs; marks of its
// milestones as well.
std::vector<RecordType> types() {
  RecordType project = testing::project();
  field_of(project, "notes") = guarded(field_of(project, "notes"), until_running);
  project.fields.push_back(guarded(testing::number("rating", 0), until_running));
  project.fields.push_back(testing::field("plan", FieldType::Attachment));
  field_of(project, "plan") = guarded(field_of(project, "plan"), until_running);
  project.fields.push_back(testing::computed(testing::number("twice", 0), "rating * 2"));
  project.fields.push_back(testing::computed(testing::number("four_times", 0), "twice * 2"));
  project.fields.push_back(testing::computed(testing::number("marked", 0), "sum(milestones.mark)"));
  project.fields.push_back(
      testing::computed(testing::number("last_place", 0), "max(milestones.position)"));
  RecordType milestone = testing::milestone();
  milestone.fields.push_back(guarded(testing::number("mark", 0),
                                     "actor.person != parent.owner or parent.state = \"running\""));
  return {std::move(project), std::move(milestone), testing::report()};
}

constexpr const char* values =
    R"({"name": "a", "amount": "1", "class": "plain", "owner": "wang", "notes": "halting",
        "rating": 3,
        "plan": [{"id": "file1", "name": "name of file1"}]})";

struct Rated {
  World world{types()};
  Ref project = world.make("project", values);
  Ref milestone = make_milestone();

  Ref make_milestone() {
    const std::string id = std::to_string(project.id);
    return world.make("milestone", R"({"name": "m", "mark": 5, "project": ")" + id + R"("})");
  }
  // What a list finds.
  int64_t found(const Query& query) { return world.list("project", query)->total; }
};

TEST(reading_right, value_and_what_is_computed_from_it_are_not_told) {
  Rated rated;

  const auto his = rated.world.get(rated.project)->values;
  EXPECT_FALSE(his.contains("notes"));
  EXPECT_FALSE(his.contains("rating"));
  EXPECT_TRUE(his.at("twice").is_null());
  EXPECT_TRUE(his.at("four_times").is_null());
  EXPECT_TRUE(his.at("marked").is_null());
  EXPECT_EQ(his.at("last_place"), 1);
  EXPECT_FALSE(rated.world.get(rated.milestone)->values.contains("mark"));
  rated.world.be("zhao");
  const auto hers = rated.world.get(rated.project)->values;
  EXPECT_EQ(hers.at("notes"), "halting");
  EXPECT_EQ(hers.at("four_times"), 12);
  EXPECT_EQ(hers.at("marked"), 5);
}

TEST(reading_right, it_is_told_once_the_condition_holds) {
  Rated rated;
  rated.world.be_process();
  rated.world.environment.votes = [](storage::Connection&, const Ref&, std::string_view) {
    return feel::Fields().set("agree", 3).build();
  };
  ASSERT_TRUE(rated.world.transition(rated.project, "submit").ok());
  ASSERT_TRUE(rated.world.transition(rated.project, "start").ok());

  rated.world.be("wang");
  EXPECT_EQ(rated.world.get(rated.project)->values.at("notes"), "halting");
  EXPECT_EQ(rated.world.get(rated.project)->values.at("marked"), 5);
}

TEST(reading_right, nobody_in_particular_is_told_nothing) {
  Rated rated;
  rated.world.be("");
  rated.world.environment.acting.roles = {"everyone"};

  const auto untold =
      untold_fields(rated.world.db(), *rated.world.catalogue, rated.world.environment,
                    *find(rated.world.db(), *rated.world.catalogue, rated.project));
  EXPECT_EQ(untold, (FieldNames{"notes", "plan", "rating"}));
}

TEST(reading_right, lists_tell_and_find_nothing_of_it) {
  Rated rated;
  const std::vector<Query> asking = {
      {.filter = "rating = 3"},
      {.filter = "notes != null"},
      {.filter = "contains(notes, \"halt\")"},
      {.filter = "twice = 6"},
      {.filter = "count(milestones[mark = 5]) = 1"},
      {.filter = "count(records(\"milestone\", {mark: 5})) = 1"},
      {.filter = "count(records(\"project\", {rating: 3})) = 1"},
      {.where = {{"rating", "=", 3}}},
      {.where = {{"rating", ">", 1}}},
      {.where = {{"notes", "filled", nullptr}}},
      {.where = {{"notes", "contains", "halt"}}},
      {.where = {{"rating", "in", base::JsonArray{3}}}},
  };

  for (const Query& query : asking) EXPECT_EQ(rated.found(query), 0) << query.filter;
  Query all;
  all.with_computed = false;
  EXPECT_FALSE(rated.world.list("project", all)->items.front().values.contains("notes"));
  rated.world.be("zhao");
  for (const Query& query : asking) EXPECT_EQ(rated.found(query), 1) << query.filter;
}

TEST(reading_right, search_finds_it_for_nobody) {
  Rated rated;
  rated.world.be("zhao");

  EXPECT_EQ(rated.found({.search = "halting"}), 0);
  EXPECT_EQ(rated.found({.search = "a"}), 1);
}

TEST(reading_right, words_that_were_found_before_are_forgotten) {
  World world;
  world.make("project", R"({"name": "a", "amount": "1", "class": "plain", "notes": "halting"})");
  ASSERT_EQ(world.list("project", {.search = "halting"})->total, 1);

  ASSERT_TRUE(world.use(types()).ok());

  EXPECT_EQ(world.list("project", {.search = "halting"})->total, 0);
  EXPECT_EQ(world.list("project", {.search = "a"})->total, 1);
}

TEST(reading_right, order_of_a_list_does_not_follow_it) {
  Rated rated;
  const Ref first = rated.project;
  const Ref lower = rated.world.make(
      "project", R"({"name": "b", "amount": "1", "class": "plain", "owner": "wang", "rating": 1})");
  const auto order = [&](const char* sort) {
    std::vector<int64_t> ids;
    for (const Record& one : rated.world.list("project", {.sort = {sort}})->items)
      ids.push_back(one.ref.id);
    return ids;
  };

  EXPECT_EQ(order("rating"), order("-rating"));
  rated.world.be("zhao");
  EXPECT_EQ(order("rating"), (std::vector{lower.id, first.id}));
  EXPECT_EQ(order("-rating"), (std::vector{first.id, lower.id}));
}

TEST(reading_right, files_and_words_do_not_tell_it) {
  Rated rated;
  const auto csv = [&] {
    return *export_csv(rated.world.db(), *rated.world.catalogue, rated.world.environment, "project",
                       {}, {});
  };
  const auto shown = [&](const Ref& ref, const char* path) {
    const auto record = find(rated.world.db(), *rated.world.catalogue, ref);
    return show(rated.world.db(), *rated.world.catalogue, rated.world.environment, *record, path)
        ->text.zh;
  };
  const auto tells = [&] {
    const auto record = find(rated.world.db(), *rated.world.catalogue, rated.project);
    return tells_file(rated.world.db(), *rated.world.catalogue, rated.world.environment, *record,
                      "file1");
  };

  EXPECT_EQ(csv().find("halting"), std::string::npos);
  EXPECT_EQ(shown(rated.project, "notes"), "");
  EXPECT_EQ(shown(rated.milestone, "project.notes"), "");
  EXPECT_FALSE(tells());
  rated.world.be("zhao");
  EXPECT_NE(csv().find("halting"), std::string::npos);
  EXPECT_EQ(shown(rated.milestone, "project.notes"), "halting");
  EXPECT_TRUE(tells());
}

TEST(reading_right, expressions_asked_beside_the_fields_are_hidden) {
  Rated rated;
  const auto expression = *feel::compile("rating + 1");
  const auto ask = [&] {
    return evaluate_for_caller(rated.world.db(), *rated.world.catalogue, rated.world.environment,
                               rated.project, expression);
  };

  EXPECT_TRUE(ask().is_hidden);
  rated.world.be("zhao");
  EXPECT_EQ(feel::to_text(ask().value), "4");
}

TEST(reading_right, form_of_a_task_opens_the_record_only) {
  Rated rated;
  Environment& environment = rated.world.environment;
  environment.acting.is_process = environment.is_form = true;

  EXPECT_FALSE(rated.world.get(rated.project)->values.contains("notes"));
  // What is typed does not let the person in.
  const auto draft = records::draft(rated.world.db(), *rated.world.catalogue, environment,
                                    "project", rated.project, {{"owner", "zhao"}}, "rating");
  EXPECT_TRUE(draft->find("rating")->is_null());
  EXPECT_TRUE(draft->find("twice")->is_null());
  environment.is_form = false;
  EXPECT_EQ(rated.world.get(rated.project)->values.at("notes"), "halting");
}

TEST(reading_right, rules_see_it) {
  auto all = types();
  all.front().rules.push_back({Rule::On::Update, testing::formula("rating = 3"),
                               testing::refusal("project.rating_stays", "T-10")});
  World world(all);
  const Ref ref = world.make("project", values);

  EXPECT_TRUE(world.update(ref, R"({"name": "b"})").ok());
}

TEST(reading_right, what_is_not_read_is_not_changed_whatever_is_given) {
  Rated rated;

  for (const char* given : {R"({"rating": 3})", R"({"rating": 4})", R"({"rating": null})"}) {
    const auto refused = rated.world.update(rated.project, given);
    ASSERT_FALSE(refused.ok()) << given;
    EXPECT_EQ(testing::missing_names(refused.error()), std::vector<std::string>{"rating"});
  }
  EXPECT_TRUE(rated.world.update(rated.project, R"({"name": "b"})").ok());
  rated.world.be("lin", {"boss"});
  EXPECT_TRUE(rated.world.update(rated.project, R"({"rating": 4})").ok());
}

// What a transition lacks, as it is told before and when it is made.
std::vector<base::Missing> lacking(World& world, const Ref& ref, const char* name) {
  const auto made = world.transition(ref, name);
  const auto record = find(world.db(), *world.catalogue, ref);
  const auto before = ready(world.db(), *world.catalogue, world.environment, *record,
                            *world.catalogue->type(ref.type)->transition(name));
  if (made.ok() || before.ok()) return {};
  EXPECT_EQ(made.error().code, "records.field_required");
  EXPECT_EQ(testing::missing_names(made.error()), testing::missing_names(before.error()));
  return made.error().missing;
}

TEST(reading_right, a_transition_does_not_tell_whether_what_it_requires_is_filled) {
  auto all = types();
  all.front().transitions.front().required = {"amount", "notes"};
  World world(all);
  const Ref filled = world.make("project", values);
  const Ref empty =
      world.make("project", R"({"name": "b", "amount": "1", "class": "plain", "owner": "wang"})");

  const auto of_filled = lacking(world, filled, "submit");
  const auto of_empty = lacking(world, empty, "submit");
  ASSERT_EQ(of_filled.size(), 1u);
  ASSERT_EQ(of_empty.size(), 1u);
  EXPECT_EQ(of_filled.front().name, "notes");
  EXPECT_EQ(of_filled.front().how.zh, of_empty.front().how.zh);
  EXPECT_EQ(of_filled.front().how.en, of_empty.front().how.en);
  EXPECT_NE(of_empty.front().how.zh.find("由有权的人"), std::string::npos);

  world.be("zhao");
  EXPECT_EQ(lacking(world, empty, "submit").front().how.zh, "请填写");
  EXPECT_TRUE(world.transition(filled, "submit").ok());
  world.be_process();
  EXPECT_EQ(lacking(world, empty, "submit").front().how.zh, "请填写");
}

TEST(reading_right, who_changed_it_meanwhile_is_not_told) {
  Rated rated;
  rated.world.be("lin", {"boss"});
  ASSERT_TRUE(rated.world.update(rated.project, R"({"rating": 4, "name": "b"})").ok());

  rated.world.be("wang");
  const auto stale = rated.world.update(rated.project, R"({"name": "c"})", 1);
  EXPECT_EQ(testing::missing_names(stale.error()), std::vector<std::string>{"name"});
}

TEST(reading_right, deputy_reads_as_whom_he_works_for) {
  auto all = types();
  field_of(all.front(), "notes").read =
      testing::formula("list contains(actor.positions, \"boss\")");
  World world(all);
  const Ref ref = world.make("project", values);
  world.db().execute(
      "CREATE TABLE done_for (person TEXT, holder TEXT, record_type TEXT, record_id INTEGER, "
      "until INTEGER)",
      {});
  world.environment.standing_in.work = "done_for";
  world.environment.standing_in.holders = [](storage::Connection&) {
    return std::vector<Acting>{{"lin", {"boss"}, {}, false}};
  };

  EXPECT_FALSE(world.get(ref)->values.contains("notes"));
  world.db().execute("INSERT INTO done_for VALUES ('wang', 'lin', 'project', ?, NULL)", {ref.id});
  EXPECT_EQ(world.get(ref)->values.at("notes"), "halting");
}

std::vector<std::string> problems_of(std::vector<RecordType> all) {
  std::vector<std::string> texts;
  for (const base::Problem& problem : Catalogue::build(std::move(all)).problems)
    texts.push_back(problem.text);
  return texts;
}

TEST(reading_right, what_everybody_sees_does_not_name_it) {
  const auto changed = [](auto change) {
    auto all = types();
    change(all.front(), all[1]);
    return problems_of(std::move(all));
  };

  EXPECT_EQ(changed([](RecordType&, RecordType&) {}), std::vector<std::string>{});
  EXPECT_EQ(changed([](RecordType& project, RecordType&) { project.title_field = "notes"; }),
            std::vector<std::string>{
                "title_field: notes tells project.notes, which not everybody may read"});
  EXPECT_EQ(changed([](RecordType& project, RecordType&) {
              field_of(project, "name").default_formula = testing::formula("string(twice)");
              project.outside.clear();
            }),
            std::vector<std::string>{
                "title_field: name tells project.rating, which not everybody may read"});
  EXPECT_EQ(changed([](RecordType& project, RecordType&) { project.outside = {"marked"}; }),
            std::vector<std::string>{
                "outside: marked tells milestone.mark, which not everybody may read"});
  EXPECT_EQ(
      changed([](RecordType& project, RecordType&) {
        field_of(project, "code").read = testing::formula("true");
      }),
      std::vector<std::string>{"field code: read: a unique field tells its value by refusing it"});
  EXPECT_EQ(changed([](RecordType& project, RecordType&) {
              field_of(project, "milestones").read = testing::formula("true");
            }),
            std::vector<std::string>{
                "field milestones: read: who reads listed records is said by their own access"});
  EXPECT_EQ(changed([](RecordType&, RecordType& milestone) {
              field_of(milestone, "project").read = testing::formula("true");
            }),
            std::vector<std::string>{"field project: read: what a record belongs to is no secret"});
}

}  // namespace
}  // namespace records
