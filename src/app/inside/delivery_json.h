// Settings of delivery in the contract's shapes. Reading refuses with app.bad_delivery, `place`
// naming the member.
#pragma once

#include "app/inside/json.h"
#include "work/delivery.h"

namespace app {

base::Json channels_json(const work::Channels& channels);
void set_quiet(base::JsonObject& out, const std::optional<work::QuietHours>& quiet);
base::Json kinds_json();
// Without password and secrets; of a robot's address only the host.
base::JsonObject delivery_json(const work::Delivery& delivery);

// Scheme and host: enough to know an address again, without its key.
std::string shown_address(const std::string& address);

base::Result<work::Channels> read_channels(const base::Json& request, std::string_view name);
base::Result<std::optional<work::QuietHours>> read_quiet(const base::Json& request);
base::Result<work::Delivery> read_delivery(const base::Json& request);

}  // namespace app
