#include "server/camunda/pending.h"

#include <spdlog/spdlog.h>

#include "server/http/answers.h"

namespace server::camunda {

namespace {

constexpr std::chrono::seconds patience{10};

class Verdict final : public Pending {
 public:
  explicit Verdict(std::string path)
      : path_(std::move(path)), until_(std::chrono::steady_clock::now() + patience) {}

  void say(const base::Result<void>& verdict) {
    {
      const std::lock_guard guard(mutex_);
      verdict_ = verdict;
    }
    wake_.happened();
  }
  std::optional<base::Result<void>> said() {
    const std::lock_guard guard(mutex_);
    return verdict_;
  }

  void wait(std::function<void()> wake) override { wake_.set(std::move(wake)); }
  Response take() override {
    wake_.set(nullptr);
    const auto verdict = said();
    if (!verdict) return problem(base::refusal("request.not_in_time"), path_);
    return *verdict ? no_content() : problem(verdict->error(), path_);
  }
  void leave() override { wake_.set(nullptr); }
  std::chrono::steady_clock::time_point until() const override { return until_; }

 private:
  std::string path_;
  std::chrono::steady_clock::time_point until_;
  std::mutex mutex_;
  std::optional<base::Result<void>> verdict_;
  Wake wake_;
};

}  // namespace

base::Result<Response> acted(const Call& call, const std::function<void(const app::Ended&)>& act) {
  auto verdict = std::make_shared<Verdict>(call.request.path);
  act([verdict](const base::Result<void>& said) { verdict->say(said); });
  if (const auto said = verdict->said()) return done(*said);
  Response response;
  response.pending = std::move(verdict);
  return response;
}

Response finished(const std::function<base::Result<Response>()>& make, std::string_view path) {
  try {
    auto answer = make();
    return answer ? std::move(*answer) : problem(answer.error(), path);
  } catch (const std::exception& failure) {
    spdlog::error("an answer that was waited for, {}: {}", path, failure.what());
    return problem(base::refusal("internal.unanswered"), path);
  }
}

}  // namespace server::camunda
