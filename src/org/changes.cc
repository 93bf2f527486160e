// Loading and changing the organisation.
#include <algorithm>
#include <set>

#include "base/mail_address.h"
#include "base/person_name.h"
#include "base/text.h"
#include "org/calendar.h"
#include "org/deputies.h"
#include "org/mail.h"
#include "org/organisation.h"
#include "org/structure.h"

namespace org {
namespace {

using Ids = std::set<std::string, std::less<>>;

template <class T>
Ids ids_of(const std::vector<T>& rows) {
  Ids ids;
  for (const T& row : rows) ids.insert(row.id);
  return ids;
}

base::Error unknown(std::string_view place, std::string_view id) {
  return base::refusal("org.unknown_reference")
      .at(std::string(place))
      .because("unknown id: " + std::string(id));
}

// Ids that the organisation and the database know together.
struct Known {
  Ids units;
  Ids positions;
  Ids people;
};

Known known_ids(storage::Connection& db, const Organisation& organisation) {
  Known known{ids_of(organisation.units), ids_of(organisation.positions),
              ids_of(organisation.people)};
  known.units.merge(ids_of(units(db)));
  known.positions.merge(ids_of(positions(db)));
  known.people.merge(ids_of(people(db)));
  return known;
}

bool has_cycle(const std::vector<Unit>& units) {
  for (const Unit& start : units) {
    std::string_view here = start.parent;
    for (size_t steps = 0; !here.empty(); ++steps) {
      if (here == start.id || steps > units.size()) return true;
      const auto next = std::ranges::find(units, here, &Unit::id);
      here = next == units.end() ? std::string_view() : std::string_view(next->parent);
    }
  }
  return false;
}

base::Result<void> check(storage::Connection& db, const Organisation& organisation) {
  const Known known = known_ids(db, organisation);
  for (const Unit& unit : organisation.units) {
    const std::string place = "units." + unit.id;
    if (!unit.parent.empty() && !known.units.contains(unit.parent))
      return unknown(place, unit.parent);
    if (!unit.head.empty() && !known.positions.contains(unit.head))
      return unknown(place, unit.head);
  }
  if (has_cycle(organisation.units)) return base::refusal("org.unit_cycle");
  for (const Position& position : organisation.positions) {
    if (!known.units.contains(position.unit))
      return unknown("positions." + position.id, position.unit);
  }
  for (const Person& person : organisation.people) {
    if (!may_be_id(person.id)) return base::refusal("org.bad_id").at("people." + person.id);
    for (const Post& post : person.posts) {
      if (!known.positions.contains(post.position))
        return unknown("people." + person.id, post.position);
      for (const std::string& unit : post.areas)
        if (!known.units.contains(unit)) return unknown("people." + person.id, unit);
    }
  }
  for (const Deputy& deputy : organisation.deputies) {
    const bool is_known = known.positions.contains(deputy.of) || known.people.contains(deputy.of);
    if (!is_known) return unknown("deputies", deputy.of);
    if (!known.people.contains(deputy.deputy)) return unknown("deputies", deputy.deputy);
  }
  return {};
}

// People have changed or closed it: the file is not asked any more.
bool is_changed(storage::Tx& tx, const std::string& id_name, const std::string& id) {
  return tx.db
      .first("SELECT 1 FROM org_" + id_name + "_term WHERE " + id_name +
                 " = ? AND (from_at > 0 OR until_at IS NOT NULL)",
             {id})
      .has_value();
}

void store_units(storage::Tx& tx, const Organisation& organisation) {
  int64_t place = 0;
  for (const Unit& unit : organisation.units) {
    if (is_changed(tx, "unit", unit.id)) continue;
    const UnitKind kind = unit.parent.empty() ? UnitKind::Company : UnitKind::Department;
    tx.db.execute(
        "INSERT INTO org_unit_term (unit, from_at, title_zh, title_en, kind, parent, head, place) "
        "VALUES (?, 0, ?, ?, ?, ?, ?, ?) ON CONFLICT (unit, from_at) DO UPDATE SET title_zh = "
        "excluded.title_zh, title_en = excluded.title_en, parent = excluded.parent, head = CASE "
        "WHEN "
        "excluded.head = '' THEN org_unit_term.head ELSE excluded.head END, place = excluded.place",
        {unit.id, unit.title.zh, unit.title.en, std::string(name_of(kind)), unit.parent, unit.head,
         ++place});
  }
  for (const Position& position : organisation.positions) {
    if (is_changed(tx, "position", position.id)) continue;
    tx.db.execute(
        "INSERT INTO org_position_term (position, from_at, title_zh, title_en, unit, superior, "
        "headcount, place) VALUES (?, 0, ?, ?, ?, '', ?, ?) ON CONFLICT (position, from_at) DO "
        "UPDATE SET title_zh = excluded.title_zh, title_en = excluded.title_en, unit = "
        "excluded.unit, headcount = excluded.headcount, place = excluded.place",
        {position.id, position.title.zh, position.title.en, position.unit, position.headcount,
         ++place});
  }
  take_effect(tx);
}

base::Time day_begin(base::Date date, const std::string& zone) {
  return base::instant_of({date, 0}, zone);
}

struct Period {
  base::Time from;
  storage::Cell until = nullptr;
};

// Days, both included, as instants, the second excluded.
Period period_of(std::optional<base::Date> from, std::optional<base::Date> until,
                 const std::string& zone) {
  Period period;
  if (from) period.from = day_begin(*from, zone);
  if (until) period.until = day_begin(*until + 1, zone).micros;
  return period;
}

void insert_post(storage::Tx& tx, std::string_view person, std::string_view position,
                 int64_t is_main, const Period& period) {
  tx.db.execute(
      "INSERT INTO org_post (id, person, position, is_main, from_at, until_at) VALUES (?, ?, ?, ?, "
      "?, ?)",
      {tx.keys.next(), std::string(person), std::string(position), is_main, period.from.micros,
       period.until});
}

void insert_areas(storage::Tx& tx, std::string_view person, const Post& post,
                  const Period& period) {
  for (const std::string& unit : post.areas) {
    tx.db.execute(
        "INSERT INTO org_area (id, person, position, unit, from_at, until_at) VALUES (?, ?, ?, ?, "
        "?, ?)",
        {tx.keys.next(), std::string(person), post.position, unit, period.from.micros,
         period.until});
  }
}

int64_t store_posts(storage::Tx& tx, const Person& person, const std::string& zone) {
  int64_t added = 0;
  const bool has_main = std::ranges::any_of(person.posts, &Post::is_main);
  for (const Post& post : person.posts) {
    const bool is_there = tx.db
                              .first("SELECT 1 FROM org_post WHERE person = ? AND position = ?",
                                     {person.id, post.position})
                              .has_value();
    if (is_there) continue;
    const bool is_main = has_main ? post.is_main : &post == person.posts.data();
    const Period period = period_of(post.from, post.until, zone);
    insert_post(tx, person.id, post.position, is_main, period);
    insert_areas(tx, person.id, post, period);
    ++added;
  }
  return added;
}

void store_person(storage::Tx& tx, std::string_view id, const base::Text& name,
                  std::string_view phone, std::string_view email) {
  tx.db.execute(
      "INSERT INTO org_person (id, name_zh, name_en, initials, phone, email, is_active, place)"
      " VALUES (?, ?, ?, ?, ?, ?, 1, (SELECT count(*) + 1 FROM org_person))"
      " ON CONFLICT (id) DO UPDATE SET name_zh = excluded.name_zh, name_en = excluded.name_en,"
      " initials = excluded.initials",
      {std::string(id), name.zh, name.en, base::name_initials(name.zh), std::string(phone),
       std::string(email)});
}

int64_t store_people(storage::Tx& tx, const Organisation& organisation, const std::string& zone) {
  int64_t added = 0;
  for (const Person& person : organisation.people) {
    if (!org::person(tx.db, person.id)) ++added;
    store_person(tx, person.id, person.name, person.phone, person.email);
    added += store_posts(tx, person, zone);
  }
  return added;
}

base::Result<int64_t> store_deputies(storage::Tx& tx, const Organisation& organisation,
                                     const std::string& zone) {
  int64_t added = 0;
  for (const Deputy& deputy : organisation.deputies) {
    const Period period = period_of(deputy.from, deputy.until, zone);
    const bool is_there =
        tx.db
            .first("SELECT 1 FROM org_deputy WHERE of_id = ? AND deputy = ? AND from_at = ?",
                   {deputy.of, deputy.deputy, period.from.micros})
            .has_value();
    if (is_there) continue;
    NewDeputy fresh{deputy.of, deputy.deputy, period.from, {}, deputy.reason, deputy.scope};
    if (const int64_t* until = std::get_if<int64_t>(&period.until))
      fresh.until = base::Time{*until};
    if (auto set = set_deputy(tx, fresh); !set) return set.error();
    ++added;
  }
  return added;
}

// From then on the person's other posts are part-time; until then they stay what they are.
void make_others_secondary(storage::Tx& tx, std::string_view person, base::Time from) {
  for (const storage::Row& row : tx.db.query(
           "SELECT id, position, from_at, until_at FROM org_post WHERE person = ? AND is_main = 1"
           " AND (until_at IS NULL OR until_at > ?)",
           {std::string(person), from.micros})) {
    if (row.integer(2) >= from.micros) {
      tx.db.execute("UPDATE org_post SET is_main = 0 WHERE id = ?", {row.integer(0)});
      continue;
    }
    tx.db.execute("UPDATE org_post SET until_at = ? WHERE id = ?", {from.micros, row.integer(0)});
    const storage::Cell until =
        row.is_null(3) ? storage::Cell(nullptr) : storage::Cell(row.integer(3));
    insert_post(tx, person, row.text(1), 0, {from, until});
  }
}

void note(storage::Tx& tx, std::string_view act, std::string_view person, base::Json changes) {
  storage::append_event(tx, {std::string(act), "person", std::string(person), "person",
                             std::string(person), "", std::move(changes)});
}

}  // namespace

base::Result<void> load(storage::Tx& tx, const Organisation& organisation) {
  if (auto checked = check(tx.db, organisation); !checked) return checked;
  const std::string zone = calendar(tx.db).zone;
  store_units(tx, organisation);
  const int64_t people_added = store_people(tx, organisation, zone);
  const auto deputies_added = store_deputies(tx, organisation, zone);
  if (!deputies_added) return deputies_added.error();
  if (people_added + *deputies_added > 0) {
    storage::append_event(
        tx, {"organisation.loaded", "organisation", "default", "", "", "",
             base::JsonObject{{"people", people_added}, {"deputies", *deputies_added}}});
  }
  return {};
}

base::Result<void> check_stated(const NewPerson& person) {
  if (base::trim(person.name.zh).empty()) return base::refusal("org.no_name").at("name");
  if (!person.email.empty() && !base::is_mail_address(person.email))
    return base::refusal("request.wrong_type").at("email");
  return {};
}

base::Result<std::string> add_person(storage::Tx& tx, const NewPerson& fresh) {
  const std::string id = fresh.id.empty() ? "p" + std::to_string(tx.keys.next()) : fresh.id;
  if (!may_be_id(id)) return base::refusal("org.bad_id").at("id");
  if (auto stated = check_stated(fresh); !stated) return stated.error();
  if (person(tx.db, id) || known_title(tx.db, id))
    return base::refusal("org.person_exists").at("id");
  if (auto free = check_mail_is_free(tx.db, fresh); !free) return free.error();
  store_person(tx, id, fresh.name, fresh.phone, fresh.email);
  note(tx, "person.added", id, base::JsonObject{{"name", fresh.name.zh}});
  return id;
}

base::Result<void> deactivate_person(storage::Tx& tx, std::string_view id) {
  if (!person(tx.db, id)) return base::refusal("org.no_person");
  tx.db.execute("UPDATE org_person SET is_active = 0 WHERE id = ?", {std::string(id)});
  tx.db.execute(
      "UPDATE org_post SET until_at = ? WHERE person = ? AND (until_at IS NULL OR until_at > ?)",
      {tx.now.micros, std::string(id), tx.now.micros});
  tx.db.execute(
      "UPDATE org_deputy SET until_at = ? WHERE (deputy = ? OR of_id = ?) AND (until_at IS NULL OR "
      "until_at > ?)",
      {tx.now.micros, std::string(id), std::string(id), tx.now.micros});
  tx.db.execute(
      "UPDATE org_area SET until_at = ? WHERE person = ? AND (until_at IS NULL OR until_at > ?)",
      {tx.now.micros, std::string(id), tx.now.micros});
  tx.db.execute("DELETE FROM org_leaving WHERE person = ?", {std::string(id)});
  note(tx, "person.deactivated", id, base::JsonObject{});
  return {};
}

base::Result<int64_t> appoint(storage::Tx& tx, std::string_view person_id,
                              std::string_view position_id, base::Time from, bool is_main) {
  const auto appointed = person(tx.db, person_id);
  if (!appointed || !appointed->is_active) return unknown("person", person_id);
  if (from < tx.now) return base::refusal("org.change_in_past").at("from");
  if (!position_at(tx.db, position_id, from)) return unknown("position", position_id);
  for (const PostRow& post : posts_of(tx.db, person_id, from)) {
    if (post.position == position_id) return base::refusal("org.post_exists");
  }
  if (is_main) make_others_secondary(tx, person_id, from);
  insert_post(tx, person_id, position_id, is_main, {from, nullptr});
  note(tx, "person.appointed", person_id,
       base::JsonObject{
           {"position", position_id}, {"from", base::print_utc(from)}, {"main", is_main}});
  return tx.db.first("SELECT max(id) FROM org_post WHERE person = ?", {std::string(person_id)})
      ->integer(0);
}

base::Result<void> release(storage::Tx& tx, std::string_view person_id,
                           std::string_view position_id, base::Time until) {
  if (until < tx.now) return base::refusal("org.change_in_past").at("until");
  const int64_t never_begun =
      tx.db.execute("DELETE FROM org_post WHERE person = ? AND position = ? AND from_at >= ?",
                    {std::string(person_id), std::string(position_id), until.micros});
  const int64_t shortened = tx.db.execute(
      "UPDATE org_post SET until_at = ? WHERE person = ? AND position = ? AND (until_at IS NULL OR "
      "until_at > ?)",
      {until.micros, std::string(person_id), std::string(position_id), until.micros});
  if (never_begun + shortened == 0) return base::refusal("org.no_post");
  note(tx, "person.released", person_id,
       base::JsonObject{{"position", position_id}, {"until", base::print_utc(until)}});
  return {};
}

}  // namespace org
