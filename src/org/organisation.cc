#include "org/organisation.h"

#include <algorithm>

#include "base/text.h"
#include "org/structure.h"

namespace org {
namespace {

// Who acts for rules and timers.
constexpr std::string_view rules = "system";

// Posts in force at a time given twice as parameters.
constexpr std::string_view in_force = " p.from_at <= ? AND (p.until_at IS NULL OR p.until_at > ?) ";
constexpr std::string_view main_first = " ORDER BY p.is_main DESC, p.from_at, p.id";

UnitRow unit_of_row(const storage::Row& row) {
  return {row.text(0), {row.text(1), row.text(2)}, row.text(3), row.text(4)};
}

PositionRow position_of_row(const storage::Row& row) {
  return {row.text(0), {row.text(1), row.text(2)}, row.text(3), row.integer(4)};
}

PersonRow person_of_row(const storage::Row& row) {
  return {row.text(0), {row.text(1), row.text(2)}, row.text(3), row.text(4), row.integer(5) != 0};
}

PostRow post_of_row(const storage::Row& row) {
  PostRow post{row.integer(0), row.text(1), row.text(2), row.integer(3) != 0, {row.integer(4)}, {}};
  if (!row.is_null(5)) post.until = base::Time{row.integer(5)};
  return post;
}

constexpr std::string_view person_columns =
    "SELECT id, name_zh, name_en, phone, email, is_active FROM org_person ";
constexpr std::string_view unit_columns =
    "SELECT id, title_zh, title_en, parent, head FROM org_unit ";
constexpr std::string_view position_columns =
    "SELECT id, title_zh, title_en, unit, headcount FROM org_position ";

std::string sql(std::string_view a, std::string_view b, std::string_view c = {},
                std::string_view d = {}) {
  return std::string(a).append(b).append(c).append(d);
}

template <class T>
std::vector<T> all(storage::Connection& db, const std::string& text,
                   const std::vector<storage::Cell>& parameters, T (*read)(const storage::Row&)) {
  std::vector<T> found;
  for (const storage::Row& row : db.query(text, parameters)) found.push_back(read(row));
  return found;
}

template <class T>
std::optional<T> one(storage::Connection& db, const std::string& text, std::string_view id,
                     T (*read)(const storage::Row&)) {
  const auto row = db.first(text, {std::string(id)});
  if (!row) return {};
  return read(*row);
}

std::vector<std::string> texts(storage::Connection& db, const std::string& text,
                               const std::vector<storage::Cell>& parameters) {
  std::vector<std::string> found;
  for (const storage::Row& row : db.query(text, parameters)) found.push_back(row.text(0));
  return found;
}

// With LIKE's own signs taken literally (ESCAPE '\').
std::string like_part(std::string_view words) {
  std::string escaped;
  for (const char c : words) {
    if (c == '%' || c == '_' || c == '\\') escaped += '\\';
    escaped += c;
  }
  return escaped;
}

}  // namespace

std::vector<UnitRow> units(storage::Connection& db) {
  return all(db, sql(unit_columns, "ORDER BY place, id"), {}, unit_of_row);
}

std::vector<PositionRow> positions(storage::Connection& db) {
  return all(db, sql(position_columns, "ORDER BY place, id"), {}, position_of_row);
}

std::vector<PersonRow> people(storage::Connection& db) {
  return all(db, sql(person_columns, "ORDER BY place, id"), {}, person_of_row);
}

std::optional<UnitRow> unit(storage::Connection& db, std::string_view id) {
  return one(db, sql(unit_columns, "WHERE id = ?"), id, unit_of_row);
}

std::optional<PositionRow> position(storage::Connection& db, std::string_view id) {
  return one(db, sql(position_columns, "WHERE id = ?"), id, position_of_row);
}

std::optional<PersonRow> person(storage::Connection& db, std::string_view id) {
  return one(db, sql(person_columns, "WHERE id = ?"), id, person_of_row);
}

bool may_be_id(std::string_view id) { return base::is_snake_case(id) && id != rules; }

base::Text name_of(storage::Connection& db, std::string_view id) {
  if (id == rules) return {"系统", "System"};
  base::Text name{std::string(id), ""};
  if (const auto found = person(db, id)) {
    name = found->name;
  } else if (const auto title = known_title(db, id)) {
    name = *title;
  }
  if (name.en.empty()) name.en = name.zh;
  return name;
}

std::vector<PersonRow> search_people(storage::Connection& db, std::string_view query,
                                     int64_t limit) {
  const std::string words(base::trim(query));
  const std::string part = "%" + like_part(words) + "%";
  const std::string beginning = like_part(base::lower_ascii(words)) + "%";
  return all(
      db,
      sql(person_columns,
          "WHERE is_active = 1 AND (name_zh LIKE ? ESCAPE '\\' OR lower(name_en) LIKE lower(?) "
          "ESCAPE '\\' OR"
          " id LIKE ? ESCAPE '\\' OR initials LIKE ? ESCAPE '\\') ORDER BY place, id LIMIT ?"),
      {part, part, beginning, beginning, limit}, person_of_row);
}

std::vector<std::string> holders(storage::Connection& db, std::string_view position,
                                 base::Time at) {
  std::vector<std::string> found;
  for (std::string& person :
       texts(db,
             sql("SELECT p.person FROM org_post p JOIN org_person o ON o.id = p.person"
                 " WHERE o.is_active = 1 AND p.position = ? AND",
                 in_force, main_first),
             {std::string(position), at.micros, at.micros})) {
    // Who is appointed before a post that was planned for him has both from then on.
    if (std::ranges::find(found, person) == found.end()) found.push_back(std::move(person));
  }
  return found;
}

std::vector<PostRow> posts_of(storage::Connection& db, std::string_view person, base::Time at) {
  return all(
      db,
      sql("SELECT p.id, p.person, p.position, p.is_main, p.from_at, p.until_at FROM org_post p"
          " WHERE p.person = ? AND",
          in_force, main_first),
      {std::string(person), at.micros, at.micros}, post_of_row);
}

std::vector<std::string> positions_of(storage::Connection& db, std::string_view person,
                                      base::Time at) {
  std::vector<std::string> found;
  for (const PostRow& post : posts_of(db, person, at)) {
    if (std::ranges::find(found, post.position) == found.end()) found.push_back(post.position);
  }
  return found;
}

bool holds(storage::Connection& db, std::string_view person, std::string_view position,
           base::Time at) {
  const auto found = holders(db, position, at);
  return std::ranges::find(found, person) != found.end();
}

std::string unit_of(storage::Connection& db, std::string_view person, base::Time at) {
  const auto posts = posts_of(db, person, at);
  if (posts.empty()) return {};
  const auto held = position(db, posts.front().position);
  return held ? held->unit : std::string();
}

std::vector<std::string> unit_heads(storage::Connection& db, std::string_view person,
                                    base::Time at) {
  const auto own = unit(db, unit_of(db, person, at));
  if (!own || own->head.empty()) return {};
  return holders(db, own->head, at);
}

}  // namespace org
