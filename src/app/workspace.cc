#include "app/workspace.h"

#include "access/accounts.h"
#include "access/identity.h"
#include "access/sessions.h"
#include "app/inside/act.h"
#include "app/inside/batch_runner.h"
#include "app/inside/duties.h"
#include "app/inside/effects.h"
#include "app/inside/identity_desk.h"
#include "app/inside/install.h"
#include "app/inside/json.h"
#include "app/inside/planned_leaving.h"
#include "app/inside/secrets.h"
#include "org/calendar.h"
#include "org/organisation.h"
#include "reports/reports.h"
#include "runtime/batch_operations.h"
#include "runtime/standing_clock.h"
#include "work/acts.h"
#include "work/search.h"
#include "work/task.h"

namespace app {

namespace {

base::Result<void> migrate(storage::Database& database) {
  for (const auto& migrations :
       {storage::migrations(), runtime::migrations(), org::migrations(), entry::migrations(),
        records::migrations(), work::migrations(), reports::migrations(), app::migrations()}) {
    if (auto migrated = database.migrate(migrations); !migrated) return migrated;
  }
  return {};
}

void start_runtime(Parts& parts) {
  parts.effects = std::make_unique<Effects>(parts);
  parts.identity = std::make_unique<IdentityDesk>();
  runtime::Settings settings;
  settings.elements_max = parts.settings.elements_max;
  settings.on_outage = parts.settings.on_outage;
  settings.on_defect = parts.settings.on_defect;
  parts.runtime =
      runtime::Runtime::create(*parts.database, *parts.settings.clock, std::move(settings));
  runtime::fire_what_is_due(*parts.runtime);
  parts.runtime->install(*parts.effects);
  for (const auto& kind : work::schedule_kinds()) {
    parts.runtime->on_schedule(kind, [&parts, kind](runtime::Op& op, const base::Json& payload) {
      Act act(parts, op);
      return work::fire(act.context(), kind, payload);
    });
  }
  for (const auto& kind : duty_schedule_kinds()) {
    parts.runtime->on_schedule(kind, [&parts, kind](runtime::Op& op, const base::Json& payload) {
      Act act(parts, op);
      return fire_duty(act, kind, payload);
    });
  }
  for (const auto& kind : leaving_schedule_kinds()) {
    parts.runtime->on_schedule(kind, [&parts, kind](runtime::Op& op, const base::Json& payload) {
      Act act(parts, op);
      return fire_leaving(act, kind, payload);
    });
  }
  parts.set_calendar(
      std::make_shared<const base::WorkingCalendar>(org::calendar(parts.database->writer())));
  parts.jobs = std::make_unique<runtime::JobDesk>(*parts.runtime);
  parts.runtime->start();
  std::vector<int64_t> open;
  {
    auto db = parts.database->read();
    open = runtime::active_batch_operations(*db);
  }
  for (int64_t key : open) run_batch_operation(parts, key);
}

}  // namespace

Workspace::Workspace(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Workspace::~Workspace() = default;

base::Result<std::unique_ptr<Workspace>> Workspace::open(
    const Settings& settings, std::shared_ptr<const packs::Packs> packs) {
  // First of all: who does not own the workspace has nothing to prepare.
  auto database = storage::Database::open(settings.storage);
  if (!database) return database.error();
  auto definitions = define(std::move(packs));
  if (!definitions) return definitions.error();
  auto parts = std::make_unique<Parts>();
  parts->settings = settings;
  parts->definitions = std::move(*definitions);
  parts->database = std::move(*database);
  if (auto migrated = migrate(*parts->database); !migrated) return migrated.error();
  auto attachments = storage::Attachments::open(settings.storage);
  if (!attachments) return attachments.error();
  parts->attachments = std::move(*attachments);
  auto vault = entry::Vault::open(settings.storage.folder / "secret.key", settings.secret_key,
                                  *settings.random);
  if (!vault) return vault.error();
  parts->vault = std::move(*vault);
  const auto upgraded = records::upgrade(parts->database->writer(), *parts->definitions->types);
  if (!upgraded) return upgraded.error();
  work::make_search(parts->database->writer());

  start_runtime(*parts);
  if (auto sealed = seal_what_is_clear(*parts); !sealed) return sealed.error();
  if (auto installed = install(*parts); !installed) return installed.error();
  return std::unique_ptr<Workspace>(new Workspace(std::move(parts)));
}

base::Time Workspace::now() const { return parts_->now(); }
bool Workspace::has_virtual_clock() const { return parts_->runtime->has_virtual_clock(); }
int Workspace::watch(std::function<void(const Hint&)> receive) {
  return parts_->watch(std::move(receive));
}
void Workspace::unwatch(int number) { parts_->unwatch(number); }
base::Result<void> Workspace::back_up(const std::filesystem::path& target) {
  return parts_->database->back_up(target);
}

base::Result<Caller> caller_of(Workspace& workspace, std::string_view person,
                               std::string_view door) {
  auto& parts = workspace.parts();
  auto db = parts.database->read();
  const auto found = org::person(*db, person);
  if (!found || !found->is_active) return base::refusal("app.no_person").at(std::string(person));
  const auto principal = entry::principal_of(*db, parts.definitions->roles, person, parts.now());
  return Caller{
      principal.person, principal.positions, principal.roles, std::string(door), "", "", ""};
}

Caller observer() {
  Caller caller;
  caller.person = "system";
  caller.door = "scenario";
  caller.is_observer = true;
  return caller;
}

std::vector<std::string> holders_of(Workspace& workspace, std::string_view position) {
  auto db = workspace.parts().database->read();
  return org::holders(*db, position, workspace.now());
}

base::Result<void> set_clock(Workspace& workspace, base::Time now) {
  auto& parts = workspace.parts();
  if (!parts.runtime->has_virtual_clock()) return base::refusal("runtime.clock_real");
  auto moved = parts.runtime->advance_to(now);
  if (!moved) return moved;
  parts.tell({"clock", "", "", ""});
  parts.jobs->look_again();
  return {};
}

base::Result<void> advance_clock(Workspace& workspace, std::string_view duration) {
  const auto parsed = base::parse_duration(duration);
  if (!parsed) return base::refusal("request.malformed").at(std::string(duration));
  return set_clock(workspace, base::add(*workspace.parts().calendar(), workspace.now(), *parsed));
}

bool is_demo_filled(Workspace& workspace) {
  auto db = workspace.parts().database->read();
  return setting(*db, "demo_records") == "made";
}

base::Result<void> note_demo_filled(Workspace& workspace) {
  const auto done = workspace.parts().runtime->run({"system", "", "cli"},
                                                   [](runtime::Op& op) -> base::Result<base::Json> {
                                                     set_setting(op.tx.db, "demo_records", "made");
                                                     return base::Json();
                                                   });
  if (!done) return done.error();
  return {};
}

bool is_storing(Workspace& workspace) { return workspace.parts().runtime->is_storing(); }

int64_t done_for_this_thread() { return runtime::committed_for_this_thread(); }

base::Json health(Workspace& workspace) {
  auto& parts = workspace.parts();
  base::JsonObject out;
  out["status"] = parts.runtime->is_storing() ? "ok" : "not_storing";
  out["version"] = version;
  out["clock"] = clock_json(parts);
  out["demo"] = demo_sign_ins(parts);
  auto db = parts.database->read();
  if (const auto provider = entry::identity_provider(*db)) out["provider"] = provider->title;
  for (const auto& unit : org::units(*db)) {
    if (unit.parent.empty()) {
      out["company"] = text_json(unit.title);
      break;
    }
  }
  return out;
}

}  // namespace app
