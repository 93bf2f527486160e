// Reads records/*.yaml into record types. What is wrong with the file's shape was reported before.
#include "base/currency.h"
#include "base/decimal.h"
#include "packs/reading/context.h"

namespace packs::reading {

namespace {

using records::Field;
using records::RecordType;
using records::Transition;

// Where the English of a `how` stands.
std::string how_path(const std::string& refusal, const Node& item) {
  const std::string condition = item.text_of("condition");
  return "refusals." + refusal + "." + (condition.empty() ? "each" : condition);
}

records::Refusal refusal(const File& file, const Node* node) {
  records::Refusal result;
  if (!node) return result;
  result.id = node->text_of("id");
  result.text = file.text("refusals." + result.id, node->text_of("text"), node->mark);
  result.clause = node->text_of("clause");
  if (const Node* missing = node->find("missing")) {
    for (const Node& item : missing->items) {
      records::Refusal::Missing entry;
      if (item.is_scalar()) entry.field = item.text;
      entry.condition = item.text_of("condition");
      if (!item.text_of("how").empty())
        entry.how = file.text(how_path(result.id, item), item.text_of("how"), item.mark);
      entry.each = file.formula(item.find("each"));
      if (!item.is_scalar() && entry.condition.empty() != entry.each.is_set())
        file.report(item.mark, "missing needs either condition or each");
      result.missing.push_back(std::move(entry));
    }
  }
  return result;
}

records::Check check_of(const File& file, const Node& node) {
  return {file.formula(node.find("when")), refusal(file, node.find("refuse"))};
}

int integer_or(const Node& node, std::string_view key, int otherwise) {
  const auto number = base::Decimal::parse(node.text_of(key));
  const auto integer = number ? number->to_int64() : std::nullopt;
  return integer && *integer >= 0 && *integer < 100 ? static_cast<int>(*integer) : otherwise;
}

void read_default(const File& file, const Node& node, Field& field) {
  const Node* value = node.find("default");
  if (!value) return;
  field.default_formula = file.formula_behind_sign(*value);
  if (!field.default_formula.is_set()) field.default_value = to_json(*value);
}

void read_options(const File& file, const Node& node, Field& field) {
  const Node* options = node.find("options");
  if (!options) return;
  const std::string path = "fields." + field.id + ".options.";
  for (const auto& entry : options->entries) {
    field.options.push_back({entry.key, file.text(path + entry.key, entry.value.text, entry.mark)});
    file.part("field." + field.id + ".option." + entry.key, entry.mark);
  }
}

Field field(const File& file, const Node::Entry& entry) {
  const Node& node = entry.value;
  const std::string path = "fields." + entry.key;
  Field result;
  result.id = entry.key;
  result.type = records::parse_field_type(node.text_of("type")).value_or(records::FieldType::Text);
  result.title = file.text(path, node.text_of("title"), entry.mark);
  if (node.find("help")) result.help = file.optional_text(path + ".help", node.text_of("help"));
  if (node.find("unit")) result.unit = file.optional_text(path + ".unit", node.text_of("unit"));
  const std::string currency = node.text_of("currency");
  (base::is_currency_shaped(currency) ? result.currency : result.currency_field) = currency;
  result.is_required = node.is_true("required");
  result.is_unique = node.is_true("unique");
  result.is_many = node.is_true("many");
  result.is_retired = node.is_true("retired");
  result.is_set_by_rules = node.is_true("set_by_rules");
  result.handed_over = file.formula(node.find("handed_over"));
  result.when_leaving = node.text_of("when_leaving");
  result.required_when = file.formula(node.find("required_when"));
  result.visible_when = file.formula(node.find("visible_when"));
  result.read = file.formula(node.find("read"));
  if (const Node* check = node.find("check")) result.check = check_of(file, *check);
  if (const Node* filter = node.find("filter")) result.filter = check_of(file, *filter);
  read_default(file, node, result);
  result.computed = file.formula(node.find("computed"));
  result.min = node.text_of("min");
  result.max = node.text_of("max");
  result.digits = integer_or(node, "digits", result.digits);
  if (node.find("scale")) result.scale = integer_or(node, "scale", 0);
  read_options(file, node, result);
  result.to = without_pack(node.text_of("to"));
  result.of = without_pack(node.text_of("of"));
  result.via = node.text_of("via");
  result.totals = node.texts_of("totals");
  result.signatory = node.text_of("signatory");
  result.was = node.text_of("was");
  result.clauses = clauses_of(node);
  file.part("field." + entry.key, entry.mark);
  return result;
}

void read_states(const File& file, const Node& root, RecordType& type) {
  const Node* states = root.find("states");
  if (!states) return;
  for (const Node& item : states->items) type.states.push_back({item.text, {item.text, item.text}});
  for (const auto& entry : states->entries)
    type.states.push_back(
        {entry.key, file.text("states." + entry.key, entry.value.text, entry.mark)});
  for (const Node& item : states->items) file.part("state." + item.text, item.mark);
  for (const auto& entry : states->entries) file.part("state." + entry.key, entry.mark);
}

std::map<std::string, records::Formula> values_of(const File& file, const Node& node) {
  std::map<std::string, records::Formula> result;
  if (const Node* values = node.find("values"))
    for (const auto& entry : values->entries) result[entry.key] = file.formula(&entry.value);
  return result;
}

void read_consequences(const File& file, const Node& node, Transition& transition) {
  if (const Node* creates = node.find("creates")) {
    for (const Node& item : creates->items)
      transition.creates.push_back({{}, without_pack(item.text_of("type")), values_of(file, item)});
    file.part("transition." + transition.id + ".creates", creates->mark);
  }
  const Node* each = node.find("each");
  if (!each) return;
  const std::vector<Node> single = {*each};
  for (const Node& item : each->is_list() ? each->items : single) {
    const records::Formula list = file.formula(item.find("list"));
    const bool creates = item.find("create") != nullptr;
    if (creates == (item.find("transition") != nullptr)) {
      file.report(item.mark, "each needs either create or transition");
    } else if (creates) {
      transition.creates.push_back(
          {list, without_pack(item.text_of("create")), values_of(file, item)});
    } else {
      transition.cascades.push_back({list, item.text_of("transition")});
    }
  }
  file.part("transition." + transition.id + ".each", each->mark);
}

void read_guards(const File& file, const Node& node, Transition& transition) {
  const Node* when = node.find("when");
  const Node* guards = node.find("guards");
  if (when && guards) file.report(when->mark, "either when or guards, not both");
  if (when && !node.find("refuse"))
    file.report(when->mark, "when without refuse: say which rule refuses");
  if (!when && node.find("refuse")) file.report(node.find("refuse")->mark, "refuse without when");
  if (when) transition.guards.push_back(check_of(file, node));
  if (!guards) return;
  for (const Node& guard : guards->items) transition.guards.push_back(check_of(file, guard));
  for (size_t i = 0; i < guards->items.size(); ++i)
    file.part("transition." + transition.id + ".guard." + std::to_string(i + 1),
              guards->items[i].mark);
}

Transition transition(const File& file, const Node::Entry& entry) {
  const Node& node = entry.value;
  Transition result;
  result.id = entry.key;
  result.title = file.text("transitions." + entry.key, node.text_of("title"), entry.mark);
  result.from = node.texts_of("from");
  result.except = node.texts_of("except");
  if (const Node* to = node.find("to")) {
    result.to_formula = file.formula_behind_sign(*to);
    if (!result.to_formula.is_set()) result.to = to->text;
  }
  read_guards(file, node, result);
  result.required = node.texts_of("required");
  result.anew = node.texts_of("anew");
  if (const Node* set = node.find("set"))
    for (const auto& value : set->entries)
      result.set.emplace_back(value.key, file.formula(&value.value));
  if (node.find("by")) result.by = node.texts_of("by");
  read_consequences(file, node, result);
  const std::string act = node.text_of("process");
  if (act == "suspend") result.process = records::ProcessAct::Suspend;
  if (act == "resume") result.process = records::ProcessAct::Resume;
  if (act == "cancel") result.process = records::ProcessAct::Cancel;
  result.was = node.text_of("was");
  result.clauses = clauses_of(node);
  file.part("transition." + entry.key, entry.mark);
  return result;
}

void read_rules(const File& file, const Node& root, RecordType& type) {
  const Node* rules = root.find("rules");
  if (!rules) return;
  for (const Node& node : rules->items) {
    records::Rule rule;
    const std::string on = node.text_of("on");
    if (on == "create") rule.on = records::Rule::On::Create;
    if (on == "update") rule.on = records::Rule::On::Update;
    rule.keep = node.texts_of("keep");
    rule.when = file.formula(node.find("when"));
    rule.refuse = refusal(file, node.find("refuse"));
    type.rules.push_back(rule);
    file.part("rule." + std::to_string(type.rules.size()), node.mark);
    file.part("rule." + rule.refuse.id, node.mark);
  }
}

void read_number(const Node& root, RecordType& type) {
  using Reset = records::NumberPattern::Reset;
  const Node* number = root.find("number");
  if (!number) return;
  type.number.pattern = number->text_of("pattern");
  const std::string reset = number->text_of("reset");
  if (reset == "year") type.number.reset = Reset::Year;
  if (reset == "month") type.number.reset = Reset::Month;
  if (reset == "day") type.number.reset = Reset::Day;
}

void read_access(const File& file, const Node& root, RecordType& type) {
  const Node* access = root.find("access");
  if (!access) return;
  if (access->find("read")) type.access.read = access->texts_of("read");
  if (access->find("create")) type.access.create = access->texts_of("create");
  if (access->find("update")) type.access.update = access->texts_of("update");
  if (access->find("export")) type.access.exported_by = access->texts_of("export");
  file.part("access", access->mark);
}

}  // namespace

RecordType record_type(const File& file, const Node& root) {
  RecordType type;
  type.id = file.id();
  type.pack = file.context.pack.id;
  type.file = file.context.shown(file.path);
  type.title = file.text("title", root.text_of("title"), root.mark);
  type.description = file.optional_text("description", root.text_of("description"));
  file.optional_text("example", root.text_of("example"));
  type.example = root.text_of("example");
  type.title_field = root.text_of("title_field");
  type.parent = root.text_of("parent");
  read_number(root, type);
  if (const Node* groups = root.find("groups")) {
    for (const Node& group : groups->items) {
      const std::string path = "groups." + std::to_string(type.groups.size() + 1);
      type.groups.push_back(
          {file.text(path, group.text_of("title"), group.mark), group.texts_of("fields")});
    }
  }
  if (const Node* fields = root.find("fields"))
    for (const auto& entry : fields->entries) type.fields.push_back(field(file, entry));
  read_states(file, root, type);
  type.initial = root.text_of("initial");
  type.final_states = root.texts_of("final");
  if (const Node* transitions = root.find("transitions"))
    for (const auto& entry : transitions->entries)
      type.transitions.push_back(transition(file, entry));
  read_rules(file, root, type);
  if (const Node* freeze = root.find("freeze")) {
    type.freeze = check_of(file, *freeze);
    file.part("freeze", freeze->mark);
  }
  if (const Node* excluded = root.find("exclude")) {
    for (const Node& item : excluded->items) type.exclusions.push_back(check_of(file, item));
    file.part("exclude", excluded->mark);
  }
  read_access(file, root, type);
  type.outside = root.texts_of("outside");
  if (const Node* outside = root.find("outside")) file.part("outside", outside->mark);
  type.clauses = clauses_of(root);
  type.was = root.text_of("was");
  type.is_retired = root.is_true("retired");
  file.part("", root.mark);
  return type;
}

}  // namespace packs::reading
