#include <gmock/gmock.h>

#include "access/accounts.h"
#include "access/audit.h"
#include "access/outside_link.h"
#include "access/principal.h"
#include "access/sessions.h"
#include "org/organisation.h"
#include "storage/testing.h"

namespace entry {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<storage::Migration> all_migrations() {
  std::vector<storage::Migration> all(org::migrations().begin(), org::migrations().end());
  all.insert(all.end(), migrations().begin(), migrations().end());
  return all;
}

class AccessTest : public testing::Test {
 protected:
  AccessTest() : store_(all_migrations()) {
    org::Organisation o;
    o.units = {{"company", {"公司", ""}, "", "boss"}};
    o.positions = {{"boss", {"总经理", ""}, "company", 1}, {"rep", {"业务员", ""}, "company", 3}};
    o.people = {{"chen", {"陈博", ""}, "", "", "", "", {{"boss"}}},
                {"wang", {"王敏", ""}, "", "", "", "", {{"rep"}}}};
    auto tx = store_.tx();
    EXPECT_TRUE(org::load(tx, o).ok());
    static const HashedPassword hashed = *hash_password("demo-1234", "chen_b");
    EXPECT_TRUE(create_account(tx, "chen", "chen_b", hashed).ok());
  }
  storage::Connection& db() { return store_.db(); }
  base::Time now() { return store_.now; }
  SignInOutcome try_password(std::string_view password) {
    auto tx = store_.tx("");
    return sign_in(tx, random_, check_password(db(), "chen_b", password));
  }
  std::string token() { return try_password("demo-1234").signed_in->token; }

