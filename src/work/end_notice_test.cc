// Who started a matter hears how it has ended: once, with the outcome and by whom.
#include "work/end_notice.h"

#include "work/instances.h"
#include "work/testing.h"

namespace work::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class EndNoticeTest : public WorkTest {
 protected:
  void open_matter(const std::string& choice = "", const std::string& copy_at_end = "") {
    with("wang", [&](Context& c) {
      NewInstance fresh{1000, "initiation", {"project", 7}, "wang"};
      fresh.copy_at_end = copy_at_end;
      open_instance(c, fresh);
      keep_end_notice(c.tx, 1000, choice);
    });
  }
  int64_t approval(engine::Properties properties = {}) {
    properties.emplace("jw:kind", "approve");
    properties.emplace("jw:candidates", "person:lin");
    return *offer("approve", properties);
  }
  void end(const std::string& by = "lin", const std::string& state = "completed",
           const std::string& reason = "") {
    with(by, [&](Context& c) { close_instance(c, 1000, state, reason); });
  }
  // "kind title | text" of what the starter was told of the end.
  std::vector<std::string> told(const std::string& person = "wang") {
    std::vector<std::string> found;
    for (const Notice& each : notices(store_.db(), person, NoticeChoice::All, 100, 0)) {
      if (each.link == link_of_instance(1000))
        found.push_back(each.kind + " " + each.title.zh + " | " + each.text.zh);
    }
    return found;
  }
};

TEST_F(EndNoticeTest, that_it_passed_with_who_agreed_and_his_words) {
  open_matter();
  ASSERT_EQ(code(act("lin", approval(), "agree", "按预算执行")), "ok");
  end();

  EXPECT_THAT(told(), ElementsAre("passed 已通过：initiation FA-202603-0001 智慧园区 | "
                                  "approve：同意（林华）\n按预算执行"));
  EXPECT_THAT(told("lin"), IsEmpty());
}

TEST_F(EndNoticeTest, that_it_did_not_pass_with_who_dissented) {
  open_matter();
  ASSERT_EQ(code(act("lin", approval(), "disagree", "超预算")), "ok");
  end();

  EXPECT_THAT(told(), ElementsAre("rejected 未通过：initiation FA-202603-0001 智慧园区 | "
                                  "approve：不同意（林华）\n超预算"));
}

TEST_F(EndNoticeTest, of_a_vote_how_many_were_for_and_against) {
  open_matter();
  const int64_t key = approval({{"jw:policy", "ratio"},
                                {"jw:pass", "1/2"},
                                {"jw:decide", "all_voted"},
                                {"jw:candidates", "person:lin, person:zhao, person:sun"}});
  ASSERT_EQ(code(act("lin", key, "agree")), "ok");
  ASSERT_EQ(code(act("zhao", key, "disagree")), "ok");
  ASSERT_EQ(code(act("sun", key, "agree")), "ok");
  end("sun");

  EXPECT_THAT(told(), ElementsAre("passed 已通过：initiation FA-202603-0001 智慧园区 | "
                                  "approve：同意（2 同意，1 不同意）"));
}

TEST_F(EndNoticeTest, whom_the_step_keeps_from_him_is_not_named) {
  open_matter();
  ASSERT_EQ(code(act("lin", approval({{"jw:opinions", "owner"}}), "agree", "内部意见")), "ok");
  end();

  EXPECT_THAT(told(), ElementsAre("passed 已通过：initiation FA-202603-0001 智慧园区 | "
                                  "approve：同意"));
}

TEST_F(EndNoticeTest, a_vote_that_did_not_pass_says_who_was_against_it_and_why) {
  open_matter();
  const int64_t key = approval({{"jw:policy", "all"},
                                {"jw:decide", "all_voted"},
                                {"jw:candidates", "person:lin, person:zhao, person:sun"}});
  ASSERT_EQ(code(act("lin", key, "agree")), "ok");
  ASSERT_EQ(code(act("zhao", key, "disagree", "超预算")), "ok");
  ASSERT_EQ(code(act("sun", key, "agree")), "ok");
  end("sun");

  EXPECT_THAT(told(), ElementsAre("rejected 未通过：initiation FA-202603-0001 智慧园区 | "
                                  "approve：不同意（2 同意，1 不同意）\n赵敏：超预算"));
}

