#include "app/inside/parts.h"

#include <algorithm>

#include "app/inside/effects.h"
#include "app/inside/identity_desk.h"
#include "app/inside/instance_rights.h"
#include "app/inside/people_functions.h"
#include "app/inside/step_fields.h"
#include "app/inside/step_lists.h"
#include "app/inside/superiors.h"
#include "app/inside/unit_calendars.h"
#include "feel/unit_time.h"
#include "org/calendar.h"
#include "org/deputies.h"
#include "org/organisation.h"
#include "storage/idempotency.h"
#include "work/standing_in.h"
#include "work/voided.h"
#include "work/votes.h"

namespace app {
namespace {

// `decide(decision, context)`: the result of a decision of the packs; null, with a reason, when
// there is none of that id.
feel::HostFunction decide(std::shared_ptr<const Definitions> definitions) {
  const auto call = [definitions](std::span<const feel::Value> arguments,
                                  feel::Evaluation& evaluation) {
    const std::string id = arguments[0].text_or_empty();
    for (const auto& pack : definitions->packs->packs) {
      for (const auto& decision : pack->decisions) {
        if (decision.id != id) continue;
        const auto outcome = dmn::evaluate(decision.model, id, arguments[1], evaluation);
        return outcome.ok() ? outcome->result : feel::Value();
      }
    }
    evaluation.note(0, 0, "there is no decision \"" + id + "\"");
    return feel::Value();
  };
  return {{"decision", "context"}, call};
}

}  // namespace

// Who waits for jobs asks the runtime; what is still queued there uses the other parts.
Parts::~Parts() {
  jobs.reset();
  runtime.reset();
}

std::shared_ptr<const base::WorkingCalendar> Parts::calendar() const {
  const std::lock_guard lock(mutex_);
  return calendar_;
}

void Parts::set_calendar(std::shared_ptr<const base::WorkingCalendar> calendar) {
  const auto of_units = std::make_shared<UnitCalendars>(*database, *settings.clock, calendar);
  auto functions = feel::working_time_functions_by_unit(
      [of_units](const std::string& unit) { return of_units->of(unit); });
  functions["decide"] = decide(definitions);
  functions["superiors_of"] = superiors_of(*database, *settings.clock);
  if (runtime) {
    runtime->set_calendar(calendar);
    // They are called on the writer's thread.
    auto with_people = functions;
    add_people_functions(with_people, definitions, database->writer());
    runtime->set_functions(std::move(with_people));
  }
  const std::lock_guard lock(mutex_);
  calendar_ = std::move(calendar);
  functions_ = std::make_shared<const feel::HostFunctions>(std::move(functions));
}

std::shared_ptr<const feel::HostFunctions> Parts::functions() const {
  const std::lock_guard lock(mutex_);
  return functions_;
}

int Parts::watch(std::function<void(const Hint&)> receive) {
  const std::lock_guard lock(mutex_);
  watchers_.emplace(next_watcher_, std::move(receive));
  return next_watcher_++;
}

void Parts::unwatch(int number) {
  const std::lock_guard lock(mutex_);
  watchers_.erase(number);
}

void Parts::tell(const Hint& hint) {
  const std::lock_guard lock(mutex_);
  for (const auto& [number, receive] : watchers_) receive(hint);
}

namespace {

storage::Actor actor_of(const Caller& caller) { return {caller.person, "", caller.door}; }

// A repeated Idempotency-Key gives the first answer again.
runtime::Operation once(const Caller& caller, runtime::Operation operation) {
  if (caller.idempotency_key.empty()) return operation;
  return [person = caller.person, key = caller.idempotency_key, print = caller.fingerprint,
          operation = std::move(operation)](runtime::Op& op) -> base::Result<base::Json> {
    auto kept = storage::kept_answer(op.tx.db, person, key, print, op.tx.now);
    if (!kept) return kept.error();
    if (*kept) return base::parse_json((*kept)->body);
    auto answer = operation(op);
    if (answer) storage::keep_answer(op.tx, person, key, print, 200, base::print(*answer));
    return answer;
  };
}

}  // namespace

base::Result<base::Json> Parts::run(const Caller& caller, runtime::Operation operation) {
  if (caller.is_observer) return base::refusal("app.not_allowed");
  return runtime->run(actor_of(caller), once(caller, std::move(operation)));
}

void Parts::submit(const Caller& caller, runtime::Operation operation, runtime::Reply answer) {
  if (caller.is_observer) return answer(base::refusal("app.not_allowed"));
  runtime->submit(actor_of(caller), once(caller, std::move(operation)), std::move(answer));
}

namespace {

std::optional<std::string> title_of(storage::Connection& db, records::FieldType type,
                                    std::string_view id) {
  switch (type) {
    case records::FieldType::Person: {
      const auto person = org::person(db, id);
      return person ? std::optional(person->name.zh) : std::nullopt;
    }
    case records::FieldType::Unit: {
      const auto unit = org::unit(db, id);
      return unit ? std::optional(unit->title.zh) : std::nullopt;
    }
    case records::FieldType::Position: {
      const auto position = org::position(db, id);
      return position ? std::optional(position->title.zh) : std::nullopt;
    }
    default: {
      const auto row = db.first("SELECT name FROM attachment WHERE id = ?", {std::string(id)});
      return row ? std::optional(row->text(0)) : std::nullopt;
    }
  }
}

// The rights of those for whom somebody does their work.
std::vector<records::Acting> holders_of_work(Parts& parts, storage::Connection& db,
                                             const std::string& person, base::Time at) {
  std::vector<records::Acting> holders;
  for (const std::string& id : work::holders_of_work(db, person))
    holders.push_back(rights_of(parts, db, id, at));
  return holders;
}

// Whether the process works on records of the type, or on what they belong to.
bool works_on(const Definitions& definitions, const std::string& process, std::string_view type) {
  constexpr int depth_max = 20;
  const auto* found = definitions.process(process);
  if (found == nullptr) return false;
  const std::string_view record = found->model->property("jw:record");
  const auto* at = definitions.types->type(type);
  for (int steps = 0; at != nullptr && steps < depth_max; ++steps) {
    if (at->id == record) return true;
    const auto* link = at->parent.empty() ? nullptr : at->field(at->parent);
    at = link == nullptr ? nullptr : definitions.types->type(link->to);
  }
  return false;
}

// A deputy for some processes stands in on the records that these work on.
std::vector<records::Acting> deputised_by(Parts& parts, storage::Connection& db,
                                          const std::string& person, std::string_view type,
                                          base::Time at) {
  std::vector<records::Acting> holders;
  for (const org::DeputyRow& row : org::deputised_by(db, person, at)) {
    const bool is_in_scope =
        row.scope.empty() || std::ranges::any_of(row.scope, [&](const std::string& process) {
          return works_on(*parts.definitions, process, type);
        });
    if (is_in_scope) holders.push_back(rights_of(parts, db, row.of, at));
  }
  return holders;
}

// The id of the one row that is called so in either language.
template <typename Rows, typename Title>
std::optional<std::string> only_one(const Rows& rows, std::string_view name, Title title) {
  std::optional<std::string> found;
  for (const auto& row : rows) {
    if (title(row).zh != name && title(row).en != name) continue;
    if (found) return {};
    found = row.id;
  }
  return found;
}

constexpr int64_t namesakes_max = 200;

std::optional<std::string> id_of(storage::Connection& db, records::FieldType type,
                                 std::string_view name) {
  const auto title = [](const auto& row) -> const base::Text& { return row.title; };
  if (type == records::FieldType::Unit) return only_one(org::units(db), name, title);
  if (type == records::FieldType::Position) return only_one(org::positions(db), name, title);
  if (type != records::FieldType::Person) return {};
  return only_one(org::search_people(db, name, namesakes_max), name,
                  [](const org::PersonRow& row) -> const base::Text& { return row.name; });
}

records::Environment environment_at(Parts& parts, const Caller& reader, records::Acting acting,
                                    base::Time now) {
  records::Environment out;
  // An environment is copied for every question: what it holds is shared.
  out.instance = [&parts, reader = std::make_shared<const Caller>(reader)](storage::Connection& db,
                                                                           std::string_view id) {
    return linked_instance(parts, db, *reader, id);
  };
  out.acting = std::move(acting);
  out.standing_in.work = work::standing_in_view;
  out.voided = work::voided_view;
  out.standing_in.holders = [&parts, person = out.acting.person, now](storage::Connection& db) {
    return holders_of_work(parts, db, person, now);
  };
  out.acts_for = [&parts, person = out.acting.person, now](
                     storage::Connection& db, const records::Record& record, records::Doing doing) {
    auto all = deputised_by(parts, db, person, record.ref.type, now);
    if (doing != records::Doing::Write) return all;
    if (auto as = fills_in_as(db, *parts.definitions->types, person, record))
      all.push_back({*std::move(as), {}, {}, true});
    return all;
  };
  out.withheld = [&parts, person = out.acting.person,
                  known = std::make_shared<std::optional<WithheldByType>>()](
                     storage::Connection& db, std::string_view type) -> const records::Withheld& {
    static const records::Withheld nothing;
    if (!*known) *known = withheld_from(db, *parts.definitions->types, person);
    const auto found = (*known)->find(type);
    return found == (*known)->end() ? nothing : found->second;
  };
  out.now = now;
  out.zone = parts.calendar()->zone;
  out.functions = parts.functions();
  // A record that a task writes beside the bound one hears the votes of the record it belongs to.
  out.votes = [&parts](storage::Connection& db, const records::Ref& ref, std::string_view element) {
    work::Votes votes = work::votes(db, {ref.type, ref.id}, element);
    if (votes.task == 0) {
      const records::Ref root = records::root_of(db, *parts.definitions->types, ref);
      votes = work::votes(db, {root.type, root.id}, element);
    }
    return feel::from_json(work::to_json(votes));
  };
  out.holds = [&parts, now](storage::Connection& db, std::string_view person,
                            std::string_view what) {
    return holds_at(*parts.definitions, db, person, what, now);
  };
  out.unit_of = [now](storage::Connection& db, std::string_view person) {
    return org::unit_of(db, person, now);
  };
  out.is_in_service = [](storage::Connection& db, std::string_view person) {
    const auto row = org::person(db, person);
    return !row || row->is_active;
  };
  out.name = title_of;
  out.id_of = id_of;
  out.stored_file = [](storage::Connection& db, std::string_view id) {
    const auto row =
        db.first("SELECT size, sha256 FROM attachment WHERE id = ?", {std::string(id)});
    return row ? records::StoredFile{row->integer(0), row->text(1)} : records::StoredFile{};
  };
  return out;
}

}  // namespace

records::Acting rights_of(Parts& parts, storage::Connection& db, const std::string& id,
                          base::Time at) {
  const bool is_position = !org::person(db, id).has_value();
  auto positions = is_position ? std::vector{id} : org::positions_of(db, id, at);
  auto roles = entry::roles_of(parts.definitions->roles, id, positions);
  records::Acting out{id, std::move(positions), std::move(roles), false};
  if (const auto held_by = org::holders(db, id, at); is_position && !held_by.empty())
    out.held_by = held_by.front();
  return out;
}

records::Environment environment_of(Parts& parts, const Caller& caller) {
  return environment_at(parts, caller,
                        {caller.person, caller.positions, caller.roles, caller.is_observer},
                        parts.now());
}

records::Environment environment_of_process(Parts& parts, std::string_view person, base::Time now) {
  Caller reader;
  reader.person = person;
  return environment_at(parts, reader, {std::string(person), {}, {}, true}, now);
}

bool is_administrator(const Caller& caller) {
  return caller.is_observer || caller.has_role("administrator");
}

base::Result<void> require_administrator(const Caller& caller) {
  if (!is_administrator(caller)) return base::refusal("app.not_allowed");
  return {};
}

std::span<const storage::Migration> migrations() {
  static constexpr storage::Migration all[] = {
      {"app", 1, R"(
        CREATE TABLE attachment (
          id TEXT PRIMARY KEY, name TEXT NOT NULL, type TEXT NOT NULL, size INTEGER NOT NULL,
          sha256 TEXT NOT NULL, person TEXT NOT NULL, at INTEGER NOT NULL);
        CREATE TABLE workspace_setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
      )"},
      // The packs are deployed once more: decisions got rows of their own.
      {"app", 2, "DELETE FROM workspace_setting WHERE name = 'deployed'"},
      {"app", 3, R"(
        CREATE TABLE kept_signature (
          person TEXT PRIMARY KEY, image TEXT NOT NULL, at BIGINT NOT NULL);
        )"},
      {"app", 4, R"(
        CREATE TABLE model_draft (
          process TEXT NOT NULL, person TEXT NOT NULL, base_version BIGINT NOT NULL,
          xml TEXT NOT NULL, saved_at BIGINT NOT NULL, PRIMARY KEY (process, person));
        CREATE TABLE version_comment (definition BIGINT PRIMARY KEY, comment TEXT NOT NULL);
      )"},
      {"app", 5, R"(
        CREATE TABLE subscriber (
          id TEXT PRIMARY KEY, title TEXT NOT NULL, address TEXT NOT NULL, secret TEXT NOT NULL,
          scope TEXT NOT NULL, acts TEXT NOT NULL, processes TEXT NOT NULL, state TEXT NOT NULL,
          position BIGINT NOT NULL, failures BIGINT NOT NULL, next_try BIGINT NOT NULL,
          reason TEXT NOT NULL, last_delivered BIGINT NOT NULL, delivered_at BIGINT NOT NULL);
      )"},
      {"app", 6, R"(
        CREATE TABLE begun_process (
          id TEXT PRIMARY KEY, pack TEXT NOT NULL, xml TEXT NOT NULL, begun_by TEXT NOT NULL,
          begun_at BIGINT NOT NULL);
      )"},
      // Beside a version stands the text of the pack's file then: when that changes, it is in
      // force.
      {"app", 7, R"(
        CREATE TABLE paper_version (
          paper TEXT NOT NULL, version BIGINT NOT NULL, text TEXT NOT NULL, packed TEXT NOT NULL,
          comment TEXT NOT NULL, person TEXT NOT NULL, at BIGINT NOT NULL,
          PRIMARY KEY (paper, version));
      )"},
      {"app", 8, R"(
        CREATE TABLE model_proposal (
          process TEXT NOT NULL, person TEXT NOT NULL, base_version BIGINT NOT NULL,
          xml TEXT NOT NULL, comment TEXT NOT NULL, at BIGINT NOT NULL,
          PRIMARY KEY (process, person));
      )"},
      {"app", 9, R"(
        ALTER TABLE model_proposal ADD COLUMN taken_over_by TEXT NOT NULL DEFAULT '';
      )"},
  };
  return all;
}

}  // namespace app
