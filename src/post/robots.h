// Messages to the robots of group chats, in the formats that DingTalk, Feishu and WeCom publish for
// custom robots, signed where the robot has a secret.
//
// Such a robot can only add to its group: it cannot change what it said before.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "base/time.h"

namespace post {

enum class RobotKind { DingTalk, Feishu, WeCom };
std::string_view name_of(RobotKind kind);  // dingtalk, feishu, wecom
std::optional<RobotKind> robot_kind(std::string_view name);

struct Robot {
  RobotKind kind = RobotKind::DingTalk;
  std::string address;  // as the group's settings show it, with its key
  std::string secret;   // empty: unsigned; WeCom robots have none
};

struct Card {
  std::string title;
  std::string text;
  std::string link;                 // empty: none
  std::string button;               // what the link is called
  std::vector<std::string> people;  // names of whom it concerns
};

// https, or http on this machine.
bool is_robot_address(std::string_view url);

struct Request {
  std::string url;
  base::Json body;
};
// Text is cut to 1,000 characters; what a chat would read as mark-up is shown as it was written.
Request request_for(const Robot& robot, const Card& card, base::Time at);
// What the robot answered: they say in the body whether they took it. Refuses with post.failed.
base::Result<void> check_answer(long status, std::string_view body);
// Waits at most 20 seconds. Refuses with post.failed.
base::Result<void> send(const Robot& robot, const Card& card, base::Time at);

}  // namespace post
