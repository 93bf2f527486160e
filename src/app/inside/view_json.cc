#include "app/inside/view_json.h"

#include "app/inside/children.h"
#include "app/inside/queries.h"

namespace app {

namespace {

constexpr int64_t cards_max = 100;
constexpr int64_t bars_max = 500;

// A column that is no field of the type: number, state, or a path through a link.
base::Json other_column(const records::RecordType& type, const packs::Column& column) {
  if (column.field == "number")
    return base::JsonObject{
        {"id", "number"}, {"type", "text"}, {"title", texts_json("编号", "Number")}};
  if (column.field == "state")
    return base::JsonObject{
        {"id", "state"}, {"type", "choice"}, {"title", texts_json("状态", "State")}};
  if (column.field == "created_at" || column.field == "updated_at") {
    const bool is_created = column.field == "created_at";
    return base::JsonObject{{"id", column.field},
                            {"type", "date_time"},
                            {"title", is_created ? texts_json("创建时间", "Created")
                                                 : texts_json("更新时间", "Updated")}};
  }
  const auto dot = column.field.find('.');
  const auto* link = type.field(column.field.substr(0, dot));
  const auto title = link != nullptr ? text_json(link->title) : texts_json(column.field, "");
  return base::JsonObject{{"id", column.field}, {"type", "text"}, {"title", title}};
}

base::Json column_json(const records::RecordType& type, const packs::Column& column) {
  const auto* field = type.field(column.field);
  auto out = field != nullptr ? field_json(type, *field) : other_column(type, column);
  if (!column.title.zh.empty()) out.as_object()["title"] = text_json(column.title);
  if (column.width != 0) out.as_object()["width"] = column.width;
  return out;
}

std::vector<std::pair<std::string, base::Text>> groups_of(const records::RecordType& type,
                                                          const packs::View& view) {
  std::vector<std::pair<std::string, base::Text>> out;
  if (view.group_by.empty() || view.group_by == "state") {
    for (const auto& state : type.states) out.emplace_back(state.id, state.title);
  } else if (const auto* field = type.field(view.group_by)) {
    for (const auto& option : field->options) out.emplace_back(option.id, option.title);
  }
  return out;
}

}  // namespace

base::Json view_columns_json(Look&, const records::RecordType& type, const packs::View& view) {
  base::JsonArray out;
  for (const auto& column : view.columns) out.push_back(column_json(type, column));
  if (out.empty()) {
    for (const auto& field : view.card) out.push_back(column_json(type, {field, {}, 0}));
  }
  if (out.empty()) return columns_json(type, "");
  return out;
}

base::Result<records::Query> view_query(Look& look, const packs::View& view, int64_t record,
                                        const RecordQuery& query, const Page& page) {
  auto out = query_of(query, page);
  if (!out) return out;
  out->filter = view.filter.text;
  if (out->sort.empty()) out->sort = view.sort;
  const auto* type = look.types().type(view.record);
  if (type == nullptr) return base::refusal("records.unknown_type").at(view.record);
  if (record != 0 && !type->parent.empty())
    out->where.push_back({type->parent, "=", base::Json(std::to_string(record))});
  return out;
}

base::Result<base::Json> list_data(Look& look, const packs::View& view, const records::Query& query,
                                   const Page& page) {
  const auto found = records::list(look.db(), look.types(), look.environment(), view.record, query);
  if (!found) return found.error();
  auto out = page_json(look.rows(found->items), found->total, page);
  out.as_object()["kind"] = "list";
  return out;
}

base::Result<base::Json> board_data(Look& look, const packs::View& view, records::Query query) {
  const auto* type = look.types().type(view.record);
  const auto field = view.group_by.empty() ? std::string("state") : view.group_by;
  query.page = 1;
  query.size = cards_max;
  const auto conditions = query.where;
  base::JsonArray columns;
  for (const auto& [id, title] : groups_of(*type, view)) {
    query.where = conditions;
    query.where.push_back({field, "=", base::Json(id)});
    const auto found =
        records::list(look.db(), look.types(), look.environment(), view.record, query);
    if (!found) return found.error();
    base::JsonObject column{{"id", id},
                            {"title", text_json(title)},
                            {"total", found->total},
                            {"cards", look.rows(found->items)}};
    if (field == "state") column["tone"] = state_json(*type, id).at("tone");
    columns.push_back(std::move(column));
  }
  return base::Json(base::JsonObject{{"kind", "board"}, {"columns", std::move(columns)}});
}

namespace {

std::optional<base::Date> date_in(const records::Record& record, const std::string& field) {
  if (field.empty()) return std::nullopt;
  const auto* value = record.values.if_contains(field);
  if (value == nullptr || !value->is_string()) return std::nullopt;
  return base::parse_date(std::string_view(value->as_string()).substr(0, 10));
}

void set_date(base::JsonObject& out, std::string_view name, const std::optional<base::Date>& date) {
  if (date) out[name] = base::print(*date);
}

// The last day on which a record can fall behind: today, or when it or what it belongs to was over.
base::Date last_day(Look& look, const records::Record& record, base::Date today) {
  const auto changed_on = [&](const records::Record& one) {
    return base::local_in(one.updated_at, look.environment().zone).date;
  };
  if (look.types().type(record.ref.type)->is_last(record.state)) return changed_on(record);
  const auto root =
      records::find(look.db(), look.types(), records::root_of(look.db(), look.types(), record.ref));
  const bool is_over = root && look.types().type(root->ref.type)->is_final(root->state);
  return is_over ? changed_on(*root) : today;
}

// Days behind the plan: of the end when it is over, of the last day while it is not.
int64_t late_days(const std::optional<base::Date>& planned, const std::optional<base::Date>& actual,
                  base::Date last) {
  if (!planned) return 0;
  const auto reached = actual ? *actual : last;
  return std::max<int64_t>(0, reached.day - planned->day);
}

void add_progress(const records::Record& record, const std::string& field, base::JsonObject& bar) {
  const auto* value = field.empty() ? nullptr : record.values.if_contains(field);
  if (value == nullptr || value->is_null()) return;
  const auto number = base::Decimal::parse(value->is_string() ? std::string(value->as_string())
                                                              : base::print(*value));
  if (number) bar["progress"] = std::clamp(number->to_double() / 100.0, 0.0, 1.0);
}

base::JsonObject bar_json(Look& look, const packs::View& view, const records::Record& record,
                          base::Date today) {
  const auto& fields = view.gantt;
  const auto planned_start = date_in(record, fields.start);
  const auto planned_end = date_in(record, fields.end);
  const auto actual_end = date_in(record, fields.actual_end);
  base::JsonObject bar{
      {"id", std::to_string(record.ref.id)},
      {"record", look.record(record.ref)},
      {"kind", planned_start && planned_end && *planned_start < *planned_end ? "bar" : "milestone"},
      {"late_days", late_days(planned_end, actual_end, last_day(look, record, today))}};
  const auto* label = fields.label.empty() ? nullptr : record.values.if_contains(fields.label);
  bar["title"] = label != nullptr && label->is_string() ? std::string(label->as_string())
                                                        : records::title_of(look.types(), record);
  set_date(bar, "start", planned_start ? planned_start : planned_end);
  set_date(bar, "end", planned_end);
  set_date(bar, "actual_start", date_in(record, fields.actual_start));
  set_date(bar, "actual_end", actual_end);
  set_date(bar, "baseline_start", date_in(record, fields.baseline_start));
  set_date(bar, "baseline_end", date_in(record, fields.baseline_end));
  add_progress(record, fields.progress, bar);
  return bar;
}

// "智慧园区 FA-202603-0001" of a record with a number: several may have the same name.
base::Json group_title(const base::JsonObject& links, const std::string& field, base::Json title) {
  const auto* link = links.if_contains(field);
  if (link == nullptr || !link->is_object()) return title;
  const auto number = base::text_or_empty(*link, "number");
  const auto name = base::text_or_empty(title, "zh");
  if (number.empty() || number == name) return title;
  return texts_json(name + " " + number, "");
}

// Bars of the same value of the group field lie below a bar of that name.
void add_group(const base::JsonObject& row, const base::JsonObject& links, const std::string& field,
               base::JsonObject& bar, std::map<std::string, base::JsonObject>& groups) {
  if (field.empty()) return;
  const auto* named = row.at("texts").as_object().if_contains(field);
  if (named == nullptr || named->as_array().empty()) return;
  const auto& first = named->as_array().front();
  const auto id = "group-" + base::text_or_empty(first, "id");
  const auto* named_so = base::find(first, "title");
  const auto title =
      named_so == nullptr ? texts_json(id, id) : group_title(links, field, *named_so);
  bar["parent"] = id;
  groups[id] = base::JsonObject{{"id", id},
                                {"title", base::text_or_empty(title, "zh")},
                                {"group", title},
                                {"kind", "group"},
                                {"late_days", 0}};
}

}  // namespace

base::Result<base::Json> gantt_data(Look& look, const packs::View& view, records::Query query) {
  query.page = 1;
  query.size = bars_max;
  const auto found = records::list(look.db(), look.types(), look.environment(), view.record, query);
  if (!found) return found.error();
  const auto today = base::local_in(look.now(), look.environment().zone).date;
  const auto rows = look.rows(found->items);
  const auto links = records::link_titles(look.db(), look.types(), found->items);
  std::map<std::string, base::JsonObject> groups;
  base::JsonArray bars;
  for (size_t i = 0; i < found->items.size(); ++i) {
    auto bar = bar_json(look, view, found->items[i], today);
    add_group(rows[i].as_object(), links[i], view.gantt.group, bar, groups);
    bars.push_back(std::move(bar));
  }
  base::JsonArray items;
  for (auto& [id, group] : groups) items.push_back(std::move(group));
  for (auto& bar : bars) items.push_back(std::move(bar));
  return base::Json(base::JsonObject{{"kind", "gantt"},
                                     {"items", std::move(items)},
                                     {"links", base::JsonArray()},
                                     {"today", base::print(today)}});
}

}  // namespace app
