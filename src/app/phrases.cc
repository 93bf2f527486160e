#include "app/phrases.h"

#include "app/inside/act.h"
#include "app/inside/json.h"
#include "work/phrases.h"

namespace app {

base::Json phrases(Workspace& workspace, const Caller& caller) {
  Look look(workspace.parts(), caller);
  base::JsonArray items;
  for (const auto& phrase : work::phrases(look.db(), caller.person)) {
    items.push_back(base::JsonObject{
        {"key", std::to_string(phrase.key)}, {"text", phrase.text}, {"uses", phrase.uses}});
  }
  return items_json(std::move(items));
}

base::Result<base::Json> add_phrase(Workspace& workspace, const Caller& caller,
                                    const std::string& text) {
  auto& parts = workspace.parts();
  return parts.run(caller, [&](runtime::Op& op) -> base::Result<base::Json> {
    Act act(parts, op, caller);
    const auto key = work::add_phrase(act.context(), text);
    if (!key) return key.error();
    return base::Json(base::JsonObject{{"key", std::to_string(*key)}});
  });
}

base::Result<void> drop_phrase(Workspace& workspace, const Caller& caller, int64_t key) {
  auto& parts = workspace.parts();
  const auto done = parts.run(caller, [&](runtime::Op& op) -> base::Result<base::Json> {
    Act act(parts, op, caller);
    work::drop_phrase(act.context(), key);
    return base::Json();
  });
  if (!done) return done.error();
  return {};
}

}  // namespace app
