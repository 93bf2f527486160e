// Links for people outside, and attachments.
#pragma once

#include "app/workspace.h"

namespace app {

base::Result<base::Json> list_outside_links(Workspace& workspace, const Caller& caller,
                                            std::string_view type, int64_t id);
// {purpose, days?, code?, recipient?}; answers {link, token, url}. The token is shown this once.
base::Result<base::Json> create_outside_link(Workspace& workspace, const Caller& caller,
                                             std::string_view type, int64_t id,
                                             const base::Json& request);
base::Result<void> revoke_outside_link(Workspace& workspace, const Caller& caller, int64_t id);

// By anybody who has the token. Shows only what is marked `outside`.
base::Result<base::Json> open_outside(Workspace& workspace, std::string_view token,
                                      std::string_view code);
// {name, image (PNG as base64), hash, code?}
base::Result<base::Json> sign_outside(Workspace& workspace, std::string_view token,
                                      const base::Json& signature);

base::Result<base::Json> put_attachment(Workspace& workspace, const Caller& caller,
                                        std::string_view name, std::string_view bytes);
struct AttachmentBytes {
  std::string name;
  std::string type;
  std::string bytes;
};
base::Result<AttachmentBytes> attachment(Workspace& workspace, const Caller& caller,
                                         std::string_view id);

}  // namespace app
