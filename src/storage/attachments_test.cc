#include "storage/attachments.h"

#include <gtest/gtest.h>

#include "storage/testing.h"

namespace storage {
namespace {

TEST(attachments, give_back_what_was_stored) {
  testing::TemporaryFolder folder;
  const auto attachments = Attachments::open(folder.path()).value();
  std::string large(700'000, '\0');
  base::SeededRandom(3).fill(large.data(), large.size());

  for (const std::string& bytes : {std::string(), std::string("abc"), large}) {
    const std::string hash = attachments->put(bytes).value();
    EXPECT_EQ(attachments->put(bytes).value(), hash);
    EXPECT_EQ(attachments->get(hash).value(), bytes);
  }
}

TEST(attachments, outlive_the_process) {
  testing::TemporaryFolder folder;
  const std::string hash = Attachments::open(folder.path()).value()->put("abc").value();

  EXPECT_EQ(Attachments::open(folder.path()).value()->get(hash).value(), "abc");
}

TEST(attachments, refuse_an_unknown_hash) {
  testing::TemporaryFolder folder;

  EXPECT_EQ(Attachments::open(folder.path()).value()->get("00").error().code,
            "storage.no_attachment");
}

TEST(attachments, are_part_of_the_backup) {
  testing::TemporaryFolder folder;
  const auto database = Database::open({folder.path()}).value();
  const std::string hash = Attachments::open(folder.path()).value()->put("abc").value();

  ASSERT_TRUE(database->back_up(folder.path() / "backup"));

  EXPECT_EQ(Attachments::open(folder.path() / "backup").value()->get(hash).value(), "abc");
}

}  // namespace
}  // namespace storage
