#include "app/inside/storing.h"

namespace app {

base::Result<void> store(Parts& parts, const Caller& caller,
                         const std::function<base::Result<void>(storage::Tx&)>& act) {
  const auto done = parts.run(caller, [&](runtime::Op& op) -> base::Result<base::Json> {
    if (auto acted = act(op.tx); !acted) return acted.error();
    return base::Json();
  });
  if (!done) return done.error();
  return {};
}

}  // namespace app
