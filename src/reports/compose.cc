// What a report says about a record now.
#include <algorithm>

#include "reports/reports.h"

namespace reports {
namespace {

using base::JsonArray;
using base::JsonObject;

JsonObject json_of(const base::Text& text) {
  return {{"zh", text.zh}, {"en", text.en.empty() ? text.zh : text.en}};
}

JsonObject value_json(const base::Text& text) {
  return text.zh.empty() ? JsonObject{{"zh", "–"}, {"en", "–"}} : json_of(text);
}

class Composer {
 public:
  Composer(storage::Connection& db, const Sources& sources, const records::Record& record,
           Audience audience)
      : db_(db), sources_(sources), record_(record), audience_(audience) {}

  JsonObject section(const Section& section) {
    JsonObject out{{"title", json_of(section.title)}};
    switch (section.kind) {
      case SectionKind::Fields: add_fields(section, out); break;
      case SectionKind::Table: add_table(section, out); break;
      case SectionKind::Metric: add_metrics(section, out); break;
      case SectionKind::Text: add_text(section, out); break;
    }
    return out;
  }

 private:
  // People outside see what the type, and each type on the way, marks for them.
  bool is_shown(const records::RecordType& type, std::string_view path) const {
    if (audience_ == Audience::Inside) return true;
    const size_t dot = path.find('.');
    const std::string_view first = path.substr(0, dot);
    if (std::ranges::find(type.outside, first) == type.outside.end()) return false;
    if (dot == std::string_view::npos) return true;
    const records::Field* link = type.field(first);
    const auto* linked = link ? sources_.types.type(link->to) : nullptr;
    return linked && is_shown(*linked, path.substr(dot + 1));
  }

  std::optional<records::Shown> shown(const records::Record& record, std::string_view path) const {
    return records::show(db_, sources_.types, sources_.environment, record, path);
  }

  feel::Value evaluate(const records::Formula& formula) const {
    return records::evaluate(db_, sources_.types, sources_.environment, record_.ref,
                             sources_.reports.compiled(formula));
  }

  void add_fields(const Section& section, JsonObject& out) {
    const records::RecordType& type = *sources_.types.type(record_.ref.type);
    JsonArray rows;
    for (const std::string& path : section.fields) {
      if (!is_shown(type, path)) continue;
      const auto field = shown(record_, path);
      if (!field) continue;
      rows.push_back(
          JsonObject{{"label", json_of(field->label)}, {"value", value_json(field->text)}});
    }
    out["kind"] = "fields";
    out["fields"] = std::move(rows);
  }

  std::vector<records::Record> rows_of(const Section& section) const {
    std::vector<records::Record> rows;
    const feel::Value list = evaluate(section.rows);
    if (!list.is(feel::Kind::List)) return rows;
    for (const feel::Value& item : list.items()) {
      const auto id = records::parse_id(item["id"].text_or_empty());
      if (!id) continue;
      auto row = records::find(db_, sources_.types, {item["record_type"].text_or_empty(), *id});
      // A table is about one type of record.
      if (row && (rows.empty() || row->ref.type == rows.front().ref.type)) {
        rows.push_back(*std::move(row));
      }
    }
    return rows;
  }

  void add_table(const Section& section, JsonObject& out) {
    const std::vector<records::Record> found = rows_of(section);
    JsonArray columns;
    JsonArray rows;
    for (const records::Record& record : found) {
      const records::RecordType& type = *sources_.types.type(record.ref.type);
      JsonArray cells;
      for (const std::string& column : section.columns) {
        if (!is_shown(type, column)) continue;
        const auto field = shown(record, column);
        if (rows.empty()) {
          const base::Text unknown{column, column};
          columns.push_back(json_of(field ? field->label : unknown));
        }
        cells.push_back(value_json(field ? field->text : base::Text()));
      }
      rows.push_back(std::move(cells));
    }
    out["kind"] = "table";
    out["columns"] = std::move(columns);
    out["rows"] = std::move(rows);
  }

  void add_metrics(const Section& section, JsonObject& out) {
    const records::Ref measured = measured_record(section);
    JsonArray values;
    for (const std::string& id : section.metrics) {
      const metrics::Metric* metric = sources_.metrics.metric(id);
      const auto reading =
          metrics::read(db_, sources_.types, sources_.environment, sources_.metrics, id, measured);
      values.push_back(
          JsonObject{{"label", json_of(metric->title)},
                     {"unit", metric->unit},
                     {"value", reading.ok() ? metrics::print(reading->value) : std::string("–")}});
    }
    out["kind"] = "metric";
    out["metrics"] = std::move(values);
  }

  records::Ref measured_record(const Section& section) const {
    if (section.metric_record.empty()) return record_.ref;
    const records::RecordType& type = *sources_.types.type(record_.ref.type);
    const records::Field* link = type.field(section.metric_record);
    const auto* value = record_.values.if_contains(section.metric_record);
    const auto id = value && value->is_string()
                        ? records::parse_id(std::string_view(value->as_string()))
                        : std::nullopt;
    if (!link || !id) return record_.ref;
    return {link->to, *id};
  }

  void add_text(const Section& section, JsonObject& out) {
    base::Text text = section.text;
    if (section.text_formula.is_set()) {
      const feel::Value value = evaluate(section.text_formula);
      const std::string printed = value.is_null() ? std::string() : feel::to_text(value);
      text = {printed, printed};
    }
    out["kind"] = "text";
    out["text"] = value_json(text);
  }

  storage::Connection& db_;
  const Sources& sources_;
  const records::Record& record_;
  Audience audience_;
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
  if (!readable) return readable.error();

  Composer composer(db, sources, *readable, audience);
  JsonArray sections;
  for (const Section& section : found->sections) {
    if (audience == Audience::Outside && !section.is_outside) continue;
    sections.push_back(composer.section(section));
  }
  const std::string zone = sources.environment.zone;
  return base::Json(
      JsonObject{{"report", found->id},
                 {"title", json_of(found->title)},
                 {"record", JsonObject{{"type", record.type}, {"id", std::to_string(record.id)}}},
                 {"name", records::title_of(sources.types, *readable)},
                 {"number", readable->number},
                 {"at", base::print_in_zone(sources.environment.now, zone)},
                 {"sections", std::move(sections)}});
}

}  // namespace reports
