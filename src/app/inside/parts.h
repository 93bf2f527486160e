// Everything a workspace owns, and the thread-safe parts of it that use cases share.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "access/principal.h"
#include "access/vault.h"
#include "app/inside/decision_models.h"
#include "app/inside/definitions.h"
#include "app/inside/verdicts.h"
#include "app/workspace.h"
#include "base/working_calendar.h"
#include "records/records.h"
#include "runtime/job_desk.h"
#include "runtime/runtime.h"
#include "storage/attachments.h"
#include "storage/database.h"

namespace app {

class Effects;
class IdentityDesk;

class Parts {
 public:
  Settings settings;
  std::shared_ptr<const Definitions> definitions;
  std::unique_ptr<storage::Database> database;
  std::unique_ptr<storage::Attachments> attachments;
  std::unique_ptr<Effects> effects;
  DecisionModels decisions;  // of all that is deployed
  Verdicts verdicts;
  std::unique_ptr<runtime::Runtime> runtime;
  std::unique_ptr<runtime::JobDesk> jobs;
  std::unique_ptr<IdentityDesk> identity;
  std::unique_ptr<entry::Vault> vault;

  ~Parts();
  base::Time now() const { return settings.clock->now(); }
  std::shared_ptr<const base::WorkingCalendar> calendar() const;
  void set_calendar(std::shared_ptr<const base::WorkingCalendar> calendar);
  // Working time functions over the present calendar.
  std::shared_ptr<const feel::HostFunctions> functions() const;

  int watch(std::function<void(const Hint&)> receive);
  void unwatch(int number);
  void tell(const Hint& hint);

  // Runs a caller's act as one operation; a repeated Idempotency-Key gives the first answer again.
  base::Result<base::Json> run(const Caller& caller, runtime::Operation operation);
  // The same without waiting: `answer` is called once, at once with a refusal or after the commit
  // on the runtime's thread, which must not be kept.
  void submit(const Caller& caller, runtime::Operation operation, runtime::Reply answer);

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const base::WorkingCalendar> calendar_;
  std::shared_ptr<const feel::HostFunctions> functions_;
  std::map<int, std::function<void(const Hint&)>> watchers_;
  int next_watcher_ = 1;
};

// What records may ask of the world, for somebody who reads or acts.
records::Environment environment_of(Parts& parts, const Caller& caller);
// Of a process or a task's form: what they were given to do needs no right of its own.
records::Environment environment_of_process(Parts& parts, std::string_view person, base::Time now);

// The rights of a person, or of whoever holds a position.
records::Acting rights_of(Parts& parts, storage::Connection& db, const std::string& id,
                          base::Time at);

bool is_administrator(const Caller& caller);
// Refuses with app.not_allowed.
base::Result<void> require_administrator(const Caller& caller);

// The tables of this module.
std::span<const storage::Migration> migrations();

}  // namespace app
