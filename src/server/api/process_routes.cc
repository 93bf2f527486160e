#include <algorithm>
#include <array>

#include "app/beginning.h"
#include "app/designing.h"
#include "app/paths.h"
#include "app/processes.h"
#include "app/versions.h"
#include "app/waiting.h"
#include "base/text.h"
#include "server/api/routes.h"

namespace server {

namespace {

constexpr size_t model_bytes_max = 1'000'000;

base::Result<base::Json> values_of(const Request& request) {
  const auto body = body_of(request);
  if (!body) return body.error();
  Reader reader(*body, {"values"});
  auto values = reader.object("values");
  if (auto read = reader.done(); !read) return read.error();
  return values;
}

base::Result<Response> start(app::Workspace& workspace, const Call& call) {
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"values", "choices", "again", "behalf"});
  const base::Json values = reader.object("values");
  const base::Json choices = reader.object_or_empty("choices");
  const auto again = reader.key_or("again", 0);
  const auto behalf = reader.text_or("behalf", "", 200);
  if (auto read = reader.done(); !read) return read.error();
  return created(app::start_process(workspace, call.caller, call.parameters[0], values,
                                    choices.as_object(), again, behalf));
}

base::Result<Response> process(app::Workspace& workspace, const Call& call) {
  const auto again = query_number(call.request, "again", 0, 0, INT64_MAX);
  if (!again) return again.error();
  return ok(app::process(workspace, call.caller, call.parameters[0], *again,
                         query_text(call.request, "behalf")));
}

base::Result<Response> path(app::Workspace& workspace, const Call& call) {
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"values", "choices", "behalf"});
  const base::Json values = reader.object("values");
  const base::Json choices = reader.object_or_empty("choices");
  const auto behalf = reader.text_or("behalf", "", 200);
  if (auto read = reader.done(); !read) return read.error();
  return ok(app::path_of_start(workspace, call.caller, call.parameters[0], values.as_object(),
                               choices.as_object(), behalf));
}

base::Result<Response> save_draft(app::Workspace& workspace, const Call& call) {
  const auto values = values_of(call.request);
  if (!values) return values.error();
  return ok(app::save_start_draft(workspace, call.caller, call.parameters[0], *values));
}

base::Result<Response> drafts(app::Workspace& workspace, const Call& call) {
  const auto page = page_of(call.request);
  if (!page) return page.error();
  return ok(app::list_drafts(workspace, call.caller, *page));
}

// As the engine and as people call them.
constexpr std::array<std::string_view, 18> states_of_matters = {
    "active",    "suspended", "completed",       "terminated", "incident", "running",
    "returned",  "passed",    "auto_passed",     "rejected",   "done",     "auto_rejected",
    "timed_out", "withdrawn", "withdrawn_after", "voided",     "deleted",  "archived"};

base::Result<Response> instances(app::Workspace& workspace, const Call& call) {
  const auto page = page_of(call.request);
  if (!page) return page.error();
  const auto scope = query_text(call.request, "scope");
  if (!scope.empty() && scope != "mine" && scope != "all")
    return base::refusal("request.wrong_type").at("scope").because("mine or all");
  const auto state = query_text(call.request, "state");
  if (!state.empty() && std::ranges::count(states_of_matters, state) == 0)
    return base::refusal("request.wrong_type")
        .at("state")
        .because(base::join({states_of_matters.begin(), states_of_matters.end()}, ", "));
  return ok(app::list_instances(workspace, call.caller,
                                {scope != "all", state, query_text(call.request, "q")}, *page));
}

base::Result<Response> instance(app::Workspace& workspace, const Call& call) {
  const auto key = key_of(call.parameters[0]);
  if (!key) return key.error();
  return ok(app::instance(workspace, call.caller, *key));
}

base::Result<Response> path_ahead(app::Workspace& workspace, const Call& call) {
  const auto key = key_of(call.parameters[0]);
  if (!key) return key.error();
  return ok(app::path_of_instance(workspace, call.caller, *key));
}

base::Result<Response> diagram(app::Workspace& workspace, const Call& call) {
  const auto key = key_of(call.parameters[0]);
  if (!key) return key.error();
  return ok(app::diagram(workspace, call.caller, *key));
}

