#include "app/sessions.h"

#include "access/accounts.h"
#include "access/identity.h"
#include "access/sessions.h"
#include "app/inside/act.h"
#include "app/inside/json.h"
#include "app/inside/signed_in.h"
#include "base/random.h"
#include "base/text.h"
#include "org/organisation.h"

namespace app {

namespace {

Caller caller_at(Parts& parts, storage::Connection& db, std::string_view person,
                 std::string_view session, std::string_view door) {
  const auto principal = entry::principal_of(db, parts.definitions->roles, person, parts.now());
  return Caller{principal.person,
                principal.positions,
                principal.roles,
                std::string(door),
                std::string(session),
                "",
                ""};
}

base::Json session_json(Look& look, base::Time expires_at) {
  base::JsonArray positions;
  for (const auto& id : look.caller().positions) positions.push_back(look.position(id));
  const auto account = entry::account_of(look.db(), look.caller().person);
  return base::JsonObject{
      {"person", look.person(look.caller().person)},
      {"username", account ? account->username : std::string()},
      {"positions", std::move(positions)},
      {"roles", base::JsonArray(look.caller().roles.begin(), look.caller().roles.end())},
      {"expires_at", time_json(expires_at)},
      {"clock", clock_json(look.parts())}};
}

// A refused sign-in is committed too, because it counts.
base::Result<SignedIn> sign_in_checked(Parts& parts, const entry::CheckedPassword& checked) {
  entry::SignInOutcome outcome;
  const storage::Actor actor{checked.person.empty() ? "nobody" : checked.person, "", "web"};
  const auto done = parts.runtime->run(actor, [&](runtime::Op& op) -> base::Result<base::Json> {
    outcome = entry::sign_in(op.tx, *parts.settings.random, checked);
    return base::Json();
  });
  if (!done) return done.error();
  if (outcome.refused) return *outcome.refused;
  return answer_of(parts, *outcome.signed_in);
}

base::Result<Caller> caller_by_token(Parts& parts, std::string_view token, std::string_view door,
                                     bool is_program) {
  entry::Session session;
  Caller caller;
  {
    auto db = parts.database->read();
    auto found = entry::find_session(*db, token, parts.now());
    if (!found) return found.error();
    if (found->is_program != is_program) return base::refusal("access.not_signed_in");
    session = std::move(*found);
    caller = caller_at(parts, *db, session.person, session.id, door);
  }
  if (entry::wants_touch(session, parts.now())) {
    parts.runtime->submit(
        {session.person, "", std::string(door)},
        [session](runtime::Op& op) -> base::Result<base::Json> {
          entry::touch_session(op.tx, session);
          return base::Json();
        },
        [](base::Result<base::Json>) {});
  }
  return caller;
}

base::Result<void> as_cli(Parts& parts,
                          const std::function<base::Result<void>(runtime::Op&)>& act) {
  const auto done =
      parts.runtime->run({"system", "", "cli"}, [&](runtime::Op& op) -> base::Result<base::Json> {
        if (auto acted = act(op); !acted) return acted.error();
        return base::Json();
      });
  if (!done) return done.error();
  return {};
}

std::string person_of_username(storage::Connection& db, std::string_view username) {
  for (const auto& person : org::people(db)) {
    const auto account = entry::account_of(db, person.id);
    if (account && account->username == username) return person.id;
  }
  return {};
}

}  // namespace

SignedIn answer_of(Parts& parts, const entry::SignedIn& signed_in) {
  Caller caller;
  {
    auto db = parts.database->read();
    caller = caller_at(parts, *db, signed_in.person, signed_in.session, "web");
  }
  Look look(parts, caller);
  return {signed_in.token, session_json(look, signed_in.expires_at)};
}

base::Result<SignedIn> sign_in(Workspace& workspace, std::string_view username,
                               std::string_view password) {
  auto& parts = workspace.parts();
  entry::CheckedPassword checked;
  {
    auto db = parts.database->read();
    checked = entry::check_password(*db, username, password);
  }
  return sign_in_checked(parts, checked);
}

base::Result<SignedIn> use_link(Workspace& workspace, std::string_view link,
                                std::string_view password) {
  auto& parts = workspace.parts();
  std::string username = "admin";
  {
    auto db = parts.database->read();
    const auto person = entry::setup_link_person(*db, link, parts.now());
    if (!person) return person.error();
    if (const auto account = entry::account_of(*db, *person)) username = account->username;
  }
  const auto hashed = entry::hash_password(password, username);
  if (!hashed) return hashed.error();
  const auto used = as_cli(parts, [&](runtime::Op& op) -> base::Result<void> {
    const auto person = entry::use_setup_link(op.tx, link, username, *hashed);
    if (!person) return person.error();
    return {};
  });
  if (!used) return used.error();
  return sign_in(workspace, username, password);
}

base::Result<void> sign_out(Workspace& workspace, const Caller& caller) {
  const auto done = workspace.parts().run(caller, [&](runtime::Op& op) -> base::Result<base::Json> {
    entry::sign_out(op.tx, caller.session);
    return base::Json();
  });
  if (!done) return done.error();
  return {};
}

base::Result<void> change_password(Workspace& workspace, const Caller& caller,
                                   std::string_view old_password, std::string_view new_password) {
  auto& parts = workspace.parts();
  std::string username;
  {
    auto db = parts.database->read();
    const auto checked = entry::check_password_of(*db, caller.person, old_password);
    if (!checked.matches) return base::refusal("access.wrong_password");
    if (const auto account = entry::account_of(*db, caller.person)) username = account->username;
  }
  const auto hashed = entry::hash_password(new_password, username);
  if (!hashed) return hashed.error();
  const auto done = parts.run(caller, [&](runtime::Op& op) -> base::Result<base::Json> {
    if (auto set = entry::set_password(op.tx, caller.person, *hashed, caller.session); !set)
      return set.error();
    return base::Json();
  });
  if (!done) return done.error();
  return {};
}

base::Result<Caller> caller_by_session(Workspace& workspace, std::string_view token) {
  return caller_by_token(workspace.parts(), token, "web", false);
}

base::Result<Caller> caller_by_api_token(Workspace& workspace, std::string_view token) {
  return caller_by_token(workspace.parts(), token, "api", true);
}

Caller administrator() {
  Caller caller{"administrator", {}, {"everyone", "administrator"}, "v2", "", "", ""};
  caller.is_unnamed = true;
  return caller;
}

base::Result<base::Json> session(Workspace& workspace, const Caller& caller) {
  Look look(workspace.parts(), caller);
  return session_json(look, look.now() + entry::idle_max);
}

base::Result<void> add_account(Workspace& workspace, std::string_view username,
                               std::string_view name, std::string_view password) {
  const auto hashed = entry::hash_password(password, username);
  if (!hashed) return hashed.error();
  return as_cli(workspace.parts(), [&](runtime::Op& op) -> base::Result<void> {
    auto person = org::add_person(op.tx, {"", {std::string(name), std::string(name)}, "", ""});
    if (!person) return person.error();
    return entry::create_account(op.tx, *person, username, *hashed);
  });
}

base::Result<base::Json> give_account(Workspace& workspace, const Caller& caller,
                                      std::string_view person, std::string_view username) {
  if (auto allowed = require_administrator(caller); !allowed) return allowed.error();
  auto& parts = workspace.parts();
  auto& random = *parts.settings.random;
  std::optional<entry::Account> account;
  {
    auto db = parts.database->read();
    const auto found = org::person(*db, person);
    if (!found || !found->is_active) return base::refusal("app.no_person").at(std::string(person));
    account = entry::account_of(*db, person);
  }
  const std::string name = account ? account->username : std::string(base::trim(username));
  if (name.empty())
    return base::refusal("request.wrong_type").at("username").because("a name to sign in with");
  // Nobody knows it; the link sets the first one that somebody does.
  const auto unknown = entry::hash_password(base::random_token(random, 24), name);
  if (!unknown) return unknown.error();
  return parts.run(caller, [&](runtime::Op& op) -> base::Result<base::Json> {
    const auto now = entry::account_of(op.tx.db, person);
    if (now && now->is_disabled) entry::enable_account(op.tx, person, *unknown);
    if (!now) {
      auto made = entry::create_account(op.tx, person, name, *unknown);
      if (!made) return made.error();
    }
    entry::forget_identities(op.tx, person);
    const auto link = entry::create_setup_link(op.tx, random, person);
    return base::Json(base::JsonObject{{"username", name}, {"link", "/sign-in?link=" + link}});
  });
}

base::Result<void> set_password(Workspace& workspace, std::string_view username,
                                std::string_view password) {
  const auto hashed = entry::hash_password(password, username);
  if (!hashed) return hashed.error();
  return as_cli(workspace.parts(), [&](runtime::Op& op) -> base::Result<void> {
    const auto person = person_of_username(op.tx.db, username);
    if (person.empty()) return base::refusal("app.no_person").at(std::string(username));
    return entry::set_password(op.tx, person, *hashed, "");
  });
}

base::Result<std::string> make_api_token(Workspace& workspace, std::string_view username,
                                         std::string_view title) {
  auto& parts = workspace.parts();
  std::string token;
  const auto made = as_cli(parts, [&](runtime::Op& op) -> base::Result<void> {
    const auto person = person_of_username(op.tx.db, username);
    if (person.empty()) return base::refusal("app.no_person").at(std::string(username));
    token = entry::create_token(op.tx, *parts.settings.random,
                                {person, std::string(title), std::nullopt})
                .token;
    return {};
  });
  if (!made) return made.error();
  return token;
}

base::Result<base::Json> accounts(Workspace& workspace) {
  auto db = workspace.parts().database->read();
  base::JsonArray out;
  for (const auto& person : org::people(*db)) {
    const auto account = entry::account_of(*db, person.id);
    if (!account) continue;
    out.push_back(base::JsonObject{{"username", account->username},
                                   {"person", person.id},
                                   {"name", person.name.zh},
                                   {"disabled", account->is_disabled}});
  }
  return items_json(std::move(out));
}

base::Result<std::string> first_link(Workspace& workspace) {
  auto& parts = workspace.parts();
  {
    auto db = parts.database->read();
    if (entry::has_accounts(*db)) return std::string();
  }
  std::string token;
  const auto made = as_cli(parts, [&](runtime::Op& op) -> base::Result<void> {
    if (!org::person(op.tx.db, "administrator")) {
      auto person =
          org::add_person(op.tx, {"administrator", {"系统管理员", "Administrator"}, "", ""});
      if (!person) return person.error();
    }
    token = entry::create_setup_link(op.tx, *parts.settings.random, "administrator");
    return {};
  });
  if (!made) return made.error();
  return token;
}

}  // namespace app
