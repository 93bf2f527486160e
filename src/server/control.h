// Talks to a running server over its control socket.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/json.h"
#include "base/result.h"

namespace server {

// Nothing when no server listens there; otherwise its answer, or what it refused with.
std::optional<base::Result<base::Json>> ask_running(const std::filesystem::path& socket,
                                                    std::string_view method, std::string_view path,
                                                    const base::Json& body);

}  // namespace server