base::Result<Response> act(app::Workspace& workspace, const Call& call) {
  const auto key = key_of(call.parameters[0]);
  if (!key) return key.error();
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"act", "text", "target", "score", "files", "mentions", "persons", "mode"});
  reader.text("act", 40);
  reader.text_or("mode", "", 20);
  reader.texts("persons");
  reader.text_or("text", "", 4000);
  reader.text_or("target", "", 200);
  reader.integer_or("score", 0, 0, 5);
  reader.texts("files");
  reader.texts("mentions");
  if (auto read = reader.done(); !read) return read.error();
  return ok(app::act_on_instance(workspace, call.caller, *key, *body));
}

base::Result<Response> waiting_tasks(app::Workspace& workspace, const Call& call) {
  const auto page = page_of(call.request);
  if (!page) return page.error();
  return ok(app::waiting_rows(
      workspace, call.caller,
      {call.parameters[0], query_text(call.request, "element"), query_text(call.request, "person")},
      *page));
}

base::Result<Response> close_process(app::Workspace& workspace, const Call& call) {
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"reason"});
  const auto reason = reader.text("reason", 2000);
  if (auto read = reader.done(); !read) return read.error();
  return done(app::close_process(workspace, call.caller, call.parameters[0], reason));
}

base::Result<Response> archive_process(app::Workspace& workspace, const Call& call) {
  constexpr int64_t days_max = 3650;
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"through", "after_days"});
  const auto through = reader.text_or("through", "", 20);
  const auto after_days = reader.integer_or("after_days", 0, 1, days_max);
  if (auto read = reader.done(); !read) return read.error();
  return done(
      app::archive_process(workspace, call.caller, call.parameters[0], {through, after_days}));
}

base::Result<Response> compare(app::Workspace& workspace, const Call& call) {
  const auto before = key_of(call.parameters[1]);
  if (!before) return before.error();
  const auto after = query_number(call.request, "with", 0, 1, INT64_MAX);
  if (!after) return after.error();
  return ok(app::compare_versions(workspace, call.caller, call.parameters[0], *before, *after));
}

base::Result<Response> restore(app::Workspace& workspace, const Call& call) {
  const auto version = key_of(call.parameters[1]);
  if (!version) return version.error();
  return ok(app::restore_version(workspace, call.caller, call.parameters[0], *version));
}

// 0: as a process was begun in the browser.
base::Result<int64_t> version_of(std::string_view text) {
  return text == "0" ? base::Result<int64_t>(0) : key_of(text);
}

base::Result<Response> model(app::Workspace& workspace, const Call& call) {
  const auto version = version_of(call.parameters[1]);
  if (!version) return version.error();
  return ok(app::model_of_version(workspace, call.caller, call.parameters[0], *version));
}

base::Result<Response> check_model(app::Workspace& workspace, const Call& call) {
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"process", "xml"});
  const auto process = reader.text("process", 200);
  const auto xml = reader.text("xml", model_bytes_max);
  if (auto read = reader.done(); !read) return read.error();
  return ok(app::check_model(workspace, call.caller, process, xml));
}

base::Result<Response> compare_model(app::Workspace& workspace, const Call& call) {
  const auto before = version_of(call.parameters[1]);
  if (!before) return before.error();
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"xml"});
  const auto xml = reader.text("xml", model_bytes_max);
  if (auto read = reader.done(); !read) return read.error();
  return ok(app::compare_model(workspace, call.caller, call.parameters[0], *before, xml));
}

base::Result<Response> publish(app::Workspace& workspace, const Call& call) {
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"xml", "base_version", "comment", "proposal", "proposed_at"});
  app::Publication publication;
  publication.process = call.parameters[0];
  publication.xml = reader.text("xml", model_bytes_max);
  publication.base_version = reader.integer("base_version", 0, INT64_MAX);
  publication.comment = reader.text_or("comment", "", 2000);
  publication.proposal = reader.text_or("proposal", "", 200);
  publication.proposed_at = reader.text_or("proposed_at", "", 40);
  if (auto read = reader.done(); !read) return read.error();
  return created(app::publish_version(workspace, call.caller, publication));
}

base::Result<Response> save_model_draft(app::Workspace& workspace, const Call& call) {
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"xml", "base_version"});
  const auto xml = reader.text("xml", model_bytes_max);
  const auto version = reader.integer("base_version", 0, INT64_MAX);
  if (auto read = reader.done(); !read) return read.error();
  return ok(app::save_model_draft(workspace, call.caller, call.parameters[0], xml, version));
}

