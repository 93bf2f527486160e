// The organisation over time: units, positions and areas of responsibility, each from a moment to a
// moment. What was before stays known; what organisation.h answers is the present.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "org/organisation.h"

namespace org {

enum class UnitKind { Company, Department, Team, Region, Shop };
std::string_view name_of(UnitKind kind);  // company, department, team, region, shop
std::optional<UnitKind> unit_kind(std::string_view name);

// What holds of a unit or position between two changes.
struct UnitTerm {
  std::string id;
  base::Text title;
  UnitKind kind = UnitKind::Department;
  std::string parent;  // unit id, empty for the top
  std::string head;    // position id, may be empty
};
struct PositionTerm {
  std::string id;
  base::Text title;
  std::string unit;
  std::string superior;   // position id; empty: the head of the unit, see reporting.h
  int64_t headcount = 1;  // planned
};

std::vector<UnitTerm> units_at(storage::Connection& db, base::Time at);
std::vector<PositionTerm> positions_at(storage::Connection& db, base::Time at);
std::optional<UnitTerm> unit_at(storage::Connection& db, std::string_view id, base::Time at);
std::optional<PositionTerm> position_at(storage::Connection& db, std::string_view id,
                                        base::Time at);
// Of closed and planned ones, too; the latest.
std::optional<base::Text> known_title(storage::Connection& db, std::string_view position);

// Adds it, or changes it from `from` on, up to its next planned change. Refuses with org.bad_id,
// org.change_in_past, org.unknown_reference, org.unit_cycle, org.superiors_cyclic; a circle that
// would only begin later is refused, too. Call `take_effect` when `from` has come.
base::Result<void> change_unit(storage::Tx& tx, const UnitTerm& unit, base::Time from);
base::Result<void> change_position(storage::Tx& tx, const PositionTerm& position, base::Time from);
// Likewise several at once, each id once, which may name one another in any order. Gives what is
// wrong with which of them (`detail` of a circle naming those who form it), each once and in their
// order; then nothing is changed.
struct TermProblem {
  size_t at = 0;
  base::Error error;
};
std::vector<TermProblem> change_units(storage::Tx& tx, const std::vector<UnitTerm>& units,
                                      base::Time from);
std::vector<TermProblem> change_positions(storage::Tx& tx,
                                          const std::vector<PositionTerm>& positions,
                                          base::Time from);

// Ends it, planned changes too. Refuses with org.unknown_reference, org.change_in_past and
// org.still_in_use, `missing` naming what has to be moved or ended first.
base::Result<void> close_unit(storage::Tx& tx, std::string_view unit, base::Time from);
base::Result<void> close_position(storage::Tx& tx, std::string_view position, base::Time from);

// Makes the terms of now the present one.
void take_effect(storage::Tx& tx);

// Moments after `at` at which units, positions, posts or areas change, each once, in order.
std::vector<base::Time> planned_changes(storage::Connection& db, base::Time at);

// Who answers for which unit (a region, a shop) by which position. It covers the units below.
struct Area {
  int64_t key = 0;
  std::string person;
  std::string position;
  std::string unit;
  base::Time from;
  std::optional<base::Time> until;  // excluded
};
// Refuses with org.unknown_reference, org.no_post (the person must hold the position then),
// org.change_in_past and org.area_exists.
base::Result<int64_t> give_area(storage::Tx& tx, const Area& area);
// Ends it now. Refuses with org.no_area.
base::Result<void> end_area(storage::Tx& tx, int64_t key);
// In force, of active people who hold the position.
std::vector<Area> areas(storage::Connection& db, base::Time at);

}  // namespace org
