#include "app/inside/install.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "access/accounts.h"
#include "app/inside/duty_records.h"
#include "app/inside/json.h"
#include "app/inside/publishing.h"
#include "base/text.h"
#include "org/calendar.h"
#include "org/organisation.h"

namespace app {

namespace {

std::string read_text(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream out;
  out << file.rdbuf();
  return std::move(out).str();
}

base::Result<void> as_system(Parts& parts,
                             const std::function<base::Result<void>(runtime::Op&)>& act) {
  const auto done =
      parts.runtime->run({"system", "", "cli"}, [&](runtime::Op& op) -> base::Result<base::Json> {
        if (auto acted = act(op); !acted) return acted.error();
        return base::Json();
      });
  if (!done) return done.error();
  return {};
}

base::Result<void> deploy(Parts& parts) {
  {
    auto db = parts.database->read();
    if (setting(*db, "deployed") == parts.definitions->fingerprint) return {};
  }
  const auto files = files_to_deploy(parts);
  const auto prepared = files.size() == parts.definitions->files.size()
                            ? base::Result<runtime::PreparedRef>(parts.definitions->prepared)
                            : runtime::prepare(files);
  if (!prepared) return prepared.error();
  return as_system(parts, [&](runtime::Op& op) -> base::Result<void> {
    const auto deployed = op.engine.deploy(*prepared, runtime::Versions::Changed);
    if (!deployed) return deployed.error();
    set_setting(op.tx.db, "deployed", parts.definitions->fingerprint);
    return {};
  });
}

// The published holidays lie in the folder of a pack.
base::Result<void> load_holidays(Parts& parts) {
  bool has_changed = false;
  for (const auto& pack : parts.definitions->packs->packs) {
    const auto text = read_text(pack->folder / "holidays-cn.json");
    if (text.empty()) continue;
    {
      auto db = parts.database->read();
      const auto mark = base::sha256_hex(text);
      if (setting(*db, "holidays." + pack->id) == mark) continue;
    }
    const auto done = as_system(parts, [&](runtime::Op& op) -> base::Result<void> {
      const auto set = org::set_holidays(op.tx, text);
      if (!set) return set.error();
      set_setting(op.tx.db, "holidays." + pack->id, base::sha256_hex(text));
      return {};
    });
    if (!done) return done;
    has_changed = true;
  }
  if (!has_changed) return {};
  auto db = parts.database->read();
  parts.set_calendar(std::make_shared<const base::WorkingCalendar>(org::calendar(*db)));
  return {};
}

// Hashing is slow on purpose: equal passwords are hashed once, and not on the writer's thread.
base::Result<void> add_demo_accounts(Parts& parts, const org::Organisation& organisation) {
  std::map<std::string, entry::HashedPassword> hashed;
  for (const auto& person : organisation.people) {
    if (person.username.empty() || person.password.empty() || hashed.contains(person.password))
      continue;
    auto hash = entry::hash_password(person.password, person.username);
    if (!hash) return hash.error();
    hashed.emplace(person.password, std::move(*hash));
  }
  return as_system(parts, [&](runtime::Op& op) -> base::Result<void> {
    for (const auto& person : organisation.people) {
      if (person.username.empty() || person.password.empty()) continue;
      if (entry::account_of(op.tx.db, person.id)) continue;
      auto made =
          entry::create_account(op.tx, person.id, person.username, hashed.at(person.password));
      if (!made) return made;
    }
    return {};
  });
}

base::Result<void> load_demo(Parts& parts) {
  for (const auto& pack : parts.definitions->packs->packs) {
    if (!pack->has_organisation) continue;
    const auto loaded =
        as_system(parts, [&](runtime::Op& op) { return org::load(op.tx, pack->organisation); });
    if (!loaded) return loaded;
    if (parts.settings.demo != Demo::SignIns) continue;
    if (auto added = add_demo_accounts(parts, pack->organisation); !added) return added;
  }
  return {};
}

base::Result<void> bring_demo(Parts& parts) {
  if (parts.settings.demo == Demo::None) return {};
  const auto wanted = parts.settings.demo == Demo::SignIns ? "sign_ins" : "organisation";
  {
    auto db = parts.database->read();
    if (setting(*db, "demo") == wanted) return {};
  }
  if (auto loaded = load_demo(parts); !loaded) return loaded;
  return as_system(parts, [&](runtime::Op& op) -> base::Result<void> {
    set_setting(op.tx.db, "demo", wanted);
    return {};
  });
}

// What a person has changed or stopped stays so until the file itself changes.
base::Result<void> make_duty(Act& act, const packs::DutyFile& duty, const std::string& source) {
  const auto mark = base::sha256_hex(base::print(duty.values));
  if (setting(act.db(), "duty." + source) == mark) return {};
  auto values = duty.values;
  values["source"] = source;
  const auto environment = act.granted_environment({});
  set_setting(act.db(), "duty." + source, mark);
  const auto made = all_records(act, duty_type, {equal_to("source", source)});
  if (!made.empty() && made.front().state != "active") return {};
  const auto stored =
      made.empty()
          ? records::create(act.tx(), act.types(), environment, std::string(duty_type), values)
          : records::update(act.tx(), act.types(), environment, made.front().ref, values);
  if (!stored) return stored.error();
  return {};
}

// A duty waits for the workspace to open with its position there.
base::Result<void> make_duties(Parts& parts) {
  const bool has_duties = std::ranges::any_of(
      parts.definitions->packs->packs, [](const auto& pack) { return !pack->duties.empty(); });
  if (!has_duties || parts.definitions->types->type(duty_type) == nullptr) return {};
  return as_system(parts, [&](runtime::Op& op) -> base::Result<void> {
    Act act(parts, op);
    for (const auto& pack : parts.definitions->packs->packs) {
      for (const auto& duty : pack->duties) {
        const auto position = base::text_or_empty(base::Json(duty.values), "position");
        if (!org::position(op.tx.db, position)) continue;
        auto made = make_duty(act, duty, pack->id + "/" + duty.id);
        if (!made) return made;
      }
    }
    return {};
  });
}

}  // namespace

std::string setting(storage::Connection& db, std::string_view name) {
  const auto row =
      db.first("SELECT value FROM workspace_setting WHERE name = ?", {std::string(name)});
  return row ? row->text(0) : std::string();
}

void set_setting(storage::Connection& db, std::string_view name, std::string_view value) {
  db.execute(
      "INSERT INTO workspace_setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET "
      "value = "
      "excluded.value",
      {std::string(name), std::string(value)});
}

base::Result<void> install(Parts& parts) {
  if (auto deployed = deploy(parts); !deployed) return deployed;
  take_in_force(parts);
  if (auto loaded = load_holidays(parts); !loaded) return loaded;
  if (auto loaded = bring_demo(parts); !loaded) return loaded;
  return make_duties(parts);
}

base::Json demo_sign_ins(Parts& parts) {
  base::JsonArray out;
  if (parts.settings.demo != Demo::SignIns) return out;
  auto db = parts.database->read();
  std::set<std::string, std::less<>> named;  // several packs may bring the same person
  for (const auto& pack : parts.definitions->packs->packs) {
    if (!pack->has_organisation) continue;
    for (const auto& person : pack->organisation.people) {
      if (person.username.empty() || !named.insert(person.username).second) continue;
      base::JsonArray positions;
      for (const auto& id : org::positions_of(*db, person.id, parts.now())) {
        if (const auto position = org::position(*db, id))
          positions.push_back(text_json(position->title));
      }
      out.push_back(base::JsonObject{{"username", person.username},
                                     {"password", person.password},
                                     {"name", person.name.zh},
                                     {"positions", std::move(positions)}});
    }
  }
  return out;
}

}  // namespace app
