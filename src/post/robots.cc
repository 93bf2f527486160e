#include "post/robots.h"

#include <array>

#include "base/text.h"
#include "post/signing/hmac.h"
#include "wire/wire.h"

namespace post {
namespace {

constexpr std::array<std::string_view, 3> kind_names = {"dingtalk", "feishu", "wecom"};

std::string percent_encoded(std::string_view text) {
  static constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_plain = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
                          (byte >= 'a' && byte <= 'z');
    if (is_plain) {
      out += c;
    } else {
      out += '%';
      out += digits[byte >> 4];
      out += digits[byte & 15];
    }
  }
  return out;
}

constexpr size_t text_max = 1'000;

// What the robot takes of a text: https://developer.work.weixin.qq.com/document/path/91770.
constexpr size_t wecom_bytes_max = 4'096;

// Whole characters, in at most so many bytes.
std::string within(size_t bytes, std::string text) {
  if (text.size() <= bytes) return text;
  constexpr std::string_view more = "…";
  size_t end = bytes - more.size();
  while ((static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end).append(more);
}

// Whole characters, at most text_max of them.
std::string shortened(std::string_view text) {
  size_t characters = 0;
  for (size_t at = 0; at < text.size(); ++at) {
    const bool begins = (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
    if (begins && ++characters > text_max) return std::string(text.substr(0, at)) + "…";
  }
  return std::string(text);
}

// Links, mentions and emphasis are the program's: signs that begin them become their wide twins.
std::string without_markup(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '[': out += "［"; break;
      case '<': out += "＜"; break;
      case '*': out += "＊"; break;
      case '`': out += "｀"; break;
      case '#': out += "＃"; break;
      case '@': out += "＠"; break;
      default: out += c;
    }
  }
  return out;
}

std::string body_of(const Card& card) {
  std::vector<std::string> parts;
  if (!card.text.empty()) parts.push_back(shortened(card.text));
  if (!card.people.empty()) parts.push_back(shortened(base::join(card.people, "、")));
  return base::join(parts, "\n\n");
}

std::string markdown(const Card& card) {
  std::string out = "**" + without_markup(shortened(card.title)) + "**";
  if (const auto body = body_of(card); !body.empty()) out += "\n\n" + without_markup(body);
  return out;
}

// The key signs its own timestamp in milliseconds; both stand in the address.
std::string signed_address(const Robot& robot, base::Time at) {
  if (robot.secret.empty()) return robot.address;
  const std::string timestamp = std::to_string(at.micros / 1000);
  const auto sign = base::base64(hmac_sha256(robot.secret, timestamp + "\n" + robot.secret));
  const bool has_query = robot.address.find('?') != std::string::npos;
  return robot.address + (has_query ? "&" : "?") + "timestamp=" + timestamp +
         "&sign=" + percent_encoded(sign);
}

// DingTalk joins lines unless two blanks stand around what parts them (its page on messages of
// robots, "换行").
std::string with_kept_lines(const std::string& text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool is_alone = text[i] == '\n' && (i == 0 || text[i - 1] != '\n') &&
                          (i + 1 == text.size() || text[i + 1] != '\n');
    out += is_alone ? "  \n  " : std::string(1, text[i]);
  }
  return out;
}

Request for_dingtalk(const Robot& robot, const Card& card, base::Time at) {
  base::JsonObject content{{"title", shortened(card.title)},
                           {"text", with_kept_lines(markdown(card))}};
  if (card.link.empty()) {
    return {signed_address(robot, at),
            base::JsonObject{{"msgtype", "markdown"}, {"markdown", std::move(content)}}};
  }
  content["singleTitle"] = card.button;
  content["singleURL"] = card.link;
  return {signed_address(robot, at),
          base::JsonObject{{"msgtype", "actionCard"}, {"actionCard", std::move(content)}}};
}

base::Json plain_text(std::string text) {
  return base::JsonObject{{"tag", "plain_text"}, {"content", std::move(text)}};
}

// Timestamp in seconds and secret together are the key, and nothing is signed with it.
Request for_feishu(const Robot& robot, const Card& card, base::Time at) {
  base::JsonArray elements;
  if (auto body = body_of(card); !body.empty())
    elements.push_back(base::JsonObject{{"tag", "div"}, {"text", plain_text(std::move(body))}});
  if (!card.link.empty()) {
    base::JsonArray buttons{base::JsonObject{{"tag", "button"},
                                             {"text", plain_text(card.button)},
                                             {"url", card.link},
                                             {"type", "primary"}}};
    elements.push_back(base::JsonObject{{"tag", "action"}, {"actions", std::move(buttons)}});
  }
  base::JsonObject shown{{"header", base::JsonObject{{"title", plain_text(shortened(card.title))}}},
                         {"elements", std::move(elements)}};
  base::JsonObject body{{"msg_type", "interactive"}, {"card", std::move(shown)}};
  if (!robot.secret.empty()) {
    const std::string timestamp = std::to_string(at.micros / 1'000'000);
    body["timestamp"] = timestamp;
    body["sign"] = base::base64(hmac_sha256(timestamp + "\n" + robot.secret, ""));
  }
  return {robot.address, std::move(body)};
}

Request for_wecom(const Robot& robot, const Card& card) {
  const std::string way = card.link.empty() ? "" : "\n\n[" + card.button + "](" + card.link + ")";
  base::ensure(way.size() < wecom_bytes_max, "an address of ours is short");
  std::string content = within(wecom_bytes_max - way.size(), markdown(card)) + way;
  return {robot.address,
          base::JsonObject{{"msgtype", "markdown"},
                           {"markdown", base::JsonObject{{"content", std::move(content)}}}}};
}

}  // namespace

std::string_view name_of(RobotKind kind) { return kind_names[static_cast<size_t>(kind)]; }

std::optional<RobotKind> robot_kind(std::string_view name) {
  for (size_t at = 0; at < kind_names.size(); ++at) {
    if (kind_names[at] == name) return static_cast<RobotKind>(at);
  }
  return {};
}

bool is_robot_address(std::string_view url) { return wire::is_safe(url); }

Request request_for(const Robot& robot, const Card& card, base::Time at) {
  switch (robot.kind) {
    case RobotKind::DingTalk: return for_dingtalk(robot, card, at);
    case RobotKind::Feishu: return for_feishu(robot, card, at);
    case RobotKind::WeCom: break;
  }
  return for_wecom(robot, card);
}

base::Result<void> check_answer(long status, std::string_view body) {
  const auto told = base::parse_json(body);
  int64_t code = -1;
  for (const auto* name : {"StatusCode", "code", "errcode"}) {
    if (told) code = base::int_or(*told, name, code);
  }
  if (status == 200 && code == 0) return {};
  return base::refusal("post.failed")
      .because(std::to_string(status) + " " + shortened(body.substr(0, 200)));
}

base::Result<void> send(const Robot& robot, const Card& card, base::Time at) {
  const Request request = request_for(robot, card, at);
  const auto answer = wire::post_json(request.url, base::print(request.body));
  if (!answer.failure.empty()) return base::refusal("post.failed").because(answer.failure);
  return check_answer(answer.status, answer.body);
}

}  // namespace post
