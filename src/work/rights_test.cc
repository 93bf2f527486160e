// Every act × every role: who may do what on a task, and that a refusal changes nothing.
#include <set>

#include "work/testing.h"

namespace work::testing {
namespace {

struct Role {
  const char* name;
  const char* person;
};
constexpr Role roles[] = {{"seated", "lin"},  {"acted", "chen"},  {"starter", "wang"},
                          {"copied", "zhao"}, {"stranger", "hu"}, {"administrator", "qian"}};

struct Right {
  const char* act;
  std::set<std::string> may;
  std::function<base::Result<void>(Context&, int64_t)> does;
};

const std::set<std::string> participants = {"seated", "acted", "starter", "copied"};
const std::set<std::string> nobody = {};

base::Result<void> hand_in(Context& c, int64_t key) {
  Completion completion;
  completion.outcome = "agree";
  const auto done = complete(c, key, completion);
  return done ? base::Result<void>() : done.error();
}

const std::vector<Right>& rights() {
  static const std::vector<Right> all = {
      {"complete", {"seated"}, hand_in},
      {"reply", nobody, [](Context& c, int64_t t) { return reply(c, t, {"看法"}); }},
      {"comment", participants, [](Context& c, int64_t t) { return comment(c, t, {"请看"}); }},
      {"opinion", nobody, [](Context& c, int64_t t) { return add_opinion(c, t, {"补充"}); }},
      {"copy", participants, [](Context& c, int64_t t) { return copy(c, t, {"sun"}); }},
      {"circulate", participants,
       [](Context& c, int64_t t) { return circulate(c, t, {"sun"}, ""); }},
      {"confirm_read", nobody, [](Context& c, int64_t t) { return confirm_read(c, t, ""); }},
      {"transfer", {"seated"}, [](Context& c, int64_t t) { return transfer(c, t, "sun", ""); }},
      {"delegate", {"seated"}, [](Context& c, int64_t t) { return delegate(c, t, "sun", ""); }},
      {"add_signer",
       {"seated"},
       [](Context& c, int64_t t) {
         return add_signers(c, t, {Relation::Before, Signers::All, {"sun"}, ""});
       }},
      {"remove_signer",
       {"administrator"},
       [](Context& c, int64_t t) { return remove_signer(c, t, "2", ""); }},
      {"return",
       {"seated"},
       [](Context& c, int64_t t) {
         return return_to(c, t, {"$starter", AfterReturn::Again, "修改"});
       }},
      {"take_back", {"acted"}, [](Context& c, int64_t t) { return take_back(c, t); }},
      {"urge",
       {"acted", "starter", "copied"},  // whoever has it himself does it
       [](Context& c, int64_t t) { return urge(c, t); }},
      {"claim", nobody, [](Context& c, int64_t t) { return claim(c, t); }},
      {"save_draft",
       {"seated"},
       [](Context& c, int64_t t) { return save_task_draft(c, t, {.outcome = "agree"}); }},
      {"withdraw", nobody, [](Context& c, int64_t) { return withdraw(c, 1000, "撤回"); }},
  };
  return all;
}

class RightsTest : public WorkTest {
 protected:
  int64_t begun() {
    roles_["administrator"] = {"qian"};
    const int64_t key = *offer("approve", {{"jw:kind", "approve"},
                                           {"jw:policy", "all"},
                                           {"jw:candidates", "person:chen, person:lin"}});
    EXPECT_EQ(code(act("chen", key, "agree")), "ok");
    EXPECT_EQ(code(as("lin", [&](Context& c) { return copy(c, key, {"zhao"}); })), "ok");
    return key;
  }
  // As the runtime would, but nothing stays.
  std::string tried(const Right& right, const Role& role, int64_t key) {
    store_.db().begin();
    const auto result = with(role.person, [&](Context& c) { return right.does(c, key); });
    store_.db().roll_back();
    return code(result);
  }
};

TEST_F(RightsTest, every_act_is_done_by_those_who_may_and_refused_to_all_others) {
  const int64_t key = begun();
  for (const Right& right : rights()) {
    for (const Role& role : roles) {
      const std::string result = tried(right, role, key);
      if (right.may.contains(role.name)) {
        EXPECT_EQ(result, "ok") << right.act << " by " << role.name;
      } else {
        EXPECT_TRUE(result.starts_with("work."))
            << right.act << " by " << role.name << ": " << result;
      }
    }
  }
}

TEST_F(RightsTest, what_a_person_is_offered_he_may_do) {
  const int64_t key = begun();
  for (const Role& role : roles) {
    const auto offered = with(
        role.person, [&](Context& c) { return offered_acts(c.tx.db, task(key), role.person); });
    for (const Right& right : rights()) {
      if (std::ranges::count(offered, right.act) == 0) continue;
      EXPECT_EQ(tried(right, role, key), "ok") << right.act << " offered to " << role.name;
    }
  }
}

TEST_F(RightsTest, on_an_ended_task_everybody_learns_who_ended_it) {
  const int64_t key = begun();
  ASSERT_EQ(code(act("lin", key, "agree")), "ok");
  for (const Right& right : rights()) {
    const std::set<std::string> moving = {"complete", "transfer", "delegate", "add_signer",
                                          "return",   "urge",     "claim",    "save_draft"};
    if (!moving.contains(right.act)) continue;
    EXPECT_EQ(tried(right, roles[0], key), "work.task_over") << right.act;
  }
}

}  // namespace
}  // namespace work::testing
