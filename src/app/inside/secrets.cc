#include "app/inside/secrets.h"

namespace app {

namespace {

// What each secret is for: one does not open in the place of another.
constexpr std::string_view mail = "mail.password";
constexpr std::string_view robot_address = "robot.address";
constexpr std::string_view robot_secret = "robot.secret";
constexpr std::string_view subscriber_address = "subscriber.address";
constexpr std::string_view subscriber_secret = "subscriber.secret";
constexpr std::string_view client = "identity_provider.client_secret";

using Act = std::function<base::Result<void>(std::string_view purpose, std::string& secret)>;

base::Result<void> each_secret(work::Delivery& delivery, const Act& act) {
  if (auto done = act(mail, delivery.mail.password); !done) return done;
  for (work::DeliveryRobot& robot : delivery.robots) {
    if (auto done = act(robot_address, robot.address); !done) return done;
    if (auto done = act(robot_secret, robot.secret); !done) return done;
  }
  return {};
}

base::Result<void> seal(entry::Vault& vault, std::string_view purpose, std::string& secret) {
  auto sealed = vault.seal(purpose, secret);
  if (!sealed) return sealed.error();
  secret = std::move(*sealed);
  return {};
}

bool is_clear(std::string_view stored) {
  return !stored.empty() && !entry::Vault::is_sealed(stored);
}

}  // namespace

base::Result<work::Delivery> sealed(entry::Vault& vault, work::Delivery clear) {
  const auto done = each_secret(clear, [&](std::string_view purpose, std::string& secret) {
    return seal(vault, purpose, secret);
  });
  if (!done) return done.error();
  return clear;
}

base::Result<Subscriber> sealed(entry::Vault& vault, Subscriber clear) {
  if (auto done = seal(vault, subscriber_address, clear.address); !done) return done.error();
  if (auto done = seal(vault, subscriber_secret, clear.secret); !done) return done.error();
  return clear;
}

base::Result<std::string> sealed_client_secret(entry::Vault& vault, std::string_view clear) {
  return vault.seal(client, clear);
}

work::Delivery unsealed(const entry::Vault& vault, work::Delivery stored) {
  (void)each_secret(stored, [&](std::string_view purpose, std::string& secret) {
    secret = vault.unseal(purpose, secret).value_or("");
    return base::Result<void>();
  });
  return stored;
}

Subscriber unsealed(const entry::Vault& vault, Subscriber stored) {
  stored.address = vault.unseal(subscriber_address, stored.address).value_or("");
  stored.secret = vault.unseal(subscriber_secret, stored.secret).value_or("");
  return stored;
}

std::optional<entry::IdentityProvider> unsealed(const entry::Vault& vault,
                                                std::optional<entry::IdentityProvider> stored) {
  if (stored) stored->client_secret = vault.unseal(client, stored->client_secret).value_or("");
  return stored;
}

base::Result<void> seal_what_is_clear(Parts& parts) {
  work::Delivery delivery;
  std::optional<entry::IdentityProvider> provider;
  {
    auto db = parts.database->read();
    delivery = work::delivery(*db);
    provider = entry::identity_provider(*db);
  }
  bool has_clear = provider && is_clear(provider->client_secret);
  auto done = each_secret(delivery, [&](std::string_view purpose, std::string& secret) {
    if (!is_clear(secret)) return base::Result<void>();
    has_clear = true;
    return seal(*parts.vault, purpose, secret);
  });
  if (done && provider && is_clear(provider->client_secret))
    done = seal(*parts.vault, client, provider->client_secret);
  if (!done || !has_clear) return done;
  const auto stored =
      parts.runtime->run({"system", "", "cli"}, [&](runtime::Op& op) -> base::Result<base::Json> {
        work::replace_secrets(op.tx, delivery);
        if (provider) entry::replace_client_secret(op.tx, provider->client_secret);
        return base::Json();
      });
  if (!stored) return stored.error();
  return {};
}

}  // namespace app
