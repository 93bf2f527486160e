#include "app/inside/children.h"

#include <algorithm>
#include <map>
#include <set>

#include "app/inside/queries.h"
#include "app/inside/row_removal.h"
#include "app/inside/step_lists.h"
#include "base/decimal.h"
#include "records/amounts.h"
#include "records/shown.h"

namespace app {

namespace {

constexpr int64_t children_max = 50;
constexpr int64_t totals_page = 500;
constexpr size_t columns_max = 8;

std::optional<base::Decimal> amount_of(const base::Json& value) {
  if (value.is_string()) return base::Decimal::parse(std::string_view(value.as_string()));
  if (value.is_int64()) return base::Decimal(value.as_int64());
  if (value.is_double()) return base::Decimal::of_double(value.as_double());
  return {};
}

bool fits_a_column(records::FieldType type) {
  switch (type) {
    case records::FieldType::LongText:
    case records::FieldType::Children:
    case records::FieldType::Attachment:
    case records::FieldType::Photo:
    case records::FieldType::Signature:
    case records::FieldType::Json: return false;
    default: return true;
  }
}

std::vector<std::string> shown_of(std::vector<std::string> fields, const StepList& step) {
  std::erase_if(fields, [&](const auto& field) { return step.of(field) == forms::Mode::Hide; });
  return fields;
}

base::JsonArray columns_shown(const records::RecordType& child, std::string_view link,
                              const StepList& step) {
  base::JsonArray out;
  base::Json all = columns_json(child, link);
  for (auto& column : all.as_array()) {
    if (step.of(base::text_or_empty(column, "id")) != forms::Mode::Hide)
      out.push_back(std::move(column));
  }
  return out;
}

base::JsonArray without_hidden(base::JsonArray rows, const records::RecordType& child,
                               const StepList& step) {
  for (const auto& field : child.fields) {
    if (step.of(field.id) != forms::Mode::Hide) continue;
    for (auto& row : rows) {
      row.at("values").as_object().erase(field.id);
      row.at("texts").as_object().erase(field.id);
    }
  }
  return rows;
}

// A sum of some of the children would be a wrong number: whoever does not read them all has none,
// nor has an empty list, which to him looks the same.
bool is_summed(Look& look, const records::RecordType& child, records::Query query, int64_t read) {
  if (read == 0) return false;
  auto environment = look.environment();
  environment.acting.is_process = true;
  query.size = 1;
  const auto all = records::list(look.db(), look.types(), environment, child.id, query);
  return all && all->total == read;
}

// Over all children, also those that the list leaves out. What is empty adds nothing; where one
// child does not tell the reader what it adds, there is no sum.
base::Result<base::JsonObject> totals_of(Look& look, const records::RecordType& child,
                                         const std::vector<std::string>& fields,
                                         records::Query query) {
  std::map<std::string, base::Decimal> sums;
  std::set<std::string> untold;
  query.size = totals_page;
  for (bool is_last = fields.empty(); !is_last; ++query.page) {
    const auto page = records::list(look.db(), look.types(), look.environment(), child.id, query);
    if (!page) return page.error();
    for (const auto& record : page->items) {
      for (const std::string& field : fields) {
        const auto* value = record.values.if_contains(field);
        if (!value) untold.insert(field);
        if (const auto amount = value ? amount_of(*value) : std::nullopt)
          sums[field] = sums[field] + *amount;
      }
    }
    is_last = query.page * query.size >= page->total;
  }
  base::JsonObject out;
  for (const std::string& field : fields) {
    if (untold.contains(field)) continue;
    const int scale = child.field(field)->scale.value_or(2);
    const base::Decimal sum = sums[field].round(scale, base::Rounding::HalfUp);
    const auto unscaled = sum.to_scaled(scale);
    out[field] = unscaled ? records::print_scaled(*unscaled, scale) : sum.print();
  }
  return out;
}

}  // namespace

base::Json columns_json(const records::RecordType& type, std::string_view left_out) {
  base::JsonArray out;
  for (const auto& field : type.fields) {
    if (out.size() >= columns_max) break;
    if (!records::is_shown(field) || field.id == left_out || !fits_a_column(field.type)) continue;
    out.push_back(field_json(type, field));
  }
  return out;
}

base::Json changeable_json(Look& look, const std::vector<records::Record>& items) {
  base::JsonArray out;
  for (const auto& record : items) {
    if (may_edit(look, record)) out.emplace_back(std::to_string(record.ref.id));
  }
  return out;
}

base::Json child_list_json(Look& look, const records::RecordType& type,
                           const records::Field& children, const records::Record& record) {
  const auto* child = look.types().type(children.of);
  if (child == nullptr) return nullptr;
  const std::string link(look.types().link_of(type, children));
  records::Query query;
  query.where.push_back({link, "=", base::Json(std::to_string(record.ref.id))});
  query.size = children_max;
  query.sort = {"id"};
  const auto page = records::list(look.db(), look.types(), look.environment(), child->id, query);
  if (!page) return nullptr;
  const StepList step(look.db(), look.types(), look.caller().person, record.ref, children.id);
  if (step.is_hidden()) return nullptr;
  auto summed = shown_of(children.totals, step);
  if (!summed.empty() && !is_summed(look, *child, query, page->total)) summed.clear();
  auto totals = totals_of(look, *child, summed, query);
  if (!totals) return nullptr;
  const auto given = links_of_new(look.parts(), look.db(), look.environment(), *child,
                                  CreatedOn{link, record.ref.id});
  const bool may_remove =
      step.may_remove() && link == child->parent && (page->total > 1 || !step.keeps_one());
  return base::JsonObject{
      {"field", children.id},
      {"type", child->id},
      {"link", link},
      {"title", text_json(children.title)},
      {"columns", columns_shown(*child, link, step)},
      {"items", without_hidden(look.rows(page->items), *child, step)},
      {"total", page->total},
      {"totals", std::move(*totals)},
      {"can_create",
       step.may_add() && given && !type.is_final(record.state) &&
           records::may_create(look.db(), look.types(), look.environment(), child->id, *given)},
      {"changeable", step.may_change(*child) ? changeable_json(look, page->items)
                                             : base::Json(base::JsonArray())},
      {"removable",
       may_remove ? removable_json(look, page->items) : base::Json(base::JsonArray())}};
}

namespace {

// A form that lets nobody fill in a list, nor one of its columns, offers no change of it either.
void fix(const forms::Permissions& permissions, const records::RecordType& child,
         const std::string& field, base::JsonObject& list) {
  const auto rights = permissions.rows_of(field);
  if (!rights.add) list["can_create"] = false;
  if (!rights.remove) list["removable"] = base::JsonArray();
  if (!rights.change) list["changeable"] = base::JsonArray();
  if (permissions.of(field) >= forms::Mode::Edit) return;
  const bool has_open = std::ranges::any_of(child.fields, [&](const records::Field& column) {
    return permissions.of(field + "." + column.id) >= forms::Mode::Edit;
  });
  if (!has_open) list["changeable"] = base::JsonArray();
}

}  // namespace

base::Json children_of_form(Look& look, const OpenForm& form) {
  base::JsonObject out;
  const auto* type = look.types().type(form.record.type);
  if (type == nullptr || form.record.id == 0) return out;
  records::Record record;
  record.ref = form.record;
  for (const auto* component : forms::fields(form.form)) {
    const auto* field = type->field(component->key);
    if (field == nullptr || field->type != records::FieldType::Children) continue;
    if (form.permissions.of(component->key) == forms::Mode::Hide) continue;
    auto list = child_list_json(look, *type, *field, record);
    if (list.is_null()) continue;
    fix(form.permissions, *look.types().type(field->of), field->id, list.as_object());
    out[field->id] = std::move(list);
  }
  return out;
}

}  // namespace app