TEST_F(EndNoticeTest, what_a_rule_refused_is_called_so) {
  open_matter();
  roles_["nobody"] = {};
  const int64_t key = approval({{"jw:candidates", "role:nobody"}, {"jw:empty", "reject"}});
  ASSERT_FALSE(task(key).is_open());
  end("system");

  EXPECT_THAT(told(), ElementsAre("rejected 自动拒绝：initiation FA-202603-0001 智慧园区 | "
                                  "approve：不同意（找不到办理人，按规则自动处理）"));
}

TEST_F(EndNoticeTest, what_is_closed_when_due_is_called_so) {
  open_matter();
  approval({{"jw:due", "P1D"}, {"jw:overdue", "close"}});
  advance_to(later("P2D"));
  end("system");

  ASSERT_EQ(told().size(), 1u);
  EXPECT_THAT(told().front(), ::testing::StartsWith("rejected 超时关闭："));
}

TEST_F(EndNoticeTest, what_had_no_approval_has_not_passed) {
  open_matter();
  const int64_t key = *offer("visit", {{"jw:candidates", "person:lin"}});
  ASSERT_EQ(code(act("lin", key, "done", "")), "ok");
  end();

  EXPECT_THAT(told(), IsEmpty());
}

TEST_F(EndNoticeTest, a_word_that_is_none_of_them_is_refused) {
  EXPECT_EQ(*read_end_notice({}), EndNotice::Every);
  EXPECT_EQ(*read_end_notice({{"jw:end_notice", "not_passed"}}), EndNotice::NotPassed);
  EXPECT_EQ(read_end_notice({{"jw:end_notice", "sometimes"}}).error().code, "work.bad_settings");
}

TEST_F(EndNoticeTest, who_ended_it_himself_is_not_told) {
  open_matter();
  ASSERT_EQ(code(act("lin", approval(), "agree")), "ok");
  end("wang");

  EXPECT_THAT(told(), IsEmpty());
}

TEST_F(EndNoticeTest, a_process_leaves_it_out_but_for_a_termination) {
  open_matter("none");
  ASSERT_EQ(code(act("lin", approval(), "disagree")), "ok");
  end();
  EXPECT_THAT(told(), IsEmpty());
}

TEST_F(EndNoticeTest, a_termination_is_told_whatever_the_process_says) {
  open_matter("none");
  end("qian", "canceled", "重复");

  EXPECT_THAT(told(),
              ElementsAre("canceled 流程已终止：initiation FA-202603-0001 智慧园区 | 重复"));
}

TEST_F(EndNoticeTest, a_process_tells_only_what_did_not_pass) {
  open_matter("not_passed");
  ASSERT_EQ(code(act("lin", approval(), "agree")), "ok");
  end();
  EXPECT_THAT(told(), IsEmpty());
}

TEST_F(EndNoticeTest, a_step_that_told_him_after_the_decision_takes_its_place) {
  open_matter();
  ASSERT_EQ(code(act("lin", approval(), "agree")), "ok");
  with("lin", [&](Context& c) { note_told(c, 1000, {"zhao", "wang"}); });
  end();
  EXPECT_THAT(told(), IsEmpty());
}

TEST_F(EndNoticeTest, what_a_step_told_others_or_before_the_decision_does_not) {
  open_matter();
  const int64_t key = approval();
  with("lin", [&](Context& c) { note_told(c, 1000, {"wang"}); });
  ASSERT_EQ(code(act("lin", key, "agree")), "ok");
  with("lin", [&](Context& c) { note_told(c, 1000, {"zhao"}); });
  end();
  EXPECT_EQ(told().size(), 1u);
}

TEST_F(EndNoticeTest, a_copy_at_the_end_takes_its_place) {
  open_matter("", "starter");
  ASSERT_EQ(code(act("lin", approval(), "agree")), "ok");
  end();

  EXPECT_THAT(told(), IsEmpty());
}

}  // namespace
}  // namespace work::testing
