// Reads roles, the charter, metrics, reports, duties and the demo organisation.
#include <algorithm>

#include "base/decimal.h"
#include "packs/reading/context.h"

namespace packs::reading {

entry::Role role(const File& file, const Node& root) {
  entry::Role result;
  result.id = file.id();
  result.title = file.text("title", root.text_of("title"), root.mark);
  result.description = root.text_of("description");
  file.optional_text("description", "");
  result.positions = root.texts_of("positions");
  result.persons = root.texts_of("persons");
  result.clauses = clauses_of(root);
  result.is_everyone = result.id == "everyone";
  file.part("", root.mark);
  return result;
}

Charter charter(const File& file, const Node& root) {
  Charter result;
  result.title = file.text("title", root.text_of("title"), root.mark);
  const Node* clauses = root.find("clauses");
  if (!clauses) return result;
  for (const Node& node : clauses->items) {
    Clause clause;
    clause.id = node.text_of("id");
    clause.text = node.text_of("text");
    clause.meaning = node.text_of("meaning");
    clause.is_in_force = node.text_of("status") != "planned";
    clause.reason = node.text_of("reason");
    clause.mark = node.mark;
    if (!clause.is_in_force && clause.reason.empty())
      file.report(node.mark, clause.id + ": planned needs a reason");
    if (result.find(clause.id))
      file.report(node.mark, "clause " + clause.id + " stands here twice");
    if (const Node* carriers = node.find("carried_by")) {
      for (const Node& item : carriers->items)
        clause.carried_by.push_back(
            {item.is_scalar() ? item.text : item.text_of("at"), item.text_of("exempt"), item.mark});
    }
    result.clauses.push_back(std::move(clause));
  }
  return result;
}

metrics::Metric metric(const File& file, const Node& root) {
  metrics::Metric result;
  result.id = file.id();
  result.code = root.text_of("code");
  result.pack = file.context.pack.id;
  result.file = file.context.shown(file.path);
  result.title = file.text("title", root.text_of("title"), root.mark);
  result.description = file.optional_text("description", root.text_of("description"));
  result.example = file.optional_text("example", root.text_of("example"));
  result.unit = root.text_of("unit");
  result.currency = root.text_of("currency");
  if (result.currency.empty() && result.unit == "money") result.currency = "CNY";
  result.grain = without_pack(root.text_of("grain"));
  result.value = file.formula(root.find("value"));
  result.rows = file.formula(root.find("rows"));
  if (const Node* target = root.find("target")) {
    result.target_formula = file.formula_behind_sign(*target);
    result.target = base::Decimal::parse(target->text);
    if (!result.target && !result.target_formula.is_set())
      file.report(target->mark, "target is neither a number nor FEEL behind =");
  }
  result.red = base::Decimal::parse(root.text_of("red"));
  result.yellow = base::Decimal::parse(root.text_of("yellow"));
  const std::string together = root.text_of("together");
  if (together == "sum") result.together = metrics::Together::Sum;
  if (together == "ratio") result.together = metrics::Together::Ratio;
  result.part = file.formula(root.find("part"));
  result.whole = file.formula(root.find("whole"));
  if (root.text_of("better") == "lower") result.better = metrics::Better::Lower;
  result.counts_voided = root.text_of("voided") == "counted";
  result.owner = root.text_of("owner");
  result.clauses = clauses_of(root);
  file.part("", root.mark);
  return result;
}

namespace {

// "10:00" is a time of the day; anything else is a problem.
bool is_clock(std::string_view text) {
  const auto digit = [&](size_t at) { return text[at] >= '0' && text[at] <= '9'; };
  return text.size() == 5 && text[2] == ':' && digit(0) && digit(1) && digit(3) && digit(4) &&
         text.substr(0, 2) < "24" && text.substr(3) < "60";
}

void take_numbers(const Node& root, base::JsonObject& values) {
  for (const auto* name : {"month", "nth", "lead", "escalate_hours"}) {
    const auto number = base::Decimal::parse(root.text_of(name));
    if (number) values[name] = number->to_int64().value_or(0);
  }
}

void check_month(const File& file, const Node& root, const base::JsonObject& values) {
  const std::string often = root.text_of("how_often");
  if ((often == "quarter" || often == "year") && !values.contains("month"))
    file.report(root.mark, "a duty of a quarter or year needs its month");
  if (often == "quarter" && values.contains("month") && values.at("month").as_int64() > 3)
    file.report(root.mark, "the month of a quarter is 1 to 3");
}

}  // namespace

DutyFile duty(const File& file, const Node& root) {
  DutyFile result;
  result.id = file.id();
  result.title = file.text("title", root.text_of("title"), root.mark);
  result.clauses = clauses_of(root);
  base::JsonObject& values = result.values;
  values["name"] = root.text_of("title");
  for (const auto* name : {"what", "position", "how_often", "weekday", "counted_by", "shift"}) {
    const std::string text = root.text_of(name);
    if (!text.empty()) values[name] = text;
  }
  take_numbers(root, values);
  const std::string clock = root.text_of("due_time");
  if (!clock.empty() && !is_clock(clock)) file.report(root.mark, "due_time is a time like 10:00");
  if (!clock.empty()) values["due_time"] = clock + ":00";
  check_month(file, root, values);
  for (const auto* what : {"text", "files", "place"}) {
    const auto needs = root.texts_of("needs");
    values["needs_" + std::string(what)] = std::ranges::find(needs, what) != needs.end();
  }
  const auto receivers = root.texts_of("receivers");
  values["receiver_positions"] = base::JsonArray(receivers.begin(), receivers.end());
  values["confirm"] = root.text_of("confirm") == "true";
  if (root.text_of("confirm") == "true" && receivers.empty())
    file.report(root.mark, "a duty that is confirmed needs receivers");
  file.part("", root.mark);
  return result;
}

namespace {

reports::Section report_section(const File& file, const Node& node, size_t number) {
  reports::Section result;
  result.title = file.text("sections." + std::to_string(number), node.text_of("title"), node.mark);
  const std::string kind = node.text_of("kind");
  if (kind == "table") result.kind = reports::SectionKind::Table;
  if (kind == "metric") result.kind = reports::SectionKind::Metric;
  if (kind == "text") result.kind = reports::SectionKind::Text;
  result.rows = file.formula(node.find("rows"));
  result.columns = node.texts_of("columns");
  result.fields = node.texts_of("fields");
  result.metrics = node.texts_of("metrics");
  for (std::string& metric : result.metrics) metric = without_pack(metric);
  result.metric_record = node.text_of("metric_record");
  if (const Node* text = node.find("text")) {
    result.text_formula = file.formula_behind_sign(*text);
    if (!result.text_formula.is_set())
      result.text = file.optional_text("sections." + std::to_string(number) + ".text", text->text);
  }
  result.is_outside = node.is_true("outside");
  file.part("section." + std::to_string(number), node.mark);
  return result;
}

std::optional<base::Date> date_of(const Node& node, std::string_view key) {
  return base::parse_date(node.text_of(key));
}

std::vector<Node> items_of(const Node& node, std::string_view key) {
  const Node* list = node.find(key);
  if (!list || list->is_null()) return {};
  if (list->is_list()) return list->items;
  return {*list};
}

org::Person person(const File& file, const Node& node) {
  org::Person result;
  result.id = node.text_of("id");
  result.name = file.optional_text("people." + result.id, node.text_of("name"));
  result.username = node.text_of("username");
  result.password = node.text_of("password");
  result.phone = node.text_of("phone");
  result.email = node.text_of("email");
  for (const Node& item : items_of(node, "posts")) {
    org::Post post;
    post.position = item.is_scalar() ? item.text : item.text_of("position");
    post.is_main = item.is_true("main");
    post.from = date_of(item, "from");
    post.until = date_of(item, "until");
    post.areas = item.texts_of("areas");
    result.posts.push_back(post);
  }
  return result;
}

}  // namespace

reports::Report report(const File& file, const Node& root) {
  reports::Report result;
  result.id = file.id();
  result.pack = file.context.pack.id;
  result.file = file.context.shown(file.path);
  result.title = file.text("title", root.text_of("title"), root.mark);
  result.record = without_pack(root.text_of("record"));
  for (const Node& node : items_of(root, "sections"))
    result.sections.push_back(report_section(file, node, result.sections.size() + 1));
  result.clauses = clauses_of(root);
  file.part("", root.mark);
  return result;
}

org::Organisation organisation(const File& file, const Node& root) {
  org::Organisation result;
  for (const Node& node : items_of(root, "units")) {
    const std::string id = node.text_of("id");
    result.units.push_back({id, file.text("units." + id, node.text_of("title"), node.mark),
                            node.text_of("parent"), node.text_of("head")});
  }
  for (const Node& node : items_of(root, "positions")) {
    const std::string id = node.text_of("id");
    const auto headcount = base::Decimal::parse(node.text_of("headcount"));
    result.positions.push_back({id, file.text("positions." + id, node.text_of("title"), node.mark),
                                node.text_of("unit"),
                                headcount ? headcount->to_int64().value_or(1) : 1});
  }
  for (const Node& node : items_of(root, "people")) result.people.push_back(person(file, node));
  for (const Node& node : items_of(root, "deputies")) {
    result.deputies.push_back({node.text_of("of"), node.text_of("deputy"), date_of(node, "from"),
                               date_of(node, "until"), node.text_of("reason"),
                               node.texts_of("scope")});
  }
  return result;
}

}  // namespace packs::reading
