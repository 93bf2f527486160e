#include "org/structure.h"

#include <gmock/gmock.h>

#include <chrono>

#include "org/import_structure.h"
#include "org/reporting.h"
#include "storage/testing.h"

namespace org {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Organisation retail() {
  Organisation o;
  o.units = {{"company", {"公司", "Company"}, "", "general_manager"},
             {"marketing", {"营销部", "Marketing"}, "company", "marketing_manager"},
             {"north", {"北区", "North"}, "marketing", ""},
             {"shop_1", {"一店", "Shop 1"}, "north", "shop_manager"}};
  o.positions = {{"general_manager", {"总经理", "General manager"}, "company", 1},
                 {"marketing_manager", {"营销经理", "Marketing manager"}, "marketing", 1},
                 {"supervisor", {"督导", "Supervisor"}, "marketing", 2},
                 {"shop_manager", {"店长", "Shop manager"}, "shop_1", 1},
                 {"clerk", {"店员", "Clerk"}, "shop_1", 4}};
  const auto person = [](std::string id, std::string position) {
    return Person{id, {id, ""}, "", "", "", "", {{std::move(position)}}};
  };
  o.people = {person("chen", "general_manager"), person("lin", "marketing_manager"),
              person("zhou", "supervisor"),      person("wu", "supervisor"),
              person("sun", "shop_manager"),     person("li", "clerk")};
  return o;
}

class StructureTest : public testing::Test {
 protected:
  StructureTest() : store_(migrations()) {
    auto tx = store_.tx();
    EXPECT_TRUE(load(tx, retail()).ok());
  }
  storage::Connection& db() { return store_.db(); }
  base::Time now() { return store_.now; }
  base::Time later() { return now() + base::days(30); }
  std::vector<std::string> above(std::string_view position, base::Time at) {
    return *superiors_of(structure_at(db(), at), position);
  }
  storage::testing::Store store_;
};

TEST_F(StructureTest, a_unit_moves_on_its_day_and_the_past_stays) {
  auto tx = store_.tx();

  ASSERT_TRUE(
      change_unit(tx, {"shop_1", {"一店", ""}, UnitKind::Shop, "company", "shop_manager"}, later())
          .ok());

  EXPECT_EQ(unit_at(db(), "shop_1", now())->parent, "north");
  EXPECT_EQ(unit_at(db(), "shop_1", later())->parent, "company");
  EXPECT_THAT(above("clerk", now()),
              ElementsAre("shop_manager", "marketing_manager", "general_manager"));
  EXPECT_THAT(above("clerk", later()), ElementsAre("shop_manager", "general_manager"));
  EXPECT_THAT(planned_changes(db(), now()), ElementsAre(later()));
}

TEST_F(StructureTest, a_change_before_a_planned_one_lasts_until_then) {
  auto tx = store_.tx();
  ASSERT_TRUE(change_position(tx, {"clerk", {"店员", ""}, "shop_1", "", 6}, later()).ok());

  ASSERT_TRUE(change_position(tx, {"clerk", {"店员", ""}, "shop_1", "", 5}, now()).ok());

  EXPECT_EQ(position_at(db(), "clerk", now() - base::days(1))->headcount, 4);
  EXPECT_EQ(position_at(db(), "clerk", now())->headcount, 5);
  EXPECT_EQ(position_at(db(), "clerk", later())->headcount, 6);
}

TEST_F(StructureTest, a_position_may_name_its_superior) {
  auto tx = store_.tx();

  ASSERT_TRUE(
      change_position(tx, {"shop_manager", {"店长", ""}, "shop_1", "supervisor", 1}, now()).ok());

  EXPECT_THAT(above("clerk", now()),
              ElementsAre("shop_manager", "supervisor", "marketing_manager", "general_manager"));
  EXPECT_THAT(above("supervisor", now()), ElementsAre("marketing_manager", "general_manager"));
}

TEST_F(StructureTest, superiors_in_a_circle_are_refused_now_and_for_later) {
  auto tx = store_.tx();
  const PositionTerm boss{"supervisor", {"督导", ""}, "marketing", "shop_manager", 2};
  const PositionTerm report{"shop_manager", {"店长", ""}, "shop_1", "supervisor", 1};
  ASSERT_TRUE(change_position(tx, report, later()).ok());

  const auto refused = change_position(tx, boss, now());

  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, "org.superiors_cyclic");
  const PositionTerm own{"clerk", {"店员", ""}, "shop_1", "clerk", 4};
  EXPECT_EQ(change_position(tx, own, now()).error().code, "org.superiors_cyclic");
  EXPECT_EQ(
      change_unit(tx, {"marketing", {"营销部", ""}, UnitKind::Department, "shop_1", ""}, now())
          .error()
          .code,
      "org.unit_cycle");
  EXPECT_EQ(change_unit(tx, {"north", {"北区", ""}, UnitKind::Department, "north", ""}, now())
                .error()
                .code,
            "org.unit_cycle");
}

