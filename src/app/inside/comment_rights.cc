#include "app/inside/comment_rights.h"

#include <algorithm>

#include "app/inside/act.h"
#include "work/files.h"
#include "work/instances.h"

namespace app {

namespace {

using Records = std::vector<records::Record>;

// The record and what it belongs to, the topmost last.
Records lineage_of(storage::Connection& db, const records::Catalogue& types,
                   const records::Record& record) {
  constexpr size_t depth_max = 20;
  Records line{record};
  while (line.size() < depth_max) {
    const auto above = records::parent_ref(types, line.back());
    auto parent = above ? records::find(db, types, *above) : std::nullopt;
    if (!parent) break;
    line.push_back(std::move(*parent));
  }
  return line;
}

bool names(const records::Catalogue& types, const records::Record& record,
           const std::string& person) {
  if (record.created_by == person) return true;
  return std::ranges::any_of(types.type(record.ref.type)->fields, [&](const auto& field) {
    return field.type == records::FieldType::Person &&
           std::ranges::count(persons_named(record, field.id), person) > 0;
  });
}

bool has_taken_part(storage::Connection& db, const records::Record& record,
                    const std::string& person) {
  const auto ref = engine_ref(record.ref);
  if (work::works_on(db, ref, person)) return true;
  return std::ranges::any_of(work::instances_of_record(db, ref), [&](const work::Instance& matter) {
    return work::takes_part(db, matter.key, person);
  });
}

}  // namespace

base::Result<void> check_comment(Parts& parts, storage::Connection& db, const Caller& caller,
                                 const records::Record& record) {
  if (is_administrator(caller)) return {};
  const auto& types = *parts.definitions->types;
  const auto line = lineage_of(db, types, record);
  const auto is_any = [&](const auto& holds) { return std::ranges::any_of(line, holds); };
  if (is_any([&](const auto& one) { return names(types, one, caller.person); })) return {};
  if (is_any([&](const auto& one) { return types.type(one.ref.type)->is_final(one.state); }))
    return base::refusal("app.comment_ended");
  const auto environment = environment_of(parts, caller);
  if (records::may(db, types, environment, record, records::May::Update)) return {};
  if (is_any([&](const auto& one) { return has_taken_part(db, one, caller.person); })) return {};
  return base::refusal("app.not_involved");
}

}  // namespace app
