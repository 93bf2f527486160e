// What the engine asks of the rest of the program.
#pragma once

#include "app/inside/parts.h"
#include "runtime/runtime.h"

namespace app {

class Effects final : public runtime::Effects {
 public:
  explicit Effects(Parts& parts) : parts_(parts) {}
  base::Result<void> user_task_created(runtime::Op& op, const engine::UserTask& task) override;
  void user_task_canceled(runtime::Op& op, const engine::UserTaskCanceled& task) override;
  void user_task_denied(runtime::Op& op, const engine::UserTaskDenied& task) override;
  base::Result<feel::Value> call_builtin(runtime::Op& op, const engine::BuiltinCall& call) override;
  feel::Value read_record(runtime::Op& op, const engine::RecordRef& record,
                          const std::vector<std::string>& fields) override;
  void instance_ended(runtime::Op& op, const engine::InstanceEnded& ended) override;
  void incident_raised(runtime::Op& op, const engine::IncidentRaised& incident) override;

 private:
  Parts& parts_;
};

}  // namespace app
