// Units, positions, people, who holds which position when, and who stands in for whom.
//
// Rules name positions, never persons; this module says who they are at a given time.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "base/working_calendar.h"
#include "storage/database.h"
#include "storage/tx.h"

namespace org {

// What a file declares (demo/organisation.yaml). Dates are days of the zone, both included.

struct Unit {
  std::string id;
  base::Text title;
  std::string parent;  // unit id, empty for the top
  std::string head;    // position id, may be empty
};

struct Position {
  std::string id;
  base::Text title;
  std::string unit;
  int64_t headcount = 1;
};

struct Post {
  std::string position;
  bool is_main = false;  // the first post is the main one when none says so
  std::optional<base::Date> from = {};
  std::optional<base::Date> until = {};
  std::vector<std::string> areas = {};  // units that its holder answers for
};

struct Person {
  std::string id;
  base::Text name;
  std::string username;  // empty: cannot sign in; the account is access's
  std::string password;  // of the demo only
  std::string phone;
  std::string email;
  std::vector<Post> posts;
};

struct Deputy {
  std::string of;      // position or person id
  std::string deputy;  // person id
  std::optional<base::Date> from = {};
  std::optional<base::Date> until = {};
  std::string reason;
  std::vector<std::string> scope;  // process ids; empty: everything
};

struct Organisation {
  std::vector<Unit> units;
  std::vector<Position> positions;
  std::vector<Person> people;
  std::vector<Deputy> deputies;
};

// Stores the organisation. Doing it again changes only titles; posts and deputies that are there,
// also ended ones, stay as people have changed them, and a unit keeps its head where another file
// names it without one. Refuses with org.unknown_reference, `place`
// naming it.
base::Result<void> load(storage::Tx& tx, const Organisation& organisation);

// What is stored.

struct UnitRow {
  std::string id;
  base::Text title;
  std::string parent;
  std::string head;
};

struct PositionRow {
  std::string id;
  base::Text title;
  std::string unit;
  int64_t headcount = 1;
};

struct PersonRow {
  std::string id;
  base::Text name;
  std::string phone;
  std::string email;
  bool is_active = true;
};

struct PostRow {
  int64_t key = 0;
  std::string person;
  std::string position;
  bool is_main = false;
  base::Time from;
  std::optional<base::Time> until;  // excluded
};

std::vector<UnitRow> units(storage::Connection& db);
std::vector<PositionRow> positions(storage::Connection& db);
std::vector<PersonRow> people(storage::Connection& db);
std::optional<UnitRow> unit(storage::Connection& db, std::string_view id);
std::optional<PositionRow> position(storage::Connection& db, std::string_view id);
std::optional<PersonRow> person(storage::Connection& db, std::string_view id);
// Whether something new may have this id: snake_case, and not "system", which rules and timers act
// as.
bool may_be_id(std::string_view id);

// The person's name or the position's title, or the id when there is neither ("system" → 系统).
base::Text name_of(storage::Connection& db, std::string_view person);
// By part of the name, id, or pinyin initials ("lh" finds 林华). Active people only.
std::vector<PersonRow> search_people(storage::Connection& db, std::string_view query,
                                     int64_t limit);

// Active people who hold the position, main post first, then the longest.
std::vector<std::string> holders(storage::Connection& db, std::string_view position, base::Time at);
std::vector<PostRow> posts_of(storage::Connection& db, std::string_view person, base::Time at);
// Position ids, the main one first.
std::vector<std::string> positions_of(storage::Connection& db, std::string_view person,
                                      base::Time at);
// Whether the person holds the position.
bool holds(storage::Connection& db, std::string_view person, std::string_view position,
           base::Time at);
// Unit of the main post; empty without a post.
std::string unit_of(storage::Connection& db, std::string_view person, base::Time at);
// Holders of the head position of the person's unit: the person too, when he is the head.
std::vector<std::string> unit_heads(storage::Connection& db, std::string_view person,
                                    base::Time at);

// Changes of the organisation.

struct NewPerson {
  std::string id;  // snake_case; empty: made from the key
  base::Text name;
  std::string phone;
  std::string email;
};
// Refuses with org.no_name, and request.wrong_type for a mail address that is none.
base::Result<void> check_stated(const NewPerson& person);
// Refuses with org.bad_id, org.person_exists, and as check_stated.
base::Result<std::string> add_person(storage::Tx& tx, const NewPerson& person);
// Names and addresses; who has left is there again, without posts. Refuses with org.no_person, and
// as check_stated.
base::Result<void> change_person(storage::Tx& tx, const NewPerson& person);
// Afterwards the person is as stated, and holds exactly these posts where any are stated, from now
// on; stating the same again changes nothing. Refuses with org.bad_id, org.person_exists (the id is
// a position's), org.two_main_posts, org.unknown_reference.
struct StatedPost {
  std::string position;
  bool is_main = false;
};
enum class Stated { Kept, Changed, Added };
base::Result<Stated> state_person(storage::Tx& tx, const NewPerson& person,
                                  const std::optional<std::vector<StatedPost>>& posts);
// Refuses with org.no_person. Posts end; open tasks have to be handed over by `work`.
base::Result<void> deactivate_person(storage::Tx& tx, std::string_view person);
// Refuses with org.unknown_reference, org.post_exists, org.change_in_past.
base::Result<int64_t> appoint(storage::Tx& tx, std::string_view person, std::string_view position,
                              base::Time from, bool is_main);
// Ends the person's post; what would begin later never does. Refuses with org.no_post,
// org.change_in_past.
base::Result<void> release(storage::Tx& tx, std::string_view person, std::string_view position,
                           base::Time until);

// Adds and renames people, and appoints them, from CSV with the header
// id,name,name_en,phone,email,position,main (others refused). A mail address is one person's once
// all lines are stored. Refuses with org.bad_import, `missing` naming every bad line; nothing is
// stored then.
struct Imported {
  int64_t added = 0;
  int64_t changed = 0;
  int64_t appointed = 0;
};
base::Result<Imported> import_people(storage::Tx& tx, std::string_view csv);

std::span<const storage::Migration> migrations();

}  // namespace org
