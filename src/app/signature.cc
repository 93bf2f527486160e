#include "app/signature.h"

#include "app/inside/act.h"
#include "app/inside/file_rights.h"
#include "app/inside/json.h"
#include "app/inside/kept_signature.h"

namespace app {

base::Json own_signature(Workspace& workspace, const Caller& caller) {
  Look look(workspace.parts(), caller);
  base::JsonObject out;
  if (const auto kept = kept_signature(look.db(), caller.person)) {
    out["image"] = kept->image;
    out["saved_at"] = time_json(kept->at);
  }
  return out;
}

base::Result<void> keep_own_signature(Workspace& workspace, const Caller& caller,
                                      const std::string& image) {
  auto& parts = workspace.parts();
  const auto done = parts.run(caller, [&](runtime::Op& op) -> base::Result<base::Json> {
    const base::Json signature(base::JsonObject{{"signature", base::JsonObject{{"image", image}}}});
    if (auto fits = check_signature(parts, op.tx.db, caller, signature); !fits) return fits.error();
    keep_signature(op.tx.db, caller.person, {image, op.tx.now});
    return base::Json();
  });
  if (!done) return done.error();
  return {};
}

base::Result<void> forget_own_signature(Workspace& workspace, const Caller& caller) {
  auto& parts = workspace.parts();
  const auto done = parts.run(caller, [&](runtime::Op& op) -> base::Result<base::Json> {
    forget_signature(op.tx.db, caller.person);
    return base::Json();
  });
  if (!done) return done.error();
  return {};
}

}  // namespace app
