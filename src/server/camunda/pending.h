// An answer that waits for something to happen: the bookkeeping all of them share.
#pragma once

#include <functional>
#include <mutex>
#include <string>

#include "app/ended.h"
#include "server/camunda/answers.h"
#include "server/http/router.h"

namespace server::camunda {

// Remembers that it happened until somebody waits, and wakes nobody who has left.
class Wake {
 public:
  void set(std::function<void()> act) {
    const std::lock_guard guard(mutex_);
    act_ = std::move(act);
    if (has_happened_ && act_) act_();
  }
  void happened() {
    const std::lock_guard guard(mutex_);
    has_happened_ = true;
    if (act_) act_();
  }

 private:
  std::mutex mutex_;
  bool has_happened_ = false;
  std::function<void()> act_;
};

// What an act on a user task is answered: 204, at once or when its listeners have seen it.
base::Result<Response> acted(const Call& call, const std::function<void(const app::Ended&)>& act);

// As the door answers: problems in the shape of this API, with the headers of every answer. What is
// done is not undone by an answer that cannot be made: then it says internal.unanswered.
Response finished(const std::function<base::Result<Response>()>& make, std::string_view path);

}  // namespace server::camunda
