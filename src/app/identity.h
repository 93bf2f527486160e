// Sign-in by the company's identity provider: its settings, the way there, and the way back.
#pragma once

#include "app/sessions.h"
#include "app/workspace.h"

namespace app {

// Without the secret; {} when there is none. For administrators, like the two below.
base::Result<base::Json> identity_provider(Workspace& workspace, const Caller& caller);
// {issuer, client_id, client_secret?, title, claim}. The provider is asked first: what it does not
// answer to is not kept. A secret that is not given stays while issuer and client stay. Refuses
// with access.provider_failed, and access.no_site when nobody has said where people open the pages.
base::Result<void> set_identity_provider(Workspace& workspace, const Caller& caller,
                                         const base::Json& request);
base::Result<void> drop_identity_provider(Workspace& workspace, const Caller& caller);

// Where the browser goes, and what it brings back with it: kept as a cookie.
struct ProviderSignIn {
  std::string url;
  std::string attempt;
};
// Refuses with access.no_provider, access.no_site, access.provider_failed.
base::Result<ProviderSignIn> begin_provider_sign_in(Workspace& workspace);
// `state` and `code` as the provider sent them. Refuses with access.provider_attempt when they
// answer another attempt, and as entry::sign_in_as and oidc::redeem do.
base::Result<SignedIn> end_provider_sign_in(Workspace& workspace, std::string_view attempt,
                                            std::string_view state, std::string_view code);
// Whether cookies may be kept to https: `host`, as the browser names it, is where people open the
// pages, and that begins with https.
bool is_encrypted_site(Workspace& workspace, std::string_view host);

}  // namespace app
