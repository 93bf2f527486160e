#include "wire/wire.h"

#include <gtest/gtest.h>

namespace wire {
namespace {

TEST(address, is_safe_when_it_is_encrypted_or_stays_on_this_machine) {
  for (const auto* url :
       {"https://example.com/x", "http://127.0.0.1:8080", "http://localhost/a", "http://[::1]:9"}) {
    EXPECT_TRUE(is_safe(url)) << url;
  }
  for (const auto* url : {"http://example.com", "ftp://example.com", "example.com", "", "https://",
                          "http://localhost:x@example.com/", "https://user:word@example.com"}) {
    EXPECT_FALSE(is_safe(url)) << url;
  }
}

TEST(percent_encoding, leaves_only_what_needs_none) {
  EXPECT_EQ(percent_encoded("aZ9-._~"), "aZ9-._~");
  EXPECT_EQ(percent_encoded("a b+c/经"), "a%20b%2Bc%2F%E7%BB%8F");
}

TEST(call, that_reaches_nobody_says_why) {
  const auto answer = get("http://127.0.0.1:1/");
  EXPECT_EQ(answer.status, 0);
  EXPECT_FALSE(answer.failure.empty());
}

}  // namespace
}  // namespace wire
