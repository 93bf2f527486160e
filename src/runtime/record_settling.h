// What the end of an instance makes of the record that it is bound to: asked of effects that know
// of records.
#pragma once

#include "base/result.h"
#include "engine/effects.h"

namespace runtime {

class Op;

class RecordSettling {
 public:
  virtual ~RecordSettling() = default;
  // Behind instance_ended, inside the operation's transaction. A refusal refuses the whole
  // operation when a person's act led straight to it. On the way of a timer or message, where
  // nothing waits any more that could be an incident, its writes are undone and record_not_settled
  // tells it.
  virtual base::Result<void> settle_record(Op& op, const engine::InstanceEnded& ended) = 0;
  virtual void record_not_settled(Op& op, const engine::InstanceEnded& ended,
                                  const base::Error& error) = 0;
};

}  // namespace runtime
