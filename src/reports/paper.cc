#include "reports/paper.h"

#include "base/text.h"

namespace reports {
namespace {

using feel::Fields;
using feel::Value;

Value picture_value(const Picture& picture) {
  return Value("data:" + picture.type + ";base64," + base::base64(picture.bytes));
}

Value shown(PaperField field) {
  if (!field.text.empty()) field.text += field.unit;
  return field_value(field, Value(field.text));
}

// Two short fields share a line; a wide one has its own, and one without a partner too.
Value lines_of(const std::vector<PaperField>& fields) {
  feel::Values lines, line;
  for (size_t i = 0; i < fields.size(); ++i) {
    const bool has_partner = i + 1 < fields.size() && !fields[i + 1].is_wide;
    const bool spans = fields[i].is_wide || (line.empty() && !has_partner);
    line.push_back(shown(fields[i]));
    if (!spans && line.size() < 2) continue;
    lines.push_back(Value::list(std::move(line)));
    line.clear();
  }
  return Value::list(std::move(lines));
}

Value texts(const std::vector<std::string>& list) {
  feel::Values out;
  for (const auto& text : list) out.emplace_back(text);
  return Value::list(std::move(out));
}

template <class Items, class Make>
Value list_of(const Items& items, Make make) {
  feel::Values out;
  for (const auto& item : items) out.push_back(make(item));
  return Value::list(std::move(out));
}

Value section_value(const PaperSection& section) {
  return Fields().set("title", section.title).set("lines", lines_of(section.fields)).build();
}

Value table_value(const PaperTable& table) {
  return Fields()
      .set("title", table.title)
      .set("columns", texts(table.columns))
      .set("rows", list_of(table.rows, texts))
      .set("totals", texts(table.totals))
      .build();
}

Value approval_value(const Approval& approval) {
  return Fields()
      .set("element", approval.element)
      .set("step", approval.step)
      .set("name", approval.name)
      .set("post", approval.post)
      .set("on_behalf_of", approval.on_behalf_of)
      .set("at", approval.at)
      .set("outcome", approval.outcome)
      .set("opinion", approval.opinion)
      .set("picture", approval.signature ? picture_value(*approval.signature) : Value())
      .set("signed", approval.signed_words)
      .build();
}

Value metric_value(const PaperMetric& metric) {
  return Fields().set("id", metric.id).set("title", metric.title).set("text", metric.text).build();
}

Value area_value(const OpinionArea& area) {
  return Fields()
      .set("title", area.title)
      .set("opinions", list_of(area.opinions, approval_value))
      .build();
}

Value paper_value(const Paper& paper) {
  return Fields()
      .set("language", paper.language == Language::Chinese ? "zh" : "en")
      .set("company", paper.company)
      .set("title", paper.title)
      .set("number", paper.number)
      .set("subject", paper.subject)
      .set("state", paper.state)
      .set("starter", paper.starter)
      .set("started_at", paper.started_at)
      .set("printed", paper.printed)
      .set("address", paper.address)
      .set("is_matter", paper.is_matter)
      .set("lines", lines_of(paper.fields))
      .set("sections", list_of(paper.sections, section_value))
      .set("tables", list_of(paper.tables, table_value))
      .set("metrics", list_of(paper.metrics, metric_value))
      .set("areas", list_of(paper.areas, area_value))
      .set("approvals", list_of(paper.approvals, approval_value))
      .build();
}

ShapeRef words_shape(std::initializer_list<const char*> names) {
  std::map<std::string, ShapeRef, std::less<>> members;
  for (const char* name : names) members[name] = open_shape();
  return shape_of(std::move(members));
}

ShapeRef with(const ShapeRef& shape, const std::string& name, ShapeRef member) {
  auto members = shape->members;
  members[name] = std::move(member);
  return shape_of(std::move(members));
}

ShapeRef field_shape() {
  return words_shape({"label", "text", "words", "unit", "value", "picture"});
}

// Of what is linked, and of rows: their own fields, but no further records.
ShapeRef plain_record_shape(const records::Catalogue& types, std::string_view id) {
  const auto* type = types.type(id);
  if (type == nullptr) return open_shape();
  std::map<std::string, ShapeRef, std::less<>> members;
  for (const char* name : {"number", "state", "title", "created_at", "updated_at"})
    members[name] = field_shape();
  for (const auto& field : type->fields)
    if (!field.is_retired && field.type != records::FieldType::Children)
      members[field.id] = field_shape();
  return shape_of(std::move(members));
}

ShapeRef children_shape(const records::Catalogue& types, const records::Field& field) {
  std::map<std::string, ShapeRef, std::less<>> totals;
  for (const auto& name : field.totals) totals[name] = open_shape();
  return shape_of({{"label", open_shape()},
                   {"rows", list_shape(plain_record_shape(types, field.of))},
                   {"totals", shape_of(std::move(totals))}});
}

}  // namespace

Value field_value(const PaperField& field, Value value) {
  return Fields()
      .set("label", field.label)
      .set("text", field.text)
      .set("words", field.words)
      .set("unit", std::string(base::trim(field.unit)))
      .set("value", std::move(value))
      .set("picture", list_of(field.pictures, picture_value))
      .build();
}

ShapeRef paper_shape() {
  const ShapeRef approval = words_shape({"element", "step", "name", "post", "on_behalf_of", "at",
                                         "outcome", "opinion", "picture", "signed"});
  const ShapeRef lines = list_shape(list_shape(field_shape()));
  const ShapeRef table = with(words_shape({"title", "columns", "totals"}), "rows", open_shape());
  const ShapeRef plain = words_shape({"language", "company", "title", "number", "subject", "state",
                                      "starter", "started_at", "printed", "address", "is_matter"});
  auto members = plain->members;
  members["lines"] = lines;
  members["sections"] = list_shape(shape_of({{"title", open_shape()}, {"lines", lines}}));
  members["tables"] = list_shape(table);
  members["metrics"] = list_shape(words_shape({"id", "title", "text"}));
  members["areas"] =
      list_shape(shape_of({{"title", open_shape()}, {"opinions", list_shape(approval)}}));
  members["approvals"] = list_shape(approval);
  return shape_of(std::move(members));
}

TemplateShape template_scope(const records::Catalogue& types, std::string_view record) {
  TemplateShape scope;
  scope.is_open = false;
  if (const auto* type = types.type(record)) {
    scope.members = plain_record_shape(types, record)->members;
    for (const auto& field : type->fields) {
      if (field.is_retired) continue;
      if (field.type == records::FieldType::Children)
        scope.members[field.id] = children_shape(types, field);
      if (field.type != records::FieldType::Link) continue;
      const ShapeRef linked = plain_record_shape(types, field.to);
      scope.members[field.id] = field.is_many ? with(field_shape(), "records", list_shape(linked))
                                              : with(field_shape(), "record", linked);
    }
  }
  scope.members["paper"] = paper_shape();
  return scope;
}

Sheet sheet(const Template& with, const Paper& paper, const feel::Names& record, base::Time now,
            const std::string& zone) {
  const std::string language = paper.language == Language::Chinese ? "zh" : "en";
  const feel::ContextNames own(Fields().set("paper", paper_value(paper)).build());
  const feel::NestedNames names(own, record);
  const feel::HostFunctions functions = template_functions(language);
  feel::Evaluation evaluation;
  evaluation.now = now;
  evaluation.zone = zone;
  evaluation.functions = &functions;
  return {paper.number.empty() ? paper.title : paper.title + " " + paper.number,
          with.render(names, evaluation)};
}

}  // namespace reports
