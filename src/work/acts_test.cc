// What people do besides voting: claim, transfer, copy, comment, return, urge, withdraw, draft.
#include "work/administering.h"
#include "work/status.h"
#include "work/testing.h"
#include "work/urging.h"

namespace work::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;
using ::testing::UnorderedElementsAre;

class ActTest : public WorkTest {
 protected:
  int64_t pool() { return *offer("visit", {{"jw:candidates", "position:sales_rep"}}); }
};

TEST_F(ActTest, the_first_of_several_decides_and_the_second_learns_who_and_when) {
  const int64_t key = pool();
  ASSERT_EQ(code(act("sun", key, "done")), "ok");

  const auto second = act("wang", key, "done");

  EXPECT_EQ(code(second), "work.task_over");
  EXPECT_THAT(second.error().title.zh, HasSubstr("孙悦"));
  EXPECT_THAT(box(Box::Todo, "wang"), IsEmpty());
  EXPECT_THAT(box(Box::Done, "sun"), ElementsAre(key));
  EXPECT_THAT(box(Box::Done, "wang"), IsEmpty());
}

TEST_F(ActTest, values_of_the_form_become_variables) {
  const int64_t key = pool();

  ASSERT_EQ(code(act("sun", key, "done", "", {{"amount", "12.50"}})), "ok");

  EXPECT_EQ(completed_[key]["amount"], "12.50");
}

TEST_F(ActTest, a_signature_is_asked_for_and_shown) {
  const int64_t key =
      *offer("handover", {{"jw:candidates", "person:sun"}, {"jw:signature", "required"}});
  EXPECT_EQ(code(act("sun", key, "done")), "work.signature_required");
  Completion signed_one;
  signed_one.outcome = "done";
  signed_one.signature = base::JsonObject{{"image", "a1"}, {"name", "陈国栋"}};

  ASSERT_EQ(code(as("sun", [&](Context& c) { return complete(c, key, signed_one); })), "ok");

  const auto story = timeline_of_record(store_.db(), {"project", 7});
  EXPECT_EQ(base::text_or_empty(story.back().signature, "name"), "孙悦")
      << "nobody signs with another's name";
  EXPECT_EQ(base::text_or_empty(story.back().signature, "at"), "2026-03-02T01:00:00Z");
}

TEST_F(ActTest, a_claimed_task_belongs_to_the_claimer_until_given_back) {
  const int64_t key = pool();
  ASSERT_EQ(code(as("sun", [&](Context& c) { return claim(c, key); })), "ok");
  ASSERT_EQ(code(as("sun", [&](Context& c) { return claim(c, key); })), "ok");

  EXPECT_EQ(code(act("wang", key, "done")), "work.claimed");
  EXPECT_EQ(code(as("wang", [&](Context& c) { return claim(c, key); })), "work.claimed");
  EXPECT_THAT(box(Box::Todo, "wang"), IsEmpty());
  ASSERT_EQ(code(as("sun", [&](Context& c) { return unclaim(c, key); })), "ok");
  EXPECT_EQ(code(as("sun", [&](Context& c) { return unclaim(c, key); })), "work.not_claimed");
  EXPECT_EQ(code(act("wang", key, "done")), "ok");
}

TEST_F(ActTest, a_version_seen_before_a_claim_is_old) {
  const int64_t key = pool();
  const int64_t seen = task(key).version;
  ASSERT_EQ(code(as("sun", [&](Context& c) { return claim(c, key); })), "ok");
  ASSERT_EQ(code(as("sun", [&](Context& c) { return unclaim(c, key); })), "ok");
  Completion old;
  old.outcome = "done";
  old.version = seen;

  EXPECT_EQ(code(as("wang", [&](Context& c) { return complete(c, key, old); })), "work.changed");
}

TEST_F(ActTest, the_votes_of_others_do_not_make_a_version_old) {
  const int64_t key = *review();
  const int64_t seen = task(key).version;
  ASSERT_EQ(code(act("lin", key, "agree")), "ok");
  Completion vote;
  vote.outcome = "agree";
  vote.opinion = "可行";
  vote.version = seen;

  EXPECT_EQ(code(as("chen", [&](Context& c) { return complete(c, key, vote); })), "ok");
}

