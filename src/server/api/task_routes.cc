#include "app/phrases.h"
#include "app/signature.h"
#include "app/tasks.h"
#include "server/api/routes.h"

namespace server {

namespace {

app::TaskQuery query_of(const Request& request) {
  const auto asked = [&](std::string_view name) { return query_text(request, name); };
  return {asked("box"),   asked("q"),    asked("process"), asked("starter"),
          asked("state"), asked("from"), asked("to")};
}

base::Result<Response> list(app::Workspace& workspace, const Call& call) {
  const auto page = page_of(call.request);
  if (!page) return page.error();
  return ok(app::list_tasks(workspace, call.caller, query_of(call.request), *page));
}

base::Result<Response> export_box(app::Workspace& workspace, const Call& call) {
  const auto query = query_of(call.request);
  auto text =
      app::export_tasks(workspace, call.caller, query, query_text(call.request, "language"));
  if (!text) return text.error();
  return csv_file(std::move(*text), query.box);
}

base::Result<Response> show(app::Workspace& workspace, const Call& call) {
  const auto key = key_of(call.parameters[0]);
  if (!key) return key.error();
  return ok(app::task(workspace, call.caller, *key));
}

base::Result<Response> preview_removal(app::Workspace& workspace, const Call& call) {
  const auto key = key_of(call.parameters[0]);
  if (!key) return key.error();
  return ok(app::preview_removal(workspace, call.caller, *key, query_text(call.request, "seat")));
}

base::Result<Response> act(app::Workspace& workspace, const Call& call) {
  const auto key = key_of(call.parameters[0]);
  if (!key) return key.error();
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"act", "version", "record_version", "outcome", "opinion", "values",
                        "signature", "text", "persons", "target", "strategy", "beside", "relation",
                        "signers", "seat", "choices", "files", "mentions"});
  reader.text("act", 40);
  for (const char* seen : {"version", "record_version"}) reader.integer_or(seen, 0, 0, INT64_MAX);
  reader.text_or("outcome", "", 100);
  reader.text_or("opinion", "", 4000);
  reader.object_or_empty("values");
  reader.object_or_empty("signature");
  reader.text_or("text", "", 4000);
  for (const char* list : {"persons", "files", "mentions", "beside"}) reader.texts(list);
  for (const char* word : {"target", "strategy", "relation", "signers", "seat"})
    reader.text_or(word, "", 200);
  reader.object_or_empty("choices");
  if (auto read = reader.done(); !read) return read.error();
  return ok(app::act_on_task(workspace, call.caller, *key, *body));
}

base::Result<Response> act_on_many(app::Workspace& workspace, const Call& call) {
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"tasks", "outcome", "opinion", "record_versions"});
  app::BatchAct batch;
  batch.tasks = reader.texts("tasks");
  batch.outcome = reader.text("outcome", 100);
  batch.opinion = reader.text_or("opinion", "", 4000);
  const auto seen = reader.object_or_empty("record_versions");
  Reader versions(seen, {batch.tasks.begin(), batch.tasks.end()});
  for (const auto& task : batch.tasks)
    if (versions.has(task)) batch.record_versions[task] = versions.integer(task, 1, INT64_MAX);
  reader.take_over(versions, "record_versions");
  if (auto read = reader.done(); !read) return read.error();
  if (batch.tasks.empty() || batch.tasks.size() > 100)
    return base::refusal("request.wrong_type").at("tasks").because("1 to 100 tasks");
  return ok(app::act_on_tasks(workspace, call.caller, batch));
}

base::Result<Response> save_draft(app::Workspace& workspace, const Call& call) {
  const auto key = key_of(call.parameters[0]);
  if (!key) return key.error();
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"values", "outcome", "opinion", "record_version"});
  reader.object_or_empty("values");
  reader.integer_or("record_version", 0, 0, INT64_MAX);
  reader.text_or("outcome", "", 100);
  reader.text_or("opinion", "", 4000);
  if (auto read = reader.done(); !read) return read.error();
  return ok(app::save_task_draft(workspace, call.caller, *key, *body));
}

