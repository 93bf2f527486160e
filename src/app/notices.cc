#include "app/notices.h"

#include "app/inside/act.h"
#include "app/inside/notice_reading.h"
#include "app/inside/work_json.h"

namespace app {

std::string page_of(std::string_view link) {
  if (link.starts_with("instance/")) return "/instances/" + std::string(link.substr(9));
  if (link.starts_with("record/")) return "/records/" + std::string(link.substr(7));
  return std::string(link);
}

void note_notices_read(Parts& parts, const Caller& caller, const std::string& link) {
  if (caller.is_observer) return;
  {
    auto db = parts.database->read();
    if (!work::has_unread_about(*db, caller.person, link)) return;
  }
  parts.runtime->submit(
      {caller.person, "", caller.door},
      [&parts, caller, link](runtime::Op& op) -> base::Result<base::Json> {
        Act act(parts, op, caller);
        work::read_about(act.context(), link);
        return base::Json();
      },
      [](base::Result<base::Json>) {});
}

base::Json notice_json(Look& look, const work::Notice& notice) {
  base::JsonObject out{{"id", std::to_string(notice.key)},
                       {"kind", notice.kind},
                       {"title", text_json(notice.title)},
                       {"at", time_json(notice.at)},
                       {"read", !notice.is_unread()}};
  if (notice.times > 1) out["times"] = notice.times;
  set_title(out, "text", notice.text);
  set_text(out, "link", page_of(notice.link));
  if (notice.closed_at) {
    base::JsonObject closed{{"at", time_json(*notice.closed_at)}};
    if (!notice.closed_by.empty()) closed["by"] = look.person(notice.closed_by);
    out["closed"] = std::move(closed);
  }
  return out;
}

base::Result<base::Json> list_notices(Workspace& workspace, const Caller& caller,
                                      NoticeChoice choice, const Page& page) {
  Look look(workspace.parts(), caller);
  const auto which =
      choice == NoticeChoice::Unread ? work::NoticeChoice::Unread : work::NoticeChoice::All;
  base::JsonArray items;
  for (const auto& notice :
       work::notices(look.db(), caller.person, which, page.size, page.offset())) {
    items.push_back(notice_json(look, notice));
  }
  auto out =
      page_json(std::move(items), work::count_notices(look.db(), caller.person, which), page);
  out.as_object()["unread"] =
      work::count_notices(look.db(), caller.person, work::NoticeChoice::Unread);
  return out;
}

base::Result<void> read_notices(Workspace& workspace, const Caller& caller,
                                const std::vector<int64_t>& ids) {
  auto& parts = workspace.parts();
  const auto done = parts.run(caller, [&](runtime::Op& op) -> base::Result<base::Json> {
    Act act(parts, op, caller);
    work::read_notices(act.context(), ids);
    act.tell_after_commit({"counts", "", "", caller.person});
    return base::Json();
  });
  if (!done) return done.error();
  return {};
}

base::Result<base::Json> list_sent_notices(Workspace& workspace, const Caller& caller,
                                           const Page& page) {
  Look look(workspace.parts(), caller);
  base::JsonArray items;
  for (const auto& sent : work::sent_notices(look.db(), caller.person, page.size, page.offset())) {
    base::JsonArray receivers;
    for (const auto& receiver : sent.receivers) {
      base::JsonObject one{{"person", look.person(receiver.person)}};
      set_time(one, "read_at", receiver.read_at);
      receivers.push_back(std::move(one));
    }
    items.push_back(base::JsonObject{{"kind", sent.kind},
                                     {"title", text_json(sent.title)},
                                     {"link", page_of(sent.link)},
                                     {"at", time_json(sent.at)},
                                     {"receivers", std::move(receivers)}});
  }
  return page_json(std::move(items), work::count_sent_notices(look.db(), caller.person), page);
}

}  // namespace app
