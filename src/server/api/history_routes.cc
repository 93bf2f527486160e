// What has happened, for other systems: pages, or a stream that begins where one left off.
#include "app/history.h"
#include "base/text.h"
#include "server/api/routes.h"
#include "server/http/answers.h"
#include "server/http/decode.h"

namespace server {

namespace {

constexpr int64_t position_max = INT64_MAX / 2;

base::Result<app::HistoryWanted> wanted_of(const Request& request) {
  const auto after = query_number(request, "after", 0, 0, position_max);
  if (!after) return after.error();
  const auto size = query_number(request, "size", 100, 1, 1000);
  if (!size) return size.error();
  app::HistoryWanted wanted{*after, *size, {}};
  for (auto& act : base::split(query_text(request, "acts"), ',')) {
    if (!act.empty()) wanted.acts.push_back(std::move(act));
  }
  return wanted;
}

// One event of the stream each; `id` is what a client sends back as Last-Event-ID.
std::string stream_text(const base::Json& items) {
  std::string text;
  for (const auto& event : items.as_array()) {
    text += "id: " + std::to_string(event.at("position").as_int64());
    text.append("\nevent: ").append(event.at("act").as_string());
    text.append("\ndata: ").append(base::print(event)).append("\n\n");
  }
  return text;
}

Response stream_of(app::Workspace& workspace, const Call& call, app::HistoryWanted wanted) {
  Response response;
  response.with("Content-Type", "text/event-stream")
      .with("Cache-Control", "no-store")
      .with("X-Accel-Buffering", "no");
  response.body = "retry: 2000\n\n";
  response.stream = StreamFor{call.caller.person,
                              [&workspace, caller = call.caller, wanted]() mutable -> std::string {
                                const auto page = app::history_after(workspace, caller, wanted);
                                if (!page) return {};
                                wanted.after = page->at("next").as_int64();
                                return stream_text(page->at("items"));
                              }};
  return response;
}

base::Result<Response> history(app::Workspace& workspace, const Call& call) {
  auto wanted = wanted_of(call.request);
  if (!wanted) return wanted.error();
  const bool is_stream =
      call.request.header("accept").find("text/event-stream") != std::string_view::npos;
  if (!is_stream) return ok(app::history_after(workspace, call.caller, *wanted));
  if (const auto last = call.request.header("last-event-id"); !last.empty()) {
    // 0 is where everybody begins.
    const auto position = last == "0" ? base::Result<int64_t>(0) : key_of(last);
    if (!position)
      return base::refusal("request.wrong_type").at("Last-Event-ID").because("a position");
    wanted->after = *position;
  }
  app::HistoryWanted none = *wanted;
  none.size = 1;
  if (auto allowed = app::history_after(workspace, call.caller, none); !allowed)
    return allowed.error();
  return stream_of(workspace, call, std::move(*wanted));
}

}  // namespace

void add_history_routes(Router& router, app::Workspace& ws) {
  router.add({"GET", "/events", Access::Signed, {"after", "size", "acts"}, [&ws](const Call& c) {
                return history(ws, c);
              }});
}

}  // namespace server
