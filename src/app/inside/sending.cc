#include "app/inside/sending.h"

#include <algorithm>

#include "app/inside/work_json.h"

namespace app {

namespace {

std::string address_of(const work::Delivery& settings, const base::Json& body) {
  const auto page = page_of(base::text_or_empty(body, "link"));
  return settings.site.empty() || page.empty() ? std::string() : settings.site + page;
}

base::Result<void> send_mail(const work::Delivery& settings, const storage::Outgoing& message,
                             base::Time now) {
  if (settings.mail.server.empty())
    return base::refusal("post.failed").because("no mail server is set up any more");
  auto text = base::text_or_empty(message.body, "text");
  const auto address = address_of(settings, message.body);
  if (!address.empty()) text += (text.empty() ? "" : "\n\n") + address;
  const auto notice = std::to_string(base::int_or(message.body, "notice", 0));
  return post::send(server_of(settings.mail),
                    {message.address, base::text_or_empty(message.body, "title"), text,
                     "notice-" + notice + "@jingwei"},
                    now);
}

base::Result<void> send_to_robot(const work::Delivery& settings, const storage::Outgoing& message,
                                 base::Time now) {
  const auto found = std::ranges::find(settings.robots, message.address, &work::DeliveryRobot::id);
  if (found == settings.robots.end())
    return base::refusal("post.failed").because("the robot was removed");
  if (found->address.empty())
    return base::refusal("post.failed").because("its address was sealed with another key");
  return post::send(robot_of(*found),
                    {base::text_or_empty(message.body, "title"),
                     base::text_or_empty(message.body, "text"), address_of(settings, message.body),
                     settings.language == "en" ? "Open" : "查看", texts_of(message.body, "people")},
                    now);
}

}  // namespace

post::Robot robot_of(const work::DeliveryRobot& robot) {
  const auto kind = post::robot_kind(robot.kind);
  base::ensure(kind.has_value(), "a stored robot is of a known kind");
  return {*kind, robot.address, robot.secret};
}

post::MailServer server_of(const work::DeliveryMail& mail) {
  return {mail.server, mail.user, mail.password, mail.from};
}

base::Result<void> send(const work::Delivery& settings, const storage::Outgoing& message,
                        base::Time now) {
  return message.channel == work::mail_channel ? send_mail(settings, message, now)
                                               : send_to_robot(settings, message, now);
}

}  // namespace app
