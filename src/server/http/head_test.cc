#include "server/http/head.h"

#include <gtest/gtest.h>

namespace server {
namespace {

Response page() {
  Response response;
  response.body = "<p>";
  return response.with("Content-Type", "text/html");
}

TEST(head, an_answer_says_what_it_is_how_long_and_what_a_browser_may_do) {
  const std::string head = head_of(page(), {11, true}, 3);

  EXPECT_TRUE(head.starts_with("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n")) << head;
  EXPECT_NE(head.find("\r\nX-Content-Type-Options: nosniff\r\n"), std::string::npos);
  EXPECT_NE(head.find("\r\nContent-Security-Policy: default-src 'self';"), std::string::npos);
  EXPECT_TRUE(head.ends_with("\r\nContent-Length: 3\r\n\r\n")) << head;
  EXPECT_EQ(head.find("Connection"), std::string::npos);
}

TEST(head, a_policy_of_its_own_is_kept) {
  auto response = page();
  response.with("Content-Security-Policy", "sandbox");

  const std::string head = head_of(response, {11, true}, 3);

  EXPECT_NE(head.find("Content-Security-Policy: sandbox\r\n"), std::string::npos);
  EXPECT_EQ(head.find("default-src"), std::string::npos);
}

TEST(head, what_becomes_of_the_connection_is_said_where_the_version_expects_otherwise) {
  const std::string kept = "\r\nConnection: keep-alive\r\n", closed = "\r\nConnection: close\r\n";

  EXPECT_NE(head_of(page(), {11, false}, 3).find(closed), std::string::npos);
  EXPECT_NE(head_of(page(), {10, true}, 3).find(kept), std::string::npos);
  EXPECT_EQ(head_of(page(), {10, false}, 3).find("Connection"), std::string::npos);
  EXPECT_TRUE(head_of(page(), {10, false}, 3).starts_with("HTTP/1.0 "));
}

TEST(head, no_length_where_none_is_told) {
  Response response;
  response.status = 204;

  EXPECT_EQ(head_of(response, {11, true}, std::nullopt).find("Content-Length"), std::string::npos);
}

TEST(head, a_line_break_in_a_header_is_a_defect) {
  auto response = page();
  response.with("Location", "/a\r\nSet-Cookie: b");

  EXPECT_ANY_THROW(head_of(response, {11, true}, 3));
}

}  // namespace
}  // namespace server
