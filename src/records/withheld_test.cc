// What is withheld from somebody for now (Environment::withheld) is told to him through no door.
#include <gtest/gtest.h>

#include "records/testing.h"

namespace records {
namespace {

using testing::World;

constexpr const char* values =
    R"({"name": "Harbour", "amount": "7", "class": "plain", "owner": "wang", "notes": "halting"})";

// Of one project notes and amount are withheld from wang; of another nothing is.
struct Desk {
  World world;
  Ref project = world.make("project", values);
  Ref other = world.make(
      "project", R"({"name": "Bridge", "amount": "9", "class": "plain", "notes": "halting"})");
  std::map<std::string, Withheld, std::less<>> kept{
      {"project", {{project.id, {"notes", "amount"}}}}};

  Desk() {
    world.environment.withheld = [this](storage::Connection&,
                                        std::string_view type) -> const Withheld& {
      static const Withheld nothing;
      if (world.environment.acting.person != "wang") return nothing;
      const auto found = kept.find(type);
      return found == kept.end() ? nothing : found->second;
    };
  }
  std::vector<Ref> found(const Query& query) {
    const auto page = world.list("project", query);
    std::vector<Ref> refs;
    for (const Record& record : page->items) refs.push_back(record.ref);
    return refs;
  }
};

TEST(withheld, is_not_among_the_values) {
  Desk desk;

  EXPECT_FALSE(desk.world.get(desk.project)->values.contains("notes"));
  EXPECT_EQ(desk.world.get(desk.other)->values.at("notes"), "halting");
  Query plain;
  plain.with_computed = false;
  EXPECT_FALSE(desk.world.list("project", plain)->items.back().values.contains("notes"));
  desk.world.be("zhao");
  EXPECT_EQ(desk.world.get(desk.project)->values.at("notes"), "halting");
}

TEST(withheld, finds_nothing_by_filter_order_or_search) {
  Desk desk;
  const std::vector<Ref> both = {desk.other, desk.project};
  const std::vector<Ref> told = {desk.other};

  for (const Query& query : {Query{.filter = "amount > 1"}, Query{.filter = "notes = \"halting\""},
                             Query{.where = {{"amount", ">", 1}}}, Query{.search = "halting"}}) {
    desk.world.be("wang");
    EXPECT_EQ(desk.found(query), told) << query.filter;
    desk.world.be("zhao");
    EXPECT_EQ(desk.found(query), both) << query.filter;
  }
  EXPECT_EQ(desk.found({.sort = {"amount"}}).front(), desk.project);
  desk.world.be("wang");
  EXPECT_EQ(desk.found({.sort = {"amount"}}).front(), desk.other) << "what is not told comes last";
  EXPECT_EQ(desk.found({.search = "harbour"}), std::vector<Ref>{desk.project});
  EXPECT_EQ(desk.found({.search = "bridge"}), told);
}

TEST(withheld, is_not_in_the_table_that_is_taken_out) {
  Desk desk;
  const auto table = [&] {
    return *export_csv(desk.world.db(), *desk.world.catalogue, desk.world.environment, "project",
                       {.search = "harbour"}, {"name", "notes"});
  };

  EXPECT_EQ(table().find("halting"), std::string::npos);
  desk.world.be("zhao");
  EXPECT_NE(table().find("halting"), std::string::npos);
}

TEST(withheld, is_not_told_by_a_form_nor_by_what_it_once_held) {
  auto types = std::vector<RecordType>{testing::project(), testing::milestone(), testing::report()};
  types.front().fields.push_back(
      testing::computed(testing::field("earlier", FieldType::LongText),
                        "value_on(\"project\", id, \"notes\", today())"));
  World world(types);
  const Ref project = world.make("project", values);
  Withheld kept;
  world.environment.withheld = [&kept](storage::Connection&, std::string_view) -> const Withheld& {
    return kept;
  };
  world.environment.acting.is_process = world.environment.is_form = true;
  const auto told = [&](const char* field) {
    const auto record = world.get(project);
    const auto* value = record->values.if_contains(field);
    return value != nullptr && *value == base::Json("halting");
  };
  EXPECT_TRUE(told("notes") && told("earlier"));

  kept[project.id] = {"notes"};

  EXPECT_FALSE(told("notes") || told("earlier"));
  world.environment.is_form = false;
  EXPECT_TRUE(told("notes") && told("earlier"));
}

// Keeps notes as they are, whatever is given for them.
class Keeper final : public Observer {
 public:
  base::Result<void> asked(storage::Tx&, const Record&, const base::JsonObject& given) override {
    if (given.contains("notes")) return base::refusal("request.unknown_field").at("notes");
    return {};
  }
  base::Result<void> changed(storage::Tx&, const Change&) override { return {}; }
};

TEST(withheld, the_observer_is_asked_before_it_is_given_by_hand_and_not_of_processes) {
  Desk desk;
  Keeper keeper;
  desk.world.environment.observer = &keeper;

  EXPECT_EQ(desk.world.update(desk.project, R"({"notes": "halting"})").error().place, "notes");
  EXPECT_TRUE(desk.world.update(desk.project, R"({"name": "Quay"})").ok());
  desk.world.be_process();
  EXPECT_TRUE(desk.world.update(desk.project, R"({"notes": "running"})").ok());
}

}  // namespace
}  // namespace records
