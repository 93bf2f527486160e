#include "records/removal.h"

#include <algorithm>

#include "records/acts/act.h"
#include "records/gates/access.h"
#include "records/table/rows.h"
#include "records/values/value.h"

namespace records {

namespace {

constexpr int64_t referers_named = 5;

std::string began_in(const RecordType& type) {
  if (type.states.empty()) return {};
  return type.initial.empty() ? type.states.front().id : type.initial;
}

// By its id and title where the caller reads it, else by its kind only.
base::Missing named(Scope& scope, const RecordType& type, const Record& referer) {
  base::Missing out{
      base::Missing::Kind::Condition, type.id, type.title, {"引用了它", "refers to it"}};
  if (!scope.environment().acting.is_process && !may_read(scope, referer)) return out;
  const std::string title = title_of(scope.catalogue(), referer);
  out.name = type.id + "/" + std::to_string(referer.ref.id);
  out.label = {type.title.zh + " " + title, type.title.en + " " + title};
  return out;
}

// What links to the record, whatever it is, its own parts among them.
std::vector<base::Missing> referers_of(Scope& scope, const Ref& ref) {
  storage::Connection& db = scope.db();
  std::vector<base::Missing> found;
  const std::string id = std::to_string(ref.id);
  for (const auto& [name, type] : scope.catalogue().types()) {
    for (const Field* field : stored_fields(type)) {
      if (field->type != FieldType::Link || field->to != ref.type) continue;
      const std::string column = sql_name(field->id);
      const auto rows = field->is_many
                            ? read_rows(db, type, "instr(" + column + ", ?) > 0",
                                        {"\"" + id + "\""}, referers_named)
                            : read_rows(db, type, column + " = ?", {ref.id}, referers_named);
      for (const Record& row : rows) found.push_back(named(scope, type, row));
    }
  }
  return found;
}

base::Error belongs_to_nothing(const RecordType& type) {
  return base::refusal("records.in_use")
      .lacking({base::Missing::Kind::Condition,
                "parent",
                type.title,
                {"不是明细行，只有属于另一单据的行可以删除",
                 "is no row of a list: only what belongs to another record can be deleted"}});
}

// A rule that lets a field change no more keeps what it holds.
bool is_kept(Scope& scope, const Rule& rule, const Record& record) {
  if (rule.on == Rule::On::Create) return false;
  const bool is_filled = std::ranges::any_of(
      rule.keep, [&](const std::string& field) { return !record.values.at(field).is_null(); });
  return is_filled && !is_changeable(scope, rule, record);
}

std::optional<base::Error> moved_on(const RecordType& type, const Record& record) {
  if (record.state == began_in(type)) return {};
  const State* state = type.state(record.state);
  const base::Text title = state ? state->title : base::Text{record.state, record.state};
  return base::refusal("records.in_use")
      .lacking({base::Missing::Kind::Condition,
                "state",
                title,
                {"已经推进，不再是新增的行", "it has moved on since it was added"}});
}

// Why the record stays, whoever asks.
std::optional<base::Error> stays(Scope& scope, const RecordType& type, const Record& record) {
  if (!parent_ref(scope.catalogue(), record)) return belongs_to_nothing(type);
  if (auto moved = moved_on(type, record)) return moved;
  Findings findings;
  for (const Rule& rule : type.rules) {
    if (is_kept(scope, rule, record))
      refuse(scope, type, rule.refuse, record, "records.rule_violated", findings);
  }
  if (refuses_every_change(scope.db(), scope.catalogue(), scope.environment(), record)) {
    scope.set_old(record);
    check_rules(scope, type, Rule::On::Update, record, findings);
  }
  if (auto error = findings.error()) return error;
  auto referers = referers_of(scope, record.ref);
  if (referers.empty()) return {};
  base::Error error = base::refusal("records.in_use");
  error.missing = std::move(referers);
  return error;
}

base::JsonObject last_values(const Record& record) {
  base::JsonObject changes;
  const auto note = [&](std::string_view name, const base::Json& old) {
    if (!old.is_null()) changes[name] = base::JsonObject{{"old", old}, {"new", nullptr}};
  };
  if (!record.number.empty()) note("number", base::Json(record.number));
  if (!record.state.empty()) note("state", base::Json(record.state));
  for (const auto& [key, value] : record.values) note(key, value);
  return changes;
}

}  // namespace

base::Result<void> Act::remove(const Ref& ref, std::optional<int64_t> version) {
  const auto record = read(ref, version);
  if (!record) return record.error();
  const RecordType& type = *catalogue_.type(ref.type);
  Scope checks = scope();
  const auto adding = granted(checks, *record, type.access.create);
  const auto changing = granted(checks, *record, type.access.update);
  if (!adding || !changing) return base::refusal("records.forbidden");
  if (auto error = ended(checks, type, *record)) return *std::move(error);
  if (auto error = frozen(checks, type, *record)) return *std::move(error);
  if (auto error = stays(checks, type, *record)) return *std::move(error);

  const OnBehalf on_behalf(tx_, changing->empty() ? *adding : *changing);
  const Ref root = root_of(tx_.db, catalogue_, ref);
  delete_row(tx_.db, type, ref.id);
  Change change{ref, std::string(deleted), *record, *record, last_values(*record), {}, nullptr};
  change.parent = parent_ref(catalogue_, *record);
  change.is_by_hand = is_by_hand();
  storage::append_event(tx_, {"record.deleted", ref.type, std::to_string(ref.id), root.type,
                              std::to_string(root.id), "", change.changes});
  return environment_.observer ? environment_.observer->changed(tx_, change) : base::Result<void>();
}

bool may_remove(storage::Connection& db, const Catalogue& catalogue, const Environment& environment,
                const Record& record) {
  if (!may(db, catalogue, environment, record, May::Update)) return false;
  const RecordType& type = *catalogue.type(record.ref.type);
  Scope scope(db, catalogue, environment, environment.now);
  if (!environment.acting.is_process && !acts_as(scope, record, type.access.create, Doing::Write))
    return false;
  acts_as(scope, record, type.access.update, Doing::Write);
  return !stays(scope, type, record);
}

base::Result<void> remove(storage::Tx& tx, const Catalogue& catalogue,
                          const Environment& environment, const Ref& ref,
                          std::optional<int64_t> version) {
  return Act(tx, catalogue, environment, Origin::Caller, 0).remove(ref, version);
}

std::optional<Record> removed(storage::Connection& db, const Catalogue& catalogue, const Ref& ref) {
  const RecordType* type = catalogue.type(ref.type);
  if (!type) return {};
  const auto entries = history(db, ref);
  if (entries.empty() || entries.front().act != "record.deleted") return {};
  Record record;
  record.ref = ref;
  const auto last = [&](const std::string& name) {
    const auto* change = base::find(entries.front().changes, name);
    const auto* old = change ? base::find(*change, "old") : nullptr;
    return old ? *old : base::Json();
  };
  const auto text = [](const base::Json& value) {
    return value.is_string() ? std::string(value.as_string()) : std::string();
  };
  record.number = text(last("number"));
  record.state = text(last("state"));
  record.updated_at = entries.front().at;
  record.updated_by = entries.front().person;
  for (const Field* field : stored_fields(*type)) record.values[field->id] = last(field->id);
  return record;
}

}  // namespace records