  storage::testing::Store store_;
  base::SeededRandom random_{7};
};

TEST_F(AccessTest, the_right_password_gives_a_session_whose_token_is_not_stored) {
  const auto outcome = try_password("demo-1234");

  ASSERT_TRUE(outcome.signed_in.has_value());
  EXPECT_EQ(find_session(db(), outcome.signed_in->token, now())->person, "chen");
  for (const auto& row : db().query("SELECT hash, id FROM access_session")) {
    EXPECT_NE(row.text(0), outcome.signed_in->token);
    EXPECT_NE(row.text(1), outcome.signed_in->token);
  }
}

TEST_F(AccessTest, wrong_passwords_and_unknown_names_look_alike) {
  auto tx = store_.tx("");

  const auto unknown = sign_in(tx, random_, check_password(db(), "ghost", "demo-1234"));

  EXPECT_EQ(try_password("wrong").refused->code, "access.wrong_password");
  EXPECT_EQ(unknown.refused->code, "access.wrong_password");
}

TEST_F(AccessTest, five_failures_lock_the_account_for_a_quarter_of_an_hour) {
  for (int i = 0; i < 4; ++i)
    EXPECT_EQ(try_password("wrong").refused->code, "access.wrong_password");
  EXPECT_EQ(try_password("wrong").refused->code, "access.locked");

  EXPECT_EQ(try_password("demo-1234").refused->code, "access.locked");

  store_.now = store_.now + lock_out;
  EXPECT_TRUE(try_password("demo-1234").signed_in.has_value());
}

TEST_F(AccessTest, failures_long_apart_do_not_lock) {
  for (int i = 0; i < 8; ++i) {
    EXPECT_EQ(try_password("wrong").refused->code, "access.wrong_password");
    store_.now = store_.now + lock_out;
  }
}

TEST_F(AccessTest, a_session_ends_when_idle_and_at_the_latest_after_thirty_days) {
  const std::string secret = token();

  EXPECT_TRUE(find_session(db(), secret, now() + idle_max - base::seconds(1)).ok());
  EXPECT_EQ(find_session(db(), secret, now() + idle_max).error().code, "access.not_signed_in");
  for (int64_t hours = 7; hours < 30 * 24; hours += 7) {
    auto tx = store_.tx("chen");
    tx.now = now() + base::hours(hours);
    const auto session = find_session(db(), secret, tx.now);
    ASSERT_TRUE(session.ok());
    EXPECT_TRUE(wants_touch(*session, tx.now));
    touch_session(tx, *session);
  }
  EXPECT_EQ(find_session(db(), secret, now() + session_max).error().code, "access.not_signed_in");
}

TEST_F(AccessTest, a_forged_token_is_refused) {
  EXPECT_EQ(find_session(db(), "forged", now()).error().code, "access.not_signed_in");
  EXPECT_EQ(find_session(db(), "' OR 1=1 --", now()).error().code, "access.not_signed_in");
}

TEST_F(AccessTest, signing_out_ends_the_session) {
  const std::string secret = token();
  auto tx = store_.tx("chen");

  sign_out(tx, find_session(db(), secret, now())->id);

  EXPECT_FALSE(find_session(db(), secret, now()).ok());
}

TEST_F(AccessTest, a_new_password_ends_the_other_sessions) {
  const std::string other = token();
  const std::string own = token();
  auto tx = store_.tx("chen");

  ASSERT_TRUE(set_password(tx, "chen", *hash_password("another-1", "chen_b"),
                           find_session(db(), own, now())->id)
                  .ok());

  EXPECT_FALSE(find_session(db(), other, now()).ok());
  EXPECT_TRUE(find_session(db(), own, now()).ok());
  EXPECT_EQ(try_password("demo-1234").refused->code, "access.wrong_password");
  EXPECT_TRUE(try_password("another-1").signed_in.has_value());
}

TEST_F(AccessTest, a_check_made_before_the_password_changed_is_void) {
  const auto checked = check_password(db(), "chen_b", "demo-1234");
  auto tx = store_.tx("");
  ASSERT_TRUE(set_password(tx, "chen", *hash_password("another-1", "chen_b"), "").ok());

  EXPECT_EQ(sign_in(tx, random_, checked).refused->code, "access.wrong_password");
}

TEST_F(AccessTest, weak_passwords_and_taken_names_are_refused) {
  auto tx = store_.tx();

  EXPECT_EQ(hash_password("short", "x").error().code, "access.weak_password");
  EXPECT_EQ(hash_password("same-name", "same-name").error().code, "access.weak_password");
  EXPECT_EQ(hash_password(std::string(300, 'x'), "x").error().code, "access.weak_password");
  EXPECT_EQ(create_account(tx, "wang", "chen_b", HashedPassword{"h"}).error().code,
            "access.username_taken");
  EXPECT_EQ(set_password(tx, "wang", HashedPassword{"h"}, "").error().code, "access.no_account");
  EXPECT_EQ(disable_account(tx, "wang").error().code, "access.no_account");
}

TEST_F(AccessTest, a_disabled_account_is_out_at_once) {
  const std::string secret = token();
  auto tx = store_.tx();

  ASSERT_TRUE(disable_account(tx, "chen").ok());

  EXPECT_FALSE(find_session(db(), secret, now()).ok());
  EXPECT_EQ(try_password("demo-1234").refused->code, "access.disabled");
}

TEST_F(AccessTest, tokens_of_programs_live_until_revoked_or_over) {
  auto tx = store_.tx("chen");
  const auto created = create_token(tx, random_, {"chen", "导入", now() + base::days(2)});

  EXPECT_TRUE(find_session(db(), created.token, now() + base::days(1))->is_program);
  EXPECT_FALSE(find_session(db(), created.token, now() + base::days(2)).ok());
  EXPECT_EQ(revoke_token(tx, "wang", created.id).error().code, "access.no_token");
  EXPECT_EQ(tokens(db(), "chen").size(), 1u);
  ASSERT_TRUE(revoke_token(tx, "chen", created.id).ok());
  EXPECT_FALSE(find_session(db(), created.token, now()).ok());
  EXPECT_TRUE(tokens(db(), "chen").empty());
}

TEST_F(AccessTest, a_setup_link_works_once_and_for_a_day) {
  auto tx = store_.tx("");
  const std::string old = create_setup_link(tx, random_, "wang");
  const std::string link = create_setup_link(tx, random_, "wang");
  const HashedPassword password{"hash"};

  EXPECT_EQ(setup_link_person(db(), old, now()).error().code, "access.setup_link_invalid");
  EXPECT_EQ(setup_link_person(db(), link, now() + base::hours(24)).error().code,
            "access.setup_link_invalid");
  EXPECT_EQ(*use_setup_link(tx, link, "wang_m", password), "wang");
  EXPECT_EQ(use_setup_link(tx, link, "wang_m", password).error().code, "access.setup_link_invalid");
  EXPECT_EQ(account_of(db(), "wang")->username, "wang_m");
}

TEST_F(AccessTest, roles_follow_positions_and_names) {
  const std::vector<Role> roles = {{"leader", {}, {"boss"}, {}, "", {}},
                                   {"helper", {}, {}, {"wang", "ghost"}, "", {}}};

  const auto chen = principal_of(db(), roles, "chen", now());

  EXPECT_THAT(chen.roles, ElementsAre("everyone", "leader"));
  EXPECT_TRUE(chen.has_position("boss"));
  EXPECT_FALSE(chen.is_administrator());
  EXPECT_THAT(persons_of(db(), roles, "helper", now()), ElementsAre("wang"));
  EXPECT_THAT(persons_of(db(), roles, "leader", now()), ElementsAre("chen"));
  EXPECT_THAT(persons_of(db(), roles, "everyone", now()), ElementsAre("chen", "wang"));
  EXPECT_THAT(persons_of(db(), roles, "nothing", now()), IsEmpty());
}

class OutsideLinkTest : public AccessTest {
 protected:
  CreatedLink link(Purpose purpose, std::string code) {
    auto tx = store_.tx("chen");
    return *create_outside_link(
        tx, random_, {"project", "12", purpose, now() + base::days(7), std::move(code), "甲方"});
  }
  std::string open(const std::string& token, std::string_view code) {
    auto tx = store_.tx("");
    const auto outcome = open_outside_link(tx, token, code);
    return outcome.refused ? outcome.refused->code : "open";
  }
};

TEST_F(OutsideLinkTest, a_link_opens_until_it_ends_and_is_stored_hashed) {
  const auto created = link(Purpose::View, "");

  EXPECT_GE(created.token.size(), 22u);
  EXPECT_EQ(open(created.token, ""), "open");
  EXPECT_EQ(open("forged", ""), "access.link_invalid");
  EXPECT_TRUE(outside_link(db(), created.id)->opened_at.has_value());
  EXPECT_NE(db().first("SELECT hash FROM access_outside_link")->text(0), created.token);
  store_.now = store_.now + base::days(7);
  EXPECT_EQ(open(created.token, ""), "access.link_over");
}

TEST_F(OutsideLinkTest, a_revoked_link_is_over) {
  const auto created = link(Purpose::View, "");
  auto tx = store_.tx("chen");

  ASSERT_TRUE(revoke_outside_link(tx, created.id).ok());

  EXPECT_EQ(open(created.token, ""), "access.link_over");
  EXPECT_EQ(revoke_outside_link(tx, created.id).error().code, "access.no_link");
  EXPECT_EQ(use_up(tx, 99, "赵主任").error().code, "access.no_link");
}

TEST_F(OutsideLinkTest, five_wrong_codes_end_the_link) {
  const auto created = link(Purpose::View, "8642");

  EXPECT_EQ(open(created.token, ""), "access.code_required");
  for (int i = 0; i < 5; ++i) EXPECT_EQ(open(created.token, "1111"), "access.wrong_code");
  EXPECT_EQ(open(created.token, "8642"), "access.link_over");
}

TEST_F(OutsideLinkTest, the_right_code_opens_and_the_rest_stays_hidden) {
  const auto created = link(Purpose::View, "8642");

  EXPECT_EQ(open(created.token, "8642"), "open");
  EXPECT_EQ(peek_outside_link(db(), created.token, "1", now()).error().code, "access.wrong_code");
  EXPECT_EQ(outside_links(db(), "project", "12").size(), 1u);
}

TEST_F(OutsideLinkTest, a_signature_uses_a_signing_link_up) {
  const auto sign = link(Purpose::Sign, "");
  const auto view = link(Purpose::View, "");
  auto tx = store_.tx("");

  ASSERT_TRUE(use_up(tx, sign.id, "赵主任").ok());

  EXPECT_EQ(use_up(tx, sign.id, "赵主任").error().code, "access.link_over");
  EXPECT_EQ(use_up(tx, view.id, "赵主任").error().code, "access.link_over");
  EXPECT_EQ(open(sign.token, ""), "access.link_over");
}

TEST_F(OutsideLinkTest, an_end_in_the_past_or_far_away_is_refused) {
  auto tx = store_.tx("chen");

  EXPECT_EQ(create_outside_link(tx, random_, {"p", "1", Purpose::View, now(), "", ""}).error().code,
            "access.link_period");
  EXPECT_EQ(
      create_outside_link(tx, random_, {"p", "1", Purpose::View, now() + base::days(367), "", ""})
          .error()
          .code,
      "access.link_period");
}

TEST_F(AccessTest, the_audit_filters_by_person_act_and_time) {
  try_password("wrong");
  try_password("demo-1234");

  AuditFilter filter;
  filter.person = "chen";
  filter.act = "account.";
  const auto found = audit(db(), filter);

  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].act, "account.signed_in");
  EXPECT_EQ(found[1].act, "account.sign_in_failed");
  filter.before = found[0].position;
  EXPECT_EQ(audit(db(), filter).size(), 1u);
  filter.from = now() + base::seconds(1);
  EXPECT_TRUE(audit(db(), filter).empty());
}

}  // namespace
}  // namespace entry