TEST_F(ActTest, a_step_goes_only_to_those_who_may_take_it_over) {
  const int64_t key = *offer(
      "work", {{"jw:candidates", "person:sun"}, {"jw:successors", "person:wang, person:zhao"}});

  const auto refused = as("sun", [&](Context& c) { return transfer(c, key, "hu", ""); });
  EXPECT_EQ(code(refused), "work.not_a_successor");
  EXPECT_EQ(refused.error().place, "persons");
  EXPECT_EQ(code(as("sun", [&](Context& c) { return delegate(c, key, "hu", ""); })),
            "work.not_a_successor");
  const NewSigners signer{Relation::After, Signers::All, {"hu"}, ""};
  EXPECT_EQ(code(as("sun", [&](Context& c) { return add_signers(c, key, signer); })),
            "work.not_a_successor");
  EXPECT_EQ(code(as("sun", [&](Context& c) { return transfer(c, key, "wang", ""); })), "ok");
  EXPECT_EQ(code(act("wang", key, "done")), "ok");
}

TEST_F(ActTest, where_nobody_is_there_who_may_take_a_step_over_anybody_does) {
  const int64_t key =
      *offer("work", {{"jw:candidates", "person:sun"}, {"jw:successors", "role:nobody"}});

  EXPECT_EQ(code(as("sun", [&](Context& c) { return transfer(c, key, "hu", ""); })), "ok");
}

TEST_F(ActTest, transfer_replaces_one_person_by_another) {
  const int64_t key = *offer("work", {{"jw:candidates", "person:sun, person:wang"}});

  ASSERT_EQ(code(as("sun", [&](Context& c) { return transfer(c, key, "hu", "我去出差"); })), "ok");

  EXPECT_EQ(code(act("sun", key, "done")), "work.not_yours");
  EXPECT_THAT(box(Box::Todo, "sun"), IsEmpty());
  EXPECT_THAT(box(Box::Todo, "wang"), ElementsAre(key));
  EXPECT_THAT(titles("hu"), Contains(HasSubstr("孙悦转办")));
  EXPECT_EQ(latest_notice("hu").text.zh, "我去出差");
  EXPECT_EQ(code(as("hu", [&](Context& c) { return transfer(c, key, "wang", ""); })),
            "work.transfer_not_allowed");
  EXPECT_EQ(code(as("hu", [&](Context& c) { return transfer(c, key, "ghost", ""); })),
            "work.unknown_person");
  EXPECT_EQ(code(act("hu", key, "done")), "ok");
}

TEST_F(ActTest, a_transferred_seat_stays_with_its_person_when_holders_change) {
  const int64_t key = *offer("buy", {{"jw:candidates", "position:purchaser"}});
  ASSERT_EQ(code(as("qian", [&](Context& c) { return transfer(c, key, "hu", ""); })), "ok");
  with("system", [&](Context& c) {
    EXPECT_TRUE(org::release(c.tx, "qian", "purchaser", c.tx.now).ok());
    EXPECT_EQ(resolve_open_seats(c), 0);
  });

  EXPECT_THAT(box(Box::Todo, "hu"), ElementsAre(key));
}

TEST_F(ActTest, copies_reach_each_person_once_and_can_be_read) {
  const int64_t key = pool();
  const auto copy_to_hu = [&](Context& c) { return copy(c, key, {"hu"}); };
  ASSERT_EQ(code(as("sun", copy_to_hu)), "ok");
  ASSERT_EQ(code(as("wang", copy_to_hu)), "ok");

  EXPECT_THAT(box(Box::Copied, "hu"), ElementsAre(key));
  EXPECT_EQ(counts(store_.db(), "hu", store_.now).copied_unread, 1);
  EXPECT_THAT(titles("hu"), SizeIs(1));
  with("hu", [&](Context& c) { read_copies(c, 1000); });
  EXPECT_EQ(counts(store_.db(), "hu", store_.now).copied_unread, 0);
  EXPECT_EQ(code(as("hu", [&](Context& c) { return comment(c, key, {"知悉"}); })), "ok");
  EXPECT_EQ(code(as("sun", [&](Context& c) { return copy(c, key, {}); })), "work.unknown_person");
  EXPECT_EQ(code(act("hu", key, "done")), "work.not_yours");
}

