// One record with everything about it on one page, as the pack declares.
#include <algorithm>

#include "app/inside/children.h"
#include "app/inside/metric_json.h"
#include "app/inside/queries.h"
#include "app/inside/view_json.h"
#include "app/inside/work_json.h"

namespace app {

namespace {

base::Json fields_json(const records::RecordType& type, const std::vector<std::string>& ids) {
  base::JsonArray out;
  for (const auto& id : ids) {
    if (const auto* field = type.field(id))
      out.push_back(field_json(type, *field));
    else if (id == "number")
      out.push_back(
          base::JsonObject{{"id", id}, {"type", "text"}, {"title", texts_json("编号", "Number")}});
    else if (id == "state")
      out.push_back(
          base::JsonObject{{"id", id}, {"type", "choice"}, {"title", texts_json("状态", "State")}});
  }
  return out;
}

// By which link records of the type are the owner's: that to their parent, else another to its
// type.
std::string_view link_to(const records::RecordType& type, std::string_view owner) {
  const auto leads = [&](const records::Field& field) {
    return field.type == records::FieldType::Link && field.to == owner && !field.is_many;
  };
  const auto* parent = type.field(type.parent);
  if (parent != nullptr && leads(*parent)) return type.parent;
  const auto found = std::ranges::find_if(type.fields, leads);
  return found == type.fields.end() ? std::string_view() : std::string_view(found->id);
}

base::Result<records::Query> query_of_section(Look& look, const packs::View& view,
                                              const records::Record& record, int64_t size) {
  auto query = view_query(look, view, 0, {}, Page{1, size});
  if (!query) return query;
  const auto link = link_to(*look.types().type(view.record), record.ref.type);
  if (link.empty()) return base::refusal("records.unknown_field").at(view.id);
  query->where.push_back({std::string(link), "=", base::Json(std::to_string(record.ref.id))});
  return query;
}

base::Json list_json(Look& look, const packs::View& view, const records::Record& record) {
  const auto* type = look.types().type(view.record);
  if (type == nullptr) return nullptr;
  const auto query = query_of_section(look, view, record, 50);
  if (!query) return nullptr;
  const auto found =
      records::list(look.db(), look.types(), look.environment(), view.record, *query);
  if (!found) return nullptr;
  const std::string link(link_to(*type, record.ref.type));
  const base::JsonObject given{{link, std::to_string(record.ref.id)}};
  const bool may_create =
      link == type->parent &&
      records::may_create(look.db(), look.types(), look.environment(), type->id, given);
  return base::JsonObject{{"field", link},
                          {"type", type->id},
                          {"link", link},
                          {"title", text_json(view.title)},
                          {"columns", view_columns_json(look, *type, view)},
                          {"items", look.rows(found->items)},
                          {"total", found->total},
                          {"totals", base::JsonObject()},
                          {"can_create", may_create},
                          {"changeable", changeable_json(look, found->items)},
                          {"removable", base::JsonArray()}};  // rows go where their owner is
}

void add_view(Look& look, const packs::Section& section, const records::Record& record,
              base::JsonObject& out) {
  const auto* view = look.definitions().view(section.view);
  if (view == nullptr) return;
  if (view->kind == packs::ViewKind::Gantt) {
    const auto query = query_of_section(look, *view, record, 200);
    if (!query) return;
    auto data = gantt_data(look, *view, *query);
    if (!data) return;
    out["kind"] = "gantt";
    out["gantt"] = std::move(*data);
    return;
  }
  auto list = list_json(look, *view, record);
  if (list.is_null()) return;
  out["kind"] = "list";
  out["list"] = std::move(list);
}

void add_metrics(Look& look, const packs::Section& section, const records::Record& record,
                 base::JsonObject& out) {
  base::JsonArray values;
  for (const auto& id : section.metrics) {
    const auto* metric = look.definitions().metrics->metric(id);
    if (metric != nullptr) values.push_back(metric_value_json(look, *metric, record.ref));
  }
  out["kind"] = "metrics";
  out["metrics"] = std::move(values);
}

void add_text(Look& look, const packs::Section& section, const records::Record& record,
              base::JsonObject& out) {
  out["kind"] = "text";
  if (!section.text.zh.starts_with('=')) {
    out["text"] = text_json(section.text);
    return;
  }
  const auto expression = feel::compile(std::string_view(section.text.zh).substr(1));
  if (!expression) return;
  const auto value = records::evaluate_for_caller(look.db(), look.types(), look.environment(),
                                                  record.ref, *expression)
                         .value;
  out["text"] = texts_json(value.is_null() ? std::string() : feel::to_text(value), "");
}

// A section without anything to show leaves no `kind` and is left out.
base::JsonObject section_json(Look& look, const records::RecordType& type,
                              const packs::Section& section, const records::Record& record) {
  base::JsonObject out;
  if (section.kind == "fields") {
    out["kind"] = "fields";
    out["fields"] = fields_json(type, section.fields);
  } else if (section.kind == "view") {
    add_view(look, section, record, out);
  } else if (section.kind == "metric") {
    add_metrics(look, section, record, out);
  } else if (section.kind == "timeline") {
    out["kind"] = "timeline";
    out["timeline"] = story_json(look, record.ref);
  } else if (section.kind == "text") {
    add_text(look, section, record, out);
  } else if (section.kind == "diagram") {
    const auto instances = work::instances_of_record(look.db(), {record.ref.type, record.ref.id});
    if (instances.empty()) return out;
    out["kind"] = "diagram";
    out["diagram"] = base::JsonObject{{"instance", std::to_string(instances.front().key)}};
  }
  return out;
}

}  // namespace

base::Result<base::Json> cockpit_data(Look& look, const packs::View& view, int64_t id) {
  if (id == 0) return base::refusal("app.no_record");
  const auto* type = look.types().type(view.record);
  if (type == nullptr) return base::refusal("records.unknown_type").at(view.record);
  const auto record = records::get(look.db(), look.types(), look.environment(), {view.record, id});
  if (!record) return record.error();
  base::JsonArray sections;
  for (size_t i = 0; i < view.sections.size(); ++i) {
    const auto& section = view.sections[i];
    auto json = section_json(look, *type, section, *record);
    if (!json.contains("kind")) continue;
    json["id"] = std::to_string(i + 1);
    json["title"] = text_json(section.title);
    const bool is_wide =
        section.kind == "timeline" || section.kind == "diagram" || section.kind == "view";
    json["width"] = is_wide ? "full" : "half";
    sections.push_back(std::move(json));
  }
  return base::Json(base::JsonObject{
      {"kind", "cockpit"}, {"record", look.row(*record)}, {"sections", std::move(sections)}});
}

}  // namespace app