base::Result<Response> propose(app::Workspace& workspace, const Call& call) {
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"xml", "base_version", "comment"});
  app::ProposedVersion proposed;
  proposed.process = call.parameters[0];
  proposed.xml = reader.text("xml", model_bytes_max);
  proposed.base_version = reader.integer("base_version", 0, INT64_MAX);
  proposed.comment = reader.text_or("comment", "", 2000);
  if (auto read = reader.done(); !read) return read.error();
  return ok(app::propose_version(workspace, call.caller, proposed));
}

base::Result<Response> return_proposal(app::Workspace& workspace, const Call& call) {
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"at", "reason"});
  app::ReturnedProposal returned{call.parameters[0], call.parameters[1], {}, {}};
  returned.at = reader.text("at", 40);
  returned.reason = base::trim(std::string_view(reader.filled("reason", 2000)));
  if (auto read = reader.done(); !read) return read.error();
  if (returned.reason.empty()) return base::refusal("request.wrong_type").at("reason");
  return done(app::return_proposal(workspace, call.caller, returned));
}

void add_proposal_routes(Router& router, app::Workspace& ws) {
  router.add({"GET", "/proposals", Access::Signed, {}, [&ws](const Call& c) {
                return ok(app::list_proposals(ws, c.caller));
              }});
  router.add({"PUT", "/processes/{id}/proposal", Access::Signed, {}, [&ws](const Call& c) {
                return propose(ws, c);
              }});
  router.add({"DELETE", "/processes/{id}/proposal", Access::Signed, {}, [&ws](const Call& c) {
                return done(app::take_proposal_back(ws, c.caller, c.parameters[0]));
              }});
  router.add(
      {"GET", "/processes/{id}/proposals/{person}", Access::Signed, {}, [&ws](const Call& c) {
         return ok(app::proposal(ws, c.caller, c.parameters[0], c.parameters[1]));
       }});
  router.add({"POST",
              "/processes/{id}/proposals/{person}/return",
              Access::Signed,
              {},
              [&ws](const Call& c) { return return_proposal(ws, c); }});
}

base::Result<Response> begin_process(app::Workspace& workspace, const Call& call) {
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"pack", "xml"});
  const auto pack = reader.filled("pack", 100);
  const auto xml = reader.text("xml", model_bytes_max);
  if (auto read = reader.done(); !read) return read.error();
  return created(app::begin_process(workspace, call.caller, pack, xml));
}

void add_beginning_routes(Router& router, app::Workspace& ws) {
  router.add({"GET", "/design/grounds", Access::Signed, {}, [&ws](const Call& c) {
                return ok(app::process_grounds(ws, c.caller));
              }});
  router.add({"POST", "/design/processes", Access::Signed, {}, [&ws](const Call& c) {
                return begin_process(ws, c);
              }});
  router.add({"DELETE", "/design/processes/{id}", Access::Signed, {}, [&ws](const Call& c) {
                return done(app::forget_process(ws, c.caller, c.parameters[0]));
              }});
}

void add_design_routes(Router& router, app::Workspace& ws) {
  add_beginning_routes(router, ws);
  add_proposal_routes(router, ws);
  router.add(
      {"GET", "/processes/{id}/versions/{version}/model", Access::Signed, {}, [&ws](const Call& c) {
         return model(ws, c);
       }});
  router.add({"POST",
              "/processes/{id}/versions/{version}/differences",
              Access::Signed,
              {},
              [&ws](const Call& c) { return compare_model(ws, c); }});
  router.add({"GET", "/processes/{id}/model-context", Access::Signed, {}, [&ws](const Call& c) {
                return ok(app::model_context(ws, c.caller, c.parameters[0]));
              }});
  router.add({"POST", "/processes/models/check", Access::Signed, {}, [&ws](const Call& c) {
                return check_model(ws, c);
              }});
  router.add({"POST", "/processes/{id}/versions", Access::Signed, {}, [&ws](const Call& c) {
                return publish(ws, c);
              }});
  router.add({"GET", "/processes/{id}/model-draft", Access::Signed, {}, [&ws](const Call& c) {
                return ok(app::model_draft(ws, c.caller, c.parameters[0]));
              }});
  router.add({"PUT", "/processes/{id}/model-draft", Access::Signed, {}, [&ws](const Call& c) {
                return save_model_draft(ws, c);
              }});
  router.add({"DELETE", "/processes/{id}/model-draft", Access::Signed, {}, [&ws](const Call& c) {
                return done(app::drop_model_draft(ws, c.caller, c.parameters[0]));
              }});
}

