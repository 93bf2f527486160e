#include "app/structure.h"

#include "app/inside/act.h"
#include "app/inside/json.h"
#include "app/inside/organisation_rights.h"
#include "app/inside/words.h"
#include "org/import_preview.h"
#include "org/import_structure.h"
#include "org/structure.h"
#include "work/seats.h"

namespace app {

namespace {

// Nothing: none was given. Refuses with request.wrong_type.
base::Result<std::optional<base::Time>> moment(std::string_view text, std::string_view name) {
  if (text.empty()) return std::optional<base::Time>();
  const auto time = base::parse_time(text);
  if (!time) return base::refusal("request.wrong_type").at(std::string(name));
  return std::optional(*time);
}

base::Result<std::optional<base::Time>> moment_in(const base::Json& json, std::string_view name) {
  return moment(base::text_or_empty(json, name), name);
}

base::Text text_in(const base::Json& json, std::string_view name) {
  const auto* title = base::find(json, name);
  if (title == nullptr) return {};
  return {base::text_or_empty(*title, "zh"), base::text_or_empty(*title, "en")};
}

// An act on the organisation at a moment. Open seats follow it, now and when it takes effect.
template <class Decide>
base::Result<base::Json> change(Workspace& workspace, const Caller& caller,
                                const base::Result<std::optional<base::Time>>& from,
                                Decide decide) {
  if (auto may = require_keeper(caller); !may) return may.error();
  if (!from) return from.error();
  auto& parts = workspace.parts();
  return parts.run(caller, [&](runtime::Op& op) -> base::Result<base::Json> {
    Act act(parts, op, caller);
    const base::Time at = from->value_or(op.tx.now);
    return keep_within_rights(parts, act.db(), caller, at, [&]() -> base::Result<base::Json> {
      auto decided = decide(op.tx, at);
      if (!decided) return decided.error();
      work::follow_change(act.context(), at, {});
      // A unit may work by another calendar now.
      op.after_commit([&parts] { parts.set_calendar(parts.calendar()); });
      if constexpr (std::is_same_v<decltype(decided), base::Result<void>>)
        return base::Json();
      else
        return base::Json(*decided);
    });
  });
}

base::Result<void> without_answer(const base::Result<base::Json>& done) {
  if (!done) return done.error();
  return {};
}

// What the request leaves out is as it is known.
org::NewPerson stated_person(storage::Connection& db, std::string_view id,
                             const base::Json& request) {
  const auto known = org::person(db, id);
  const auto text = [&](std::string_view name, const std::string& kept) {
    return base::find(request, name) ? base::text_or_empty(request, name) : kept;
  };
  return {std::string(id),
          {base::text_or_empty(request, "name"), text("name_en", known ? known->name.en : "")},
          text("phone", known ? known->phone : ""),
          text("email", known ? known->email : "")};
}

std::optional<std::vector<org::StatedPost>> stated_posts(const base::Json& request) {
  const auto* stated = base::find(request, "posts");
  if (stated == nullptr || !stated->is_array()) return {};
  std::vector<org::StatedPost> posts;
  for (const auto& post : stated->as_array()) {
    const auto* main = base::find(post, "main");
    posts.push_back({base::text_or_empty(post, "position"),
                     main != nullptr && main->is_bool() && main->as_bool()});
  }
  return posts;
}

template <class Line>
base::JsonObject line_json(const Line& line) {
  static constexpr std::array<std::string_view, 3> acts = {"added", "changed", "kept"};
  base::JsonArray changes;
  for (const auto& change : line.changes) {
    changes.push_back(base::JsonObject{
        {"column", change.column}, {"from", text_json(change.from)}, {"to", text_json(change.to)}});
  }
  return {{"line", line.line},
          {"id", line.id},
          {"name", line.name},
          {"act", acts[static_cast<size_t>(line.act)]},
          {"changes", std::move(changes)}};
}

base::Json imported_json(const std::vector<org::ImportedPerson>& people) {
  base::JsonArray rows;
  for (const auto& person : people) {
    auto row = line_json(person);
    set_text(row, "position", person.appointed_to);
    rows.push_back(std::move(row));
  }
  return base::JsonObject{{"rows", std::move(rows)}};
}

base::Json imported_json(const std::vector<org::ImportedTerm>& terms) {
  base::JsonArray rows;
  for (const auto& term : terms) rows.push_back(line_json(term));
  return base::JsonObject{{"rows", std::move(rows)}};
}

template <class Import>
base::Result<base::Json> import_terms(Workspace& workspace, const Caller& caller,
                                      std::string_view csv, StructureImport mode, Import take) {
  return change(workspace, caller, std::optional<base::Time>(),
                [&](storage::Tx& tx, base::Time) -> base::Result<base::Json> {
                  const bool is_preview = mode == StructureImport::Preview;
                  if (is_preview) tx.db.set_savepoint("structure_import");
                  const auto lines = take(tx, csv);
                  if (is_preview) tx.db.roll_back_to("structure_import");
                  if (!lines) return lines.error();
                  return imported_json(*lines);
                });
}

}  // namespace

base::Result<void> change_unit(Workspace& workspace, const Caller& caller, std::string_view id,
                               const base::Json& request) {
  const auto kind =
      needed_word_of(request, "kind", {"company", "department", "team", "region", "shop"});
  if (!kind) return kind.error();
  const org::UnitTerm unit{std::string(id), text_in(request, "title"), *org::unit_kind(*kind),
                           base::text_or_empty(request, "parent"),
                           base::text_or_empty(request, "head_position")};
  return without_answer(
      change(workspace, caller, moment_in(request, "from"),
             [&](storage::Tx& tx, base::Time at) { return org::change_unit(tx, unit, at); }));
}

base::Result<void> change_position(Workspace& workspace, const Caller& caller, std::string_view id,
                                   const base::Json& request) {
  const org::PositionTerm position{
      std::string(id), text_in(request, "title"), base::text_or_empty(request, "unit"),
      base::text_or_empty(request, "superior"), base::int_or(request, "headcount", 1)};
  return without_answer(change(
      workspace, caller, moment_in(request, "from"),
      [&](storage::Tx& tx, base::Time at) { return org::change_position(tx, position, at); }));
}

base::Result<void> close_unit(Workspace& workspace, const Caller& caller, std::string_view id,
                              std::string_view from) {
  return without_answer(
      change(workspace, caller, moment(from, "from"),
             [&](storage::Tx& tx, base::Time at) { return org::close_unit(tx, id, at); }));
}

base::Result<void> close_position(Workspace& workspace, const Caller& caller, std::string_view id,
                                  std::string_view from) {
  return without_answer(
      change(workspace, caller, moment(from, "from"),
             [&](storage::Tx& tx, base::Time at) { return org::close_position(tx, id, at); }));
}

base::Result<base::Json> add_person(Workspace& workspace, const Caller& caller,
                                    const base::Json& request) {
  const org::NewPerson person{
      base::text_or_empty(request, "id"),
      {base::text_or_empty(request, "name"), base::text_or_empty(request, "name_en")},
      base::text_or_empty(request, "phone"),
      base::text_or_empty(request, "email")};
  const auto id = change(workspace, caller, std::optional<base::Time>(),
                         [&](storage::Tx& tx, base::Time) { return org::add_person(tx, person); });
  if (!id) return id;
  return base::Json(base::JsonObject{{"id", *id}});
}

base::Result<base::Json> state_person(Workspace& workspace, const Caller& caller,
                                      std::string_view id, const base::Json& request) {
  static constexpr std::array<std::string_view, 3> acts = {"kept", "changed", "added"};
  const auto posts = stated_posts(request);
  const auto stated = change(workspace, caller, std::optional<base::Time>(),
                             [&](storage::Tx& tx, base::Time) -> base::Result<std::string_view> {
                               const auto person = stated_person(tx.db, id, request);
                               const auto done = org::state_person(tx, person, posts);
                               if (!done) return done.error();
                               return acts[static_cast<size_t>(*done)];
                             });
  if (!stated) return stated;
  return base::Json(base::JsonObject{{"act", *stated}});
}

base::Result<void> appoint(Workspace& workspace, const Caller& caller, const base::Json& request) {
  const auto* main = base::find(request, "main");
  const bool is_main = main != nullptr && main->is_bool() && main->as_bool();
  return without_answer(
      change(workspace, caller, moment_in(request, "from"), [&](storage::Tx& tx, base::Time at) {
        return org::appoint(tx, base::text_or_empty(request, "person"),
                            base::text_or_empty(request, "position"), at, is_main);
      }));
}

base::Result<void> release(Workspace& workspace, const Caller& caller, const base::Json& request) {
  return without_answer(
      change(workspace, caller, moment_in(request, "until"), [&](storage::Tx& tx, base::Time at) {
        return org::release(tx, base::text_or_empty(request, "person"),
                            base::text_or_empty(request, "position"), at);
      }));
}

base::Result<base::Json> give_area(Workspace& workspace, const Caller& caller,
                                   const base::Json& request) {
  const auto until = moment_in(request, "until");
  if (!until) return until.error();
  const auto key =
      change(workspace, caller, moment_in(request, "from"), [&](storage::Tx& tx, base::Time at) {
        return org::give_area(tx, {0, base::text_or_empty(request, "person"),
                                   base::text_or_empty(request, "position"),
                                   base::text_or_empty(request, "unit"), at, *until});
      });
  if (!key) return key;
  return base::Json(base::JsonObject{{"id", std::to_string(key->as_int64())}});
}

base::Result<void> end_area(Workspace& workspace, const Caller& caller, int64_t id) {
  return without_answer(change(workspace, caller, std::optional<base::Time>(),
                               [&](storage::Tx& tx, base::Time) { return org::end_area(tx, id); }));
}

base::Result<base::Json> preview_people(Workspace& workspace, const Caller& caller,
                                        std::string_view csv) {
  if (auto may = require_keeper(caller); !may) return may.error();
  auto db = workspace.parts().database->read();
  const auto imported = org::preview_import(*db, csv, workspace.now());
  if (!imported) return imported.error();
  return imported_json(*imported);
}

base::Result<base::Json> import_people(Workspace& workspace, const Caller& caller,
                                       std::string_view csv) {
  return change(workspace, caller, std::optional<base::Time>(),
                [&](storage::Tx& tx, base::Time) -> base::Result<base::Json> {
                  const auto lines = org::preview_import(tx.db, csv, tx.now);
                  if (!lines) return lines.error();
                  if (auto done = org::import_people(tx, csv); !done) return done.error();
                  return imported_json(*lines);
                });
}

base::Result<base::Json> import_units(Workspace& workspace, const Caller& caller,
                                      std::string_view csv, StructureImport mode) {
  return import_terms(workspace, caller, csv, mode, org::import_units);
}

base::Result<base::Json> import_positions(Workspace& workspace, const Caller& caller,
                                          std::string_view csv, StructureImport mode) {
  return import_terms(workspace, caller, csv, mode, org::import_positions);
}

}  // namespace app
