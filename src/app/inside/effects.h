// What the engine asks of the rest of the program.
#pragma once

#include "app/inside/parts.h"
#include "runtime/record_settling.h"
#include "runtime/runtime.h"

namespace app {

class Effects final : public runtime::Effects, public runtime::RecordSettling {
 public:
  explicit Effects(Parts& parts) : parts_(parts) {}
  base::Result<void> user_task_created(runtime::Op& op, const engine::UserTask& task) override;
  base::Result<void> user_task_migrated(runtime::Op& op, const engine::UserTask& task) override;
  void user_task_canceled(runtime::Op& op, const engine::UserTaskCanceled& task) override;
  base::Result<void> user_task_changed(runtime::Op& op,
                                       const engine::UserTaskChanged& task) override;
  void user_task_denied(runtime::Op& op, const engine::UserTaskDenied& task) override;
  base::Result<feel::Value> call_builtin(runtime::Op& op, const engine::BuiltinCall& call) override;
  feel::Value read_record(runtime::Op& op, const engine::RecordRef& record,
                          const std::vector<std::string>& fields) override;
  void called_suspended(runtime::Op& op, int64_t instance) override;
  void called_resumed(runtime::Op& op, int64_t instance) override;
  void instance_ended(runtime::Op& op, const engine::InstanceEnded& ended) override;
  base::Result<void> settle_record(runtime::Op& op, const engine::InstanceEnded& ended) override;
  void record_not_settled(runtime::Op& op, const engine::InstanceEnded& ended,
                          const base::Error& error) override;
  void incident_raised(runtime::Op& op, const engine::IncidentRaised& incident) override;
  void event_not_taken(runtime::Op& op, const runtime::NotTaken& event) override;

 private:
  void tell_administrators(runtime::Op& op, const base::Text& title, const base::Text& text,
                           int64_t instance, std::string cause);
  // To who waits for it.
  void say_after_commit(runtime::Op& op, int64_t task, const base::Result<void>& verdict);

  Parts& parts_;
};

}  // namespace app
