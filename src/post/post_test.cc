// What leaves, byte by byte; that it arrives is proved with a real SMTP server and a receiver in
// tests/api.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/mail_address.h"
#include "base/text.h"
#include "post/callbacks.h"
#include "post/mail.h"
#include "post/robots.h"

namespace post {
namespace {

const base::Time noon = *base::parse_time("2026-03-02T01:00:00Z");
const MailServer server{"smtp://127.0.0.1:25", "", "", "jingwei@example.com"};

TEST(mail, is_written_so_that_every_server_takes_it) {
  const std::string wire = wire_form(
      server, {"lin@example.com", "待办：立项评议", "请处理。", "notice-7@jingwei"}, noon);

  EXPECT_EQ(wire,
            "Date: 02 Mar 2026 01:00:00 +0000\r\n"
            "From: <jingwei@example.com>\r\n"
            "To: <lin@example.com>\r\n"
            "Message-ID: <notice-7@jingwei>\r\n"
            "Subject: =?UTF-8?B?5b6F5Yqe77ya56uL6aG56K+E6K6u?=\r\n"
            "MIME-Version: 1.0\r\n"
            "Content-Type: text/plain; charset=utf-8\r\n"
            "Content-Transfer-Encoding: base64\r\n\r\n"
            "6K+35aSE55CG44CC\r\n");
}

TEST(mail, a_long_subject_is_cut_between_characters) {
  std::string subject;
  for (int i = 0; i < 40; ++i) subject += "评";

  const std::string wire = wire_form(server, {"lin@example.com", subject, "", "x@y"}, noon);

  size_t words = 0;
  for (size_t at = wire.find("=?UTF-8?B?"); at != std::string::npos;
       at = wire.find("=?UTF-8?B?", at + 1)) {
    const size_t end = wire.find("?=", at + 10);
    EXPECT_LE(end + 2 - at, 75u);
    EXPECT_TRUE(base::is_utf8(base::decode_base64(wire.substr(at + 10, end - at - 10))));
    ++words;
  }
  EXPECT_EQ(words, 3u);
}

TEST(mail, addresses_that_could_end_a_header_are_none) {
  EXPECT_TRUE(base::is_mail_address("lin.hua+work@mail.example.com"));
  for (const auto* wrong : {"", "lin", "@x", "lin@", "a@b@c", "a b@c", "a@c\r\nBcc: d@e", "<a@b>"})
    EXPECT_FALSE(base::is_mail_address(wrong)) << wrong;
  EXPECT_TRUE(is_mail_server("smtps://mail.example.com:465"));
  EXPECT_FALSE(is_mail_server("http://mail.example.com"));
  EXPECT_FALSE(is_mail_server("smtp://user:word@mail.example.com"));
  EXPECT_EQ(send(server, {"nobody", "", "", "x@y"}, noon).error().code, "post.failed");
}

TEST(mail, a_server_that_is_not_there_is_said) {
  const MailServer nowhere{"smtp://127.0.0.1:1", "", "", "jingwei@example.com"};

  const auto sent = send(nowhere, {"lin@example.com", "a", "b", "x@y"}, noon);

  EXPECT_EQ(sent.error().code, "post.failed");
  EXPECT_THAT(sent.error().detail, ::testing::HasSubstr("127.0.0.1"));
}

TEST(robots, dingtalk_signs_in_the_address) {
  const Robot robot{RobotKind::DingTalk, "https://oapi.example/robot/send?access_token=t",
                    "SECtest"};

  const Request request = request_for(
      robot, {"待办", "请处理", "https://jw.example/tasks/1", "查看", {"林华", "王敏"}}, noon);

  EXPECT_EQ(request.url,
            "https://oapi.example/robot/send?access_token=t&timestamp=1772413200000&sign="
            "gbVh9t61sXEmuhjPBmNvKZrVtRnp5LKPO0H58iUsgFg%3D");
  EXPECT_EQ(base::print(request.body),
            R"({"msgtype":"actionCard","actionCard":{"title":"待办","text":"**待办**\n\n请处理\n\n)"
            R"(林华、王敏","singleTitle":"查看","singleURL":"https://jw.example/tasks/1"}})");
}

TEST(robots, dingtalk_is_told_where_a_line_ends) {
  const Robot robot{RobotKind::DingTalk, "https://oapi.example/robot/send?access_token=t", ""};
  const auto request =
      request_for(robot, {"待办", "金额：100\n事由：出差\n\n请处理", "", "查看", {}}, noon);

  EXPECT_EQ(base::text_or_empty(*base::find(request.body, "markdown"), "text"),
            "**待办**\n\n金额：100  \n  事由：出差\n\n请处理");
}