TEST_F(ActTest, comments_are_for_participants_also_after_the_end) {
  const int64_t key = pool();
  ASSERT_EQ(code(act("sun", key, "done")), "ok");

  EXPECT_EQ(code(as("wang", [&](Context& c) { return comment(c, key, {" 辛苦了 "}); })), "ok");
  EXPECT_EQ(code(as("hu", [&](Context& c) { return comment(c, key, {"我看看"}); })),
            "work.no_task");
  EXPECT_EQ(code(as("wang", [&](Context& c) { return comment(c, key, {"  "}); })),
            "work.text_required");
  EXPECT_EQ(code(as("wang", [&](Context& c) { return comment(c, key, {std::string(4001, 'x')}); })),
            "work.text_required");
  EXPECT_EQ(timeline_of_instance(store_.db(), 1000).back().text, "辛苦了");
}

TEST_F(ActTest, urging_is_for_participants_and_once_an_hour) {
  const int64_t key = *review();
  const auto urge_it = [&](Context& c) { return urge(c, key); };
  ASSERT_EQ(code(as("wang", urge_it)), "ok");

  EXPECT_EQ(code(as("wang", urge_it)), "work.urged_recently");
  EXPECT_EQ(code(as("wang", [&](Context& c) { return urge_instance(c, 1000); })),
            "work.urged_recently");
  EXPECT_EQ(code(as("hu", urge_it)), "work.no_task");
  EXPECT_THAT(titles("chen"), Contains(HasSubstr("王敏催办")));
  EXPECT_EQ(task(key).urged, 1);
  store_.now = store_.now + base::hours(1);
  EXPECT_EQ(code(as("wang", [&](Context& c) { return urge_instance(c, 1000); })), "ok");
  EXPECT_EQ(task(key).urged, 2);
}

TEST_F(ActTest, the_owner_of_a_process_urges_without_a_part_in_the_matter) {
  const int64_t key = *offer("visit", {{"jw:candidates", "person:sun"}});
  const Urging owner{Urging::By::Owner, {}};
  const auto urge_it = [&](Context& c) { return urge_instance(c, 1000, owner); };
  const auto offered = [&](const std::string& person) {
    return with(person, [&](Context& c) {
      return offered_acts({c.tx.db, c.calendar, c.tx.now}, *instance(c.tx.db, 1000), person, owner);
    });
  };
  EXPECT_THAT(offered("hu"), ElementsAre("urge"));
  EXPECT_THAT(offered("sun"), ElementsAre("comment")) << "nobody urges himself";
  ASSERT_EQ(code(as("hu", urge_it)), "ok");

  EXPECT_THAT(titles("sun"), Contains(HasSubstr("流程负责人胡图催办")));
  const auto story = timeline_of_instance(store_.db(), 1000);
  const auto told = std::ranges::find(story, "urged", &TimelineEntry::act);
  ASSERT_NE(told, story.end());
  EXPECT_EQ(told->reason_text.zh, "由流程负责人催办");
  EXPECT_EQ(code(as("hu", urge_it)), "work.urged_recently");
  EXPECT_EQ(code(as("sun", urge_it)), "work.own_turn");
  ASSERT_EQ(code(act("sun", key, "done")), "ok");
  EXPECT_EQ(code(as("hu", urge_it)), "work.nothing_to_urge");
  EXPECT_THAT(offered("hu"), IsEmpty());
}

TEST_F(ActTest, who_is_to_answer_is_urged_in_the_place_of_nobody) {
  const int64_t key = *offer("visit", {{"jw:candidates", "person:sun"}});
  ASSERT_EQ(code(act("sun", key, "done")), "ok");
  engine::UserTask other = user_task("visit", {{"jw:candidates", "person:qian"}});
  other.at.instance = 1001;
  ASSERT_EQ(code(as("system", [&](Context& c) { return create_task(c, other); })), "ok");
  const auto urge_it = [&](Context& c) {
    return urge_instance(c, 1000, {Urging::By::Participant, {1001}});
  };

  ASSERT_EQ(code(as("wang", urge_it)), "ok");

  EXPECT_EQ(titles("qian").size(), 2U);
  EXPECT_EQ(task(other.key).urged, 1);
  EXPECT_EQ(code(as("wang", urge_it)), "work.urged_recently");
  EXPECT_EQ(code(as("hu", urge_it)), "work.no_instance");
  store_.db().execute("UPDATE work_task SET suspended_at = 1 WHERE id = ?", {other.key});
  EXPECT_EQ(code(as("wang", urge_it)), "work.nothing_to_urge") << "what rests is not urged";
}

