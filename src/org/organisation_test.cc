#include "org/organisation.h"

#include <gmock/gmock.h>

#include "org/deputies.h"
#include "org/import_preview.h"
#include "org/import_structure.h"
#include "org/leaving.h"
#include "storage/testing.h"

namespace org {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Organisation sample() {
  Organisation o;
  o.units = {{"company", {"公司", "Company"}, "", "general_manager"},
             {"sales", {"销售部", "Sales"}, "company", "sales_manager"}};
  o.positions = {{"general_manager", {"总经理", "General manager"}, "company", 1},
                 {"sales_manager", {"销售部经理", "Sales manager"}, "sales", 1},
                 {"sales_rep", {"业务员", "Sales representative"}, "sales", 5}};
  o.people = {{"chen_bo", {"陈博", ""}, "chenbo", "demo-1234", "", "", {{"general_manager"}}},
              {"lin_hua", {"林华", ""}, "linhua", "demo-1234", "", "", {{"sales_manager"}}},
              {"wang_min", {"王敏", ""}, "wangmin", "demo-1234", "138", "", {{"sales_rep"}}}};
  o.deputies = {{"general_manager",
                 "lin_hua",
                 base::parse_date("2026-03-02"),
                 base::parse_date("2026-03-06"),
                 "出差",
                 {"initiation"}}};
  return o;
}

class OrganisationTest : public testing::Test {
 protected:
  OrganisationTest() : store_(migrations()) {
    auto tx = store_.tx();
    EXPECT_TRUE(load(tx, sample()).ok());
  }
  storage::Connection& db() { return store_.db(); }
  base::Time now() { return store_.now; }
  int64_t rows(const std::string& table) {
    return db().first("SELECT count(*) FROM " + table)->integer(0);
  }
  storage::testing::Store store_;
};

TEST_F(OrganisationTest, loading_twice_is_once) {
  auto tx = store_.tx();
  ASSERT_TRUE(release(tx, "lin_hua", "sales_manager", now()).ok());
  const int64_t events = rows("event");

  ASSERT_TRUE(load(tx, sample()).ok());

  EXPECT_EQ(rows("org_person"), 3);
  EXPECT_EQ(rows("org_post"), 3);
  EXPECT_EQ(rows("org_deputy"), 1);
  EXPECT_EQ(rows("event"), events);
  EXPECT_THAT(holders(db(), "sales_manager", now()), IsEmpty());
}

TEST_F(OrganisationTest, a_unit_keeps_its_head_where_another_file_names_it_without_one) {
  Organisation other;
  other.units = {{"company", {"公司", "Company"}, "", ""},
                 {"shop", {"门店", "Shop"}, "company", "clerk"}};
  other.positions = {{"clerk", {"文员", "Clerk"}, "shop", 1}};
  Organisation unheaded = other;
  unheaded.units.back().head.clear();
  auto tx = store_.tx();
  ASSERT_EQ(unit(db(), "company")->head, "general_manager");

  ASSERT_TRUE(load(tx, other).ok());
  EXPECT_EQ(unit(db(), "company")->head, "general_manager");
  EXPECT_EQ(unit(db(), "shop")->head, "clerk");

  ASSERT_TRUE(load(tx, unheaded).ok());
  ASSERT_TRUE(load(tx, sample()).ok());
  EXPECT_EQ(unit(db(), "company")->head, "general_manager");
  EXPECT_EQ(unit(db(), "shop")->head, "clerk");
}

TEST_F(OrganisationTest, a_head_may_be_named_by_the_later_file) {
  storage::testing::Store store(migrations());
  Organisation first = sample();
  for (Unit& each : first.units) each.head.clear();
  auto tx = store.tx();
  ASSERT_TRUE(load(tx, first).ok());
  ASSERT_EQ(unit(store.db(), "company")->head, "");

  ASSERT_TRUE(load(tx, sample()).ok());

  EXPECT_EQ(unit(store.db(), "company")->head, "general_manager");
}

TEST_F(OrganisationTest, an_unknown_reference_is_refused_with_its_place) {
  Organisation broken = sample();
  broken.people[0].posts = {{"emperor"}};
  auto tx = store_.tx();

  const auto loaded = load(tx, broken);

  ASSERT_FALSE(loaded.ok());
  EXPECT_EQ(loaded.error().code, "org.unknown_reference");
  EXPECT_EQ(loaded.error().place, "people.chen_bo");
}

TEST_F(OrganisationTest, units_in_a_circle_are_refused) {
  Organisation broken = sample();
  broken.units[0].parent = "sales";
  auto tx = store_.tx();

  EXPECT_EQ(load(tx, broken).error().code, "org.unit_cycle");
}

TEST_F(OrganisationTest, holders_change_over_time) {
  auto tx = store_.tx();
  const base::Time later = now() + base::days(10);
  ASSERT_TRUE(release(tx, "lin_hua", "sales_manager", later).ok());
  ASSERT_TRUE(appoint(tx, "wang_min", "sales_manager", later, false).ok());

  EXPECT_THAT(holders(db(), "sales_manager", now()), ElementsAre("lin_hua"));
  EXPECT_THAT(holders(db(), "sales_manager", later), ElementsAre("wang_min"));
  EXPECT_TRUE(holds(db(), "wang_min", "sales_manager", later));
  EXPECT_THAT(positions_of(db(), "wang_min", later), ElementsAre("sales_rep", "sales_manager"));
}

TEST_F(OrganisationTest, a_post_is_not_given_twice_nor_ended_twice) {
  auto tx = store_.tx();

  EXPECT_EQ(appoint(tx, "lin_hua", "sales_manager", now(), false).error().code, "org.post_exists");
  for (const auto* gone : {"nobody", "chen_bo"}) {
    if (gone == std::string_view("chen_bo")) {
      ASSERT_TRUE(deactivate_person(tx, gone).ok());
    }
    EXPECT_EQ(appoint(tx, gone, "sales_manager", now(), false).error().code,
              "org.unknown_reference");
  }
  EXPECT_EQ(release(tx, "wang_min", "sales_manager", now()).error().code, "org.no_post");
}

TEST_F(OrganisationTest, what_was_is_not_changed_afterwards) {
  auto tx = store_.tx();
  const base::Time before = now() - base::days(30);

  EXPECT_EQ(release(tx, "lin_hua", "sales_manager", before).error().code, "org.change_in_past");
  EXPECT_EQ(appoint(tx, "wang_min", "sales_manager", before, false).error().code,
            "org.change_in_past");

  EXPECT_THAT(holders(db(), "sales_manager", now()), ElementsAre("lin_hua"));
}

TEST_F(OrganisationTest, a_post_ended_before_it_begins_never_begins) {
  auto tx = store_.tx();
  const base::Time later = now() + base::days(10);
  ASSERT_TRUE(appoint(tx, "wang_min", "sales_manager", later, false).ok());

  ASSERT_TRUE(release(tx, "wang_min", "sales_manager", now() + base::days(5)).ok());

  EXPECT_THAT(positions_of(db(), "wang_min", later), ElementsAre("sales_rep"));
  EXPECT_TRUE(appoint(tx, "wang_min", "sales_manager", later, false).ok());
}

TEST_F(OrganisationTest, nobody_is_called_what_rules_act_as_and_everybody_has_a_name) {
  auto tx = store_.tx();
  Organisation broken = sample();
  broken.people[0].id = "system";

  EXPECT_EQ(add_person(tx, {"system", {"王系统", ""}, "", ""}).error().code, "org.bad_id");
  EXPECT_EQ(load(tx, broken).error().code, "org.bad_id");
  EXPECT_EQ(add_person(tx, {"wu_ming", {" ", ""}, "", ""}).error().code, "org.no_name");
  EXPECT_EQ(change_person(tx, {"lin_hua", {"", ""}, "", ""}).error().code, "org.no_name");
  EXPECT_EQ(change_person(tx, {"lin_hua", {"林华", ""}, "", "bad mail"}).error().code,
            "request.wrong_type");
  EXPECT_EQ(import_people(tx, "id,name\nsystem,王系统\n").error().code, "org.bad_import");
}

TEST_F(OrganisationTest, a_stated_person_has_one_main_post) {
  auto tx = store_.tx();
  const std::vector<StatedPost> both = {{"sales_rep", true}, {"sales_manager", true}};

  EXPECT_EQ(state_person(tx, {"wang_min", {"王敏", ""}, "", ""}, both).error().code,
            "org.two_main_posts");
}

TEST_F(OrganisationTest, the_head_of_a_unit_is_his_own_unit_head) {
  EXPECT_THAT(unit_heads(db(), "lin_hua", now()), ElementsAre("lin_hua"));
}

TEST_F(OrganisationTest, people_are_found_by_name_id_and_pinyin_initials) {
  const auto ids = [&](std::string_view query) {
    std::vector<std::string> found;
    for (const auto& row : search_people(db(), query, 10)) found.push_back(row.id);
    return found;
  };

  EXPECT_THAT(ids("林"), ElementsAre("lin_hua"));
  EXPECT_THAT(ids("WM"), ElementsAre("wang_min"));
  EXPECT_THAT(ids("chen"), ElementsAre("chen_bo"));
  EXPECT_THAT(ids("%"), IsEmpty());
  EXPECT_THAT(ids("'; DROP TABLE org_person; --"), IsEmpty());
}

TEST_F(OrganisationTest, a_person_who_left_holds_nothing) {
  auto tx = store_.tx();

  ASSERT_TRUE(deactivate_person(tx, "lin_hua").ok());

  EXPECT_THAT(holders(db(), "sales_manager", now()), IsEmpty());
  EXPECT_THAT(search_people(db(), "lin", 10), IsEmpty());
  EXPECT_EQ(deactivate_person(tx, "nobody").error().code, "org.no_person");
}

TEST_F(OrganisationTest, deputies_count_in_their_period_and_scope_only) {
  const auto at = [&](std::string_view text, std::string_view process) {
    return deputies_of(db(), "general_manager", process, *base::parse_time(text)).size();
  };

  EXPECT_EQ(at("2026-03-01T15:59:00Z", "initiation"), 0u);
  EXPECT_EQ(at("2026-03-01T16:00:00Z", "initiation"), 1u);
  EXPECT_EQ(at("2026-03-06T15:59:00Z", "initiation"), 1u);
  EXPECT_EQ(at("2026-03-06T16:00:00Z", "initiation"), 0u);
  EXPECT_EQ(at("2026-03-03T01:00:00Z", "plan"), 0u);
}

TEST_F(OrganisationTest, a_deputy_is_checked_and_can_be_revoked) {
  auto tx = store_.tx();
  const auto set = set_deputy(tx, {"lin_hua", "wang_min", now(), {}, "休假", {}});
  ASSERT_TRUE(set.ok());
  EXPECT_EQ(deputies_of(db(), "lin_hua", "any", now()).size(), 1u);

  ASSERT_TRUE(revoke_deputy(tx, *set).ok());

  EXPECT_TRUE(deputies_of(db(), "lin_hua", "any", now()).empty());
  EXPECT_EQ(revoke_deputy(tx, *set).error().code, "org.no_deputy");
  EXPECT_EQ(set_deputy(tx, {"lin_hua", "lin_hua", now(), {}, "", {}}).error().code,
            "org.deputy_self");
  EXPECT_EQ(set_deputy(tx, {"lin_hua", "wang_min", now(), now(), "", {}}).error().code,
            "org.deputy_period");
  EXPECT_EQ(set_deputy(tx, {"lin_hua", "ghost", now(), {}, "", {}}).error().code,
            "org.unknown_reference");
}

TEST_F(OrganisationTest, people_are_imported_from_csv) {
  auto tx = store_.tx();

  const auto imported = import_people(tx,
                                      "\xEF\xBB\xBFid,name,position\r\nzhou_jie,\"周杰, "
                                      "小\",sales_rep\r\nlin_hua,林华华,sales_manager\r\n");

  ASSERT_TRUE(imported.ok());
  EXPECT_EQ(imported->added, 1);
  EXPECT_EQ(imported->changed, 1);
  EXPECT_EQ(imported->appointed, 1);
  EXPECT_EQ(person(db(), "zhou_jie")->name.zh, "周杰, 小");
  EXPECT_TRUE(holds(db(), "zhou_jie", "sales_rep", now()));
}

TEST_F(OrganisationTest, an_import_can_be_seen_before_it_is_done) {
  const auto preview = preview_import(db(),
                                      "id,name,email,position\nlin_hua,林华,lin@example.com,\n"
                                      "chen_bo,陈博,,\nxu_li,徐丽,,sales_rep\n",
                                      now());

  ASSERT_TRUE(preview.ok());
  using Act = ImportedPerson::Act;
  EXPECT_EQ((*preview)[0].act, Act::Changed);
  ASSERT_EQ((*preview)[0].changes.size(), 1u);
  EXPECT_EQ((*preview)[0].changes[0].column, "email");
  EXPECT_EQ((*preview)[0].changes[0].to.zh, "lin@example.com");
  EXPECT_THAT((*preview)[1].changes, IsEmpty());
  EXPECT_EQ((*preview)[1].act, Act::Kept);
  EXPECT_EQ((*preview)[2].act, Act::Added);
  EXPECT_EQ((*preview)[2].appointed_to, "sales_rep");
  EXPECT_EQ(person(db(), "lin_hua")->email, "");
  EXPECT_FALSE(person(db(), "xu_li").has_value());
}

TEST_F(OrganisationTest, a_new_main_post_leaves_the_former_one_as_it_was_until_then) {
  auto tx = store_.tx();
  const base::Time later = now() + base::days(10);

  ASSERT_TRUE(appoint(tx, "wang_min", "sales_manager", later, true).ok());

  EXPECT_TRUE(posts_of(db(), "wang_min", now()).front().is_main);
  EXPECT_THAT(positions_of(db(), "wang_min", later), ElementsAre("sales_manager", "sales_rep"));
  EXPECT_FALSE(posts_of(db(), "wang_min", later).back().is_main);
}

TEST_F(OrganisationTest,
       an_import_tells_its_problems_in_the_order_of_its_lines_with_their_columns) {
  auto tx = store_.tx("admin");

  const auto imported = import_people(tx,
                                      "id,name,phone,position,main\n"
                                      "a_one,甲,138 0000 abcd,,\n"
                                      "b_one,乙,+86 (10) 8000-1234,sales_rep,true\n"
                                      "b_one,乙,,sales_manager,true\n"
                                      "c_one,丙,,,maybe\n"
                                      "d_one,\"丁\n一\",,,\n"
                                      "e_one,戊,,nowhere,否\n");

  ASSERT_FALSE(imported.ok());
  std::vector<std::string> told;
  for (const auto& problem : imported.error().missing) told.push_back(problem.label.zh);
  EXPECT_THAT(told, ElementsAre("第 2 行，电话（phone）", "第 4 行", "第 5 行，主岗（main）",
                                "第 6 行，姓名（name）", "第 8 行"));
}

TEST_F(OrganisationTest, an_import_may_have_its_columns_in_chinese) {
  auto tx = store_.tx("admin");

  const auto imported =
      import_people(tx, "编号,姓名,手机,职位,主岗\nf_one,己,13800000001,sales_rep,否\n");

  ASSERT_TRUE(imported.ok());
  EXPECT_EQ(imported->appointed, 1);
  EXPECT_EQ(person(db(), "f_one")->phone, "13800000001");
  EXPECT_EQ(import_people(tx, "编号,姓名,id\nf_one,己,f_one\n").error().missing.size(), 2u);
  EXPECT_EQ(import_people(tx, "编号,姓名,部门\nf_one,己,销售部\n").error().missing.size(), 1u);
}

TEST_F(OrganisationTest, an_import_may_call_positions_by_their_titles) {
  auto tx = store_.tx("admin");

  const auto imported = import_people(tx, "工号,姓名,职位\nf_one,己,业务员\n");

  ASSERT_TRUE(imported.ok());
  EXPECT_THAT(positions_of(db(), "f_one", now()), ElementsAre("sales_rep"));
  ASSERT_TRUE(import_positions(tx, "编号,名称,所属部门\nrep_two,业务员,销售部\n").ok());
  const auto refused = import_people(tx, "工号,姓名,职位\nf_two,庚,业务员\nf_three,辛,船长\n");
  ASSERT_FALSE(refused.ok());
  ASSERT_EQ(refused.error().missing.size(), 2u);
  EXPECT_EQ(refused.error().missing[0].how.zh,
            "有多个岗位叫“业务员”，请填编号：rep_two、sales_rep");
  EXPECT_EQ(refused.error().missing[1].how.zh, "没有岗位 船长");
}

TEST_F(OrganisationTest, an_import_with_errors_names_every_line_and_stores_nothing) {
  auto tx = store_.tx();

  const auto imported =
      import_people(tx, "id,name,position\nok_one,好,\nBad Id,坏,\nx_y,,nowhere\nshort\n");

  ASSERT_FALSE(imported.ok());
  EXPECT_EQ(imported.error().code, "org.bad_import");
  EXPECT_EQ(imported.error().missing.size(), 4u);
  EXPECT_FALSE(person(db(), "ok_one").has_value());
  EXPECT_EQ(import_people(tx, "id,name,salary\n").error().missing.size(), 1u);
  EXPECT_EQ(import_people(tx, "").error().missing.size(), 2u);
  EXPECT_EQ(import_people(tx, "\xff\xfe").error().code, "org.bad_import");
}

TEST_F(OrganisationTest, lines_of_one_person_agree) {
  auto tx = store_.tx();
  const auto bad_lines = [&](std::string_view csv) {
    const auto imported = import_people(tx, csv);
    return imported.ok() ? size_t{0} : imported.error().missing.size();
  };

  EXPECT_EQ(bad_lines("id,name,position,main\nxu_li,徐丽,sales_rep,\nxu_li,徐莉,,\n"), 1u);
  EXPECT_EQ(bad_lines("id,name,position\nxu_li,徐丽,sales_rep\nxu_li,徐丽,sales_manager\n"), 1u);
  EXPECT_EQ(bad_lines("id,name,email\nxu_li,徐丽,bad mail\n"), 1u);
  EXPECT_EQ(bad_lines("id,name,name\nxu_li,徐丽,徐\n"), 2u);

  const std::string_view two_posts =
      "id,name,position,main\nxu_li,徐丽,sales_rep,\nxu_li,徐丽,sales_manager,false\n";
  const auto preview = preview_import(db(), two_posts, now());
  ASSERT_TRUE(preview.ok());
  EXPECT_EQ((*preview)[1].act, ImportedPerson::Act::Kept);
  ASSERT_TRUE(import_people(tx, two_posts).ok());
  EXPECT_THAT(positions_of(db(), "xu_li", now()), ElementsAre("sales_rep", "sales_manager"));
}

TEST_F(OrganisationTest, who_is_appointed_before_his_planned_post_holds_the_position_once) {
  auto tx = store_.tx();
  const base::Time later = now() + base::hours(24);
  ASSERT_TRUE(appoint(tx, "wang_min", "sales_manager", later, false).ok());
  ASSERT_TRUE(appoint(tx, "wang_min", "sales_manager", now(), false).ok());

  EXPECT_THAT(holders(db(), "sales_manager", later), ElementsAre("lin_hua", "wang_min"));
}

TEST_F(OrganisationTest, one_mail_address_is_one_persons) {
  auto tx = store_.tx();
  const std::string mail = "Wang@example.com";
  ASSERT_TRUE(change_person(tx, {"wang_min", {"王敏", ""}, "", mail}).ok());

  const auto taken = add_person(tx, {"xu_li", {"徐丽", ""}, "", "wang@example.com"});
  ASSERT_EQ(taken.error().code, "org.mail_taken");
  EXPECT_EQ(taken.error().missing[0].how.zh, "已由王敏使用");
  EXPECT_EQ(change_person(tx, {"lin_hua", {"林华", ""}, "", mail}).error().code, "org.mail_taken");
  EXPECT_EQ(state_person(tx, {"xu_li", {"徐丽", ""}, "", mail}, {}).error().code, "org.mail_taken");
  EXPECT_TRUE(change_person(tx, {"wang_min", {"王小敏", ""}, "", "wang@example.com"}).ok());

  ASSERT_TRUE(deactivate_person(tx, "wang_min").ok());
  ASSERT_TRUE(change_person(tx, {"lin_hua", {"林华", ""}, "", mail}).ok());
  EXPECT_EQ(change_person(tx, {"wang_min", {"王敏", ""}, "", mail}).error().code, "org.mail_taken")
      << "who is back finds it somebody else's";
}

TEST_F(OrganisationTest, an_address_that_several_have_from_before_keeps_nobody_from_a_change) {
  auto tx = store_.tx();
  tx.db.execute("UPDATE org_person SET email = 'all@example.com'", {});

  EXPECT_TRUE(change_person(tx, {"lin_hua", {"林华", ""}, "1", "all@example.com"}).ok());
  EXPECT_TRUE(import_people(tx, "id,name,phone\nlin_hua,林华,2\n").ok());
  EXPECT_EQ(import_people(tx, "id,name,email\nxu_li,徐丽,all@example.com\n").error().code,
            "org.bad_import");
}

TEST_F(OrganisationTest, lines_do_not_give_one_address_to_several) {
  auto tx = store_.tx();
  const auto bad_lines = [&](std::string_view csv) {
    const auto imported = import_people(tx, csv);
    return imported.ok() ? size_t{0} : imported.error().missing.size();
  };
  EXPECT_EQ(bad_lines("id,name,email\nxu_li,徐丽,a@example.com\nhu_tu,胡图,A@example.com\n"), 1u);
  EXPECT_FALSE(person(db(), "xu_li"));
  ASSERT_EQ(bad_lines("id,name,email\nxu_li,徐丽,a@example.com\n"), 0u);
  EXPECT_EQ(bad_lines("id,name,email\nhu_tu,胡图,a@example.com\nxu_li,徐丽,\n"), 1u);
  EXPECT_EQ(bad_lines("id,name,email\nxu_li,徐丽,b@example.com\nhu_tu,胡图,a@example.com\n"), 0u);
  EXPECT_EQ(person(db(), "hu_tu")->email, "a@example.com");
}

TEST_F(OrganisationTest, two_people_exchange_their_addresses_in_one_file) {
  auto tx = store_.tx();
  const auto bad_lines = [&](std::string_view csv) {
    const auto imported = import_people(tx, csv);
    return imported.ok() ? size_t{0} : imported.error().missing.size();
  };
  const auto mail = [&](std::string_view id) { return person(db(), id)->email; };
  ASSERT_EQ(bad_lines("id,name,email\nxu_li,徐丽,a@example.com\nhu_tu,胡图,b@example.com\n"), 0u);

  const std::string_view exchanged =
      "id,name,email\nxu_li,徐丽,B@example.com\nhu_tu,胡图,a@example.com\n";
  const auto preview = preview_import(db(), exchanged, now());
  ASSERT_TRUE(preview.ok());
  EXPECT_EQ((*preview)[1].changes.at(0).from.zh, "b@example.com");
  const auto imported = import_people(tx, exchanged);
  ASSERT_TRUE(imported.ok());
  EXPECT_EQ(imported->changed, 2);
  EXPECT_EQ(mail("xu_li"), "B@example.com");
  EXPECT_EQ(mail("hu_tu"), "a@example.com");

  // Passed on before he who had it gets another.
  EXPECT_EQ(bad_lines("id,name,email\ncao_ye,曹野,a@example.com\nhu_tu,胡图,c@example.com\n"), 0u);
  EXPECT_EQ(mail("cao_ye"), "a@example.com");
  EXPECT_EQ(mail("hu_tu"), "c@example.com");
  EXPECT_EQ(bad_lines("id,name,email\nxu_li,徐丽,c@example.com\nhu_tu,胡图,C@example.com\n"), 1u);
  EXPECT_EQ(bad_lines("id,name,email\nxu_li,徐丽,a@example.com\nhu_tu,胡图,B@example.com\n"), 1u);
  EXPECT_EQ(mail("xu_li"), "B@example.com");
}

TEST_F(OrganisationTest, who_took_over_everything_is_known_while_the_leaver_is_away) {
  auto tx = store_.tx();
  EXPECT_EQ(present_successor(db(), "lin_hua"), "lin_hua");
  EXPECT_EQ(present_successor(db(), "ghost"), "");

  ASSERT_TRUE(deactivate_person(tx, "lin_hua").ok());
  name_successor(tx, "lin_hua", "wang_min");
  EXPECT_EQ(present_successor(db(), "lin_hua"), "wang_min");
  ASSERT_TRUE(deactivate_person(tx, "wang_min").ok());
  name_successor(tx, "wang_min", "chen_bo");
  EXPECT_EQ(present_successor(db(), "lin_hua"), "chen_bo");
  ASSERT_TRUE(change_person(tx, {"lin_hua", {"林华", ""}, "", ""}).ok());
  EXPECT_EQ(present_successor(db(), "lin_hua"), "lin_hua");

  ASSERT_TRUE(deactivate_person(tx, "chen_bo").ok());
  name_successor(tx, "chen_bo", "lin_hua");
  EXPECT_EQ(present_successor(db(), "wang_min"), "lin_hua");
  ASSERT_TRUE(deactivate_person(tx, "lin_hua").ok());
  name_successor(tx, "lin_hua", "wang_min");
  EXPECT_EQ(present_successor(db(), "wang_min"), "") << "a circle of leavers is nobody";
}

TEST_F(OrganisationTest, names_are_told_in_both_languages) {
  EXPECT_EQ(name_of(db(), "lin_hua").en, "林华");
  EXPECT_EQ(name_of(db(), "system").zh, "系统");
  EXPECT_EQ(name_of(db(), "ghost").zh, "ghost");
}

}  // namespace
}  // namespace org
