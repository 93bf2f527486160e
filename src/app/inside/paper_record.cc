#include "app/inside/paper_record.h"

#include <algorithm>

#include "app/inside/children.h"
#include "app/inside/step_lists.h"
#include "base/decimal.h"
#include "base/text.h"
#include "records/shown.h"

namespace app {

namespace {

using records::FieldType;

constexpr int64_t rows_max = 500;
constexpr size_t told_in_full_max = 2;
constexpr size_t pictures_max = 12;
constexpr size_t picture_size_max = 2 << 20;
constexpr const char* system_names[] = {"number", "state", "title", "created_at", "updated_at"};

const base::Json* value_of(const records::Field& field, const records::Record& record) {
  const auto* value = record.values.if_contains(field.id);
  return value == nullptr || value->is_null() ? nullptr : value;
}

// What FEEL calculates with; what it has no kind for stays text.
feel::Value feel_value(const records::Field& field, const base::Json* value) {
  if (value == nullptr) return {};
  const bool is_counted = field.type == FieldType::Money || field.type == FieldType::Number ||
                          field.type == FieldType::Percent;
  if (!value->is_string()) return feel::from_json(*value);
  const std::string_view text = value->as_string();
  if (is_counted) {
    const auto number = base::Decimal::parse(text);
    return number ? feel::Value(*number) : feel::Value();
  }
  if (field.type == FieldType::Date) return feel::parse_date(text);
  if (field.type == FieldType::DateTime) return feel::parse_date_time(text);
  return feel::Value(text);
}

// What may not be seen looks as if nothing was filled in, so that templates need not ask.
feel::Value nothing() { return reports::field_value({}, {}); }

feel::Value nothing(const records::RecordType& type) {
  feel::Fields out;
  for (const char* name : system_names) out.set(name, nothing());
  for (const auto& field : type.fields) out.set(field.id, nothing());
  return out.build();
}

feel::Value rows_value(std::string label, feel::Values rows, feel::Value totals) {
  return feel::Fields()
      .set("label", std::move(label))
      .set("rows", feel::Value::list(std::move(rows)))
      .set("totals", std::move(totals))
      .build();
}

// Long texts have no column; what is told in them is on the paper all the same.
bool has_more_to_tell(const records::RecordType& child,
                      const std::vector<const records::Field*>& columns) {
  return std::ranges::any_of(child.fields, [&](const records::Field& field) {
    return field.type == FieldType::LongText && records::is_shown(field) &&
           std::ranges::find(columns, &field) == columns.end();
  });
}

std::string text_of(const metrics::Metric& metric, const metrics::Reading& reading) {
  if (!reading.value) return {};
  if (metric.unit == "money")
    return amount_text(metric.currency + " " + metrics::print(reading.value));
  const std::string number = reading.value->round(2, base::Rounding::HalfUp).print();
  return metric.unit == "percent" ? number + "%" : number;
}

}  // namespace

base::Json papers_json(Look& look, std::string_view process, std::string_view record_type) {
  base::JsonArray out;
  for (const auto* paper : look.definitions().papers_for(process, record_type))
    out.push_back(look.ref(paper->id, paper->title));
  return out;
}

std::string PaperWords::in_language(const base::Text& text) const {
  return is_chinese() || text.en.empty() ? text.zh : text.en;
}

std::string PaperWords::in_language(const base::Json& text) const {
  return in_language(base::Text{base::text_or_empty(text, "zh"), base::text_or_empty(text, "en")});
}

std::string PaperWords::local(base::Time time) const {
  return minute_of(time, look_.environment().zone);
}

std::optional<reports::Picture> PaperWords::picture_of(const base::Json& signature) const {
  const auto row = look_.db().first("SELECT type, sha256 FROM attachment WHERE id = ?",
                                    {base::text_or_empty(signature, "image")});
  if (!row || !row->text(0).starts_with("image/")) return {};
  auto bytes = look_.parts().attachments->get(row->text(1));
  if (!bytes || bytes->size() > picture_size_max) return {};
  return reports::Picture{row->text(0), std::move(*bytes)};
}

std::vector<reports::Picture> PaperWords::pictures_of(const records::Field& field,
                                                      const base::Json& value) const {
  std::vector<reports::Picture> out;
  const auto add = [&](const base::Json& named) {
    if (auto picture = picture_of(named)) out.push_back(std::move(*picture));
  };
  if (field.type == FieldType::Signature) add(value);
  if (field.type != FieldType::Photo || !value.is_array()) return out;
  for (const auto& photo : value.as_array())
    if (out.size() < pictures_max)
      add(base::JsonObject{{"image", base::text_or_empty(photo, "id")}});
  return out;
}

// Of yuan, on Chinese paper.
std::string PaperWords::capitals_of(const records::Field& field, const base::Json& value) const {
  const bool is_yuan = field.type == FieldType::Money && field.currency == "CNY";
  if (!is_yuan || !value.is_string() || !is_chinese()) return {};
  const auto amount = base::Decimal::parse(std::string_view(value.as_string()));
  const auto fen = amount ? (*amount * base::Decimal(100)).to_int64() : std::nullopt;
  return fen ? base::formal_amount(*fen) : std::string();
}

std::string PaperWords::unit_of(const records::Field& field) const {
  if (field.type == FieldType::Percent) return "%";
  const std::string unit = in_language(field.unit);
  return field.type != FieldType::Number || unit.empty() ? std::string() : " " + unit;
}

reports::PaperField PaperWords::field(const records::Field& field,
                                      const records::Record& record) const {
  reports::PaperField out;
  out.label = in_language(field.title);
  const auto shown =
      records::show(look_.db(), look_.types(), look_.environment(), record, field.id);
  if (shown) out.text = in_language(shown->text);
  if (field.type == FieldType::Money) out.text = amount_text(out.text);
  out.unit = unit_of(field);
  if (const auto* value = value_of(field, record)) {
    out.words = capitals_of(field, *value);
    out.pictures = pictures_of(field, *value);
  }
  out.is_wide = field.type == FieldType::LongText || field.type == FieldType::Attachment ||
                field.type == FieldType::Photo;
  return out;
}

std::string PaperWords::amount(const records::Field& field, const std::string& total) const {
  if (total.empty()) return total;
  if (field.type == FieldType::Money) return amount_text(field.currency + " " + total);
  return total + unit_of(field);
}

PaperRecord::PaperRecord(const PaperWords& words, records::Record record, IsVisible is_visible)
    : words_(words),
      type_(*words.look().types().type(record.ref.type)),
      record_(std::move(record)),
      is_visible_(std::move(is_visible)) {}

bool PaperRecord::is_told(const records::Field& field) const {
  return records::is_shown(field) && is_visible_(field.id);
}

void PaperRecord::add_to(reports::Paper& paper) const {
  for (const auto& field : type_.fields) {
    if (!is_told(field)) continue;
    if (field.type == FieldType::Children) {
      add_children(field, paper);
    } else if (auto out = words_.field(field, record_);
               !out.text.empty() || !out.pictures.empty()) {
      paper.fields.push_back(std::move(out));
    }
  }
}

void PaperRecord::add_metrics(reports::Paper& paper) const {
  Look& look = words_.look();
  const auto& all = *look.definitions().metrics;
  for (const auto& [id, metric] : all.all()) {
    if (metric.grain != type_.id) continue;
    const auto reading =
        metrics::read(look.db(), look.types(), look.environment(), all, id, record_.ref);
    if (!reading) continue;
    paper.metrics.push_back({id, words_.in_language(metric.title), text_of(metric, *reading)});
  }
}

std::optional<PaperRecord::Rows> PaperRecord::rows_of(const records::Field& field) const {
  Look& look = words_.look();
  Rows rows;
  rows.list = child_list_json(look, type_, field, record_);
  if (rows.list.is_null()) return {};
  rows.type = look.types().type(field.of);
  records::Query query;
  query.where.push_back(
      {base::text_or_empty(rows.list, "link"), "=", base::Json(std::to_string(record_.ref.id))});
  query.size = rows_max;
  query.sort = {"id"};
  auto found = records::list(look.db(), look.types(), look.environment(), field.of, query);
  if (!found) return {};
  rows.items = std::move(found->items);
  return rows;
}

void PaperRecord::add_children(const records::Field& field, reports::Paper& paper) const {
  const auto rows = rows_of(field);
  if (!rows || rows->items.empty()) return;
  Columns columns;
  for (const auto& column : rows->list.at("columns").as_array())
    columns.push_back(rows->type->field(base::text_or_empty(column, "id")));
  const bool is_short =
      rows->items.size() <= told_in_full_max && rows->list.at("totals").as_object().empty();
  if (!is_short || !has_more_to_tell(*rows->type, columns)) {
    paper.tables.push_back(table(field, columns, *rows));
    return;
  }
  for (const auto& row : rows->items) paper.sections.push_back(section(field, *rows->type, row));
}

reports::PaperSection PaperRecord::section(const records::Field& list,
                                           const records::RecordType& child,
                                           records::Record record) const {
  Look& look = words_.look();
  records::show_to_caller(look.db(), look.types(), look.environment(), record);
  reports::PaperSection out{words_.in_language(list.title) + " " + record.number, {}};
  const StepList step(look.db(), look.types(), look.caller().person, record_.ref, list.id);
  for (const auto& field : child.fields) {
    const bool is_told = records::is_shown(field) && field.id != child.parent &&
                         field.type != FieldType::Children &&
                         step.of(field.id) != forms::Mode::Hide;
    if (!is_told) continue;
    auto told = words_.field(field, record);
    if (!told.text.empty() || !told.pictures.empty()) out.fields.push_back(std::move(told));
  }
  return out;
}

reports::PaperTable PaperRecord::table(const records::Field& list, const Columns& columns,
                                       const Rows& rows) const {
  reports::PaperTable out;
  out.title = words_.in_language(list.title);
  for (const auto* column : columns) out.columns.push_back(words_.in_language(column->title));
  for (const auto& row : rows.items) {
    out.rows.emplace_back();
    for (const auto* column : columns) {
      const auto cell = words_.field(*column, row);
      out.rows.back().push_back(cell.text.empty() ? cell.text : cell.text + cell.unit);
    }
  }
  out.totals = totals(rows.list, columns);
  return out;
}

std::vector<std::string> PaperRecord::totals(const base::Json& list, const Columns& columns) const {
  const auto& sums = list.at("totals");
  if (sums.as_object().empty()) return {};
  std::vector<std::string> out;
  for (const auto* column : columns)
    out.push_back(words_.amount(*column, base::text_or_empty(sums, column->id)));
  return out;
}

// --- what a template sees

std::optional<feel::Value> PaperRecord::find(std::string_view name) const {
  const auto* field = type_.field(name);
  if (field == nullptr) return system_value(record_, name);
  if (field->type == FieldType::Children)
    return is_told(*field) ? children_value(*field) : rows_value("", {}, {});
  if (field->type == FieldType::Link)
    return field->is_many ? links_value(*field) : link_value(*field);
  return is_told(*field) ? field_value(*field, record_) : nothing();
}

std::optional<feel::Value> PaperRecord::system_value(const records::Record& record,
                                                     std::string_view name) const {
  if (std::ranges::find(system_names, name) == std::end(system_names)) return {};
  Look& look = words_.look();
  const auto shown = records::show(look.db(), look.types(), look.environment(), record, name);
  if (!shown) return nothing();
  reports::PaperField out;
  out.label = words_.in_language(shown->label);
  out.text = words_.in_language(shown->text);
  const feel::Value value(name == "state" ? record.state : out.text);
  return reports::field_value(out, value);
}

feel::Value PaperRecord::field_value(const records::Field& field,
                                     const records::Record& record) const {
  return reports::field_value(words_.field(field, record),
                              feel_value(field, value_of(field, record)));
}

feel::Value PaperRecord::whole_value(const records::Record& record, const StepList* step) const {
  feel::Fields out;
  for (const char* name : system_names)
    if (auto value = system_value(record, name)) out.set(name, std::move(*value));
  for (const auto& field : words_.look().types().type(record.ref.type)->fields) {
    if (field.is_retired || field.type == FieldType::Children) continue;
    const bool is_hidden = step != nullptr && step->of(field.id) == forms::Mode::Hide;
    out.set(field.id, is_hidden ? nothing() : field_value(field, record));
  }
  return out.build();
}

// With the linked record, where the reader may read it.
feel::Value PaperRecord::link_value(const records::Field& field) const {
  Look& look = words_.look();
  const feel::Value plain = is_told(field) ? field_value(field, record_) : nothing();
  feel::Fields out;
  for (size_t i = 0; i < plain.names().size(); ++i) out.set(plain.names()[i], plain.values()[i]);
  const auto id = records::parse_id(plain["value"].text_or_empty());
  if (id) {
    const auto linked = records::get(look.db(), look.types(), look.environment(), {field.to, *id});
    if (linked) return out.set("record", whole_value(*linked, nullptr)).build();
  }
  return out.set("record", nothing(*look.types().type(field.to))).build();
}

// With the linked records that the reader may read.
feel::Value PaperRecord::links_value(const records::Field& field) const {
  Look& look = words_.look();
  const feel::Value plain = is_told(field) ? field_value(field, record_) : nothing();
  feel::Fields out;
  for (size_t i = 0; i < plain.names().size(); ++i) out.set(plain.names()[i], plain.values()[i]);
  feel::Values linked;
  const feel::Value ids = plain["value"];
  for (size_t i = 0; ids.is(feel::Kind::List) && i < ids.items().size(); ++i) {
    const auto id = records::parse_id(ids.items()[i].text_or_empty());
    if (!id) continue;
    auto record = records::get(look.db(), look.types(), look.environment(), {field.to, *id});
    if (record) linked.push_back(whole_value(*record, nullptr));
  }
  return out.set("records", feel::Value::list(std::move(linked))).build();
}

feel::Value PaperRecord::children_value(const records::Field& field) const {
  const auto rows = rows_of(field);
  if (!rows) return rows_value("", {}, {});
  feel::Values items;
  Look& look = words_.look();
  const StepList step(look.db(), look.types(), look.caller().person, record_.ref, field.id);
  for (const auto& row : rows->items) items.push_back(whole_value(row, &step));
  feel::Fields totals;
  for (const auto& [name, total] : rows->list.at("totals").as_object())
    totals.set(std::string(name),
               words_.amount(*rows->type->field(name), std::string(total.as_string())));
  return rows_value(words_.in_language(field.title), std::move(items), totals.build());
}

}  // namespace app
