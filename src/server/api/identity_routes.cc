#include <algorithm>

#include "app/identity.h"
#include "base/text.h"
#include "server/api/routes.h"

namespace server {

namespace {

constexpr std::string_view attempt_cookie = "jingwei_attempt";
constexpr std::string_view attempt_path = "/api/v1/session/provider";

// Sent along when the provider sends the browser back: that is another site's doing, so Lax.
std::string attempt(app::Workspace& workspace, const Call& call, const std::string& value,
                    int seconds) {
  std::string out(attempt_cookie);
  out.append("=").append(value).append("; Path=").append(attempt_path);
  out.append("; HttpOnly; SameSite=Lax; Max-Age=").append(std::to_string(seconds));
  if (app::is_encrypted_site(workspace, call.request.header("host"))) out += "; Secure";
  return out;
}

Response redirect(const std::string& url) {
  Response response;
  response.status = 302;
  response.with("Location", url).with("Cache-Control", "no-store");
  return response;
}

Response refused(const base::Error& error) { return redirect("/sign-in?refused=" + error.code); }

// A page of this program; anything else becomes the first page. Browsers drop control characters:
// what stands between two slashes may be nothing to them.
std::string own_page(std::string_view to) {
  const bool is_plain =
      std::ranges::none_of(to, [](unsigned char c) { return c <= ' ' || c == '\\' || c == 0x7f; });
  const bool is_own = is_plain && to.starts_with('/') && !to.starts_with("//");
  return is_own ? std::string(to) : "/";
}

// Where the browser was going travels behind the attempt, which holds two dots.
base::Result<Response> begin(app::Workspace& workspace, const Call& call) {
  const auto begun = app::begin_provider_sign_in(workspace);
  if (!begun) return refused(begun.error());
  const auto to = base::base64_url(own_page(query_text(call.request, "to")));
  constexpr int ten_minutes = 600;
  return redirect(begun->url)
      .with("Set-Cookie", attempt(workspace, call, begun->attempt + "." + to, ten_minutes));
}

base::Result<Response> end(app::Workspace& workspace, const Call& call) {
  const auto kept = call.request.cookie(attempt_cookie);
  const size_t last_dot = kept.rfind('.');
  if (last_dot == std::string_view::npos) return refused(base::refusal("access.provider_attempt"));
  if (!query_text(call.request, "error").empty())
    return refused(base::refusal("access.provider_denied"));
  const auto signed_in = app::end_provider_sign_in(workspace, kept.substr(0, last_dot),
                                                   query_text(call.request, "state"),
                                                   query_text(call.request, "code"));
  if (!signed_in) return refused(signed_in.error());
  return redirect(own_page(base::decode_base64_url(kept.substr(last_dot + 1))))
      .with("Set-Cookie", session_cookie(workspace, call, signed_in->token))
      .with("Set-Cookie", attempt(workspace, call, "", 0));
}

base::Result<Response> set(app::Workspace& workspace, const Call& call) {
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"issuer", "client_id", "client_secret", "title", "claim"});
  for (const auto* name : {"issuer", "client_id", "title", "claim"}) reader.text(name, 300);
  reader.text_or("client_secret", "", 1000);
  if (auto read = reader.done(); !read) return read.error();
  return done(app::set_identity_provider(workspace, call.caller, *body));
}

}  // namespace

void add_identity_routes(Router& router, app::Workspace& ws) {
  const std::string path = "/session/provider";
  router.add({"GET", path + "/start", Access::Open, {"to"}, [&ws](const Call& c) {
                return begin(ws, c);
              }});
  // The provider may add members of its own, as RFC 9207 does; what is not known is left alone.
  router.add({"GET",
              path + "/callback",
              Access::Open,
              {"code", "state", "error", "error_description", "error_uri", "iss", "scope",
               "session_state", "authuser", "prompt", "hd"},
              [&ws](const Call& c) { return end(ws, c); }});
  router.add({"GET", "/identity-provider", Access::Signed, {}, [&ws](const Call& c) {
                return ok(app::identity_provider(ws, c.caller));
              }});
  router.add({"PUT", "/identity-provider", Access::Signed, {}, [&ws](const Call& c) {
                return set(ws, c);
              }});
  router.add({"DELETE", "/identity-provider", Access::Signed, {}, [&ws](const Call& c) {
                return done(app::drop_identity_provider(ws, c.caller));
              }});
}

}  // namespace server