TEST_F(ActTest, a_matter_in_which_nobody_has_anything_to_do_is_not_urged) {
  const int64_t key = pool();
  ASSERT_EQ(code(act("sun", key, "done")), "ok");

  EXPECT_EQ(code(as("wang", [&](Context& c) { return urge_instance(c, 1000); })),
            "work.nothing_to_urge");
}

TEST_F(ActTest, a_task_goes_back_to_a_step_done_before_and_later_votes_do_not_count) {
  const int64_t first = *offer("draft_plan", {{"jw:candidates", "person:sun"}});
  ASSERT_EQ(code(act("sun", first, "done")), "ok");
  const int64_t check = *offer(
      "check", {{"jw:kind", "approve"}, {"jw:policy", "all"}, {"jw:candidates", "person:lin"}});
  ASSERT_EQ(code(act("lin", check, "agree")), "ok");
  const int64_t last = *offer("release", {{"jw:candidates", "person:chen"}});
  behind_ = {"draft_plan", "check", "release"};
  EXPECT_EQ(votes(store_.db(), {"project", 7}, "check").tally.agree, 1);

  EXPECT_EQ(code(as("chen",
                    [&](Context& c) {
                      return return_to(c, last, {"check", AfterReturn::Choose, " "});
                    })),
            "work.reason_required");
  EXPECT_EQ(code(as("chen",
                    [&](Context& c) {
                      return return_to(c, last, {"nowhere", AfterReturn::Choose, "x"});
                    })),
            "work.return_not_allowed");
  ASSERT_EQ(code(as("chen",
                    [&](Context& c) {
                      return return_to(c, last, {"draft_plan", AfterReturn::Choose, "计划不完整"});
                    })),
            "ok");

  EXPECT_THAT(returned_, ElementsAre("draft_plan"));
  EXPECT_EQ(task(last).reason, "returned");
  EXPECT_EQ(code(as("chen", [&](Context& c) { return take_back(c, last, ""); })),
            "work.take_back_not_allowed");
  EXPECT_EQ(votes(store_.db(), {"project", 7}, "check").tally.agree, 0);
  EXPECT_THAT(box(Box::Done, "chen"), ElementsAre(last));
  const auto story = timeline_of_instance(store_.db(), 1000);
  EXPECT_EQ(story.back().act, "returned");
  EXPECT_EQ(story.back().text, "计划不完整");
}

TEST_F(ActTest, the_starter_withdraws_before_anybody_else_has_acted) {
  const int64_t key = *review();
  EXPECT_EQ(code(as("chen", [&](Context& c) { return withdraw(c, 1000, "x"); })),
            "work.withdraw_not_allowed");
  EXPECT_EQ(code(as("hu", [&](Context& c) { return withdraw(c, 1000, "x"); })), "work.no_instance");
  EXPECT_EQ(code(as("wang", [&](Context& c) { return withdraw(c, 1000, ""); })),
            "work.reason_required");

  ASSERT_EQ(code(as("wang", [&](Context& c) { return withdraw(c, 1000, "金额有误"); })), "ok");

  EXPECT_EQ(task(key).state, TaskState::Canceled);
  EXPECT_EQ(task(key).reason, "withdrawn");
  EXPECT_EQ(instance(store_.db(), 1000)->state, "withdrawn");
  EXPECT_THAT(titles("chen"), Contains(HasSubstr("已撤回")));
  const auto told = notices(store_.db(), "chen", NoticeChoice::All, 1, 0).front();
  EXPECT_THAT(told.title.zh, HasSubstr("FA-202603-0001 智慧园区"));
  EXPECT_EQ(told.text.zh, "王敏：金额有误");
  EXPECT_EQ(code(as("wang", [&](Context& c) { return withdraw(c, 1000, "再次"); })),
            "work.withdraw_not_allowed");
}

