#include "app/inside/task_forms.h"

#include <algorithm>

#include "app/inside/instance_rights.h"
#include "app/inside/step_fields.h"
#include "app/inside/step_lists.h"
#include "base/text.h"
#include "forms/lists.h"
#include "runtime/queries.h"

namespace app {

namespace {

std::string property(const work::Task& task, std::string_view name) {
  const auto found = task.properties.find(name);
  return found == task.properties.end() ? std::string() : found->second;
}

std::optional<records::Ref> newest_child(storage::Connection& db, const records::Catalogue& types,
                                         const records::Environment& environment,
                                         std::string_view type, const records::Ref& parent) {
  records::Query query;
  query.parent = parent;
  query.sort = {"-id"};
  query.size = 1;
  query.with_computed = false;
  auto everywhere = environment;
  everywhere.acting.is_process = true;
  const auto page = records::list(db, types, everywhere, type, query);
  if (!page || page->items.empty()) return std::nullopt;
  return page->items.front().ref;
}

void use_new_record(Parts& parts, storage::Connection& db, OpenForm& out, std::string_view type,
                    const base::JsonObject& given) {
  out.target = Target::NewRecord;
  out.record = {std::string(type), 0};
  out.values = records::defaults(db, *parts.definitions->types, out.environment, type, given);
  out.given = given;
}

void use_new_child(Parts& parts, storage::Connection& db, OpenForm& out, std::string_view type,
                   const records::Ref& parent) {
  const auto* record_type = parts.definitions->types->type(type);
  base::JsonObject given;
  if (record_type != nullptr && !record_type->parent.empty() && parent.id != 0) {
    given[record_type->parent] = std::to_string(parent.id);
  }
  out.parent = parent;
  use_new_record(parts, db, out, type, given);
}

// Who did the step before it came back to be done again; empty the first time.
std::string did_before(storage::Connection& db, const work::Task& task) {
  std::string last;
  for (const auto& other : work::tasks_of_instance(db, task.instance)) {
    const bool is_earlier = other.element == task.element && other.key != task.key &&
                            other.ended_at && *other.ended_at <= task.created_at;
    if (is_earlier && !other.ended_by.empty()) last = other.ended_by;
  }
  return last;
}

// A title that is computed names the new record, not the one before.
bool is_written_by_hand(const records::RecordType& type, const records::Field& field) {
  return !field.is_retired && !field.is_set_by_rules && !field.is_unique &&
         !field.computed.is_set() && field.id != type.parent &&
         !(field.id == type.title_field && field.default_formula.is_set()) &&
         field.type != records::FieldType::Children && field.type != records::FieldType::Signature;
}

void take_over(const records::RecordType& type, const base::JsonObject& values, OpenForm& out) {
  for (const auto& field : type.fields) {
    const auto mode = out.permissions.of(field.id);
    if (mode != forms::Mode::Edit && mode != forms::Mode::Required) continue;
    const auto* value = values.if_contains(field.id);
    if (value != nullptr && !value->is_null() && is_written_by_hand(type, field))
      out.values[field.id] = *value;
  }
}

// A step that is done again begins with what the person wrote the last time, where the form lets
// it be changed.
void write_again(Parts& parts, storage::Connection& db, const work::Task& task, OpenForm& out) {
  const auto person = did_before(db, task);
  if (person.empty() || out.parent.id == 0) return;
  const auto& types = *parts.definitions->types;
  const auto before = newest_child(db, types, out.environment, out.record.type, out.parent);
  if (!before) return;
  const auto record = records::get(db, types, out.environment, *before);
  if (!record || record->created_by != person) return;
  const auto& type = *types.type(out.record.type);
  base::JsonObject values = record->values;
  // What may be chosen has changed meanwhile: of a filtered link another one is chosen.
  for (const auto& field : type.fields) {
    if (field.filter) values.erase(field.id);
  }
  take_over(type, values, out);
}

// The task opens the record, not what the person may not read of it.
void hide_untold(const records::Catalogue& types, storage::Connection& db, OpenForm& out) {
  const auto record = out.target == Target::Record ? records::find(db, types, out.record)
                                                   : std::optional<records::Record>();
  if (!record) return;
  for (const auto& field : records::untold_fields(db, types, out.environment, *record))
    out.permissions.fields[field] = forms::Mode::Hide;
}

base::Result<void> use_record(Parts& parts, storage::Connection& db, OpenForm& out,
                              const records::Ref& ref) {
  const auto& types = *parts.definitions->types;
  const auto record = records::get(db, types, out.environment, ref);
  if (!record) return record.error();
  out.target = Target::Record;
  out.record = ref;
  out.version = record->version;
  out.values = record->values;
  hide_untold(types, db, out);
  return {};
}

base::Result<void> choose_target(Parts& parts, storage::Connection& db, const work::Task& task,
                                 OpenForm& out) {
  const auto writes = property(task, "jw:writes");
  const auto bound = record_ref(task.record);
  if (writes.starts_with("new:")) {
    use_new_child(parts, db, out, std::string_view(writes).substr(4), bound);
    if (task.is_open()) write_again(parts, db, task, out);
    return {};
  }
  if (writes.starts_with("latest:")) {
    const auto type = writes.substr(7);
    const auto child = newest_child(db, *parts.definitions->types, out.environment, type, bound);
    if (!child) return base::refusal("app.nothing_to_update").at(type);
    return use_record(parts, db, out, *child);
  }
  if (writes == "variables" || bound.id == 0) {
    out.target = Target::Variables;
    return {};
  }
  return use_record(parts, db, out, bound);
}

void leave_out(const records::Rule& rule, std::vector<forms::Component>& components) {
  for (auto& component : components) {
    if (component.type != "dynamiclist") leave_out(rule, component.components);
    const bool is_kept = std::ranges::find(rule.keep, component.key) != rule.keep.end();
    if (!is_kept || component.is_required) continue;
    const auto rests = "(" + rule.when.text + ") != true";
    auto& hides = component.hide_when;
    hides = hides.empty() ? rests : hides + " or " + rests;
  }
}

// A new record is not asked for what rests from its beginning on; what has to be filled in stays,
// and its writing says why not.
void leave_out_resting(const records::RecordType& type, std::vector<forms::Component>& components) {
  for (const auto* rule : records::rules_that_keep_from_the_beginning(type))
    leave_out(*rule, components);
}

// A form that was deployed is for the program that shows it; the task can be done without.
forms::Form form_elsewhere() {
  forms::Component word;
  word.id = "elsewhere";
  word.type = "text";
  word.text = "表单在其他程序中填写。 The form is filled in by another program.";
  forms::Form form;
  form.components.push_back(std::move(word));
  return form;
}

// The pack's form when one is named, else the type's own.
void choose_form(Parts& parts, const std::string& form_id, OpenForm& out) {
  if (!form_id.empty()) {
    const auto found = parts.definitions->forms.find(form_id);
    out.form = found == parts.definitions->forms.end() ? form_elsewhere() : *found->second;
    return;
  }
  const auto* type = parts.definitions->types->type(out.record.type);
  if (type == nullptr) return;
  if (out.target != Target::NewRecord) {
    out.form = forms::derive(*type, out.permissions);
    return;
  }
  out.form = forms::derive_new(*type, out.permissions, *parts.definitions->types);
  leave_out_resting(*type, out.form.components);
}

// What rules of the form see: the record with the given values laid over.
struct ScopeOf {
  std::unique_ptr<records::Draft> draft;
  std::shared_ptr<const feel::HostFunctions> functions;
  forms::Scope scope;
};

// Formulas of a form that a pack wrote may mention links and children of the record.
std::string formulas_of(const std::vector<forms::Component>& components) {
  std::string out;
  for (const auto* field : forms::fields(components)) {
    for (const auto& formula : {field->hide_when, field->required_when, field->computed,
                                field->read_only_when, field->choices_formula}) {
      if (!formula.empty()) out += formula + "\n";
    }
    if (field->type == "dynamiclist") out += formulas_of(field->components);
  }
  return out;
}

ScopeOf scope_of(Parts& parts, storage::Connection& db, const OpenForm& form,
                 const base::JsonObject& given) {
  ScopeOf out;
  out.functions = parts.functions();
  out.scope.functions = out.functions.get();
  if (!form.record.type.empty()) {
    base::JsonObject values = form.values;
    for (const auto& entry : given) values[entry.key()] = entry.value();
    const auto ref = form.record.id == 0 ? std::nullopt : std::optional(form.record);
    out.draft = records::draft(
        db, *parts.definitions->types, form.environment, form.record.type, ref, values,
        form.form.id.empty() ? std::string() : formulas_of(form.form.components));
    out.scope.record = out.draft.get();
    out.scope.functions = &out.draft->functions();
    out.scope.begin = [draft = out.draft.get()](std::string_view formula) {
      draft->begin(formula);
    };
  }
  out.scope.now = form.environment.now;
  out.scope.zone = form.environment.zone;
  return out;
}

// Fields that rest are shown as text, with why.
void show_at_rest(std::vector<forms::Component>& components, const forms::Permissions& permissions,
                  const std::map<std::string, records::Refusal, std::less<>>& kept) {
  for (auto& component : components) {
    show_at_rest(component.components, permissions, kept);
    const auto found = kept.find(component.key);
    const auto mode = permissions.of(component.key);
    if (found == kept.end() || mode == forms::Mode::Read || mode == forms::Mode::Hide) continue;
    const base::Text& why = found->second.text;
    component.is_read_only = true;
    component.properties["jw:why"] = why.zh;
    if (!why.en.empty()) component.properties["jw:why_en"] = why.en;
  }
}

void show_at_rest(Parts& parts, storage::Connection& db, OpenForm& out) {
  if (out.target != Target::Record) return;
  const auto& types = *parts.definitions->types;
  const auto& type = *types.type(out.record.type);
  const bool may_keep =
      !type.parent.empty() ||
      std::ranges::any_of(type.rules, [](const auto& rule) { return !rule.keep.empty(); });
  if (!may_keep) return;
  const auto record = records::find(db, types, out.record);
  if (!record) return;
  auto kept = records::kept_fields(db, types, out.environment, *record);
  if (const auto& parent = type.parent; !parent.empty())
    kept[parent].text = {"创建时确定，之后不再更改", "Set at the beginning, it stays"};
  show_at_rest(out.form.components, out.permissions, kept);
}

}  // namespace

base::Result<forms::Permissions> permissions_of(std::string_view text, forms::Mode otherwise) {
  auto permissions = forms::parse_permissions(text);
  if (!permissions) return permissions;
  if (base::trim(text).empty())
    permissions->others = otherwise;
  else if (text.find('*') == std::string_view::npos)
    permissions->others = forms::Mode::Hide;
  return permissions;
}

forms::Mode mode_without_fields(const work::Task& task) {
  return task.settings.kind == work::TaskKind::Work ? forms::Mode::Edit : forms::Mode::Read;
}

base::Result<OpenForm> form_of_task(Parts& parts, storage::Connection& db,
                                    records::Environment environment, const work::Task& task) {
  OpenForm out;
  out.environment = std::move(environment);
  out.environment.acting.is_process = out.environment.is_form = true;
  if (out.environment.task.is_null()) {
    out.environment.task =
        feel::Fields().set("element", task.element).set("outcome", {}).set("opinion", {}).build();
  }
  auto permissions = permissions_of(property(task, "jw:fields"), mode_without_fields(task));
  if (!permissions) return permissions.error();
  out.permissions = std::move(*permissions);
  if (auto chosen = choose_target(parts, db, task, out); !chosen) return chosen.error();
  choose_form(parts, task.form_id, out);
  if (!task.is_open()) {
    out.permissions = forms::read_only();
    hide_untold(*parts.definitions->types, db, out);
  }
  show_at_rest(parts, db, out);
  return out;
}

base::Result<OpenForm> form_of_task(Look& look, const work::Task& task) {
  auto environment = look.environment();
  const auto holder = work::holder_at(task, look.caller().person);
  if (!holder.empty())
    environment.stands_in_for = rights_of(look.parts(), look.db(), holder, look.now());
  open_own_record(look.types(), task, environment);
  auto form = form_of_task(look.parts(), look.db(), std::move(environment), task);
  // Administering a matter gives no right to what its record says.
  const auto record = record_ref(task.record);
  const bool is_his = record.id == 0 ||
                      work::is_participant(look.db(), task, look.caller().person) ||
                      records::get(look.db(), look.types(), look.environment(), record).ok();
  if (form && !is_his) form->permissions = {{}, forms::Mode::Hide};
  return form;
}

base::Result<OpenForm> form_of_start(Parts& parts, storage::Connection& db,
                                     records::Environment environment,
                                     const ProcessDefinition& process) {
  OpenForm out;
  out.environment = std::move(environment);
  out.environment.acting.is_process = out.environment.is_form = true;
  auto permissions = permissions_of(process.start_fields, forms::Mode::Edit);
  if (!permissions) return permissions.error();
  out.permissions = std::move(*permissions);
  if (process.record_type.empty())
    out.target = Target::Variables;
  else
    use_new_record(parts, db, out, process.record_type, {});
  choose_form(parts, process.start_form, out);
  return out;
}

namespace {

constexpr int64_t rows_again_max = 200;

// Of the rows that the caller reads, what he would fill in by hand.
void take_rows_over(storage::Connection& db, const records::Catalogue& types,
                    const records::Record& record, OpenForm& form) {
  const auto& type = *types.type(record.ref.type);
  auto environment = form.environment;
  environment.acting.is_process = environment.is_form = false;
  for (const auto* table : forms::fields(form.form.components)) {
    const auto* list = type.field(table->key);
    const bool is_filled_in = table->type == "dynamiclist" && list != nullptr &&
                              list->type == records::FieldType::Children &&
                              form.permissions.of(table->key) >= forms::Mode::Edit;
    if (!is_filled_in) continue;
    const auto& child = *types.type(list->of);
    records::Query query;
    query.where.push_back(
        {std::string(types.link_of(type, *list)), "=", base::Json(std::to_string(record.ref.id))});
    query.sort = {"id"};
    query.size = rows_again_max;
    query.with_computed = false;
    const auto page = records::list(db, types, environment, child.id, query);
    base::JsonArray rows;
    for (const auto& each : page ? page->items : std::vector<records::Record>()) {
      base::JsonObject row;
      for (const auto& column : table->components) {
        const auto* field = child.field(column.key);
        const auto* value = field ? each.values.if_contains(field->id) : nullptr;
        const bool is_open =
            form.permissions.of(table->key + "." + column.key) >= forms::Mode::Edit;
        if (is_open && value && !value->is_null() && is_written_by_hand(child, *field))
          row[field->id] = *value;
      }
      rows.push_back(std::move(row));
    }
    if (!rows.empty()) form.values[table->key] = std::move(rows);
  }
}

}  // namespace

base::Result<void> begin_again(Parts& parts, storage::Connection& db, const work::Instance& before,
                               OpenForm& form) {
  if (form.target == Target::NewRecord) {
    const auto& types = *parts.definitions->types;
    const auto record = records::get(db, types, form.environment, record_ref(before.record));
    if (!record) return record.error();
    take_over(*types.type(form.record.type), record->values, form);
    take_rows_over(db, types, *record, form);
    return {};
  }
  const auto variables = runtime::variables(db, before.key);
  for (const auto* field : forms::fields(form.form.components)) {
    const auto mode = form.permissions.of(field->key);
    if (mode != forms::Mode::Edit && mode != forms::Mode::Required) continue;
    const auto* value = base::find(variables, field->key);
    if (value != nullptr && !value->is_null() && field->computed.empty())
      form.values[field->key] = *value;
  }
  return {};
}

base::Result<base::JsonObject> links_of_new(Parts& parts, storage::Connection& db,
                                            const records::Environment& environment,
                                            const records::RecordType& type, const CreatedOn& on) {
  base::JsonObject given;
  const auto& name = on.link.empty() ? type.parent : on.link;
  if (on.id == 0 || name.empty()) return given;
  const auto* link = type.field(name);
  if (link == nullptr || link->type != records::FieldType::Link)
    return base::refusal("records.unknown_field").at(name);
  given[name] = std::to_string(on.id);
  if (name == type.parent || type.parent.empty()) return given;

  const auto& types = *parts.definitions->types;
  const auto* parent = type.field(type.parent);
  const auto* owner = types.type(link->to);
  const auto* of_owner = owner == nullptr ? nullptr : owner->field(owner->parent);
  if (of_owner == nullptr || of_owner->to != parent->to) return given;
  const auto record = records::get(db, types, environment, {link->to, on.id});
  if (!record) return record.error();
  if (const auto* above = record->values.if_contains(of_owner->id)) given[type.parent] = *above;
  return given;
}

base::Result<OpenForm> form_of_new_record(Parts& parts, storage::Connection& db,
                                          records::Environment environment, std::string_view type,
                                          const CreatedOn& on) {
  const auto& types = *parts.definitions->types;
  const auto* record_type = types.type(type);
  if (record_type == nullptr) return base::refusal("records.unknown_type").at(std::string(type));
  OpenForm out;
  out.environment = std::move(environment);
  const auto given = links_of_new(parts, db, out.environment, *record_type, on);
  if (!given) return given.error();
  use_new_record(parts, db, out, type, *given);
  if (!records::may_create(db, types, out.environment, type, out.values))
    return base::refusal("records.forbidden");
  limit_to_steps(db, types, out.environment.acting.person, *record_type, out.values,
                 out.permissions);
  out.form = forms::derive(*record_type, out.permissions);
  leave_out_resting(*record_type, out.form.components);
  return out;
}

base::Result<OpenForm> form_of_record(Parts& parts, storage::Connection& db,
                                      records::Environment environment, const records::Ref& ref,
                                      std::string_view transition) {
  const auto* type = parts.definitions->types->type(ref.type);
  if (type == nullptr) return base::refusal("records.unknown_type").at(ref.type);
  OpenForm out;
  out.environment = std::move(environment);
  if (!transition.empty()) {
    const auto* asked = type->transition(transition);
    if (asked == nullptr)
      return base::refusal("records.unknown_transition").at(std::string(transition));
    out.permissions.others = forms::Mode::Hide;
    for (const auto& field : asked->required) out.permissions.fields[field] = forms::Mode::Required;
  }
  if (auto used = use_record(parts, db, out, ref); !used) return used.error();
  limit_to_fields(db, *parts.definitions->types, out.environment.acting.person, ref,
                  out.permissions);
  if (!transition.empty()) {
    for (const auto& field : type->transition(transition)->anew) out.values[field] = nullptr;
  }
  if (transition.empty())
    limit_to_steps(db, *parts.definitions->types, out.environment.acting.person, *type, out.values,
                   out.permissions);
  out.form = forms::derive(*type, out.permissions);
  if (transition.empty()) show_at_rest(parts, db, out);
  return out;
}

base::JsonObject defaults_after(Parts& parts, storage::Connection& db, const OpenForm& form,
                                const base::JsonObject& given,
                                const std::vector<std::string>& typed) {
  base::JsonObject out;
  if (form.target != Target::NewRecord || typed.empty()) return out;
  const auto& types = *parts.definitions->types;
  const auto& type = form.record.type;
  const auto of = [](const base::JsonObject& values, const std::string& field) {
    const auto* value = values.if_contains(field);
    return value == nullptr ? base::Json() : *value;
  };
  auto known = form.given;
  for (const auto& field : typed)
    if (const auto* value = given.if_contains(field)) known[field] = *value;
  const auto opened = records::defaults(db, types, form.environment, type, form.given);
  const auto now = records::defaults(db, types, form.environment, type, known);
  for (const auto& field : types.type(type)->fields) {
    const auto mode = form.permissions.of(field.id);
    const bool is_open = mode == forms::Mode::Edit || mode == forms::Mode::Required;
    const bool follows = is_open && !field.is_set_by_rules && field.default_formula.is_set();
    if (!follows || known.contains(field.id)) continue;
    if (of(form.values, field.id) != of(opened, field.id)) continue;
    if (auto value = of(now, field.id); value != of(given, field.id))
      out[field.id] = std::move(value);
  }
  return out;
}

std::vector<forms::FieldState> states_of(Parts& parts, storage::Connection& db,
                                         const OpenForm& form, const base::JsonObject& given) {
  const auto scope = scope_of(parts, db, form, given);
  base::JsonObject values = form.values;
  for (const auto& entry : given) values[entry.key()] = entry.value();
  return forms::evaluate(form.form, form.permissions, values, scope.scope);
}

base::Result<base::JsonObject> accept(Parts& parts, storage::Connection& db, const OpenForm& form,
                                      const base::JsonObject& submitted) {
  if (auto linked = check_linked(db, form.environment, form.form, form.values, submitted); !linked)
    return linked.error();
  const auto scope = scope_of(parts, db, form, submitted);
  return forms::accept(form.form, form.permissions, form.values, submitted, scope.scope);
}

namespace {

// The signature itself, and the text that says who signed.
bool is_of_signing(const records::RecordType& type, const records::Field& field) {
  return field.type == records::FieldType::Signature ||
         std::ranges::any_of(
             type.fields, [&](const records::Field& other) { return other.signatory == field.id; });
}

}  // namespace

std::string hash_of_signed(const records::RecordType& type, const base::JsonObject& values) {
  std::string text = type.id;
  for (const auto& field : type.fields) {
    const bool is_left_out =
        is_of_signing(type, field) || field.is_set_by_rules || field.read.is_set();
    if (is_left_out || field.computed.is_set()) continue;
    const auto* value = values.if_contains(field.id);
    if (value == nullptr || value->is_null()) continue;
    text += "\n" + field.id + "=" + base::print(*value);
  }
  return base::sha256_hex(text);
}

void seal_signatures(const records::RecordType& type, const base::JsonObject& stored,
                     base::Time now, base::JsonObject& values) {
  base::JsonObject together = stored;
  for (const auto& entry : values) together[entry.key()] = entry.value();
  for (const auto& field : type.fields) {
    if (field.type != records::FieldType::Signature) continue;
    auto* value = values.if_contains(field.id);
    if (value == nullptr || !value->is_object()) continue;
    auto& signature = value->as_object();
    if (signature.contains("hash")) continue;
    signature["at"] = base::print_utc(now);
    signature["hash"] = hash_of_signed(type, together);
  }
}

}  // namespace app
