#include "work/steps/dispatch.h"

#include <algorithm>
#include <map>

#include "org/organisation.h"
#include "storage/outbox.h"
#include "work/delivery.h"

namespace work {
namespace {

std::string in_language_of(const Delivery& settings, const base::Text& text) {
  return settings.language == "en" && !text.en.empty() ? text.en : text.zh;
}

std::string text_of(const Delivery& settings, const base::Text& words, int64_t times) {
  const std::string text = in_language_of(settings, words);
  if (times < 2) return text;
  const std::string count = std::to_string(times);
  const base::Text often{"已提醒 " + count + " 次", "Reminded " + count + " times"};
  return text + (text.empty() ? "" : "\n") + in_language_of(settings, often);
}

// What is said where who hears it may not read what it is about.
NoticeWords discreet_words(std::string_view kind) {
  static const std::map<std::string_view, base::Text> titles = {
      {"task", {"有一项新待办", "There is something to do"}},
      {"urge", {"有一项待办被催办", "Something to do is urged"}},
      {"remind", {"有一项待办尚未办理", "Something is still to do"}},
      {"overdue", {"有一项待办已到期", "Something to do is due"}},
      {"letter", {"有一份书面通知", "There is a written notice"}}};
  const auto found = titles.find(kind);
  if (found != titles.end()) return {found->second, {}};
  return {{"有一条新消息", "There is a new message"}, {}};
}

constexpr std::string_view mail_subject_prefix = "notice/";

std::string mail_subject(int64_t notice) {
  return std::string(mail_subject_prefix) + std::to_string(notice);
}

int64_t notice_of(const std::string& mail_subject) {
  return std::stoll(mail_subject.substr(mail_subject_prefix.size()));
}

class Dispatch {
 public:
  Dispatch(Context& context, const NewNotice& notice, const NoticeWords& words)
      : context_(context), notice_(notice), words_(words), settings_(delivery(context.tx.db)) {
    const auto found = settings_.channels.find(notice.kind);
    if (found != settings_.channels.end()) channels_ = found->second;
    is_urgent_ = std::ranges::count(settings_.urgent, notice.kind) > 0;
  }

  void tell(const std::vector<Told>& told) {
    if (channels_.empty()) return;
    for (const Told& one : told) tell(one);
    if (people_of_robot_.empty()) return;
    const auto& is_open = context_.hooks.is_open_to_all;
    const bool is_told = !is_open || is_open(notice_.link);
    for (const auto& [robot, people] : people_of_robot_) {
      auto body = body_of(told.front(), is_told ? words_ : discreet_words(notice_.kind));
      // The address of a record names its type.
      if (!is_told && notice_.link.starts_with("record/")) body["link"] = "/notices";
      body["people"] = people;
      say(robot, std::move(body));
    }
  }

 private:
  base::JsonObject body_of(const Told& told, const NoticeWords& words) const {
    return {{"notice", told.key},
            {"title", in_language_of(settings_, words.title)},
            {"text", text_of(settings_, words.text, told.times)},
            {"link", notice_.link}};
  }

  // Seats of a task open one after the other: the group hears of it once, with all names.
  void say(const std::string& robot, base::JsonObject body) {
    const auto queued = storage::just_queued(context_.tx, robot, notice_.link);
    if (queued && queued->message.body.at("title") == body.at("title")) {
      auto both = queued->message.body.as_object();
      for (const auto& name : body.at("people").as_array())
        both.at("people").as_array().push_back(name);
      return storage::replace_body(context_.tx, queued->id, both);
    }
    storage::send_later(context_.tx, {"robot", robot, std::move(body)}, notice_.link,
                        time_for(settings_.quiet, context_.calendar));
  }