TEST_F(ActTest, after_the_first_act_withdrawing_is_refused) {
  const int64_t key = *review();
  ASSERT_EQ(code(act("lin", key, "agree")), "ok");

  EXPECT_EQ(code(as("wang", [&](Context& c) { return withdraw(c, 1000, "x"); })),
            "work.withdraw_not_allowed");
}

TEST_F(ActTest, a_draft_is_private_and_gone_with_the_task) {
  const int64_t key = pool();
  Completion draft;
  draft.outcome = "done";
  draft.opinion = "草拟";
  draft.values = {{"amount", "1"}};
  const auto save = [&](Context& c) { return save_task_draft(c, key, draft); };
  ASSERT_EQ(code(as("sun", save)), "ok");
  ASSERT_EQ(code(as("sun", save)), "ok");
  with("sun", [&](Context& c) { save_start_draft(c, "initiation", {{"name", "新项目"}}); });

  EXPECT_EQ(code(as("hu", save)), "work.no_task");
  EXPECT_EQ(task_draft(store_.db(), "sun", key)->opinion, "草拟");
  EXPECT_FALSE(task_draft(store_.db(), "wang", key).has_value());
  EXPECT_THAT(box(Box::Drafts, "sun"), SizeIs(2));
  EXPECT_THAT(drafts(store_.db(), "sun", 10, 0), SizeIs(2));
  ASSERT_EQ(code(act("wang", key, "done")), "ok");
  EXPECT_FALSE(task_draft(store_.db(), "sun", key).has_value());
  EXPECT_EQ(code(as("sun", save)), "work.task_over");
  with("sun", [&](Context& c) { drop_start_draft(c, "initiation"); });
  EXPECT_THAT(box(Box::Drafts, "sun"), IsEmpty());
}

TEST_F(ActTest, a_draft_of_a_new_record_is_kept_for_its_place) {
  const NewRecord on_seven{"version_change", 7};
  const NewRecord on_eight{"version_change", 8, "replaces"};
  with("sun", [&](Context& c) {
    save_record_draft(c, on_seven, {{"reason", "甲"}});
    save_record_draft(c, on_eight, {{"reason", "乙"}});
    save_record_draft(c, on_eight, {{"reason", "丙"}});
  });

  EXPECT_EQ(record_draft(store_.db(), "sun", on_seven)->values,
            (base::JsonObject{{"reason", "甲"}}));
  const auto all = drafts(store_.db(), "sun", 10, 0);
  ASSERT_THAT(all, SizeIs(2));
  EXPECT_EQ(all.front().values, (base::JsonObject{{"reason", "丙"}}));
  EXPECT_EQ(all.front().record.type, "version_change");
  EXPECT_EQ(all.front().record.on, 8);
  EXPECT_EQ(all.front().record.link, "replaces");
  EXPECT_EQ(all.front().process, "");
  EXPECT_FALSE(record_draft(store_.db(), "wang", on_seven).has_value());
  EXPECT_FALSE(start_draft(store_.db(), "sun", "version_change").has_value());
  EXPECT_THAT(box(Box::Drafts, "sun"), SizeIs(2));

  with("sun", [&](Context& c) { drop_record_draft(c, on_eight); });

  EXPECT_FALSE(record_draft(store_.db(), "sun", on_eight).has_value());
  EXPECT_TRUE(record_draft(store_.db(), "sun", on_seven).has_value());
}

TEST_F(ActTest, boxes_are_searched_by_number_title_and_initials) {
  const int64_t key = *review();

  EXPECT_THAT(box(Box::Todo, "chen", "0001"), ElementsAre(key));
  EXPECT_THAT(box(Box::Todo, "chen", "园区 评议"), ElementsAre(key));
  EXPECT_THAT(box(Box::Todo, "chen", "zhyq"), ElementsAre(key));
  EXPECT_THAT(box(Box::Todo, "chen", "别的"), IsEmpty());
  EXPECT_THAT(box(Box::Todo, "chen", "%"), IsEmpty());
  EXPECT_THAT(box(Box::Started, "wang", "fa-2026"), SizeIs(1));
  subject_ = {"FA-202603-0002", "智慧港口", {"金额 壹万元整", "客户 海港集团"}};
  with("wang", [](Context& c) { retitle(c, {"project", 7}); });
  EXPECT_THAT(box(Box::Todo, "chen", "港口 集团"), ElementsAre(key));
  EXPECT_EQ(list(store_.db(), Box::Todo, {"chen", "", store_.now}).front().summary,
            subject_.summary);
}

