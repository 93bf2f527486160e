// The hand signature that a person keeps (使用上次签名).
#pragma once

#include "app/workspace.h"

namespace app {

// {image, saved_at}; empty when the caller keeps none.
base::Json own_signature(Workspace& workspace, const Caller& caller);
// Refuses with app.bad_signature_image what the caller could not sign with.
base::Result<void> keep_own_signature(Workspace& workspace, const Caller& caller,
                                      const std::string& image);
base::Result<void> forget_own_signature(Workspace& workspace, const Caller& caller);

}  // namespace app
