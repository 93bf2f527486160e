#include "app/delivery.h"

#include <algorithm>

#include "app/inside/delivery_json.h"
#include "app/inside/secrets.h"
#include "app/inside/sending.h"
#include "app/inside/storing.h"
#include "org/organisation.h"
#include "storage/outbox.h"

namespace app {

namespace {

constexpr int64_t failed_max = 100;

std::string title_of(const work::Delivery& delivery, const storage::Outgoing& message) {
  if (message.channel == work::mail_channel) return message.address;
  const auto robot = std::ranges::find(delivery.robots, message.address, &work::DeliveryRobot::id);
  return robot == delivery.robots.end() ? message.address : robot->title;
}

base::JsonArray failed_json(storage::Connection& db, const work::Delivery& delivery) {
  base::JsonArray out;
  for (const auto& failed : storage::failed_messages(db, failed_max)) {
    base::JsonObject one{{"id", std::to_string(failed.id)},
                         {"channel", failed.message.channel},
                         {"to", title_of(delivery, failed.message)},
                         {"title", base::text_or_empty(failed.message.body, "title")},
                         {"attempts", failed.attempts},
                         {"reason", failed.reason}};
    set_time(one, "next_try", failed.next_try);
    out.push_back(std::move(one));
  }
  return out;
}

bool is_robot(const work::Delivery& delivery, std::string_view channel) {
  return std::ranges::count(delivery.robots, channel, &work::DeliveryRobot::id) > 0;
}

}  // namespace

base::Result<base::Json> delivery(Workspace& workspace, const Caller& caller) {
  if (auto may = require_administrator(caller); !may) return may.error();
  auto db = workspace.parts().database->read();
  const auto settings = unsealed(*workspace.parts().vault, work::delivery(*db));
  auto out = delivery_json(settings);
  out["failed"] = failed_json(*db, settings);
  return base::Json(std::move(out));
}

base::Result<void> set_delivery(Workspace& workspace, const Caller& caller,
                                const base::Json& request) {
  if (auto may = require_administrator(caller); !may) return may;
  const auto wanted = read_delivery(request);
  if (!wanted) return wanted.error();
  const auto kept = sealed(*workspace.parts().vault, *wanted);
  if (!kept) return kept.error();
  return store(workspace.parts(), caller, [&](storage::Tx& tx) {
    work::set_delivery(tx, *kept);
    return base::Result<void>();
  });
}

base::Result<void> try_delivery(Workspace& workspace, const Caller& caller,
                                std::string_view channel) {
  if (auto may = require_administrator(caller); !may) return may;
  auto& parts = workspace.parts();
  work::Delivery settings;
  std::optional<org::PersonRow> person;
  {
    auto db = parts.database->read();
    settings = unsealed(*parts.vault, work::delivery(*db));
    person = org::person(*db, caller.person);
  }
  if (!person) return base::refusal("app.no_person");
  const bool is_mail = channel == work::mail_channel;
  if (!is_mail && !is_robot(settings, channel))
    return base::refusal("app.bad_delivery").at("channel");
  const auto now = parts.now();
  base::JsonObject body{
      {"notice", now.micros},
      {"title", settings.language == "en" ? "Jingwei: a trial message" : "经纬：试发消息"},
      {"text", person->name.zh},
      {"link", "/notices"}};
  return send(
      settings,
      {is_mail ? "mail" : "robot", is_mail ? person->email : std::string(channel), std::move(body)},
      now);
}

base::Result<void> retry_message(Workspace& workspace, const Caller& caller, int64_t id) {
  if (auto may = require_administrator(caller); !may) return may;
  auto& parts = workspace.parts();
  auto retried = store(parts, caller, [&](storage::Tx& tx) {
    storage::revive(tx, id);
    return base::Result<void>();
  });
  if (retried) parts.tell({"notice", "", "", caller.person});
  return retried;
}

base::Result<base::Json> personal_delivery(Workspace& workspace, const Caller& caller) {
  auto db = workspace.parts().database->read();
  const auto settings = work::delivery(*db);
  const auto personal = work::personal_delivery(*db, caller.person);
  const auto person = org::person(*db, caller.person);
  auto& parts = workspace.parts();
  const auto calendar =
      work::calendar_of_person(*db, caller.person, *parts.calendar(), parts.now());
  base::JsonArray channels;
  if (!settings.mail.server.empty())
    channels.push_back(base::JsonObject{{"id", work::mail_channel}, {"kind", work::mail_channel}});
  for (const auto& robot : settings.robots) {
    channels.push_back(
        base::JsonObject{{"id", robot.id}, {"kind", robot.kind}, {"title", robot.title}});
  }
  base::JsonObject out{{"email", person ? person->email : ""},
                       {"channels", std::move(channels)},
                       {"kinds", kinds_json()},
                       {"offered", channels_json(settings.channels)},
                       {"muted", channels_json(personal.muted)},
                       {"zone", calendar.zone}};
  set_quiet(out, personal.quiet);
  if (settings.quiet) {
    base::JsonObject company;
    set_quiet(company, settings.quiet);
    out["company_quiet"] = company.at("quiet");
  }
  return base::Json(std::move(out));
}

base::Result<void> set_personal_delivery(Workspace& workspace, const Caller& caller,
                                         const base::Json& request) {
  const auto muted = read_channels(request, "muted");
  if (!muted) return muted.error();
  const auto quiet = read_quiet(request);
  if (!quiet) return quiet.error();
  return store(workspace.parts(), caller, [&](storage::Tx& tx) {
    work::set_personal_delivery(tx, {*muted, *quiet});
    return base::Result<void>();
  });
}

}  // namespace app
