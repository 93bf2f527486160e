// Which notices leave the program, by which channel and when: mail, and robots of group chats. The
// in-app notice is always there.
//
// The company says which channels each kind of notice has; a person may leave some out for himself
// and keep quiet hours of his own, which count where he works.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/working_calendar.h"
#include "storage/tx.h"

namespace work {

// Every kind of notice there is.
std::span<const std::string_view> notice_kinds();

constexpr std::string_view mail_channel = "mail";

struct DeliveryMail {
  std::string server;  // smtp://host:port or smtps://host:port; empty: no mail
  std::string user;
  std::string password;
  std::string from;
};

struct DeliveryRobot {
  std::string id;  // a channel, like "mail"; given when it is first stored
  std::string title;
  std::string kind;  // dingtalk, feishu, wecom
  std::string address;
  std::string secret;
};

struct QuietHours {  // minutes since midnight; may go over midnight
  int64_t from_minute = 0;
  int64_t to_minute = 0;
  bool with_days_off = false;  // days that are not worked are quiet from their beginning to the end
};

using Channels = std::map<std::string, std::vector<std::string>>;  // by kind of notice

struct Delivery {
  std::string site;             // where people open the pages, for links; empty: no links
  std::string language = "zh";  // of what leaves: zh, en
  DeliveryMail mail;
  std::vector<DeliveryRobot> robots;
  Channels channels;
  std::vector<std::string> urgent;  // kinds that quiet hours do not hold back
  std::optional<QuietHours> quiet;
};
Delivery delivery(storage::Connection& db);
// Password, robots' addresses and secrets are kept as they are given: whoever gives them seals
// them. A mail password that is not given stays while server and user stay; a robot without an
// address keeps address and secret. Robots without an id are new. Channels that are not there are
// dropped, with what waits for them.
void set_delivery(storage::Tx& tx, const Delivery& delivery);

// Stores the secrets of the company's settings as these have them; all else stays.
void replace_secrets(storage::Tx& tx, const Delivery& delivery);

struct PersonalDelivery {
  Channels muted;
  std::optional<QuietHours> quiet;  // instead of the company's
};
PersonalDelivery personal_delivery(storage::Connection& db, std::string_view person);
// Of the acting person. Mail about what he leaves out now that has not left yet does not.
void set_personal_delivery(storage::Tx& tx, const PersonalDelivery& personal);

// The calendar by which quiet hours of the person count: that of his unit's site, else the
// company's.
base::WorkingCalendar calendar_of_person(storage::Connection& db, std::string_view person,
                                         const base::WorkingCalendar& company, base::Time now);
// Now, or the end of the quiet time that `now` falls into, hours and days off one after the other;
// never earlier than now. A calendar in which no day is worked has no days off.
base::Time leaves_at(const std::optional<QuietHours>& quiet, const base::WorkingCalendar& calendar,
                     base::Time now);

}  // namespace work
