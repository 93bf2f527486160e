#include "server/http/message.h"

#include <gtest/gtest.h>

namespace server {
namespace {

TEST(target, path_and_query_are_decoded) {
  Request request;

  ASSERT_TRUE(read_target("/a%20b/%E5%BC%A0?q=x+y&page=2", request).ok());

  EXPECT_EQ(request.path, "/a b/张");
  EXPECT_EQ(request.query.at("q"), "x y");
  EXPECT_EQ(request.query.at("page"), "2");
}

TEST(target, what_climbs_or_is_malformed_is_refused) {
  for (const auto* target :
       {"/../etc/passwd", "/a/%2e%2e/b", "/a%zz", "/%ff", "a", "", "/a%00b", "/?a=1&a=2"}) {
    Request request;
    const auto read = read_target(target, request);
    ASSERT_FALSE(read.ok()) << target;
    EXPECT_EQ(read.error().code, "request.malformed");
  }
}

TEST(cookie, is_found_by_its_whole_name) {
  Request request;
  request.headers["cookie"] = "xjingwei_session=bad; jingwei_session=good; other=1";

  EXPECT_EQ(request.cookie("jingwei_session"), "good");
  EXPECT_EQ(request.cookie("session"), "");
}

}  // namespace
}  // namespace server
