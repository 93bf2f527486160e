#include <algorithm>
#include <iterator>
#include <span>

#include "app/inside/act.h"
#include "app/inside/duties.h"
#include "app/inside/json.h"
#include "app/inside/step_lists.h"
#include "app/records.h"
#include "base/csv.h"
#include "records/list_import.h"
#include "storage/idempotency.h"

namespace app {

namespace {

// The writer serves others between two groups.
constexpr size_t group_size = 100;
constexpr size_t problems_max = 200;

// `shown` columns are of the file as it was sent.
base::Json problem_json(const records::ImportFile& file, const records::ImportProblem& problem,
                        size_t shown) {
  const auto& cells = problem.row.cells;
  base::JsonArray missing;
  for (const base::Missing& one : problem.error.missing) {
    auto row = missing_json(one).as_object();
    if (const auto column = records::column_of(file, one.name))
      row["column"] = static_cast<int64_t>(*column);
    missing.push_back(std::move(row));
  }
  base::JsonObject out{
      {"line", problem.row.line},
      {"cells", base::JsonArray(cells.begin(), cells.begin() + std::min(shown, cells.size()))},
      {"code", problem.error.code},
      {"title", text_json(problem.error.title)},
      {"missing", std::move(missing)}};
  set_text(out, "clause", problem.error.clause);
  return out;
}

// `blank`: lines that were skipped.
base::Json outcome_json(const records::ImportFile& file, const ImportedList& list, int64_t blank,
                        int64_t created, std::span<const records::ImportProblem> problems) {
  const size_t shown = file.columns.size() - (list.owner == 0 ? 0 : 1);
  base::JsonArray columns, rows;
  for (const records::Field* field : std::span(file.columns).first(shown))
    columns.push_back(base::JsonObject{{"field", field->id}, {"title", text_json(field->title)}});
  for (const auto& problem : problems.first(std::min(problems.size(), problems_max)))
    rows.push_back(problem_json(file, problem, shown));
  return base::JsonObject{{"rows", static_cast<int64_t>(file.rows.size())},
                          {"blank", blank},
                          {"columns", std::move(columns)},
                          {"created", created},
                          {"problems", std::move(rows)}};
}

std::span<const records::ImportRow> group_at(const records::ImportFile& file, size_t begin) {
  const std::span rows(file.rows);
  return rows.subspan(begin, std::min(group_size, rows.size() - begin));
}

// Each group is an act of its own, so that a file sent again goes on where its first sending ended.
std::string key_of_group(const Caller& caller, size_t begin) {
  if (caller.idempotency_key.empty()) return {};
  return caller.idempotency_key + " " + std::to_string(begin);
}

// The caller sent this file before: its lines would now collide with the records they made.
base::Result<bool> was_begun(Parts& parts, const Caller& caller) {
  if (caller.idempotency_key.empty()) return false;
  auto db = parts.database->read();
  const auto kept = storage::kept_answer(*db, caller.person, key_of_group(caller, 0),
                                         caller.fingerprint, parts.now());
  if (!kept) return kept.error();
  return kept->has_value();
}

// What the steps on the caller's desk say of the list that the records go to; none: no such list.
std::optional<StepList> steps_of(storage::Connection& db, const records::Catalogue& types,
                                 const Caller& caller, const records::RecordType& type,
                                 const records::Field& link, int64_t owner) {
  const auto* holder = types.type(link.to);
  for (const auto& field : holder->fields) {
    if (field.type != records::FieldType::Children || field.of != type.id) continue;
    if (types.link_of(*holder, field) != link.id) continue;
    return StepList(db, types, caller.person, {holder->id, owner}, field.id);
  }
  return {};
}

base::Result<const records::Field*> link_to(const records::RecordType& type,
                                            const std::string& link) {
  const auto* field = type.field(link);
  if (field == nullptr || field->type != records::FieldType::Link || field->is_many)
    return base::refusal("request.wrong_type").at("link");
  return field;
}

// Columns that the list has for others, or which the page itself says.
base::Result<void> check_columns(const records::ImportFile& file, const std::string& link,
                                 const std::optional<StepList>& steps) {
  if (steps && !steps->may_add()) return base::refusal("app.list_only_read");
  auto refused = base::refusal("app.column_only_read");
  for (const auto* field : file.columns) {
    if (field->id != link && (!steps || steps->may_fill(field->id, true))) continue;
    refused.missing.push_back({base::Missing::Kind::Field,
                               field->id,
                               field->title,
                               {"请去掉这一列", "take this column away"}});
  }
  if (!refused.missing.empty()) return refused;
  return {};
}

base::Result<records::ImportFile> file_of(Parts& parts, const Caller& caller,
                                          std::string_view type_id, std::string_view csv,
                                          const ImportedList& list) {
  const auto& types = *parts.definitions->types;
  auto file = records::read_import(types, type_id, csv);
  if (!file || list.owner == 0) return file;
  const auto& type = *types.type(type_id);
  const auto link = link_to(type, list.link);
  if (!link) return link.error();
  auto db = parts.database->read();
  const auto steps = steps_of(*db, types, caller, type, **link, list.owner);
  if (auto fits = check_columns(*file, list.link, steps); !fits) return fits.error();
  records::link_all(*file, **link, list.owner);
  return file;
}

// What is asked of a record beside its own rules; nothing follows from it.
class Checks final : public records::Observer {
 public:
  explicit Checks(Act& act) : act_(act) {}
  base::Result<void> changed(storage::Tx&, const records::Change& change) override {
    if (auto kept = keep_to_steps(act_, change); !kept) return kept;
    return change.ref.type == duty_type ? check_duty(act_, change) : base::Result<void>();
  }