base::Result<Response> drop_draft(app::Workspace& workspace, const Call& call) {
  const auto key = key_of(call.parameters[0]);
  if (!key) return key.error();
  return done(app::drop_task_draft(workspace, call.caller, *key));
}

base::Result<Response> add_phrase(app::Workspace& workspace, const Call& call) {
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"text"});
  const auto text = reader.text("text", 4000);
  if (auto read = reader.done(); !read) return read.error();
  return ok(app::add_phrase(workspace, call.caller, text));
}

base::Result<Response> drop_phrase(app::Workspace& workspace, const Call& call) {
  const auto key = key_of(call.parameters[0]);
  if (!key) return key.error();
  return done(app::drop_phrase(workspace, call.caller, *key));
}

base::Result<Response> keep_signature(app::Workspace& workspace, const Call& call) {
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"image"});
  const auto image = reader.text("image", 100);
  if (auto read = reader.done(); !read) return read.error();
  return done(app::keep_own_signature(workspace, call.caller, image));
}

void add_signature_routes(Router& router, app::Workspace& ws) {
  router.add({"GET", "/signature", Access::Signed, {}, [&ws](const Call& c) {
                return ok(app::own_signature(ws, c.caller));
              }});
  router.add({"PUT", "/signature", Access::Signed, {}, [&ws](const Call& c) {
                return keep_signature(ws, c);
              }});
  router.add({"DELETE", "/signature", Access::Signed, {}, [&ws](const Call& c) {
                return done(app::forget_own_signature(ws, c.caller));
              }});
}

void add_phrase_routes(Router& router, app::Workspace& ws) {
  router.add({"GET", "/phrases", Access::Signed, {}, [&ws](const Call& c) {
                return ok(app::phrases(ws, c.caller));
              }});
  router.add(
      {"POST", "/phrases", Access::Signed, {}, [&ws](const Call& c) { return add_phrase(ws, c); }});
  router.add({"DELETE", "/phrases/{key}", Access::Signed, {}, [&ws](const Call& c) {
                return drop_phrase(ws, c);
              }});
}

}  // namespace

void add_task_routes(Router& router, app::Workspace& ws) {
  add_phrase_routes(router, ws);
  add_signature_routes(router, ws);
  router.add({"GET", "/workbench", Access::Signed, {}, [&ws](const Call& c) {
                return ok(app::workbench(ws, c.caller));
              }});
  router.add({"GET",
              "/tasks",
              Access::Signed,
              {"box", "q", "process", "starter", "state", "from", "to", "page", "size"},
              [&ws](const Call& c) { return list(ws, c); }});
  router.add({"GET",
              "/tasks/export.csv",
              Access::Signed,
              {"box", "q", "process", "starter", "state", "from", "to", "language"},
              [&ws](const Call& c) { return export_box(ws, c); }});
  router.add({"GET", "/tasks/processes", Access::Signed, {"box"}, [&ws](const Call& c) {
                return ok(app::list_task_processes(ws, c.caller, query_text(c.request, "box")));
              }});
  router.add({"GET", "/tasks/counts", Access::Signed, {}, [&ws](const Call& c) {
                return ok(app::count_tasks(ws, c.caller));
              }});
  router.add(
      {"GET", "/tasks/{key}", Access::Signed, {}, [&ws](const Call& c) { return show(ws, c); }});
  router.add({"GET", "/tasks/{key}/removal", Access::Signed, {"seat"}, [&ws](const Call& c) {
                return preview_removal(ws, c);
              }});
  router.add({"POST", "/tasks/{key}/acts", Access::Signed, {}, [&ws](const Call& c) {
                return act(ws, c);
              }});
  router.add({"POST", "/tasks/acts", Access::Signed, {}, [&ws](const Call& c) {
                return act_on_many(ws, c);
              }});
  router.add({"PUT", "/tasks/{key}/draft", Access::Signed, {}, [&ws](const Call& c) {
                return save_draft(ws, c);
              }});
  router.add({"DELETE", "/tasks/{key}/draft", Access::Signed, {}, [&ws](const Call& c) {
                return drop_draft(ws, c);
              }});
}

}  // namespace server