TEST_F(ActTest, counts_are_the_lengths_of_the_lists) {
  const int64_t key = *review({{"jw:due", "P1WD"}});
  pool();
  ASSERT_EQ(code(act("chen", key, "agree")), "ok");
  store_.now = store_.now + base::days(2);

  for (const std::string person : {"chen", "lin", "wang", "sun", "hu"}) {
    const Counts counted = counts(store_.db(), person, store_.now);
    EXPECT_EQ(counted.todo, static_cast<int64_t>(box(Box::Todo, person).size())) << person;
    EXPECT_EQ(counted.done, static_cast<int64_t>(box(Box::Done, person).size())) << person;
    EXPECT_EQ(counted.started, static_cast<int64_t>(box(Box::Started, person).size())) << person;
  }
  EXPECT_EQ(counts(store_.db(), "lin", store_.now).overdue, 1);
  EXPECT_EQ(counts(store_.db(), "sun", store_.now).overdue, 0);
}

TEST_F(ActTest, suspension_stops_every_act_and_resuming_allows_it) {
  const int64_t key = *review();
  with("system", [&](Context& c) { suspend_tasks(c, 1000); });

  EXPECT_EQ(code(act("chen", key, "agree")), "work.suspended");
  EXPECT_EQ(code(as("wang", [&](Context& c) { return urge(c, key); })), "work.suspended");
  EXPECT_EQ(code(as("wang", [&](Context& c) { return withdraw(c, 1000, "x"); })), "work.suspended");
  EXPECT_EQ(code(as("wang", [&](Context& c) { return comment(c, key, {"等通知"}); })), "ok");
  with("system", [&](Context& c) { resume_tasks(c, 1000); });
  EXPECT_EQ(code(act("chen", key, "agree")), "ok");
}

TEST_F(ActTest, candidates_come_from_everywhere) {
  roles_["helper"] = {"hu", "hu", "ghost"};
  fields_["manager"] = {"qian"};
  formulas_["[record.owner]"] = {"zhao"};

  EXPECT_THAT(open_of(*offer("a", {{"jw:candidates", "role:helper, field:manager"}})),
              ElementsAre("hu", "qian"));
  EXPECT_THAT(open_of(*offer("b", {{"jw:candidates", "= [record.owner]"}})), ElementsAre("zhao"));
  EXPECT_THAT(open_of(*offer("c", {{"jw:candidates", "starter"}})), ElementsAre("wang"));
  EXPECT_THAT(open_of(*offer("d", {{"jw:candidates", "unit_head:starter"}})), ElementsAre("lin"));
  EXPECT_THAT(open_of(*offer("e", {{"jw:candidates", "superior:starter:2"}})), ElementsAre("chen"));
  fields_["member"] = {"sun"};
  EXPECT_THAT(open_of(*offer("k", {{"jw:candidates", "superior:field:member"}})),
              ElementsAre("lin"));
  fields_["member"] = {"lin"};
  EXPECT_THAT(open_of(*offer("l", {{"jw:candidates", "superior:field:member"}})),
              ElementsAre("chen"))
      << "who heads his unit is not his own superior";
  EXPECT_EQ(code(offer("f", {{"jw:candidates", "role:nobody"}})), "work.no_candidate");
  EXPECT_EQ(code(offer("g", {{"jw:candidates", "person:ghost"}})), "work.no_candidate");
  EXPECT_EQ(code(offer("h", {{"jw:kind", "work"}})), "work.no_candidate");
  EXPECT_EQ(code(offer("i", {})), "ok") << "it waits for a program";
  EXPECT_EQ(code(offer("i", {{"jw:policy", "perhaps"}})), "work.bad_settings");
  EXPECT_EQ(code(offer("j", {{"jw:policy", "all"}, {"jw:candidates", "person:hu, role:nobody"}})),
            "work.no_candidate");
}

