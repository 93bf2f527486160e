#include "access/identity.h"

#include <gmock/gmock.h>

#include "access/accounts.h"
#include "org/organisation.h"
#include "storage/testing.h"

namespace entry {
namespace {

constexpr const char* issuer = "https://login.example";

std::vector<storage::Migration> all_migrations() {
  std::vector<storage::Migration> all(org::migrations().begin(), org::migrations().end());
  all.insert(all.end(), migrations().begin(), migrations().end());
  return all;
}

class IdentityTest : public testing::Test {
 protected:
  IdentityTest() : store_(all_migrations()) {
    org::Organisation o;
    o.units = {{"company", {"公司", ""}, "", "boss"}};
    o.positions = {{"boss", {"总经理", ""}, "company", 1}};
    o.people = {{"chen", {"陈博", ""}, "", "", "", "", {{"boss"}}}};
    auto tx = store_.tx();
    EXPECT_TRUE(org::load(tx, o).ok());
    static const HashedPassword hashed = *hash_password("demo-1234", "chen_b");
    EXPECT_TRUE(create_account(tx, "chen", "chen_b", hashed).ok());
    set_identity_provider(tx, {issuer, "jingwei", "secret", "SSO", "preferred_username"});
  }
  // The person who is in then, or the refusal.
  std::string enter(const std::string& subject, const std::string& name) {
    auto tx = store_.tx("");
    const auto in = sign_in_as(tx, random_, {issuer, subject, name});
    return in ? in->person : in.error().code;
  }

  storage::testing::Store store_;
  base::SeededRandom random_{7};
};

TEST_F(IdentityTest, is_bound_to_its_account_at_the_first_sign_in) {
  EXPECT_EQ(enter("s-1", "chen_b"), "chen");
  EXPECT_EQ(enter("s-1", "another_name"), "chen");
  EXPECT_EQ(enter("s-2", "chen_b"), "access.provider_stranger") << "a name given to another";
}

TEST_F(IdentityTest, that_names_nobody_is_a_stranger) {
  EXPECT_EQ(enter("s-1", "wang"), "access.provider_stranger");
  EXPECT_EQ(enter("s-1", ""), "access.provider_stranger");
}

TEST_F(IdentityTest, is_known_however_its_name_is_cased_unless_several_would_be_meant) {
  auto tx = store_.tx();
  EXPECT_EQ(enter("s-1", "Chen_B"), "chen");

  static const HashedPassword hashed = *hash_password("demo-1234", "lin");
  ASSERT_TRUE(create_account(tx, "lin", "Wang", hashed).ok());
  ASSERT_TRUE(create_account(tx, "hua", "wang", hashed).ok());

  EXPECT_EQ(enter("s-2", "WANG"), "access.provider_stranger") << "two are called so";
  EXPECT_EQ(enter("s-3", "wang"), "hua") << "as it is written";
}

TEST_F(IdentityTest, opens_no_disabled_account_bound_or_not) {
  auto tx = store_.tx();
  ASSERT_TRUE(disable_account(tx, "chen").ok());
  EXPECT_EQ(enter("s-1", "chen_b"), "access.disabled");
  enable_account(tx, "chen", *hash_password("demo-1234", "chen_b"));
  ASSERT_EQ(enter("s-1", "chen_b"), "chen");
  ASSERT_TRUE(disable_account(tx, "chen").ok());
  EXPECT_EQ(enter("s-1", "chen_b"), "access.disabled");
}

TEST_F(IdentityTest, is_bound_anew_once_the_old_ones_are_forgotten) {
  ASSERT_EQ(enter("s-1", "chen_b"), "chen");
  auto tx = store_.tx();
  forget_identities(tx, "chen");
  EXPECT_EQ(enter("s-2", "chen_b"), "chen");
}

TEST_F(IdentityTest, keeps_the_secret_only_for_the_same_client) {
  auto tx = store_.tx();
  set_identity_provider(tx, {issuer, "jingwei", "", "Company", "email"});
  EXPECT_EQ(identity_provider(store_.db())->client_secret, "secret");
  set_identity_provider(tx, {issuer, "other", "", "Company", "email"});
  EXPECT_EQ(identity_provider(store_.db())->client_secret, "");
  drop_identity_provider(tx);
  EXPECT_FALSE(identity_provider(store_.db()).has_value());
}

}  // namespace
}  // namespace entry
