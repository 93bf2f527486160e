#include "work/delivery.h"

#include <algorithm>
#include <array>

#include "base/json.h"
#include "org/calendar.h"
#include "org/organisation.h"
#include "storage/outbox.h"
#include "work/steps/dispatch.h"

namespace work {
namespace {

constexpr std::array<std::string_view, 20> kinds = {
    "task",     "urge",     "remind",   "overdue",  "copy",   "circulation", "mention",
    "escalate", "vacant",   "withdraw", "canceled", "voided", "jumped",      "suspended",
    "passed",   "rejected", "incident", "message",  "signed", "letter"};

base::JsonArray json_of(const std::vector<std::string>& texts) {
  return base::JsonArray(texts.begin(), texts.end());
}

std::vector<std::string> texts_of(const base::Json& json) {
  std::vector<std::string> texts;
  for (const auto& each : json.as_array()) texts.emplace_back(each.as_string());
  return texts;
}

base::JsonObject json_of(const Channels& channels) {
  base::JsonObject out;
  for (const auto& [kind, list] : channels) out[kind] = json_of(list);
  return out;
}

Channels channels_of(const base::Json& json) {
  Channels found;
  for (const auto& [kind, list] : json.as_object()) found.emplace(kind, texts_of(list));
  return found;
}

base::Json json_of(const std::optional<QuietHours>& quiet) {
  if (!quiet) return nullptr;
  return base::JsonObject{
      {"from", quiet->from_minute}, {"to", quiet->to_minute}, {"days_off", quiet->with_days_off}};
}

std::optional<QuietHours> quiet_of(const base::Json& json) {
  if (json.is_null()) return {};
  const auto* days_off = json.as_object().if_contains("days_off");
  return QuietHours{json.at("from").as_int64(), json.at("to").as_int64(),
                    days_off != nullptr && days_off->as_bool()};
}

base::Json json_of(const DeliveryRobot& robot) {
  return base::JsonObject{{"id", robot.id},
                          {"title", robot.title},
                          {"kind", robot.kind},
                          {"address", robot.address},
                          {"secret", robot.secret}};
}

DeliveryRobot robot_of(const base::Json& json) {
  return {base::text_or_empty(json, "id"), base::text_or_empty(json, "title"),
          base::text_or_empty(json, "kind"), base::text_or_empty(json, "address"),
          base::text_or_empty(json, "secret")};
}

base::Json json_of(const Delivery& delivery) {
  base::JsonArray robots;
  for (const DeliveryRobot& robot : delivery.robots) robots.push_back(json_of(robot));
  const DeliveryMail& mail = delivery.mail;
  return base::JsonObject{{"site", delivery.site},
                          {"language", delivery.language},
                          {"mail", base::JsonObject{{"server", mail.server},
                                                    {"user", mail.user},
                                                    {"password", mail.password},
                                                    {"from", mail.from}}},
                          {"robots", std::move(robots)},
                          {"channels", json_of(delivery.channels)},
                          {"urgent", json_of(delivery.urgent)},
                          {"quiet", json_of(delivery.quiet)}};
}

Delivery delivery_of(const base::Json& json) {
  const auto& mail = json.at("mail");
  Delivery found{base::text_or_empty(json, "site"),
                 base::text_or_empty(json, "language"),
                 {base::text_or_empty(mail, "server"), base::text_or_empty(mail, "user"),
                  base::text_or_empty(mail, "password"), base::text_or_empty(mail, "from")},
                 {},
                 channels_of(json.at("channels")),
                 texts_of(json.at("urgent")),
                 quiet_of(json.at("quiet"))};
  for (const auto& robot : json.at("robots").as_array()) found.robots.push_back(robot_of(robot));
  return found;
}

// The document of a person's choices, or of the company's settings ("").
std::optional<base::Json> stored(storage::Connection& db, std::string_view person) {
  const auto row =
      db.first("SELECT document FROM work_delivery WHERE person = ?", {std::string(person)});
  if (!row) return {};
  auto json = base::parse_json(row->text(0));
  base::ensure(json.ok(), "stored settings of delivery are JSON");
  return std::move(json).value();
}

void store(storage::Tx& tx, std::string_view person, const base::Json& document) {
  tx.db.execute(
      "INSERT INTO work_delivery (person, document) VALUES (?, ?) ON CONFLICT (person) DO UPDATE "
      "SET document = excluded.document",
      {std::string(person), base::print(document)});
}

void keep_secrets(Delivery& fresh, const Delivery& before) {
  const bool is_same_sign_in =
      fresh.mail.server == before.mail.server && fresh.mail.user == before.mail.user;
  if (fresh.mail.password.empty() && is_same_sign_in) fresh.mail.password = before.mail.password;
  for (DeliveryRobot& robot : fresh.robots) {
    const auto old = std::ranges::find(before.robots, robot.id, &DeliveryRobot::id);
    if (!robot.address.empty() || old == before.robots.end()) continue;
    robot.address = old->address;
    if (robot.secret.empty()) robot.secret = old->secret;
  }
}

bool is_channel(const Delivery& delivery, std::string_view channel) {
  if (channel == mail_channel) return !delivery.mail.server.empty();
  return std::ranges::count(delivery.robots, channel, &DeliveryRobot::id) > 0;
}

void withdraw_what_is_gone(storage::Tx& tx, const Delivery& fresh, const Delivery& before) {
  if (fresh.mail.server.empty()) storage::withdraw_channel(tx, mail_channel);
  for (const DeliveryRobot& robot : before.robots) {
    if (!is_channel(fresh, robot.id)) storage::withdraw_address(tx, "robot", robot.id);
  }
}

}  // namespace

std::span<const std::string_view> notice_kinds() { return kinds; }

Delivery delivery(storage::Connection& db) {
  const auto document = stored(db, "");
  return document ? delivery_of(*document) : Delivery{};
}

void set_delivery(storage::Tx& tx, const Delivery& wanted) {
  const Delivery before = delivery(tx.db);
  Delivery fresh = wanted;
  keep_secrets(fresh, before);
  withdraw_what_is_gone(tx, fresh, before);
  for (DeliveryRobot& robot : fresh.robots) {
    if (robot.id.empty()) robot.id = std::to_string(tx.keys.next());
  }
  for (auto& [kind, channels] : fresh.channels)
    std::erase_if(channels, [&](const std::string& each) { return !is_channel(fresh, each); });
  store(tx, "", json_of(fresh));
  storage::append_event(
      tx, {"delivery.changed", "delivery", "company", "", "", "",
           base::JsonObject{{"mail", fresh.mail.server}, {"robots", fresh.robots.size()}}});
}

void replace_secrets(storage::Tx& tx, const Delivery& with) {
  Delivery fresh = delivery(tx.db);
  fresh.mail.password = with.mail.password;
  for (DeliveryRobot& robot : fresh.robots) {
    const auto found = std::ranges::find(with.robots, robot.id, &DeliveryRobot::id);
    if (found == with.robots.end()) continue;
    robot.address = found->address;
    robot.secret = found->secret;
  }
  store(tx, "", json_of(fresh));
}

PersonalDelivery personal_delivery(storage::Connection& db, std::string_view person) {
  const auto document = stored(db, person);
  if (!document) return {};
  return {channels_of(document->at("muted")), quiet_of(document->at("quiet"))};
}

void set_personal_delivery(storage::Tx& tx, const PersonalDelivery& personal) {
  store(tx, tx.actor.person,
        base::JsonObject{{"muted", json_of(personal.muted)}, {"quiet", json_of(personal.quiet)}});
  withdraw_muted_mail(tx, tx.actor.person);
}

base::WorkingCalendar calendar_of_person(storage::Connection& db, std::string_view person,
                                         const base::WorkingCalendar& company, base::Time now) {
  const std::string site = org::site_of(db, org::unit_of(db, person, now));
  return site.empty() ? company : org::calendar_of_site(db, site);
}

namespace {

base::Time end_of_hours(const QuietHours& quiet, std::string_view zone, base::Time now) {
  const auto [from, to, with_days_off] = quiet;
  const auto local = base::local_in(now, zone);
  const int64_t minute = local.micros_of_day / base::minutes(1).micros;
  const bool is_over_midnight = from > to;
  const bool is_quiet =
      is_over_midnight ? minute >= from || minute < to : minute >= from && minute < to;
  if (!is_quiet) return now;
  const bool ends_tomorrow = is_over_midnight && minute >= from;
  const base::Date day = ends_tomorrow ? local.date + 1 : local.date;
  // The clock was put back: its hands have stood there already.
  return std::max(now, base::instant_of({day, to * base::minutes(1).micros}, zone));
}

constexpr int days_off_max = 60;

base::Time end_of_days_off(const base::WorkingCalendar& calendar, base::Time now) {
  const base::Date today = base::local_in(now, calendar.zone).date;
  base::Date day = today;
  while (!base::is_working_day(calendar, day) && day < today + days_off_max) day = day + 1;
  const bool is_off = day > today && day < today + days_off_max;
  return is_off ? std::max(now, base::instant_of({day, 0}, calendar.zone)) : now;
}

}  // namespace

base::Time leaves_at(const std::optional<QuietHours>& quiet, const base::WorkingCalendar& calendar,
                     base::Time now) {
  if (!quiet) return now;
  base::Time at = end_of_hours(*quiet, calendar.zone, now);
  if (!quiet->with_days_off) return at;
  const base::Time worked = end_of_days_off(calendar, at);
  if (worked == at) return at;
  // The first morning after days off may be quiet itself, and no day off follows it.
  return end_of_hours(*quiet, calendar.zone, worked);
}

}  // namespace work