  void tell(const Told& told) {
    const PersonalDelivery personal = personal_delivery(context_.tx.db, told.person);
    const auto found = personal.muted.find(notice_.kind);
    for (const std::string& channel : channels_) {
      const bool is_muted =
          found != personal.muted.end() && std::ranges::count(found->second, channel) > 0;
      if (is_muted) continue;
      if (channel == mail_channel) {
        mail(told, personal);
      } else {
        const auto name = org::name_of(context_.tx.db, told.person);
        people_of_robot_[channel].push_back(base::Json(in_language_of(settings_, name)));
      }
    }
  }

  void mail(const Told& told, const PersonalDelivery& personal) {
    const auto person = org::person(context_.tx.db, told.person);
    if (!person || person->email.empty()) return;
    storage::send_later(context_.tx, {"mail", person->email, body_of(told, words_)},
                        mail_subject(told.key), mail_time(told, personal));
  }

  base::Time mail_time(const Told& told, const PersonalDelivery& personal) const {
    const auto& quiet = personal.quiet ? personal.quiet : settings_.quiet;
    if (!quiet || is_urgent_) return context_.tx.now;
    return time_for(
        quiet, calendar_of_person(context_.tx.db, told.person, context_.calendar, context_.tx.now));
  }

  base::Time time_for(const std::optional<QuietHours>& quiet,
                      const base::WorkingCalendar& calendar) const {
    const base::Time now = context_.tx.now;
    return is_urgent_ ? now : leaves_at(quiet, calendar, now);
  }

  Context& context_;
  const NewNotice& notice_;
  const NoticeWords& words_;
  Delivery settings_;
  std::vector<std::string> channels_;
  bool is_urgent_ = false;
  std::map<std::string, base::JsonArray> people_of_robot_;
};

}  // namespace

void dispatch(Context& context, const NewNotice& notice, const NoticeWords& words,
              const std::vector<Told>& told) {
  Dispatch(context, notice, words).tell(told);
}

void withdraw_mails(storage::Tx& tx, const std::vector<int64_t>& notices) {
  for (const int64_t notice : notices) storage::withdraw_waiting(tx, mail_subject(notice));
}

void withdraw_muted_mail(storage::Tx& tx, std::string_view person) {
  const auto found = org::person(tx.db, person);
  if (!found || found->email.empty()) return;
  const auto waiting = storage::waiting_subjects(tx.db, mail_channel, found->email);
  const PersonalDelivery personal = personal_delivery(tx.db, person);
  for (const auto& [kind, channels] : personal.muted) {
    if (std::ranges::count(channels, mail_channel) == 0) continue;
    for (const std::string& subject : waiting) {
      const auto about =
          tx.db.first("SELECT id FROM work_notice WHERE person = ? AND kind = ? AND id = ?",
                      {std::string(person), kind, notice_of(subject)});
      if (about) withdraw_mails(tx, {about->integer(0)});
    }
  }
}

void dispatch_over(storage::Tx& tx, std::string_view link, const std::vector<int64_t>& notices) {
  std::vector<std::string> subjects{std::string(link)};
  for (const int64_t notice : notices) subjects.push_back(mail_subject(notice));
  if (!storage::is_any_about(tx.db, subjects)) return;
  withdraw_mails(tx, notices);
  storage::withdraw_waiting(tx, link);
  const auto sent = storage::sent_about(tx.db, link);
  if (sent.empty()) return;
  storage::forget_subject(tx, link);
  const Delivery settings = delivery(tx.db);
  std::map<std::string, base::Json> last_of_robot;
  for (const auto& message : sent) last_of_robot[message.address] = message.body;
  const auto by = org::name_of(tx.db, tx.actor.person);
  for (const auto& [robot, said] : last_of_robot) {
    const auto title = base::text_or_empty(said, "title");
    const base::Text over{"已处理：" + title, "Done: " + title};
    base::JsonObject body{{"title", in_language_of(settings, over)},
                          {"text", in_language_of(settings, by)},
                          {"link", std::string(link)},
                          {"people", base::JsonArray()}};
    storage::send_later(tx, {"robot", robot, std::move(body)});
  }
}

}  // namespace work