TEST(robots, feishu_signs_in_the_body) {
  const Robot robot{RobotKind::Feishu, "https://open.example/hook/x", "SECtest"};

  const Request request =
      request_for(robot, {"待办", "请处理", "https://jw.example/tasks/1", "查看", {}}, noon);

  EXPECT_EQ(request.url, robot.address);
  EXPECT_EQ(base::text_or_empty(request.body, "timestamp"), "1772413200");
  EXPECT_EQ(base::text_or_empty(request.body, "sign"),
            "8WLjkSkxmCpqm2wfXzVr7xgpX/E/y5GnIDgSpK+QfVE=");
  EXPECT_EQ(
      base::print(*base::find(request.body, "card")),
      R"({"header":{"title":{"tag":"plain_text","content":"待办"}},"elements":[)"
      R"({"tag":"div","text":{"tag":"plain_text","content":"请处理"}},)"
      R"({"tag":"action","actions":[{"tag":"button","text":{"tag":"plain_text","content":"查看"},)"
      R"("url":"https://jw.example/tasks/1","type":"primary"}]}]})");
}

TEST(robots, wecom_has_its_key_in_the_address_only) {
  const Request request = request_for({RobotKind::WeCom, "https://qyapi.example/send?key=k", ""},
                                      {"待办", "", "https://jw.example/tasks/1", "查看", {}}, noon);

  EXPECT_EQ(request.url, "https://qyapi.example/send?key=k");
  EXPECT_EQ(base::print(request.body),
            R"({"msgtype":"markdown","markdown":{"content":"**待办**\n\n)"
            R"x([查看](https://jw.example/tasks/1)"}})x");
}

TEST(robots, words_of_people_make_no_links_and_call_nobody) {
  const Request request =
      request_for({RobotKind::WeCom, "https://qyapi.example/send?key=k", ""},
                  {"[点这里](https://bad.example)", "<@all> **急**", "", "", {}}, noon);

  EXPECT_EQ(base::print(request.body),
            R"({"msgtype":"markdown","markdown":{"content":"**［点这里](https://bad.example)**\n\n)"
            R"(＜＠all> ＊＊急＊＊"}})");
}

TEST(robots, wecom_is_sent_no_more_than_it_takes) {
  std::string text;
  for (int i = 0; i < 900; ++i) text += "评";
  const std::vector<std::string> people(400, "张三丰");

  const Request request = request_for({RobotKind::WeCom, "https://q.example/send?key=k", ""},
                                      {"t", text, "https://jw.example/1", "查看", people}, noon);

  const auto content = base::text_or_empty(request.body.at("markdown"), "content");
  EXPECT_LE(content.size(), 4096u);
  EXPECT_GT(content.size(), 4096u - 8);
  EXPECT_TRUE(content.ends_with("…\n\n[查看](https://jw.example/1)"));
  EXPECT_TRUE(base::is_utf8(content));
}

TEST(robots, a_long_text_is_cut_between_characters) {
  std::string text;
  for (int i = 0; i < 1'500; ++i) text += "评";

  const Request request = request_for({RobotKind::WeCom, "https://q.example/send?key=k", ""},
                                      {"t", text, "", "", {}}, noon);

  const auto content = base::text_or_empty(*base::find(request.body, "markdown"), "content");
  EXPECT_EQ(base::length(content), std::string("**t**\n\n").size() + 1'001);
}

TEST(robots, an_answer_may_refuse_with_status_200) {
  EXPECT_TRUE(check_answer(200, R"({"errcode":0,"errmsg":"ok"})").ok());
  EXPECT_TRUE(check_answer(200, R"({"code":0,"msg":"success"})").ok());
  EXPECT_TRUE(check_answer(200, R"({"StatusCode":0,"StatusMessage":"success"})").ok());
  EXPECT_EQ(check_answer(200, R"({"errcode":310000,"errmsg":"sign not match"})").error().code,
            "post.failed");
  EXPECT_FALSE(check_answer(200, "<html>").ok());
  EXPECT_FALSE(check_answer(500, R"({"code":0})").ok());
}

TEST(robots, an_address_is_https_or_on_this_machine) {
  EXPECT_TRUE(is_robot_address("https://oapi.dingtalk.com/robot/send?access_token=t"));
  EXPECT_TRUE(is_robot_address("http://127.0.0.1:9000/hook"));
  for (const auto* wrong : {"http://127.0.0.1.example.com/hook", "http://localhost:x@example.com/",
                            "http://oapi.dingtalk.com/x", "https://", "file:///etc/passwd"})
    EXPECT_FALSE(is_robot_address(wrong)) << wrong;
}

TEST(callback, is_signed_over_its_time_and_body) {
  // printf '1772413200.{"a":1}' | openssl dgst -sha256 -hmac key
  EXPECT_EQ(callback_signature("key", "{\"a\":1}", noon),
            "t=1772413200,v1="
            "519d979aeecc5da8ff4bac5130f8d914e5f15767fe371e2f7a2864e1b40a8f4b");
  EXPECT_NE(callback_signature("key", "{\"a\":1}", noon),
            callback_signature("other", "{\"a\":1}", noon));
}

TEST(callback, without_an_address_or_an_answer_is_refused) {
  EXPECT_EQ(call_back({"", "key"}, {"event", "1", nullptr}, noon).error().code, "post.failed");
  EXPECT_EQ(call_back({"http://127.0.0.1:1/", "key"}, {"event", "1", nullptr}, noon).error().code,
            "post.failed");
}

}  // namespace
}  // namespace post