TEST_F(StructureTest, changes_are_checked) {
  auto tx = store_.tx();
  const base::Text title{"某", ""};
  constexpr UnitKind kind = UnitKind::Team;

  EXPECT_EQ(change_unit(tx, {"Bad", title, kind, "", ""}, now()).error().code, "org.bad_id");
  EXPECT_EQ(change_unit(tx, {"x", title, kind, "", ""}, now() - base::days(1)).error().code,
            "org.change_in_past");
  EXPECT_EQ(change_unit(tx, {"x", title, kind, "moon", ""}, now()).error().place, "parent");
  EXPECT_EQ(change_unit(tx, {"x", title, kind, "", "emperor"}, now()).error().place, "head");
  EXPECT_EQ(change_position(tx, {"x", title, "moon", "", 1}, now()).error().place, "unit");
  EXPECT_EQ(change_position(tx, {"x", title, "north", "emperor", 1}, now()).error().place,
            "superior");
  EXPECT_EQ(change_position(tx, {"chen", title, "north", "", 1}, now()).error().code,
            "org.person_exists");
}

TEST_F(StructureTest, what_is_in_use_is_not_closed) {
  auto tx = store_.tx();

  const auto unit_in_use = close_unit(tx, "north", now());
  const auto position_in_use = close_position(tx, "marketing_manager", now());

  ASSERT_FALSE(unit_in_use.ok());
  EXPECT_EQ(unit_in_use.error().code, "org.still_in_use");
  EXPECT_EQ(unit_in_use.error().missing.front().name, "shop_1");
  EXPECT_EQ(position_in_use.error().missing.size(), 2u);  // its holder, its unit
  EXPECT_EQ(close_unit(tx, "moon", now()).error().code, "org.unknown_reference");
  EXPECT_EQ(close_position(tx, "clerk", now() - base::days(1)).error().code, "org.change_in_past");
}

TEST_F(StructureTest, a_closed_position_is_gone_from_then_on_and_keeps_its_title) {
  auto tx = store_.tx();
  ASSERT_TRUE(release(tx, "li", "clerk", later()).ok());

  ASSERT_TRUE(close_position(tx, "clerk", later()).ok());

  EXPECT_TRUE(position_at(db(), "clerk", now()).has_value());
  EXPECT_FALSE(position_at(db(), "clerk", later()).has_value());
  EXPECT_EQ(known_title(db(), "clerk")->zh, "店员");
  EXPECT_EQ(appoint(tx, "wu", "clerk", later(), false).error().code, "org.unknown_reference");
}

TEST_F(StructureTest, the_present_follows_when_a_change_takes_effect) {
  auto tx = store_.tx();
  ASSERT_TRUE(change_unit(tx, {"shop_2", {"二店", ""}, UnitKind::Shop, "north", ""}, now()).ok());
  ASSERT_TRUE(
      change_unit(tx, {"shop_2", {"南店", ""}, UnitKind::Shop, "marketing", ""}, later()).ok());
  EXPECT_EQ(unit(db(), "shop_2")->parent, "north");

  store_.now = later();
  auto then = store_.tx();
  take_effect(then);

  EXPECT_EQ(unit(db(), "shop_2")->parent, "marketing");
  EXPECT_EQ(unit(db(), "shop_2")->title.zh, "南店");
  EXPECT_EQ(units(db()).size(), 5u);
  ASSERT_TRUE(close_unit(then, "shop_2", now()).ok());
  EXPECT_FALSE(unit(db(), "shop_2").has_value());
}

