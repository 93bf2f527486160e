#include "records/building/builder.h"

#include <algorithm>

#include "base/currency.h"
#include "base/decimal.h"
#include "base/text.h"
#include "base/time.h"
#include "base/working_calendar.h"
#include "feel/unit_time.h"
#include "records/guarded.h"
#include "records/values/value.h"

namespace records {

namespace {

feel::Value nothing(std::span<const feel::Value>, feel::Evaluation&) { return {}; }

feel::HostFunctions known_functions() {
  feel::HostFunctions functions = feel::working_time_functions_by_unit(
      [](const std::string&) { return std::make_shared<const base::WorkingCalendar>(); });
  functions["votes"] = {{"element"}, nothing};
  functions["holds"] = {{"person", "what"}, nothing};
  functions["unit_of"] = {{"person"}, nothing};
  functions["person_named"] = {{"name"}, nothing};
  functions["name_of"] = {{"person"}, nothing};
  functions["superiors_of"] = {{"person"}, nothing};
  functions["in_words"] = {{"amount"}, nothing};
  functions["in_figures"] = {{"amount"}, nothing};
  functions["records"] = {{"type", "equal"}, nothing, 1};
  functions["value_on"] = {{"type", "id", "field", "day"}, nothing};
  functions["decide"] = {{"decision", "context"}, nothing};
  return functions;
}

bool may_be_many(FieldType type) {
  return type == FieldType::Person || type == FieldType::Unit || type == FieldType::Position ||
         type == FieldType::Link || type == FieldType::Instance;
}

}  // namespace

Catalogue::Built CatalogueBuilder::build(std::vector<RecordType> types) {
  made_ = std::make_shared<Catalogue>();
  functions_ = known_functions();
  names_ = {"id",         "type",       "number",     "state",     "version", "title", "created_at",
            "created_by", "updated_at", "updated_by", "parent",    "old",     "actor", "task",
            "siblings",   "item",       "person",     "positions", "roles",   "agree", "disagree",
            "total",      "by_seat",    "element",    "outcome",   "opinion", "by",    "name"};
  for (RecordType& type : types) {
    for (const Field& field : type.fields) names_.insert(field.id);
    for (Field& field : type.fields) settle_currency(type, field);
    const std::string id = type.id;
    const std::string file = type.file;
    if (!made_->types_.emplace(id, std::move(type)).second) {
      problems_.push_back({file, 0, 0, "record type " + id + " is defined twice"});
    }
  }
  for (const auto& [id, type] : made_->types_) {
    check_type(type);
    compile_type(type);
  }
  check_parents();

  Catalogue::Built built;
  built.problems = std::move(problems_);
  if (built.problems.empty()) built.catalogue = std::move(made_);
  return built;
}

void CatalogueBuilder::problem(const RecordType& type, std::string text) {
  problems_.push_back({type.file.empty() ? type.id : type.file, 0, 0, std::move(text)});
}

void CatalogueBuilder::check_type(const RecordType& type) {
  if (!base::is_snake_case(type.id)) problem(type, "id is not snake_case: " + type.id);
  std::set<std::string> seen;
  for (const Field& field : type.fields) {
    if (!seen.insert(field.id).second) problem(type, "field " + field.id + " is defined twice");
    check_field(type, field);
  }
  if (!type.title_field.empty()) expect_fields(type, {type.title_field}, "title_field");
  if (!type.parent.empty()) {
    const Field* parent = type.field(type.parent);
    if (!parent || parent->type != FieldType::Link || parent->is_many) {
      problem(type, "parent must name a link field that is not many: " + type.parent);
    }
  }
  for (const Group& group : type.groups) expect_fields(type, group.fields, "groups");
  expect_fields(type, type.outside, "outside");
  expect_who(type, type.access.read, "access.read");
  expect_who(type, type.access.create, "access.create");
  expect_who(type, type.access.update, "access.update");
  if (type.access.exported_by) expect_who(type, *type.access.exported_by, "access.export");
  check_states(type);
  check_guarded(type);
}

// A field that not every reader of the record may read is not told by what all of them see.
void CatalogueBuilder::check_guarded(const RecordType& type) {
  for (const Field& field : type.fields) {
    if (!field.read.is_set()) continue;
    const std::string where = "field " + field.id + ": read: ";
    if (field.id == type.parent) problem(type, where + "what a record belongs to is no secret");
    if (field.is_unique) problem(type, where + "a unique field tells its value by refusing it");
    if (field.type == FieldType::Children)
      problem(type, where + "who reads listed records is said by their own access");
  }
  for (const std::string& field : type.outside) expect_told(type, field, "outside");
  if (const Field* title = made_->title_field(type)) expect_told(type, title->id, "title_field");
}

void CatalogueBuilder::expect_told(const RecordType& type, const std::string& field,
                                   std::string_view where) {
  const Field* found = type.field(field);
  const std::string text =
      field + (found ? " " + found->computed.text + " " + found->default_formula.text : "");
  const std::string guarded = guarded_field(*made_, type, text);
  if (guarded.empty()) return;
  problem(type, std::string(where) + ": " + field + " tells " + guarded +
                    ", which not everybody may read");
}

void CatalogueBuilder::check_field(const RecordType& type, const Field& field) {
  if (!base::is_snake_case(field.id)) problem(type, "field id is not snake_case: " + field.id);
  if (is_reserved_field(field.id)) problem(type, "field id is reserved: " + field.id);
  if (field.is_many && !may_be_many(field.type)) {
    problem(type, "field " + field.id + ": only person, unit, position and link can be many");
  }
  if (field.type == FieldType::Choice && field.options.empty()) {
    problem(type, "field " + field.id + ": a choice needs options");
  }
  if (field.computed.is_set() && (field.is_required || field.default_formula.is_set())) {
    problem(type, "field " + field.id + ": a computed field is neither required nor has a default");
  }
  const bool names_people = field.type == FieldType::Person && !field.computed.is_set();
  if (field.handed_over.is_set() && !names_people) {
    problem(type, "field " + field.id + ": only a field that names people is handed over");
  }
  if (!field.when_leaving.empty()) check_leaving(type, field, names_people && !field.is_many);
  check_currency(type, field);
  check_limits(type, field);
  check_references(type, field);
}

// Nobody asks for it by hand when somebody leaves.
void CatalogueBuilder::check_leaving(const RecordType& type, const Field& field,
                                     bool names_one_person) {
  const std::string where = "field " + field.id + ": when_leaving ";
  const Transition* transition = type.transition(field.when_leaving);
  if (!names_one_person) return problem(type, where + "is of a field that names one person");
  if (field.handed_over.is_set()) return problem(type, where + "ends what handed_over hands on");
  if (transition == nullptr)
    return problem(type, where + "is no transition: " + field.when_leaving);
  if (std::ranges::find(transition->by, "process") == transition->by.end())
    problem(type, where + field.when_leaving + ": its `by` lacks process");
}

// Fine enough for every currency in which the amount may be given.
void CatalogueBuilder::settle_currency(const RecordType& type, Field& field) {
  if (field.type != FieldType::Money) return;
  if (field.currency.empty() && field.currency_field.empty()) field.currency = "CNY";
  if (field.scale) return;
  int finest = base::minor_units(field.currency).value_or(0);
  if (const Field* beside = type.field(field.currency_field)) {
    for (const Option& option : beside->options) {
      finest = std::max(finest, base::minor_units(option.id).value_or(0));
    }
  }
  field.scale = finest;
}

void CatalogueBuilder::check_currency(const RecordType& type, const Field& field) {
  const std::string where = "field " + field.id + ": ";
  if (field.type != FieldType::Money) {
    if (!field.currency.empty() || !field.currency_field.empty()) {
      problem(type, where + "only money has a currency");
    }
    return;
  }
  if (!field.currency.empty()) {
    const auto units = base::minor_units(field.currency);
    if (!units) return problem(type, where + "unknown currency " + field.currency);
    if (*field.scale < *units) {
      problem(type, where + "scale is coarser than " + field.currency + " is counted");
    }
    return;
  }
  const Field* beside = type.field(field.currency_field);
  if (!beside || beside->type != FieldType::Choice) {
    return problem(type, where + "currency must be a code such as CNY or a choice beside it: " +
                             field.currency_field);
  }
  for (const Option& option : beside->options) {
    if (base::minor_units(option.id)) continue;
    problem(type, where + "unknown currency " + option.id + " in " + beside->id);
  }
}

void CatalogueBuilder::check_limits(const RecordType& type, const Field& field) {
  for (const std::string* limit : {&field.min, &field.max}) {
    if (limit->empty()) continue;
    const bool is_date = field.type == FieldType::Date;
    const bool is_read =
        is_date ? base::parse_date(*limit).has_value() : base::Decimal::parse(*limit).has_value();
    if (!is_read) problem(type, "field " + field.id + ": limit cannot be read: " + *limit);
  }
  if (field.scale && (*field.scale < 0 || *field.scale > 12)) {
    problem(type, "field " + field.id + ": scale must be 0 to 12");
  }
  if (is_numeric(field.type) && (field.digits < 1 || field.digits > 18)) {
    problem(type, "field " + field.id + ": digits must be 1 to 18");
  }
}

void CatalogueBuilder::check_references(const RecordType& type, const Field& field) {
  if (field.type == FieldType::Link && !made_->type(field.to)) {
    problem(type, "field " + field.id + ": unknown record type " + field.to);
  }
  if (field.filter && field.type != FieldType::Link) {
    problem(type, "field " + field.id + ": only a link has a filter");
  }
  if (!field.signatory.empty()) {
    const Field* named = type.field(field.signatory);
    if (field.type != FieldType::Signature || !named || named->type != FieldType::Text) {
      problem(type, "field " + field.id + ": signatory names the text beside a signature that " +
                        "says who signed: " + field.signatory);
    }
  }
  if (field.type != FieldType::Children) return;
  const RecordType* child = made_->type(field.of);
  if (!child) return problem(type, "field " + field.id + ": unknown record type " + field.of);
  const std::string_view via = made_->link_of(type, field);
  const Field* link = child->field(via);
  if (!link || link->type != FieldType::Link || link->to != type.id) {
    problem(type, "field " + field.id + ": " + field.of + " has no link to " + type.id);
  }
  for (const std::string& id : field.totals) {
    const Field* added = child->field(id);
    const bool is_amount = added && added->type == FieldType::Money && !added->currency.empty();
    if (is_amount || (added && added->type == FieldType::Number)) continue;
    problem(type, "field " + field.id + ": totals: " + id + " of " + field.of +
                      " is neither a number nor money of one currency");
  }
}

void CatalogueBuilder::check_states(const RecordType& type) {
  std::set<std::string> seen;
  for (const State& state : type.states) {
    if (!seen.insert(state.id).second) problem(type, "state " + state.id + " is defined twice");
  }
  if (!type.initial.empty()) expect_state(type, type.initial, "initial");
  for (const std::string& state : type.final_states) expect_state(type, state, "final");
  seen.clear();
  for (const Transition& transition : type.transitions) {
    if (!seen.insert(transition.id).second) {
      problem(type, "transition " + transition.id + " is defined twice");
    }
    if (transition.id == "created" || transition.id == "changed") {
      problem(type, "transition id is reserved: " + transition.id);
    }
    check_transition(type, transition);
  }
}

void CatalogueBuilder::check_transition(const RecordType& type, const Transition& transition) {
  const std::string where = "transition " + transition.id;
  if (transition.from.empty()) problem(type, where + ": from is missing");
  for (const std::string& state : transition.from) {
    if (state == "*") continue;
    expect_state(type, state, where + ".from");
    if (type.is_final(state)) problem(type, where + ": leaves the final state " + state);
  }
  for (const std::string& state : transition.except) expect_state(type, state, where + ".except");
  if (transition.to.empty() == !transition.to_formula.is_set()) {
    problem(type, where + ": needs one `to`");
  }
  if (!transition.to.empty()) expect_state(type, transition.to, where + ".to");
  expect_fields(type, transition.required, where + ".required");
  for (const std::string& field : transition.anew) {
    if (std::ranges::count(transition.required, field) == 0)
      problem(type, where + ".anew: is not required: " + field);
  }
  for (const auto& [field, formula] : transition.set) {
    expect_fields(type, {field}, where + ".set");
    const Field* found = type.field(field);
    if (found && (found->computed.is_set() || found->type == FieldType::Children)) {
      problem(type, where + ": cannot set " + field);
    }
  }
  expect_who(type, transition.by, where + ".by");
  for (const Creation& creation : transition.creates) check_creation(type, creation);
  for (const Cascade& cascade : transition.cascades) check_cascade(type, cascade);
}

void CatalogueBuilder::check_creation(const RecordType& type, const Creation& creation) {
  const RecordType* created = made_->type(creation.type);
  if (!created) return problem(type, "creates an unknown record type: " + creation.type);
  for (const auto& [field, formula] : creation.values) {
    expect_fields(*created, {field}, "values created by " + type.id);
  }
}

void CatalogueBuilder::check_cascade(const RecordType& type, const Cascade& cascade) {
  const bool is_known = std::ranges::any_of(made_->types_, [&](const auto& entry) {
    return entry.second.transition(cascade.transition) != nullptr;
  });
  if (!is_known) problem(type, "asks for an unknown transition: " + cascade.transition);
}

// A chain of parent links must end.
void CatalogueBuilder::check_parents() {
  for (const auto& [id, type] : made_->types_) {
    const RecordType* above = &type;
    for (size_t steps = 0; above && !above->parent.empty(); ++steps) {
      if (steps > 8) {
        problem(type, "parent links form a circle or go deeper than eight types");
        break;
      }
      const Field* link = above->field(above->parent);
      above = link ? made_->type(link->to) : nullptr;
    }
  }
}

void CatalogueBuilder::expect_fields(const RecordType& type, const std::vector<std::string>& fields,
                                     std::string_view where) {
  for (const std::string& field : fields) {
    if (type.field(field)) continue;
    problem(type, std::string(where) + ": " + type.id + " has no field " + field);
  }
}

void CatalogueBuilder::expect_state(const RecordType& type, std::string_view state,
                                    std::string_view where) {
  if (type.state(state)) return;
  problem(type, std::string(where) + ": unknown state " + std::string(state));
}

void CatalogueBuilder::expect_who(const RecordType& type, const std::vector<std::string>& who,
                                  std::string_view where) {
  for (const std::string& entry : who) {
    const RecordType* owner = &type;
    std::string_view rest = entry;
    for (; rest.starts_with("parent."); rest.remove_prefix(7)) {
      const Field* link = owner && !owner->parent.empty() ? owner->field(owner->parent) : nullptr;
      owner = link ? made_->type(link->to) : nullptr;
    }
    if (!rest.starts_with("field:")) continue;
    const Field* field = owner ? owner->field(entry.substr(entry.find(':') + 1)) : nullptr;
    if (!field || field->type != FieldType::Person || field->computed.is_set()) {
      problem(type, std::string(where) + ": no person field " + entry);
    }
  }
}

void CatalogueBuilder::compile_type(const RecordType& type) {
  for (const Field& field : type.fields) compile_field(field);
  for (const Transition& transition : type.transitions) compile_transition(transition);
  for (const Rule& rule : type.rules) {
    compile_check(rule.when, rule.refuse);
    for (const std::string& id : rule.keep) {
      const Field* field = type.field(id);
      if (!field || !is_stored(*field) || field->is_set_by_rules)
        problem(type, "keep: no field " + id + " that people fill in");
    }
  }
  if (type.freeze) compile_check(type.freeze->when, type.freeze->refuse);
  for (const Check& exclusion : type.exclusions) compile_check(exclusion.when, exclusion.refuse);
}

void CatalogueBuilder::compile_field(const Field& field) {
  compile(field.required_when);
  compile(field.visible_when);
  compile(field.read);
  compile(field.handed_over);
  compile(field.default_formula);
  compile(field.computed);
  if (field.check) compile_check(field.check->when, field.check->refuse);
  if (field.filter) compile_check(field.filter->when, field.filter->refuse);
}

void CatalogueBuilder::compile_transition(const Transition& transition) {
  compile(transition.to_formula);
  for (const Check& guard : transition.guards) compile_check(guard.when, guard.refuse);
  for (const auto& [field, formula] : transition.set) compile(formula);
  for (const Cascade& cascade : transition.cascades) compile(cascade.list);
  for (const Creation& creation : transition.creates) {
    compile(creation.list);
    for (const auto& [field, formula] : creation.values) compile(formula);
  }
}

void CatalogueBuilder::compile_check(const Formula& when, const Refusal& refuse) {
  compile(when);
  for (const Refusal::Missing& lacking : refuse.missing) compile(lacking.each);
}

void CatalogueBuilder::compile(const Formula& formula) {
  if (!formula.is_set() || made_->expressions_.contains(formula.text)) return;
  auto compiled = feel::compile(formula.text);
  if (!compiled) {
    const base::Error& error = compiled.error();
    problems_.push_back({formula.file, formula.line, formula.column,
                         "FEEL " + error.place + ": " + error.detail + " in: " + formula.text});
    return;
  }
  for (const feel::NameUse& use : feel::check(*compiled, names_, functions_)) {
    problems_.push_back({formula.file, formula.line, formula.column,
                         "unknown name " + use.name + " in: " + formula.text});
  }
  made_->expressions_.emplace(formula.text, std::move(compiled).value());
}

}  // namespace records
