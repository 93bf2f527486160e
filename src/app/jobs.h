// Work for programs outside: handed out, done, failed. Answers in the shapes of api/camunda.yaml.
// For administrators only; others are refused with app.not_allowed.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/workspace.h"

namespace app {

struct JobRequest {
  std::string type;
  std::string worker;
  std::chrono::milliseconds timeout{0};
  size_t count_max = 1;
  std::vector<std::string> variables;     // names of those wanted; empty: all
  std::chrono::milliseconds patience{0};  // how long to wait for the first; 0: not at all
};
// {jobs}; `answer` is called once: on a thread that must not be kept, so it is handed a function
// that makes the answer and may be called anywhere. Refuses at once with app.not_allowed.
using MakeJobs = std::function<base::Result<base::Json>()>;
base::Result<int64_t> ask_for_jobs(Workspace& workspace, const Caller& caller,
                                   const JobRequest& request, std::function<void(MakeJobs)> answer);
// Who asked has gone; see runtime::JobDesk::leave.
void stop_asking(Workspace& workspace, int64_t number);

// All refuse with engine.no_job when nobody waits for it any more, with engine.job_has_incident
// when it waits for its incident.
struct JobAnswer {
  base::Json variables;    // an object
  std::string type;        // of the result: "userTask", "adHocSubProcess" or empty
  std::string denied;      // of a listener that looks at a completion: why not
  base::Json corrections;  // of a listener before a user task: {assignee, dueDate …}, or null
  struct Activation {
    std::string element;
    base::Json variables;  // an object
  };
  std::vector<Activation> activate;  // of the job of an ad-hoc sub-process …
  bool is_fulfilled = false;         // … which ends
  bool cancels_remaining = false;    // … and takes with it what runs inside
};
// Refuses also with engine.cannot_activate and engine.cannot_correct, and with request.wrong_type
// when the result is of another kind of job. `ended` is called once: at
// once with a refusal, or after the commit on a thread that must not be kept.
void complete_job(Workspace& workspace, const Caller& caller, int64_t key, const JobAnswer& answer,
                  std::function<void(base::Result<void>)> ended);
struct JobFailure {
  int retries = 0;  // left; 0 raises an incident
  std::string message;
  std::chrono::milliseconds back_off{0};
  base::Json variables;  // an object
};
base::Result<void> fail_job(Workspace& workspace, const Caller& caller, int64_t key,
                            const JobFailure& failure);
base::Result<void> throw_error(Workspace& workspace, const Caller& caller, int64_t key,
                               std::string_view code, std::string_view message,
                               const base::Json& variables);
// What is not there stays.
struct JobChange {
  std::optional<int> retries;
  std::optional<int> priority;
  std::optional<std::chrono::milliseconds> timeout;
};
base::Result<void> change_job(Workspace& workspace, const Caller& caller, int64_t key,
                              const JobChange& change);

}  // namespace app