TEST_F(StructureTest, a_file_loaded_again_leaves_what_people_have_changed) {
  auto tx = store_.tx();
  ASSERT_TRUE(change_position(tx, {"clerk", {"营业员", ""}, "shop_1", "", 6}, now()).ok());

  ASSERT_TRUE(load(tx, retail()).ok());

  EXPECT_EQ(position(db(), "clerk")->headcount, 6);
  EXPECT_EQ(position(db(), "clerk")->title.zh, "营业员");
}

TEST_F(StructureTest, a_file_gives_areas_with_a_post_and_not_a_second_time) {
  Organisation more = retail();
  more.people.push_back({"he", {"何", ""}, "", "", "", "", {{.position = "supervisor"}}});
  more.people.back().posts[0].areas = {"north", "shop_1"};
  auto tx = store_.tx();

  ASSERT_TRUE(load(tx, more).ok());
  ASSERT_EQ(areas(db(), now()).size(), 2u);
  ASSERT_TRUE(end_area(tx, areas(db(), now())[0].key).ok());
  ASSERT_TRUE(load(tx, more).ok());

  ASSERT_EQ(areas(db(), now()).size(), 1u);
  EXPECT_EQ(areas(db(), now())[0].unit, "shop_1");
  EXPECT_EQ(areas(db(), now())[0].person, "he");
  more.people.back().posts[0].areas = {"moon"};
  EXPECT_EQ(load(tx, more).error().place, "people.he");
}

TEST_F(StructureTest, an_area_ends_with_its_post_or_by_itself) {
  auto tx = store_.tx();
  const auto key = give_area(tx, {0, "zhou", "supervisor", "north", now(), {}});
  ASSERT_TRUE(key.ok());
  EXPECT_EQ(give_area(tx, {0, "zhou", "supervisor", "north", now(), {}}).error().code,
            "org.area_exists");
  EXPECT_EQ(give_area(tx, {0, "li", "supervisor", "north", now(), {}}).error().code, "org.no_post");
  EXPECT_EQ(give_area(tx, {0, "zhou", "supervisor", "moon", now(), {}}).error().place, "unit");

  ASSERT_TRUE(release(tx, "zhou", "supervisor", later()).ok());
  EXPECT_EQ(areas(db(), now()).size(), 1u);
  EXPECT_THAT(areas(db(), later()), IsEmpty());

  ASSERT_TRUE(end_area(tx, *key).ok());
  EXPECT_THAT(areas(db(), now()), IsEmpty());
  EXPECT_EQ(end_area(tx, *key).error().code, "org.no_area");
}

TEST_F(StructureTest, lines_of_a_table_name_one_another_in_any_order) {
  auto tx = store_.tx();

  const auto imported = import_units(tx,
                                     "id,name,kind,parent\nsouth_1,南一店,shop,south\n"
                                     "south,南区,region,marketing\nnorth,北区,,\n");

  ASSERT_TRUE(imported.ok());
  EXPECT_EQ((*imported)[0].act, ImportedPerson::Act::Added);
  EXPECT_EQ((*imported)[2].act, ImportedPerson::Act::Kept);
  EXPECT_EQ(unit_at(db(), "south_1", now())->parent, "south");
  const auto positions = import_positions(
      tx, "id,name,unit,superior\nkeeper,仓管,south_1,head_south\nhead_south,店长,south_1,\n");
  ASSERT_TRUE(positions.ok());
  EXPECT_THAT(above("keeper", now()), testing::Contains("head_south"));
}

