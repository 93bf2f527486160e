// What people are told, and how it reaches them.
#include "app/delivery.h"
#include "app/letters.h"
#include "app/notice_words.h"
#include "app/notices.h"
#include "server/api/routes.h"

namespace server {

namespace {

base::Result<Response> notices(app::Workspace& workspace, const Call& call) {
  const auto page = page_of(call.request);
  if (!page) return page.error();
  const auto unread = query_text(call.request, "unread");
  if (!unread.empty() && unread != "true" && unread != "false")
    return base::refusal("request.wrong_type").at("unread").because("true or false");
  const auto choice = unread == "true" ? app::NoticeChoice::Unread : app::NoticeChoice::All;
  return ok(app::list_notices(workspace, call.caller, choice, *page));
}

base::Result<Response> read_notices(app::Workspace& workspace, const Call& call) {
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"ids"});
  const auto texts = reader.texts("ids");
  if (auto read = reader.done(); !read) return read.error();
  std::vector<int64_t> ids;
  for (const auto& text : texts) {
    const auto id = key_of(text);
    if (!id) return id.error();
    ids.push_back(*id);
  }
  if (reader.has("ids") && ids.empty()) return no_content();
  return done(app::read_notices(workspace, call.caller, ids));
}

base::Result<Response> sent_notices(app::Workspace& workspace, const Call& call) {
  const auto page = page_of(call.request);
  if (!page) return page.error();
  return ok(app::list_sent_notices(workspace, call.caller, *page));
}

void read_quiet(Reader& reader) {
  const auto quiet = reader.object_or_empty("quiet");
  Reader inner(quiet, {"from", "to", "days_off"});
  if (reader.has("quiet")) {
    inner.text("from", 5);
    inner.text("to", 5);
    inner.is_true("days_off");
  }
  reader.take_over(inner, "quiet");
}

base::Result<Response> set_delivery(app::Workspace& workspace, const Call& call) {
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"site", "language", "mail", "robots", "channels", "quiet", "urgent"});
  reader.text_or("site", "", 200);
  reader.text("language", 2);
  reader.object_or_empty("channels");
  reader.texts("urgent");
  read_quiet(reader);
  const auto mail = reader.object_or_empty("mail");
  Reader mail_reader(mail, {"server", "user", "password", "from"});
  for (const auto* name : {"server", "user", "password", "from"})
    mail_reader.text_or(name, "", 300);
  reader.take_over(mail_reader, "mail");
  for (const auto& robot : reader.objects("robots")) {
    Reader robot_reader(robot, {"id", "title", "kind", "address", "secret"});
    robot_reader.text("title", 50);
    robot_reader.text("kind", 20);
    for (const auto* name : {"id", "address", "secret"}) robot_reader.text_or(name, "", 1000);
    reader.take_over(robot_reader, "robots");
  }
  if (auto read = reader.done(); !read) return read.error();
  return done(app::set_delivery(workspace, call.caller, *body));
}

base::Result<Response> try_delivery(app::Workspace& workspace, const Call& call) {
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"channel"});
  const auto channel = reader.text("channel", 100);
  if (auto read = reader.done(); !read) return read.error();
  return done(app::try_delivery(workspace, call.caller, channel));
}

base::Result<Response> retry(app::Workspace& workspace, const Call& call) {
  const auto id = key_of(call.parameters[0]);
  if (!id) return id.error();
  return done(app::retry_message(workspace, call.caller, *id));
}

base::Result<Response> set_personal(app::Workspace& workspace, const Call& call) {
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"muted", "quiet"});
  reader.object_or_empty("muted");
  read_quiet(reader);
  if (auto read = reader.done(); !read) return read.error();
  return done(app::set_personal_delivery(workspace, call.caller, *body));
}

void read_pair(Reader& reader, const char* name, size_t length_max) {
  const auto pair = reader.object(name);
  Reader inner(pair, {"zh", "en"});
  inner.text("zh", length_max);
  inner.text("en", length_max);
  reader.take_over(inner, name);
}

