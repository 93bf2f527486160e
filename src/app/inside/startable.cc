#include "app/inside/startable.h"

#include <algorithm>
#include <map>
#include <optional>

#include "app/inside/begun_by_records.h"
#include "app/inside/closed.h"
#include "app/inside/on_behalf.h"
#include "app/inside/starters.h"
#include "base/text.h"
#include "work/last_begun.h"

namespace app {

namespace {

constexpr int64_t parents_max = 50;

bool title_mentions(const base::Text& title, std::string_view words) {
  const auto wanted = base::lower_ascii(base::trim(words));
  if (wanted.empty()) return true;
  return title.zh.find(wanted) != std::string::npos ||
         base::lower_ascii(title.en).find(wanted) != std::string::npos ||
         base::pinyin_initials(title.zh).find(wanted) != std::string::npos;
}

// The records of the parent type that name the caller in the field and on which he may create.
void add_parents(Look& look, const records::RecordType& type, const records::Field& link,
                 std::string_view field, std::map<int64_t, records::Record>& out) {
  const auto* parent = look.types().type(link.to);
  const auto* named = parent == nullptr ? nullptr : parent->field(field);
  if (named == nullptr || named->type != records::FieldType::Person) return;
  records::Query query;
  query.where.push_back({named->id, "=", base::Json(look.caller().person)});
  query.size = parents_max;
  query.with_computed = false;
  const auto found = records::list(look.db(), look.types(), look.environment(), parent->id, query);
  if (!found) return;
  for (const auto& record : found->items) {
    const base::JsonObject given{{link.id, std::to_string(record.ref.id)}};
    if (records::may_create(look.db(), look.types(), look.environment(), type.id, given))
      out.emplace(record.ref.id, record);
  }
}

// Where the right to create depends on what the record will belong to: the newest first.
base::JsonArray parents_json(Look& look, const records::RecordType& type) {
  constexpr std::string_view of_parent = "parent.field:";
  const auto* link = type.field(type.parent);
  std::map<int64_t, records::Record> found;
  for (const std::string_view who : type.access.create) {
    if (link != nullptr && who.starts_with(of_parent))
      add_parents(look, type, *link, who.substr(of_parent.size()), found);
  }
  base::JsonArray out;
  for (auto each = found.rbegin(); each != found.rend() && out.size() < parents_max; ++each)
    out.push_back(look.record(each->second.ref));
  return out;
}

base::Json new_record_json(Look& look, const records::RecordType& type,
                           const std::vector<Beginning>& begun, const work::LastBegun& last) {
  base::JsonObject out{{"type", type.id},
                       {"title", text_json(type.title)},
                       {"pack", type.pack},
                       {"clauses", base::JsonArray(type.clauses.begin(), type.clauses.end())}};
  set_title(out, "description", type.description);
  std::optional<base::Time> latest;
  base::JsonArray processes;
  for (const auto& each : begun) {
    auto process = look.ref(each.process->id, each.process->title);
    if (auto closed = closing_json(look, each.process->id); !closed.is_null())
      process.as_object()["closed"] = std::move(closed);
    processes.push_back(std::move(process));
    const auto at = last.find(each.process->id);
    if (at != last.end() && (!latest || at->second > *latest)) latest = at->second;
  }
  out["processes"] = std::move(processes);
  set_time(out, "last_at", latest);
  return out;
}

// Those that the caller may start, and when he last did.
base::JsonArray startable_json(Look& look, const work::LastBegun& last, std::string_view words) {
  base::JsonArray out;
  for (const auto* process : look.definitions().processes->all()) {
    const bool is_his = may_start(look.parts(), look.db(), *process, look.caller()) ||
                        may_start_for_others(*process, look.caller());
    if (!is_his || !title_mentions(process->title, words)) continue;
    auto json = process_json(look, *process);
    if (const auto at = last.find(process->id); at != last.end())
      json.as_object()["last_at"] = time_json(at->second);
    out.push_back(std::move(json));
  }
  return out;
}

base::JsonArray new_records_json(Look& look, const work::LastBegun& last, NewRecords which,
                                 std::string_view words) {
  base::JsonArray out;
  for (const auto& [id, type] : look.types().types()) {
    const auto begun = begun_by(look.definitions(), type, "created");
    const bool is_meant =
        title_mentions(type.title, words) || std::ranges::any_of(begun, [&](const auto& each) {
          return title_mentions(each.process->title, words);
        });
    if (begun.empty() || !is_meant) continue;
    base::JsonArray parents;
    if (!records::may_create(look.db(), look.types(), look.environment(), id)) {
      if (which == NewRecords::All) parents = parents_json(look, type);
      if (parents.empty()) continue;
    }
    auto json = new_record_json(look, type, begun, last);
    if (!parents.empty()) json.as_object()["parents"] = std::move(parents);
    out.push_back(std::move(json));
  }
  return out;
}

}  // namespace

base::Json process_json(Look& look, const ProcessDefinition& process) {
  base::JsonObject out{
      {"id", process.id},
      {"title", text_json(process.title)},
      {"pack", process.pack->id},
      {"clauses", base::JsonArray(process.clauses.begin(), process.clauses.end())}};
  set_text(out, "record_type", process.record_type);
  if (auto closed = closing_json(look, process.id); !closed.is_null())
    out["closed"] = std::move(closed);
  return out;
}

Startable startable(Look& look, NewRecords which, std::string_view words) {
  const auto last = work::last_begun(look.db(), look.caller().person);
  return {startable_json(look, last, words), new_records_json(look, last, which, words)};
}

}  // namespace app