 private:
  Act& act_;
};

// One group as one act; a refused one leaves nothing behind.
base::Result<records::Import> run_group(Parts& parts, const Caller& caller,
                                        const records::ImportFile& file, size_t begin,
                                        records::ImportMode mode) {
  Caller acting = caller;
  acting.idempotency_key = key_of_group(caller, begin);
  if (mode == records::ImportMode::Preview) acting.idempotency_key.clear();
  records::Import result;
  const auto done = parts.run(acting, [&](runtime::Op& op) -> base::Result<base::Json> {
    Act act(parts, op, acting);
    Checks checks(act);
    auto environment = act.environment();
    if (mode == records::ImportMode::Preview) environment.observer = &checks;
    result =
        records::import_rows(act.tx(), act.types(), environment, file, group_at(file, begin), mode);
    if (mode == records::ImportMode::Apply && !result.problems.empty())
      return records::refused_import(file, result.problems);
    return base::Json(static_cast<int64_t>(result.created.size()));
  });
  if (!done && result.problems.empty()) return done.error();
  return result;
}

base::Result<std::vector<records::ImportProblem>> problems_of(Parts& parts, const Caller& caller,
                                                              const records::ImportFile& file) {
  std::vector<records::ImportProblem> problems;
  for (size_t at = 0; at < file.rows.size() && problems.size() < problems_max; at += group_size) {
    auto group = run_group(parts, caller, file, at, records::ImportMode::Preview);
    if (!group) return group.error();
    std::ranges::move(group->problems, std::back_inserter(problems));
  }
  return problems;
}

}  // namespace

base::Result<base::Json> preview_import(Workspace& workspace, const Caller& caller,
                                        std::string_view type, std::string_view csv,
                                        const ImportedList& list) {
  auto& parts = workspace.parts();
  const auto file = file_of(parts, caller, type, csv, list);
  if (!file) return file.error();
  const auto problems = problems_of(parts, caller, *file);
  if (!problems) return problems.error();
  return outcome_json(*file, list, base::count_blank_lines(csv), 0, *problems);
}

base::Result<base::Json> import_records(Workspace& workspace, const Caller& caller,
                                        std::string_view type, std::string_view csv,
                                        const ImportedList& list) {
  auto& parts = workspace.parts();
  const auto file = file_of(parts, caller, type, csv, list);
  if (!file) return file.error();
  const auto begun = was_begun(parts, caller);
  if (!begun) return begun.error();
  if (!*begun) {
    const auto problems = problems_of(parts, caller, *file);
    if (!problems) return problems.error();
    if (!problems->empty()) return records::refused_import(*file, *problems);
  }
  const int64_t blank = base::count_blank_lines(csv);
  size_t created = 0;
  for (size_t at = 0; at < file->rows.size(); at += group_size) {
    const auto group = run_group(parts, caller, *file, at, records::ImportMode::Apply);
    if (!group) return group.error();
    if (!group->problems.empty())
      return outcome_json(*file, list, blank, static_cast<int64_t>(created), group->problems);
    created += group_at(*file, at).size();
  }
  return outcome_json(*file, list, blank, static_cast<int64_t>(created), {});
}

base::Result<std::string> import_template(Workspace& workspace, const Caller& caller,
                                          std::string_view type_id, std::string_view language,
                                          const ImportedList& list) {
  const auto& types = *workspace.parts().definitions->types;
  const auto* type = types.type(type_id);
  if (type == nullptr || list.owner == 0) return records::import_template(types, type_id, language);
  const auto link = link_to(*type, list.link);
  if (!link) return link.error();
  auto db = workspace.parts().database->read();
  const auto steps = steps_of(*db, types, caller, *type, **link, list.owner);
  std::vector<std::string> left_out = {list.link};
  for (const auto& field : type->fields)
    if (steps && !steps->may_fill(field.id, true)) left_out.push_back(field.id);
  return records::list_template(*type, language, left_out);
}

}  // namespace app
