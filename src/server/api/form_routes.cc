#include <algorithm>
#include <array>

#include "app/forms.h"
#include "app/outside.h"
#include "app/paths.h"
#include "server/api/routes.h"

namespace server {

namespace {

base::Result<void> check_subject(const base::Json& subject) {
  Reader inner(subject, {"task", "process", "record", "behalf"});
  inner.text_or("behalf", "", 200);
  const int given = inner.has("task") + inner.has("process") + inner.has("record");
  inner.text_or("task", "", 20);
  inner.text_or("process", "", 200);
  const auto record = inner.object_or_empty("record");
  if (auto read = inner.done(); !read) return read.error();
  if (given != 1)
    return base::refusal("request.wrong_type").at("subject").because("exactly one member");
  Reader about(record, {"type", "id", "parent", "link", "transition"});
  if (inner.has("record")) about.text("type", 200);
  for (const auto* name : {"id", "parent", "link", "transition"}) about.text_or(name, "", 200);
  return about.done();
}

base::Result<Response> evaluate(app::Workspace& workspace, const Call& call) {
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"subject", "values", "typed"});
  const auto subject = reader.object("subject");
  const auto values = reader.object("values");
  const auto typed = reader.texts("typed");
  if (auto read = reader.done(); !read) return read.error();
  if (auto known = check_subject(subject); !known) return known.error();
  return ok(app::evaluate_form(workspace, call.caller, subject, values, typed));
}

base::Result<Response> path(app::Workspace& workspace, const Call& call) {
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"subject", "values"});
  const auto subject = reader.object("subject");
  const auto values = reader.object("values");
  if (auto read = reader.done(); !read) return read.error();
  if (auto known = check_subject(subject); !known) return known.error();
  return ok(app::path_of_form(workspace, call.caller, subject, values.as_object()));
}

base::Result<Response> upload(app::Workspace& workspace, const Call& call) {
  const auto name = query_text(call.request, "name");
  if (name.empty() || name.size() > 255 * 4) return base::refusal("request.wrong_type").at("name");
  return created(app::put_attachment(workspace, call.caller, name, call.request.body));
}

std::string percent_encoded(std::string_view text) {
  static constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const unsigned char c : text) {
    if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' ||
        c == '-' || c == '_') {
      out += static_cast<char>(c);
    } else {
      out += '%';
      out += digits[c >> 4];
      out += digits[c & 15];
    }
  }
  return out;
}

// How a browser takes a file of a type: empty when it is only ever saved.
std::string shown_as(std::string_view type) {
  static constexpr std::array<std::string_view, 5> types = {"image/png", "image/jpeg", "image/webp",
                                                            "image/gif", "application/pdf"};
  if (type == "text/plain") return "text/plain; charset=utf-8";
  return std::ranges::find(types, type) != types.end() ? std::string(type) : std::string();
}

// Pictures, text and PDF are shown; everything else is only ever saved, so that an uploaded page
// cannot run here. The viewer of PDF does not start in a sandbox, so that has none.
base::Result<Response> download(app::Workspace& workspace, const Call& call) {
  auto file = app::attachment(workspace, call.caller, call.parameters[0]);
  if (!file) return file.error();
  const std::string shown = shown_as(file->type);
  const bool is_pdf = shown == "application/pdf";
  Response response;
  response.body = std::move(file->bytes);
  response.with("Content-Type", shown.empty() ? "application/octet-stream" : shown)
      .with("Content-Disposition",
            (shown.empty() ? "attachment; filename*=UTF-8''" : "inline; filename*=UTF-8''") +
                percent_encoded(file->name))
      .with("Content-Security-Policy",
            is_pdf ? "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'"
                   : "default-src 'none'; sandbox")
      .with("Cache-Control", "private, max-age=3600");
  return response;
}

}  // namespace

void add_form_routes(Router& router, app::Workspace& ws) {
  router.add({"POST", "/forms/evaluate", Access::Signed, {}, [&ws](const Call& c) {
                return evaluate(ws, c);
              }});
  router.add(
      {"POST", "/forms/path", Access::Signed, {}, [&ws](const Call& c) { return path(ws, c); }});
  router.add({"POST", "/attachments", Access::Signed, {"name"}, [&ws](const Call& c) {
                return upload(ws, c);
              }});
  router.add({"GET", "/attachments/{id}", Access::Signed, {}, [&ws](const Call& c) {
                return download(ws, c);
              }});
}

}  // namespace server
