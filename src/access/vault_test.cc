#include "access/vault.h"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <fstream>

#include "storage/temporary_place.h"

namespace entry {
namespace {

const std::string key_one(64, 'a');
const std::string key_two(64, 'b');

class VaultTest : public testing::Test {
 protected:
  std::unique_ptr<Vault> open(const std::string& key = "") {
    auto vault = Vault::open(file(), key, random_);
    EXPECT_TRUE(vault.ok());
    return std::move(vault).value();
  }
  std::filesystem::path file() const { return place_.folder() / "secret.key"; }

  storage::TemporaryPlace place_;
  base::SystemRandom random_;
};

TEST_F(VaultTest, what_is_sealed_can_be_opened_and_not_read) {
  const auto vault = open(key_one);

  const std::string sealed = *vault->seal("mail", "口令 word");

  EXPECT_THAT(sealed, testing::Not(testing::HasSubstr("word")));
  EXPECT_NE(sealed, *vault->seal("mail", "口令 word"));
  EXPECT_EQ(open(key_one)->unseal("mail", sealed), "口令 word");
  EXPECT_EQ(*vault->seal("mail", ""), "");
}

TEST_F(VaultTest, another_key_another_purpose_and_a_changed_text_open_nothing) {
  const auto vault = open(key_one);
  const std::string sealed = *vault->seal("mail", "word");
  std::string changed = sealed;
  changed[20] = changed[20] == 'A' ? 'B' : 'A';

  EXPECT_EQ(open(key_two)->unseal("mail", sealed), std::nullopt);
  EXPECT_EQ(vault->unseal("robot", sealed), std::nullopt);
  EXPECT_EQ(vault->unseal("mail", changed), std::nullopt);
  EXPECT_EQ(vault->unseal("mail", "sealed:1:"), std::nullopt);
  EXPECT_EQ(open()->unseal("mail", sealed), std::nullopt);
}

TEST_F(VaultTest, the_key_is_made_when_it_is_needed_and_for_its_owner_only) {
  auto vault = open();
  EXPECT_EQ(vault->unseal("mail", "of before"), "of before");
  EXPECT_FALSE(std::filesystem::exists(file()));

  const std::string sealed = *vault->seal("mail", "word");

  struct stat found {};
  ASSERT_EQ(::stat(file().c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777, 0600u);
  EXPECT_EQ(open()->unseal("mail", sealed), "word");
  EXPECT_EQ(open(key_one)->unseal("mail", sealed), std::nullopt);
}

TEST_F(VaultTest, what_is_no_key_is_refused) {
  std::filesystem::create_directories(file().parent_path());
  std::ofstream(file()) << "short\n";

  EXPECT_EQ(Vault::open(file(), "", random_).error().code, "access.bad_key");
  EXPECT_EQ(Vault::open(file(), std::string(64, 'x'), random_).error().code, "access.bad_key");
}

}  // namespace
}  // namespace entry
