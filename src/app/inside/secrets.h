// Secrets of the settings as they are stored, sealed, and as they are used.
#pragma once

#include <optional>
#include <string_view>

#include "access/identity.h"
#include "app/inside/parts.h"
#include "app/inside/subscribers.h"
#include "work/delivery.h"

namespace app {

// Refuse as Vault::seal does.
base::Result<work::Delivery> sealed(entry::Vault& vault, work::Delivery clear);
base::Result<Subscriber> sealed(entry::Vault& vault, Subscriber clear);
base::Result<std::string> sealed_client_secret(entry::Vault& vault, std::string_view clear);

// What the vault cannot open is empty: somebody has to give it again.
work::Delivery unsealed(const entry::Vault& vault, work::Delivery stored);
Subscriber unsealed(const entry::Vault& vault, Subscriber stored);
std::optional<entry::IdentityProvider> unsealed(const entry::Vault& vault,
                                                std::optional<entry::IdentityProvider> stored);

// Seals what an older program stored in clear.
base::Result<void> seal_what_is_clear(Parts& parts);

}  // namespace app