// Longer texts than these are refused before they are looked at.
base::Result<base::Json> words_of(const Call& call) {
  auto body = body_of(call.request);
  if (!body) return body;
  Reader reader(*body, {"title", "text"});
  read_pair(reader, "title", 1000);
  read_pair(reader, "text", 10000);
  if (auto read = reader.done(); !read) return read.error();
  return body;
}

base::Result<Response> set_words(app::Workspace& workspace, const Call& call) {
  const auto words = words_of(call);
  if (!words) return words.error();
  return done(app::set_notice_words(workspace, call.caller, call.parameters[0], *words));
}

base::Result<Response> try_words(app::Workspace& workspace, const Call& call) {
  const auto words = words_of(call);
  if (!words) return words.error();
  return ok(app::try_notice_words(workspace, call.caller, call.parameters[0], *words));
}

base::Result<Response> letters(app::Workspace& workspace, const Call& call) {
  const auto page = page_of(call.request);
  if (!page) return page.error();
  const auto box = query_text(call.request, "box");
  if (!box.empty() && box != "received" && box != "sent")
    return base::refusal("request.wrong_type").at("box").because("received or sent");
  const auto which = box == "sent" ? app::LetterBox::Sent : app::LetterBox::Received;
  return ok(app::list_letters(workspace, call.caller, which, *page));
}

base::Result<Response> letter(app::Workspace& workspace, const Call& call) {
  const auto id = key_of(call.parameters[0]);
  if (!id) return id.error();
  return ok(app::letter(workspace, call.caller, *id));
}

base::Result<Response> send_letter(app::Workspace& workspace, const Call& call) {
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"kind", "title", "text", "persons", "units", "due_at", "files"});
  reader.text("kind", 20);
  reader.text("title", 200);
  reader.text("text", 4000);
  reader.texts("persons");
  reader.texts("files");
  reader.texts("units");
  reader.text_or("due_at", "", 40);
  if (auto read = reader.done(); !read) return read.error();
  return created(app::send_letter(workspace, call.caller, *body));
}

base::Result<Response> acknowledge_letter(app::Workspace& workspace, const Call& call) {
  const auto id = key_of(call.parameters[0]);
  if (!id) return id.error();
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"words"});
  const auto words = reader.text_or("words", "", 2000);
  if (auto read = reader.done(); !read) return read.error();
  return done(app::acknowledge_letter(workspace, call.caller, *id, words));
}

}  // namespace

void add_notice_routes(Router& router, app::Workspace& ws) {
  const auto add = [&](std::string method, std::string path, std::vector<std::string> query,
                       base::Result<Response> (*handle)(app::Workspace&, const Call&)) {
    router.add({std::move(method), std::move(path), Access::Signed, std::move(query),
                [&ws, handle](const Call& c) { return handle(ws, c); }});
  };
  add("GET", "/notices", {"unread", "page", "size"}, notices);
  add("POST", "/notices/read", {}, read_notices);
  add("GET", "/notices/sent", {"page", "size"}, sent_notices);
  add("GET", "/delivery", {},
      [](app::Workspace& w, const Call& c) { return ok(app::delivery(w, c.caller)); });
  add("PUT", "/delivery", {}, set_delivery);
  add("POST", "/delivery/trial", {}, try_delivery);
  add("POST", "/delivery/messages/{id}/retry", {}, retry);
  add("GET", "/delivery/mine", {},
      [](app::Workspace& w, const Call& c) { return ok(app::personal_delivery(w, c.caller)); });
  add("PUT", "/delivery/mine", {}, set_personal);
  add("GET", "/notice-words", {},
      [](app::Workspace& w, const Call& c) { return ok(app::notice_words(w, c.caller)); });
  add("PUT", "/notice-words/{kind}", {}, set_words);
  add("DELETE", "/notice-words/{kind}", {}, [](app::Workspace& w, const Call& c) {
    return done(app::drop_notice_words(w, c.caller, c.parameters[0]));
  });
  add("POST", "/notice-words/{kind}/trial", {}, try_words);
  add("GET", "/letters", {"box", "page", "size"}, letters);
  add("POST", "/letters", {}, send_letter);
  add("GET", "/letters/{id}", {}, letter);
  add("POST", "/letters/{id}/acknowledge", {}, acknowledge_letter);
}

}  // namespace server
