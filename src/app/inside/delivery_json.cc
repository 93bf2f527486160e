#include "app/inside/delivery_json.h"

#include <algorithm>

#include "base/mail_address.h"
#include "base/text.h"
#include "post/mail.h"
#include "post/robots.h"

namespace app {

namespace {

constexpr size_t robots_max = 20;

base::Error wrong(std::string place) {
  return base::refusal("app.bad_delivery").at(std::move(place));
}

base::JsonArray list_json(const auto& texts) {
  base::JsonArray out;
  for (const auto& text : texts) out.push_back(base::Json(text));
  return out;
}

std::string clock_text(int64_t minute) {
  return std::to_string(100 + minute / 60).substr(1) + ":" +
         std::to_string(100 + minute % 60).substr(1);
}

std::optional<int64_t> minute_of(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return {};
  for (const size_t at : {0, 1, 3, 4}) {
    if (text[at] < '0' || text[at] > '9') return {};
  }
  const int64_t hour = (text[0] - '0') * 10 + (text[1] - '0');
  const int64_t minute = (text[3] - '0') * 10 + (text[4] - '0');
  if (hour > 23 || minute > 59) return {};
  return hour * 60 + minute;
}

bool is_kind(std::string_view kind) { return std::ranges::count(work::notice_kinds(), kind) > 0; }

base::Result<std::vector<std::string>> read_texts(const base::Json& list,
                                                  const std::string& place) {
  if (!list.is_array()) return wrong(place);
  std::vector<std::string> texts;
  for (const auto& each : list.as_array()) {
    if (!each.is_string()) return wrong(place);
    texts.emplace_back(each.as_string());
  }
  return texts;
}

base::Result<work::DeliveryMail> read_mail(const base::Json& request) {
  const auto* mail = base::find(request, "mail");
  if (mail == nullptr || base::text_or_empty(*mail, "server").empty()) return work::DeliveryMail{};
  work::DeliveryMail found{base::text_or_empty(*mail, "server"), base::text_or_empty(*mail, "user"),
                           base::text_or_empty(*mail, "password"),
                           base::text_or_empty(*mail, "from")};
  if (!post::is_mail_server(found.server)) return wrong("mail.server");
  if (!base::is_mail_address(found.from)) return wrong("mail.from");
  return found;
}

base::Result<std::vector<work::DeliveryRobot>> read_robots(const base::Json& request) {
  std::vector<work::DeliveryRobot> found;
  const auto* robots = base::find(request, "robots");
  if (robots == nullptr) return found;
  for (const auto& each : robots->as_array()) {
    const auto place = "robots[" + std::to_string(found.size()) + "]";
    work::DeliveryRobot robot{base::text_or_empty(each, "id"),
                              std::string(base::trim(base::text_or_empty(each, "title"))),
                              base::text_or_empty(each, "kind"),
                              base::text_or_empty(each, "address"),
                              base::text_or_empty(each, "secret")};
    const bool may_keep_address = !robot.id.empty() && robot.address.empty();
    if (robot.title.empty()) return wrong(place + ".title");
    if (!post::robot_kind(robot.kind)) return wrong(place + ".kind");
    if (!may_keep_address && !post::is_robot_address(robot.address))
      return wrong(place + ".address");
    found.push_back(std::move(robot));
  }
  if (found.size() > robots_max) return wrong("robots");
  return found;
}

}  // namespace

std::string shown_address(const std::string& address) {
  const auto scheme = address.find("://");
  const auto path = address.find('/', scheme + 3);
  return path == std::string::npos ? address : address.substr(0, path) + "/…";
}

base::Json channels_json(const work::Channels& channels) {
  base::JsonObject out;
  for (const auto& [kind, list] : channels) out[kind] = list_json(list);
  return out;
}

void set_quiet(base::JsonObject& out, const std::optional<work::QuietHours>& quiet) {
  if (!quiet) return;
  out["quiet"] = base::JsonObject{{"from", clock_text(quiet->from_minute)},
                                  {"to", clock_text(quiet->to_minute)},
                                  {"days_off", quiet->with_days_off}};
}

base::Json kinds_json() { return list_json(work::notice_kinds()); }

base::JsonObject delivery_json(const work::Delivery& delivery) {
  base::JsonArray robots;
  for (const auto& robot : delivery.robots) {
    robots.push_back(base::JsonObject{{"id", robot.id},
                                      {"title", robot.title},
                                      {"kind", robot.kind},
                                      {"address", shown_address(robot.address)},
                                      {"has_secret", !robot.secret.empty()}});
  }
  const auto& mail = delivery.mail;
  base::JsonObject out{{"site", delivery.site},
                       {"language", delivery.language},
                       {"mail", base::JsonObject{{"server", mail.server},
                                                 {"user", mail.user},
                                                 {"from", mail.from},
                                                 {"has_password", !mail.password.empty()}}},
                       {"robots", std::move(robots)},
                       {"channels", channels_json(delivery.channels)},
                       {"urgent", list_json(delivery.urgent)},
                       {"kinds", kinds_json()}};
  set_quiet(out, delivery.quiet);
  return out;
}

base::Result<work::Channels> read_channels(const base::Json& request, std::string_view name) {
  work::Channels found;
  const auto* channels = base::find(request, name);
  if (channels == nullptr) return found;
  for (const auto& [kind, list] : channels->as_object()) {
    const auto place = std::string(name) + "." + std::string(kind);
    if (!is_kind(kind)) return wrong(place);
    auto texts = read_texts(list, place);
    if (!texts) return texts.error();
    found.emplace(kind, std::move(*texts));
  }
  return found;
}

base::Result<std::optional<work::QuietHours>> read_quiet(const base::Json& request) {
  const auto* quiet = base::find(request, "quiet");
  if (quiet == nullptr || quiet->is_null()) return std::optional<work::QuietHours>();
  const auto from = minute_of(base::text_or_empty(*quiet, "from"));
  const auto to = minute_of(base::text_or_empty(*quiet, "to"));
  if (!from || !to || *from == *to) return wrong("quiet");
  const auto* days_off = base::find(*quiet, "days_off");
  const bool with_days_off = days_off != nullptr && days_off->is_bool() && days_off->as_bool();
  return std::optional(work::QuietHours{*from, *to, with_days_off});
}

base::Result<work::Delivery> read_delivery(const base::Json& request) {
  work::Delivery delivery;
  delivery.site = base::text_or_empty(request, "site");
  while (delivery.site.ends_with('/')) delivery.site.pop_back();
  const bool is_site = delivery.site.empty() || delivery.site.starts_with("https://") ||
                       delivery.site.starts_with("http://");
  if (!is_site) return wrong("site");
  delivery.language = base::text_or_empty(request, "language");
  if (delivery.language != "zh" && delivery.language != "en") return wrong("language");
  auto mail = read_mail(request);
  if (!mail) return mail.error();
  delivery.mail = std::move(*mail);
  auto robots = read_robots(request);
  if (!robots) return robots.error();
  delivery.robots = std::move(*robots);
  auto channels = read_channels(request, "channels");
  if (!channels) return channels.error();
  delivery.channels = std::move(*channels);
  const auto quiet = read_quiet(request);
  if (!quiet) return quiet.error();
  delivery.quiet = *quiet;
  if (const auto* urgent = base::find(request, "urgent")) {
    auto kinds = read_texts(*urgent, "urgent");
    if (!kinds) return kinds.error();
    if (!std::ranges::all_of(*kinds, is_kind)) return wrong("urgent");
    delivery.urgent = std::move(*kinds);
  }
  return delivery;
}

}  // namespace app
