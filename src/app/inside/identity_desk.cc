#include "app/inside/identity_desk.h"

#include "base/clock.h"

namespace app {

namespace {

constexpr int waiting_max = 2;
constexpr base::Span kept_for = base::hours(1);

base::Time real_time() { return base::SystemClock().now(); }

}  // namespace

template <class Answer>
base::Result<Answer> IdentityDesk::wait_for(const std::function<base::Result<Answer>()>& ask) {
  {
    const std::lock_guard lock(mutex_);
    if (waiting_ >= waiting_max)
      return base::refusal("access.provider_failed").because("others wait for it already");
    ++waiting_;
  }
  auto answer = ask();
  const std::lock_guard lock(mutex_);
  --waiting_;
  return answer;
}

base::Result<oidc::Provider> IdentityDesk::discover(const std::string& issuer) {
  auto found = wait_for<oidc::Provider>([&] { return oidc::discover(issuer); });
  if (!found) return found;
  const std::lock_guard lock(mutex_);
  known_ = *found;
  known_until_ = real_time() + kept_for;
  return found;
}

base::Result<oidc::Provider> IdentityDesk::provider(const std::string& issuer) {
  {
    const std::lock_guard lock(mutex_);
    if (known_.issuer == issuer && real_time() < known_until_) return known_;
  }
  return discover(issuer);
}

base::Result<base::Json> IdentityDesk::redeem(const std::string& issuer, const oidc::Client& client,
                                              const oidc::Attempt& attempt, std::string_view code) {
  const auto known = provider(issuer);
  if (!known) return known.error();
  return wait_for<base::Json>(
      [&] { return oidc::redeem(*known, client, attempt, code, real_time()); });
}

}  // namespace app
