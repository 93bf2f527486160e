#include "packs/checks/candidates.h"

#include <algorithm>

#include "base/text.h"
#include "work/settings.h"

namespace packs::checks {

namespace {

bool is_known(const Whole& whole, const records::RecordType* bound, const std::string& entry) {
  const auto parsed = work::parse_candidates(entry);
  if (!parsed) return false;
  using Kind = work::CandidateEntry::Kind;
  const work::CandidateEntry& one = parsed->front();
  const auto is = [&](Kind kind) { return one.kind == kind; };
  if (is(Kind::Position)) return whole.has_position(one.name);
  if (is(Kind::Unit) || is(Kind::UnitAndBelow)) return whole.has_unit(one.name);
  if (is(Kind::Role)) return whole.has_role(one.name);
  if (is(Kind::Person)) return whole.has_person(one.name);
  if (is(Kind::Field) || is(Kind::UnitHeadOfField) || is(Kind::SuperiorOfField))
    return bound && has_path(whole, *bound, one.name);
  if (is(Kind::ParentField)) return names_person(parent_of(whole, bound), one.name);
  return true;
}

}  // namespace

std::vector<std::string> candidate_problems(const Whole& whole, const records::RecordType* bound,
                                            std::string_view text) {
  const auto entries = base::split(text, ',');
  const auto formula = std::ranges::find_if(
      entries, [](const std::string& entry) { return entry.starts_with('='); });
  if (formula != entries.end())
    return {"a list of candidates holds no formula; write one alone, or none: " +
            std::string(base::trim(text))};
  std::vector<std::string> problems;
  for (const std::string& entry : entries)
    if (!is_known(whole, bound, entry)) problems.push_back("unknown candidate " + entry);
  return problems;
}

const records::RecordType* parent_of(const Whole& whole, const records::RecordType* type) {
  const records::Field* link = type ? type->field(type->parent) : nullptr;
  return link ? whole.type(link->to) : nullptr;
}

bool names_person(const records::RecordType* type, const std::string& name) {
  const records::Field* field = type ? type->field(name) : nullptr;
  return field && field->type == records::FieldType::Person && !field->computed.is_set();
}

}  // namespace packs::checks