TEST_F(StructureTest, tables_may_speak_chinese_and_call_things_by_their_titles) {
  auto tx = store_.tx();

  ASSERT_TRUE(
      import_units(tx, "编号,名称,类型,上级部门\neast,东区,区域,公司\neast_1,东一店,门店,东区\n")
          .ok());
  EXPECT_EQ(unit_at(db(), "east", now())->kind, UnitKind::Region);
  EXPECT_EQ(unit_at(db(), "east_1", now())->parent, "east");
  ASSERT_TRUE(
      import_positions(tx,
                       "岗位编号,岗位名称,部门,上级岗位,编制人数\n"
                       "east_head,东一店店长,东一店,,1\neast_clerk,导购,东一店,东一店店长,3\n")
          .ok());
  EXPECT_EQ(position_at(db(), "east_clerk", now())->unit, "east_1");
  EXPECT_THAT(above("east_clerk", now()), testing::Contains("east_head"));

  const auto how = [](const auto& refused) { return refused.error().missing[0].how.zh; };
  EXPECT_THAT(how(import_positions(tx, "id,name,headcount\neast_clerk,导购,-3\n")),
              testing::HasSubstr("零或正整数，不能是 -3"));
  EXPECT_THAT(how(import_units(tx, "id,name,kind\neast,东区,战区\n")),
              testing::HasSubstr("不能是 战区"));
  EXPECT_THAT(how(import_units(tx, "编号,名称,老板\neast,东区,x\n")),
              testing::HasSubstr("上级部门（parent）"));
  ASSERT_TRUE(import_units(tx, "id,name,parent\neast_2,东一店,east\n").ok());
  EXPECT_THAT(how(import_positions(tx, "id,name,unit\nmore,店员,东一店\n")),
              testing::HasSubstr("请填编号：east_1、east_2"));
}

TEST_F(StructureTest, a_line_that_changes_something_says_from_what_to_what) {
  auto tx = store_.tx();

  const auto imported =
      import_units(tx, "id,name,parent\nwest,西区,marketing\nshop_1,西一店,west\ncompany,公司,\n");

  ASSERT_TRUE(imported.ok());
  const auto& changes = (*imported)[1].changes;
  ASSERT_EQ(changes.size(), 2u);
  EXPECT_EQ(changes[0].column, "name");
  EXPECT_EQ(changes[0].from.zh, "一店");
  EXPECT_EQ(changes[0].to.zh, "西一店");
  EXPECT_EQ(changes[1].column, "parent");
  EXPECT_EQ(changes[1].from.zh, "北区");
  EXPECT_EQ(changes[1].to.zh, "西区");
  EXPECT_THAT((*imported)[2].changes, IsEmpty());
  const auto clerks = import_positions(tx, "id,name,headcount\nclerk,店员,6\n");
  ASSERT_TRUE(clerks.ok());
  EXPECT_EQ((*clerks)[0].changes[0].from.zh, "4");
}

TEST_F(StructureTest, a_circle_within_a_table_names_its_lines) {
  const auto lines = [](const auto& imported) {
    std::vector<std::string> named;
    if (imported.ok()) return named;
    for (const auto& missing : imported.error().missing) named.push_back(missing.name);
    return named;
  };
  auto tx = store_.tx();

  const auto units =
      import_units(tx, "id,name,parent\na,甲,b\nb,乙,c\nc,丙,a\nunder,丁,a\nfree,戊,company\n");
  EXPECT_THAT(lines(units), ElementsAre("line 2", "line 3", "line 4"));
  EXPECT_THAT(units.error().missing[0].how.zh, testing::HasSubstr("a → b → c → a"));
  EXPECT_FALSE(unit_at(db(), "free", now()).has_value());

  const auto positions = import_positions(
      tx, "id,name,unit,superior\nx,子,company,y\ny,丑,company,x\nz,寅,company,\n");
  EXPECT_THAT(lines(positions), ElementsAre("line 2", "line 3"));
  EXPECT_THAT(lines(import_units(tx, "id,name,parent\na,甲,company\na,甲,company\n")),
              ElementsAre("line 3"));
}

TEST_F(StructureTest, a_large_table_is_quick) {
  std::string csv = "id,name,parent\n";
  for (int i = 2000; i > 0; --i) {
    const std::string above = i < 20 ? "company" : "u" + std::to_string(i / 20);
    csv += "u" + std::to_string(i) + ",部门" + std::to_string(i) + "," + above + "\n";
  }
  std::string posts = "id,name,unit\n";
  for (int i = 2000; i > 0; --i)
    posts += "p" + std::to_string(i) + ",岗位,u" + std::to_string(i) + "\n";
  auto tx = store_.tx();
  const auto begun = std::chrono::steady_clock::now();

  ASSERT_TRUE(import_units(tx, csv).ok());
  ASSERT_TRUE(import_positions(tx, posts).ok());

  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(60));
  EXPECT_EQ(units_at(db(), now()).size(), 2004u);
}

}  // namespace
}  // namespace org
