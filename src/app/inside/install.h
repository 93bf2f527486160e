// Brings an opened workspace up to what the packs say: processes, holidays, and the demo
// organisation.
#pragma once

#include "app/inside/parts.h"

namespace app {

base::Result<void> install(Parts& parts);
// Sign-ins of the demo, with their passwords, when the workspace is one.
base::Json demo_sign_ins(Parts& parts);

std::string setting(storage::Connection& db, std::string_view name);  // empty when there is none
void set_setting(storage::Connection& db, std::string_view name, std::string_view value);

inline constexpr std::string_view version = "0.1.0";

}  // namespace app
