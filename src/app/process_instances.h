// Starting, cancelling and correcting process instances by programs. Answers in the shapes of
// api/camunda.yaml. For administrators only; others are refused with app.not_allowed.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "app/ended.h"
#include "app/workspace.h"

namespace app {

struct NewInstance {
  std::string process;     // the latest version, or `version` of it
  int64_t version = -1;    // -1: the latest
  int64_t definition = 0;  // or this very one
  base::Json variables;    // an object
  std::vector<std::string> tags;
  std::vector<std::string> elements = {};    // that begin in place of its starts
  std::vector<std::string> ends_after = {};  // it is terminated when one of these has ended
  std::string business_id = {};              // what its starter calls it and all that it calls
};
// Refuses with engine.no_process, engine.no_start, engine.no_element and engine.cannot_move, and
// with what the first steps refuse.
// `answer` is called once: at once with a refusal, or after the commit on a thread that must not be
// kept.
void create_instance(Workspace& workspace, const Caller& caller, NewInstance request,
                     std::function<void(base::Result<base::Json>)> answer);
// What `create_instance` answered with the variables that the ended instance left: those named, or
// all. Refuses with request.not_in_time while it runs and with engine.instance_ended when it was
// cancelled.
base::Result<base::Json> outcome_of(Workspace& workspace, const base::Json& created,
                                    const std::vector<std::string>& variables);
bool has_ended(Workspace& workspace, int64_t instance);

// Refuses with engine.no_instance and engine.called_instance.
base::Result<void> cancel_instance(Workspace& workspace, const Caller& caller, int64_t instance);

// Takes out one that has ended; what it has called stays. Refuses with request.no_such_key,
// engine.still_running and app.belongs_to_pack.
base::Result<void> delete_instance(Workspace& workspace, const Caller& caller, int64_t instance);

// With all it has called. Refuse with engine.no_instance, engine.suspended, engine.not_suspended
// and engine.caller_suspended.
base::Result<void> suspend_instance(Workspace& workspace, const Caller& caller, int64_t instance);
base::Result<void> resume_instance(Workspace& workspace, const Caller& caller, int64_t instance);

struct Modification {
  struct Variables {
    std::string scope;  // id of the element or of a container around it; empty: the instance
    base::Json values;  // an object
  };
  struct Activation {
    std::string element;
    int64_t ancestor = 0;  // a scope to begin in; 0: the one that runs, or a new one
    std::vector<Variables> variables;
  };
  // Where what begins in place of another is: in the scopes around that one, as far as they hold
  // it; directly in the scope of that one; or in the one that is named.
  enum class Where { Inferred, SourceParent, Named };
  struct Move {
    std::string from;  // every active instance of this element is left …
    std::string to;    // … and each time this one begins
    std::vector<Variables> variables;
    int64_t from_key = 0;  // this element instance alone
    Where where = Where::Inferred;
    int64_t ancestor = 0;
  };
  std::vector<Activation> activate;
  std::vector<Move> move;
  std::vector<int64_t> terminate;               // element instances
  std::vector<std::string> terminate_elements;  // every active instance of these elements
};
// As one: everything or nothing. Refuses with engine.no_instance, engine.no_element,
// engine.cannot_move and engine.ambiguous_scope.
base::Result<void> modify_instance(Workspace& workspace, const Caller& caller, int64_t instance,
                                   const Modification& modification);

// Refuses with engine.no_incident and engine.no_retries.
base::Result<void> resolve_incident(Workspace& workspace, const Caller& caller, int64_t incident);

struct AdHocActivation {
  std::string element;
  base::Json variables;  // an object, of its own
};
// Begins elements of a running ad-hoc sub-process. Refuses with engine.not_waiting and
// engine.cannot_activate.
base::Result<void> activate_in_ad_hoc(Workspace& workspace, const Caller& caller, int64_t element,
                                      const std::vector<AdHocActivation>& elements);
// The same after everything that runs in it was terminated.
base::Result<void> activate_only_in_ad_hoc(Workspace& workspace, const Caller& caller,
                                           int64_t element,
                                           const std::vector<AdHocActivation>& elements);

struct Migration {
  int64_t definition = 0;                                     // the target
  std::vector<std::pair<std::string, std::string>> elements;  // from, to
};
// Refuses with engine.no_instance, engine.no_process and engine.cannot_migrate.
base::Result<void> migrate_instance(Workspace& workspace, const Caller& caller, int64_t instance,
                                    const Migration& migration);

// Of an instance or an active element instance; of a user task its listeners may look first.
// Refuses with engine.no_element, and as the acts of app/user_tasks.h do.
enum class VariableScope { Outwards, Local };
void set_variables(Workspace& workspace, const Caller& caller, int64_t scope,
                   const base::Json& values, VariableScope where, const Ended& ended);
// Refuses as storage::search does; `variable` with request.no_such_key.
enum class VariableValues { Whole, Truncated };
base::Result<base::Json> search_variables(Workspace& workspace, const Caller& caller,
                                          const base::Json& request, VariableValues values);
base::Result<base::Json> variable(Workspace& workspace, const Caller& caller, std::string_view key);

}  // namespace app
