#include "records/gates/findings.h"

#include <algorithm>

namespace records {

namespace {

using Kind = base::Missing::Kind;

void append(std::vector<base::Missing>& to, const std::vector<base::Missing>& from) {
  for (const base::Missing& one : from) {
    const bool is_there =
        std::ranges::any_of(to, [&](const base::Missing& other) { return other.name == one.name; });
    if (!is_there) to.push_back(one);
  }
}

std::string first_clause(const Field& field) {
  return field.clauses.empty() ? "" : field.clauses.front();
}

}  // namespace

void Findings::add_required(const Field& field) {
  if (required_clause_.empty()) required_clause_ = first_clause(field);
  const base::Text how =
      untold_.contains(field.id)
          ? base::Text{"您无权查看此项，请由有权的人核对、补全后办理",
                       "is not yours to read: somebody who may checks or completes it, and does it"}
          : base::Text{"请填写", "must be filled in"};
  required_.push_back({Kind::Field, field.id, field.title, how});
}

void Findings::add_wrong(const Field& field, const base::Text& how) {
  if (wrong_clause_.empty()) wrong_clause_ = first_clause(field);
  wrong_.push_back({Kind::Field, field.id, field.title, how});
}

void Findings::add_unknown(std::string_view name) {
  const std::string text(name);
  unknown_.push_back({Kind::Field, text, {text, text}, {"没有这个字段", "there is no such field"}});
}

void Findings::add_not_writable(const Field& field) {
  not_writable_.push_back({Kind::Field, field.id, field.title, {"请勿填写", "must not be given"}});
}

void Findings::add_refusal(const RecordType& type, const Refusal& refusal,
                           std::string_view otherwise) {
  const std::string code = refusal.id.empty() ? std::string(otherwise) : refusal.id;
  rules_.push_back({code, refusal.text, refusal.clause});
  for (const Refusal::Missing& lacking : refusal.missing) {
    const base::Text how = lacking.how.zh.empty() ? refusal.text : lacking.how;
    const Field* field = type.field(lacking.field);
    if (field) {
      append(refused_, {{Kind::Field, field->id, field->title, how}});
    } else {
      const std::string& name = lacking.field.empty() ? lacking.condition : lacking.field;
      const std::string& thing = lacking.condition;
      const base::Text label = lacking.each.is_set() ? base::Text{thing, thing} : refusal.text;
      append(refused_, {{Kind::Condition, name, label, how}});
    }
  }
  if (refusal.missing.empty()) {
    append(refused_, {{Kind::Condition, code, refusal.text, refusal.text}});
  }
}

void Findings::put_first(const Findings& others) {
  rules_.insert(rules_.begin(), others.rules_.begin(), others.rules_.end());
  std::vector<base::Missing> all = others.refused_;
  append(all, refused_);
  refused_ = std::move(all);
}

std::optional<base::Error> Findings::error() const {
  if (!unknown_.empty()) {
    base::Error error = base::refusal("records.unknown_field");
    error.missing = unknown_;
    return error;
  }
  if (!not_writable_.empty()) {
    base::Error error = base::refusal("records.field_not_writable");
    error.missing = not_writable_;
    return error;
  }
  base::Error error;
  if (!wrong_.empty()) {
    error = base::refusal("records.value_invalid").with_clause(wrong_clause_);
  } else if (!rules_.empty()) {
    const Rule& rule = rules_.front();
    const bool is_listed = rule.code.starts_with("records.");
    error = base::refusal(is_listed ? rule.code : "records.rule_violated").with_clause(rule.clause);
    error.code = rule.code;
    if (!rule.title.zh.empty()) error.title = rule.title;
  } else if (!required_.empty()) {
    error = base::refusal("records.field_required").with_clause(required_clause_);
  } else {
    return {};
  }
  append(error.missing, wrong_);
  append(error.missing, required_);
  append(error.missing, refused_);
  return error;
}

}  // namespace records
