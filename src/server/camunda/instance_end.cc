#include "server/camunda/instance_end.h"

#include "app/process_instances.h"
#include "server/camunda/pending.h"

namespace server::camunda {

namespace {

class InstanceEnd final : public Pending {
 public:
  InstanceEnd(app::Workspace& workspace, std::string path, base::Json created,
              std::vector<std::string> variables, std::chrono::milliseconds patience)
      : workspace_(workspace),
        path_(std::move(path)),
        created_(std::move(created)),
        key_(base::text_or_empty(created_, "processInstanceKey")),
        variables_(std::move(variables)),
        until_(std::chrono::steady_clock::now() + patience),
        watch_(workspace.watch([this](const app::Hint& hint) {
          const bool is_end = hint.kind == "instance" && hint.type == "ended" && hint.id == key_;
          if (is_end) wake_.happened();
        })) {}
  ~InstanceEnd() override { workspace_.unwatch(watch_); }

  void wait(std::function<void()> wake) override {
    wake_.set(std::move(wake));
    // It may have ended before it was watched.
    if (app::has_ended(workspace_, std::stoll(key_))) wake_.happened();
  }
  Response take() override {
    wake_.set(nullptr);
    return finished([&] { return ok(app::outcome_of(workspace_, created_, variables_)); }, path_);
  }
  void leave() override { wake_.set(nullptr); }
  std::chrono::steady_clock::time_point until() const override { return until_; }

 private:
  app::Workspace& workspace_;
  std::string path_;
  base::Json created_;
  std::string key_;
  std::vector<std::string> variables_;
  std::chrono::steady_clock::time_point until_;
  Wake wake_;
  int watch_;
};

}  // namespace

std::shared_ptr<Pending> wait_for_end(app::Workspace& workspace, std::string path,
                                      base::Json created, std::vector<std::string> variables,
                                      std::chrono::milliseconds patience) {
  return std::make_shared<InstanceEnd>(workspace, std::move(path), std::move(created),
                                       std::move(variables), patience);
}

}  // namespace server::camunda
