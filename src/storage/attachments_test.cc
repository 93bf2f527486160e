#include "storage/attachments.h"

#include <gtest/gtest.h>

#include "base/random.h"
#include "storage/testing.h"

namespace storage {
namespace {

TEST(attachments, give_back_what_was_stored) {
  const TemporaryPlace place(testing::server());
  const auto attachments = Attachments::open(place.settings()).value();
  std::string large(700'000, '\0');
  base::SeededRandom(3).fill(large.data(), large.size());

  for (const std::string& bytes : {std::string(), std::string("abc"), large}) {
    const std::string hash = attachments->put(bytes).value();
    EXPECT_EQ(attachments->put(bytes).value(), hash);
    EXPECT_EQ(attachments->get(hash).value(), bytes);
  }
}

TEST(attachments, outlive_the_process) {
  const TemporaryPlace place(testing::server());
  const std::string hash = Attachments::open(place.settings()).value()->put("abc").value();

  EXPECT_EQ(Attachments::open(place.settings()).value()->get(hash).value(), "abc");
}

TEST(attachments, refuse_an_unknown_hash) {
  const TemporaryPlace place(testing::server());

  EXPECT_EQ(Attachments::open(place.settings()).value()->get("00").error().code,
            "storage.no_attachment");
}

}  // namespace
}  // namespace storage
