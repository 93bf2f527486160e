// One company's data and everything that works on it, wired together. The only place where parts
// meet.
//
// Use cases are free functions in the headers beside this one. Each checks what the caller may do,
// and answers in the shapes of api/openapi.yaml. Those that write run as one operation of the
// writer; those that read use a connection of their own. All are safe to call from any thread but
// the writer's.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "app/caller.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/random.h"
#include "base/result.h"
#include "storage/database.h"

namespace packs {
struct Packs;
}

namespace app {

// Whether the packs' demo organisation is loaded, and whether its people may sign in.
enum class Demo { None, Organisation, SignIns };

struct Settings {
  storage::Settings storage;       // a folder is made when it is missing
  base::Clock* clock = nullptr;    // must outlive the workspace; a VirtualClock makes time settable
  base::Random* random = nullptr;  // must outlive the workspace
  Demo demo = Demo::None;
  // Of the secrets that are stored, 64 hexadecimal digits; empty: secret.key in the folder.
  std::string secret_key = {};
  int elements_max = 100'000;  // alive at once in one process instance; more are incidents
  // See runtime::Settings. Must be quick.
  std::function<void(const std::string& why)> on_outage = {};
  // See runtime::Settings.
  std::function<void(const std::string& why)> on_defect = {};
};

// What may have changed, for those who watch. Never contents.
struct Hint {
  std::string kind;  // counts, task, record, instance, notice, clock
  std::string type;  // record type, of record; "ended" of an instance that has
  std::string id;
  std::string person;  // whom it concerns; empty: everybody
};

class Parts;  // private to the module

class Workspace {
 public:
  // Opens or creates the data, brings its tables and the packs' definitions up to date. Refuses
  // with what storage refuses, and with app.pack_does_not_fit.
  static base::Result<std::unique_ptr<Workspace>> open(const Settings& settings,
                                                       std::shared_ptr<const packs::Packs> packs);
  ~Workspace();

  Parts& parts() { return *parts_; }
  base::Time now() const;
  bool has_virtual_clock() const;

  // Called after a commit, on the writer's thread: must be quick. Returns a number for `unwatch`.
  int watch(std::function<void(const Hint&)> receive);
  void unwatch(int number);

  // A consistent copy of the data into an empty folder, while everything runs on.
  base::Result<void> back_up(const std::filesystem::path& target);

 private:
  explicit Workspace(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

// The caller for a person of the organisation, without a password: for scenarios and the command
// line. Refuses with app.no_person.
base::Result<Caller> caller_of(Workspace& workspace, std::string_view person,
                               std::string_view door);
// May look at everything and act on nothing.
Caller observer();
// Who holds a position now; empty when nobody does.
std::vector<std::string> holders_of(Workspace& workspace, std::string_view position);

// Virtual clock only, else refused with runtime.clock_real. Timers on the way fire in due order.
base::Result<void> set_clock(Workspace& workspace, base::Time now);
base::Result<void> advance_clock(Workspace& workspace, std::string_view duration);
// Whether the demo's records were made before, and the note that they were.
bool is_demo_filled(Workspace& workspace);
base::Result<void> note_demo_filled(Workspace& workspace);
// Whether the last act that was to be stored was.
bool is_storing(Workspace& workspace);
// How many acts of the calling thread are stored so far: who fails after an act learns from it that
// it is done all the same.
int64_t done_for_this_thread();
// {status, version, clock, demo, company}
base::Json health(Workspace& workspace);

}  // namespace app