TEST_F(ActTest, a_step_that_finds_nobody_says_whom_it_looked_for) {
  fields_["owner"] = {};
  release("qian", "purchaser");
  const auto missing = [&](const engine::Properties& properties) {
    const auto refused = offer("a", properties);
    EXPECT_EQ(code(refused), "work.no_candidate");
    std::vector<std::string> labels;
    for (const auto& each : refused.error().missing) {
      EXPECT_FALSE(each.how.zh.empty() || each.how.en.empty() || each.label.en.empty());
      labels.push_back(each.label.zh);
    }
    return labels;
  };

  EXPECT_THAT(missing({{"jw:candidates", "field:owner"}}), ElementsAre("field:owner"));
  EXPECT_THAT(missing({{"jw:candidates", "position:purchaser"}}),
              ElementsAre(org::position(store_.db(), "purchaser")->title.zh));
  EXPECT_THAT(missing({{"jw:policy", "all"}, {"jw:candidates", "person:hu, field:owner"}}),
              ElementsAre("field:owner"));
  EXPECT_THAT(missing({{"jw:candidates", "role:nobody, person:zhao_left"}}),
              ElementsAre("role:nobody", "zhao_left"));
  EXPECT_THAT(missing({{"jw:kind", "work"}}), ElementsAre("a"));
}

TEST_F(ActTest, a_unit_gives_everybody_with_a_post_in_it_and_below_it_where_asked) {
  appoint("qian", "sales_rep");  // beside his own post

  EXPECT_THAT(open_of(*offer("a", {{"jw:candidates", "unit:sales"}})),
              UnorderedElementsAre("lin", "wang", "sun", "qian"));
  EXPECT_THAT(open_of(*offer("b", {{"jw:candidates", "unit:company"}})),
              UnorderedElementsAre("chen", "qian"));
  EXPECT_THAT(open_of(*offer("c", {{"jw:candidates", "unit:company:below"}})),
              UnorderedElementsAre("chen", "qian", "lin", "wang", "sun", "zhao"))
      << "each once, and not who has no post";
  release("qian", "sales_rep");
  EXPECT_THAT(open_of(*offer("d", {{"jw:candidates", "unit:sales"}})),
              UnorderedElementsAre("lin", "wang", "sun"));
  EXPECT_EQ(code(offer("e", {{"jw:candidates", "unit:nowhere"}})), "work.no_candidate");
}

TEST_F(ActTest, one_of_a_unit_claims_the_task_or_everybody_has_a_seat) {
  const int64_t shared = *offer("a", {{"jw:candidates", "unit:sales"}});
  ASSERT_THAT(task(shared).seats, SizeIs(1));
  ASSERT_EQ(code(as("sun", [&](Context& c) { return claim(c, shared); })), "ok");
  EXPECT_EQ(code(act("wang", shared, "done")), "work.claimed");
  EXPECT_EQ(code(act("sun", shared, "done")), "ok");

  const int64_t counted = *offer("b", {{"jw:candidates", "unit:sales"}, {"jw:policy", "all"}});
  ASSERT_THAT(task(counted).seats, SizeIs(3));
  for (const char* person : {"sun", "wang"}) ASSERT_EQ(code(act(person, counted, "done")), "ok");
  EXPECT_TRUE(task(counted).is_open());
  EXPECT_EQ(code(act("lin", counted, "done")), "ok");
  EXPECT_FALSE(task(counted).is_open());
}

TEST_F(ActTest, the_zeebe_assignment_counts_without_our_own) {
  auto assigned = user_task("k", {});
  assigned.candidate_users = {"hu"};
  assigned.candidate_groups = {"purchaser"};
  ASSERT_EQ(code(as("system", [&](Context& c) { return create_task(c, assigned); })), "ok");

  EXPECT_EQ(code(act("qian", assigned.key, "done")), "ok");
}

TEST_F(ActTest, a_cancelled_process_ends_its_tasks_with_a_reason_and_tells_the_starter) {
  const int64_t key = pool();
  with("chen", [&](Context& c) {
    cancel_task(c, key, "canceled");
    cancel_task(c, key, "again");
    close_instance(c, 1000, "canceled", "客户取消");
  });

  EXPECT_EQ(task(key).reason, "canceled");
  EXPECT_EQ(task(key).reason_text.zh, "流程已终止");
  EXPECT_THAT(titles("wang"), Contains(HasSubstr("流程已终止")));
  EXPECT_EQ(code(act("sun", key, "done")), "work.task_over");
}

