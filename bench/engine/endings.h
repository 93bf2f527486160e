// What a benchmark hears of the engine: that instances end.
#pragma once

#include <functional>

#include "runtime/runtime.h"

namespace bench {

class Endings final : public runtime::Effects {
 public:
  // On the writer's thread, in the operation that ends the instance.
  std::function<void(runtime::Op&, int64_t instance)> on_end;

  base::Result<void> user_task_created(runtime::Op&, const engine::UserTask&) override {
    return {};
  }
  void user_task_canceled(runtime::Op&, const engine::UserTaskCanceled&) override {}
  base::Result<feel::Value> call_builtin(runtime::Op&, const engine::BuiltinCall&) override {
    return feel::Value();
  }
  feel::Value read_record(runtime::Op&, const engine::RecordRef&,
                          const std::vector<std::string>&) override {
    return {};
  }
  void instance_ended(runtime::Op& op, const engine::InstanceEnded& ended) override {
    on_end(op, ended.at.instance);
  }
  void incident_raised(runtime::Op&, const engine::IncidentRaised&) override {}
};

}  // namespace bench
