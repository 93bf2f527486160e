// What a report says about a record now.
#include <algorithm>

#include "reports/reports.h"

namespace reports {
namespace {

base::JsonObject json_of(const base::Text& text) { return {{"zh", text.zh}, {"en", text.en}}; }

// Dots walk through links: "project.client.name".
feel::Value at_path(const feel::Value& record, std::string_view path) {
  feel::Value value = record;
  while (!path.empty()) {
    const size_t dot = path.find('.');
    value = value[path.substr(0, dot)];
    path = dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1);
  }
  return value;
}

// A cell for people: choices and states by title, links by title, money with its two decimals.
class Showing {
 public:
  Showing(storage::Connection& db, const Sources& sources) : db_(db), sources_(sources) {}

  base::JsonObject title(const records::RecordType& type, std::string_view path) const {
    const auto* field = type.field(path);
    if (field != nullptr) return json_of(field->title);
    if (path == "state") return {{"zh", "状态"}, {"en", "State"}};
    if (path == "number") return {{"zh", "编号"}, {"en", "Number"}};
    return {{"zh", path}, {"en", path}};
  }

  base::JsonObject cell(const records::RecordType& type, std::string_view path,
                        const feel::Value& value) const {
    if (value.is_null()) return {{"zh", "–"}, {"en", "–"}};
    if (path == "state") {
      const auto* state = type.state(value.text_or_empty());
      if (state != nullptr) return json_of(state->title);
    }
    const auto* field = type.field(path);
    if (field == nullptr) return plain(value);
    return of_field(*field, value);
  }

 private:
  base::JsonObject of_field(const records::Field& field, const feel::Value& value) const {
    using records::FieldType;
    switch (field.type) {
      case FieldType::Choice: return of_choice(field, value);
      case FieldType::Boolean: return yes_or_no(value);
      case FieldType::Link: return of_link(value);
      case FieldType::Person:
      case FieldType::Unit:
      case FieldType::Position: return of_name(field.type, value);
      case FieldType::Money:
      case FieldType::Percent:
        if (value.is(feel::Kind::Number)) {
          const std::string text = metrics::print(value.number());
          return {{"zh", text}, {"en", text}};
        }
        break;
      default: break;
    }
    return plain(value);
  }

  static base::JsonObject of_choice(const records::Field& field, const feel::Value& value) {
    const std::string id = value.text_or_empty();
    for (const auto& option : field.options) {
      if (option.id == id) return json_of(option.title);
    }
    return plain(value);
  }

  static base::JsonObject yes_or_no(const feel::Value& value) {
    if (value.is_true()) return {{"zh", "是"}, {"en", "Yes"}};
    return {{"zh", "否"}, {"en", "No"}};
  }

  base::JsonObject of_link(const feel::Value& value) const {
    const std::string type = value["record_type"].text_or_empty();
    const auto id = records::parse_id(value["id"].text_or_empty());
    if (type.empty() || !id) return plain(value);
    const auto record = records::find(db_, sources_.types, {type, *id});
    if (!record) return plain(value);
    const std::string title = records::title_of(sources_.types, *record);
    return {{"zh", title}, {"en", title}};
  }

  base::JsonObject of_name(records::FieldType type, const feel::Value& value) const {
    std::string text;
    const auto add = [&](const feel::Value& item) {
      const std::string id = item.text_or_empty();
      std::optional<std::string> name;
      if (sources_.environment.name) name = sources_.environment.name(db_, type, id);
      if (!text.empty()) text += "、";
      text += name.value_or(id);
    };
    if (value.is(feel::Kind::List)) {
      for (const auto& item : value.items()) add(item);
    } else {
      add(value);
    }
    return {{"zh", text}, {"en", text}};
  }

  static base::JsonObject plain(const feel::Value& value) {
    const std::string text = feel::to_text(value);
    return {{"zh", text}, {"en", text}};
  }

  storage::Connection& db_;
  const Sources& sources_;
};

class Composer {
 public:
  Composer(storage::Connection& db, const Sources& sources, const records::Ref& record,
           const records::RecordType& type)
      : db_(db), sources_(sources), record_(record), type_(type), showing_(db, sources) {}

  base::JsonObject section(const Section& section, Audience audience) {
    base::JsonObject out{{"title", json_of(section.title)}};
    switch (section.kind) {
      case SectionKind::Fields: fields(section, audience, out); break;
      case SectionKind::Table: table(section, audience, out); break;
      case SectionKind::Metric: values(section, out); break;
      case SectionKind::Text: text(section, out); break;
    }
    return out;
  }