TEST_F(ActTest, who_asked_for_an_opinion_hears_what_becomes_of_his_matter) {
  const int64_t key = pool();
  ASSERT_EQ(code(as("sun", [&](Context& c) { return delegate(c, key, "hu", "请看"); })), "ok");

  with("chen", [&](Context& c) {
    tell_halt(c, 1000, Halt::Suspended, "等法务意见");
    tell_cancellation(c, 1000, "客户取消");
  });

  for (const char* person : {"sun", "hu"}) {
    EXPECT_THAT(titles(person), Contains(HasSubstr("已挂起"))) << person;
    EXPECT_THAT(titles(person), Contains(HasSubstr("流程已终止"))) << person;
  }
  EXPECT_THAT(titles("wang"), Not(Contains(HasSubstr("流程已终止")))) << "of the end, when it is";
}

TEST_F(ActTest, the_starter_is_told_once_that_his_matter_did_not_pass) {
  const int64_t key = *review();
  ASSERT_TRUE(act("lin", key, "disagree", "不可行")->is_finished);
  with("lin", [&](Context& c) {
    close_instance(c, 1000, "completed", "");
    close_instance(c, 1000, "completed", "");
  });

  const auto told = titles("wang");
  EXPECT_EQ(std::ranges::count_if(told, [](const auto& t) { return t.starts_with("未通过："); }),
            1);
  EXPECT_EQ(status_of(store_.db(), *instance(store_.db(), 1000)).title.zh, "未通过");
}

TEST_F(ActTest, the_starter_is_told_nothing_of_a_matter_that_passed_or_that_he_ended_himself) {
  const int64_t key = *review({{"jw:policy", "any"}});
  ASSERT_TRUE(act("lin", key, "agree")->is_finished);
  with("lin", [&](Context& c) { close_instance(c, 1000, "completed", ""); });
  EXPECT_THAT(titles("wang"), Not(Contains(StartsWith("未通过："))));

  store_.db().execute("UPDATE work_instance SET state = 'active', verdict = 'disagreed'", {});
  with("wang", [&](Context& c) { close_instance(c, 1000, "completed", ""); });
  EXPECT_THAT(titles("wang"), Not(Contains(StartsWith("未通过："))));
}

TEST_F(ActTest, notices_are_read_by_their_person_only) {
  pool();
  const auto mine = notices(store_.db(), "sun", NoticeChoice::Unread, 10, 0);
  ASSERT_THAT(mine, SizeIs(1));
  EXPECT_EQ(mine[0].link, "/tasks/2001");

  with("hu", [&](Context& c) { read_notices(c, {mine[0].key}); });
  EXPECT_EQ(count_notices(store_.db(), "sun", NoticeChoice::Unread), 1);
  with("sun", [&](Context& c) { read_notices(c, {}); });
  EXPECT_EQ(count_notices(store_.db(), "sun", NoticeChoice::Unread), 0);
  EXPECT_EQ(count_notices(store_.db(), "sun", NoticeChoice::All), 1);
}

TEST_F(ActTest, the_timeline_ends_with_what_is_still_to_come) {
  const int64_t key = *review();
  ASSERT_EQ(code(act("chen", key, "agree")), "ok");

  const auto story = timeline_of_record(store_.db(), {"project", 7});

  ASSERT_THAT(story, SizeIs(4));
  EXPECT_EQ(story[0].act, "started");
  EXPECT_EQ(story[1].act, "voted");
  EXPECT_EQ(story[1].title.zh, "表决 立项评议");
  EXPECT_EQ(story[1].clause, "S18-R12");
  EXPECT_EQ(story[2].act, "pending");
  EXPECT_THAT(story[2].persons, ElementsAre("lin"));
  EXPECT_FALSE(story[2].at.has_value());
  EXPECT_THAT(timeline_of_instance(store_.db(), 1000), SizeIs(4));
}

}  // namespace
}  // namespace work::testing