void add_version_routes(Router& router, app::Workspace& ws) {
  add_design_routes(router, ws);
  router.add({"GET", "/processes/{id}/versions", Access::Signed, {}, [&ws](const Call& c) {
                return ok(app::list_versions(ws, c.caller, c.parameters[0]));
              }});
  router.add({"GET",
              "/processes/{id}/versions/{version}/differences",
              Access::Signed,
              {"with"},
              [&ws](const Call& c) { return compare(ws, c); }});
  router.add({"POST",
              "/processes/{id}/versions/{version}/restore",
              Access::Signed,
              {},
              [&ws](const Call& c) { return restore(ws, c); }});
}

void add_owner_routes(Router& router, app::Workspace& ws) {
  router.add({"PUT", "/processes/{id}/closing", Access::Signed, {}, [&ws](const Call& c) {
                return close_process(ws, c);
              }});
  router.add({"DELETE", "/processes/{id}/closing", Access::Signed, {}, [&ws](const Call& c) {
                return done(app::open_process(ws, c.caller, c.parameters[0]));
              }});
  router.add({"PUT", "/processes/{id}/archive", Access::Signed, {}, [&ws](const Call& c) {
                return archive_process(ws, c);
              }});
  router.add({"DELETE", "/processes/{id}/archive", Access::Signed, {}, [&ws](const Call& c) {
                return done(app::unarchive_process(ws, c.caller, c.parameters[0]));
              }});
  router.add({"GET", "/owned-processes", Access::Signed, {}, [&ws](const Call& c) {
                return ok(app::owned_processes(ws, c.caller));
              }});
  router.add({"GET", "/processes/{id}/waiting", Access::Signed, {}, [&ws](const Call& c) {
                return ok(app::waiting(ws, c.caller, c.parameters[0]));
              }});
  router.add({"GET",
              "/processes/{id}/waiting/tasks",
              Access::Signed,
              {"element", "person", "page", "size"},
              [&ws](const Call& c) { return waiting_tasks(ws, c); }});
}

}  // namespace

void add_process_routes(Router& router, app::Workspace& ws) {
  add_owner_routes(router, ws);
  add_version_routes(router, ws);
  router.add({"GET", "/processes", Access::Signed, {"q"}, [&ws](const Call& c) {
                return ok(app::list_processes(ws, c.caller, query_text(c.request, "q")));
              }});
  router.add({"GET", "/processes/{id}", Access::Signed, {"again", "behalf"}, [&ws](const Call& c) {
                return process(ws, c);
              }});
  router.add({"POST", "/processes/{id}/instances", Access::Signed, {}, [&ws](const Call& c) {
                return start(ws, c);
              }});
  router.add({"POST", "/processes/{id}/path", Access::Signed, {}, [&ws](const Call& c) {
                return path(ws, c);
              }});
  router.add({"GET", "/drafts", Access::Signed, {"page", "size"}, [&ws](const Call& c) {
                return drafts(ws, c);
              }});
  router.add({"PUT", "/drafts/{process}", Access::Signed, {}, [&ws](const Call& c) {
                return save_draft(ws, c);
              }});
  router.add({"DELETE", "/drafts/{process}", Access::Signed, {}, [&ws](const Call& c) {
                return done(app::drop_start_draft(ws, c.caller, c.parameters[0]));
              }});
  router.add({"GET",
              "/instances",
              Access::Signed,
              {"scope", "state", "q", "page", "size"},
              [&ws](const Call& c) { return instances(ws, c); }});
  router.add({"GET", "/instances/{key}", Access::Signed, {}, [&ws](const Call& c) {
                return instance(ws, c);
              }});
  router.add({"GET", "/instances/{key}/path", Access::Signed, {}, [&ws](const Call& c) {
                return path_ahead(ws, c);
              }});
  router.add({"GET", "/instances/{key}/diagram", Access::Signed, {}, [&ws](const Call& c) {
                return diagram(ws, c);
              }});
  router.add({"POST", "/instances/{key}/acts", Access::Signed, {}, [&ws](const Call& c) {
                return act(ws, c);
              }});
}

}  // namespace server