 private:
  bool is_shown(const records::RecordType& type, std::string_view field, Audience audience) const {
    if (audience == Audience::Inside) return true;
    return std::ranges::find(type.outside, field) != type.outside.end();
  }

  feel::Value evaluate(const records::Formula& formula) const {
    return records::evaluate(db_, sources_.types, sources_.environment, record_,
                             sources_.reports.compiled(formula));
  }

  void fields(const Section& section, Audience audience, base::JsonObject& out) {
    std::vector<std::string> names;
    for (const auto& path : section.fields) names.push_back(path.substr(0, path.find('.')));
    const auto self =
        records::projection(db_, sources_.types, sources_.environment, record_, names);
    base::JsonArray rows;
    for (const auto& path : section.fields) {
      if (!is_shown(type_, path, audience)) continue;
      rows.push_back(base::JsonObject{{"label", showing_.title(type_, path)},
                                      {"value", showing_.cell(type_, path, at_path(self, path))}});
    }
    out["kind"] = "fields";
    out["fields"] = std::move(rows);
  }

  void table(const Section& section, Audience audience, base::JsonObject& out) {
    const auto list = evaluate(section.rows);
    const records::RecordType* type = nullptr;
    base::JsonArray rows;
    std::vector<std::string> shown;
    if (list.is(feel::Kind::List)) {
      for (const auto& item : list.items()) {
        if (type == nullptr) {
          type = sources_.types.type(item["record_type"].text_or_empty());
          if (type == nullptr) break;
          for (const auto& column : section.columns) {
            if (is_shown(*type, column, audience)) shown.push_back(column);
          }
        }
        base::JsonArray cells;
        for (const auto& column : shown) {
          cells.push_back(showing_.cell(*type, column, at_path(item, column)));
        }
        rows.push_back(std::move(cells));
      }
    }
    base::JsonArray columns;
    for (const auto& column : shown) columns.push_back(showing_.title(*type, column));
    out["kind"] = "table";
    out["columns"] = std::move(columns);
    out["rows"] = std::move(rows);
  }

  void values(const Section& section, base::JsonObject& out) {
    const records::Ref measured = measured_record(section);
    base::JsonArray values;
    for (const auto& id : section.metrics) {
      const auto* metric = sources_.metrics.metric(id);
      const auto reading =
          metrics::read(db_, sources_.types, sources_.environment, sources_.metrics, id, measured);
      values.push_back(base::JsonObject{
          {"label", json_of(metric->title)},
          {"unit", metric->unit},
          {"value", reading.ok() ? metrics::print(reading->value) : std::string("–")}});
    }
    out["kind"] = "metric";
    out["metrics"] = std::move(values);
  }

  records::Ref measured_record(const Section& section) const {
    if (section.metric_record.empty()) return record_;
    const std::vector<std::string> link{section.metric_record};
    const auto self = records::projection(db_, sources_.types, sources_.environment, record_, link);
    const auto& target = self[section.metric_record];
    const auto id = records::parse_id(target["id"].text_or_empty());
    if (!id) return record_;
    return {target["record_type"].text_or_empty(), *id};
  }

  void text(const Section& section, base::JsonObject& out) {
    base::Text shown = section.text;
    if (section.text_formula.is_set()) {
      const auto value = evaluate(section.text_formula);
      shown.zh = value.is_null() ? "–" : feel::to_text(value);
      shown.en = shown.zh;
    }
    out["kind"] = "text";
    out["text"] = json_of(shown);
  }

  storage::Connection& db_;
  const Sources& sources_;
  const records::Ref& record_;
  const records::RecordType& type_;
  Showing showing_;
};

}  // namespace

base::Result<base::Json> compose(storage::Connection& db, const Sources& sources,
                                 std::string_view report, const records::Ref& record,
                                 Audience audience) {
  const Report* found = sources.reports.report(report);
  if (found == nullptr || found->record != record.type) {
    return base::refusal("reports.unknown").because("no report \"" + std::string(report) + "\"");
  }
  const auto readable = records::get(db, sources.types, sources.environment, record);
  if (!readable.ok()) return readable.error();

  Composer composer(db, sources, record, *sources.types.type(record.type));
  base::JsonArray sections;
  for (const auto& section : found->sections) {
    if (audience == Audience::Outside && !section.is_outside) continue;
    sections.push_back(composer.section(section, audience));
  }
  return base::Json(base::JsonObject{
      {"report", found->id},
      {"title", json_of(found->title)},
      {"record", base::JsonObject{{"type", record.type}, {"id", std::to_string(record.id)}}},
      {"name", records::title_of(sources.types, *readable)},
      {"number", readable->number},
      {"at", base::print_utc(sources.environment.now)},
      {"sections", std::move(sections)}});
}

}  // namespace reports
