// Signing in and out, and from a token back to the caller.
#pragma once

#include "app/workspace.h"

namespace app {

struct SignedIn {
  std::string token;  // of the cookie
  base::Json session;
};

// Refuses with access.wrong_password (also for unknown names) and access.locked.
base::Result<SignedIn> sign_in(Workspace& workspace, std::string_view username,
                               std::string_view password);
// Sets a password by a one-time link and signs in.
base::Result<SignedIn> use_link(Workspace& workspace, std::string_view link,
                                std::string_view password);
base::Result<void> sign_out(Workspace& workspace, const Caller& caller);
base::Result<void> change_password(Workspace& workspace, const Caller& caller,
                                   std::string_view old_password, std::string_view new_password);

// Refuses with access.not_signed_in.
base::Result<Caller> caller_by_session(Workspace& workspace, std::string_view token);
base::Result<Caller> caller_by_api_token(Workspace& workspace, std::string_view token);
// Whoever calls the compatible API where it is open to everybody on this machine.
Caller administrator();
base::Result<base::Json> session(Workspace& workspace, const Caller& caller);

// For the command line.
// For somebody of the organisation: his account, made with this name when he has none, and a link
// of 24 hours and one use by which he sets his password; the identity provider may name him anew.
// Answers {username, link}. Refuses with
// app.no_person, access.username_taken, request.wrong_type.
base::Result<base::Json> give_account(Workspace& workspace, const Caller& caller,
                                      std::string_view person, std::string_view username);
base::Result<void> add_account(Workspace& workspace, std::string_view username,
                               std::string_view name, std::string_view password);
base::Result<void> set_password(Workspace& workspace, std::string_view username,
                                std::string_view password);
// A token for a program that acts as this person; shown once.
base::Result<std::string> make_api_token(Workspace& workspace, std::string_view username,
                                         std::string_view title);
base::Result<base::Json> accounts(Workspace& workspace);
// A one-time link's token for the administrator when nobody can sign in yet; empty otherwise.
base::Result<std::string> first_link(Workspace& workspace);

}  // namespace app
